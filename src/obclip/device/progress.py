"""One report of progress over all pictures of a call, and diffusers' own bar for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from typing import Any

from tqdm import tqdm

from obclip.errors import BadRequest

from .pipeline import Progress


class Overall:
    """Adds up the steps of pictures that are drawn one after the other: call it once before each."""

    def __init__(self, on_progress: Progress, pictures: int) -> None:
        self._tell, self._pictures, self._before = on_progress, pictures, -1

    def next_picture(self) -> None:
        """The steps told from here on are those of the next picture."""
        self._before += 1

    def __call__(self, side: str, done: int, total: int) -> None:
        self._tell(side, self._before * total + done, self._pictures * total)


def check_bar(config: Mapping[str, Any]) -> None:
    """Raises BadRequest for what tqdm cannot draw a bar with: it would fail at the first picture, in words of its own."""
    try:
        if not hasattr(config.get("file") or StringIO(), "write"):
            raise TypeError("file must be one to write in")
        with tqdm(total=1, **{**config, "file": StringIO(), "disable": False}) as shown:
            shown.refresh()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = str(error.args[0] if error.args else error).strip().rstrip(".")
        raise BadRequest(
            f"The progress bar cannot be drawn like that ({why}): give what tqdm takes, such as disable=True.", code="bad_bar"
        ) from None


@contextmanager
def bar(pipeline: Any, steps: int) -> Iterator[Progress]:
    """A report of progress that moves the bar of a loaded pipeline, as its `set_progress_bar_config` says.

    steps: of all pictures, as far as is known before the two sides have told theirs. Raises BadRequest for a bar that cannot be.
    """
    check_bar(getattr(pipeline, "_progress_bar_config", {}))
    with pipeline.progress_bar(total=steps) as shown:
        sides: dict[str, tuple[int, int]] = {}

        def on_progress(side: str, done: int, total: int) -> None:
            sides[side] = done, total
            shown.total = max(steps if len(sides) < 2 else 0, sum(total for _, total in sides.values()))
            shown.n = sum(done for done, _ in sides.values())
            shown.refresh()

        yield on_progress

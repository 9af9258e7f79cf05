"""One report of progress over all pictures of a call, and diffusers' own bar for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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


@contextmanager
def bar(pipeline: Any, steps: int) -> Iterator[Progress]:
    """A report of progress that moves the bar of a loaded pipeline, as its `set_progress_bar_config` says.

    steps: of all pictures, as far as is known before the two sides have told theirs.
    """
    with pipeline.progress_bar(total=steps) as shown:
        sides: dict[str, tuple[int, int]] = {}

        def on_progress(side: str, done: int, total: int) -> None:
            sides[side] = done, total
            shown.total = max(steps if len(sides) < 2 else 0, sum(total for _, total in sides.values()))
            shown.n = sum(done for done, _ in sides.values())
            shown.refresh()

        yield on_progress

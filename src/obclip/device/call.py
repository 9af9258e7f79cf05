"""A call for several pictures: a list of prompts, several pictures of each, one request a picture. All is read before anything is sent."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from obclip.errors import BadRequest, DistilledWarning, numbered
from obclip.prompts.negative import Negative, safe_negative
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import Safeguarded, check_together
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.whole import as_whole

from .output import Picture, output_of
from .pipeline import Answer, Device, draw, ready
from .remarks import remarks
from .request import check_plan
from .seeds import Generators, Seed, Seeds
from .settings import RunSettings

Prompts = str | Safeguarded | Sequence[str | Safeguarded]


@dataclass(frozen=True)
class Wanted:
    """One picture: its prompt, ready for the mode, what it shall not show, and its seed."""

    prompt: str | Safeguarded
    negative: Negative
    seed: Seed


@dataclass(frozen=True)
class Wish:
    """What a call asks for. count: pictures of each prompt. seed, generator: see `Seeds.choose`."""

    prompt: Prompts
    negative_prompt: str | Sequence[str] | None = None
    count: int = 1
    seed: int | Sequence[int] | None = None
    generator: Generators = None
    allow_single: bool = False

    def pictures(self, seeds: Seeds, settings: RunSettings, rules: Rules) -> list[Wanted]:
        """Prompts in their order, the pictures of one prompt together. Raises what the safeguard raises, NotPrivate and BadRequest."""
        prompts = self._prompts()
        count = as_whole(self.count)
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            raise BadRequest(f"num_images_per_prompt must be a whole number of at least 1 (got {self.count!r}).", code="bad_count")
        unwanted = self._negatives(len(prompts))
        if settings.mode != "oblivious" or settings.k == 0:
            read_by = [rules, *(prompt.rules for prompt in prompts if isinstance(prompt, Safeguarded))]
            check_plan(settings, [name for own in read_by if own.taxonomy is not None for name in own.taxonomy.attributes])
        negatives, readied = [], []
        for number, (prompt, negative) in enumerate(zip(prompts, unwanted, strict=True), 1):
            with numbered(number, len(prompts)):
                negatives.append(safe_negative(negative, rules))
                check_together(prompt.template.prompt if isinstance(prompt, Safeguarded) else prompt, negative)
                readied.append(ready(prompt, settings.mode, self.allow_single, rules))
        chosen = seeds.choose(count * len(prompts), self.seed, self.generator)
        places = [place for place in range(len(prompts)) for _ in range(count)]
        return [Wanted(readied[place], negatives[place], seed) for place, seed in zip(places, chosen, strict=True)]

    def _prompts(self) -> list[str | Safeguarded]:
        prompts = [self.prompt] if isinstance(self.prompt, str | Safeguarded) else self.prompt
        if not isinstance(prompts, list | tuple) or not prompts:
            raise BadRequest("prompt must be a string, or a list of one or more.", code="bad_prompt")
        _check_texts("Prompt", prompts, str | Safeguarded, code="bad_prompt")
        return list(prompts)

    def _negatives(self, count: int) -> list[str | None]:
        negative = self.negative_prompt
        if negative is None or isinstance(negative, str):
            return [negative] * count
        if not isinstance(negative, list | tuple) or len(negative) != count:
            raise BadRequest(f"negative_prompt must be a string, or a list of {count}, one for each prompt.", code="bad_negative_prompt")
        _check_texts("Negative prompt", negative, str, code="bad_negative_prompt")
        return list(negative)


def _check_texts(what: str, given: Sequence[Any], kinds: Any, *, code: str) -> None:
    for number, one in enumerate(given, 1):
        if not isinstance(one, kinds):
            raise BadRequest(
                f"{what} {number} of {len(given)} is no text (got {type(one).__name__}): give a string in its place.", code=code
            )


def draw_wanted(
    device: Device, wanted: Wanted, settings: RunSettings, seeds: Seeds, on_warning: Callable[[str], None] = lambda said: None
) -> tuple[Picture, Answer | None]:
    """One of the pictures of a call. Warns of a fixed seed that goes out with a second set, and of what a distilled model does not follow,
    and tells `on_warning` as well."""
    for said in remarks(device.model.name, device.model, settings, wanted.negative):
        warnings.warn(said, DistilledWarning, stacklevel=2)
        on_warning(said)

    def note(request: DenoiseRequest) -> None:
        if said := seeds.note(request, wanted.seed):
            on_warning(said)

    return draw(replace(device, before_sending=note), wanted.prompt, settings, wanted.seed.number, wanted.negative)


def closed() -> BadRequest:
    """What is told of a pipeline that was closed, before a call or while it drew."""
    return BadRequest("This pipeline is closed: load it again.", code="closed")


@contextmanager
def keeping(drawn: Sequence[Picture], is_closed: Callable[[], bool]) -> Iterator[None]:
    """Whatever is raised within has the pictures that were drawn before it as its `drawn`, an output, or None.

    What goes wrong because the pipeline was closed meanwhile is told as that.
    """
    try:
        yield
    except BaseException as error:
        stopped = closed() if is_closed() and isinstance(error, Exception) else error
        stopped.drawn = output_of(drawn) if drawn else None  # type: ignore[attr-defined]
        if stopped is not error:
            raise stopped from None
        raise

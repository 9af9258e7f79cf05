"""Seeds: fresh ones of the operating system, those that the user names, and those drawn from the user's generators."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from obclip.errors import BadRequest, PrivacyWarning
from obclip.protocol.canonical import digest
from obclip.protocol.request import LARGEST_SEED, DenoiseRequest
from obclip.protocol.whole import as_whole

from .settings import fresh_seed

# What torch gives every generator that nobody has seeded, on every machine.
EVERYBODYS_SEED = torch.Generator().initial_seed()

# A call's pictures are prepared together, before the first is drawn.
MOST_PICTURES = 10_000

Generators = torch.Generator | Sequence[torch.Generator] | None


@dataclass(frozen=True)
class Seed:
    """number: as a request carries it. fixed: whether it follows from what the user named, so that it may come again."""

    number: int
    fixed: bool


def drawn_seed(generator: torch.Generator) -> int:
    """The next number of a generator, whose state advances: used twice, it gives two seeds."""
    return int(torch.randint(LARGEST_SEED, (1,), generator=generator, device=generator.device))


@dataclass
class Seeds:
    """What a pipeline remembers of seeds, in memory only: which it has sent with which set of candidates.

    named: whether a warning names the seed, and speaks of Python's arguments; not where warnings go to a log, and clients speak JSON.
    """

    named: bool = True
    _sent: dict[int, str] = field(default_factory=dict)
    _told: bool = False

    def choose(self, count: int, seed: int | Sequence[int] | None = None, generator: Generators = None) -> list[Seed]:
        """One seed a picture. Raises BadRequest for a seed out of range, for both, and for lists of another length, and for too many.

        seed: of the first picture, as `manual_seed` of diffusers; those of further pictures are drawn from a generator with that seed.
        generator: one for all pictures, from which the seeds are drawn in turn, or a list with one each.
        """
        if count > MOST_PICTURES:
            raise BadRequest(f"num_images_per_prompt times prompts must be at most {MOST_PICTURES} (got {count}).", code="bad_count")
        if seed is not None and generator is not None:
            raise BadRequest("Give either seed or generator, not both.", code="bad_seed")
        if generator is not None:
            alone = isinstance(generator, torch.Generator)
            if not alone and not (isinstance(generator, list | tuple) and all(isinstance(one, torch.Generator) for one in generator)):
                raise BadRequest("generator must be a torch.Generator, or a list of them.", code="bad_seed")
            listed = [generator] * count if isinstance(generator, torch.Generator) else list(generator)
            _check_count("generator", listed, count)
            return [self._drawn(one, "the generator" if alone else "a generator") for one in listed]
        if seed is None:
            return [Seed(fresh_seed(), fixed=False) for _ in range(count)]
        return [Seed(number, fixed=True) for number in _numbers(seed, count)]

    def note(self, request: DenoiseRequest, seed: Seed) -> str | None:
        """Warns where a seed that the user fixed is about to be sent with a second set of candidates; gives what the warning says."""
        if not seed.fixed:
            return None
        told = digest("\0".join([*request.prompts, request.negative_prompt or ""]).encode())
        if self._sent.setdefault(seed.number, told) == told:
            return None
        which = f"The seed {seed.number}" if self.named else "A seed that was named"
        said = f"{which} is sent with a second set of candidates: the cloud can tell that both are one user's."
        advice = "Leave seed and generator out for a fresh one, and find it in output.seed." if self.named else "Name none for a fresh one."
        warnings.warn(f"{said} {advice}", PrivacyWarning, stacklevel=2)
        return said

    def _drawn(self, generator: torch.Generator, name: str) -> Seed:
        if generator.initial_seed() != EVERYBODYS_SEED:
            return Seed(drawn_seed(generator), fixed=True)
        if not self._told:
            self._told = True
            warnings.warn(
                f"Nobody has seeded {name}: torch begins it with the same number everywhere. Its place takes a fresh seed of the operating "
                "system (output.seed).",
                PrivacyWarning,
                stacklevel=2,
            )
        return Seed(fresh_seed(), fixed=False)


def _numbers(seed: Any, count: int) -> list[int]:
    listed = isinstance(seed, list | tuple)
    numbers = [as_whole(number) for number in (seed if listed else [seed])]
    for number in numbers:
        if not isinstance(number, int) or isinstance(number, bool):
            raise BadRequest(f"seed must be a whole number, or a list of them (got {number!r}).", code="bad_seed")
        if not 0 <= number <= LARGEST_SEED:
            raise BadRequest(f"seed must be 0 to {LARGEST_SEED} (got {number}).", code="bad_seed")
    if not listed:
        more = torch.Generator().manual_seed(numbers[0])
        return [numbers[0], *(drawn_seed(more) for _ in range(count - 1))]
    _check_count("seed", numbers, count)
    return numbers


def _check_count(name: str, given: Sequence[object], count: int) -> None:
    if len(given) != count:
        raise BadRequest(f"{name} must be one, or a list with one for each of the {count} pictures (got {len(given)}).", code="bad_seed")

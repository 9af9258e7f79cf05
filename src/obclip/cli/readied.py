"""All that can be refused without a model, before one is loaded: prompts, values, seeds, steps, plans, files, the device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from obclip.errors import BadRequest, numbered

from .others import Other

if TYPE_CHECKING:
    from obclip.device.call import Wanted
    from obclip.device.settings import RunSettings
    from obclip.device.transport import CloudClient
    from obclip.prompts.rules import Rules


@dataclass(frozen=True)
class Asked:
    """What is to be drawn: of each prompt `count` pictures."""

    prompts: Sequence[str]
    negative_prompt: str | None
    count: int
    seed: int | None
    allow_single: bool
    others: Sequence[Other]
    keeps: bool = False


def readied(asked: Asked, settings: RunSettings, rules: Rules) -> list[Wanted]:
    """Each picture: prompts in their order, those of one prompt together. Raises what reading a prompt raises, and BadRequest."""
    from obclip.device.call import Wish
    from obclip.device.seeds import Seeds

    settings.check()
    seeds, found = Seeds().choose(asked.count * len(asked.prompts), asked.seed), []
    for number, prompt in enumerate(asked.prompts):
        with numbered(number + 1, len(asked.prompts)):
            wish = Wish(prompt, asked.negative_prompt, allow_single=asked.allow_single)
            [wanted] = wish.pictures(Seeds(), settings, rules)
            _check_of_set(wanted, settings, asked)
        found += [replace(wanted, seed=seed) for seed in seeds[number * asked.count : (number + 1) * asked.count]]
    return found


@dataclass(frozen=True)
class Way:
    """How a cloud at a URL is reached. None for url: there is none."""

    url: str | None
    proxy: str | None
    allow_plaintext: bool

    def client(self) -> CloudClient | None:
        """Raises BadRequest for a URL that is none, and for plain HTTP to another machine without leave."""
        from obclip.device.transport import CloudClient

        return None if self.url is None else CloudClient(self.url, proxy=self.proxy, allow_plaintext=self.allow_plaintext)


def check_places(files: Sequence[Path | None], device: str | None, dtype: str | None, kept: Path | None = None) -> None:
    """Raises CannotWrite for a file that cannot be written in the end, BadRequest for one name twice and for a device or number format that
    is not there.

    kept: the folder of latents, if any are to be kept.
    """
    from obclip.device.kept import ready_folder
    from obclip.device.output import check_writable
    from obclip.models.number_format import choose_device, choose_dtype

    named = [path for path in files if path is not None]
    for path in named:
        check_writable(path)
    if len({path.resolve() for path in named}) < len(named):
        raise BadRequest(f'"{named[0]}" cannot be both the picture and its sheet: give --sheet another name.', code="one_file")
    if kept is not None:
        ready_folder(kept)
    choose_dtype(choose_device(device), dtype)


def _check_of_set(wanted: Wanted, settings: RunSettings, asked: Asked) -> None:
    """The plan and the other values, which have to fit the candidates; without a cloud's candidates there is none to keep."""
    from obclip.device.request import told_acceleration
    from obclip.prompts.another import another
    from obclip.prompts.safeguard import Safeguarded

    for option in ["--other"] * bool(asked.others) + ["--keep"] * asked.keeps:
        if settings.mode != "oblivious" or settings.k == 0:
            raise BadRequest(
                f"{option} needs --mode oblivious and a --switch-point above 0: the cloud draws no candidates.", code="no_other"
            )
    if not isinstance(wanted.prompt, Safeguarded):
        return
    candidates = wanted.prompt.candidates
    told_acceleration(settings, len(candidates), candidates.axes, candidates.neutral).check(len(candidates), settings.k)
    for other in asked.others:
        another(wanted.prompt, other.values, dict(other.named), other.person)

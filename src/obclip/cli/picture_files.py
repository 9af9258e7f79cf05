"""How pictures are named: as the user says, or numbered, and never over a file that nobody named."""

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

USUAL = Path("out.png")


@dataclass(frozen=True)
class PictureFiles:
    """named: by the user, if at all. several: whether more than one picture is drawn."""

    named: Path | None
    several: bool

    @property
    def base(self) -> Path:
        """What the names are made of."""
        return self.named or USUAL


def free(base: Path, *, numbered: bool = False) -> Path:
    """The first of out.png, out-2.png, out-3.png ... that is not there; numbered: of out-1.png, out-2.png ..."""
    if not numbered and not os.path.lexists(base):
        return base
    names = (base.with_name(f"{base.stem}-{number}{base.suffix}") for number in count(1 if numbered else 2))
    return next(name for name in names if not os.path.lexists(name))


def beside(picture: Path, words: str) -> Path:
    """For another value of a picture: its name with the value's, such as out-male.png."""
    tag = "-".join("".join(letter if letter.isalnum() else " " for letter in words).split())
    return free(picture.with_name(f"{picture.stem}-{tag}{picture.suffix}"))

"""Who is shown in the second world: what the Unicode standard has emoji of for men and women alike, in each of its five skin tones.

Its names say what somebody is or does, the gender, the age and the tone. Children are left out: the safeguard hides a minor among minors
only, so they would be a world apart. So is what shows a child, and what is of one gender by its name.
"""

import random
from dataclasses import dataclass
from functools import lru_cache

from obclip.prompts.english.emoji import PERSON, TONES, all_emoji_persons, variant

GENDERS = ("male", "female")
AGES = ("grown", "old")
TONE_NAMES = (*TONES.values(), "none")
# The three that the safeguard's words tell apart: fair, tan and dark.
SKINS = {"light": "fair", "medium-light": "fair", "medium": "tan", "medium-dark": "dark", "dark": "dark", "none": "none"}
LEFT_OUT = frozenset({"feeding baby", "Claus", "dancing"})
HELD_OUT = 0.08


@dataclass(frozen=True)
class Someone:
    """base: Unicode's name without gender, age and tone: "health worker", "person: curly hair". text: the emoji itself."""

    base: str
    gender: str
    age: str
    tone: str
    text: str

    @property
    def held_out(self) -> bool:
        """Whether nobody of this base, gender, age and tone is learnt from, in any of the sets."""
        return random.Random(f"{self.base}, {self.gender}, {self.age}, {self.tone}").random() < HELD_OUT


@lru_cache(maxsize=1)
def everyone() -> tuple[Someone, ...]:
    """All that there are, in Unicode's order."""
    meant = [meaning for _, meaning in all_emoji_persons() if meaning.kind == PERSON and meaning.base not in LEFT_OUT]
    kinds = dict.fromkeys((meaning.base, meaning.age) for meaning in meant if meaning.age != "child")
    found = []
    for base, age in kinds:
        people = [_someone(base, gender, age, tone) for gender in GENDERS for tone in TONE_NAMES]
        found += [person for person in people if person] if all(people) else []
    return tuple(found)


def bases() -> tuple[str, ...]:
    """What anybody is or does."""
    return tuple(dict.fromkeys(person.base for person in everyone()))


@lru_cache(maxsize=3)
def split(held_out: bool | None) -> tuple[Someone, ...]:
    """Those to learn from, those who are held out, or (None) all of them."""
    return tuple(person for person in everyone() if held_out in (None, person.held_out))


def _someone(base: str, gender: str, age: str | None, tone: str) -> Someone | None:
    text = variant(base, gender, None if tone == "none" else tone, age)
    return Someone(base, gender, age or "grown", tone, text) if text else None

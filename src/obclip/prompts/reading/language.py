"""Refuses what is not English: the rules read no other language, so that "nothing was found" would be no answer."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.errors import NotEnglish

from .scripts import script_of
from .units import Unit

_ENGLISH = frozenset(["Latin", "Common", "Inherited"])
_LARGEST_SHARE = 0.25
_FEWEST = 2
# Small words of other languages in Latin letters that no English prompt has beside its own.
_FOREIGN = frozenset(
    "und der das ein eine einer eines einem einen mit ist nicht auf von zur zum im dem den des la le les une des du avec dans sur est et "
    "el los las una unos con por para del que y en un il lo gli della nel di che uno e o um uma com na no do da os ao het een van op met "
    "och ett en med på är som av jest na ze się w z ve bir bu ile için yang dan di dengan untuk của và một".split()
)


def check_language(text: str, units: Sequence[Unit], unknown: Sequence[int]) -> None:
    """Raises NotEnglish for a letter of another script, and where a quarter of the words are unknown.

    text: a prompt in normal form. unknown: the units that nothing is known of. The user's marks do not count.
    """
    if not text.isascii() and any(letter.isalpha() and script_of(letter) not in _ENGLISH for letter in text):
        raise _refusal("letters of another script")
    words = [place for place, unit in enumerate(units) if len(unit.word) > 1 and unit.word.isalpha()]
    strange = [place for place in unknown if units[place].word.isalpha() and not _is_name(text, units, place)]
    if len(strange) >= _FEWEST and len(strange) >= _LARGEST_SHARE * len(words):
        raise _refusal("many words that are not English")


def _is_name(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether the word is written as a name within English words."""
    return text[units[place].start].isupper() and place > 0 and not text.isupper()


def _refusal(what: str) -> NotEnglish:
    return NotEnglish(
        f"The prompt has {what}, and only English is read: what says something of a person in it would not be found. "
        "Write it in English, or mark what is to be hidden and pass --language any with --allow-single."
    )

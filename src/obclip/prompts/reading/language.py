"""Refuses what is not English: the rules read no other language, so that "nothing was found" would be no answer."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.errors import NotEnglish
from obclip.prompts.vocabulary.foreign import Foreign, foreign

from .confusables import bare_letters
from .scripts import script_of
from .units import Unit

_ENGLISH = frozenset(["Latin", "Common", "Inherited"])
# Of the words of a prompt: foreign ones, at least two of them; foreign and unknown ones together, at least one of them foreign; and
# unknown ones alone, which may be names.
_FOREIGN, _STRANGE, _UNKNOWN = 0.25, 0.4, 0.75
_FEWEST = 3


def check_language(text: str, units: Sequence[Unit], unknown: Sequence[int]) -> None:
    """Raises NotEnglish for a letter of another script, a foreign word for a person, and where most words are foreign or unknown.

    text: a prompt in normal form. unknown: the units that nothing is known of. The user's marks do not count.
    """
    if not text.isascii() and any(letter.isalpha() and script_of(letter) not in _ENGLISH for letter in text):
        raise _refusal("letters of another script")
    known = foreign()
    words = [place for place, unit in enumerate(units) if unit.word.isalpha() and (len(unit.word) > 1 or not unit.word.isascii())]
    loans = _loans(units, known)
    strange = {place: bare_letters(units[place].word) for place in unknown if units[place].word.isalpha() and place not in loans}
    said = [word for place, word in strange.items() if word in known.words or units[place].word in known.words]
    persons = [word for word in strange.values() if word in known.persons]
    nameless = [place for place in strange if not _is_name(text, units, place)]
    count = len(words)
    if (
        persons
        or (len(said) > 1 and len(said) >= _FOREIGN * count)
        or (said and len(nameless) >= _STRANGE * count)
        or (len(nameless) >= _FEWEST and len(nameless) >= _UNKNOWN * count)
    ):
        raise _refusal("words that are not English")


def _loans(units: Sequence[Unit], known: Foreign) -> set[int]:
    """The units of phrases that English has taken over: "femme fatale"."""
    found: set[int] = set()
    for place, unit in enumerate(units):
        for phrase in known.loans.get(unit.word, ()):
            if tuple(one.word for one in units[place : place + len(phrase)]) == phrase:
                found.update(range(place, place + len(phrase)))
    return found


def _is_name(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether the word is written as a name within English words."""
    return text[units[place].start].isupper() and place > 0 and not text.isupper()


def _refusal(what: str) -> NotEnglish:
    return NotEnglish(
        f"The prompt has {what}, and only English is read: what says something of a person in it would not be found. "
        "Write it in English, or mark what is to be hidden and pass --language any with --allow-single."
    )

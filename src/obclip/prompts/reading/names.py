"""Names of persons who are shown, and what only looks like one: artists named for their style, "Victoria station"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from obclip.prompts.vocabulary.terms import KNOWN, NAME, ONE, Form, Taxonomy
from obclip.prompts.vocabulary.words import given_names, harmless

from .credits import CREDITING, credits_of, is_first_name, is_generation, is_part_of_name, may_be_surname, with_listed
from .honoured import is_honour
from .known_names import Known, known_names
from .models import with_models
from .naming import ALL_TITLES, Naming
from .units import COMMA, SPACE, Unit

__all__ = ["is_first_name", "is_generation", "is_part_of_name", "makers_of", "may_be_surname", "read_names"]

# A drawn character as image boards write it: "rem \(re:zero\)".
_CHARACTER = re.compile(r"(?:^|(?<=[,\n]))\s*(?P<name>[^,\n\\()]{2,40}?)\s*\\\((?P<work>[^,\n()\\]{1,40})\\\)")
_QUALIFIERS = frozenset(
    "medium object body food weapon animal symbol style artwork clothing clothes plant flower artist cosmetics "
    "color colour creature vehicle "
    "instrument place location meme character architecture sky nature furniture shape cloth series game franchise".split()
)
_SHORT_GENERATIONS = frozenset(["jr", "sr"])
_NUMERALS = frozenset(["ii", "iii", "iv", "vi", "vii", "viii"])
_EPITHETS = frozenset(
    "grey gray white red brown black great terrible conqueror barbarian magnificent wise bold cruel good bald brave hedgehog frog clown "
    "bear explorer impaler destroyer enchanter elder younger second third fourth fifth eighth".split()
)
_NUMBERED = frozenset("game movie film poster cover screenshot gameplay trailer scene".split())  # works that have a figure in their name


def read_names(units: Sequence[Unit], text: str, taxonomy: Taxonomy) -> list[Unit]:
    """The units with names that count as names only where a person is shown, and with surnames joined to them."""
    units = with_models(units, taxonomy)
    known = {name.start: name for name in known_names(units)}
    artists = frozenset(place for name in known.values() if name.artist for place in range(name.start, name.end))
    things = frozenset(place for name in known.values() if not name.person for place in range(name.start, name.end))
    if artists:
        units = [unit._replace(forms=()) if place in artists else unit for place, unit in enumerate(units)]  # "ford madox brown"
    credited = _credited(units, artists)
    characters = _characters(units, text) if "\\(" in text else {}
    naming = Naming(_with_titles(units, taxonomy), text, things)
    read: list[Unit] = []
    place = 0
    while place < len(units):
        if units[place].word in taxonomy.tokens:  # a mark is opaque: whatever its options say, it is no name that is withheld
            read.append(units[place])
            place += 1
            continue
        count, end = characters.get(place, (0, 0))
        famous = known.get(place)
        if not count and (not credited[place] or _is_another(units, place, famous)):
            count = famous.end - place if famous and famous.person and not naming.is_place(famous.end - 1) else 0
            count = max(count, naming.length(place, bool(read) and _is_name(read, place)))
        after = place + count
        count += _rest(units, after, text) if count else 0
        whole = count
        count = _before_mark(units, place, count, taxonomy)
        if not count:
            read.append(_unnamed(units, place, text, credited[place], taxonomy))
            place += 1
            continue
        count += _generation(units, place + count, text)
        end = end if count >= whole else 0
        read.append(_joined(units[place], end or _past_stop(units[place + count - 1], text), text))
        place += count
    return read


def _before_mark(units: Sequence[Unit], place: int, count: int, taxonomy: Taxonomy) -> int:
    """How many of the units of a name stand before the first mark among them."""
    return next((n for n in range(count) if units[place + n].word in taxonomy.tokens), count) if taxonomy.tokens else count


def _with_titles(units: Sequence[Unit], taxonomy: Taxonomy) -> Sequence[Unit]:
    """The units with a title for each mark that has one among its options, or a first name: a name may follow ("{Mr|Mrs} Black")."""
    if not taxonomy.tokens:
        return units
    return [_as_title(unit, taxonomy) if unit.word in taxonomy.tokens else unit for unit in units]


def _as_title(unit: Unit, taxonomy: Taxonomy) -> Unit:
    for cell in taxonomy.rows[taxonomy.tokens[unit.word][0].row].cells.values():
        last = cell[0].rpartition(" ")[2].strip(".")
        capital = last[:1].isupper()
        if last.lower() in ALL_TITLES:
            return unit._replace(word=last.lower(), capital=capital)
        if capital and given_names().get(last.lower()) == "":
            return unit._replace(word="mr", capital=True)
    return unit


def _generation(units: Sequence[Unit], place: int, text: str) -> int:
    """Whether a name goes on with "Jr." or "III", which says nothing without it."""
    if place >= len(units) or text[units[place - 1].end : units[place].start] not in (" ", ", "):
        return 0
    unit = units[place]
    return int(unit.word in _SHORT_GENERATIONS or (unit.word in _NUMERALS and text[unit.start : unit.end].isupper()))


def _past_stop(last: Unit, text: str) -> int:
    """Where a name ends: after the full stop that belongs to "Jr.", unless a sentence ends there."""
    stopped = last.word in _SHORT_GENERATIONS and text[last.end : last.end + 1] == "."
    after = text[last.end + 1 : last.end + 3].strip()
    return last.end + 1 if stopped and after and not after[0].isupper() else last.end


def _epithet(units: Sequence[Unit], place: int) -> int:
    """How many words "the Grey" of "Gandalf the Grey" has after a name, which say nothing without it; 0 where none stand there."""
    if place + 1 >= len(units) or units[place].word != "the" or units[place].before != SPACE or units[place + 1].before != SPACE:
        return 0
    return 2 if units[place + 1].capital or units[place + 1].word in _EPITHETS else 0


def _rest(units: Sequence[Unit], place: int, text: str) -> int:
    """How many words go on with a name before a place, and say nothing without it; 0 where none do."""
    if place < len(units) and is_honour(units[place]):
        return 1
    return _epithet(units, place) or _more_after_dash(units, place, text) or _initial(units, place, text) or _number(units, place)


def _number(units: Sequence[Unit], place: int) -> int:
    """Whether a work that is named for somebody goes on with a figure: "mario 64 screenshot"."""
    if place + 1 >= len(units) or units[place].before != SPACE or units[place].forms or units[place + 1].before != SPACE:
        return 0
    return int(units[place].word.isdigit() and len(units[place].word) < 3 and units[place + 1].word in _NUMBERED)


def _initial(units: Sequence[Unit], place: int, text: str) -> int:
    """Two where a name goes on with a letter, its full stop and a word with a capital: "Luffy D. Ace"; else 0."""
    if place + 1 >= len(units) or units[place].before != SPACE or len(units[place].word) > 1:
        return 0
    between = text[units[place].end : units[place + 1].start]
    name = units[place].capital and units[place + 1].capital and units[place + 1].form("stop") is None
    return 2 if between == ". " and name else 0


def _more_after_dash(units: Sequence[Unit], place: int, text: str) -> int:
    """Whether a name goes on after a dash with spaces: "han so - hee"."""
    if not 0 < place < len(units) or text[units[place - 1].end : units[place].start] != " - ":
        return 0
    return int(units[place].unknown and units[place].word not in harmless())


def _is_another(units: Sequence[Unit], place: int, famous: Known | None) -> bool:
    """Whether somebody known who is no artist begins an item of a list: "by artgerm, emma watson"."""
    listed = units[place].before == COMMA or (place > 0 and units[place - 1].word == "and")
    return listed and ((famous is not None and famous.person) or units[place].form(KNOWN) is not None)


def makers_of(units: Sequence[Unit]) -> list[bool]:
    """For each unit, whether it stands among the names of makers, said or in a list of artists."""
    return _credited(units, frozenset(place for name in known_names(units) if name.artist for place in range(name.start, name.end)))


def _credited(units: Sequence[Unit], artists: Collection[int]) -> list[bool]:
    credited = [False] * len(units) if CREDITING.isdisjoint([unit.word for unit in units]) else credits_of(units)
    return with_listed(units, credited, artists) if len(artists) > 1 else credited


def _is_name(read: Sequence[Unit], place: int) -> bool:
    """Whether "and" joins what follows to a name, which an age may follow: "Aisha (7) and Bilal"."""
    if place < 2 or len(read) < 2 or read[-1].word != "and":
        return False
    aged = len(read) > 2 and read[-2].word[0].isdigit()
    return read[-3 if aged else -2].form(NAME, KNOWN) is not None


def _joined(unit: Unit, end: int, text: str) -> Unit:
    form = unit.form(KNOWN, NAME) or Form((unit.word,), NAME, "identity", ONE, ("unknown",))
    return unit._replace(end=end, word=text[unit.start : end].lower(), forms=(form,))


def _characters(units: Sequence[Unit], text: str) -> dict[int, tuple[int, int]]:
    """The tags that name a character, with the work in escaped brackets: the first unit of each, how many units it has, where it ends."""
    found: dict[int, tuple[int, int]] = {}
    for match in _CHARACTER.finditer(text):
        if match["work"].strip().lower() in _QUALIFIERS:
            continue
        inside = [place for place, unit in enumerate(units) if match.start("name") <= unit.start and unit.end <= match.end("work")]
        if inside:
            found[inside[0]] = len(inside), match.end()
    return found


def _unnamed(units: Sequence[Unit], place: int, text: str, credited: bool, taxonomy: Taxonomy) -> Unit:
    """The unit without its meaning as a name; a surname of a maker ("by Stephen King") has no meaning at all."""
    unit = units[place]
    if unit.unknown or not (credited or unit.form(NAME, KNOWN)):
        return unit
    if credited and is_generation(units, place):
        return unit._replace(forms=())
    if credited and place and unit.before == SPACE and text[unit.start].isupper() and not units[place - 1].form("stop"):
        unknown = units[place - 1].form(NAME) or (units[place - 1].unknown and units[place - 1].before != COMMA)
        if unknown and text[units[place - 1].start].isupper():
            return unit._replace(forms=())
    parted = place + 1 >= len(units) or units[place + 1].before != SPACE
    if credited and is_first_name(units, place):
        return unit._replace(forms=())
    if credited and place and unit.before == SPACE and units[place - 1].form(NAME) and parted:
        return unit._replace(forms=())
    if credited and may_be_surname(unit, taxonomy) and is_part_of_name(units, place):
        return unit._replace(forms=())
    if unit.form(NAME, KNOWN) is None:
        return unit
    return unit._replace(forms=tuple(form for form in unit.forms if form.kind not in (NAME, KNOWN)))

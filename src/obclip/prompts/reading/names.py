"""Names of persons who are shown, and what only looks like one: artists named for their style, "Victoria station"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import KNOWN, NAME, ONE, Form, Kind

from .units import BREAK, COMMA, SPACE, Unit, Word

_TITLES = frozenset(
    "mr mrs ms miss dr doctor prof professor president sir madame king queen prince princess pope saint senator captain".split()
)
# Titles that a name in small letters may follow, unless an article or an adjective makes them a common noun.
_SMALL_TITLES = frozenset(
    "mr mrs ms miss dr prof professor agent captain president senator sir madame lord detective inspector commander "
    "sergeant colonel lieutenant admiral saint sister brother uncle auntie aunt judge officer reverend".split()
)
_ENDINGS = ("ing", "ed", "ly", "ous", "ful", "ic", "al", "ive", "able", "less", "ish", "est", "punk", "ary")
_NO_NAMES = frozenset("portrait character costume uniform office cosplay hat store back out up off outside inside".split())
_CALLS = frozenset(["named", "called", "starring", "featuring"])
_NAMING = frozenset(["named", "called"])
_LIKENESS = frozenset(["portrait", "headshot", "selfie", "face", "bust", "depiction", "likeness", "mugshot"])
_WORKS = frozenset(["portrait", "painting", "style", "artwork", "illustration", "drawing", "photo", "photograph", "sketch", "art"])
_MAKERS = frozenset(["by"])
_STYLES = frozenset(["style", "manner", "inspired"])
_LEADS = _SMALL_TITLES | _NAMING
_AWAITING = _LEADS | {"of"}
_CREDITING = _MAKERS | _STYLES
_COMMON = frozenset("a an the one two this that some every each my your our their another".split())
_PLACES = frozenset(
    "station street road avenue bridge park beach falls lake hall tower square city museum university college island airport "
    "hospital church cathedral garden gardens house castle palace theatre theater stadium county valley mountain river bay "
    "harbor harbour court hill hills hotel school library style stadium's".split()
)
_LISTS = (_TITLES, _SMALL_TITLES, _CALLS, _LIKENESS, _WORKS, _MAKERS, _STYLES, _COMMON, _PLACES)
_SURNAMES: frozenset[Kind] = frozenset([NAME, "close", "person", "cue"])  # what else a surname may mean


def naming_lists(word: str) -> tuple[bool, ...]:
    """All that is looked at here in a word beside its forms, unless it is unknown or a name: which of the lists hold it."""
    return tuple([word in words for words in _LISTS])


def leads_name(word: Word, text: str) -> bool:
    """Whether the word after this one may be taken for a surname; any other known word stays what it is, unless it is a name itself."""
    start, _, _, forms = word
    if forms and _SURNAMES.isdisjoint([form.kind for form in forms]):
        return False
    return text[start].isupper() or any(form.kind == NAME for form in forms)


def read_names(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units with names that count as names only where a person is shown, and with surnames joined to them."""
    begins = [unit.form(KNOWN, NAME) is not None if unit.forms else text[unit.start].isupper() for unit in units]
    words = {unit.word for unit in units}
    if True not in begins and _LEADS.isdisjoint(words):
        return list(units)
    credited = [False] * len(units) if _CREDITING.isdisjoint(words) else credits_of(units)
    read: list[Unit] = []
    place = 0
    while place < len(units):
        if not begins[place] and not credited[place] and not (place and units[place - 1].word in _AWAITING):
            read.append(units[place])
            place += 1
            continue
        unit = units[place]
        count = 0 if credited[place] else _name_length(units, place, text)
        if count:
            last = units[place + count - 1]
            form = unit.form(KNOWN, NAME) or Form((unit.word,), NAME, "identity", ONE, ("unknown",))
            read.append(Unit(unit.start, last.end, text[unit.start : last.end].lower(), (form,), unit.before))
        else:
            read.append(_unnamed(units, place, text, credited[place]))
        place += count or 1
    return read


def credits_of(units: Sequence[Unit]) -> list[bool]:
    """For each unit, whether it stands among the names of those who made the picture or gave it its style."""
    credited, inside = [], False
    for place, unit in enumerate(units):
        if unit.before == BREAK:
            inside = False
        credited.append(inside)
        after = units[place + 1] if place + 1 < len(units) else None
        if (unit.word in _MAKERS and after and not after.form("stop")) or unit.word in _STYLES:
            inside = True
    return credited


def _name_length(units: Sequence[Unit], place: int, text: str) -> int:
    """How many units the name that begins here has, or 0."""
    unit = units[place]
    if unit.form(KNOWN):
        return 1
    capital = text[unit.start].isupper()
    before = units[place - 1].word if place and unit.before in (SPACE, BREAK) else ""
    first_name = unit.form(NAME) is not None
    if first_name and capital and not _is_place(units, place):
        return 1 + _surnames(units, place, text)
    if first_name and not capital and _is_small_name(units, place, before):
        return 2
    if capital and not unit.forms and (before in _TITLES or before in _CALLS):
        return 1 + _surnames(units, place, text)
    if not capital and _is_awaited(units, place, before):
        return 1 + _small_surnames(units, place)
    if not capital and before == "of" and place > 1 and units[place - 2].word in _LIKENESS and _is_unknown(unit):
        return 1 + _small_surnames(units, place) if _small_surnames(units, place) and not _is_place(units, place - 1) else 0
    if capital and not unit.forms and before == "of" and place > 1 and units[place - 2].word in _LIKENESS:
        surnames = _surnames(units, place, text)
        return 1 + surnames if surnames and not _is_place(units, place) else 0
    return 0


def _is_awaited(units: Sequence[Unit], place: int, before: str) -> bool:
    """Whether an unknown word, or a first name, in small letters is a name: after a title ("agent smith") or "a woman named"."""
    unit = units[place]
    if (unit.forms and not unit.form(NAME)) or not unit.word.isalpha() or unit.word in _NO_NAMES or unit.word in _WORKS:
        return False
    if before in _SMALL_TITLES and not unit.word.endswith(("ing", "ed")):
        leading = units[place - 2] if place > 1 and units[place - 1].before == SPACE else None
        return leading is None or not (leading.word in _COMMON or leading.form("adjective", "his", "him"))
    return before in _NAMING and place > 1 and units[place - 2].form("noun", "person", "folk", "they", "adjective") is not None


def _is_unknown(unit: Unit) -> bool:
    """Whether a word is none that the taxonomy knows and has no ending of an English adjective: "portrait of timothee chalamet"."""
    return not unit.forms and unit.word.isalpha() and len(unit.word) > 2 and not unit.word.endswith(_ENDINGS)


def _small_surnames(units: Sequence[Unit], place: int) -> int:
    """Whether another unknown word follows before the phrase ends: "agent dale cooper,"."""
    after = place + 1
    if after >= len(units) or units[after].before != SPACE or units[after].forms or units[after].word.endswith(("ing", "ed", "s", "ly")):
        return 0
    return int(_is_parted(units, after + 1) or units[after + 1].form("stop") is not None)


def _surnames(units: Sequence[Unit], place: int, text: str) -> int:
    """How many capitalised words that are not known as anything else follow, at most two."""
    count = 0
    for unit in units[place + 1 : place + 3]:
        known = unit.forms and not unit.form(*_SURNAMES)
        if unit.before != SPACE or known or not text[unit.start].isupper():
            break
        count += 1
    return count


def _is_place(units: Sequence[Unit], place: int) -> bool:
    following = [unit.word for unit in units[place + 1 : place + 3] if unit.before == SPACE]
    return any(word in _PLACES for word in following)


def _is_small_name(units: Sequence[Unit], place: int, before: str) -> bool:
    """A name in small letters counts in "portrait of emma watson": with a surname, and where a person is awaited."""
    after = place + 1
    surname = after < len(units) and units[after].before == SPACE and not units[after].forms
    painted = place + 2 < len(units) and units[place + 2].word in _WORKS
    if place == 0 and painted:
        return False
    return surname and (before in ("of", "like", "as") or place == 0) and not units[after].word.endswith("ing")


def _unnamed(units: Sequence[Unit], place: int, text: str, credited: bool) -> Unit:
    """The unit without its meaning as a name; a surname of a maker ("by Stephen King") has no meaning at all."""
    unit = units[place]
    if not unit.forms:
        return unit
    if credited and place and unit.before == SPACE and text[unit.start].isupper() and not units[place - 1].form("stop"):
        unknown = units[place - 1].form(NAME) or (not units[place - 1].forms and units[place - 1].before != COMMA)
        if unknown and text[units[place - 1].start].isupper():
            return unit._replace(forms=())
    if credited and place and unit.before == SPACE and units[place - 1].form(NAME) and _is_parted(units, place + 1):
        return unit._replace(forms=())
    if unit.form(NAME, KNOWN) is None:
        return unit
    return unit._replace(forms=tuple(form for form in unit.forms if form.kind not in (NAME, KNOWN)))


def _is_parted(units: Sequence[Unit], place: int) -> bool:
    return place >= len(units) or units[place].before in (COMMA, BREAK)

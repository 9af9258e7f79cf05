"""A look that is a noun as well, and said of somebody or of hair: "she is tall and [blonde]", "her hair is [blonde]"."""

from __future__ import annotations

from obclip.prompts.english.verbs import FORMS_OF_IS
from obclip.prompts.reading.cast import Cast
from obclip.prompts.reading.describing import SHOWN
from obclip.prompts.reading.ones import OF_SEVERAL
from obclip.prompts.reading.roles import PLAIN, Role
from obclip.prompts.reading.subjects import COPULAS
from obclip.prompts.reading.units import COMMA, SPACE
from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, PHRASE, STOP

from .said_before import take_back
from .template import Piece

STYLED = "styled"  # what stands for it
_HAIR = frozenset("hair hairs haircut hairdo hairstyle curls locks braids bangs eyebrows brows lashes".split())
_HOW = frozenset("very quite so really all naturally platinum dirty strawberry bleached dyed".split())
_SAYS: frozenset[Role] = frozenset({ADJECTIVE, PHRASE, PLAIN})


def take_beside(cast: Cast, text: str, place: int, pieces: list[Piece]) -> tuple[bool, int]:
    """Whether a look goes with what joins it to another that is said of the same, "tall[ and blonde]", and where the text goes on."""
    beside = _beside(cast, place)
    taken = beside[0] if beside else cast.units[place - 1].start if is_shown(cast, place) and _has_article(cast, place) else -1
    take_back(pieces, text[taken : cast.units[place].start] if taken >= 0 else "")
    return (True, beside[1]) if beside else (False, cast.units[place].end)


def _beside(cast: Cast, place: int) -> tuple[int, int] | None:
    """The stretch of a look beside another, with what joins the two: "tall[ and blonde]", "is [blonde and ]tall"; None elsewhere."""
    if not _is_look(cast, place):
        return None
    before, after = place - 1, place + 1
    if _is(cast, before, "and") and _says(cast, before - 1) and _ends(cast, after):
        return cast.units[before - 1].end, cast.units[place].end
    first = place - _has_article(cast, place)
    told = first > 0 and cast.units[first].before == SPACE and cast.units[first - 1].word in COPULAS
    if told and after < len(cast.units) and cast.units[after].before == COMMA and _says(cast, after) and _is(cast, after + 1, "and"):
        return cast.units[place].start, cast.units[after].start
    if not (_is(cast, after, "and") and _says(cast, after + 1) and _ends(cast, after + 2)):
        return None
    listed = cast.units[place].before == COMMA
    if listed and _says(cast, before):
        return cast.units[before].end, cast.units[place].end
    return (cast.units[first].start, cast.units[after + 1].start) if told or listed else None


def is_shown(cast: Cast, place: int) -> bool:
    """Whether a look is all that is said of one of several: "one twin is [a redhead]", "the other is [blonde]"."""
    verb = place - 1 - _has_article(cast, place)
    told = verb > 0 and cast.units[verb].word in FORMS_OF_IS and _ends(cast, place + 1)
    return (
        told
        and cast.units[place].form(CUE) is not None
        and not OF_SEVERAL.isdisjoint(unit.word for unit in cast.units[max(0, verb - 2) : verb])
    )


def _has_article(cast: Cast, place: int) -> bool:
    return place > 0 and cast.units[place - 1].word in ("a", "an") and cast.units[place].before == SPACE


def is_of_hair(cast: Cast, place: int) -> bool:
    """Whether a look is what hair is said to be."""
    left = place - 1
    while left > 0 and cast.units[left].word in _HOW:
        left -= 1
    return _is_look(cast, place) and left > 0 and cast.units[left].word in COPULAS and cast.units[left - 1].word in _HAIR


def _is_look(cast: Cast, place: int) -> bool:
    return instead_of(cast.units[place].word, cast.taxonomy.otherwise) == SHOWN


def _is(cast: Cast, place: int, word: str) -> bool:
    return 0 < place < len(cast.units) and cast.units[place].word == word


def _says(cast: Cast, place: int) -> bool:
    """Whether a unit is a word that says what somebody or something is like, and nothing is shown."""
    return 0 < place < len(cast.units) and cast.roles[place] in _SAYS and cast.units[place].form(CUE) is None


def _ends(cast: Cast, place: int) -> bool:
    return cast.is_parted(place) or cast.roles[place] == STOP

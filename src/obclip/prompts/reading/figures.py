"""When "a figure" is somebody: "an old bearded figure", "a hooded figure stands", and not "a stone figure", "figure skates".

Rows and kinds and places alone decide, so that each candidate is read alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, DETAIL
from obclip.prompts.vocabulary.words import things

from .units import COMMA, HYPHEN, SPACE, Unit

FIGURES = frozenset({"figure", "figures"})
_COVERED = frozenset(
    "hooded cloaked robed masked veiled lone lonely solitary mysterious shadowy bearded armored armoured caped religious "
    "sinister ghostly saintly regal royal seated kneeling hunched crouching standing haloed winged faceless horned praying wise "
    "elegant muscular central silhouetted cowled humanoid dressed holy tattooed naked nude scarred".split()
)
_MADE = frozenset(
    "action stick wax toy model clay lego mini miniature anime collectible bronze stone wooden marble porcelain ceramic plastic resin "
    "garage scale golden glass paper wire geometric abstract reference nativity cartoon total key sales double single digit "
    "skating eight father mother".split()
)
_ACTS = frozenset(
    "wearing standing sitting walking kneeling holding riding dressed stands sits walks kneels holds wears wrapped clad".split()
)
_WITH = frozenset({"in", "with", "wearing"})
_OWNERS = frozenset("her his their my your with has having s".split())
_COLOURS = frozenset("dark black white pale brown fair small little tiny big large".split())
_MOST_WORDS = 5


def is_mere_figure(units: Sequence[Unit], place: int) -> bool:
    """Whether a figure is a shape, a number or a thing."""
    after = units[place + 1] if place + 1 < len(units) else None
    follows = after is not None and after.before == SPACE
    if after is not None and follows and (after.word in things() or after.word in _MADE or after.word.isdigit()):
        return True
    described, left = False, place - 1
    while left >= 0 and place - left <= _MOST_WORDS and units[left + 1].before in (SPACE, HYPHEN, COMMA):
        unit = units[left]
        if unit.word in _MADE or unit.word in _OWNERS or (unit.word in things() and not unit.form(ADJECTIVE, CUE)):
            return True
        if unit.form("stop"):
            if described and left and units[left].before == SPACE and units[left - 1].word in _OWNERS:
                return True  # "with a womanly figure"
            break
        described = described or unit.word in _COVERED or _says_of_person(unit)
        left -= 1
    acts = after is not None and follows and (after.word in _ACTS or (after.word in _WITH and _betrays(units, place + 2)))
    return not (described or acts)


def _betrays(units: Sequence[Unit], place: int) -> bool:
    """Whether what tells of somebody stands in the phrase that begins here: "in a hijab", "with a long beard"."""
    for unit in units[place : place + _MOST_WORDS]:
        if unit.form(CUE, DETAIL):
            return True
        if unit.before != SPACE:
            return False
    return False


def _says_of_person(unit: Unit) -> bool:
    """Whether an adjective says a value or betrays one; "a dark figure" and "a small figure" say nothing."""
    if unit.form(CUE) and unit.word.endswith(("ed", "ly", "ish", "ine")):
        return True
    return unit.form(ADJECTIVE) is not None and unit.word not in _COLOURS

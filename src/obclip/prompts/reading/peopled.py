"""What a colour before it makes somebody's people: "a black neighborhood", "an all-white jury", "Black-owned", "brown hands"."""

from __future__ import annotations

from collections.abc import Sequence

from .units import HYPHEN, SPACE, Unit, Word, parted

COLOURS = frozenset("black white brown".split())
# Nouns of a life that people lead together, and of what belongs to a body. Nobody paints them.
_LIVES = frozenset(
    "neighborhood neighborhoods neighbourhood neighbourhoods community communities culture cultures suburb suburbs history heritage "
    "literature identity pride joy love lives liberation excellence wedding weddings funeral funerals congregation household households "
    "family families marriage couple couples township townships ghetto jury juries panel choir cast crew audience boardroom electorate "
    "voters voices struggle protest majority minority population society nationalism supremacy privilege guilt flight "
    "face faces hands hand lips body bodies feet fingers palms fists arms cheeks figure figures silhouette silhouettes smile smiles".split()
)
# What is a people's after "black" and mostly painted after "white".
_BLACK_LIVES = frozenset(
    "church churches college colleges university universities school schools barbershop barbershops barber salon salons business "
    "businesses press cinema theater theatre village villages town music fashion beauty poetry art artistry renaissance".split()
)
_SALONS = frozenset("hair beauty nail".split())
_BEFORE = frozenset("all majority mostly predominantly largely historically anti pro non".split())
_AFTER = frozenset("owned led run founded majority only centered centred dominated populated".split())
# Parts that bear a colour, an age or a look as their bearer does.
PARTS = frozenset("face faces hand hands palm palms fingers fist fists lips smile smiles cheeks knuckles belly bellies".split())


def means_lives(word: str) -> bool:
    """Whether a word means a life that people lead together, or what belongs to a body: "neighborhood", "church"."""
    return word in _LIVES or word in _BLACK_LIVES or word in PARTS


def peopled(words: Sequence[Word | Unit], place: int, text: str) -> tuple[int, int] | None:
    """The first and the last of the words by which a colour is a people's, or None: "all-black" of "an all-black jury"."""
    if words[place][2] not in COLOURS:
        return None
    if is_after(words, place + 1, text, _AFTER):
        return place, place + 1
    after = place + 1
    if after < len(words) and words[after][2] in _SALONS and words[place][2] == "black":
        after += 1
    if after >= len(words) or parted(text, words[after - 1][1], words[after][0]) != SPACE:
        return None
    lives = _LIVES if words[place][2] != "black" else _LIVES | _BLACK_LIVES
    if words[after][2].rpartition(" ")[2] not in lives:
        return None
    return (place - 1 if is_before(words, place, text) else place), place


def is_before(words: Sequence[Word | Unit], place: int, text: str) -> bool:
    """Whether a hyphen joins "all" or the like to a word."""
    return place > 0 and words[place - 1][2] in _BEFORE and parted(text, words[place - 1][1], words[place][0]) == HYPHEN


def is_after(words: Sequence[Word | Unit], place: int, text: str, joined: frozenset[str] = _AFTER) -> bool:
    """Whether a hyphen joins "owned" or the like, which stands here, to the word before it."""
    return place < len(words) and words[place][2] in joined and parted(text, words[place - 1][1], words[place][0]) == HYPHEN

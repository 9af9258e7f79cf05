"""Last touches to what is written: nothing stands empty, nobody twice, and the axes in the order in which they are met."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from obclip.prompts.english.articles import refitted
from obclip.prompts.reading.values import Identity, Key
from obclip.prompts.vocabulary.terms import ADJECTIVE, DETAIL, NOUN, PHRASE, Kind, Row, Taxonomy

from .articles import with_articles
from .emptied import without_empty
from .template import Gap, Piece, Skeleton, TemplateAxis
from .underscores import underscored

_EMPTIED = re.compile(r" ?(?:\(\s*(?::\d*\.?\d+)?\s*\)|\[\s*(?::\d*\.?\d+)?\s*\])")
_HASH = re.compile(r"(?:^|,?\s)# ?(?=[,;]|$)")
_ARTICLE = re.compile(r"(?<![\w'-])an? (?=some(?:one|thing)\b)")  # "a [hulking] [gigachad]"
_NOBODIES = re.compile(r"\b(?P<who>[Ss]omeone|person)(?:, someone)+(?:(?P<joined>,? (?:and|or|&)) someone)?\b")

_GARMENTS = re.compile(r"(?P<leads>^|\b(?:in|wearing)) (?P<worn>garments?|clothes), (?=(?:[\w-]+ )?(?P=worn) ?(?:[,.;]|$))")
_MIXED = re.compile(
    r"\b(?P<mix>(?:mix|mixture|blend|hybrid|cross|combination|fusion|mashup) (?:of|between)) someone"
    r"(?P<more>(?:, (?:and )?someone| (?:and|&) someone)+)"
)

_MIXED_THINGS = re.compile(r"\b(?P<mix>(?:mix|mixture|blend|cross|combination|fusion) (?:of|between)) something(?:,? and something)?\b")
_TWICE = re.compile(r"\b(?P<who>[Ss]omeone) someone\b")  # two names side by side
_SOMEONE = re.compile(r"(?<![\w'-])([Ss])omeone,? $")  # before an age in words with "of"
_FROM_STORY = re.compile(r"(?P<played>\bas (?:[\w'-]+ ){1,3})from someone\b(?!'s)")  # "as dream from [sandman]"
_JOINTS = frozenset({" ", " and ", ", ", ", and ", " & ", " with "})  # between two ways to say one thing
_AS_SAME = re.compile(r" (?:as|like) (?P<article>an? )?(?P<kind>(?:[a-z-]+ ){1,2})")  # "princess as steampunk princess"
_ORIGIN, _FIRST = frozenset({"ethnicity"}), frozenset({"age", "body"})
# Of whom nothing is left to say: "two women, one [in a hijab], one [with grey hair]"; and a field of which nothing is, before the next.
_ONES = re.compile(r"(?:, (?:and )?(?:one|the other)(?=[,.;]|$))+|(?:, one person){2,}(?=[,.;]|$)")
_FIELD = re.compile(
    r"\b(?:religion|faith|ethnicity|race|nationality|orientation|sexuality|disability|hair): (?=[a-z]+(?: [a-z]+)?: )", re.I
)


def finished(
    written: Sequence[Piece], numbers: Mapping[Key, int], identity: Identity, generalised: Sequence[str]
) -> tuple[Skeleton, tuple[Key, ...]]:
    """The skeleton of the pieces, and which axis of which person each of its axes is. numbers: the axis that a gap means, by its key."""
    pieces = _ordered([_tidied(piece) if isinstance(piece, str) else piece for piece in written], identity.taxonomy)
    pieces = _without_second_of(_once(without_empty(pieces, identity.taxonomy), identity.taxonomy), identity.taxonomy)
    pieces = [*chain.from_iterable(_worded(pieces, place, identity.taxonomy) for place in range(len(pieces)))]
    order = list(dict.fromkeys(axis for piece in pieces if isinstance(piece, Gap) for axis in piece.axes))
    keys = tuple(list(numbers)[axis] for axis in order)
    if order != list(range(len(order))):
        pieces = [replace(piece, axes=tuple(map(order.index, piece.axes))) if isinstance(piece, Gap) else piece for piece in pieces]
    axes = tuple(TemplateAxis(key[1], identity.taxonomy.block(identity.values[key])) for key in keys)
    marked = {row.name for row in identity.taxonomy.rows.values() if row.token}
    return Skeleton(tuple(with_articles(underscored(pieces, marked), identity.taxonomy)), axes, tuple(dict.fromkeys(generalised))), keys


def _ordered(pieces: list[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces with an age and a build before a people, but where a sentence begins: "a black young man" is a young African man."""
    for place in range(2, len(pieces)):
        one, between, other = pieces[place - 2 : place + 1]
        if between == " " and _says(one, _ORIGIN, taxonomy) and _says(other, _FIRST, taxonomy):
            before = pieces[place - 3] if place > 2 else ""
            if before and (before == " " or (isinstance(before, str) and before.rstrip()[-1:] not in ".!?")):
                pieces[place - 2], pieces[place] = other, one
    return pieces


def _once(pieces: list[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces without a look of somebody beside the same one: "with large muscles and abs" is with a muscular body, "lean athletic
    build" a fat body."""
    for place in range(len(pieces) - 1, 1, -1):
        one, between, other = [*pieces[place - 2 : place + 1], "", ""][:3]
        if isinstance(one, Gap) and isinstance(other, Gap) and _say_same(one, other, taxonomy):
            ends = str([*pieces[place + 1 : place + 2], ","][0]).startswith((",", "."))
            if between == ", " and ends:
                del pieces[place - 1 : place + 1]
            elif between in (" ", ", ", " and ") and taxonomy.rows[other.row].kind == DETAIL:
                pieces[place - 2 : place + 1] = [replace(other, capital=one.capital)]
            continue
        if not isinstance(other, Gap) or one != other or other.part or taxonomy.rows[other.row].token:
            continue
        if between in _JOINTS and taxonomy.rows[other.row].kind in (ADJECTIVE, DETAIL):
            del pieces[place - 1 : place + 1]
        elif (isinstance(between, str)) and (same := _AS_SAME.fullmatch(between)) and taxonomy.rows[other.row].kind == NOUN:
            before = pieces[place - 3] if place > 2 else ""
            if isinstance(before, str):
                start = before or same["article"] or ""
                pieces[place - 3 if place > 2 else 0 : place + 1] = [refitted(start, same["kind"]), other]
        elif between == "|" and place > 2 and _are_bracketed(pieces[place - 3], pieces[place + 1 : place + 2]):
            pieces[place - 3 : place + 2] = [str(pieces[place - 3])[:-1], one, str(pieces[place + 1])[1:]]
    return [piece for piece in pieces if piece != ""]


def _say_same(one: Gap, other: Gap, taxonomy: Taxonomy) -> bool:
    """Whether an adjective and a look say the same of somebody: "lean" and "athletic build"."""
    rows = taxonomy.rows[one.row], taxonomy.rows[other.row]
    kinds = {row.kind for row in rows}
    marked = any(row.token for row in rows)
    alike = kinds == {ADJECTIVE, DETAIL} and one.axes == other.axes and rows[0].homes == rows[1].homes
    return alike and not (one.part or other.part or marked)


def _without_second_of(pieces: list[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces without an age in words with "of" right after another "of", where it is said again: "a still of [54 year old] someone
    [at age 54]"."""
    for place in range(len(pieces) - 2, 0, -1):
        before, gap, after = pieces[place - 1 : place + 2]
        if not (isinstance(before, str) and before.endswith(" of ") and isinstance(gap, Gap) and isinstance(after, str)):
            continue
        said = taxonomy.rows[gap.row].cells.values()
        again = any(isinstance(piece, Gap) and piece.axes == gap.axes for piece in pieces[place + 1 :])
        if again and after.startswith(" ") and all(form[gap.number].startswith("of ") for form in said):
            pieces[place - 1 : place + 2] = [before + after.lstrip(" ")]
    return pieces


def _worded(pieces: Sequence[Piece], place: int, taxonomy: Taxonomy) -> Sequence[Piece]:
    """A piece in the words that suit those beside it: "with [a] fat body", and for an age in words with "of" an adjective where it is a
    tag, "1girl, of old age", or says of someone, who is an old person then, or a child."""
    piece, after = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else ""
    before = pieces[place - 1] if place else ""
    if isinstance(piece, str):
        told = _of_someone(pieces, place + 1, taxonomy)
        start = _SOMEONE.sub(lambda match: "A " if match[1] == "S" else "a ", piece) if told else piece
        if told := _of_someone(pieces, place - 1, taxonomy):
            start = " person" * (taxonomy.rows[told.row].kind == ADJECTIVE) + start
        bodied = start.endswith("with ") and isinstance(after, Gap) and _is_body(taxonomy.rows[after.row])
        return [start + "a "] if bodied else [start]
    if not isinstance(piece, Gap):
        return [piece]
    if told := _of_someone(pieces, place, taxonomy):
        return [told] if after else [told, " person"] if taxonomy.rows[told.row].kind == ADJECTIVE else [told]
    tag = str(before).endswith(", ") and (not after or str(after).startswith(",")) and _shows_somebody(pieces[:place])
    row = _aged(piece, ADJECTIVE, taxonomy) if tag and _aged(piece, NOUN, taxonomy) is None else None
    return [replace(piece, row=row.name) if row else piece]


def _shows_somebody(pieces: Sequence[Piece]) -> bool:
    """Whether somebody is told of, so that an adjective alone is theirs: not in "portrait, of old age"."""
    return any(isinstance(piece, Gap) or (isinstance(piece, str) and "omeone" in piece) for piece in pieces)


def _of_someone(pieces: Sequence[Piece], place: int, taxonomy: Taxonomy) -> Gap | None:
    """The gap for a phrase of age right behind "someone", where nothing else says it: a noun that does, or an adjective."""
    before, gap = (pieces[place - 1], pieces[place]) if 0 < place < len(pieces) else ("", "")
    if not isinstance(before, str) or not isinstance(gap, Gap) or not _SOMEONE.search(before):
        return None
    if sum(isinstance(piece, Gap) and piece.axes == gap.axes for piece in pieces) > 1:
        return None
    row = _aged(gap, NOUN, taxonomy) or _aged(gap, ADJECTIVE, taxonomy)
    return replace(gap, row=row.name) if row else None


def _aged(gap: Gap, kind: Kind, taxonomy: Taxonomy) -> Row | None:
    """The row of a kind that says what a phrase for an age does."""
    row = taxonomy.rows[gap.row]
    if row.kind != PHRASE or row.token or len(row.attributes) != 1 or not taxonomy.attributes[row.attributes[0]].single:
        return None
    return taxonomy.simple_row(kind, next(iter(row.cells))[0])


def _is_body(row: Row) -> bool:
    return row.kind == DETAIL and not row.token and all(form[0].endswith(" body") for form in row.cells.values())


def _are_bracketed(before: Piece, after: Sequence[Piece]) -> bool:
    """Whether square brackets stand around two options alone: "[young|old] man"."""
    return isinstance(before, str) and before.endswith("[") and bool(after) and isinstance(after[0], str) and after[0].startswith("]")


def _says(piece: Piece, attributes: frozenset[str], taxonomy: Taxonomy) -> bool:
    """Whether a piece is a gap for an adjective, unmarked, that says nothing but some of these attributes."""
    row = taxonomy.rows[piece.row] if isinstance(piece, Gap) and not piece.part else None
    return row is not None and row.kind == ADJECTIVE and not row.token and bool(row.attributes) and attributes.issuperset(row.attributes)


def _tidied(text: str) -> str:
    """A literal without brackets around nothing, and with one "someone" for a list of names that are withheld."""
    text = _EMPTIED.sub("", text) if "(" in text or "[" in text else text
    text = _HASH.sub("", text) if "#" in text else text
    text = _FIELD.sub("", text) if ": " in text else text
    text = _ONES.sub("", text) if ", " in text else text
    text = _GARMENTS.sub(r"\g<leads> ", text)  # "in her [garment,] short garment"
    if "some" not in text and "Some" not in text:
        return text
    text = _TWICE.sub(r"\g<who>", text)
    text = _MIXED.sub(_mixed, _ARTICLE.sub("", text))
    text = _MIXED_THINGS.sub(r"\g<mix> several things", _FROM_STORY.sub(r"\g<played>from a story", text))
    return _NOBODIES.sub(lambda match: f"{match['who']}{match['joined'] or ''}{' others' if match['joined'] else ''}", text)


def _mixed(match: re.Match[str]) -> str:
    """A mix of several whose names are withheld: "a mix of two people"."""
    return f"{match['mix']} {'two' if match['more'].count('someone') == 1 else 'several'} people"

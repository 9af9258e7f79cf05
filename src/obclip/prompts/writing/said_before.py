"""What stands among the last pieces that were written: a value said already, and what is taken back as something else follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from obclip.prompts.english.articles import refitted
from obclip.prompts.english.grammar import article, capitalised
from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.plain_persons import is_plain_person
from obclip.prompts.reading.units import SPACE
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, NOUN, ONE, Row, Taxonomy

from .template import Gap, Piece

_OWN = re.compile(r"\b(?:my|our|your|their) $", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?<![\w'-])(?:the|an?|my|our|your|this|that) $", re.IGNORECASE)
_TITLES_JOINED = re.compile(r"\.? (?:and|&) ")
_LEADS_TITLE = re.compile(r"\b(?:and|or|&|the|an?|my|our|your|his|her|their|late|old|young|dear) $", re.IGNORECASE)
_LINK = re.compile(r"^,? (?:and|or) $")  # right after a gap
_MEETING = "meet|hugg|kiss|fight|greet|punch|kick|arrest|attack|chas|sav|rescu|hold|carry|feed|push|help|lift|slapp|play|portray|interview"
_LEADS = (
    "of|like|as|with|by|from|for|between|behind|beside|near|against|resembling|beneath|under|above|below|around|facing|towards?|"
    f"(?:{_MEETING})ing"
)
_NO_LOOKS = rf"{_LEADS}|and|or|in|on|at|to|is|was|hair|eyes|[a-z]+'s"
_LOOKS = rf"(?:(?!(?:{_NO_LOOKS})\b)[a-z]+ ){{0,3}}"
_THE = re.compile(rf"(?<![\w'-])(?P<the>[Tt])he (?P<looks>{_LOOKS})$")
_LEADING = re.compile(rf"\b(?P<leads>{_LEADS}|(?:person|[Ss]omeone),? (?:and|or)) (?P<looks>{_LOOKS})$")
_JOINED = re.compile(rf"(?P<leads>\band) (?P<looks>{_LOOKS})$")
_ONE_LOOK = re.compile(r" (?:[a-z]+ )?")  # between an adjective and its noun
_BETWEEN = re.compile(rf" {_LOOKS}")  # between adjectives, or between one and a name
_DETERMINING = frozenset("a an the his her their its my our your this that these those some one two three no each every same".split())
_PARTING = re.compile(r"[^\w\s'-]")
_NEAR = 6  # pieces
_ORIGIN, _BEFORE_ORIGIN = "ethnicity", frozenset({"age", "body"})


def is_said_near(pieces: Sequence[Piece], axes: Collection[int | None]) -> bool:
    """Whether one of the last pieces in the same item moves with all of these axes."""
    for piece in reversed(pieces[-_NEAR:] if axes else ()):
        if isinstance(piece, Gap) and set(axes) <= set(piece.axes):
            return True
        if isinstance(piece, str) and _PARTING.search(piece):
            return False
    return False


def has_just_said(pieces: Sequence[Piece]) -> bool:
    """Whether the last pieces are a gap and a blank, or a gap and "person" for a noun that only describes: "young adult [19 y/o]"."""
    return pieces[-1:] in ([" "], [" person "], [" people "])


def take_adjective(pieces: list[Piece], axes: Collection[int | None], taxonomy: Taxonomy) -> None:
    """Takes off the adjectives that say what a detail right after them says: "a [slim] muscular body", "[lean and] muscular build"; no
    marked choice, which stands as it is typed."""
    while len(pieces) > 1 and pieces[-1] in (" ", ", ", " and ") and isinstance(gap := pieces[-2], Gap) and set(gap.axes) == set(axes):
        if taxonomy.rows[gap.row].token:
            return
        del pieces[-2:]


def take_back(pieces: list[Piece], ending: str) -> None:
    """Takes an ending off the last piece."""
    last = pieces[-1] if pieces else ""
    if ending and isinstance(last, str) and last.endswith(ending):
        pieces[-1:] = [last.removesuffix(ending)] if last != ending else []


def take_link(pieces: list[Piece], listed: bool, taxonomy: Taxonomy) -> None:
    """Takes the "and" off that stands between what has been said and what is left out, "black, white and Asian women", unless a noun
    stands before it: "woman and [small] child".

    listed: whether both describe a noun right after them, so that a comma goes as well: "a black, [young] boy".
    """
    if len(pieces) > 1 and isinstance(pieces[-1], str):
        noun = isinstance(before := pieces[-2], Gap) and taxonomy.rows[before.row].kind == NOUN
        pieces[-1] = " " if listed and pieces[-1] == ", " else pieces[-1] if noun else _LINK.sub(" ", pieces[-1])


def take_article(pieces: list[Piece]) -> int:
    """Takes the article, or "my", before a name off the last piece, and says how long it was: "the mona lisa" is someone."""
    last = pieces[-1] if pieces else ""
    match = _BEFORE_NAME.search(last) if isinstance(last, str) else None
    if match is None:
        return 0
    pieces[-1] = last[: match.start()]  # type: ignore[index]
    return len(match.group())


def put_article(pieces: list[Piece], taxonomy: Taxonomy, joined: bool) -> None:
    """Writes "a" before the adjectives, if any, of a name for which "person" stands: "looks like young Alyson" is like a young person.

    joined: whether "and" joins the name to somebody or something before it, which has an article of its own.
    """
    first = len(pieces)
    while first and (isinstance(pieces[first - 1], Gap) or _goes_back(pieces, first - 1, taxonomy)):
        first -= 1
    before = pieces[first - 1] if first else None
    match = (_LEADING.search(before) or (_JOINED.search(before) if joined else None)) if isinstance(before, str) else None
    if match and _DETERMINING.isdisjoint(match["looks"].split()):
        looks = match["looks"]
        pieces[first - 1] = before[: match.end("leads")] + f" {article(looks or 'person')} {looks}"  # type: ignore[index]


def unfix_article(pieces: list[Piece], taxonomy: Taxonomy) -> None:
    """Writes "a" for the "the" of a noun that only a name after it fixed: "the Egyptian god [Anubis]" is an Egyptian god."""
    first = len(pieces)
    while first and (isinstance(pieces[first - 1], Gap) or _goes_back(pieces, first - 1, taxonomy)):
        first -= 1
    before = pieces[first - 1] if first else None
    if isinstance(before, str) and (match := _THE.search(before)):
        written = "A " if match["the"] == "T" else "a "
        pieces[first - 1] = refitted(before[: match.start()] + written, match["looks"])


def _goes_back(pieces: Sequence[Piece], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a literal only parts the words of one phrase: " ", and after an adjective " sinister looking "."""
    piece, before = pieces[place], pieces[place - 1] if place else ""
    adjective = isinstance(before, Gap) and taxonomy.rows[before.row].kind == ADJECTIVE
    return piece == " " or (adjective and isinstance(piece, str) and _BETWEEN.fullmatch(piece) is not None)


def drop_comma(pieces: list[Piece]) -> None:
    """Takes back the comma before an item that is left out."""
    last = pieces.pop()
    kept = last.rstrip().removesuffix(",") if isinstance(last, str) else last
    if kept:
        pieces.append(kept)


def disown(pieces: list[Piece], number: int) -> None:
    """Writes "an old woman" for "my grandmother" and "her grandmother", which would read "my old woman"."""
    written = "a " if number == ONE else ""
    last = pieces[-1]
    match = _OWN.search(last) if isinstance(last, str) else None
    if isinstance(last, str) and match:
        pieces[-1] = last[: match.start()] + (capitalised(written) if match.group()[0].isupper() else written)
    elif last == " " and len(pieces) > 1 and isinstance(gap := pieces[-2], Gap) and gap.row == "his":
        before = pieces[-3] if len(pieces) > 2 else None
        article = capitalised(written) if gap.capital else written
        pieces[-3 if isinstance(before, str) else -2 :] = [before + article if isinstance(before, str) else article]
    if pieces and pieces[-1] == "":
        pieces.pop()


def put_noun(pieces: list[Piece], number: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective of sex alone, or of a minor's age, stands right before "person", or before one word more, so that a noun is
    written for both: "a male [cleric]" is a man, "a male dwarven [cleric]" a dwarven man."""
    between = pieces[-1] if len(pieces) > 1 else None
    gap = pieces[-2] if isinstance(between, str) and _ONE_LOOK.fullmatch(between) else None
    row = taxonomy.rows[gap.row] if isinstance(gap, Gap) else None
    if (
        not isinstance(gap, Gap)
        or row is None
        or row.kind != ADJECTIVE
        or row.token
        or len(row.attributes) != 1
        or "he" not in taxonomy.rows
    ):
        return False
    said = row.attributes[0] in taxonomy.rows["he"].attributes or taxonomy.attributes[row.attributes[0]].single
    noun = taxonomy.simple_row(NOUN, next(iter(row.cells))[0]) if said else None
    if noun is not None:
        look = str(between).lstrip(" ")
        before = pieces[-3] if len(pieces) > 2 else ""
        start: list[Piece] = [refitted(before, look)] if isinstance(before, str) else [before, look]
        pieces[-3:] = [*(piece for piece in start if piece), Gap(noun.name, number, gap.axes, gap.capital and not look)]
    return noun is not None


def put_titled(pieces: list[Piece], taxonomy: Taxonomy) -> bool:
    """Whether a title that says a sex stands right before a name, so that a noun is written for both: "Mr [Rogers]" is a man, and "Mr and
    Mrs [Smith]" are a man and a woman."""
    gap, before = (pieces[-2] if len(pieces) > 1 and pieces[-1] in (" ", ". ") else None), pieces[-3] if len(pieces) > 2 else ""
    noun = _noun_of_title(gap, taxonomy)
    if not isinstance(gap, Gap) or noun is None or not isinstance(before, str):
        return False
    other = pieces[-4] if len(pieces) > 3 and _TITLES_JOINED.fullmatch(before) else None
    if isinstance(other, Gap) and other.row == gap.row:
        pieces[-4:] = [other, " "]
        if put_titled(pieces, taxonomy):
            pieces += [" and a ", Gap(noun.name, ONE, gap.axes)]
            return True
        pieces[-2:] = [other, before, gap, " "]
    if _LEADS_TITLE.search(before):
        return False
    begins = gap.capital and (not before.strip() or before.rstrip().endswith((".", "!", "?")))
    pieces[-3 if before else -2 :] = [before + ("A " if begins else "a "), Gap(noun.name, ONE, gap.axes)]
    return True


def _noun_of_title(gap: Piece | None, taxonomy: Taxonomy) -> Row | None:
    """The noun that says what a title does, and nothing more."""
    row = taxonomy.rows[gap.row] if isinstance(gap, Gap) else None
    return taxonomy.simple_row(NOUN, next(iter(row.cells))[0]) if row and len(row.attributes) == 1 else None


def is_plain_after_noun(cast: Cast, mention: Mention, pieces: Sequence[Piece]) -> bool:
    """Whether a plain noun stands right after another of the same person, which is written: "a witch girl"."""
    place = before = mention.unit
    while before and cast.units[before].before == SPACE and cast.units[before - 1].form(CUE):
        before -= 1  # "cool girl white hair girl"
    beside = cast.units[before].before == SPACE and cast.person_of.get(before - 1) == mention.person == cast.person_of.get(place)
    told = beside and _last_noun(pieces, cast.taxonomy) >= 0
    return told and mention.form.number == ONE and is_plain_person(cast.units[place], cast.taxonomy)


def put_before_noun(pieces: list[Piece], adjectives: Sequence[Gap], taxonomy: Taxonomy) -> None:
    """Writes adjectives, and those after it, before the noun that is written last: "a teenage witch", "a beautiful young witch"."""
    noun = _last_noun(pieces, taxonomy)
    said = [*(piece for piece in pieces[noun + 1 :] if isinstance(piece, Gap)), *adjectives]
    place = _before_origin(pieces, noun, said, taxonomy)
    pieces[place:] = [piece for adjective in said for piece in (adjective, " ")] + pieces[place : noun + 1]


def _before_origin(pieces: Sequence[Piece], noun: int, adjectives: Sequence[Gap], taxonomy: Taxonomy) -> int:
    """The place of a noun, or of the people right before it, which an age and a build stand before: "a fat Malaysian man"."""
    gap = pieces[noun - 2] if noun > 1 and pieces[noun - 1] == " " else None
    origin = isinstance(gap, Gap) and taxonomy.rows[gap.row].attributes == (_ORIGIN,) and taxonomy.rows[gap.row].kind == ADJECTIVE
    said = {name for adjective in adjectives for name in taxonomy.rows[adjective.row].attributes}
    return noun - 2 if origin and said and said <= _BEFORE_ORIGIN else noun


def _last_noun(pieces: Sequence[Piece], taxonomy: Taxonomy) -> int:
    """Where the noun is that only adjectives and spaces follow, or -1."""
    for place in range(len(pieces) - 1, max(-1, len(pieces) - 1 - _NEAR), -1):
        piece = pieces[place]
        if isinstance(piece, Gap) and taxonomy.rows[piece.row].kind == NOUN:
            return place if pieces[-1] == " " else -1
        if not (piece == " " or (isinstance(piece, Gap) and taxonomy.rows[piece.row].kind == ADJECTIVE)):
            return -1
    return -1

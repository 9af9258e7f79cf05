"""Puts values, or none, into a skeleton: the text of one candidate, or the neutral text of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from obclip.prompts.english.grammar import agreeing, article, capitalised
from obclip.prompts.reading.describing import SHOWN
from obclip.prompts.vocabulary.terms import ADJECTIVE, Row, Taxonomy

from .empty_options import around_nothing
from .template import Article, Gap, Skeleton, Template

_PAUSES = (",", ".", ";", "!", "?")
_STOPS = _PAUSES[1:]
_LINK = re.compile(r"(?:,| and|, and| or) ")
_LEADING = re.compile(r"(?:^|[,:]|\b(?:an?|the|his|her|their|with|and|in|of))\s+$", re.IGNORECASE)  # what a comma cannot stand after
_DEGREE = re.compile(r"\b(?:very|quite|rather|so|too|extremely|really) $")
_TO_NOTHING = re.compile(r",? and $")  # "in a top and [muscular], oily"
_AT_LAST = re.compile(r"(?:,|:| (?:and|or))+ $")
# What is said of somebody, and where the clause ends behind it: "the young person is [deaf] and sits".
_TOLD, _TOLD_END = re.compile(r"(?<![\w'-])(?:is|are|was|were) $"), re.compile(r"\s*(?:$|[,.;:!?)\]}])| (?:and|but|while) ")
_JOINED = re.compile(r"^,? (?:and|but|yet) (?=\w)")
_BETWEEN_NOTHING = re.compile(r"\bbetween ?(?=[,.;:!?)]|$)")  # "a mix between [Scottish] and [Arabian], strong"
_OTHER = re.compile(r"\b(?:another|the (?:other|second|third|latter)) $")
# What is nothing without a people: "a man, [Japanese] features, tall", "of [Scottish] descent".
_BARE = "descent|descend|ancestry|heritage|extraction|lineage|features|appearance"
_BARE_DESCENT = re.compile(rf"(?<=\w)(?:,|,? (?:and|with|of)) (?:{_BARE})(?=[,.;:!?)]|$)")
_TO_BARE = re.compile(rf" (?:{_BARE})(?![\w'-])")
_WORD = re.compile(r"[^\W_]+|[^\x00-\u2000]")  # an emoji is no letter, and takes "a"


def render(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> str:
    """The candidate with these values, one an axis."""
    return "".join(_texts(skeleton, _filled(skeleton, values, taxonomy, _option))).strip()


def render_member(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> str:
    """The prompt that would have given this candidate: each marked choice is written as a mark, its option first."""
    return "".join(_texts(skeleton, _filled(skeleton, values, taxonomy, _mark))).strip()


def render_source(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> str:
    """The candidate as it is read: a token for each marked choice."""
    return "".join(_texts(skeleton, _filled(skeleton, values, taxonomy, _token))).strip()


def spread(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> list[tuple[int, int]]:
    """Where each piece stands in the candidate with these values: start and end of a literal, an empty place for what is filled in."""
    places: list[tuple[int, int]] = []
    texts = _texts(skeleton, _filled(skeleton, values, taxonomy, _option))
    place = len("".join(texts).lstrip()) - len("".join(texts))
    for piece, text in zip(skeleton.pieces, texts, strict=True):
        end = place + len(text)
        cut = piece.find(text) if isinstance(piece, str) and text in piece else len(piece) - len(text) if isinstance(piece, str) else 0
        places.append((place - cut, end) if isinstance(piece, str) else (place, place))
        place = end
    return places


def _option(_row: Row, form: str) -> str:
    return form


def _token(row: Row, form: str) -> str:
    return row.token or form


def _mark(row: Row, form: str) -> str:
    if not row.token:
        return form
    options = [cell[0] for cell in row.cells.values()]
    return "{" + "|".join([form, *[option for option in options if option != form]]) + "}"


def _filled(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy, choose: Callable[[Row, str], str]) -> list[str | None]:
    """The text of each piece; None for articles. choose: how a marked choice is written."""
    parts: list[str | None] = []
    lost = False  # whether the part before is an option without words
    for place, piece in enumerate(skeleton.pieces):
        if isinstance(piece, str):
            leads = not piece.strip() and _says_more(skeleton, place + 1, values, taxonomy)  # "portrait of {happy|} woman"
            if lost and len(parts) > 1 and parts[-2] is not None and not leads:
                before = "".join("a" if part is None else part for part in parts[:-2])
                parts[-2], piece = around_nothing(before, parts[-2], piece)
            parts.append(_after_nothing(parts, piece) if lost else piece)
            lost = False
        elif isinstance(piece, Gap):
            parts.append(_written(choose(taxonomy.rows[piece.row], _cell(piece, values, taxonomy)), piece))
            lost = not parts[-1]
        else:
            parts.append(None)
    if lost and len(parts) > 1:  # "a woman, {smiling|}"
        parts[-2] = parts[-2] and around_nothing("".join("a" if part is None else part for part in parts[:-2]), parts[-2], "")[0]
    return parts


def _says_more(skeleton: Skeleton, start: int, values: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Whether anything but options without words stands from a piece on."""
    rest = skeleton.pieces[start:]
    said = (_cell(piece, values, taxonomy) if isinstance(piece, Gap) else piece.strip() for piece in rest if not isinstance(piece, Article))
    return any(said)


def _cell(gap: Gap, values: Sequence[str], taxonomy: Taxonomy) -> str:
    """What a gap is filled with where the axes have these values."""
    return taxonomy.rows[gap.row].cells[tuple([values[axis] for axis in gap.axes])][gap.number]


def render_all(skeleton: Skeleton, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Every candidate, in the order of the taxonomy: the last axis changes fastest."""
    return tuple(render(skeleton, values, taxonomy) for values in combinations(skeleton))


def render_members(template: Template, prompts: Sequence[str]) -> Sequence[str]:
    """The prompt that would have given each candidate; a candidate without marks is its own."""
    skeleton, taxonomy = template.skeleton, template.taxonomy
    return [render_member(skeleton, values, taxonomy) for values in combinations(skeleton)] if template.marks else prompts


def combinations(skeleton: Skeleton) -> Iterator[tuple[str, ...]]:
    """The values of every candidate, in the order of the candidates."""
    return product(*(axis.values for axis in skeleton.axes))


def render_neutral(skeleton: Skeleton, taxonomy: Taxonomy) -> str:
    """The text that says no value: person, they, and no adjective. A function of the set alone."""
    return render_some(skeleton, [None] * len(skeleton.axes), taxonomy)


def render_some(skeleton: Skeleton, values: Sequence[str | None], taxonomy: Taxonomy) -> str:
    """The text, as it is read, that says no value of the axes whose value is None; a token for each marked choice that is kept."""
    parts: list[str | None] = []
    lost = False  # whether the part before is a gap that says nothing, so that the space after it goes as well
    listed = False  # whether that gap is an adjective, which "and" may join to others
    for place, piece in enumerate(skeleton.pieces):
        if isinstance(piece, Article):
            parts.append(None)
            continue
        if isinstance(piece, Gap):
            text = _written(_form(piece, values, taxonomy), piece) or SHOWN * _is_told(skeleton, place, parts)
            lost, listed = not text, taxonomy.rows[piece.row].kind == ADJECTIVE
            if lost and parts and parts[-1] == "-":  # "Mexican-American": the hyphen goes, and the space stays
                parts[-1], lost = "", False
        elif lost and listed and _LINK.fullmatch(piece):
            text = ""  # "an old French and Chinese woman"
        else:
            if lost and listed and len(parts) > 1 and parts[-2]:
                parts[-2] = _DEGREE.sub("", _AT_LAST.sub("", parts[-2]) if piece[:1] in _STOPS else parts[-2])  # "tall, [tan]; a dog"
            if lost and listed and _begins(parts):
                piece = _JOINED.sub("", piece)  # "[muscular] and powerful knight"
            if lost and piece[:1] in _PAUSES and _goes_on(parts):
                parts[-2], lost = (
                    _TO_NOTHING.sub("", parts[-2] or "").rstrip(" "),
                    False,
                )  # "a man druid, garden": it ended an item
            elif (
                lost
                and listed
                and piece[:1] == " "
                and not _TO_BARE.match(piece)
                and _LINK.fullmatch((parts[-2] if len(parts) > 1 else "") or "")
            ):
                parts[-2] = " "
            text = _after_nothing(parts, piece) if lost else agreeing(piece) if parts and parts[-1] in ("they", "They") else piece
            lost = False
        parts.append(text)
    ends = parts[-2:-1] if lost and listed else []
    parts[-2:-1] = [_AT_LAST.sub("", part or "") for part in ends] or parts[-2:-1]  # "a man and ♀"
    return _BARE_DESCENT.sub("", _BETWEEN_NOTHING.sub("between several things", "".join(_texts(skeleton, parts)))).strip()


def _is_told(skeleton: Skeleton, place: int, parts: Sequence[str | None]) -> bool:
    """Whether a gap is all that "is" says of somebody, or that is said of "the other"."""
    after = skeleton.pieces[place + 1] if place + 1 < len(skeleton.pieces) else ""
    before = (parts[-1] if parts else "") or ""
    if not isinstance(after, str):
        return False
    told = _TOLD.search(before) and _TOLD_END.match(after)
    return bool(told or (_OTHER.search(before) and (not after or after[0] in _PAUSES)))


def _goes_on(parts: Sequence[str | None]) -> bool:
    """Whether words of the same item stand before the last part: no article, and no other pause."""
    before = "".join(part or "" for part in parts[-3:-1]).rstrip(" ")
    return len(parts) > 1 and parts[-2] is not None and before[-1:].isalnum()


def _begins(parts: Sequence[str | None]) -> bool:
    """Whether the last part, which says nothing, begins a phrase."""
    before = "".join("a " if part is None else part for part in parts[-4:-1])
    return not before.strip() or _LEADING.search(before) is not None


def _written(form: str, gap: Gap) -> str:
    if gap.part:
        first, space, last = form.rpartition(" ")
        form = first + space if gap.part == "first" else last
    if gap.joined:
        form = form.replace(" ", "_")
    if gap.capital:
        form = capitalised(form)
    if gap.possessive and form:
        form += "'" if gap.number and form.endswith("s") else "'s"
    return form


def _form(gap: Gap, values: Sequence[str | None], taxonomy: Taxonomy) -> str:
    row = taxonomy.rows[gap.row]
    known = tuple(value for value in (values[axis] for axis in gap.axes) if value is not None)
    if len(known) < len(gap.axes):
        return row.neutral[gap.number]
    return row.token or row.cells[known][gap.number]


def _after_nothing(parts: list[str | None], literal: str) -> str:
    """A literal as it reads after a gap that says nothing, the last of the parts: one blank or comma stays of those around it."""
    before = "".join("a" if part is None else part for part in parts[-4:-1])
    if literal[:1] in _PAUSES and before[-1:] == " " and not _LEADING.search(before):
        parts[-2] = (parts[-2] or "").rstrip(" ")
        return literal
    if literal[:1] == ",":
        return literal.removeprefix(", ") if before[-1:].isspace() or not before else literal
    if literal[:1] == " " and before[-1:].isalnum():
        return literal
    return literal.removeprefix(" ").removeprefix("-").removeprefix("_")


def _texts(skeleton: Skeleton, parts: Sequence[str | None]) -> list[str]:
    """The text of each part; articles (None so far) are chosen from right to left, by the word that follows."""
    texts = [part or "" for part in parts]
    articles = [(place, piece) for place, piece in enumerate(skeleton.pieces) if isinstance(piece, Article)]
    again = _said_again(skeleton, texts, articles)
    for place, piece in reversed(articles):
        word = _WORD.search("".join(texts[place + 1 :]))
        if piece.bare:
            texts[place] = "another " if texts[place + 1].casefold() == texts[place - 2].casefold() else ""
            continue
        text = "another" if place in again else article(word.group() if word else "")
        texts[place] = capitalised(text) if piece.capital else text
    return texts


def _said_again(skeleton: Skeleton, texts: Sequence[str], articles: Sequence[tuple[int, Article]]) -> set[int]:
    """The articles before words that an earlier article has before it, which mean somebody else: "a woman sips tea, a [woman] beer"."""
    told: dict[str, set[tuple[int, ...]]] = {}
    again = set[int]()
    for place, piece in articles:
        if piece.phrase:
            phrase = slice(place + 2, place + 2 + piece.phrase)
            axes = tuple(axis for gap in skeleton.pieces[phrase] if isinstance(gap, Gap) for axis in gap.axes)
            said = told.setdefault("".join(texts[phrase]), set())
            again |= {place} if said and axes not in said else set()
            said.add(axes)
    return again

"""Comparisons of which but "someone" or "something" is left, as "who looks like someone": they say nothing, and go whole.

The pieces are read as one text in which a character stands for each gap, so that a phrase may reach across gaps; no value is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from obclip.prompts.vocabulary.terms import PRONOUN_KINDS, Taxonomy

from .template import Gap, Piece

_GAPS, _PRONOUNS = 0x100000, 0x108000  # characters that no text in normal form holds
_GAP, _PRONOUN = "[\U00100000-\U00107fff]", "[\U00108000-\U0010fffd]"
_STANDS = re.compile("([\U00100000-\U0010fffd])")
_MAY_BE = re.compile(
    r"some(?:one|thing)\b|"
    r"\b(?:person|outfit|attire|garment|lashes|cheeks|lips|nails|clothing|clothes|version of|marks|scale|see (?:the )?face)\b",
    re.IGNORECASE,
)

# Who is compared with: "someone and someone else", and not "someone's", "someone who sings" or "someone is watching".
_SAYS_MORE = r"(?!['’-]|,? (?:else|who|that|whose|from|of|new|special|is|was|has|had|will|would|could|(?:and|or) some\w+)\b)"
_WHO = rf"(?:(?:mr|mrs|ms|dr|{_GAP})\.? )?some(?:one|thing)\b(?:(?:,? and|,? or|,) someone(?: else)?\b)*{_SAYS_MORE}"
_PERSON = r"an? (?:[a-z-]+ ){0,3}person(?!['’-]| (?:who|that|whose|from|with)\b)"
_HOW = r"(?:(?:\w+ly|just|almost|kind of|sort of|kinda|a bit|a little|a lot|very much|much|somewhat|quite) )*"
_DRESSED = r"(?:dressed(?: up)?|disguised|costumed|cosplayed|cosplaying|dressing(?: up)?|posing|posed)"
_SHOWN = r"(?:acting|depicted|portrayed|(?:re)?imagined|pictured|drawn|painted|rendered|styled|cast|known|starring|featured|camouflaged)"
_COMPARED = "(?:" + "|".join((
    rf"{_HOW}(?:looks?|looked|looking|feels?|seems?|sounds?|acts?|acting|moves?|moving) {_HOW}like {_WHO}",
    rf"{_HOW}{_DRESSED} {_HOW}(?:(?:as|like|in the style of) )?{_WHO}",
    rf"(?:{_HOW}{_SHOWN} )?(?:as|like) {_WHO}",
    rf"{_HOW}(?:resembles?|resembling|resembled|portraying|portrays?|playing|impersonating|starring) {_WHO}",
    rf"{_HOW}(?:similar to|reminiscent of|inspired by|based on|modell?ed (?:after|on)|compared to) {_WHO}",
    rf"in the (?:style|role|likeness|guise|form|shape|manner|pose|image|part) of {_WHO}",
    rf"pretending to be {_WHO}",
    rf"(?:with )?(?:an? |the )?(?:(?:[a-z]+|{_GAP}) ){{0,2}}(?:resemblance|similarity|likeness) (?:to|of|with) {_WHO}",
)) + ")"  # fmt: skip
_BEING = r"(?:is|was|are|were)"
_ENDS = r"(?=\s*(?:[,.;!?)\]|]|$))"
_NOT_SAID_OF = rf"(?<!{_PRONOUN})(?<! is)(?<! was)(?<! are)"
_WHOSE = rf"(?:{_PRONOUN}|[Hh]is|[Hh]er|[Tt]heir)"
_PART = r"(?:face|head|hair|eyes|body|outfit|look|expression)"
_TOLD = rf"(?:{_PRONOUN}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?:the )?(?:character|subject)|(?:{_WHOSE}|[Tt]he) {_PART})"
_HAS = r"(?:carries|bears|shows|has)"
_WHERE = r"(?: (?:in|on|at|with|during) [^,.;:|!()\[\]]*)?"
_ITEM = re.compile(
    rf"(?P<before>^|[,.;:|!] ?)(?:{_TOLD}(?: {_BEING})? {_COMPARED}{_WHERE}|{_WHOSE} {_PART} {_HAS} something|{_COMPARED})"
    r"(?= ?(?P<after>[,.;|!]|$))",
    re.IGNORECASE,
)
_VERSED = rf"version of (?:{_PRONOUN}|himself|herself|itself|themselves)"
_ONLINE = r"(?:(?:trending|featured) on )?(?:artstation|cgsociety|deviantart|pixiv|behance|pinterest|instagram|4k|8k|hdr?)"
_FIRST = (
    # "dress a mask" and "dress like a queen": a garment is worn, or is a verb; "dress are lace"
    (re.compile(r"(?P<before>^|[,.;] )garment (?=(?:an?|the) )"), r"\g<before>wearing "),
    (re.compile(r"(?P<before>^|[,.;] )garment (?=(?:up )?(?:as|like) )"), r"\g<before>dressed "),
    (re.compile(r"(?<!\ba )(?<!\bthe )\bgarment (?=are )"), "garments "),
    # "cosplaying as a classic person"
    (re.compile(rf"(?P<who>\bperson|[Ss]omeone|{_GAP}) (?:{_DRESSED} )?(?:as|like) {_PERSON}"), r"\g<who>"),
    # "as someone, a superhero"
    (re.compile(rf"\bas someone(?:, someone)*, (?=an? (?:[a-z-]+ ){{0,2}}(?:{_GAP}|(?:super)?(?:hero|villain)))"), "as "),
    # "looks like a thin person and someone", "he looks like someone and is wet", "is dressed as someone and sleeping"
    (re.compile(rf"(?P<like>\blike (?:an? )?(?:(?:[a-z-]+|{_GAP}) ){{0,3}}(?:person|{_GAP})),? and {_WHO}"), r"\g<like>"),
    (re.compile(rf"(?P<told>(?:^|(?<=[\s,.;]))(?:{_TOLD}|who|that)) (?:{_BEING} )?{_COMPARED} and (?=(?:is|was|has|\w+s) )"), r"\g<told> "),
    (re.compile(rf"(?P<told>(?:{_TOLD}|who|that) {_BEING}) {_COMPARED} and (?=\w+ing )"), r"\g<told> "),
)
_LAST = (
    # "as a version of himself", "long hair, clothing, a hat", "(marks:1.2)", "see face"
    (re.compile(rf",? (?:as|like|into) an? {_VERSED}"), ""),
    (re.compile(rf"^Someone, (?=\d+{_GAP})"), ""),  # "rem, 1girl"
    (re.compile(r", (?:clothing|clothes|garments?|attire|outfit|marks|scale|see (?:the )?face)(?= ?(?:[,.;]|$))"), ""),
    (re.compile(r", \(marks(?::[\d.]+)?\)(?= ?(?:[,.;]|$))"), ""),
    (re.compile(rf"(?<={_GAP} )(?:something|person)['’]s (?=(?:manager|employee|worker|cashier|barista|clerk|waiter|server)\b)"), ""),
    (re.compile(rf"\bsomeone (?={_ONLINE}\b)"), "someone, "),
    # "on something" at the end, "and his something", "his face carries something", "wearing an outfit", "has lashes with dark eyes"
    (re.compile(rf" (?:on|upon|onto|atop|inside|near) something{_ENDS}"), ""),
    (re.compile(rf"(?P<both>\bbetween [^,.;]* and something)|,? (?:and|with) (?:{_WHOSE} )?something{_ENDS}"), r"\g<both>"),
    (re.compile(rf"{_NOT_SAID_OF},? (?:wearing|dressed in|in|wears) an? (?:outfit|attire|garment){_ENDS}"), ""),
    (re.compile(rf"{_NOT_SAID_OF} (?:wearing|dressed in|in|wears) an? (?:outfit|attire|garment)(?= (?:and|on|at|by|under|near) )"), ""),
    (re.compile(r"\ban (?=attire\b)"), ""),
    (re.compile(r"\b(?P<has>has|have) (?:lashes|cheeks|lips|nails) with (?=\w)"), r"\g<has> "),
    (re.compile(rf"(?<!{_PRONOUN})(?<!\bthey)(?<!\bit)(?:,? (?:who|that|which))?(?: {_BEING})? {_COMPARED}"), ""),
    (re.compile(r"(?<!ed)(?<!en)(?<!ing),? by (?:the (?:art|artist) (?:of )?)?someone(?=[,.;|]|$)"), ""),
    (re.compile(r"(?P<by>\bby [^.;|]*), someone(?=, )"), r"\g<by>"),
    (re.compile(r", someone,? and (?=\w+ing )"), ", "),
    (re.compile(r"(?<! is)(?<! was)(?<! are)(?<! were),? (?:named|called) someone and someone\b(?!['’]| (?:else|who)\b)"), ""),
    (re.compile(r"(?<=[.!?]) [Ss]omeone\.?$"), ""),
    (re.compile(r"(?P<one>\b[Ss]omeone(?! else)(?: [a-z]+){1,6}) someone\b(?!['’]| (?:else|who|that)\b)"), r"\g<one> someone else"),
)


def without_empty(pieces: Sequence[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces without comparisons with nobody."""
    if not any(isinstance(piece, str) and _MAY_BE.search(piece) for piece in pieces):
        return list(pieces)
    stand = [piece if isinstance(piece, str) else chr(_first_of(piece, taxonomy) + place) for place, piece in enumerate(pieces)]
    text = "".join(stand)
    left = _replaced(text, _FIRST)
    while (item := _ITEM.search(left)) is not None:
        left = left[: item.start()] + _around(item["before"], item["after"], left[item.end() :])
    left = _replaced(left, _LAST)
    if left == text or not left.strip():
        return list(pieces)
    return [pieces[stand.index(part)] if _STANDS.fullmatch(part) else part for part in _STANDS.split(left.lstrip(" ")) if part]


def _first_of(piece: Piece, taxonomy: Taxonomy) -> int:
    pronoun = isinstance(piece, Gap) and taxonomy.rows[piece.row].kind in PRONOUN_KINDS
    return _PRONOUNS if pronoun else _GAPS


def _replaced(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, written in patterns:
        text = pattern.sub(written, text)
    return text


def _around(before: str, after: str, rest: str) -> str:
    """What stands where an item was: the sign after it, or, where it began a sentence, what was before it."""
    if before.startswith(","):
        return rest.lstrip(" ") if after else ""
    rest = rest.lstrip(" ").removeprefix(after).lstrip(" ")
    return before + rest if rest else before.rstrip(" ")

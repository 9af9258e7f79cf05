"""What stands for a name that is withheld: "someone", "someone's face", "a cute person", "the mermaid", or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.grammar import article
from obclip.prompts.english.verbs import is_for_one
from obclip.prompts.reading.acting import makes
from obclip.prompts.reading.belongings import WITH_NAMES, is_of_place, is_owner
from obclip.prompts.reading.cast import Cast, noun_form
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.describing import DETERMINERS
from obclip.prompts.reading.known_names import known_names
from obclip.prompts.reading.naming import WHERE
from obclip.prompts.reading.roles import PLAIN
from obclip.prompts.reading.subjects import COPULAS
from obclip.prompts.reading.units import COMMA, SPACE
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, KNOWN, NAME, NOUN, ONE, STOP, THING
from obclip.prompts.vocabulary.words import given_names, harmless, neutral_persons, things

from . import said_before
from .names import ALIKE, begins_sentence, describes, is_described, is_joined, names_age, without_name
from .template import Piece

_PARTS = frozenset("face head hair body eyes nose mouth smile hands voice".split())
_PICTURES = frozenset(
    "portrait photo picture photograph polaroid poster painting drawing selfie shot headshot render character characters figure figurine "
    "funko statue sculpture doll plush plushie toy meme".split()
)
_DRESSED = frozenset("dressed clad drawn painted".split())
_WITHIN = frozenset("in through into across throughout".split())
_SHORT_TITLES = frozenset("mr mrs ms dr prof".split())  # which do not stand alone
_SPELLED = {"dr": "doctor", "prof": "professor"}
_ALSO_SAID = frozenset({"drunk"})  # nouns for persons, and what is said of them
_VERBAL = ("s", "ing", "ed")
_MOST_WORDS = 4
_PICTURED = re.compile(
    r" (?=an? (?:[a-z-]+ ){0,3}(?:photo|picture|photograph|portrait|painting|drawing|selfie|illustration|sketch|render) of an? )"
)
_NEGATED = re.compile(r"(?:,| but) not (?P<article>(?:an? |the )?)$")
_LISTED_ON = re.compile(r",[^.;]*, and ")
_SIGN = re.compile(r"([,.;]) ?$")
_WEIGHTED = re.compile(r"(?::\d*\.?\d+)?\) ")  # after a name in brackets: "a (batman:1.2) costume"


def stand_in(cast: Cast, text: str, place: int, pieces: list[Piece], cuts: Sequence[Cut]) -> tuple[str, int]:
    """What stands for a name, and where the text goes on: -1 right after it. What goes with the name is taken back from the pieces."""
    if place and cast.units[place - 1].word in _SHORT_TITLES:
        return "" if said_before.put_titled(pieces, cast.taxonomy) else _spelled_title(cast, text, place, pieces), -1
    if place and cast.units[place - 1].word in _ALSO_SAID and cast.units[place].before == SPACE:
        return "person", -1  # "drunk Homer Simpson in sunglasses"
    if _is_left_out(cast, text, place, pieces):
        return "", _past_commas(cast, text, place, pieces)
    if _has_first_name(cast, place):
        said_before.take_back(pieces, text[cast.units[place - 1].start : cast.units[place].start])  # "eugene krabs"
    after, part = place + 1, "'s" if _leads_to_part(cast, place) else ""
    sign = part or "," * leads_to_artist(cast, text, place)
    if not part and (_is_spare(cast, text, place, cuts) or names_age(cast, place)):
        whole = _take_not(cast, after, pieces)
        said_before.take_back(pieces, "(" if text.startswith((":", ")"), cast.units[place].end) else "")
        return "", cast.units[after].end if whole else cast.units[after].start
    if is_described(cast, place):
        said_before.unfix_article(pieces, cast.taxonomy)
        said_before.put_article(pieces, cast.taxonomy, is_joined(cast, place))
        return ("" if said_before.put_noun(pieces, ONE, cast.taxonomy) else "person") + sign, -1  # "like a child"
    if not pieces and _PICTURED.match(text, cast.units[place].end):
        return "", cast.units[after].start  # "Emma Watson a photo of a woman"
    if _is_where(cast, text, place):
        return "a place", -1
    start = cast.units[place].start - said_before.take_article(pieces)
    if _leads_to_the(cast, place) or _owns_place(cast, place):
        return "The" if begins_sentence(text, start) else "the", cast.units[after].end
    return ("Someone" if begins_sentence(text, start) else "someone") + sign, -1


def fix_named(cast: Cast, cut: Cut, pieces: list[Piece]) -> None:
    """Writes "a" before a noun for one that only an unknown name after it, now left out, fixed: "a painting of lady [ashbourne]"."""
    place = next((place for place, unit in enumerate(cast.units) if unit.end == cut.end), 0)
    noun, named = place - 1, place > 0 and not cast.units[place].forms and cast.units[place - 1].end == cut.start
    if named and cast.roles[noun] == NOUN and noun_form(cast.units[noun]).number == ONE:
        said_before.put_article(pieces, cast.taxonomy, is_joined(cast, place))


def _is_where(cast: Cast, text: str, place: int) -> bool:
    """Whether a name is that of a place where somebody is, and nobody's: "a woman walking in Brooklyn"."""
    led = (
        place > 1
        and cast.units[place].before == SPACE
        and cast.units[place - 1].word in _WITHIN
        and cast.units[place - 2].word not in _DRESSED
    )
    ends = cast.is_parted(place + 1) or cast.roles[place + 1] == STOP
    return led and ends and not text.startswith(("'", "’"), cast.units[place].end)


def _owns_place(cast: Cast, place: int) -> bool:
    """Whether a name is that of the place whose streets follow: "in [Brooklyn's] streets", "Brooklyn's busy streets"."""
    last = place + 2
    while is_owner(cast, place) and last + 1 < len(cast.units) and cast.roles[last] == PLAIN and cast.units[last + 1].before == SPACE:
        if cast.units[last].word in WITH_NAMES:
            break
        last += 1
    return is_owner(cast, place) and cast.units[last].word in WITH_NAMES


def _take_not(cast: Cast, after: int, pieces: list[Piece]) -> bool:
    """Takes back the "not" before a name, and says whether what the name led to goes as well: "a woman, not a [Mona Lisa] pose, fog"."""
    negated = _NEGATED.search(str(pieces[-1] if pieces else ""))
    alone = negated is not None and cast.units[after].word in ALIKE and cast.is_parted(after + 1)
    said_before.take_back(pieces, "" if negated is None else negated.group() if alone else "" if negated["article"] else "not ")
    return alone


def _spelled_title(cast: Cast, text: str, place: int, pieces: list[Piece]) -> str:
    """What stands for a name after a short title: "Dr. [Stone]" is a doctor, "Mr [Rogers]" in the middle of a phrase someone."""
    start, spelled = cast.units[place - 1].start, _SPELLED.get(cast.units[place - 1].word)
    short = text[start : cast.units[place].start]
    if spelled is None or not str(pieces[-1] if pieces else "").endswith(short):
        return "someone"
    said_before.take_back(pieces, short)
    if place > 1 and cast.units[place - 2].word in DETERMINERS and cast.units[place - 1].before == SPACE:
        return spelled
    return ("A " if begins_sentence(text, start) else "a ") + spelled


def _lower_title(cast: Cast, text: str, title: int, pieces: list[Piece]) -> None:
    """Writes a title that has lost its name as any noun: "Senator [Ron Johnson] as a king" is "A senator as a king"."""
    start, after = cast.units[title].start, title + 2
    written = text[start : cast.units[title + 1].start]
    if not (written.istitle() and isinstance(last := pieces[-1], str) and last.endswith(written)):
        return
    begins = begins_sentence(text, start)
    if begins and (after >= len(cast.units) or cast.units[after].before != SPACE):
        return  # "Senator [Ron Johnson], office" are tags
    pieces[-1] = last.removesuffix(written) + f"{article(written).capitalize()} " * begins + written.lower()


def _leads_to_role(cast: Cast, place: int) -> bool:
    """Whether words that describe, and who the bearer is, follow a name: "a beautiful Emma Watson alluring model"."""
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(cast.units))):
        unit = cast.units[after]
        if unit.before != SPACE or cast.roles[after] not in (PLAIN, THING, NOUN):
            return False
        if unit.word in neutral_persons() or cast.roles[after] == NOUN:
            return after > place + 1
    return False


def _is_left_out(cast: Cast, text: str, place: int, pieces: list[Piece]) -> bool:
    """Whether nothing need stand for a name, so that what leads to it alone is taken back."""
    last = pieces[-1] if pieces else ""
    named = is_of_place(cast, place) and not is_owner(cast, place)  # "the streets of Brooklyn"
    if sign := " from " * _ends_origin(cast, place) or " of " * named or _sign_of_item(cast, text, place):
        said_before.take_back(pieces, sign)
        return True
    if not isinstance(last, str) or without_name(cast, place, last) is None:
        return False
    if cast.roles[place - 1] == NOUN and noun_form(cast.units[place - 1]).number == ONE and not cast.units[place - 1].form(NAME, KNOWN):
        _lower_title(cast, text, place - 1, pieces)
        said_before.put_article(pieces, cast.taxonomy, is_joined(cast, place))  # "photo of president Lincoln"
        said_before.unfix_article(pieces, cast.taxonomy)
    left = without_name(cast, place, str(pieces[-1]))
    pieces[-1:] = [left] if left else []
    return True


def _past_commas(cast: Cast, text: str, place: int, pieces: list[Piece]) -> int:
    """Where the text goes on after a name between commas that parts somebody from a verb, with the comma before it taken back as well: "my
    wife[, Anna,] is Thai"; else -1."""
    end, after = cast.units[place].end, cast.units[place + 1 : place + 2]
    beside = place > 0 and cast.units[place].before == COMMA and cast.roles[place - 1] == NOUN
    does = beside and bool(after) and after[0].word not in given_names() and is_for_one(after[0].word, harmless())
    verb = does or (beside and bool(after) and after[0].word in COPULAS)
    if not verb or not text.startswith(", ", end):
        return -1
    said_before.take_back(pieces, ", ")
    return end + 1


def _ends_origin(cast: Cast, place: int) -> bool:
    """Whether an item ends with a name that "from" leads to, after a word for what comes from there: "dressed as a nun from sandman"."""
    led = place > 1 and cast.units[place - 1].word == "from" and cast.units[place].before == cast.units[place - 1].before == SPACE
    return led and cast.is_parted(place + 1) and cast.roles[place - 2] != STOP


def _sign_of_item(cast: Cast, text: str, place: int) -> str:
    """The sign after which a name is an item of its own where somebody is told by a noun as well, "a girl, Emma Watson, 4k", with a blank
    where it goes with the name, as before a full stop; "" where it is none."""
    if not (place and cast.is_parted(place) and cast.is_parted(place + 1)) or all(
        cast.units[noun].form(NAME, KNOWN) for noun in cast.nouns
    ):
        return ""
    before, after = _SIGN.search(text, 0, cast.units[place].start), text[cast.units[place].end :].lstrip(" ")[:1]
    sign = before.group(1) if before else ""
    if after in ("", sign):
        return "" if _LISTED_ON.search(text, cast.units[place].end) else sign  # "The Dude, Jeff Bridges, long beard, and wearing a hat"
    return ", " if sign == "," and after in (".", ";") else ""


def _has_first_name(cast: Cast, place: int) -> bool:
    """Whether a first name that is a place's as well stands right before a surname, and nobody is there or comes from there."""
    if not place or cast.units[place].before != SPACE or cast.roles[place - 1] != PLAIN or cast.units[place - 1].form(NAME, KNOWN):
        return False
    led = place > 1 and cast.units[place - 1].before == SPACE and cast.units[place - 2].word in WHERE
    return given_names().get(cast.units[place - 1].word) == "place" and not led


def leads_to_artist(cast: Cast, text: str, place: int) -> bool:
    """Whether the name of an artist, which stays, follows a name without a comma: "Emma Watson James Gurney"."""
    after = place + 1
    if after >= len(cast.units) or not text[cast.units[place].end : cast.units[after].start].isspace():
        return False
    return any(known.artist and known.start == after for known in known_names(cast.units))


def _leads_to_part(cast: Cast, place: int) -> bool:
    """Whether a name stands right before a part of its bearer: "with a Shrek face", but not "face to face"."""
    after = cast.units[place + 1 : place + 3]
    return bool(after) and after[0].before == SPACE and after[0].word in _PARTS and not (len(after) > 1 and after[1].word == "to")


def _leads_to_the(cast: Cast, place: int) -> bool:
    """Whether "the" and who or what the bearer is follow a name: "Ariel the mermaid", "Arthas the lich king"."""
    after = cast.units[place + 1 : place + 3]
    if len(after) < 2 or after[0].word != "the" or after[0].before != SPACE or after[1].before != SPACE:
        return False
    for kind in range(place + 3, min(place + 3 + _MOST_WORDS, len(cast.units))):
        if cast.units[kind].before != SPACE or cast.roles[kind] not in (PLAIN, THING, ANIMAL, ADJECTIVE, NOUN):
            break
        if cast.roles[kind] == NOUN:
            return True
    return cast.roles[place + 2] in (NOUN, THING, ANIMAL) or (cast.roles[place + 2] == PLAIN and after[1].word in things())


def _is_pictured(cast: Cast, place: int) -> bool:
    """Whether a name begins an item, or stands after an article, that tells of a picture or a figure: "Itachi profile picture"."""
    if place and cast.units[place].before != COMMA and cast.units[place - 1].word not in DETERMINERS:
        return False
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(cast.units))):
        unit = cast.units[after]
        if unit.before != SPACE or cast.roles[after] not in (PLAIN, THING, ANIMAL, ADJECTIVE):
            return False
        if unit.word in _PICTURES:
            return True
        if unit.word.endswith(_VERBAL):
            return False
    return False


def _is_spare(cast: Cast, text: str, place: int, cuts: Sequence[Cut]) -> bool:
    """Whether what a name stands right before can stand without it, and stays: not in "Thom Yorke (guitar)"."""
    if is_described(cast, place) and _leads_to_role(cast, place):
        return True
    if makes(cast, place + 1) or not (describes(cast, place) or _is_pictured(cast, place)):
        return False
    after, start = cast.units[place + 1].start, cast.units[place].start
    between = text[cast.units[place].end : after]
    bracketed = text[start - 1 : start] == "(" and _WEIGHTED.fullmatch(between) is not None
    return (between.isspace() or bracketed) and not any(cut.start <= after < cut.end and not cut.instead for cut in cuts)

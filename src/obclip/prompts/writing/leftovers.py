"""What a stretch that is left out would leave behind: a dash, the comma of a list, one bracket of two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.articles import without_noun
from obclip.prompts.english.grammar import BY_HOW_MUCH, HOW_MUCH
from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.describing import PICTURES
from obclip.prompts.reading.looks import WORN
from obclip.prompts.reading.plain_persons import is_plain_person
from obclip.prompts.reading.roles import PLAIN
from obclip.prompts.reading.subjects import first_of_how_much, is_gapped
from obclip.prompts.reading.units import SPACE
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, DETAIL, NOUN, ONE, PHRASE, Row
from obclip.prompts.vocabulary.words import harmless, things

from .names import begins_sentence
from .template import Piece

_JOINING = frozenset(["and", "or", "but", "yet"])
_BRACKETS = frozenset("()[]{}:")
_DASH = " - "
_BEGUN = re.compile(r"(?:^|,|(?<![\w'-])(?:an?|the|of|with))\s*$", re.IGNORECASE)
_LINK = re.compile(r",? and $")
_JOINT, _TOLD = re.compile(r",? (?:and |but )?"), re.compile(r"(?<![\w-])(?:is|was|are|were|am)(?: \w+ly)? $|['’](?:s|re|m) $")
_LAST_OF_LIST = re.compile(r",? and (?!\w+ing\b)")
_LIST = re.compile(
    r"\b(?:with|wearing|has|have|having|holding|in (?:an? )?(?:[\w'-]+ ){0,3}(?:garments?|clothes|suit|robes?|armor))\b"
    r"(?:(?! and )[^.;:()\n])*?(?P<comma>,) (?!\w+ing\b)[\w'-]+(?: [\w'-]+){0,3}$"
)
_WORDS_OF_SIZE = re.compile(r"(?:(?<=[\s,(])|^)(?:(?:big|large|robust|round) (?:and )?)+$")
_BY_HOW_MUCH = re.compile(rf"(?:\b{HOW_MUCH} )+$")  # "even [thinner]"
_BEFORE_NOUN = re.compile(rf"(?:(?<=\ba )(?:little )?(?:lot|bit|little) |\b(?:{'|'.join(BY_HOW_MUCH)}) )+$")
_MORE = re.compile(rf"(?:\b{HOW_MUCH} )*\bmore $")  # "a lot more [muscular]"
_SHADES = re.compile(
    r"(?:(?<=[\s,(])|^)(?:(?:dark|deep|rich|light|pale|jet|pitch|milky|creamy|porcelain|ivory|ebony|stone|marble|alabaster) )+$"
)
_HAS = re.compile(r"\bhas (?:eyes|hair|skin)(?: and (?:eyes|hair|skin))?$")
_DOES = r"(?=(?:wears|stands|looks|holds|sits|smiles|carries|walks|poses|is|has)\b)"
_NEXT_VERB, _NEXT_OF_LIST = re.compile(rf",? and {_DOES}"), re.compile(rf",(?: and)? {_DOES}")
_BUILD, _SKIN = frozenset({"body"}), ("skin", "skinned", "complexion")
_TIED = re.compile(r"\w-$")
_HYPHENED = re.compile(r"(?:^|(?<=\s))(?:(?<=a )|(?<=an )|(?<=the )|(?<=very ))[\w'-]+ - $")  # "a good - [lookiung] girl"
_TORN = re.compile(r"(?<!\w)\w{1,2}['’]$")  # of a word that an apostrophe parts: "r'lyeh"
_POSSESSIVE = re.compile(r"'[sS]?(?![\w'])")
_CLOSING = re.compile(r"(?::\d*\.?\d+)?(?P<signs>[)\]}]+)")
_CLOSED = re.compile(r"(?::\d*\.?\d+)?(?: ?[)\]}])+")
_PART = re.compile(r"\b(?:hair|eyes|skin|face|lips|nose)\s?$")
_WITH = re.compile(r"(?: (?:with|having)(?: an?)?)? ?$")
_STOPS = (".", ";", "!", "?")
_JOINED_ITEM = re.compile(r", (?:and|or) (?!\w+ing\b)")
_LISTED = re.compile(r" ?, *")
LISTS = re.compile(r" ?(?:,|and\b|or\b|&|/)")
_PAUSE = re.compile(r"\s*[,;]?\s*")
_AT_FIRST_OF_ITEM = re.compile(r" ?(?:and|or|but) (?=\w)")
_ITEM_BEGUN = re.compile(r"(?:[,:]|(?<![\w'-])(?:an?|the)) $")
_AT_FIRST, _AT_LAST = re.compile(r",? *(?:and|or) "), re.compile(r"(?:,| (?:and|or))+\s*$")
_VERBAL = ("s", "ing", "ed")
_OPENED = {")": "(", "]": "[", "}": "{"}


def dash_after(text: str, cut: Cut) -> int:
    """How long the dash is that a cut leaves behind at the beginning of an item: "indo - islamic"."""
    return len(_DASH) if _BEGUN.search(text[: cut.start]) and not cut.instead and text.startswith(_DASH, cut.end) else 0


def began_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins with what is left out, so that the next word begins it; in "Zelth: an old man" a title goes."""
    return begins_sentence(text, start) and text[start:end].lstrip()[:1].isupper() and text[end : end + 1] != ":"


def joined_on(cast: Cast, text: str, cut: Cut, before: str, place: int) -> tuple[str, int]:
    """What stands before a cut, and where the text goes on, without what joins nothing now, and without a "has eyes" that says nothing:
    "she has [blue] eyes and [blond hair], and wears a coat"."""
    if cut.instead == "shown" and before.endswith("is shown") and (verb := _NEXT_OF_LIST.match(text, place)):
        return before.removesuffix("is shown"), verb.end()
    if told := _said_besides(cast, text, cut, before, place):
        return before.removesuffix(cut.instead), told
    verb = _NEXT_VERB.match(text, place)
    if verb and (has := _HAS.search(before)):
        return before[: has.start()], verb.end()
    return without_joint(cast, text, cut, before), place


def _said_besides(cast: Cast, text: str, cut: Cut, before: str, place: int) -> int:
    """Where the text goes on with what "is" says besides a cut, 0 where that is all: "he is [bald] and young", "she is [6'2] and Thai"."""
    joint = _JOINT.match(text, place)
    if not joint or not cut.instead or not _TOLD.search(before.removesuffix(cut.instead)):
        return 0
    after = next((number for number, unit in enumerate(cast.units) if unit.start >= joint.end()), -1)
    return joint.end() if after > 0 and cast.roles[after] in (ADJECTIVE, PHRASE) else 0


def past_part(cast: Cast, cut: Cut, pieces: list[Piece], place: int) -> int:
    """Writes a comma where a cut leaves a look, or "photo", right behind another look or somebody, "long hair [big beard], glasses", "a boy
    [with blond hair], profile picture"; and says where the text goes on."""
    after = next((number for number, unit in enumerate(cast.units) if unit.start >= cut.end), 0)
    last, picture = pieces[-1] if pieces else "", after > 0 and cast.units[after].word in PICTURES
    if not after or cast.units[after].before != SPACE or not (picture or cast.units[after].word in WORN):
        return place
    told = isinstance(last, str) and _PART.search(last) is not None
    if picture and not told and isinstance(last, str) and len(pieces) > 1 and _WITH.fullmatch(last):
        pieces.pop()
    elif not (told or (picture and not isinstance(last, str))):
        return place
    elif told:
        pieces[-1] = last.rstrip()  # type: ignore[union-attr]
    pieces.append(", ")
    return cast.units[after].start


def without_joint(cast: Cast, text: str, cut: Cut, before: str) -> str:
    """What stands before a cut without the comma or the "and" that parts nothing now."""
    if before.endswith(", ") and _ends_list(cast, text, cut):
        return before.removesuffix(", ") + " "
    if not cut.instead and _LAST_OF_LIST.match(text, cut.start, cut.end) and text[cut.end : cut.end + 1] in ("", ",", ".", ";"):
        listed = _LIST.search(before)  # "with a nose, glasses[, and a goatee]" is with a nose and glasses
        return before[: listed.start("comma")] + " and" + before[listed.end("comma") :] if listed else before
    return _LINK.sub(" ", before) if before.endswith("and ") and _ends_link(cast, cut) else before


def _ends_list(cast: Cast, text: str, cut: Cut) -> bool:
    """Whether a noun follows a cut that adjectives before the last comma belong to, so that it parts nothing: "strong, bald man"."""
    comma = text.rfind(",", 0, cut.start)
    noun = next((number for number, unit in enumerate(cast.units) if unit.start >= cut.end), -1)
    if cut.instead or noun < 1 or cast.roles[noun] != NOUN:
        return False
    return any(head == noun and cast.units[number].end <= comma for number, head in enumerate(cast.heads))


def _ends_link(cast: Cast, cut: Cut) -> bool:
    """Whether "and" stands before a cut after which the noun comes that the words before it describe: "a young and bearded man"."""
    place = next((number for number, unit in enumerate(cast.units) if unit.start >= cut.end), -1)
    before = [number for number, unit in enumerate(cast.units[: max(place, 0)]) if unit.end <= cut.start][-2:]
    if cut.instead or place < 0 or cast.roles[place] != NOUN or len(before) < 2 or cast.units[before[1]].word != "and":
        return False
    unit, role = cast.units[before[0]], cast.roles[before[0]]
    return cast.heads[before[0]] == place or unit.form(CUE) is not None or (role == PLAIN and unit.word not in things())


def beside_gap(cast: Cast, place: int, row: Row, pieces: Sequence[Piece]) -> str:
    """The end of a text that goes before a gap, for it would contradict some of its values: "big [fat]", "deep, dark [fair] skin"."""
    word, before = cast.units[place].word, pieces[-1] if pieces and row.attributes else ""
    if not isinstance(before, str):
        return ""
    match = _WORDS_OF_SIZE.search(before) if row.kind in (ADJECTIVE, DETAIL) and _BUILD.issuperset(row.attributes) else None
    compared = row.kind == ADJECTIVE and word.endswith("er") and not any(form[0].endswith("er") for form in row.cells.values())
    if compared:
        match = (_BY_HOW_MUCH if cast.heads[place] < 0 else _BEFORE_NOUN).search(before)
    elif row.kind == ADJECTIVE and first_of_how_much(cast, place) < place and cast.heads[place] < 0:
        match = _MORE.search(before)
    match = _SHADES.search(before) if word.endswith(_SKIN) else match
    return match.group() if match else ""


def past_possessive(cast: Cast, text: str, mention: Mention) -> int:
    """Where the 's, or the apostrophe of a plural, that follows a noun ends; 0 where none does. "The 'frog people'" ends a quotation."""
    end = cast.units[mention.unit].end
    match = _POSSESSIVE.match(text, end) if mention.form.kind == NOUN else None
    quoted = match is not None and match.group() == "'" and text.count(" '", 0, end) % 2 > 0
    return 0 if match is None or quoted or (match.group() == "'" and mention.form.number == ONE) else match.end()


def within_brackets(text: str, cut: Cut) -> tuple[int, int, str]:
    """The stretch to leave out so that no bracket of two is left, and the brackets to write where others stay that close them."""
    closing = _CLOSED.match(text, cut.start)
    start = closing.end() if closing and closing.end() < cut.end else cut.start
    if not cut.instead and _TIED.search(text, max(0, start - 2), start):
        return start - 1, cut.end - (text[cut.end - 1] == " "), ""  # "bob-omb battlefield"
    if not cut.instead and text[cut.end : cut.end + 1].isalpha() and (hyphened := _HYPHENED.search(text, 0, start)):
        start = hyphened.start()
    if not cut.instead and (torn := _TORN.search(text, max(0, start - 3), start)):
        start = torn.start()
    opened, closed = _alone(text[start : cut.end])
    if closed and text[start - 1 : start] in ("(", "["):
        return start - 1, cut.end, ""
    if not opened or closed:
        return start, cut.end, ""
    after = _CLOSING.match(text, cut.end)
    if after and len(after["signs"]) >= len(opened):
        return start, after.start("signs") + len(opened), ""
    if cut.instead:
        return start, cut.end, opened
    return start, _PAUSE.match(text, cut.end).end(), (" " if text[start] == " " else "") + opened  # type: ignore[union-attr]


def close_gap(pieces: list[Piece], text: str, place: int) -> int:
    """Where the text goes on after something is left out at a place behind these pieces, without a comma or a space too many."""
    last = pieces[-1] if pieces else ""
    if isinstance(last, str) and (left := without_noun(last, text[place:])):
        pieces[-1] = left
        return place + text.startswith(" ", place)
    if last == " " and len(pieces) > 1 and text.startswith((",", ";", ")"), place):
        pieces.pop()  # "muscular physique [masculine manly], flowing robe"
        return place
    return past_gap(last if isinstance(last, str) else "-", text, place)


def past_gap(before: str, text: str, place: int) -> int:
    """Where the text goes on after something is left out between `before` and text[place:], without a comma or a space too many."""
    if not before and (joined := _AT_FIRST.match(text, place)):
        return joined.end()  # "♀ and a man"
    if _ITEM_BEGUN.search(before) and (joined := _AT_FIRST_OF_ITEM.match(text, place)):
        return joined.end()  # "a mage, [bearded] and wise"
    stop = text[place : place + 1]
    if stop in _STOPS and before.rstrip(" ")[-1:] == stop:
        return place + 1 + (before[-1:] == text[place + 1 : place + 2] == " ")
    if stop == ":" and not before.strip():
        return place + 1 + len(text[place + 1 :]) - len(text[place + 1 :].lstrip(" "))  # "Selth: an old man"
    if _JOINED_ITEM.match(text, place) and before.rstrip(" ")[-1:] not in ("", ","):
        return place + 1  # "a young, bald, and tattooed man"
    if listed := _LISTED.match(text, place):
        return listed.end() if before.rstrip(" ")[-1:] in ("", ",") else place
    return place + len(text[place:]) - len(text[place:].lstrip(" ")) if before[-1:] in ("", " ") else place


def take_end(pieces: list[Piece], text: str) -> None:
    """Takes off the last piece a comma or an "and" after which nothing comes, unless the text itself ends so: "a man and ♀"."""
    if pieces and isinstance(last := pieces[-1], str) and not _AT_LAST.search(text):
        pieces[-1:] = [left] if (left := _AT_LAST.sub("", last)) else []


def _alone(text: str) -> tuple[str, str]:
    """The brackets that a text opens and does not close, and those that it closes and has not opened."""
    opened, closed = "", ""
    for letter in text:
        if letter in "([{":
            opened += letter
        elif letter in _OPENED:
            opened, closed = (opened[:-1], closed) if opened else (opened, closed + letter)
    return opened, closed


def past_one(cast: Cast, place: int) -> int:
    """Where the "one" of "the deaf one" ends, for which "person" is written; 0 where none stands at a unit."""
    unit = cast.units[place] if place < len(cast.units) else None
    return unit.end if unit and unit.before == SPACE and unit.word in ("one", "ones") else 0


def leads_to_noun(cast: Cast, place: int) -> bool:
    """Whether a noun that only stands for "person" is followed by the noun itself: "septuagenarian couple", "blonde fearless woman"."""
    after = place + 1
    while after < len(cast.units) and cast.units[after].before == SPACE and _may_describe(cast, after):
        after += 1
    return after in cast.person_of and cast.units[after].before == SPACE and cast.roles[after] == NOUN


def has_no_noun(cast: Cast, mention: Mention, row: Row) -> bool:
    """Whether an adjective stands for a person that has no noun: "the blind"."""
    alone = row.kind == ADJECTIVE and cast.roles[mention.unit] == NOUN and not is_plain_person(cast.units[mention.unit], cast.taxonomy)
    return alone and not is_gapped(cast, mention.unit - 1)


def _may_describe(cast: Cast, place: int) -> bool:
    unit = cast.units[place]
    if cast.roles[place] == PLAIN and unit.forms and all(form.kind == CUE for form in unit.forms):
        return True  # "a young adult masculine man"
    if cast.roles[place] != PLAIN or unit.forms:
        return cast.roles[place] == ADJECTIVE
    return unit.word in harmless() and unit.word not in things() and (not unit.word.endswith(_VERBAL) or unit.word.endswith("less"))


def nouns_together(cast: Cast, place: int) -> range:
    """The units of the nouns for one person that stand together from a place on: "emo girl"."""
    end = place + 1
    while end in cast.person_of and cast.person_of[end] == cast.person_of[place] and cast.units[end].before == SPACE:
        end += 1
    return range(place, end)


def goes_on_at(cast: Cast, text: str, place: int) -> int:
    """Where the text goes on after an adjective that is left out: past its comma, or past what joins another word to it, "a young and
    beautiful boy"; -1 where a bracket follows."""
    end = cast.units[place].end
    after = [unit.start for unit in cast.units[place + 1 : place + 3]]
    joins = cast.heads[place] > place + 1 and cast.units[place + 1].word in _JOINING
    for following in (after[::-1] if joins else after[:1]) or [end]:
        between = text[end:following]
        if not _BRACKETS & set(between):
            return following if between.strip(" ,_") in ("", *_JOINING) else end
    return -1

"""Names told by their own signs: "Tanaka-san", "Kim Min-jun", "little timmy", "Zyraeth the Wanderer", "vex'ahlia", "Aang meditating"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.terms import ADJECTIVE, NAME, STOP
from obclip.prompts.vocabulary.words import given_names, harmless, places, surnames, works

from .misspelt import is_misspelt_person, is_slip
from .units import BREAK, HYPHEN, SPACE, Unit

# What follows a name in Japanese and Korean, with a hyphen.
_HONOURS = frozenset("san kun chan sama senpai sempai sensei dono hime tan nim ssi".split())
_FOND = frozenset("little tiny lil wee".split())
# What persons do, and few things: no word of no list that does it is a dish or a place.
_DOES = frozenset(
    "meditating smiling bowing playing plays eating eats walking walks reading reads sitting sits standing stands dancing dances "
    "sleeping sleeps waving waves laughing laughs cooking cooks drinking drinks holding holds wearing wears singing sings kneeling "
    "kneels fighting fights jumping posing poses hugging hugs kissing kisses talking talks crying cries praying prays smiles dressed "
    "writing writes painting paints swimming swims riding rides".split()
)
_KOREAN = frozenset(
    "ah bae beom bin bom byung chae chan chang chul dae do dong eun gi gun ha hae han hee ho hong hoon hun hwa hwan hye hyeon hyo "
    "hyuk hyun jae jang jeong ji jin jong joo joon joong ju jun jung kang ki kook kwan kwang kyu kyung mi min moon myung na nam "
    "rae ri rin sang seo seok seol seon seong seung shik shin sik so sol soo sook su suk sun sung tae uk wan won woo wook yeol yeon "
    "yeong yi yong yoo yool yoon young yu yul yun".split()
)
_FAMILIES = frozenset(
    "kim lee park choi jung jeong kang cho yoon yun jang lim im han oh seo shin kwon hwang ahn song ryu yoo hong jeon ko go moon yang "
    "son bae baek heo nam shim noh ha joo woo".split()
)

_SHORT = 4  # letters up to which a name is a slip away from some word


def honoured(units: Sequence[Unit], text: str, place: int) -> int:
    """How many words the name has that begins here by its own signs; 0 where none does."""
    if _is_fond(units, place):
        return 2
    if count := _in_syllables(units, place):
        return count
    after = units[place + 1] if place + 1 < len(units) else None
    if after is None:
        return 0
    if is_honour(after):
        return 2 if _may_be_name(units[place]) else 0
    if text[units[place].end : after.start] == "'" and _is_strange(after) and len(after.word) > 2:
        named = units[place].unknown and units[place].word.isalpha() and f"{units[place].word} {after.word}" not in works()
        return 2 if named else 0
    return int(_is_strange(units[place]) and _is_subject(units, place) and not text.isupper())


def is_honour(unit: Unit) -> bool:
    """Whether a word after a name and a hyphen honours who has it: "-san"."""
    return unit.before == HYPHEN and unit.word in _HONOURS and unit.form(ADJECTIVE) is None


def _is_fond(units: Sequence[Unit], place: int) -> bool:
    """Whether "little" stands before a first name that ends its phrase: "little timmy riding his bike"."""
    after = units[place + 1 : place + 3]
    if units[place].word not in _FOND or not after or after[0].before != SPACE or given_names().get(after[0].word) != "":
        return False
    goes_on = len(after) == 1 or after[1].before != SPACE or after[1].form(STOP) is not None or after[1].word.endswith(("ing", "s"))
    return goes_on and (after[0].unknown or after[0].form(NAME) is not None)


def _in_syllables(units: Sequence[Unit], place: int) -> int:
    """How many words "Kim Min-jun" or "Min-jun" has here; 0 where neither stands."""
    family = units[place].word in _FAMILIES and (units[place].capital or units[place].word not in harmless())
    first = place + 1 if family and place + 1 < len(units) and units[place + 1].before == SPACE else place
    given = units[first : first + 2]
    hyphened = len(given) == 2 and given[1].before == HYPHEN and all(unit.word in _KOREAN for unit in given)
    if not hyphened or any(unit.form(STOP) for unit in given):
        return 0
    return first + 2 - place if first > place or (given[0].capital and not given[1].capital) else 0


def _may_be_name(unit: Unit) -> bool:
    """Whether a word is a name as it may be: a listed one, or of no list of English words."""
    if not unit.word.isalpha() or not (unit.unknown or unit.form(NAME)):
        return False
    listed = unit.word in given_names() or unit.word in surnames()
    return listed or _is_strange(unit) or (unit.capital and unit.word not in harmless())


def _is_strange(unit: Unit) -> bool:
    """Whether a word is in no list of words, of English or of another language."""
    return unit.unknown and unit.word.isalpha() and not (unit.word in harmless() or unit.word in places() or unit.word in foreign().words)


def _is_subject(units: Sequence[Unit], place: int) -> bool:
    """Whether a word with a capital begins a sentence and does what persons do, or has a byname: "the Wanderer"."""
    unit, after = units[place], units[place + 1]
    if not unit.capital or (place and unit.before != BREAK) or after.before != SPACE or is_misspelt_person(unit.word):
        return False
    byname = units[place + 2 : place + 3]
    if after.word == "the" and byname and byname[0].before == SPACE and byname[0].capital:
        return True
    return after.word in _DOES and not (len(unit.word) > _SHORT and is_slip(unit.word))

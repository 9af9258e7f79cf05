"""Emoji that show persons are nouns: Unicode has them for men and women alike, so that the gender moves within one base.

What has no such counterpart is told by a plainer emoji before anything is read: skin tones go, families and couples are those of no
stated gender, a headscarf is not shown. Ages and disabilities are said in words ("old 👩"), for most bases have no emoji for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from obclip.prompts.english.emoji import (
    BODY,
    FAMILY,
    PEOPLE,
    PERSON,
    SELECTOR,
    SIGN,
    TONE,
    Meaning,
    all_emoji_persons,
    all_flags,
    find_emoji_persons,
    find_flags,
    variant,
)
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, MANY, NOUN, ONE, Form, Row, Taxonomy

from .marks import Marked
from .normal import Normal

Sign = tuple[int, int, str, tuple[Form, ...]]  # as a word of units.py
_FAMILIES = {"family": "👪", "couple with heart": "💑", "kiss": "💏"}
_HOLDING_HANDS = "🧑‍🤝‍🧑"
PLAIN_PERSON, _ANYONE = "emoji person", "emoji anyone"
# What an emoji says beside gender and age: of a value outright, or as a cue of one, by the beginning of its base.
_SAID = {"in manual wheelchair": "wheelchair", "in motorized wheelchair": "wheelchair", "with white cane": "blind", "deaf": "deaf"}
_HINTS = {
    "pregnant": "gender female",
    "wearing turban": "religion sikh",
    "with skullcap": "ethnicity asian",
    "with veil": "gender female",
    "in tuxedo": "gender male",
    "person: beard": "gender male",
    "person: bald": "gender male",
    "person: blond hair": "ethnicity european",
    "person: red hair": "ethnicity european",
    "person: white hair": "age old",
    "person: curly hair": "ethnicity african",
    "Claus": "age old",
    "ninja": "ethnicity asian",
    "feeding baby": "gender female",
    "ballet dancer": "gender female",
    "room": "gender",
}
# Things in emoji that betray a value of who is shown.
_THINGS = {
    "gender female": "💄 👗 👠 👡 👢 👚 👛 👜 👙 💅 👒 🎀 🩱 💋 ⚢",
    "gender male": "👔 ⚣",
    "gender transgender": "🏳️‍⚧️ ⚧️ ⚥ ⚦ ⚨ ⚩",
    "age child": "🍼 🚼",
    "ethnicity asian": "👘 🗾 🎎",
    "ethnicity indian": "🥻",
    "religion islam": "🕌 ☪️ 🕋 📿",
    "religion christian": "✝️ ☦️ ⛪",
    "religion jewish": "✡️ 🕎 🔯 🕍",
    "religion hindu": "🕉️ 🛕",
    "religion buddhist": "☸️",
    "religion sikh": "🪯",
    "disability mobility": "♿ 🦽 🦼 🦿 🩼",
    "disability blind": "🦯",
    "disability deaf": "🦻",
    "orientation lgbt": "🏳️‍🌈 ⚤",
}
_CUES = {sign.replace(SELECTOR, ""): meaning for meaning, signs in _THINGS.items() for sign in signs.split()}
_CUE = re.compile("|".join(sorted(("\ufe0f?".join(map(re.escape, sign)) + "\ufe0f?" for sign in _CUES), key=len, reverse=True)))


def plain_emoji(marked: Marked) -> Marked:
    """The prompt with the plainest emoji that says the gender and the age; what else they said is withheld."""
    normal = marked.normal
    if normal.text.isascii():
        return marked
    text, origin = "", list[int]()
    hidden = list(marked.hidden)
    place, last = 0, ""
    for start, end, meaning in find_emoji_persons(normal.text):
        plain = _plain(meaning, normal.text[start:end])
        before = last if start == place else normal.text[start - 1 : start]
        written = _spaced(before, plain, normal.text[end : end + 1]) if meaning.kind in (PERSON, PEOPLE, FAMILY) else plain
        last = written
        text += normal.text[place:start] + written
        origin += [*normal.origin[place:start], *_origins(normal, start, end, len(written))]
        place = end
        if plain.replace(SELECTOR, "") != normal.text[start:end].replace(SELECTOR, ""):
            hidden.append(normal.span(start, end))
    normal = Normal(text + normal.text[place:], [*origin, *normal.origin[place:]])
    return replace(marked, normal=normal, hidden=tuple(sorted(hidden)))


def _spaced(before: str, sign: str, after: str) -> str:
    """An emoji with spaces where it touches a letter or another such emoji, for words may stand in its place."""
    touched = before.isalnum() or next(find_emoji_persons(before), None) is not None
    return (" " if touched else "") + sign + (" " if after.isalnum() else "")


def _origins(normal: Normal, start: int, end: int, length: int) -> list[int]:
    """The places of an emoji for one of another length, which begins and ends where it did."""
    places = [normal.origin[min(start + number, end - 1)] for number in range(length)]
    return [*places[:-1], normal.origin[end - 1]] if length > 1 else places


def _plain(meaning: Meaning, text: str) -> str:
    if meaning.kind == TONE:
        return ""
    if meaning.kind == FAMILY:
        base, _, members = meaning.base.partition(": ")
        told = not members or "man" in members or "boy" in members or "girl" in members or "person" in members
        return _FAMILIES.get(base, _HOLDING_HANDS) if told else text
    base = meaning.base
    if meaning.gender and not _both(base, meaning.age):
        base = "person"
    return variant(base, meaning.gender, None, meaning.age) or text


def _both(base: str, age: str | None = None) -> bool:
    return variant(base, "male", None, age) is not None and variant(base, "female", None, age) is not None


def with_emoji(taxonomy: Taxonomy, text: str) -> Taxonomy:
    """The taxonomy with rows and forms for emoji, where a text may hold any."""
    return taxonomy if text.isascii() else _extended(taxonomy)


@lru_cache(maxsize=16)
def _extended(taxonomy: Taxonomy) -> Taxonomy:
    rows = {row.name: row for row in _rows(taxonomy)}
    forms: dict[tuple[str, ...], tuple[Form, ...]] = {(sign,): (_cue(meaning),) for sign, meaning in _CUES.items()}
    forms |= {(flag,): (Form((flag,), CUE, "ethnicity", ONE, (country,)),) for flag, country in all_flags()}
    known = replace(taxonomy, rows={**taxonomy.rows, **rows})
    for text, meaning in all_emoji_persons():
        if meaning.kind != BODY and _plain(meaning, text) == text:
            forms[text,] = tuple(_forms(text, meaning, known))
    families = {**taxonomy.families, **{row.family: (row,) for row in rows.values()}}
    return replace(known, families=families, forms={**taxonomy.forms, **forms})


def _cue(meaning: str, gender: str | None = None) -> Form:
    attribute, _, value = meaning.partition(" ")
    return Form((meaning,), CUE, attribute, ONE, (value or gender or "",))


def _rows(taxonomy: Taxonomy) -> Iterator[Row]:
    """A row for each base that shows men and women, and one for a person of no stated gender."""
    anyone = variant("person", None, None) or ""
    yield Row(_ANYONE, _ANYONE, NOUN, (), {(): (anyone, anyone)}, (anyone, anyone), ())
    block = taxonomy.block("male") if "male" in taxonomy.values else ()
    if sorted(block) != ["female", "male"]:
        return
    home = taxonomy.values["male"].home
    for base in dict.fromkeys(meaning.base for _, meaning in all_emoji_persons() if meaning.gender and meaning.kind != SIGN):
        found = [variant(base, value, None) for value in block]
        if None not in found:
            name, neutral = f"emoji {base}", variant(base, None, None) or anyone
            yield Row(name, name, NOUN, (home[0],), _cells(block, found), (neutral, neutral), (home,))


def _cells(block: tuple[str, ...], found: list[str | None]) -> dict[tuple[str, ...], tuple[str, str]]:
    return {(value,): (sign, sign) for value, sign in zip(block, found, strict=True) if sign}


def _forms(text: str, meaning: Meaning, taxonomy: Taxonomy) -> Iterator[Form]:
    """What an emoji means: who it shows with the values that it says, or an adjective, and the cue that its base is."""
    values = tuple(value for value in (meaning.gender or "", meaning.age or "", _said(meaning)) if value in taxonomy.values)
    number = MANY if meaning.kind in (PEOPLE, FAMILY) else ONE
    row = _row(meaning, values, taxonomy)
    if meaning.kind != SIGN:
        yield Form((text,), NOUN, row.name, number, values) if row and values else Form((text,), "person", "", number)
    elif meaning.base == "sign" and values and (row := taxonomy.simple_row(ADJECTIVE, values[0])):
        yield Form((text,), ADJECTIVE, row.name, ONE, values)
    if hint := next((hint for base, hint in _HINTS.items() if meaning.base.startswith(base)), None):
        yield _cue(hint, meaning.gender)


def _said(meaning: Meaning) -> str:
    return next((value for base, value in _SAID.items() if meaning.base.startswith(base)), "")


def _row(meaning: Meaning, values: tuple[str, ...], taxonomy: Taxonomy) -> Row | None:
    """The row of an emoji: of its base, or of words where that says more than the emoji of a base do ("girl", "child")."""
    for row in taxonomy.rows.values() if meaning.age == "child" else ():
        if row.kind == NOUN and values in row.cells:
            return row
    plain = len(values) == 1 and not meaning.age
    name = (f"emoji {meaning.base}" if plain else PLAIN_PERSON) if meaning.gender else _ANYONE
    return taxonomy.rows.get(name) or taxonomy.rows.get(_ANYONE)


def find_signs(text: str, taxonomy: Taxonomy) -> dict[int, Sign]:
    """The emoji of a text in normal form that mean something of a person, by where they begin."""
    if text.isascii():
        return {}
    found = [(start, end, text[start:end]) for start, end, _ in (*find_emoji_persons(text), *find_flags(text))]
    found += [(match.start(), match.end(), match.group().replace(SELECTOR, "")) for match in _CUE.finditer(text)]
    signs: dict[int, Sign] = {}
    reached = 0
    for start, end, sign in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= reached and (forms := taxonomy.forms.get((sign,))):
            signs[start], reached = (start, end, text[start:end], forms), end
    return signs


def veiled(text: str, signs: dict[int, Sign]) -> str:
    """The text with characters for words in the place of its emoji, of another kind for each second one, that they stay apart."""
    place, shown = 0, ""
    for number, (start, end, _, _) in enumerate(signs.values()):
        shown += text[place:start] + VEILS[number % 2] * (end - start)
        place = end
    return shown + text[place:]


VEILS = "\U000f0000\U000f0001"


def is_sign(word: str) -> bool:
    """Whether a word is an emoji."""
    return not word.isascii() and not any(map(str.isalnum, word)) and ord(word[0]) > 0x2000 and not "\ue000" <= word[0] <= "\uf8ff"

"""Which emoji show persons, and what their names say of them; which others need a joiner or a selector."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

JOINER, SELECTOR = "\u200d", "\ufe0f"
TONES = "🏻🏼🏽🏾🏿"
_TONE = re.compile(f"[{TONES}]")
_LINE = re.compile(r"([0-9A-F ]+?) +; fully-qualified +# \S+ E[0-9.]+ (.+)")
_SAID_TONE = re.compile(r": [a-z-]+ skin tone(?:, [a-z-]+ skin tone)?$|(?<=: )[a-z-]+ skin tone, |, [a-z-]+ skin tone(?=$|, )")
_GENDERS = {"man": "male", "men": "male", "woman": "female", "women": "female", "person": "", "people": ""}
_NAMED = re.compile(r"(?:(?P<first>deaf|pregnant) )?(?P<who>man|men|woman|women|person|people)\b(?P<colon>:?) ?(?P<rest>.*)")
# What one person may be called instead: base, gender, age.
_CALLED = {
    "boy": ("person", "male", "child"),
    "girl": ("person", "female", "child"),
    "child": ("person", "", "child"),
    "old man": ("person", "male", "old"),
    "old woman": ("person", "female", "old"),
    "older person": ("person", "", "old"),
    "baby": ("baby", "", "child"),
    "baby angel": ("baby angel", "", "child"),
    "prince": ("with crown", "male", ""),
    "princess": ("with crown", "female", ""),
    "Santa Claus": ("Claus", "male", ""),
    "Mrs. Claus": ("Claus", "female", ""),
    "Mx Claus": ("Claus", "", ""),
    "merman": ("merperson", "male", ""),
    "mermaid": ("merperson", "female", ""),
    "breast-feeding": ("breast-feeding", "female", ""),
}
_SIGNS = {
    "male sign": ("sign", "male", ""),
    "female sign": ("sign", "female", ""),
    "men’s room": ("room", "male", ""),
    "women’s room": ("room", "female", ""),
}
_NO_PERSON = ("fingerprint", "footprints")


class Emoji(NamedTuple):
    """One line of emoji-test.txt."""

    text: str
    name: str
    group: str
    subgroup: str


def person_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Emoji without skin tone, kind, base, gender, age, and which tones there are.

    tones: 0 without, 1 one tone after the first person, 2 two of them after the first and the last, 3 two that are never alike.
    """
    every = _emoji(folder)
    tones: dict[str, set[str]] = defaultdict(set)
    for emoji in every:
        tones[_bare(emoji.text)].add("".join(_TONE.findall(emoji.text)))
    seen: set[str] = set()
    for emoji in every:
        bare, name = _bare(emoji.text), _SAID_TONE.sub("", emoji.name)
        kind = _kind(emoji, name, tones[bare])
        if kind and bare not in seen:
            seen.add(bare)
            base, gender, age = _said(kind, name)
            yield _TONE.sub("", emoji.text), kind, base, gender or "-", age or "-", _ways(tones[bare], emoji.name)


def sequence_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Sequences with a joiner that show no person, flags of two letters, and the characters that a selector may follow."""
    persons = {_bare(row[0]) for row in person_rows(folder)}
    for emoji in _emoji(folder):
        if JOINER in emoji.text and _bare(emoji.text) not in persons:
            yield "joined", emoji.text, emoji.name
        if emoji.subgroup == "country-flag":
            yield "flag", emoji.text, emoji.name.removeprefix("flag: ")
    yield "selected", "".join(sorted(_selected(folder))), "-"


def _selected(folder: Path) -> set[str]:
    """Characters that may be shown as text and as emoji. ASCII and what NFKC writes otherwise are none."""
    lines = (folder / "emoji-variation-sequences.txt").read_text(encoding="utf-8").splitlines()
    signs = {chr(int(line.split()[0], 16)) for line in lines if " FE0F " in line.partition(";")[0] + " "}
    return {sign for sign in signs if not sign.isascii() and unicodedata.normalize("NFKC", sign) == sign and sign not in "🅰🅱🅾🅿"}


def _emoji(folder: Path) -> list[Emoji]:
    found: list[Emoji] = []
    group = subgroup = ""
    for line in (folder / "emoji-test.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# group: "):
            group = line.removeprefix("# group: ")
        elif line.startswith("# subgroup: "):
            subgroup = line.removeprefix("# subgroup: ")
        elif match := _LINE.fullmatch(line):
            text = "".join(chr(int(code, 16)) for code in match[1].split())
            found.append(Emoji(text, match[2], group, subgroup))
    return found


def _bare(text: str) -> str:
    return _TONE.sub("", text).replace(SELECTOR, "")


def _kind(emoji: Emoji, name: str, tones: set[str]) -> str:
    if name in _SIGNS:
        return "sign"
    if emoji.group != "People & Body" or name in _NO_PERSON:
        return ""
    if emoji.subgroup.startswith(("hand", "body")):
        return "body" if tones != {""} else ""
    if emoji.subgroup == "family" or name.startswith("family"):
        return "family"
    return "people" if name.startswith(("men ", "women ", "people ", "busts ")) else "person"


def _said(kind: str, name: str) -> tuple[str, str, str]:
    """Base, gender and age of an emoji. What several persons are to each other stands in the base alone."""
    if kind in ("body", "family"):
        return name, "", ""
    if name in _CALLED or name in _SIGNS:
        return (_CALLED | _SIGNS)[name]
    match = _NAMED.fullmatch(name)
    if not match:
        return name, "", ""
    base = f"person: {match['rest']}" if match["colon"] else match["first"] or match["rest"] or "person"
    return base, _GENDERS[match["who"]], ""


def _ways(tones: set[str], name: str) -> str:
    """The numbers of person_rows. Raises ValueError when tones are missing that its reader would take for granted."""
    two = {tone for tone in tones if len(tone) == 2}
    counts = {"0": "" in tones, "1": len(tones - {""} - two) >= 5, "2": len(two) == 25, "3": len(two) == 20}
    told = sum(number for way, number in (("0", 1), ("1", 5), ("2", 25), ("3", 20)) if counts[way])
    if told != len(tones):
        raise ValueError(f"{name}: {len(tones)} tones are no whole set.")
    return "".join(way for way, there in counts.items() if there)

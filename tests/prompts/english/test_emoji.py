"""Emoji that show persons, and what they say of them."""

from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.prompts.english.emoji import TONES, Meaning, find_emoji_persons, find_flags, find_sequences, variant

ROWS = [
    line.split("\t")
    for line in files("obclip.prompts.vocabulary").joinpath("data/emoji_persons.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
COMPLETE = [row for row in ROWS if [each.complete for _, _, each in find_emoji_persons(row[0])] == [True]]
NONE = "\ufe0f"


def meaning(text: str) -> Meaning:
    """What the only emoji of a text says, after checking that it is the whole text."""
    ((start, end, found),) = find_emoji_persons(text)
    assert (start, end) == (0, len(text))
    return found


@pytest.mark.parametrize(
    ("text", "base", "gender", "age", "tone"),
    [
        ("👩‍⚕️", "health worker", "female", None, None),
        ("👨🏿‍⚕️", "health worker", "male", None, "dark"),
        ("🧑🏽‍⚕️", "health worker", None, None, "medium"),
        ("👩🏽‍🦱", "person: curly hair", "female", None, "medium"),
        ("🚶🏼‍♂️", "walking", "male", None, "medium-light"),
        ("🚶", "walking", None, None, None),
        ("👩", "person", "female", None, None),
        ("👦🏾", "person", "male", "child", "medium-dark"),
        ("👧", "person", "female", "child", None),
        ("🧒", "person", None, "child", None),
        ("👴", "person", "male", "old", None),
        ("👵🏻", "person", "female", "old", "light"),
        ("🧓", "person", None, "old", None),
        ("🤴", "with crown", "male", None, None),
        ("🧜‍♀️", "merperson", "female", None, None),
        ("💃", "dancing", "female", None, None),
        ("🎅🏿", "Claus", "male", None, "dark"),
        ("🧔🏻", "person: beard", None, None, "light"),
        ("👍🏽", "thumbs up", None, None, "medium"),
        ("👍", "thumbs up", None, None, None),
        ("🤼‍♀️", "wrestling", "female", None, None),
        ("👂🏿", "ear", None, None, "dark"),
    ],
)
def test_what_an_emoji_says_could_be_said_otherwise(text: str, base: str, gender: str | None, age: str | None, tone: str | None) -> None:
    found = meaning(text)
    assert (found.base, found.gender, found.age, found.tone, found.complete) == (base, gender, age, tone, True)
    assert variant(base, gender, tone, age) == text


@pytest.mark.parametrize(
    ("text", "kind", "base"),
    [
        ("👨‍👩‍👧‍👦", "family", "family: man, woman, girl, boy"),
        ("👪", "family", "family"),
        ("👩‍❤️‍👨", "family", "couple with heart: woman, man"),
        ("👩🏽‍❤️‍💋‍👨🏿", "family", "kiss: woman, man"),
        ("👫🏽", "family", "woman and man holding hands"),
        ("🧕🏽", "person", "with headscarf"),
        ("🧟‍♀️", "person", "zombie"),
        ("👶", "person", "baby"),
        ("🤱", "person", "breast-feeding"),
        ("🫱🏻‍🫲🏿", "body", "handshake"),
        ("👥", "people", "busts in silhouette"),
        ("♀", "sign", "sign"),
        ("🚹", "sign", "room"),
        ("🏽", "tone", "skin tone"),
    ],
)
def test_what_cannot_be_said_otherwise_is_found_and_not_complete(text: str, kind: str, base: str) -> None:
    found = meaning(text)
    assert (found.kind, found.base, found.complete) == (kind, base, False)


@pytest.mark.parametrize(("bare", "full"), [("🕵‍♂", "🕵️‍♂️"), ("👩‍⚕", "👩‍⚕️"), ("☝", "☝️"), ("👩‍❤‍👨", "👩‍❤️‍👨"), ("✌🏽", "✌🏽"), ("⛹🏿‍♀", "⛹🏿‍♀️")])
def test_a_missing_selector_changes_nothing(bare: str, full: str) -> None:
    assert meaning(bare) == meaning(full)


def test_emoji_are_found_in_their_places() -> None:
    found = [(start, end, each.base) for start, end, each in find_emoji_persons("a 👩‍🌾, 👍🏽👍 and 🌾 with 👨🏽‍👩‍👧!")]
    assert found == [(2, 5, "farmer"), (7, 9, "thumbs up"), (9, 10, "thumbs up"), (22, 24, "person"), (25, 28, "family: woman, girl")]


@pytest.mark.parametrize("text", ["", "a man and a woman", "é 女 🌾 🍳 😀 🤖 🦾 👗 🐻‍❄️ ❤️‍🔥 👣 🧠", "\u200d\ufe0f"])
def test_what_shows_no_person_is_not_found(text: str) -> None:
    assert not list(find_emoji_persons(text))


@pytest.mark.parametrize(
    ("base", "gender", "tone"),
    [("with headscarf", "male", None), ("zombie", "male", "dark"), ("nothing", None, None), ("family", None, None)],
)
def test_there_is_no_variant_where_unicode_lists_none(base: str, gender: str | None, tone: str | None) -> None:
    assert variant(base, gender, tone) is None


@given(
    st.sampled_from(COMPLETE),
    st.sampled_from([None, *TONES.values()]),
    st.sampled_from(["male", "female"]),
    st.sampled_from([None, "child", "old"]),
)
def test_each_value_of_a_complete_emoji_gives_an_emoji_that_says_it(row: list[str], tone: str | None, gender: str, age: str | None) -> None:
    each = meaning(row[0])
    wanted = (each.base, gender if each.gender else None, tone, age if each.age else None)
    other = variant(*wanted)
    assert other is not None
    said = meaning(other)
    assert (said.base, said.gender, said.tone, said.age, said.complete) == (*wanted, True)


def test_every_listed_emoji_is_found_with_every_tone_that_it_has() -> None:
    for text, kind, base, *_, ways in ROWS:
        parts = text.split("\u200d")
        plain = [meaning(text)] if "0" in ways else []
        toned = [meaning("\u200d".join([parts[0].rstrip(NONE) + tone, *parts[1:]])) for tone in TONES] if "1" in ways else []
        pairs = [(one, two) for one, two in product(TONES, TONES) if "2" in ways or ("3" in ways and one != two)]
        both = ["\u200d".join([parts[0] + one, *parts[1:-1], parts[-1] + two]) for one, two in pairs]
        found = [*plain, *toned, *map(meaning, both)]
        assert len(found) == len(plain) + len(toned) + len(pairs) > 0
        assert {(each.kind, each.base) for each in found} == {(kind, base)}


def test_most_persons_are_complete() -> None:
    bases = {base: meaning(text).complete for text, kind, base, *_, ways in ROWS if kind == "person" and "0" in ways}
    assert sorted(base for base, complete in bases.items() if not complete) == [
        "baby",
        "baby angel",
        "breast-feeding",
        "bust in silhouette",
        "fencing",
        "genie",
        "hairy creature",
        "skier",
        "speaking head",
        "troll",
        "with headscarf",
        "zombie",
    ]


def test_a_sequence_is_given_its_selectors_and_a_single_emoji_keeps_its_own() -> None:
    assert list(find_sequences("🕵‍♂ ☝ ☝️ ❤‍🔥 ©️ a️")) == [(0, 3, "🕵️‍♂️"), (4, 5, "☝"), (6, 8, "☝️"), (9, 12, "❤️‍🔥"), (13, 15, "©️")]


def test_flags_are_found_with_the_names_of_their_countries() -> None:
    assert list(find_flags("a woman 🇰🇷🇯🇵, 🇦🇦")) == [(8, 10, "South Korea"), (10, 12, "Japan")]
    assert not list(find_flags("KR"))

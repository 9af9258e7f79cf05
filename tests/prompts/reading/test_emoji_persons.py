"""Emoji of persons move between genders; what has no counterpart is not told."""

from importlib.resources import files

import pytest

from obclip.errors import NotAllowed
from obclip.prompts.english.emoji import TONES, find_emoji_persons
from obclip.prompts.reading.emoji import is_sign, plain_emoji, with_emoji
from obclip.prompts.reading.marks import read_marks
from obclip.prompts.reading.normal import normalise
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

ROWS = [
    line.split("\t")
    for line in files("obclip.prompts.vocabulary").joinpath("data/emoji_persons.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
TONE = "🏽"


def plain(text: str) -> str:
    return plain_emoji(read_marks(normalise(text), text)).normal.text


def written(row: list[str]) -> list[str]:
    """An emoji without tone and with one or two, as far as it has them."""
    text, *_, ways = row
    first, *more = text.split("\u200d")
    found = [text] if "0" in ways else []
    found += ["\u200d".join([first.rstrip("\ufe0f") + TONE, *more])] if "1" in ways else []
    return found + (["\u200d".join([first + TONE, *more[:-1], more[-1] + "🏿"])] if "2" in ways else [])


def test_no_candidate_tells_the_gender_or_the_tone_of_any_emoji() -> None:
    told = 0
    for row in ROWS:
        kind, gender = row[1], row[3]
        for emoji in written(row):
            found = safeguard(f"a photo of a {emoji} in a park")
            genders = {meaning.gender for text in found.candidates.prompts for _, _, meaning in find_emoji_persons(text)}
            assert not any(tone in text for tone in TONES for text in found.candidates.prompts), emoji
            assert kind in ("sign", "body") or genders in (set(), {None}, {"male", "female"}), emoji
            assert kind in ("sign", "body") or found.explanation.single != "nobody", emoji
            told += gender != "-" and len(found.candidates) > 1
    assert told > 300


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("a 👩🏽‍🚀 floating above Earth", "a 👨‍🚀 floating above Earth", "a 👩‍🚀 floating above Earth"),
        ("👵 at home", "young 👨 at home", "old 👩 at home"),
        ("an 👧 at home", "a boy at home", "a teenage girl at home"),
        ("a 👩‍⚕️ and her dog", "a 👨‍⚕️ and his dog", "a 👩‍⚕️ and her dog"),
        ("woman in a park, 👩, smiling", "man in a park, 👨, smiling", "woman in a park, 👩, smiling"),
        ("a man and a woman, 👩, smiling", "a man and another man, 🧑, smiling", "a woman and another woman, 🧑, smiling"),
        ("man, woman, Mexican, 👩", "man, man, Chinese, 🧑", "woman, woman, Iranian, 🧑"),
        ("2girls, 1boy, black, 👩", "2boys, 1boy, Caucasian, 🧑", "2girls, 1girl, European, 🧑"),
        ("a 🧔‍♂️ with a hat", "a 👨 with a hat", "a 👩 with a hat"),
        ("a 🧕 walking", "a 👨 walking", "a 👩 walking"),
        ("👩, 34, nurse", "👨, young, nurse", "👩, old, nurse"),
        ("♀ doctor, portrait", "male doctor, portrait", "female doctor, portrait"),
        ("hi👩👨", "hi 👨 👨", "hi 👩 👩"),
        ("a woman 💄 smiling", "a man smiling", "a woman smiling"),
    ],
)
def test_an_emoji_moves_like_a_noun(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("👨‍👩‍👧 at the beach", "👪 at the beach"),
        ("👩🏽‍❤️‍💋‍👨🏿", "💏"),
        ("👫🏽 in a park", "🧑‍🤝‍🧑 in a park"),
        ("👍🏽👍 on a wall", "👍👍 on a wall"),
        ("a 🏽 tile", "a  tile"),
        ("🧑‍🧑‍🧒 at home", "🧑‍🧑‍🧒 at home"),
    ],
)
def test_what_has_no_counterpart_is_plainer(prompt: str, shown: str) -> None:
    assert plain(prompt) == shown


def test_what_is_plainer_is_told_as_withheld_in_its_place() -> None:
    prompt = "a 👩🏽‍🚀 and 👨‍👩‍👧 here"
    found = safeguard(prompt).explanation
    assert found.words(found.withheld) == ("👩🏽‍🚀", "👨‍👩‍👧")
    assert [prompt[start:end] for axis in found.axes for start, end in axis.spans] == ["👩🏽‍🚀"]


def test_a_flag_beside_a_person_is_withheld_and_elsewhere_is_not() -> None:
    assert candidate_prompts("👩🇰🇷 in a park").prompts == ("👨 in a park", "👩 in a park")
    assert candidate_prompts("a woman with a flag 🇰🇷").prompts[0] == "a man with a flag"
    assert candidate_prompts("🇰🇷 on a wall").prompts == ("🇰🇷 on a wall",)


def test_a_cue_in_an_emoji_leaves_a_plain_person() -> None:
    assert candidate_prompts("a 👳‍♂️ in a market").prompts == ("a 👨 in a market", "a 👩 in a market")
    assert "👳" not in "".join(candidate_prompts("a Sikh 👳‍♂️ in a market").prompts)


def test_an_emoji_of_a_child_counts_where_minors_are_checked() -> None:
    with pytest.raises(NotAllowed):
        safeguard("nude 👧")


def test_a_text_in_ascii_needs_no_emoji() -> None:
    assert with_emoji(default_taxonomy(), "a woman") is default_taxonomy()
    assert [word for word in ("👩", "🇰🇷", "é", "\ue000", "woman") if is_sign(word)] == ["👩", "🇰🇷"]


@pytest.mark.parametrize("prompt", ["\u2640 and \u2642", "\u2642\ufe0f and \u2640\ufe0f"])
def test_a_sign_that_goes_is_told_as_the_user_typed_it(prompt: str) -> None:
    found = safeguard(prompt).explanation.withheld
    assert [prompt[one.start : one.end] for one in found] == [prompt.split()[0]]


@pytest.mark.parametrize("sign", ["\u26a2", "\u26a3", "\u26a4", "\U0001f5fe"])
def test_signs_of_couples_and_of_a_country_are_cues(sign: str) -> None:
    assert not any(sign in text for text in candidate_prompts(f"a woman, {sign}, at a table").prompts)

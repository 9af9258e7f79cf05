"""One spelling for each prompt."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.errors import BadRequest
from obclip.prompts.english.emoji import find_sequences
from obclip.prompts.reading.normal import is_blank, normal_text, normalise

# What the steps of normalising act upon, so that they meet each other: plain letters, look-alikes, marks, joiners, emoji, frames, jamo.
_MEETING = (
    "abmnAMN1 -='\t\x00\x85" + "мановеПИЯж" + "αμο" + "ᴍᴀɴɑı" + "🅼🅰🅽⒨" + "🇲🇦🇳🇫🇷🇩🇪" + "ｍａﬁ½´¨ﷺ℮∪×" + "éếøñ"
    "\u0301\u0308\u0316\u0336\u20dd\u0344\u3099\u09be\u09c7\u102e" + "\u1100\u1161\u11a8ㅎㅏｶﾞ"
    "\u200b\u200d\u200d\u200d\ufe0f\ufe0f\ufe0e\u202e\u2066\u00ad\u115f\u3164\ue000\U000f0000\ufdd0\U000e0067"
    "👩👨🧑🏽🏿🌾❤🔥🕵♂♀☺👶👍🤝🏴☠٢०"
)  # fmt: skip
_TEXTS = st.text() | st.text(alphabet=_MEETING, max_size=12)


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("  a man \n", "a man"),
        ("ｗｏｍａｎ", "woman"),
        ("𝓌𝓸𝖒𝗮𝚗", "woman"),
        ("middle‑aged", "middle-aged"),
        ("woman’s", "woman's"),
        ("woman´s", "woman's"),
        ("cafe\u0301", "café"),
        ("ﬁreman", "fireman"),
        ("a\u00a0man\u3000here", "a man here"),
        ("ㅎㅏ", "하"),
        ("ｶﾞ", "ガ"),
        ("٢٥ years", "25 years"),
        ("50 µm", "50 um"),
        ("one\r\ntwo\tthree\x00four\x85five", "one \ntwo\tthree four five"),
        ("a\u2800man\u2028here", "a man here"),
    ],
)
def test_forms_that_look_alike_become_one(prompt: str, text: str) -> None:
    assert normal_text(prompt) == text


@pytest.mark.parametrize(
    "sign",
    "\u00ad\u200b\u200c\u200d\u200e\u2060\u2066\u202e\ufeff\u034f\u180e\u115f\u3164\ufe0e\ufe0f\ufff9\ufdd0\ue000"
    "\U000e0061\U000e0101\U0010fffd",
    ids=lambda sign: f"{ord(sign):04X}",
)
def test_what_nobody_sees_is_not_there(sign: str) -> None:
    assert normal_text(f"{sign}wo{sign}man{sign}") == "woman"


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("a мan", "a man"),
        ("a wоmаn", "a woman"),
        ("WOMAИ", "WOMAN"),
        ("ᴡᴏᴍᴀɴ", "woman"),
        ("ʷᵒᵐᵃⁿ", "woman"),
        ("🅼🅰🅽 🅜🅐🅝 ⓜⓐⓝ 🄼🄰🄽 ⒨⒜⒩", "MAN MAN man MAN man"),
        ("🇲🇦🇳", "MAN"),
        ("𜳢𜳖𜳣", "MAN"),
        ("m̶a̶n̶ ̶o̶n̶ a-̶b", "man on a-b"),
        ("m⃝a⃝n⃝", "man"),
        ("m̵̨̛á̵̢̛n̷̡̛", "man"),
        ("1️⃣girl", "1girl"),
        ("е́clair", "éclair"),
    ],
)
def test_a_latin_word_is_latin_however_it_is_written(prompt: str, text: str) -> None:
    assert normal_text(prompt) == text


@pytest.mark.parametrize(
    "prompt", ["café, über, Łódź, ế", "кафе", "κόσμος", "Tシャツ", "кофеin", "x ∪ y, 2×3", "مرحبا", "ภาษาไทย", "हिन्दी"]
)
def test_other_letters_stay(prompt: str) -> None:
    assert normal_text(prompt) == prompt


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("👩‍🌾 👩🏽‍🌾", "👩‍🌾 👩🏽‍🌾"),
        ("👩\u200b‍🌾", "👩‍🌾"),
        ("🕵‍♂ 🕵️‍♂️", "🕵️‍♂️ 🕵️‍♂️"),
        ("☺ ☺️ ☺️\ufe0f", "☺ ☺️ ☺️"),
        ("❤‍🔥 🏴‍☠️ 👁️‍🗨️", "❤️‍🔥 🏴‍☠️ 👁️‍🗨️"),
        ("👩‍🔧‍🌾", "👩‍🔧🌾"),
        ("👨🏽‍👩‍👧", "👨🏽👩‍👧"),
        ("🌾‍🔧 👩‍", "🌾🔧 👩"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("a️ b‍", "a b"),
        ("🇫🇷 🇫🇷🇩🇪", "🇫🇷 🇫🇷🇩🇪"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴"),
    ],
)
def test_listed_emoji_keep_their_joiners_and_selectors_and_nothing_else_does(prompt: str, text: str) -> None:
    assert normal_text(prompt) == text


@pytest.mark.parametrize("prompt", ["a \ud83d man", "\udc00", "é\ud800"])
def test_half_of_a_surrogate_pair_is_refused(prompt: str) -> None:
    with pytest.raises(BadRequest, match=f"Character {[ord(x) > 0xD7FF for x in prompt].index(True) + 1} of the prompt") as refused:
        normalise(prompt)
    assert refused.value.code == "bad_text"


@given(_TEXTS)
def test_the_normal_form_of_a_normal_form_is_itself(prompt: str) -> None:
    text = normal_text(prompt)
    assert normal_text(text) == text
    assert unicodedata.normalize("NFKC", text) == text


@given(_TEXTS)
def test_each_character_comes_from_a_place_in_the_prompt_in_order(prompt: str) -> None:
    normal = normalise(prompt)
    assert len(normal.origin) == len(normal.text)
    assert list(normal.origin) == sorted(normal.origin)
    assert all(0 <= place < len(prompt) for place in normal.origin)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, exclude_categories=["Cc"], exclude_characters="&%")))
def test_plain_text_is_left_as_it_is_but_for_outer_white_space(prompt: str) -> None:
    normal = normalise(prompt)
    assert normal.text == prompt.strip()
    assert "".join(prompt[place] for place in normal.origin) == normal.text


@given(_TEXTS)
def test_no_private_use_invisible_or_control_character_is_left_outside_listed_emoji(prompt: str) -> None:
    text, done = normal_text(prompt), 0
    rest = ""
    for start, end, form in find_sequences(text):
        assert text[start:end] == form
        rest, done = rest + text[done:start], end
    rest += text[done:]
    assert not [letter for letter in rest if letter not in "\t\n" and unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")]
    assert not set(rest) & {"\u115f", "\u1160", "\u3164", "\u034f", "\ufe0e", "\ufe0f", "\ufdd0"}


@given(st.sampled_from(["👩‍🌾", "🇫🇷", "ﷺ", "a\u0316\u0301", "ᄀ\u1161", "\u200d", "мa"]), st.integers(0, 40))
def test_a_repeated_sign_reads_as_often_as_it_is_written(sign: str, times: int) -> None:
    assert normal_text(" ".join([sign] * times)) == " ".join([normal_text(sign)] * times).strip()


def test_a_heap_of_marks_is_cut_before_it_is_sorted() -> None:
    marks = "\u0316\u0301" * 50
    assert normal_text("ж" + marks + "x") == unicodedata.normalize("NFKC", "ж" + marks[:8]) + "x"


def test_a_span_reaches_to_the_end_of_its_last_character() -> None:
    assert normalise("xﬁx").span(1, 3) == (1, 2)
    assert normalise("x 🕵‍♂ y").span(2, 7) == (2, 5)


def test_punctuation_alone_is_blank_and_the_token_of_a_mark_is_not() -> None:
    assert is_blank(" ...!?\x00")
    assert not is_blank("🌵")
    assert not is_blank("\ue000")

"""Letters that are read as Latin ones."""

import re
from importlib.resources import files

import pytest

from obclip.prompts.reading.confusables import always_latin, bare_letters, latin_words
from obclip.prompts.reading.scripts import script_of

DATA = files("obclip.prompts.vocabulary").joinpath("data")


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("mаn", "man"),
        ("Gіrl", "Girl"),
        ("Іndian", "Indian"),
        ("gꓲrl", "gIrl"),
        ("GIЯL", "GIRL"),
        ("шoman", "woman"),
        ("w℮", "we"),
        ("μm", "um"),
        ("нair", "hair"),
        ("мaма", "mama"),
        ("man", "man"),
        ("l1O0", "l1O0"),
        ("мама", "мама"),
        ("ΜΑΝ", "ΜΑΝ"),
        ("кофеin", "кофеin"),
        ("Tシャツ", "Tシャツ"),
        ("γ-ray", "γ-ray"),
        ("а man", "а man"),
        ("2×4x", "2×4x"),
        ("þorn", "þorn"),
        ("∪a", "∪a"),
    ],
)
def test_a_word_is_latin_when_all_its_letters_can_be(word: str, latin: str) -> None:
    assert "".join(latin_words(list(word))) == latin


def test_a_letter_keeps_its_marks_when_it_becomes_latin() -> None:
    assert latin_words(["c", "а", "f", "е\u0301"]) == ["c", "a", "f", "é"]


@pytest.mark.parametrize(
    ("sign", "kept"),
    [
        ("é", "é"),
        ("ế", "ế"),
        ("ế\u0336", "e"),
        ("m\u0336", "m"),
        ("-\u0336", "-"),
        ("\u0336", ""),
        ("\u0336\u0301", ""),
        ("й\u0301", "й\u0301"),
        ("กิ", "กิ"),
        ("☺", "☺"),
        ("\ufe0f", "\ufe0f"),
        ("\ufe0f\u0336", "\ufe0f"),
    ],
)
def test_marks_stay_on_letters_that_need_them(sign: str, kept: str) -> None:
    assert latin_words([sign]) == [kept]


def test_no_ascii_sign_is_ever_mapped_and_each_mapping_gives_an_ascii_letter() -> None:
    rows = [line.split("\t") for line in (DATA / "confusables.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert {use for _, _, use in rows} == {"always", "mixed", "bare"}
    assert all(int(code, 16) > 0x7F and latin.isascii() and latin.isalpha() and len(latin) == 1 for code, latin, _ in rows)
    assert len({code for code, _, _ in rows}) == len(rows)


def test_what_is_always_latin_is_no_letter_of_another_script() -> None:
    assert {script_of(chr(code)) for code in always_latin()} == {"Latin", "Common"}


def test_letters_of_other_scripts_are_mapped_to_what_utc_39_says_of_them() -> None:
    assert {letter: "".join(latin_words(["q", letter]))[1:] for letter in "асеорху"} == dict(zip("асеорху", "aceopxy", strict=True))


@pytest.mark.parametrize(
    ("word", "bare"), [("wømän", "woman"), ("gïŗł", "girl"), ("café", "cafe"), ("man", "man"), ("Łódź", "Lodz"), ("女", "女")]
)
def test_a_word_can_be_looked_up_without_its_diacritics(word: str, bare: str) -> None:
    assert bare_letters(word) == bare


@pytest.mark.parametrize("name", ["confusables.tsv", "scripts.tsv", "emoji_persons.tsv", "emoji_sequences.tsv"])
def test_each_table_names_its_version_and_its_licence_in_one_line(name: str) -> None:
    first, *rows = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert re.match(r"# Unicode 17\.0\.0, .* Unicode License v3", first)
    assert not [row for row in rows if row.startswith("#") or "\t" not in row]

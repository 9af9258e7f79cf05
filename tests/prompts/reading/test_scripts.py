"""The script that a character belongs to."""

import re
import unicodedata
from importlib.resources import files

import pytest

from obclip.prompts.reading.scripts import script_of

TABLE = files("obclip.prompts.vocabulary").joinpath("data/scripts.tsv")


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        ("aZéøſǆ", "Latin"),
        ("мЖ", "Cyrillic"),
        ("αΩἀ", "Greek"),
        ("女𠀀〇", "Han"),
        ("あ", "Hiragana"),
        ("ア", "Katakana"),
        ("한ㅎ", "Hangul"),
        ("ع", "Arabic"),
        ("ש", "Hebrew"),
        ("ก", "Thai"),
        ("हि", "Devanagari"),
        ("Ꭺ", "Cherokee"),
        ("1 -.,'…😀👩×ー\u0301\U0010ffff", "Common"),
    ],
)
def test_each_letter_has_the_script_that_unicode_gives_it(letters: str, script: str) -> None:
    assert {script_of(letter) for letter in letters} == {script}


def test_ascii_is_latin_or_common_as_in_the_table_of_all_scripts() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    latin = {code for first, last, name in rows if name == "Latin" for code in range(int(first, 16), int(last, 16) + 1)}
    assert all((script_of(chr(code)) == "Latin") == (code in latin) for code in range(0x250))


def test_the_name_of_a_letter_begins_with_its_script() -> None:
    """The slow twin: Unicode's names, where they name the script."""
    for script in ("LATIN", "CYRILLIC", "ARMENIAN", "HEBREW", "GEORGIAN", "CHEROKEE", "HIRAGANA"):
        pattern = re.compile(rf"{script} (?:SMALL |CAPITAL )?LETTER ")
        letters = [chr(code) for code in range(0x80, 0x10000) if pattern.match(unicodedata.name(chr(code), ""))]
        assert letters
        assert {script_of(letter) for letter in letters} == {script.capitalize()}


def test_scripts_do_not_depend_on_what_this_python_knows() -> None:
    newest = chr(0x16EA0)  # Beria Erfe, of Unicode 17
    assert script_of(newest) == "Beria_Erfe"

"""Taxonomy files are read, and bad ones refused with file, key and reason."""

from pathlib import Path

import pytest

from obclip.errors import BadRequest
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy, load_taxonomy

GOOD = """
version = "mine-1"
[[attribute]]
name = "team"
blocks = [["red", "blue"], ["green", "grey"]]
[[row]]
name = "fan"
kind = "noun"
neutral = "fan"
[row.forms]
red = ["redfan", "redhead fan"]
blue = ["bluefan"]
[words]
person = "person, worker"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_ones_own_is_enough(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(written(tmp_path, GOOD))
    found = candidate_prompts("two redhead fans wave", Rules(taxonomy=taxonomy))
    assert found.prompts == ("two redfans wave", "two bluefans wave")
    assert found.neutral == "two fans wave"


@pytest.mark.parametrize(
    ("change", "to", "reason"),
    [
        ('"bluefan"', '"redfan"', r"row\[0\].forms.blue: the form 'redfan' says both"),
        ('"redhead fan"', '"redfan"', r"row\[0\].forms.red: the form 'redfan' is there twice"),
        ('blue = ["bluefan"]', "", r"row\[0\].forms: the value 'blue' is missing in this row"),
        ('blue = ["bluefan"]', 'green = ["x"]', r"row\[0\].forms: the value 'blue' is missing"),
        ('blue = ["bluefan"]', 'blue = ["b"]\ngreen = ["x"]', r"row\[0\].forms: 'green' does not belong to the block"),
        ('blue = ["bluefan"]', "blue = 3", r"row\[0\].forms.blue: a list of words is needed"),
        ('blue = ["bluefan"]', 'pink = ["x"]', r"row\[0\].forms.pink: 'pink' is no value of an attribute"),
        ('kind = "noun"', 'kind = "verb"', r"row\[0\].kind: one of noun, adjective"),
        ('"green", "grey"', '"green", "red"', "attribute 'team', blocks: the value 'red' is there twice"),
        ('["green", "grey"]', '["green"]', r"attribute\[0\].blocks: a list of lists"),
        ('version = "mine-1"', "version = 1", "version: a text is needed"),
        ("[words]", "[wrods]", "wrods: unknown key"),
        ('person = "person, worker"', "person = 3", "words.person: a text"),
        ('person = "person, worker"', 'persons = "worker"', "words.persons: unknown list"),
        ('name = "team"', "name = 3", r"attribute\[0\].name: a text is needed"),
        ("[[row]]", "[[row", "not valid TOML"),
        ("[words]", '[also]\n"x" = "nothing red"\n[words]', "also.x: the first word must be the name of a row"),
        ("[words]", '[pairs]\n"red blue" = "a | b"\n[words]', r"pairs.red blue\[0\].forms: the value 'blue' is missing"),
        ("[words]", "[pairs]\nred = 3\n[words]", "pairs: a table of"),
        ("[words]", '[cues]\n"team" = "scarf"\n[words]', 'cues.team: the key must be "attribute value"'),
        ("[words]", "[names]\nred = 3\n[words]", "names.red: a text"),
        ("[words]", "[ages]\npink = 3\n[words]", "ages.pink: 'pink' is no value"),
        ("[words]", '[ages]\nred = "3"\n[words]', "ages.red: a number of years"),
        ("[words]", '[grown]\nred = "pink"\n[words]', "grown.red: 'red' and 'pink' must be values of one attribute"),
        ("[[attribute]]", "weak = 3\n[[attribute]]", "weak: a text"),
        ('name = "team"', 'name = "team"\nsingle = 3', r"attribute\[0\].single: true or false"),
        ('neutral = "fan"', "neutral = 3", r"row\[0\].neutral: a text"),
        ('name = "fan"', "", r"row\[0\].name: a text"),
        ('name = "team"', 'name = "team"\nsize = 3', r"attribute\[0\].size: unknown key"),
        ('name = "fan"', 'name = "fan"\nwords = "fan"', r"row\[0\].words: unknown key"),
        ('kind = "noun"', 'kind = "his"', r"row\[0\].name: the row of the kind his has the name 'his'"),
        ('name = "fan"\nkind = "noun"', 'name = "him"\nkind = "him"', r"row\[0\]: him, his, hers need a row each; his has none"),
        ('"bluefan"', '"R&B"', r"row\[0\].forms.blue: 'R&B' is never read in a prompt"),
        ('"bluefan"', '"blue.*"', r"row\[0\].forms.blue: 'blue.\*' is never read in a prompt"),
        ('"bluefan"', '"bluefan/blues/bluefans"', r"row\[0\].forms.blue: 'bluefan/blues/bluefans' is no \"one/many\""),
        ('name = "fan"', 'name = "fan"\nfamily = "fans"', r"row\[0\].family: 'fans' is the name of no row"),
        ('name = "team"', 'name = " "', r"attribute\[0\].name: a text is needed"),
        ('name = "team"', 'name = "marked 2"', r"attribute\[0\].name: 'marked 2' is what the choices that a user marks are called"),
        ("[words]", "[ages]\nred = -3\n[words]", "ages.red: a number of years"),
        (
            "[words]",
            '[cues]\n"team red" = "scarf, (red|crimson"\n[words]',
            r"cues.team red: '\(red\|crimson' has a '\(' that belongs to no choice",
        ),
        ("[words]", f'[cues]\n"team red" = "{"(a|b|c|d)" * 40}"\n[words]', "cues.team red: .* stands for more than 10000 forms"),
        ("[words]", f"words = {'[' * 5000}{']' * 5000}\n[words]", "lists or tables stand in one another too deeply"),
        ("[words]", '[also]\n"x, y" = "fan red"\n[words]', "also.x, y: 'x, y' is never read in a prompt"),
        ("[words]", '[borne]\n"fan" = "none: coat"\n[words]', "borne.fan: .* is needed"),
        ("[words]", '[also]\n"x" = "fan green"\n[words]', "also.x: 'green' must begin with a cell of the row 'fan'"),
    ],
)
def test_a_bad_file_is_refused_with_file_key_and_reason(tmp_path: Path, change: str, to: str, reason: str) -> None:
    assert change in GOOD
    with pytest.raises(BadRequest, match=rf"mine\.toml: .*{reason}"):
        load_taxonomy(written(tmp_path, GOOD.replace(change, to, 1)))


def test_a_file_without_an_end_is_refused(tmp_path: Path) -> None:
    endless = tmp_path / "mine.toml"
    with endless.open("wb") as opened:
        opened.truncate(1 << 34)  # sparse: 16 GiB that take no room
    with pytest.raises(BadRequest, match=r"mine\.toml: larger than 16 MiB"):
        load_taxonomy(endless)


def test_a_file_is_read_with_the_byte_order_mark_and_the_line_ends_of_windows(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_taxonomy(file).version == "mine-1"


@pytest.mark.parametrize(("form", "word"), [("ﬁne", "fine"), ("ｃａｔ", "cat"), ("cafe\u0301", "café")])
def test_a_form_is_read_however_unicode_writes_it(tmp_path: Path, form: str, word: str) -> None:
    taxonomy = load_taxonomy(written(tmp_path, GOOD.replace("bluefan", form)))
    assert len(candidate_prompts(f"a {word} waves", Rules(taxonomy=taxonomy, unknown="show", language="any")).prompts) == 2


def test_a_value_of_ones_own_is_a_value_also_where_english_says_it_of_moods_and_things(tmp_path: Path) -> None:
    own = GOOD.replace('kind = "noun"', 'kind = "adjective"').replace('["redfan", "redhead fan"]', '["dark"]').replace("bluefan", "pale")
    rules = Rules(taxonomy=load_taxonomy(written(tmp_path, own)))
    for prompt in ("a dark person, masterpiece", "a dark person with a dark hat"):
        prompts = candidate_prompts(prompt, rules).prompts
        assert len(prompts) == 2
        assert not all("dark" in text for text in prompts)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"nowhere\.toml: the taxonomy cannot be read"):
        load_taxonomy(tmp_path / "nowhere.toml")


def test_the_english_taxonomy_holds_the_values_of_the_paper() -> None:
    attributes = default_taxonomy().attributes
    assert attributes["gender"].blocks[0] == ("male", "female")
    assert attributes["age"].blocks[0] == ("young", "middle-aged", "old")
    assert attributes["ethnicity"].blocks[0] == ("caucasian", "african", "asian", "indian", "european")

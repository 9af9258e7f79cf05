"""What may stand for a word that betrays a value."""

import pytest

from obclip.prompts.vocabulary.instead import instead_of, read_instead
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

TABLE = read_instead({"garment/garments": "dress, evening gown", "look": "makeup"}, "instead")


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("dress", "garment"),
        ("dresses", "garments"),
        ("evening gowns", "garments"),
        ("silk dress", "garment"),
        ("makeup", "look"),
        ("cane", ""),
    ],
)
def test_a_word_stands_for_itself_its_plural_and_what_it_ends(word: str, written: str) -> None:
    assert instead_of(word, TABLE) == written


def test_a_table_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="otherwise: a table"):
        read_instead({"look": ["makeup"]}, "otherwise")


def test_nothing_that_may_stand_for_a_cue_says_anything_itself() -> None:
    taxonomy = default_taxonomy()
    written = {*taxonomy.instead.values(), *taxonomy.otherwise.values()}
    assert len(written) > 50
    for phrase in written:
        for words in (tuple(phrase.split()), *((word,) for word in phrase.split())):
            assert not [form for form in taxonomy.forms.get(words, ()) if form.values], phrase

"""Articles and plurals."""

import pytest

from obclip.prompts.english.grammar import agreeing, article
from obclip.prompts.vocabulary.plurals import plural


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("old", "an"),
        ("young", "a"),
        ("African", "an"),
        ("European", "a"),
        ("Asian", "an"),
        ("heiress", "an"),
        ("hour", "an"),
        ("uncle", "an"),
        ("unicorn", "a"),
        ("one", "a"),
        ("8-year-old", "an"),
        ("80", "an"),
        ("11", "an"),
        ("18-year-old", "an"),
        ("110", "a"),
        ("7", "a"),
        ("usher", "an"),
    ],
)
def test_articles_go_by_sound(word: str, expected: str) -> None:
    assert article(word) == expected


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("boy", "boys"),
        ("lady", "ladies"),
        ("waitress", "waitresses"),
        ("fireman", "firemen"),
        ("salesperson", "salespeople"),
    ],
)
def test_plurals_are_regular_or_those_of_compounds(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" is tall", " are tall"),
        (" waves", " wave"),
        (" carries a bag", " carry a bag"),
        (" watches", " watch"),
        ("'s here", "'re here"),
        (" was late", " were late"),
        (" crossed", " crossed"),
        (", smiling", ", smiling"),
    ],
)
def test_a_verb_after_they_is_one_for_many(text: str, expected: str) -> None:
    assert agreeing(text) == expected

"""What names a gender by its end is known for both genders alike."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.partners import partner_of
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import NOUN


def test_every_compound_has_its_partner() -> None:
    forms = default_taxonomy().forms
    gendered = [words for words, found in forms.items() if any(form.kind == NOUN and {"male", "female"} & {*form.values} for form in found)]
    lacking = [(*words[:-1], partner) for words in gendered if (partner := partner_of(words[-1])) and (*words[:-1], partner) not in forms]
    assert {words[0] for words in lacking} == {"best", "he"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a choirboy", "a choirgirl"),
        ("an old choirboy in his wheelchair", "an old choirgirl in her wheelchair"),
        ("two altar boys", "two altar girls"),
        ("a paperboy", "a papergirl"),
        ("a farmboy on a hill", "a farmgirl on a hill"),
        ("a weather boy", "a weather girl"),
        ("three repairmen", "three repairwomen"),
        ("a flower boy", "a flower girl"),
        ("the stableboys sing", "the stablegirls sing"),
        ("a young norseman", "a young norsewoman"),
    ],
)
def test_both_have_the_same_set(one: str, other: str) -> None:
    assert candidate_prompts(one) == candidate_prompts(other)
    assert len(candidate_prompts(one).prompts) > 1

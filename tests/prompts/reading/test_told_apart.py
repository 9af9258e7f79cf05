"""Who is told apart by years, height, a side or a gender, and what more is said of each, are read as "one" and "the other"."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two brothers, the older Black, the younger white", "two sisters, one Asian, the other Caucasian"),
        ("two brothers, the older one Black, the younger one white", "two sisters, one Asian, the other Caucasian"),
        ("two women, the taller blind, the shorter deaf", "two men, one deaf, the other autistic"),
        ("two friends, the taller one in a wheelchair, the shorter one blind", "two friends, one with autism, the other deaf"),
        ("The older of the two men is Black; the younger one is Asian", "One of the two women is Asian; the other is African"),
        ("the taller of the two women is blind, the shorter one is deaf", "one of the two men is deaf, the other is blind"),
        ("the younger of the two is Muslim, the older is Christian", "one of the two is Jewish, the other is Muslim"),
        ("three brothers, the eldest blind, the youngest deaf", "three sisters, one deaf, another autistic"),
        ("three siblings, the oldest is gay, the youngest is straight", "three siblings, one is bisexual, another is gay"),
        ("the elder sister is blind, the younger sister is deaf", "one brother is deaf, the other is autistic"),
        ("the older brother is Black and the younger brother is white", "one sister is Asian and the other is African"),
        ("a couple, the taller one is Black, the shorter one is Asian", "a couple, one is Caucasian, the other is Indian"),
        ("two friends, the left Asian, the right Black", "two friends, the left one Indian, the right one European"),
        ("a man and a woman, the man blind, the woman deaf", "a woman and another woman, one deaf, the other blind"),
        ("husband and wife, the husband blind, the wife deaf", "wife and husband, one deaf, the other deaf"),
        ("a girl and a boy, the girl deaf, the boy blind", "a boy and a teenage girl, one deaf, the other shown"),
        ("a girl and a boy. The girl is deaf, the boy is blind", "a boy and a teenage girl. One is deaf, the other is shown"),
        ("a man and a woman, the man blind, the woman pregnant", "a woman and a man, one of them deaf"),
        ("two sisters, the elder blind, the younger pregnant", "two brothers, one of them deaf"),
        ("siblings, the eldest pregnant, the youngest deaf", "siblings, one of them autistic"),
        ("two women, one blind, the other pregnant", "two men, one of them deaf"),
        ("two men, the bald one Black, the bearded one white", "two women, one Asian, the other Indian"),
        ("two men, the bald one is blind and the bearded one is deaf", "two women, one is deaf and the other is autistic"),
        ("two twins, one pregnant, the other in a wheelchair", "two twins, one of them with autism"),
        ("three women, one pregnant, another blind, the third deaf", "three men, one of them deaf, the third blind"),
        ("the elder of the sisters is pregnant and the younger is deaf", "one of the brothers is shown and the other is blind"),
    ],
)
def test_who_is_told_apart_has_axes_of_what_more_is_said(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two men, the younger one in a suit", "two women, the old person in a suit"),
        ("two men, the older one reading, the younger one laughing", "two men, the old person reading, the young person laughing"),
        ("two cats, the older black, the younger white", "two cats, the older black, the younger white"),
        ("two friends, one black, another white", "two friends, one Indian, another Asian"),
        ("a man and a woman, the man reading, the woman asleep", "a man and a woman, the man reading, the woman asleep"),
        ("an older man and a younger woman", "an old man and a young woman"),
    ],
)
def test_years_of_which_nothing_more_is_said_stay_years(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_what_told_them_apart_is_told_as_withheld() -> None:
    explanation = safeguard("two brothers, the older Black, the younger white").explanation
    assert explanation.words(explanation.withheld) == ("the older", "the younger")

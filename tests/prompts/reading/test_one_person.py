"""Two nouns for one person have one axis: tags of drawn characters, counts of one who is alone, and a woman who was named before."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("1male, 1boy, solo", {"1male, 1boy, solo", "1female, 1girl, solo"}),
        ("oneesan, glasses, office lady", {"onii-san, glasses, male office worker", "onee-san, glasses, female office worker"}),
        ("ikemen, bishounen, rose petals", {"bishonen, bishonen, rose petals", "bishojo, bishojo, rose petals"}),
        ("otoko_no_ko, maid", {"femboy, male servant", "tomboy, female servant"}),
        ("Queen Mary, a tall woman", {"King, a tall man", "King, a short man", "Queen, a tall woman", "Queen, a short woman"}),
        (
            "2boys, dark skin, dark-skinned male",
            {
                "2boys, dark skin, dark-skinned male",
                "2boys, tan skin, tan-skinned male",
                "2boys, fair skin, fair-skinned male",
                "2girls, dark skin, dark-skinned female",
                "2girls, tan skin, tan-skinned female",
                "2girls, fair skin, fair-skinned female",
            },
        ),
    ],
)
def test_it_is_one_axis(prompt: str, candidates: set[str]) -> None:
    assert set(candidate_prompts(prompt).prompts) == candidates


def test_the_age_and_people_of_who_was_named_are_told_with_their_gender() -> None:
    found = candidate_prompts("Mama Ruth, a warm 52-year-old Black woman in an apron").prompts
    assert all(one.startswith("Father") == (" man " in one) for one in found)
    assert len(found) == 30


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("1girl, 1boy, solo focus", 4),
        ("king, queen", 4),
        ("Mother, a baby in her arms", 4),
        ("King, a young woman, a dog", 12),
        ("femboy and maid", 4),
        ("a femboy, a maid", 4),
    ],
)
def test_two_persons_are_two(prompt: str, count: int) -> None:
    assert len(candidate_prompts(prompt)) == count

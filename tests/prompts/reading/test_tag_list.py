"""Tags of a list speak of who is counted: one axis moves them all, and persons who are not one stay apart."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


def axes(prompt: str) -> list[str]:
    """The attributes of the axes of a prompt."""
    return [axis.attribute for axis in candidate_prompts(prompt).axes]


@pytest.mark.parametrize(
    ("prompt", "other"),
    [
        ("1girl, solo", "1boy, solo"),
        ("1girl, princess, crown", "1boy, prince, crown"),
        ("1boy, male focus, he smiles", "1girl, female focus, she smiles"),
        ("1boy, man, male", "1girl, woman, female"),
        ("1girl, a tall nurse in the rain, she smiles", "1boy, a tall nurse in the rain, he smiles"),
        ("2girls, multiple girls, sisters", "2boys, multiple boys, brothers"),
        ("2girls, mother and daughter", "2boys, father and son"),
        ("photo of a woman, 1girl", "photo of a man, 1boy"),
        ("catboy, wizard, solo", "catgirl, witch, solo"),
        ("woman, female, forest", "man, male, forest"),
        ("wizard, male, forest", "witch, female, forest"),
        ("6+girls", "6+boys"),
        ("(1girl:1.2), [solo]", "(1boy:1.2), [solo]"),
    ],
)
def test_one_axis_moves_all_that_speaks_of_who_is_counted(prompt: str, other: str) -> None:
    found = candidate_prompts(prompt)
    assert other in found.prompts
    assert prompt in found.prompts
    assert [axis.attribute for axis in found.axes].count("gender") == 1


@pytest.mark.parametrize(
    ("prompt", "genders"),
    [
        ("1girl, 1boy", 2),
        ("2girls, 1boy, multiple girls", 2),
        ("1girl BREAK 1boy", 2),
        ("1girl, a man behind her", 2),
        ("1girl, hugging man", 2),
        ("1girl, faceless male", 2),
        ("1girl, male pov", 2),
        ("1girl, crowd of men", 2),
        ("1girl, another woman", 2),
        ("1girl, with her mother", 2),
        ("1girl, holding a photo of a man", 2),
        ("male, female, dancing", 2),
    ],
)
def test_persons_who_are_not_the_one_counted_have_axes_of_their_own(prompt: str, genders: int) -> None:
    assert axes(prompt).count("gender") == genders


def test_ages_of_one_person_move_together_beside_a_count_that_says_none() -> None:
    found = candidate_prompts("1girl, mature female, milf")
    assert [axis.attribute for axis in found.axes] == ["gender", "age"]
    assert "1boy, old male, old man" in found.prompts
    assert "1girl, old female, middle-aged woman" not in found.prompts


@pytest.mark.parametrize(
    "prompt", ["1girl, teenage", "1girl, teen", "1girl, child, smile", "1girl, elderly", "1girl, young girl", "1girl, senior"]
)
def test_an_age_that_is_a_tag_of_its_own_is_hidden(prompt: str) -> None:
    assert axes(prompt) == ["gender", "age"]


def test_a_people_said_twice_of_one_person_is_one_axis() -> None:
    assert axes("1girl, asian, asian female") == ["gender", "ethnicity"]


def test_a_withheld_noun_that_is_a_tag_of_its_own_leaves_nothing() -> None:
    assert candidate_prompts("1woman, pale skin, blonde, smile").neutral == "1person, smile"
    assert "person" not in candidate_prompts("1woman, pale skin, blonde, smile").prompts[0]


def test_beside_two_counts_a_cue_is_withheld_and_a_tag_is_somebodys() -> None:
    assert candidate_prompts("1girl, 1boy, beard").prompts == ("1boy, 1boy", "1boy, 1girl", "1girl, 1boy", "1girl, 1girl")
    assert axes("1girl, 1boy, old, young") == ["gender", "gender", "age", "age"]
    assert axes("1girl, 1boy, dark skin") == ["gender", "gender", "ethnicity"]


def test_a_region_of_a_prompt_speaks_of_its_own_count() -> None:
    found = candidate_prompts("1girl, maid BREAK 1boy, old man")
    assert "1boy, male servant BREAK 1girl, old woman" in found.prompts
    assert [axis.attribute for axis in found.axes] == ["gender", "gender", "age"]


def test_marks_of_regions_are_words_in_a_text_of_capitals() -> None:
    assert axes("A MAN AND A WOMAN") == ["gender", "gender"]


def test_brackets_and_underscores_part_no_tag() -> None:
    assert axes("1girl, dark_skin, dark-skinned_female") == ["gender", "ethnicity"]
    assert "1boy, oil painting \\(medium\\)" in candidate_prompts("1girl, oil painting \\(medium\\)").prompts


def test_each_member_of_a_list_of_tags_gives_the_same_set() -> None:
    done = safeguard("1girl, dark_skin, teen, tall_female, long_hair BREAK 2boys, multiple_boys, elderly")
    assert len(done.members) > 1
    assert all(candidate_prompts(member) == done.candidates for member in done.members[::7])


@pytest.mark.parametrize(
    ("tag", "attribute"), [("thin", "body"), ("muscular", "body"), ("tall", "body"), ("huge", "body"), ("blind", "disability")]
)
def test_what_somebody_is_like_is_an_axis_of_whom_the_list_counts(tag: str, attribute: str) -> None:
    assert axes(f"1girl, {tag}, hat") == ["gender", attribute]


def test_a_group_that_is_counted_again_in_a_prompt_drawn_with_the_first_is_the_same() -> None:
    found = candidate_prompts("2girls AND 2girls, black hair AND 2girls, long hair").prompts
    assert set(found) == {f"2{who} AND 2{who}, black hair AND 2{who}, long hair" for who in ("girls", "boys")}


@pytest.mark.parametrize("prompt", ["2girls BREAK 2girls, long hair", "2girls AND 3girls, long hair", "1girl AND 1boy, short hair"])
def test_groups_of_other_regions_or_of_other_numbers_and_single_persons_are_others(prompt: str) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes].count("gender") == 2

"""What looks like a person and is none says nothing of anybody."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.writing.parse import parse


@pytest.mark.parametrize(
    "prompt",
    [
        "a badger wearing a wizard robe",
        "a monk habit on a hanger",
        "a chess king beside a white queen",
        "the black bishop on the chessboard",
        "an anthropomorphic fox princess in a tower",
        "a herd of zebras, the male grazes",
        "a kitten and its mother",
        "a toy bear dressed as a queen",
        "a schooner at anchor, her masts against the sky",
        "stripes in black, white and green",
        "a brown and blonde wig, layered",
    ],
)
def test_what_only_looks_like_a_person_is_none(prompt: str) -> None:
    assert candidate_prompts(prompt).axes == ()


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("a wizard in a robe", "gender"),
        ("a king playing chess", "gender"),
        ("a fox beside a princess", "gender"),
        ("two nurses, the male waves", "gender"),
        ("a baby and its mother", "gender"),
        ("a captain on a schooner, her hair in the wind", "gender"),
        ("a white woman in blue", "ethnicity"),
        ("a person with one arm", "disability"),
        ("an old sea captain", "age"),
        ("a young apothecary", "age"),
    ],
)
def test_persons_beside_them_are_persons(prompt: str, attribute: str) -> None:
    assert attribute in {axis.attribute for axis in candidate_prompts(prompt).axes}


def test_what_an_arm_does_is_no_disability() -> None:
    assert candidate_prompts("a climber with one arm stretched out").axes == ()


def test_a_costume_of_a_hidden_attribute_is_a_neutral_one() -> None:
    assert set(candidate_prompts("a boy in a maid outfit").prompts) == {
        f"a {person} in a servant outfit" for person in ("boy", "girl", "teenage boy", "teenage girl")
    }


def test_a_costume_is_read_alike_whichever_value_it_says() -> None:
    assert parse("a badger in a witch robe").skeleton.axes == parse("a badger in a wizard robe").skeleton.axes == ()


@pytest.mark.parametrize("prompt", ["an album cover, black, white, orange, a sailor", "a lake, brown, cream, white, a sailor"])
def test_three_colours_between_commas_are_nobodys_skin(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)

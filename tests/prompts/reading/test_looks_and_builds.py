"""Skin, builds, senses and hair in the words that people type, with other looks between or beside them."""

import pytest

from obclip.prompts.candidates import CandidateSet
from obclip.prompts.safeguard import candidate_prompts


def moved(prompt: str) -> set[str]:
    """The attributes that the candidates of a prompt hide."""
    return {axis.attribute for axis in candidate_prompts(prompt).axes}


@pytest.mark.parametrize(
    "skin",
    [
        "pale, creased skin",
        "dark and freckled skin",
        "light dewy skin",
        "brown, rough, scarred skin",
        "obsidian skin",
        "sun-browned skin",
        "sallow skin",
    ],
)
def test_skin_is_read_over_the_looks_before_it(skin: str) -> None:
    found = candidate_prompts(f"a baker with {skin} and an apron")
    assert found.prompts == tuple(f"a baker with {tone} skin and an apron" for tone in ("dark", "tan", "fair"))


@pytest.mark.parametrize(
    "prompt", ["an alien with pale green skin", "a robot with dark, polished steel", "a dragon with black scaled skin folds"]
)
def test_colours_of_other_things_are_nobodys_skin(prompt: str) -> None:
    assert "ethnicity" not in moved(prompt)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("The character is quiet, tall and lean, a sailor", ("tall", "lean")),
        ("a miner, thin and pale", ("thin",)),
        ("a woman with a tall, slender body", ("tall", "slender")),
        ("thin and sunburnt man at a well", ("thin",)),
        ("a colossal guard", ("colossal",)),
        ("a squat older man with a lamp", ("squat",)),
        ("a woman with a fuller figure and a softer belly", ("fuller", "softer")),
    ],
)
def test_each_word_of_a_build_moves(prompt: str, words: tuple[str, ...]) -> None:
    found = candidate_prompts(prompt)
    assert "body" in {axis.attribute for axis in found.axes}
    assert not any(in_all(found, word) for word in words)


@pytest.mark.parametrize(
    "prompt", ["a colossal statue of a lion", "a woman beside a giant mushroom", "a squat tower, massive walls", "a tall, thin vase"]
)
def test_sizes_of_things_stay(prompt: str) -> None:
    assert "body" not in moved(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "a clerk with low vision",
        "a tailor with a limb difference",
        "a guard with a blind left eye",
        "a swimmer with a missing right arm",
        "a teacher using a white cane",
        "a driver with a hearing impairment",
        "an aunt with leg braces",
        "a smith with one leg amputated",
    ],
)
def test_senses_and_limbs_move_as_disabilities(prompt: str) -> None:
    assert "disability" in moved(prompt)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("an old cook with a short silver haircut", "silver"),
        ("a guard with steel-grey braids", "steel"),
        ("a Polish farmer with fiery red braids", "red"),
        ("a monk in a brown habit", "habit"),
        ("a woman with a lei and a hula skirt", "lei"),
        ("a bride in a Paithani saree, Tamil", "Paithani"),
        ("a man with an empty sleeve", "sleeve"),
        ("a nurse with gray, wavy hair", "gray"),
        ("a nurse with a silver curly bob hairstyle", "silver"),
        ("a Korean dancer with red flowing hair", "red"),
    ],
)
def test_what_betrays_is_withheld(prompt: str, word: str) -> None:
    assert not in_all(candidate_prompts(prompt), word)


@pytest.mark.parametrize("prompt", ["a singer with Black features", "an actress of Black descent", "a drummer with white facial features"])
def test_a_colour_before_features_is_a_people(prompt: str) -> None:
    assert "ethnicity" in moved(prompt)


@pytest.mark.parametrize(
    "prompt", ["a house with white features", "a cat with black features", "tall Douglas firs", "a tenor saxophone", "a hula hoop"]
)
def test_things_that_sound_like_somebody_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ["a copper-skinned archer", "a rosy-skinned cook", "an old tracker, sun-leathered brown skin"])
def test_every_hue_of_skin_is_an_adjective_too(prompt: str) -> None:
    assert "ethnicity" in moved(prompt)


@pytest.mark.parametrize("prompt", ["a Korean sports reporter", "a Middle Eastern systems analyst", "an Asian sales clerk with a pen"])
def test_a_field_of_work_in_the_plural_parts_nobody_from_a_people(prompt: str) -> None:
    assert "ethnicity" in moved(prompt)


def in_all(found: CandidateSet, word: str) -> bool:
    """Whether a word stands in every candidate."""
    return all(word in prompt for prompt in found.prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "a sturdy woman carrying hay",
        "a woman, sturdy build",
        "her sturdy legs, a woman hiking",
        "a woman with a strong physique",
        "a strongly built woman",
        "a slightly built woman",
        "a barrel-chested man",
        "a woman, willowy figure",
    ],
)
def test_how_somebody_is_built_moves(prompt: str) -> None:
    assert "body" in moved(prompt)


@pytest.mark.parametrize("thing", ["at a sturdy table", "in sturdy boots", "on a sturdy horse", "and a weedy garden"])
def test_what_else_is_sturdy_stays(thing: str) -> None:
    assert candidate_prompts(f"a woman {thing}").prompts == (f"a man {thing}", f"a woman {thing}")


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("man with toned arms and lean muscles", {"man with a fat body", "woman with a muscular body"}),
        ("a man with lean muscles", {"a man with a thin body"}),
        ("tall man, lean muscles", {"short woman, thin body"}),
        ("man, tall, toned arms, gym", {"woman, short, fat body, gym"}),
        ("1man, tall, lean muscles, long hair", {"1woman, short, fat body, long hair"}),
        ("a woman with lean legs", {"a man with a muscular body"}),
    ],
)
def test_muscles_and_limbs_tell_a_build(prompt: str, candidates: set[str]) -> None:
    found = candidate_prompts(prompt)
    assert candidates <= set(found.prompts)
    assert {"body", "gender"} <= moved(prompt)
    for one in found.prompts:
        assert candidate_prompts(one).prompts == found.prompts

"""What is left beside a word that is withheld: it reads as English, whatever the word was."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man with a beard glasses, standing", "a woman with glasses, standing"),
        ("a man with grey beard brown coat", "a woman with brown coat"),
        ("a man with long hair big beard glasses", "a woman with long hair, glasses"),
        ("a man with a beard smiling", "a woman smiling"),
        ("a man with a beard in a coat", "a woman in a coat"),
    ],
)
def test_with_stays_as_long_as_something_is_had(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman with freckled cheeks, neon", "a man, neon"),
        ("a woman with bright hair, freckles, blue eyes and a wide hat", "a man with bright hair and a wide hat"),
        ("an androgynous man with a hat and a partially skeletal face", "an androgynous woman with a hat"),
        ("a fierce long white haired horned woman", "a fierce horned man"),
        ("a man, wide nose by a painter", "a woman by a painter"),
        ("a woman with light blue eyes and open mouth", "a man with open mouth"),
        ("a woman with light blue eyes, smiling", "a man, smiling"),
        ("a man with bright green eyes looking up", "a woman with bright eyes looking up"),
    ],
)
def test_no_part_stands_bare_whose_looks_went(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man, fast shutter speed from zorble, fog", "a woman, fast shutter speed, fog"),
        ("a woman from zorbelland", "a man"),
    ],
)
def test_from_goes_with_an_unknown_word_that_ends_an_item(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a Malaysian guy bodybuilder", "a fat Yemeni woman"),
        ("a japanese witch girl", "a teenage Turkish witch"),
        ("a child, no more than three years old, with a kite", "a teenager, with a kite"),
    ],
)
def test_adjectives_stand_in_the_order_of_english_and_an_age_is_said_once(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman, very short depth of field", "a man, very short depth of field"),
        ("a man, black figures in fog", "a woman, black figures in fog"),
        ("a girl, octane render in maya and houdini", "a boy, octane render in maya and houdini"),
        ("a woman, natural lighing, loftis, wong kar wai", "a man, natural lighing, loftis, wong kar wai"),
        ("a female master", "a male master"),
    ],
)
def test_what_says_nothing_of_a_person_stays_and_a_master_is_one(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an Indian monk, by r. s. connett, james c. christensen, fog", "an African nun, by r. s. connett, james c. christensen, fog"),
        ("a woman by Herbert E. Abrams, oil on canvas", "a man by Herbert E. Abrams, oil on canvas"),
        ("a girl, by vitamin c. a woman in red", "a boy, by vitamin c. a man in red"),
    ],
)
def test_initials_belong_to_the_name_of_a_maker(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_nothing_is_joined_to_an_adjective_that_went() -> None:
    assert candidate_prompts("Muscular and powerful medieval knight by wlop and artgerm").prompts == (
        "powerful medieval knight by wlop and artgerm",
    )
    assert "a tank top, oily skin woman" in candidate_prompts("a tank top and muscular, oily skin man").prompts


def test_skin_takes_no_article_where_a_complexion_had_one() -> None:
    assert "a man with fair skin, oil" in candidate_prompts("a woman with a pale complexion, oil").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("The woman in <img><|image_1|></img> waves her hand", "The man in the picture waves his hand"),
        ("A woman is <img><|image_1|></img>.", "A man is in the picture."),
        ("A woman, <img><|image_1|></img>, fog", "A man, fog"),
    ],
)
def test_the_mark_of_a_picture_is_a_picture_where_words_await_one(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_an_altar_is_a_table() -> None:
    assert "a man dancing at a table" in candidate_prompts("a woman dancing at an altar").prompts


def test_what_something_was_made_in_goes_with_its_verb() -> None:
    assert "a man, fog" in candidate_prompts("a woman, made in zorbtool, fog").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a massive musclebound black - furred male anthro horse", "a furred male anthro horse"),
        ("portrait of a king, a hulking herculean zorvelon, wearing armor", "portrait of a queen, something, wearing armor"),
        ("portrait of a king, a hulking herculean gigachad, wearing armor", "portrait of a queen, a herculean person, wearing armor"),
        ("Mr Rodgers in a sweater", "A woman in a sweater"),
    ],
)
def test_no_dash_no_article_and_no_short_title_stands_alone(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_ruins_of_an_unknown_place_are_ruins() -> None:
    assert "a man in the ruins, fog" in candidate_prompts("a woman in the ruins of zorbelland, fog").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two western men in a western saloon", "two African women in a western saloon"),
        ("a man of average height and build, smiling", "a woman, smiling"),
        ("a queen, godly light, god rays", "a king, godly light, god rays"),
        ("an old man an old man", "a young woman an old man"),
        ("a man - a woman", "a woman - a woman"),
    ],
)
def test_westerners_are_hidden_average_builds_go_and_two_without_a_comma_are_two(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt)
    assert candidate in found.prompts
    assert candidate_prompts(candidate) == found

"""What is left where an item of a list, or a misspelt word, is withheld or was."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("pores and wrinkles visible, photo of a man", "pores and lines visible, photo of a woman"),
        ("a man with a thin moustache, square spectacles and a fringe, sitting", "a woman with square spectacles and a fringe, sitting"),
        ("a man with a beard, sharp focus and bokeh", "a woman, sharp focus and bokeh"),
        ("man curly hair long beard glasses", "woman curly hair, glasses"),
        ("man short beard round glasses", "woman short hair round glasses"),
        ("a woman, joker make up, in a coat", "a man, in a coat"),
        ("a woman by a lake, blonde, silk", "a man by a lake, silk"),
        ("a very muscled young april, a queen", "an april, a king"),
        ("an Indian wizard in jordan intricate painting", "an African witch intricate painting"),
        ("black eyed kids on a porch", "black eyed teenagers on a porch"),
    ],
)
def test_an_item_that_is_withheld_takes_nothing_of_the_others_along(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("full figure drawing ofa samurai master in a hall", "full figure drawing of a female master in a hall"),
        ("a man standing inthe rain", "a woman standing in the rain"),
        ("man portrait surounded by inkdrops", "woman portrait surounded by inkdrops"),
        ("a dramtically lit woman", "a dramtically lit man"),
        ("a woman, isometrically centered, oil", "a man, isometrically centered, oil"),
    ],
)
def test_small_words_written_as_one_and_slips_of_harmless_words_stay(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_short_or_telling_word_of_no_list_is_withheld_as_before() -> None:
    assert "zorving" not in candidate_prompts("a zorving man").prompts[0]
    assert "pregnently" not in candidate_prompts("a pregnently posed woman").prompts[0]


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man in a kimono and straw hat, oil", "a woman in a straw hat, oil"),
        ("a woman with a beard and umbrella", "a man with an umbrella"),
        ("a man with a goatee and smile", "a woman with a smile"),
        ("a man with a beard and glasses", "a woman with glasses"),
        ("a man with a beard and long hair", "a woman with long hair"),
        ("a man with a beard and snow on a hill", "a woman with snow on a hill"),
        ("a woman with a ponytail and a sword", "a man with a sword"),
    ],
)
def test_one_article_of_two_things_stays_with_the_one_that_stays(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man with no beard, oil", "a woman, oil"),
        ("a man with a hat and no beard", "a woman with a hat"),
        ("a man with no beard and no hair", "a woman with no hair"),
        ("a woman wearing no makeup on, oil", "a man, oil"),
        ("a woman without makeup, oil", "a man, oil"),
        ("portrait of a woman in a burqa or niqab, standing", "portrait of a man, standing"),
        ("a woman wearing a hijab or veil", "a man"),
        ("a woman between a mosque and a synagogue", "a man between a building and a building"),
        ("a man with payot reading the Torah", "a woman reading the book"),
        ("a man has a beard and a mustache", "a woman has a hairstyle"),
        ("a woman with a wheelchair and a guide dog, oil", "a man with a thing, oil"),
    ],
)
def test_no_with_no_article_and_no_between_is_left_without_what_it_awaits(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("A woman. She has blue eyes and blond hair, and wears a coat", "A man. He wears a coat"),
        ("A woman. She has blond hair and wears a coat", "A man. He wears a coat"),
        ("a man with a patrician nose, glasses, and a goatee, oil", "a woman with a patrician nose and glasses, oil"),
        ("a man with a hat, a scarf, glasses, and a beard", "a woman with a hat, a scarf and glasses"),
        ("a man with a hat, smiling, and a beard", "a woman with a hat, smiling"),
        ("a cowboy business druid standing in a bottle", "a cowgirl business person standing in a bottle"),
        ("a tall man inside a neo - futuristic greek - revival temple", "a short woman inside a neo - futuristic temple"),
        ("Emma Watson a photo of a young woman", "a photo of an old man"),
        ("a man who looks like a mix of Brad Pitt and Tom Cruise, oil", "a woman who looks like a mix of two people, oil"),
        ("a man, a mix of Brad Pitt and Tom Cruise and Matt Damon", "a woman, a mix of several people"),
        ("[(a man, helmet,\n<lora:armorV01:.35>):(a hero shot:1.1):.39], rain", "[(a woman, helmet):(a hero shot:1.1):.39], rain"),
    ],
)
def test_a_clause_a_list_and_a_phrase_close_over_what_is_withheld(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a barbarian, broad robust figure", "a barbarian, thin figure"),
        ("a thin robust man in a big house", "a fat man in a big house"),
        ("a big hairy burly strongman", "a thin strongwoman"),
        ("a queen, dark deep black skin", "a king, fair skin"),
        ("a queen in soft light, pale skin", "a king in soft light, dark skin"),
    ],
)
def test_a_size_or_a_shade_goes_where_a_build_or_a_skin_moves(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt", ["a man with a robust table", "face portrait of bryce 3 d rendered man", "a man, the forest has eyes and looks at him"]
)
def test_a_thing_a_program_and_what_has_eyes_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


def test_a_person_of_one_faith_is_spoken_of_once() -> None:
    assert "a priest by a river" in candidate_prompts("a naga sadhu by a river").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man with long face, dark skin and dreadlocks photo", "a woman with long face, fair skin, photo"),
        ("Emma as a disney princess, hair in pigtails, smiling", "Someone as a disney prince, smiling"),
        ("my grandpa as a superhero: he is bald, wears a cap", "an old woman as a superhero: she wears a cap"),
        ("a good - lookiung girl in a field", "a boy in a field"),
        ("in ruined agora of athens, ssci - fi and fantasy, a girl", "in ruined agora of athens and fantasy, a boy"),
        ("old drunkard with sideburns worn in old grey jacket", "young drunkard worn in old grey jacket"),
        ("male warrior, muscular physique masculine manly, flowing robe", "female warrior, fat body, flowing robe"),
        ("The Dude, Jeff Bridges, long goatee beard, and wearing sunglasses", "The Woman, wearing sunglasses"),
        ("Elle Fanning in a movie, pale milky white porcelain skin, oil", "Someone in a movie, tan skin, oil"),
    ],
)
def test_what_was_joined_to_it_goes_and_what_parts_the_rest_stays(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("1girl, upper body, <lora:rem_v3:0.8>", "1boy, upper body"),
        ("a queen, [[a garden]], [[rain]]", "a king"),
        ("<lora:rem_v3:0.8>, a queen,", "a king,"),
    ],
)
def test_no_comma_is_left_at_the_end_that_was_not_there(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first

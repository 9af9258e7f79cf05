"""What is said of a thing after "is" stays, whoever is near; what is said of somebody, or of a part of somebody, is hidden."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("This is a black man with glasses. The background is white.", "The background is white."),
        ("An Indian woman pours tea. The cup is white.", "The cup is white."),
        ("An Indian girl pours tea and the cup is white.", "the cup is white."),
        ("A portrait of a Black man. The background is black.", "The background is black."),
        ("a young Asian woman, background is black", "background is black"),
        ("a woman next to a car, the car is old and rusty", "the car is old and rusty"),
        ("an African woman in a room where the walls are white", "the walls are white"),
        ("Background: white. Subject: Black woman, 30s.", "Background: white."),
        ("Floor: black, wall: white, a young man", "Floor: black, wall: white,"),
        ("a young man in front of a tree which is very old", "a tree which is very old"),
        ("a Black man in a hat that is black", "a hat that is black"),
        ("a man in a jacket, which is black", "a jacket, which is black"),
        ("a Black man. His jacket is black and his shirt is white.", "jacket is black"),
        ("The old man's car is old.", "car is old."),
        ("a white man whose car is black", "whose car is black"),
        ("a white woman with a dog. The dog is black and old.", "The dog is black and old."),
        ("An old woman sits on a bench. The bench is very old.", "The bench is very old."),
        ("a young woman in a kitchen; the kitchen is old but clean", "the kitchen is old but clean"),
        ("the walls of the room are white, an old Black man sits", "the walls of the room are white"),
        ("a Black man in a suit, the wall behind him is white", "is white"),
        ("A Black man stands, the wall behind the man is white", "is white"),
        ("a Maasai man, the sky looks dark", "the sky looks dark"),
    ],
)
def test_what_is_said_of_a_thing_stays_in_every_candidate(prompt: str, said: str) -> None:
    candidates = candidate_prompts(prompt).prompts
    assert len(candidates) > 1
    assert all(said in candidate for candidate in candidates)


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("a white woman, her face is black", "black"),
        ("a Black man. His skin is black.", "black"),
        ("A man. The man is black.", "black"),
        ("a woman and a man, the man in the hat is old", "hat is old"),
        ("the man in the photo is white", "photo is white"),
        ("a young man with a cup is old", "cup is old"),
        ("a man with a face that is black", "that is black"),
        ("a man wearing a hat who is white", "who is white"),
        ("a Mexican woman whose background is black", "background is black"),
        ("the choir is black, an Irish conductor", "black"),
        ("a man and his dog are black", "dog are black"),
        ("a white man; hat; black", "hat; black"),
        ("a girl behind the counter is black", "counter is black"),
        ("a Thai woman eats; the food is Thai", "food is Thai"),
    ],
)
def test_what_is_said_of_somebody_is_hidden(prompt: str, said: str) -> None:
    assert not all(said in candidate for candidate in candidate_prompts(prompt).prompts)


def test_a_title_on_a_poster_is_lettering() -> None:
    assert candidate_prompts('movie poster: "The Old Man", sea').prompts == ('movie poster: "The Old Man", sea',)
    assert len(candidate_prompts('poster of "an old man"')) > 1


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        ("the woman's old house", "the woman's old house"),
        ("a young woman's old leather jacket, portrait", "an old woman's old leather jacket, portrait"),
        ("the man's black dog", "the woman's black dog"),
        ("a farmer's old tractor", "a farmer's old tractor"),
    ],
)
def test_what_a_person_owns_keeps_its_own_age_and_colour(prompt: str, last: str) -> None:
    found = candidate_prompts(prompt)
    assert found.prompts[-1] == last
    assert not any("young house" in one or "middle-aged leather" in one or "Indian" in one for one in found.prompts)
    assert all(candidate_prompts(one).prompts == found.prompts for one in found.prompts)


@pytest.mark.parametrize("prompt", ["the woman's old mother", "the woman's old hands", "the woman's old and tired", "her old mother"])
def test_what_is_said_of_a_person_after_an_owner_moves(prompt: str) -> None:
    assert len(candidate_prompts(prompt)) == 6

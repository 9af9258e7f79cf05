"""A comparison with a name that is withheld goes whole: nobody looks like someone."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a photo of a man who looks kind of like Brad Pitt, wearing glasses", "a photo of a woman, wearing glasses"),
        ("a woman that looks like Taylor Swift and Emma Watson, oil", "a man, oil"),
        ("gorgeous man resembling Brad Pitt, wearing armor", "gorgeous woman, wearing armor"),
        ("a man poorly dressed like Homer Simpson", "a woman"),
        ("a man dressed as Batman, fighting crime", "a woman, fighting crime"),
        ("a man pretending to be Batman", "a woman"),
        ("a man who is dressed as Batman and wears a hat", "a woman who wears a hat"),
        ("Emma Watson cosplaying as classic Harley Quinn, oil", "Someone, oil"),
        ("young Tom Hanks as Batman, oil", "old person, oil"),
        ("a man who looks like young Tom Hanks and Brad Pitt, oil", "a woman who looks like a middle-aged person, oil"),
    ],
)
def test_who_is_compared_with_a_name_stands_alone(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an old man, his face like Brad Pitt, sharp focus", "a young woman, sharp focus"),
        ("portrait of a man, he resembles Abraham Lincoln, oil on canvas", "portrait of a woman, oil on canvas"),
        ("a man. he looks like Brad Pitt and is wrapped in a cloak", "a woman. she is wrapped in a cloak"),
        ("a man. he is dressed as Batman. a castle", "a woman. a castle"),
        ("a man, black hair, slight resemblance to Brad Pitt. colorful coat", "a woman, black hair. colorful coat"),
        ("a man in a hat, looks like Brad Pitt, looks like Tom Hanks, oil", "a woman in a hat, oil"),
    ],
)
def test_an_item_of_which_only_a_comparison_is_left_goes(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man dressed as someone else, oil", "a woman dressed as someone else, oil"),
        ("a man who looks like someone who sings, oil", "a woman who looks like someone who sings, oil"),
        ("a man looking at Brad Pitt, oil", "a woman looking at someone, oil"),
        ("Brad Pitt as an old man, oil", "Someone as a young woman, oil"),
        ("a man as Gandalf from a story, oil", "a woman as someone from a story, oil"),
    ],
)
def test_a_comparison_that_says_more_stays(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("Yo mama on a childrens tricycle", "Yo father on a children's vehicle"),
        ("a god, he has a jellyfish head and a siren body, some tentacles", "a goddess, she has a jellyfish head, some tentacles"),
        ("a woman in a princess outfit, full body shot", "a man, full body shot"),
        (
            "a magical girl, dressed in a school uniform inspired attire, wearing a golden tiara",
            "a magical boy, wearing a golden headpiece",
        ),
        ("a girl with long hair wearing a crop top on a night street", "a boy with long hair on a night street"),
        ("The woman is wearing a dress, oil", "The man is wearing a garment, oil"),
        ("a girl in a hat, has long eyelashes with dark eyes and smiling", "a boy in a hat, has dark eyes and smiling"),
    ],
)
def test_what_ends_with_something_or_with_a_bare_garment_goes(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man. eyeliner accentuates his sunken eyes. a high collar", "a woman. a high collar"),
        ("a man, a dark beard covers his chin, fog", "a woman, fog"),
        ("a woman in her late 20s in summer dress art, light hair", "a man in his forties, light hair"),
    ],
)
def test_a_clause_goes_with_its_subject_and_a_thing_with_the_garment_it_is_called_by(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("portrait of Mr Smith, oil", "portrait of a woman, oil"),
        ("a cat. Mr. Smith in a hat", "a cat. A woman in a hat"),
        ("a girl who looks like 16-year old Audrey Hepburn, oil", "a boy who looks like a teenager, oil"),
        ("an old man with a thick frame", "a young woman with a thick frame"),
    ],
)
def test_a_title_is_a_noun_and_a_minor_no_person_of_that_age(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_no_bracket_is_left_around_a_name_before_what_goes() -> None:
    assert "a woman, oil" in candidate_prompts("a man ( ( Tom Hanks ) ) with sideburns, oil").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man seeing himself as an oompa loompa version of himself, fog", "a woman seeing herself, fog"),
        ("a woman, long hair, egyptian clothing, with a staff", "a man, long hair, with a staff"),
        ("a woman, cleary see face, oil", "a man, oil"),
        ("an old McDonald's manager, a woman", "a young manager, a man"),
        ("hatsune miku, 1girl, blue hair", "1boy, blue hair"),
        ("a woman, asura arms, oil", "a man, oil"),
        ("a woman, artstation, Zelph's shop, fog", "a man, artstation, shop, fog"),
        ("a man, hairy torso, oil", "a woman, oil"),
        ("a man, russian kaftan, oil", "a woman, oil"),
        ("a woman by artgerm, emma watson artstation", "a man by artgerm, artstation"),
    ],
)
def test_no_rest_of_an_item_is_one_of_its_own(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman, dress a mask on a sofa", "a man, wearing a mask on a sofa"),
        ("a woman, dress like a queen, oil", "a man, dressed like a queen, oil"),
        ("a woman, dress are gothic lace", "a man, garments are gothic lace"),
    ],
)
def test_a_garment_is_no_verb(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("belle disney princess as steampunk princess, oil", "steampunk prince, oil"),
        ("a beautiful princess as a steampunk princess, oil", "a beautiful steampunk prince, oil"),
        ("portrait of man and woman", "portrait of man and another man"),
        ("portrait of man and woman", "portrait of woman and man"),
        ("photo of a king and queen", "photo of a king and another king"),
        ("photo of a king and queen", "photo of a queen and a king"),
    ],
)
def test_nobody_is_told_of_twice_in_the_same_words(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

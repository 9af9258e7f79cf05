"""Items of which nothing is left to say are left out whole, and what stood for them leaves no trace."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a girl, detailed face, Emma Watson, sharp focus", "a boy, detailed face, sharp focus"),
        ("portrait of a girl, full height. Emma Watson. colorful", "portrait of a boy, full height. colorful"),
        ("Emma Watson, Tom Hanks, sunset", "Someone, sunset"),
        ("a queen, Emma Watson. She smiles", "a king. He smiles"),
        ("a queen, Emma Watson ; rain", "a king ; rain"),
        ("a queen | Emma Watson | rain", "a king | someone | rain"),
        ("a queen, (Emma Watson:1.2), rain", "a king, (someone:1.2), rain"),
        ("a young Kurt Cobain as dream from Batman, oil", "an old person as dream, oil"),
        ("a mix of young Emma Watson, Tom Hanks and Kurt Cobain, a queen", "a mix of an old person and others, a king"),
        ("a man is from Batman.", "a woman is from someone."),
    ],
)
def test_a_name_that_is_an_item_beside_somebody_leaves_nothing(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a queen, hair in pigtails, a horse", "a king, a horse"),
        ("a queen with hair in a ponytail, smiling", "a king, smiling"),
        ("a queen with long hair in a ponytail, smiling", "a king with long hair, smiling"),
        ("a queen with sideburns worn in an old coat", "a king worn in an old coat"),
        ("a queen with a beard round glasses on her nose", "a king with round glasses on his nose"),
        ("a queen in a coat, ponytail hair, oil", "a king in a coat, oil"),
        ("a queen with beautiful ponytail hair, oil", "a king with beautiful hair, oil"),
        ("a man, handsome face, realistic", "a woman, realistic"),
        ("a man, Thai features, tall and slender, he is young", "a man, short and fat, he is old"),
    ],
)
def test_a_part_of_which_nothing_is_said_goes(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a warrior, muscular physique masculine manly, long robe", "a warrior, fat body, long robe"),
        ("portrait, zorvel bros., in a car", "portrait, sisters, in a car"),
        ("a good - zorvelling girl in a coat", "a boy in a coat"),
        ("a portrait - zorvelling girl in a coat", "a boy in a coat"),
        ("portrait - zorvelling girl in a coat", "portrait - boy in a coat"),
        ("a boy by a wall, a samurai painting on it", "a girl by a wall, a painting on it"),
    ],
)
def test_no_sign_and_no_half_of_a_word_is_left(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman in a red headscarf and a red scarf", "a man in a red head covering and a red scarf"),
        ("a queen, white magical girl dress", "a king, white garment"),
        ("a chubby woman wearing armor, robust body woman", "a fat man wearing armor, fat body man"),
        ("a Thai woman in a geisha mask, oil", "a British man, oil"),
        ("super hero pose, a queen in armor", "super hero pose, a king in armor"),
        ("portrait of a tall queen in a hall, happy queens, oil", "portrait of a short king in a hall, happy kings, oil"),
        ("princess knight gothic girl in armor", "prince knight teenage gothic boy in armor"),
    ],
)
def test_nobody_is_told_twice_in_two_ways(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a female cleric in a cloak", "a man in a cloak"),
        ("two young male clerics. Fog", "two old women. Fog"),
        ("a trans cleric in a cloak", "a nonbinary person in a cloak"),
        ("a girl, slim hourglass figure, smiling", "a young man, fat figure, smiling"),
        ("a woman in short skirt, thigh highs and corset", "a man in short garment and socks"),
        ("a queen in a hall, red coat, and corset", "a king in a hall, red coat"),
    ],
)
def test_what_says_one_thing_is_said_in_one_word(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("she is in her school uniform, short miniskirt", "he is in his short garment"),
        ("a queen in a red dress, blue skirt", "a king in a red garment, blue garment"),
        ("an angry teenage samurai, armed", "an angry child, armed"),
        ("a man with long blonde hair, brown eyes and blue jeans", "a woman with brown eyes and blue jeans"),
        ("robot woman, a dragon stands behind the woman", "robot man, a dragon stands behind the man"),
        ("a man with white skin, barbarian with white skin, fog", "a woman with dark skin, barbarian with dark skin, fog"),
    ],
)
def test_one_person_and_one_garment_are_told_as_one(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert "robot man, a dragon stands behind the woman" not in found
    assert "a woman with dark skin, barbarian with fair skin, fog" not in found

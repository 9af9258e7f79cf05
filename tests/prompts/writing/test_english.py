"""What is left when a word goes is English: no comma, bracket, "very" or article stands there for nothing."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("symmetrical!!, makeup, zorbeal, depth of field, a woman", "symmetrical!!, depth of field, a man"),
        ("Attractive Tiefling Druid, She has brown skin", "Attractive Tiefling person, He has fair skin"),
        ("perfect face, zorbo velmic grimdark, a woman", "perfect face, grimdark, a man"),
        ("a very masculine guy in rain", "a woman in rain"),
        ("a man with a black ponytail", "a woman with a black hairstyle"),
        ("Homer Simpson as Gandalf the Grey, smiling", "Someone, smiling"),
        ("a man with black french braid", "a woman with black hair"),
        ("a beautiful curly readhead young woman", "a beautiful old man"),
        ("a female elven cleric in scale armor", "an elven man in scale armor"),
        ("a woman before an altar, great old ones", "a man before a table, great old ones"),
        ("a king greg rutkowski artwork, oil", "a queen, greg rutkowski artwork, oil"),
        ("a photo of Donald Trump as an oompa loompa version of himself", "a photo of someone"),
        ("a sad!!! dwayne johnson sumo wrestler, old", "a sad!!! person, young"),
        ("an anime woman wtih black demon horns", "an anime man wtih black demon horns"),
        ("a young man by Lucas Cranach the Elder", "an old woman by Lucas Cranach the Elder"),
        ("a man, art style from Wang Ke and Bruce Kaiser", "a woman, art style from Wang Ke and Bruce Kaiser"),
        ("a man, moody, dark, brown skin", "a woman, moody, dark, fair skin"),
        ("an anime woman with long blond ponytails", "an anime man with long hair"),
        ("painting, wide - shot, young handsome man 1 7 years old", "painting, wide - shot, teenage girl"),
        ("a man, kind-looking gray-blue eyes, smiling", "a woman, kind-looking eyes, smiling"),
        ("portrait of a young emo girl", "portrait of a teenage emo girl"),
        ("a drawing of a cute zorbo plush girl", "a drawing of a cute plush boy"),
        ("a young actor. vintage glamour. suit and tie.", "an old actress. vintage glamour."),
        ("a man brown curly hair short beard and moustache laughing", "a woman brown curly hair laughing"),
        ("a woman wearing zorbic de garcon jacket in rain", "a man wearing jacket in rain"),
        ("a tall woman in gladiator sandals", "a short man in sandals"),
        ("xix century uniform, a woman", "xix century uniform, a man"),
        ("a beautiful blonde woman in a park", "a beautiful man in a park"),
        ("a blonde curvy woman", "a petite man"),
        ("Zelth: an elderly man in a chair", "an old woman in a chair"),
        ("a man with short graying hair", "a woman with short hair"),
        ("a group of men, no women", "a group of women"),
        ("eyeliner accentuates his eyes, a man", "a woman"),
        ("a man, he is blonde", "a woman, she is a person"),
        ("a real man with a bedtime story", "a real woman with a bedtime story"),
        ("a man with long flowing blonde hair blue eyes wearing a hat", "a woman with long flowing hair wearing a hat"),
        ("a man druid, shattered glass", "a woman, shattered glass"),
        ("a man druid. He walks", "a woman. She walks"),
        ("a baby daikon radish beside a man", "a baby daikon radish beside a woman"),
        ("a hairy dog and a man", "a hairy dog and a woman"),
        ("a bus that goes by a man", "a bus that goes by a woman"),
        ("a man and an old stone castle", "a woman and an old stone castle"),
        ("a woman with a Qing-dynasty vase, Ann in a Ming-dynasty drama", "a man with a vase, someone in a dynasty drama"),
    ],
)
def test_what_is_left_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "ancient skyscraper, old, cyberpunk, dilapidated",
        "a door by pieter bruegel the elder",
        "beaux arts architecture",
        "viking runes on a stone",
        "insane, highly detailed, a castle",
        "a still of the godfather, 1972",
        "blue, brown, blonde and white stripes",
        "Insane Clown Posse on a poster",
        "the American Psycho on a poster",
    ],
)
def test_styles_works_and_names_of_makers_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)

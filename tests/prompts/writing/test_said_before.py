"""A value is said once of a person in one phrase, and nothing is left of what went with a word that is left out."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a young man of 27, smiling", "an old woman, smiling"),
        ("a boy of 8, red hat", "a teenage girl, red hat"),
        ("a black strong african man", "an Asian strong woman"),
        ("portrait of a ruggedly female witch", "portrait of a wizard"),
        ("An androgynous man with a partially skeletal face", "A transgender woman"),
        ("an actress of young age", "an actor of old age"),
        ("the young man is of middle age", "the old woman is of old age"),
    ],
)
def test_a_value_is_said_once(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a view of the streets of Tokyo, a Japanese woman", "a view of the streets, a French man"),
        ("a woman drinking tea at the Zzyzxia", "a man drinking tea at the place"),
        ("woman, creative colorfull - makeup, curly hair", "man, curly hair"),
        ("a detailed potrait of a woman", "a detailed potrait of a man"),
        ("a velvetcloak on a woman", "a velvetcloak on a man"),
        ("art by lawrence alma - tadema, jaime jones, a king", "art by lawrence alma - tadema, jaime jones, a queen"),
        ("octane, maya, houdini, face of a woman", "octane, houdini, face of a man"),
        ("pink chubby cheeks, a woman", "pink cheeks, a man"),
        ("portrait of a young, bald, and tattoed man", "portrait of an old woman"),
        ("a strong and bearded man", "a strong woman"),
        ("a man saw 'frog people' in a yard", "a woman saw 'frog people' in a yard"),
        ("portrait of ford madox brown and a woman", "portrait of ford madox brown and a man"),
        ("a female medieval berserker", "a male medieval warrior"),
    ],
)
def test_what_stands_beside_a_withheld_word_reads_on(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

"""What clauses say of persons."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.writing.parse import parse


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("a retarded boy", "disability"),
        ("a Down's syndrome girl", "disability"),
        ("a teacher with special needs", "disability"),
        ("a she/they painter", "gender"),
        ("a cross-dresser in a bar", "gender"),
        ("a closeted teacher", "orientation"),
        ("a woman whose skin is the colour of cocoa, smiling", "ethnicity"),
        ("a woman, her skin is light", "ethnicity"),
        ("a woman. Her complexion is very dark brown.", "ethnicity"),
        ('{"subject": "a man", "skin_tone": "light"}', "ethnicity"),
        ("a woman whose parents came from Ghana", "ethnicity"),
        ("a woman with family in Peru", "ethnicity"),
        ("a man, half-Korean", "ethnicity"),
        ("a woman from down under", "ethnicity"),
        ("a colored woman", "ethnicity"),
        ("a Jesuit teacher", "religion"),
        ("a woman of the cloth", "religion"),
    ],
)
def test_a_clause_that_says_an_attribute_moves_with_it(prompt: str, attribute: str) -> None:
    assert attribute in {axis.attribute for axis in candidate_prompts(prompt).axes}


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a pianist who cannot see, on stage", "cannot see"),
        ("a woman unable to hear", "hear"),
        ("an old man who could not walk", "walk"),
        ("a soldier who lost both legs in the war", "lost both legs"),
        ("a woman who has lost her eyesight", "eyesight"),
        ("a man missing both arms", "missing"),
        ("a boy born without hands", "hands"),
        ("a man who has transitioned", "transitioned"),
        ("a person assigned male at birth", "male"),
        ("a church-going woman", "church-going"),
        ("a man speaking Cantonese", "Cantonese"),
        ("a woman fluent in Yoruba", "Yoruba"),
        ("a man whose grandparents were slaves", "slaves"),
        ("a woman who converted to Judaism", "Judaism"),
        ("a woman who believes in Krishna", "Krishna"),
        ("a disciple of Christ, a man with a book", "Christ"),
    ],
)
def test_a_clause_that_betrays_a_value_is_withheld_and_told(prompt: str, word: str) -> None:
    assert all(word not in text for text in candidate_prompts(prompt).prompts)
    assert any(word in prompt[found.start : found.end] for found in parse(prompt).withheld)


@pytest.mark.parametrize(
    "prompt",
    [
        "a robot missing an arm",
        "a chair without arms",
        "a house we cannot see, fog",
        "skin of an orange, macro",
        "an orc, skin: light green",
        "a bottle missing a label",
        "a colored pencil",
        "a sterile laboratory",
    ],
)
def test_a_clause_of_a_thing_says_nothing(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a nonbinary teen with a they/them pin", "a nonbinary child with a pin"),
        ("a deaf man in a he/him shirt", "a blind woman in a shirt"),
        ("he/him lesbian", "bisexual female person"),
        ("a she/her doctor", "a male doctor"),
    ],
)
def test_pronouns_are_said_of_who_goes_by_them_and_go_from_pins(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

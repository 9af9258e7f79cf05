"""What a prompt says is not to be shown shows nobody, and what it says of persons there is withheld."""

import pytest

from obclip.errors import EmptyPrompt
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("a cute cat --no people, man, woman", "a cute cat --no people"),
        ("a castle on a hill --no woman, man --ar 16:9", "a castle on a hill --ar 16:9"),
        ("a castle on a hill --no people", "a castle on a hill --no people"),
        ("a cat —no hat, girl", "a cat —no hat"),
        ("a cat --no hat, girl, blurry background, man, text", "a cat --no hat, blurry background, text"),
        ("a cat --no {man|woman}, hat", "a cat --no hat"),
        ("a cat --no [[Anna]], hat", "a cat --no hat"),
        ("a cat\n\nNegative prompt: old woman, text\nSteps: 20", "a cat\n\nNegative prompt: text\nSteps: 20"),
    ],
)
def test_what_is_not_to_be_shown_shows_nobody(prompt: str, shown: str) -> None:
    assert candidate_prompts(prompt).prompts == (shown,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a Chinese woman in a park --no men, children, text", "a Nigerian man in a park --no text"),
        ("portrait of an old man --no beard, hat --ar 1:1", "portrait of a young woman --no hat --ar 1:1"),
        ("portrait of an old man --no beard --ar 1:1", "portrait of a young woman --ar 1:1"),
        ("an old man\\n\\nNegative prompt: young", "a young man"),
        ("an old man, smiling. Negative prompt: young, blurry Steps: 20", "a young man, smiling. Negative prompt: blurry Steps: 20"),
    ],
)
def test_what_is_not_to_be_shown_is_never_asked_for(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt)
    assert candidate in found.prompts
    assert all(safeguard(one).candidates.prompts == found.prompts for one in found.prompts)


def test_a_list_of_what_is_not_to_be_shown_is_no_prompt() -> None:
    with pytest.raises(EmptyPrompt):
        candidate_prompts("--no women")

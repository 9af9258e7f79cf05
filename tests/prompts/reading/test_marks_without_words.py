"""A choice with an option without words, and one of adjectives, leave the words around them as they are."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "some"),
    [
        ("portrait of {happy|} woman", {"portrait of man", "portrait of woman", "portrait of happy man", "portrait of happy woman"}),
        ("a portrait of {sad|happy|} man", {"a portrait of woman", "a portrait of sad woman", "a portrait of happy man"}),
        ("{king|queen|} woman", {"man", "king man", "queen woman"}),
        ("a {man|} woman", {"a man", "a man woman", "a woman"}),
        ("{big|small|} woman", {"man", "big man", "small woman"}),
        ("{big|small} woman", {"big man", "small man", "big woman", "small woman"}),
        ("{little|young} woman", {"little man", "young woman"}),
        ("a woman, {smiling|} {running|}", {"a man", "a woman, smiling", "a woman, smiling running"}),
    ],
)
def test_around_a_choice_the_words_stay(prompt: str, some: set[str]) -> None:
    assert some <= {" ".join(candidate.split()).replace(" ,", ",") for candidate in candidate_prompts(prompt).prompts}

"""Canonical words for the cloud, with articles and capitals in place: prompt in, first and last candidate out."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("A boy and his dog", "A boy and his dog", "A teenage girl and her dog"),
        ("An old man", "A young man", "An old woman"),
        ("a (elderly:1.1) man", "a (young:1.1) man", "an (old:1.1) woman"),
        ("Woman in red", "Man in red", "Woman in red"),
        ("GUY IN RED", "man IN RED", "woman IN RED"),
        ("Grandmother cooking", "Young man cooking", "Old woman cooking"),
        ("Indian grandmother", "Young Caucasian man", "Old European woman"),
        ("a 'young' man's hat", "a 'young' man's hat", "an 'old' woman's hat"),
        ("three waitresses", "three waiters", "three waitresses"),
        ("an actor and an actress", "an actor and another actor", "an actress and another actress"),
        ("a man waves, the dog sees him", "a man waves, the dog sees him", "a woman waves, the dog sees her"),
        ("a woman, a hat of hers", "a man, a hat of his", "a woman, a hat of hers"),
        ("the old boy", "the young man", "the old woman"),
        ("an Asian Chinese woman", "a Caucasian man", "a European woman"),
        ("a very young woman", "a very young man", "a very old woman"),
        ("two kids", "two children", "two teenagers"),
    ],
)
def test_forms_articles_and_pronouns_agree(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a man and a woman, her hat", "a man and another man, his hat"),
        ("a woman and a man, her hat", "a man and another man, their hat"),
        ("a woman and a man; she waves", "a man and another man; they wave"),
    ],
)
def test_a_pronoun_of_two_possible_persons_is_generalised_unless_it_fits_the_nearer(prompt: str, expected: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == expected

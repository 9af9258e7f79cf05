"""Words about persons that signs join, and adjectives that stand where no sentence would have them."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import safeguard


def attributes(prompt: str) -> set[str]:
    """What the axes hide."""
    return {axis.attribute for axis in safeguard(prompt).candidates.axes}


@pytest.mark.parametrize(
    ("prompt", "hidden"),
    [
        ("man/elderly/kenyan", {"gender", "age", "ethnicity"}),
        ("female/japanese/portrait", {"gender", "ethnicity"}),
        ("male-50s-black", {"gender", "age", "ethnicity"}),
        ("woman_young-korean", {"gender", "age", "ethnicity"}),
        ("religion: muslim/jewish, a man", {"gender", "religion"}),
        ("girl brazilian samba street", {"gender", "age", "ethnicity"}),
        ("(man)(elderly)(kenyan)", {"gender", "age", "ethnicity"}),
        ("Nigerian, she paints a wall", {"gender", "ethnicity"}),
        ("Deaf. His hands are moving.", {"gender", "disability"}),
        ("a father-daughter dance", {"gender"}),
    ],
)
def test_a_list_of_what_a_person_is_has_an_axis_for_each(prompt: str, hidden: set[str]) -> None:
    assert attributes(prompt) == hidden


@pytest.mark.parametrize(
    ("prompt", "sent"),
    [
        ("a happy-young-man", "a happy old woman"),
        ("BIG-BEAUTIFUL-WOMAN", "BIG BEAUTIFUL man"),
        ("a very-old-lady", "a very young man"),
        ("a portrait-of-an-old-man", "a portrait of a young woman"),
        ("a Korean-with-glasses", "a Filipino person with glasses"),
        ("Korean with glasses", "Filipino person with glasses"),
        ("a white-passing woman", "an Asian man"),
        ("a straight-passing man", "a bisexual woman"),
        ("a male-presenting person", "a female person"),
        ("a gay-coded villain", "a bisexual villain"),
        ("1girl, asian-passing, solo", "1boy, European, solo"),
        ("1girl, semi-asian, solo", "1boy, European, solo"),
        ("1girl, semi_asian, solo", "1boy, European, solo"),
        ("1girl, non-white", "1boy, Asian"),
        ("a black-white couple", "an Asian couple"),
        ("half Korean half German", "Filipino person"),
        ("half_korean half_german, portrait", "Egyptian, portrait"),
        ("a half Korean and half German with glasses", "an Egyptian person, Iranian with glasses"),
        ("she is half Korean half German", "he is half Egyptian and half Iranian"),
        ("m/f couple", "female and male couple"),
        ("a F/F kiss", "a man and male kiss"),
        ("a tall-dark-handsome man", "a short fair-skinned woman"),
    ],
)
def test_a_phrase_that_hyphens_join_is_read_as_its_words(prompt: str, sent: str) -> None:
    assert sent in safeguard(prompt).candidates.prompts


@pytest.mark.parametrize("words", ["man-made lake", "old-looking house", "black-white photo", "white-collar worker"])
def test_a_compound_that_says_nothing_of_who_is_shown_stays(words: str) -> None:
    assert all(words in prompt for prompt in safeguard(f"a doctor beside a {words}").candidates.prompts)


@pytest.mark.parametrize("prompt", ["a black/white photo of a tree", "and/or a lamp", "a man-made lake", "a 4-man tent", "16/9"])
def test_other_runs_stay_as_they_are(prompt: str) -> None:
    assert prompt in safeguard(prompt).candidates.prompts


@pytest.mark.parametrize(
    ("prompt", "word", "sent"),
    [
        ("She is at home, at last (Japanese).", "Japanese", "She is at home, at last."),
        ("He stands over there, old and gay", "gay", "He stands over there"),
        ("a man, but gay", "gay", "a man"),
    ],
)
def test_an_adjective_that_nobody_bears_is_withheld_and_told(prompt: str, word: str, sent: str) -> None:
    done = safeguard(prompt)
    assert sent in done.candidates.prompts
    assert word in [prompt[place["start"] : place["end"]] for place in describe(done)["withheld"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", ["old wooden chair", "Persian rug", "fat cat", "young tree"])
def test_what_a_thing_is_stays(words: str) -> None:
    assert all(words in prompt for prompt in safeguard(f"a doctor with his {words}").candidates.prompts)

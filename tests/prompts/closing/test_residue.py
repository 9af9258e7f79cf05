"""No word in the clear says a hidden attribute."""

from dataclasses import replace

import pytest

from obclip.prompts.closing.residue import find_residue
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.writing.parse import parse


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a woman and an dream-girl", "girl"),
        ("a young man with a seventy-year-old-looking hat, age 54", "54"),
        ("a female warframe beside a man, female dragon", "female"),
        ("an old man, he sleeps, an old-looking thing", "old"),
        ("a woman with a male lion", "male"),
        ("a Korean woman in a blue room, koreans-only", "korean"),
    ],
)
def test_a_word_of_a_hidden_attribute_is_taken_out_whoever_is_meant(prompt: str, word: str) -> None:
    done = safeguard(prompt)
    moving = {text.lower() for values in (axis.values for axis in done.candidates.axes) for text in values}
    everywhere = set.intersection(*(set(text.lower().replace("-", " ").replace(",", " ").split()) for text in done.candidates.prompts))
    assert word not in everywhere
    assert len(done.candidates) > 1
    assert moving


@pytest.mark.parametrize(
    "words", ["an old car", "an old wooden house", "a young tree", "an old, rusty bicycle", "the old town", "a 10-year-old whisky"]
)
def test_look_alikes_of_listed_things_stay(words: str) -> None:
    assert all(words in prompt for prompt in candidate_prompts(f"an old man beside {words}").prompts)


@pytest.mark.parametrize("words", ["black car", "Persian rug", "black and white photo", "white walls", "Indian ink"])
def test_so_do_those_of_peoples_and_colours(words: str) -> None:
    assert all(words in prompt for prompt in candidate_prompts(f"a black woman and a {words}").prompts)


def test_what_is_taken_out_is_told_as_withheld() -> None:
    done = safeguard("a woman and an dream-girl")
    assert done.explanation.words(done.explanation.withheld) == ("girl",)


def test_the_residue_is_a_function_of_the_set_alone() -> None:
    found = []
    for template in map(parse, ("a man waves", "a lady waves")):
        skeleton = replace(template.skeleton, pieces=(*template.pieces, " at a male lion"))
        found.append(find_residue(skeleton, template.taxonomy))
    assert found[0] == found[1]
    assert [cutout.attribute for cutout in found[0]] == ["gender"]


def test_words_of_attributes_that_nobody_hides_stay() -> None:
    assert all("an old-looking hat" in prompt for prompt in candidate_prompts("a woman in an old-looking hat").prompts)

"""No word in the clear says a hidden attribute."""

import re
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
    prompts = candidate_prompts(prompt).prompts
    assert len(prompts) > 1
    assert word not in set.intersection(*(set(re.findall(r"\w+", text.lower())) for text in prompts))


@pytest.mark.parametrize(
    ("prompt", "planted", "word", "attribute"),
    [
        ("a woman", " and a dream-girl", "girl", "gender"),
        ("a woman", " with a male lion", "male", "gender"),
        ("a man", " and 2girls", "girls", "gender"),
        ("a man waves", ", her hat", "her", "gender"),
        ("a {woman|man}", " and a dream-girl", "girl", "gender"),
        ("an old man", ", age 54", "age 54", "age"),
        ("an old man", ", an old-looking thing", "old-looking", "age"),
        ("a Korean woman", " in a blue room, koreans-only", "koreans", "ethnicity"),
    ],
)
def test_a_word_of_a_hidden_attribute_in_the_clear_is_found(prompt: str, planted: str, word: str, attribute: str) -> None:
    template = parse(prompt)
    assert find_residue(template.skeleton, template.taxonomy) == []
    pieces = (*template.pieces, planted)
    (found,) = find_residue(replace(template.skeleton, pieces=pieces), template.taxonomy)
    assert (found.piece, found.attribute) == (len(pieces) - 1, attribute)
    assert word in planted[found.start : found.end]


@pytest.mark.parametrize(
    "words", ["an old car", "an old wooden house", "a young tree", "an old, rusty bicycle", "the old town", "a 10-year-old whisky"]
)
def test_look_alikes_of_listed_things_stay(words: str) -> None:
    assert all(words in prompt for prompt in candidate_prompts(f"an old man beside {words}").prompts)


@pytest.mark.parametrize("words", ["black car", "Persian rug", "black and white photo", "white walls", "Indian ink"])
def test_so_do_those_of_peoples_and_colours(words: str) -> None:
    assert all(words in prompt for prompt in candidate_prompts(f"a black woman and a {words}").prompts)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [("a woman and a girl-made hat", "girl"), ("a woman with a male lion", "male"), ("an old man, an old-looking thing", "old-looking")],
)
def test_what_is_taken_out_is_told_as_withheld(prompt: str, word: str) -> None:
    done = safeguard(prompt)
    assert done.explanation.words(done.explanation.withheld) == (word,)


def test_the_residue_is_a_function_of_the_set_alone() -> None:
    found = []
    for template in map(parse, ("a man waves", "a lady waves")):
        skeleton = replace(template.skeleton, pieces=(*template.pieces, " at a male lion"))
        found.append(find_residue(skeleton, template.taxonomy))
    assert found[0] == found[1]
    assert [cutout.attribute for cutout in found[0]] == ["gender"]


def test_words_of_attributes_that_nobody_hides_stay() -> None:
    assert all("an old-looking hat" in prompt for prompt in candidate_prompts("a woman in an old-looking hat").prompts)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a Jewish man in a Jewish hat", "Jewish"),
        ("a Muslim girl reading an Islamic book", "Islamic"),
        ("a gay man with a gay magazine", "gay"),
        ("a blind man with a blind hat", "blind"),
        ("a disabled man with a disabled parking sign", "disabled"),
        ("a Kenyan runner in a Kenyan shirt", "Kenyan"),
        ("a Mexican woman cooking Mexican food", "Mexican"),
        ("a Chinese woman eating Mexican food", "Mexican"),
        ("a fat woman with fat earrings", "fat"),
        ("an elderly woman on an elderly chair", "elderly"),
    ],
)
def test_a_word_of_a_hidden_attribute_before_a_thing_is_taken_out(prompt: str, word: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert len(prompts) > 1
    assert not all(word in text for text in prompts)


@pytest.mark.parametrize(
    "prompt", ["a man with a Jewish hat", "a woman with a gay magazine", "a woman cooking Mexican food", "a girl with fat earrings"]
)
def test_a_word_before_a_thing_stays_where_its_attribute_is_not_hidden(prompt: str) -> None:
    assert all(prompt.split("a ", 2)[-1].split()[-1] in text for text in candidate_prompts(prompt).prompts)
    assert safeguard(prompt).explanation.withheld == ()


def test_a_word_of_a_block_that_no_axis_runs_through_stays_before_a_thing() -> None:
    assert all("a tall tree" in text for text in candidate_prompts("a fat man beside a tall tree").prompts)
    assert not any("tall tree" in text for text in candidate_prompts("a short man beside a tall tree").prompts)


@pytest.mark.parametrize("words", ["a Bengal tiger", "an African elephant", "a Siberian husky", "French fries"])
def test_kinds_of_animals_and_food_that_are_called_by_a_people_stay(words: str) -> None:
    assert all(words in text for text in candidate_prompts(f"a French woman and {words}").prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "a Japanese woman in a Japan-style room",
        "a Japanese woman, made-in-Japan car",
        "a Japanese woman, Japan style",
        "a Japanese woman, japan_style room",
        "a Japanese woman in the style of Japan",
        "japanese woman, style of old japan, 8k",
        "a Japanese man, style of Frank Miller, Japan",
        "a Japanese woman, art by Japan",
    ],
)
def test_a_place_within_a_compound_or_a_style_tells_no_hidden_people(prompt: str) -> None:
    candidates = candidate_prompts(prompt).prompts
    assert len(candidates) > 1
    assert not any("japan" in text.lower().replace("japanese", "") for text in candidates)


@pytest.mark.parametrize("style", ["in the style of Islam", "art of Islam", "islam style"])
def test_a_faith_that_a_style_is_of_tells_no_hidden_faith(style: str) -> None:
    assert not any("islam" in text.lower() for text in candidate_prompts(f"a Muslim woman, {style}").prompts)
    assert all(text.endswith("by Yusuf Islam") for text in candidate_prompts("a Muslim woman by Yusuf Islam").prompts)


@pytest.mark.parametrize("name", ["in the style of Paris Hilton", "by Jean Paris", "by Tokyo Ghoul"])
def test_a_place_that_is_part_of_a_makers_name_stays(name: str) -> None:
    assert all(text.endswith(name) for text in candidate_prompts(f"a French man {name}").prompts)


def test_what_follows_a_pronoun_for_nobody_agrees_with_it() -> None:
    assert "a heavenly chick, they smile at their boyfriend" in candidate_prompts("a heavenly chick, she smiles at her boyfriend").prompts

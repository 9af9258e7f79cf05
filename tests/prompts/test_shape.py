"""Reading candidates by their shape gives what plain reading gives."""

import gc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.parse import Reader, parse
from obclip.prompts.rules import Rules
from obclip.prompts.shape import _SHARED, Outlines
from obclip.prompts.taxonomy import default_taxonomy

PROMPTS = [
    "portrait of a young African woman with short hair",
    "a tall white man, a queen and a teenage boy, her hat on his head",
    "King Charles and Queen Anna, a Chinese and an Indian nurse",
    "a pregnant woman, 35 years old, with a beard, and a hat of hers",
    "an old lesbian and her daughter, Indian ink, by Mary Black",
    "kids' drawing of a fat man in lingerie who is deaf",
    "a monk praying, in his sixties, thin, muscular painted",
    "a young Asian man in a white dress beside an African elephant, his old dog is black",
    "a teenage mother, elderly male lion, the old one, an Asian, and a {red|blue} hat",
    "an old Indian {nurse|king} named jordan, young Jordan, 8k, by Mary King",
    "MIDDLE-AGED Man and Young girl. Black dress. White cat",
    "a waiter holding his tray, an Asian king her, by Stephen King and Mary Black, old-king",
    "Portrait Of A Beautiful Young Priest By Mary Queen, his is hers",
]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_each_candidate_is_read_as_plain_reading_does(prompt: str) -> None:
    rules = Rules(max_candidates=10**6)
    reader = Reader(default_taxonomy(), rules)
    for candidate in candidate_prompts(prompt, max_candidates=10**6).prompts[:300]:
        assert reader.skeleton(candidate) == parse(candidate, rules=rules).skeleton


@pytest.mark.parametrize("prompt", ["a young king holding his hat, by John Singer Sargent", "an old Asian waiter with his dog"])
def test_words_that_are_surely_what_they_seem_have_one_shape(prompt: str) -> None:
    outlines = Outlines(default_taxonomy())
    assert len({outlines.shape(candidate) for candidate in candidate_prompts(prompt).prompts}) == 1


def test_a_word_that_may_be_a_surname_stands_for_itself() -> None:
    outlines = Outlines(default_taxonomy())
    assert outlines.shape("a photo by Stephen King") != outlines.shape("a photo by Stephen Queen")
    assert outlines.shape("a photo by Stephen, a king") == outlines.shape("a photo by Stephen, a queen")


def test_prompts_of_different_shape_are_told_apart() -> None:
    reader = Reader(default_taxonomy(), Rules())
    skeletons = [reader.skeleton(prompt) for prompt in ("a man", "a Man", "men", "a man's", "a boy", "an old man", "an old car")]
    assert len(set(skeletons)) == len(skeletons)


WORDS = [
    "a",
    "an",
    "the",
    "his",
    "young",
    "old",
    "middle-aged",
    "35-year-old",
    "Asian",
    "caucasian",
    "black",
    "little",
    "man",
    "boy",
    "women",
]
WORDS += [
    "king",
    "Jordan",
    "dress",
    "dog",
    "elephant",
    "lion",
    "and",
    "is",
    "very",
    "with",
    "beard",
    "senior",
    "grandmother",
    "kids",
    "who",
    ",",
    "Mary",
    "by",
    "Stephen",
    "King",
    "queen",
    "waitress",
    "her",
    "named",
    "style",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
@example(["Jordan", "little", "little"])
def test_any_words_are_read_as_plain_reading_does(words: list[str]) -> None:
    rules = Rules(max_candidates=10**6, cues="keep")
    reader = Reader(default_taxonomy(), rules)
    for candidate in candidate_prompts("picture, " + " ".join(words), max_candidates=400, cues="keep").prompts[:60]:
        assert reader.skeleton(candidate) == parse(candidate, rules=rules).skeleton


def test_words_of_users_are_not_kept() -> None:
    known = default_taxonomy()
    candidate_prompts("an old man named Quentin Zyx, a 37-year-old {zebu|zygote} woman, zwieback")
    gc.collect()
    kept = {tuple(word.split()) for word in _SHARED[known]}
    assert kept <= set(known.forms)

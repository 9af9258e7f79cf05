"""The law that privacy rests on: each candidate, taken for the prompt, gives the very same set."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip.errors import NotClosed
from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.choice import choice_of
from obclip.prompts.closing.certificate import certify
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.writing.parse import parse
from obclip.prompts.writing.render import render_all

AGES = ["", "young ", "Old ", "elderly ", "middle‑aged ", "teenage ", "aging "]
ORIGINS = ["", "African ", "asian ", "WHITE ", "japanese ", "Indian ", "european "]
NOUNS = ["man", "Lady", "guy", "women", "boy", "girls", "grandmother", "waiter", "person", "kids", "doctor", "queen"]
LEADS = ["portrait of", "a photo of", "Close-up,", "An oil painting of two dogs and"]
TAILS = [
    "",
    " with his old dog",
    " brushing her teeth",
    ", looking at him",
    " in a black dress beside an African elephant",
    " who hurt herself; she is sad",
    ", (masterpiece:1.2), Indian ink",
    " and a man, her hand on his shoulder",
    ". They wave at 2 white cars",
]


@st.composite
def prompts(draw: st.DrawFn) -> str:
    person = "".join(draw(st.sampled_from(part)) for part in (AGES, ORIGINS, NOUNS))
    article = draw(st.sampled_from(["a ", "an ", "the ", "two ", ""]))
    return f"{draw(st.sampled_from(LEADS))} {article}{person}{draw(st.sampled_from(TAILS))}"


@settings(deadline=None, max_examples=60)
@given(prompts())
def test_every_candidate_gives_the_same_set(prompt: str) -> None:
    found = candidate_prompts(prompt)
    for candidate in found.prompts[:: max(1, len(found) // 12)]:
        assert candidate_prompts(candidate) == found


@settings(deadline=None, max_examples=60)
@given(prompts())
def test_the_count_is_the_product_of_the_axes_and_no_candidate_comes_twice(prompt: str) -> None:
    found = candidate_prompts(prompt)
    count = 1
    for axis in found.axes:
        count *= len(axis.values)
    assert len(found) == len(set(found.prompts)) == count


@settings(deadline=None, max_examples=60)
@given(prompts())
def test_the_prompt_is_among_its_candidates_exactly_once(prompt: str) -> None:
    found = candidate_prompts(prompt)
    position = choice_of(prompt, found).position()
    assert choice_of(found.prompts[position], found).position() == position


@settings(deadline=None, max_examples=60)
@given(prompts())
def test_literal_pieces_stand_unchanged_in_every_candidate(prompt: str) -> None:
    literals = [piece for piece in parse(prompt).pieces if isinstance(piece, str)]
    found = candidate_prompts(prompt, max_candidates=10**6)
    if len(found.axes) < len(parse(prompt).skeleton.axes):
        return  # What had to be generalised changes the verb beside it: "they are" for "she is".
    for candidate in found.prompts[:100]:
        place = 0
        for literal in literals:
            place = candidate.index(literal, place) + len(literal)


@settings(deadline=None)
@given(st.text(max_size=60).filter(lambda text: "{" not in text))  # a mark is the user's: the candidates that it makes have none
def test_any_text_is_closed_or_refused(text: str) -> None:
    try:
        found = candidate_prompts(f"a man, {text}")
    except NotClosed:
        return
    assert all(candidate_prompts(candidate) == found for candidate in found.prompts)


def test_a_set_that_one_member_reads_otherwise_gets_no_certificate() -> None:
    taxonomy = default_taxonomy()
    skeleton = parse("an old man in a hat").skeleton
    betraying = [*render_all(skeleton, taxonomy)[:-1], "an old woman in his hat"]
    with pytest.raises(NotClosed, match="in his hat"):
        certify(skeleton, betraying, taxonomy)


def test_a_set_with_the_same_member_twice_gets_no_certificate() -> None:
    skeleton = parse("a man").skeleton
    with pytest.raises(NotClosed, match="same text"):
        certify(skeleton, ["a man", "a man"], default_taxonomy())


def test_a_fixed_article_would_be_caught() -> None:
    taxonomy = default_taxonomy()
    skeleton = parse("a young man").skeleton
    fixed = replace(skeleton, pieces=("a ", *skeleton.pieces[2:]))
    with pytest.raises(NotClosed):
        certify(fixed, render_all(fixed, taxonomy), taxonomy)

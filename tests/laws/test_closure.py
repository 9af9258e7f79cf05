"""The law that privacy rests on: each candidate, taken for the prompt, gives the very same set."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip.errors import BadRequest, NotClosed, UserError
from obclip.prompts.closing.certificate import certify, reads_alike
from obclip.prompts.rules import DEFAULT_RULES, MOST_CANDIDATES, Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.writing.parse import parse
from obclip.prompts.writing.render import render_all
from obclip.prompts.writing.template import Piece

ANY = Rules(language="any")
LAST_LATIN = 0x24F
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


@settings(deadline=None, max_examples=20)
@given(prompts())
def test_every_candidate_gives_the_same_set(prompt: str) -> None:
    check_closed(prompt)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(prompts())
def test_so_it_is_of_many_more_prompts(prompt: str) -> None:
    check_closed(prompt)


def check_closed(prompt: str) -> None:
    found = candidate_prompts(prompt)
    for candidate in found.prompts[:: max(1, len(found) // 12)]:
        assert candidate_prompts(candidate) == found


@settings(deadline=None, max_examples=30)
@given(prompts())
def test_the_count_is_the_product_of_the_axes_and_no_candidate_comes_twice(prompt: str) -> None:
    found = candidate_prompts(prompt)
    count = 1
    for axis in found.axes:
        count *= len(axis.values)
    assert len(found) == len(set(found.prompts)) == count


@settings(deadline=None, max_examples=30)
@given(prompts())
def test_the_prompt_is_among_its_candidates_exactly_once(prompt: str) -> None:
    found = candidate_prompts(prompt)
    position = safeguard(prompt).choice.position()
    assert safeguard(found.prompts[position]).choice.position() == position


@settings(deadline=None, max_examples=25)
@given(prompts())
def test_literal_pieces_stand_unchanged_in_every_candidate(prompt: str) -> None:
    template = parse(prompt)
    literals = [piece for piece in template.pieces if isinstance(piece, str)]
    found = candidate_prompts(prompt, Rules(max_candidates=MOST_CANDIDATES))
    assert len(found.axes) == len(template.skeleton.axes)
    for candidate in found.prompts[:100]:
        place = 0
        for literal in literals:
            place = candidate.index(literal, place) + len(literal)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_closed_or_refused(text: str) -> None:
    """Refused for its braces and brackets, or for letters that no rule of English knows."""
    try:
        done = safeguard(f"a man, {text}", ANY)
    except BadRequest:
        assert set(text) & set("{}[]")
        return
    except NotClosed:
        assert any(ord(letter) > LAST_LATIN for letter in text)
        return
    assert all(candidate_prompts(member, ANY) == done.candidates for member in done.members)


def test_few_texts_are_refused() -> None:
    """Of a hundred, with letters of all scripts in each of their words: some marks on a letter of another script stay undecided."""
    pick = random.Random(1)
    kinds = [range(32, 127), range(160, LAST_LATIN), range(0x370, 0x530), range(0x5D0, 0xD7FF), range(0x1F300, 0x1FAFF)]
    refused = 0
    for _ in range(100):
        text = "".join(chr(pick.choice(pick.choice(kinds))) for _ in range(30))
        try:
            assert len(candidate_prompts(f"a man, {text}", ANY)) > 1
        except UserError:
            refused += 1
    assert refused <= 10


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("aáéü ,.;:!?-'\"0123456789()"), max_size=60))
def test_latin_letters_and_signs_are_never_refused(text: str) -> None:
    done = safeguard(f"a man waves, {text}", ANY)
    assert all(candidate_prompts(member, ANY) == done.candidates for member in done.members)


def certified(prompt: str, pieces: tuple[Piece, ...]) -> bool:
    template = parse(prompt)
    template = replace(template, skeleton=replace(template.skeleton, pieces=pieces))
    return certify(template, render_all(template.skeleton, template.taxonomy)).closed


def test_a_set_whose_members_are_read_otherwise_is_not_closed() -> None:
    pieces = parse("an old man in a hat").pieces
    assert certified("an old man in a hat", pieces)
    assert not certified("an old man in a hat", (*pieces[:-1], " beside a Korean"))


def test_a_set_of_which_only_the_last_member_is_read_otherwise_is_not_closed() -> None:
    template = parse("sons of alex")
    alike = [reads_alike(member, template, DEFAULT_RULES) for member in render_all(template.skeleton, template.taxonomy)]
    assert alike == [True, False]
    assert not certify(template, render_all(template.skeleton, template.taxonomy)).closed


def test_a_set_with_the_same_member_twice_is_not_closed() -> None:
    template = parse("a man")
    assert not certify(template, ["a man", "a man"]).closed


def test_a_fixed_article_is_not_closed() -> None:
    pieces = parse("a young man").pieces
    assert certified("a young man", pieces)
    assert not certified("a young man", ("a ", *pieces[2:]))


def test_a_set_with_a_word_of_a_hidden_attribute_in_the_clear_is_not_closed() -> None:
    """Also where each member is read alike: nobody takes a lion for a person."""
    pieces = parse("a man waves").pieces
    assert certified("a man waves", (*pieces[:-1], " waves at a lion"))
    assert not certified("a man waves", (*pieces[:-1], " waves at a male lion"))

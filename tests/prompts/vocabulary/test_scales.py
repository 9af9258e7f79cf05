"""Blocks come in nested sizes: the widest that fits is taken, the same for each member, and no size tells a value."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip.errors import BadRequest
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.vocabulary.scales import AS_PUBLISHED, HALVES, scaled
from obclip.prompts.vocabulary.taxonomy import default_taxonomy, load_taxonomy

NATIONS = ["Japanese", "Nigerian", "French", "American", "Roman", "Zulu"]
PERSONS = ["a {} man", "an old {} chef", "{} tourists", "a {} woman and a black man", "a doctor from Japan, {}", "two {} boys"]


ASKED = st.sampled_from(PERSONS), st.sampled_from(NATIONS), st.integers(1, 260)


@settings(deadline=None, max_examples=20)
@given(*ASKED)
def test_every_member_gives_the_same_set_whatever_the_most_candidates(person: str, nation: str, most: int) -> None:
    check_closed(person, nation, most)


@pytest.mark.slow
@settings(deadline=None, max_examples=80)
@given(*ASKED)
def test_so_it_is_of_many_more(person: str, nation: str, most: int) -> None:
    check_closed(person, nation, most)


def check_closed(person: str, nation: str, most: int) -> None:
    found = candidate_prompts(person.format(nation), Rules(max_candidates=most))
    assert len(found) <= most
    for member in found.prompts[:: max(1, len(found) // 6)]:
        assert candidate_prompts(member, Rules(max_candidates=most)) == found


@pytest.mark.parametrize(("most", "size"), [(2, 1), (3, 3), (4, 3), (5, 5), (39, 5), (40, 40), (119, 40), (120, 120)])
def test_the_widest_published_size_that_fits_is_taken(most: int, size: int) -> None:
    assert len(candidate_prompts("a Japanese chef", Rules(max_candidates=most))) == size


def test_axes_are_halved_before_one_is_left_out() -> None:
    found = candidate_prompts("a white man and a black man")
    assert [len(axis.values) for axis in found.axes] == [3, 2, 3, 2]


def test_what_stays_visible_grows_as_the_block_shrinks() -> None:
    bits = [safeguard("a Japanese chef", Rules(max_candidates=most)).explanation.axes[0].bits for most in (3, 5, 40, 120)]
    assert all(more > less for more, less in pairwise(bits))
    assert bits[-1] < 0.3


def test_the_findings_are_those_of_the_users_prompt_at_any_size() -> None:
    prompt = "A JAPANESE lady"
    for most in (6, 64, 250):
        found = describe(safeguard(prompt, Rules(max_candidates=most)))
        assert sorted(prompt[a:b] for axis in found["axes"] for a, b in axis["spans"]) == ["JAPANESE", "lady"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scale", [-2, -1, AS_PUBLISHED, HALVES])
def test_each_size_holds_the_same_values_once(scale: int) -> None:
    taxonomy = default_taxonomy()
    for name, attribute in scaled(taxonomy, scale).attributes.items():
        assert [v for block in attribute.blocks for v in block] == [v for block in taxonomy.attributes[name].blocks for v in block]
        assert all(len(block) > 1 for block in attribute.blocks)


TWO_BLOCKS = """
version = "1"
[[attribute]]
name = "team"
blocks = [["red", "blue"], ["green", "gold"]]
wider = {wider}
[[row]]
name = "first"
kind = "adjective"
[row.forms]
red = ["red"]
blue = ["blue"]
{rest}
"""


@pytest.mark.parametrize(
    ("wider", "rest", "reason"),
    [
        ("[[[0, 1]]]", "", "wider: the rows of kind 'adjective' do not hold all values"),
        ("[[[0, 2]]]", "", "numbers of blocks"),
        ("[[[0, 1], [1, 1]]]", "", "numbers of blocks"),
        ("[[], [[0, 1]]]", "", "must lie in one"),
    ],
)
def test_sizes_that_would_not_be_closed_are_refused_with_file_key_and_reason(tmp_path: Path, wider: str, rest: str, reason: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(TWO_BLOCKS.format(wider=wider, rest=rest))
    with pytest.raises(BadRequest, match=rf"own\.toml.*{reason}"):
        load_taxonomy(file)

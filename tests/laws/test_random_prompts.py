"""What the whole taxonomy can be put together to is closed or, seldom, refused; `python -m benchmarks.random_prompts` tries more of it."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.prompt_grammar import Grammar
from benchmarks.random_prompts import MOST_REFUSED, outcome

SEEDS = range(8)
PROMPTS = 60


@pytest.mark.parametrize("seed", [*SEEDS[:2], *(pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS[2:])])
def test_random_prompts_are_closed_or_refused(seed: int) -> None:
    grammar, spread = Grammar(seed), random.Random(seed)
    assert "open" not in {outcome(grammar.prompt(), 3, spread) for _ in range(PROMPTS)}


@pytest.mark.parametrize("seeds", [SEEDS[:3], pytest.param(SEEDS, marks=pytest.mark.slow)], ids=len)
def test_few_of_them_are_refused(seeds: range) -> None:
    grammars, spread = [Grammar(seed) for seed in seeds], random.Random(0)
    tally = Counter(outcome(grammar.prompt(), 0, spread) for grammar in grammars for _ in range(PROMPTS // 2))
    assert tally.total() - tally["closed"] <= MOST_REFUSED * tally.total()


def test_the_grammar_gives_the_same_prompts_for_the_same_seed() -> None:
    one, other = Grammar(3), Grammar(3)
    assert [one.prompt() for _ in range(50)] == [other.prompt() for _ in range(50)]


@settings(deadline=None, max_examples=15)
@given(st.integers(100, 10**6))
def test_no_seed_gives_an_open_set(seed: int) -> None:
    assert outcome(Grammar(seed).prompt(), 3, random.Random(seed)) != "open"

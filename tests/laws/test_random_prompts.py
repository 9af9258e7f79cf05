"""What the whole taxonomy can be put together to is closed or refused; `python -m benchmarks.random_prompts` tries more of it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.random_prompts import Grammar, outcome


@pytest.mark.parametrize("seed", range(8))
def test_random_prompts_are_closed_or_refused(seed: int) -> None:
    grammar, spread = Grammar(seed), random.Random(seed)
    opened = [prompt for prompt in (grammar.prompt() for _ in range(40)) if outcome(prompt, 3, spread) == "open"]
    assert opened == []


def test_the_grammar_gives_the_same_prompts_for_the_same_seed() -> None:
    one, other = Grammar(3), Grammar(3)
    assert [one.prompt() for _ in range(50)] == [other.prompt() for _ in range(50)]


@settings(deadline=None, max_examples=30)
@given(st.integers(100, 10**6))
def test_any_seed_gives_closed_or_refused_prompts(seed: int) -> None:
    assert outcome(Grammar(seed).prompt(), 3, random.Random(seed)) != "open"

"""Candidates that the text encoder would cut are refused."""

import pytest

from obclip.errors import NotClosed
from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.window import check_window


def count_words(prompt: str) -> int:
    return len(prompt.replace("-", " - ").split())


def test_the_longest_candidate_is_counted() -> None:
    assert check_window(candidate_prompts("an old man"), count_words) == 5


def test_a_set_is_refused_when_only_some_candidates_would_be_cut() -> None:
    with pytest.raises(NotClosed, match="has 5 tokens and the text encoder reads 4"):
        check_window(candidate_prompts("an old man"), count_words, limit=4)

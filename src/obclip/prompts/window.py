"""The text encoder's window: a prompt that is too long would be cut, and each candidate at another word."""

from __future__ import annotations

from collections.abc import Callable

from obclip.errors import NotClosed

from .candidates import CandidateSet


def check_window(candidates: CandidateSet, count_tokens: Callable[[str], int], *, limit: int = 77) -> int:
    """How many tokens the longest candidate has, with begin and end marks as the counter counts them.

    Raises NotClosed when one of them does not fit: cutting would leave candidates that differ in more than their values.
    """
    longest = max(candidates.prompts, key=count_tokens)
    count = count_tokens(longest)
    if count > limit:
        raise NotClosed(
            f"The longest candidate has {count} tokens and the text encoder reads {limit}: it would cut the candidates at "
            f"different words. Shorten the prompt by {count - limit} tokens or more."
        )
    return count

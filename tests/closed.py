"""A check that many tests of the safeguard share: each candidate, given as the prompt, has the same set."""

from __future__ import annotations

from obclip.prompts.safeguard import candidate_prompts


def closed(prompt: str) -> tuple[str, ...]:
    """The candidates of a prompt, each of which has the same."""
    found = candidate_prompts(prompt).prompts
    assert all(candidate_prompts(candidate).prompts == found for candidate in found)
    return found

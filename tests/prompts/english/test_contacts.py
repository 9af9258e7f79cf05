"""Contact data never leave."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing", "value"),
    [
        ("a card for ann.lee+x@mail.example.org today", "a card for something today", "address"),
        ("a poster, call +44 20 7946 0958 now", "a poster, call something now", "phone"),
        ("a poster, call (555) 010-4477 now", "a poster, call something now", "phone"),
        ("logo of @sunny_bakes", "logo of something", "address"),
    ],
)
def test_contact_data_are_withheld(prompt: str, outgoing: str, value: str) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)
    assert [place["value"] for place in describe(safeguard(prompt))["withheld"]] == [value]  # type: ignore[attr-defined]


@pytest.mark.parametrize("prompt", ["a wall, 1920 x 1080, 35mm f/1.8", "a clock, 1234567 ticks", "sale: 3 for 10"])
def test_other_figures_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)

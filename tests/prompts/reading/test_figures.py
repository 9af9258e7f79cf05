"""A figure that is described as a person is one; other figures are shapes, numbers and things."""

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an elderly figure at the gate", "a young figure at the gate"),
        ("a bearded old figure sits by the fire", "a young figure sits by the fire"),
        ("a young female figure in a cave", "an old male figure in a cave"),
    ],
)
def test_a_described_figure_has_the_axes_of_a_person(prompt: str, candidate: str) -> None:
    assert candidate in safeguard(prompt).candidates.prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "an old porcelain figure on a shelf",
        "figure skating on an old rink",
        "a black figure of a cat",
        "a dark figure in the mist",
        "an old action figure",
    ],
)
def test_a_figure_of_another_kind_is_nobody(prompt: str) -> None:
    assert safeguard(prompt).candidates.prompts == (prompt,)

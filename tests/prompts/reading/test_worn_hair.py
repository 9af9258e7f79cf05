"""How hair is worn goes with the hair that is withheld."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("a young woman with long blonde hair tied in a loose ponytail", "an old man"),
        ("a woman with long jet-black hair tied in twin braids", "a man with long jet-black hair"),
        ("a woman with auburn curls framing her face", "a man"),
        ("a girl with blonde hair flowing in the wind standing on a cliff", "a boy standing on a cliff"),
        ("a woman, auburn curls cascading down her back, in a garden", "a man, in a garden"),
        ("a woman with grey hair in a field", "a man in a field"),
    ],
)
def test_how_hair_is_worn_goes_with_it(prompt: str, shown: str) -> None:
    found = safeguard(prompt).candidates.prompts
    assert shown in found
    assert all(set(safeguard(one).candidates.prompts) == set(found) for one in found)

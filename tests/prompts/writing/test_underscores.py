"""What moves is written as the words around it: with underscores where they have them."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "other"),
    [
        ("1girl, dark_skin, long_hair", "1boy, tan_skin, long_hair"),
        ("teenage_girl, looking_at_viewer", "teenage_boy, looking_at_viewer"),
        ("1girl, dark-skinned_female, long_hair", "1boy, fair-skinned_male, long_hair"),
        ("multiple_girls, wide_shot", "multiple_boys, wide_shot"),
    ],
)
def test_tags_with_underscores_keep_them(prompt: str, other: str) -> None:
    assert {prompt, other} <= set(candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "1girl, dark skin, long hair, from side",
        "score_9, score_8_up, rating_safe, 1girl, dark skin, best quality",
        "1girl, dark skin, long hair, looking_at_viewer, from side",
        "long_hair, solo. A girl with dark skin stands there",
    ],
)
def test_tags_with_spaces_get_no_underscores(prompt: str) -> None:
    assert all("dark_skin" not in candidate for candidate in candidate_prompts(prompt).prompts)
    assert any("dark skin" in candidate for candidate in candidate_prompts(prompt).prompts)

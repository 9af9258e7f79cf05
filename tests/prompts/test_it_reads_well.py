"""Kinds of wording that left candidates no English: what a reader of draws marked, in sentences of our own."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an old man looking straight ahead", "a young woman looking straight ahead"),
        ("a man in his fifties, rich blacks, film grain", "a woman in her seventies, rich blacks, film grain"),
        ("a young man, lanes partly veiled by fog", "an old woman, lanes partly veiled by fog"),
        ("an anime girl, white, pale blue tones", "an anime boy, white, pale blue tones"),
        ("farmers tie heavy sacks beside an old woman", "farmers tie heavy sacks beside a young man"),
        ("a woman, weathered tan skin, a rope", "a man, dark skin, a rope"),
        ("a man, curls with faint gray at the temples", "a woman, curls with faint streaks"),
        ("cheerful boys about to go trick or treating", "cheerful teenage girls about to do something"),
        ("1boy, crew cut brown hair, green jacket", "1girl, brown hair, green jacket"),
        ("a woman, warm smile, medium-dark skin, standing", "a man, warm smile, standing"),
        ("1boy, gray coat, tie fastened to the shirt", "1girl, gray coat, accessory fastened to the shirt"),
        ("a man by a fire. His face carries zorvic moko.", "a woman by a fire. Her face carries something."),
    ],
)
def test_a_candidate_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

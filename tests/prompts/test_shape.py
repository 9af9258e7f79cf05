"""Reading candidates by their shape gives what plain reading gives."""

import pytest

from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.parse import Reader, parse
from obclip.prompts.rules import Rules
from obclip.prompts.taxonomy import default_taxonomy

PROMPTS = [
    "portrait of a young African woman with short hair",
    "a tall white man, a queen and a teenage boy, her hat on his head",
    "King Charles and Queen Anna, a Chinese and an Indian nurse",
    "a pregnant woman, 35 years old, with a beard, and a hat of hers",
    "an old lesbian and her daughter, Indian ink, by Mary Black",
    "kids' drawing of a fat man in lingerie who is deaf",
    "a monk praying, in his sixties, thin, muscular painted",
    "MIDDLE-AGED Man and Young girl. Black dress. White cat",
]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_each_candidate_is_read_as_plain_reading_does(prompt: str) -> None:
    rules = Rules(max_candidates=10**6)
    reader = Reader(default_taxonomy(), rules)
    for candidate in candidate_prompts(prompt, max_candidates=10**6).prompts[:300]:
        assert reader.skeleton(candidate) == parse(candidate, rules=rules).skeleton


def test_prompts_of_different_shape_are_told_apart() -> None:
    reader = Reader(default_taxonomy(), Rules())
    skeletons = [reader.skeleton(prompt) for prompt in ("a man", "a Man", "men", "a man's", "a boy", "an old man", "an old car")]
    assert len(set(skeletons)) == len(skeletons)

"""What tells a value in one word is in no candidate as it stands: slang for persons, conditions and builds, with "has" as with "with"."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a woman and a feller", "feller"),
        ("a man, two broads", "broads"),
        ("a woman, trap", "trap"),
        ("a man with tits", "tits"),
        ("a man with XX chromosomes", "chromosomes"),
        ("a Hindu man, theist", "theist"),
        ("a Hindu man beside a godly woman", "godly"),
        ("a Hindu man has converted to Sufism", "Sufism"),
        ("a Hindu man who found God", "God"),
        ("a Hindu man with a pentagram", "pentagram"),
        ("a blind man and a moron", "moron"),
        ("a blind man and a stroke survivor", "stroke"),
        ("a blind man and a little person", "little person"),
        ("a blind man with Bell's palsy", "palsy"),
        ("a blind man. He has cerebral palsy.", "palsy"),
        ("a blind man has scoliosis", "scoliosis"),
        ("a blind man who has one leg", "leg"),
        ("a blind girl has no legs", "legs"),
        ("a blind man has a limp", "limp"),
        ("a blind man suffering from anxiety", "anxiety"),
        ("a blind man, six fingers", "fingers"),
        ("a blind man with kidney failure", "kidney"),
        ("a fat man with love handles", "love handles"),
        ("a thin man has a paunch", "paunch"),
        ("a thin man beside a muscle-bound woman", "muscle-bound"),
        ("a man with knobby knees", "knobby"),
        ("a man and a shortstack", "shortstack"),
        ("a Greek man and a Pinay", "Pinay"),
        ("a Greek man and a Westerner", "Westerner"),
        ("a Greek man with mocha skin", "mocha"),
        ("a Greek man with a hooked nose", "hooked"),
        ("a gay man and a poofter", "poofter"),
        ("a gay man into bisexuality", "bisexuality"),
        ("a gay man beside a monogamous woman", "monogamous"),
        ("an old man near childhood", "childhood"),
        ("an old man and a sprog", "sprog"),
        ("an old man remembering infancy", "infancy"),
    ],
)
def test_it_is_hidden_or_withheld(prompt: str, word: str) -> None:
    candidates = candidate_prompts(prompt).prompts
    assert len(candidates) > 1
    assert not all(word.lower() in text.lower() for text in candidates)


@pytest.mark.parametrize(
    "prompt",
    [
        "a man watching great tits",
        "a woman has one arm raised",
        "a man on the norfolk broads",
        "a woman carving a butterball turkey",
        "a man setting a mousetrap",
        "a woman carrying a limp body",
    ],
)
def test_what_only_sounds_like_it_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("solo, trap, blush", "solo, blush"),
        ("trap, long hair, smile", "long hair, smile"),
        ("trap, forest, dungeon", "trap, forest, dungeon"),
        ("a bear trap", "a bear trap"),
        ("trap music", "trap music"),
    ],
)
def test_a_trap_among_looks_is_somebody(prompt: str, candidate: str) -> None:
    assert candidate_prompts(prompt).prompts == (candidate,)

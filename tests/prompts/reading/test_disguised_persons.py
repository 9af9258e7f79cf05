"""Words about persons that are run together, cut, misspelt or spelled out stand in the clear nowhere."""

import pytest

from obclip.prompts.safeguard import safeguard

WRITTEN = [
    ("#OldWoman a young man", "OldWoman"),
    ("sky OldWoman a young man", "OldWoman"),
    ("AngryOldWoman a young man", "OldWoman"),
    ("a young man near OldWoman", "OldWoman"),
    ("a young man by OldWoman", "OldWoman"),
    ("a young man in the style of OldWoman", "OldWoman"),
    ("#FatWoman a thin man", "FatWoman"),
    ("#GayMan a lesbian woman", "GayMan"),
    ("#KoreanGirl #OldWoman #GayMan a young man", "GayMan"),
    ("a white man near blackman", "blackman"),
    ("an old man near youngman", "youngman"),
    ("oldtimer beside a young man", "oldtimer"),
    ("girlchild beside a man", "girlchild"),
    ("manchild beside a woman", "manchild"),
    ("autisitc beside a blind man", "autisitc"),
    ("a man by wonam", "wonam"),
    ("a Greek man in the style of koraen", "koraen"),
    ("w·o·m·a·n and a man", "w·o·m·a·n"),
    ("w/o/m/a/n and a man", "w/o/m/a/n"),
    ("w, o, m, a, n and a man", "w, o, m"),
    ("o·l·d woman", "o·l·d"),
    ("k/o/r/e/a/n friend, a Greek man", "k/o/r"),
    ("a g|a|y man", "g|a|y"),
    ("sky mu\nslim a Hindu man", "mu\nslim"),
    ("a wo\nman and a man", "wo\nman"),
]


@pytest.mark.parametrize(("prompt", "word"), WRITTEN)
def test_a_disguised_word_is_read_or_withheld(prompt: str, word: str) -> None:
    candidates = safeguard(prompt).candidates
    assert not any(word.lower() in one.lower() for one in candidates.prompts)
    assert candidates.certificate.closed


@pytest.mark.parametrize(
    "prompt",
    [
        "a man by wlop",
        "a man in the style of Artgerm",
        "a man by Blackman",
        "a grid of squares, by gril",
        "a man near Blackpool",
        "a man in/out of a door",
        "YouTube logo, a man",
        "a man\nin a park",
        "a red\nman",
    ],
)
def test_names_of_makers_and_places_and_words_on_two_lines_stay(prompt: str) -> None:
    assert prompt in safeguard(prompt).candidates.prompts

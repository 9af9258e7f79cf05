"""Persons and bodies in words that few prompts have."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("conjoined twin sisters in matching hats", "brothers in matching hats"),
        ("two boys, conjoined, in a park", "two girls, in a park"),
        ("sisters joined at the hip", "brothers"),
        ("conjoined twins, freak show poster", "twins, freak show poster"),
        ("oppa and his girlfriend", "unnie and her boyfriend"),
        ("a Korean oppa in a trench coat", "an Egyptian unnie in a trench coat"),
        ("unnie taking a selfie", "oppa taking a selfie"),
        ("two highlanders with swords", "two people with swords"),
        ("a doughy man", "a thin woman"),
        ("three castrati on a stage", "three women on a stage"),
        ("desi aunty in a saree", "Caucasian uncle"),
    ],
)
def test_what_they_tell_is_hidden(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    for one in found:
        assert candidate_prompts(one).prompts == found


@pytest.mark.parametrize("prompt", ["a Toyota Highlander", "doughy bread", "a siamese cat", "a highlander cow"])
def test_things_called_so_stay(prompt: str) -> None:
    assert safeguard(prompt).candidates.prompts == (prompt,)

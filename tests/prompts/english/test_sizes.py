"""Weights and heights of persons are withheld; those of things stay."""

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a clown, about 95 kg, on a stool", "a clown, on a stool"),
        ("a man weighing 180 lbs sits down", "a woman of some size sits down"),
        ("a six foot tall man with a kite", "a woman with a kite"),
        ("a 5'4\" woman in a boat", "a man in a boat"),
        ("1boy, 175cm, solo, forest", "1girl, solo, forest"),
        ("she is 6 ft tall", "he is of some size"),
    ],
)
def test_the_size_of_a_person_leaves_in_no_candidate(prompt: str, candidate: str) -> None:
    assert candidate in safeguard(prompt).candidates.prompts


@pytest.mark.parametrize(
    "size", ["40 pounds of flour", "a 3 m fence", "a 10 foot ladder", "a 6 foot tall statue", "a camera at 1.8 m distance"]
)
def test_the_size_of_a_thing_stays_beside_a_person(size: str) -> None:
    assert all(size in candidate for candidate in safeguard(f"a man and {size}").candidates.prompts)


def test_members_that_differ_in_nothing_but_a_size_hide_in_one_set() -> None:
    assert safeguard("a 50 kg woman in a tent").candidates == safeguard("a 140 kg man in a tent").candidates


@pytest.mark.parametrize(
    "size",
    [
        "5ft5",
        "of 200 pounds",
        "of two hundred pounds",
        "of ninety kilos",
        "with a weight of 120 kg",
        "with a height of 190 cm",
        "has 180 cm",
        "at 200 pounds",
        ", twenty stone",
        ", 1m90",
        ", one metre ninety",
        ", a height of 1.90 m",
        ", 36-24-36",
        "five foot nothing",
    ],
)
def test_a_size_in_words_and_what_leads_to_it_go_too(size: str) -> None:
    assert not any(size.strip(", ") in text for text in safeguard(f"a thin man {size}".replace(" ,", ",")).candidates.prompts)


@pytest.mark.parametrize("size", ["a statue of 200 kg", "a sack of twenty kilos", "a room with a height of 3 m", "ten stones"])
def test_what_leads_to_the_size_of_a_thing_stays(size: str) -> None:
    assert all(size in text for text in safeguard(f"a man beside {size}").candidates.prompts)

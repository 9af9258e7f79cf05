"""Lists of looks, as sheets of characters have them, of which words are withheld: no item begins with "and", and no part stands bare."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("Girl: freckled and cheerful, pigtails, school bag", "Boy: cheerful, school bag"),
        ("Monk: bald and serene, orange robes", "Nun: serene"),
        ("Half-Orc Barbarian: burly and fierce, green skin", "Half-Orc Barbarian: thin and fierce, green skin"),
        ("a nobleman, mustached and haughty, velvet doublet", "a noblewoman, haughty, velvet doublet"),
        ("Character: a young, feminine and playful girl", "Character: a playful boy"),
    ],
)
def test_an_item_begins_with_no_and(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        (
            "Female Elf Archer: slender and ethereal, long silver hair, high cheekbones scarred from battle",
            "Male Elf Archer: fat and ethereal, long hair, high cheekbones",
        ),
        ("Rogue, female, agile, scarred cheek, mischievous grin", "Rogue, male, agile, mischievous grin"),
        ("a warrior woman, strong, cheeks scarred from battle", "a warrior man, strong"),
        ("a man retired from the army, smiling", "a woman, smiling"),
        ("a woman, visible facial aging", "a man"),
        ("a man with visible signs of aging and grey hair", "a woman"),
        ("a man, tired, stubble and messy hair", "a woman, tired, messy hair"),
        ("a woman with long and blonde hair", "a man with long hair"),
        ("a woman with short, curly, blonde hair", "a man with short, curly hair"),
    ],
)
def test_no_part_of_a_body_stands_bare(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("man with long hair big beard glasses", "woman with long hair, glasses"),
        ("a boy with curly hair freckles glasses", "a girl with curly hair, glasses"),
        ("a man with dark skin and dreadlocks photo sharp focus", "a woman with fair skin, photo sharp focus"),
        ("girl with a blond hair and blue eyes profile picture by artgerm", "boy, profile picture by artgerm"),
        ("a woman with brown eyes and freckles photograph 4k", "a man with brown eyes, photograph 4k"),
    ],
)
def test_a_comma_stands_where_what_parted_two_looks_is_withheld(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a girl with long blond ponytails", "a boy with long hair"),
        ("a woman with messy ponytails", "a man with messy hair"),
        ("a woman with fancy updos", "a man with fancy hair"),
    ],
)
def test_several_ponytails_are_hair(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman, creative colorful - makeup, curly hair", "a man, curly hair"),
        ("a boy, blue and white - school uniform, bag", "a girl, bag"),
        ("a woman, smiling - freckles, hat", "a man, smiling, hat"),
    ],
)
def test_what_a_dash_joins_goes_with_what_it_describes(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("girl1: tall, tan; girl2: short, pale", "girl 1: tall; girl 2: short"),
        ("girl1: tall and tan. girl2: short and pale", "girl 1: tall. girl 2: short"),
        ("girl1: tan, tall; girl2: pale", "girl 1: tall; girl 2"),
    ],
)
def test_no_comma_or_colon_stands_before_what_ends_a_list(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert all(candidate_prompts(each).prompts == found for each in (found[0], found[-1], candidate))

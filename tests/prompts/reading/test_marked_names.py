"""Names, ages and dashes in the user's own marks: whatever leads to a choice, every option stands in some candidate."""

import pytest

from obclip.prompts.safeguard import candidate_prompts

CALLED = [
    "a woman named ",
    "a person named ",
    "a girl called ",
    "a man nicknamed ",
    "a woman known as ",
    "a woman aka ",
    "he goes by ",
    "she is called ",
    "her name is ",
    "the king's name's ",
    "portrait of ",
    "Emma ",
    "a man named Bob ",
    "Mr ",
    "Anna and ",
    "a man ",
]


@pytest.mark.parametrize("before", CALLED)
@pytest.mark.parametrize(
    "options", [("Anna", "Peter"), ("Arthur", "David"), ("queen", "Bob"), ("men", "brother", "'"), ("rose", "old"), ("👩‍🦰", "Tom")]
)
def test_a_choice_is_never_withheld_as_a_name(before: str, options: tuple[str, ...]) -> None:
    found = candidate_prompts(f"{before}{{{'|'.join(options)}}}, in a park")
    turned = candidate_prompts(f"{before}{{{'|'.join(options[::-1])}}}, in a park")
    assert found == turned
    assert found.certificate.closed
    assert all(any(option in candidate for candidate in found.prompts) for option in options)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man named Bob {Dylan|Marley}", "a man Dylan"),
        ("a man ({Chad|Peter})", "a woman (Chad)"),
        ("a man (aged {34|71})", "a man (aged 34)"),
        ("a woman aged {34|71}, smiling", "a woman aged 71, smiling"),
        ("a woman (named {Anna|Peter})", "a man (named Anna)"),
    ],
)
def test_what_stands_before_a_name_or_an_age_that_is_marked_stays(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_an_option_keeps_its_dash() -> None:
    assert candidate_prompts("a street in the {1920–1930|fifties–sixties} style").prompts == (
        "a street in the 1920–1930 style",
        "a street in the fifties–sixties style",
    )


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("{the old one|a gay}_hair, 1girl", "a gay_hair, 1boy"),
        ("{the old one|a gay}_dress", "the old one_garment"),
        ("1girl, {dark blue|red}_dress", "1boy, dark blue_garment"),
    ],
)
def test_an_option_stands_as_typed_in_a_tag_with_underscores(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_word_that_follows_a_choice_is_no_second_choice() -> None:
    prompts = candidate_prompts("{old|young}? preemie charwoman by some bedridden without cat").prompts
    assert "young? young cleaning woman by some without cat" in prompts

"""What counts as a word about a person, and what does not."""

import pytest

from obclip.prompts.writing.parse import parse


def found(prompt: str) -> list[tuple[str, str, str]]:
    return [(prompt[slot.start : slot.end], slot.attribute, slot.value) for slot in parse(prompt).slots]


@pytest.mark.parametrize(
    "prompt",
    [
        "a black dress on a hanger",
        "an old car under a bridge",
        "a drawing in Indian ink",
        "a blind alley",
        "an African elephant and its calf",
        "a man-made lake",
        "a king-size bed",
        "a baby elephant",
        "a male lion resting",
        "a young horse and his saddle",
        "an old black cat",
        "a Japanese garden in autumn",
        "an Italian city at night",
        "two people under an umbrella",
    ],
)
def test_words_that_speak_of_no_person_stay(prompt: str) -> None:
    assert found(prompt) == []
    assert parse(prompt).pieces == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "slots"),
    [
        ("an elderly lady", [("elderly", "age", "old"), ("lady", "gender", "female")]),
        ("A boy runs", [("boy", "gender", "male"), ("boy", "age", "child")]),
        ("grandma cooks", [("grandma", "gender", "female"), ("grandma", "age", "old")]),
        ("a white man in a black coat", [("white", "ethnicity", "caucasian"), ("man", "gender", "male")]),
        ("someone lost his hat", [("his", "gender", "male")]),
        ("a female Asian dancer", [("female", "gender", "female"), ("Asian", "ethnicity", "asian")]),
        ("the nurse is old", [("old", "age", "old")]),
        ("portrait, woman, asian", [("woman", "gender", "female"), ("asian", "ethnicity", "asian")]),
        ("a man of African descent", [("man", "gender", "male"), ("of African descent", "ethnicity", "african")]),
        ("my ex-husband", [("husband", "gender", "male")]),
    ],
)
def test_words_about_a_person_are_found(prompt: str, slots: list[tuple[str, str, str]]) -> None:
    assert found(prompt) == slots


def test_offsets_count_code_points_of_the_prompt_as_it_was_written() -> None:
    prompt = "  \u200b😀 Ｏｌｄ\u200b wo\u00adman, cafe\u0301"
    assert found(prompt) == [("Ｏｌｄ", "age", "old"), ("wo\u00adman", "gender", "female")]


def test_each_slot_says_why() -> None:
    assert parse("an elderly lady").slots[0].because == "the adjective 'elderly' says age old"


def test_slots_of_one_person_share_an_axis() -> None:
    axes = [slot.axis for slot in parse("a man brushes his teeth and looks at himself").slots]
    assert axes == [0, 0, 0]


def test_slots_of_two_persons_do_not() -> None:
    assert [slot.axis for slot in parse("a man and a woman").slots] == [0, 1]

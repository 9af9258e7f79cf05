"""What stands in every candidate is seen from the candidates alone."""

import pytest

from obclip.evaluation.clear import Clear, in_the_clear


def words(*candidates: str) -> list[str]:
    return [one.word for one in in_the_clear(candidates, ["gender", "age", "ethnicity"])]


def test_a_word_of_a_person_in_all_candidates_is_in_the_clear() -> None:
    assert in_the_clear(["a man, elderly", "a woman, elderly"], ["gender"]) == (Clear("elderly", "age", False, "a man , elderly"),)
    assert in_the_clear(["a man, his wife", "a woman, his wife"], ["gender"])[0].hidden


def test_a_word_that_one_candidate_lacks_is_hidden() -> None:
    assert words("a young man", "a young woman") == ["young"]
    assert words("an old man", "a young man", "an old woman", "a young woman") == []


def test_a_second_one_of_a_word_that_varies_is_seen() -> None:
    found = in_the_clear(["a man paints an old man", "a woman paints an old man"], ["gender"])

    assert [(one.word, one.around) for one in found if one.attribute == "gender"] == [("man", "paints an old man")]


@pytest.mark.parametrize(
    "phrase",
    ["an old house", "an old wooden bridge", "African elephants", "a Chinese paper lantern", "a king size bed", "lord of the rings"],
)
def test_things_and_titles_say_nothing_of_a_person(phrase: str) -> None:
    assert words(f"a man, {phrase}", f"a woman, {phrase}") == []


def test_a_pronoun_says_something_before_a_thing_too() -> None:
    assert words("a man, her hat", "a woman, her hat") == ["her"]


def test_a_thing_behind_a_comma_is_another_phrase() -> None:
    assert words("a man looks old, house", "a woman looks old, house") == ["old"]


@pytest.mark.parametrize(
    ("phrase", "seen"),
    [
        ("25yo", ["25yo"]),
        ("2 0 years old", ["old", "2 0 years old"]),
        ("aged 4 0", ["aged", "aged 4 0"]),
        ("in his early 30s", ["early 30s"]),
        ("dark-skinned", ["dark-skinned"]),
        ("dark_skin", ["dark skin"]),
    ],
)
def test_sayings_of_several_words_are_seen(phrase: str, seen: list[str]) -> None:
    assert words(f"a man, {phrase}", f"a woman, {phrase.replace('his', 'her')}") == seen


@pytest.mark.parametrize("phrase", ["30 years of war", "2 at heart", "dark fur", "the 1980s"])
def test_what_only_looks_like_one_is_none(phrase: str) -> None:
    assert words(f"a man, {phrase}", f"a woman, {phrase}") == []

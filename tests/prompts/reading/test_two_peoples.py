"""Two peoples that a hyphen joins, as a tag or after "is"; before a noun they keep their hyphen."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("a woman, Mexican-American, lab coat", "a man, Chinese and American, lab coat"),
        ("a woman, (Mexican-American:1.2), lab coat", "a man, (Chinese and American:1.2), lab coat"),
        ("a former boxer, Irish-Nigerian, portrait", "a former boxer, Indonesian and Chinese, portrait"),
        ("photo of a barista, African-Caribbean, apron", "photo of a barista, Caucasian and Hispanic, apron"),
        ("a woman, Latina-Asian, braids", "a man, Hispanic and Caucasian, braids"),
        ("she is Japanese-American", "he is Japanese and American"),
        ("she's Italian-American", "he's Korean and American"),
        ("a woman who is Korean-American and smiling", "a man who is Korean and American and smiling"),
        ("she looks Korean-Japanese", "he looks Korean and Japanese"),
        ("she is African-American", "he is Caucasian"),
        ("a man, African-American, red coat", "a man, Caucasian, red coat"),
        ("a Mexican-American woman, lab coat", "a Chinese-American man, lab coat"),
    ],
)
def test_both_are_hidden(prompt: str, first: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert prompts[0] == first
    assert all(candidate_prompts(one).prompts == prompts for one in prompts[::9])


@pytest.mark.parametrize(
    "prompt", ["a French-Canadian restaurant with a man", "photo, black-white, a man", "a man, Arab-Israeli conflict, poster"]
)
def test_what_is_said_of_things_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts

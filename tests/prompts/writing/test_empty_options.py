"""What stands around an option without words in the candidates that have it."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "sent"),
    [
        ("a man, {hat|}, coat", "a man, coat"),
        ("a man,{hat|},coat", "a man,coat"),
        ("a man ,{hat|}, coat", "a man ,coat"),
        ("a man, {hat|} , coat", "a man, coat"),
        ("a man; {hat|}; coat", "a man; coat"),
        ("A man, {hat|}. A dog", "A man. A dog"),
        ("a man,{old|},", "a man,"),
        ("{hat|}, {cap|}, a man", "a man"),
        ("(1girl, {blue hair|}), solo", "(1girl), solo"),
        ("1girl, ({hat|}:1.2), solo", "1girl, solo"),
        ("[{hat|}], 1girl", "1girl"),
        ("a man and {a dog|}, in a park", "a man, in a park"),
        ("a man with {a hat|}", "a man"),
        ("a man, beard, {hat|}, {coat|}, smiling", "a man, smiling"),
    ],
)
def test_no_comma_bracket_or_small_word_is_left_beside_nothing(prompt: str, sent: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert sent in prompts
    assert not any(sign in text for text in prompts for sign in (", ,", ",,", ";;", "; ;", ", .", ", )", "()", "[]"))


@pytest.mark.parametrize(
    ("prompt", "sent"),
    [
        ("a man, [[x]], coat", "a man, coat"),
        ("a man,[[x]],coat", "a man,coat"),
        ("a man; [[x]]; coat", "a man; coat"),
        ("a man; beard; coat", "a man; coat"),
        ("1girl,<lora:x:1>,solo", "1girl,solo"),
        ("1girl, ([[x]]:1.2), solo", "1girl, solo"),
        ("a man, [[a]], [[b]]", "a man"),
    ],
)
def test_nor_beside_what_is_withheld(prompt: str, sent: str) -> None:
    assert sent in candidate_prompts(prompt).prompts

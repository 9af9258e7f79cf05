"""Addresses and the names of files are withheld whole, and told."""

import pytest

from obclip.prompts.reading.marks import own_words
from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    ("before", "name", "after", "candidates"),
    [
        ("", "https://site.org/young-korean-girl.png", " a man in a hat", ("a man in a hat", "a woman in a hat")),
        ("a man in a hat, ", "www.korean-girls.com", ", smiling", ("a man in a hat, smiling", "a woman in a hat, smiling")),
        ("a man as in ", "HTTP://x.org/old_man?age=70", ".", ("a man as.", "a woman as.")),
        ("(", "embedding:korean-doll:1.1", ") a man", ("a man", "a woman")),
        ("", "embedding:old_face", ", a man", ("a man", "a woman")),
        ("a man ", "data:image/png;base64,AAAA", "", ("a man", "a woman")),
        ("", "koreanDollLikeness_v10", ", a man", ("a man", "a woman")),
        ("a man, (", "korean_doll_likeness", ":0.6), smiling", ("a man, smiling", "a woman, smiling")),
        ("a man, ", "oldWoman_v2.safetensors", "", ("a man", "a woman")),
        ("", "< lora:korean_girl:1 >", " a man", ("a man", "a woman")),
        ("", "<lora:korean_girl:0.8:0.5>", ", a man", ("a man", "a woman")),
        ("(", "lora:korean_girl:0.8", ") a man", ("a man", "a woman")),
        ("", "lora:korean_girl:0.8>", " a man", ("a man", "a woman")),
    ],
)
def test_a_name_of_a_file_leaves_for_no_cloud_and_is_told(before: str, name: str, after: str, candidates: tuple[str, ...]) -> None:
    found = safeguard(before + name + after)
    assert found.candidates.prompts == candidates
    assert [(one.start, one.end) for one in found.explanation.withheld] == [(len(before), len(before) + len(name))]
    assert found.own_prompt == own_words(before + name + after) == before + name + after


@pytest.mark.parametrize(
    "prompt",
    ["embedding: a story of a man", "a man on the www, http and ftp", "a man: // a path", "a man in his likeness", "a man with a lora: x"],
)
def test_words_about_addresses_are_words(prompt: str) -> None:
    assert not safeguard(prompt).explanation.withheld


@pytest.mark.parametrize(
    ("prompt", "count"),
    [("[[cat:dog:0.3]:a man:0.5]", 2), ("[[cat|dog]|a man] in a garden", 2), ("[[a man:a child:0.3]:dog:0.5]", 4)],
)
def test_turns_within_turns_are_read_like_all_words(prompt: str, count: int) -> None:
    found = safeguard(prompt).candidates.prompts
    assert len(found) == count
    assert all(one.startswith("[[") for one in found)


@pytest.mark.parametrize("name", ["korean-idol-style", "korean_idol_style", "&lt;lora:korean_girl:0.8&gt;", "&#60;korean_girl&#62;"])
def test_a_name_of_a_style_or_behind_escapes_is_withheld_whole(name: str) -> None:
    assert safeguard(f"a man, {name}, smiling").candidates.prompts == ("a man, smiling", "a woman, smiling")


@pytest.mark.parametrize("prompt", ["pixar-style, a man", "mid-century-modern-style house, a man", "a man, korean style"])
def test_a_style_that_names_nobody_stays(prompt: str) -> None:
    assert prompt in safeguard(prompt).candidates.prompts

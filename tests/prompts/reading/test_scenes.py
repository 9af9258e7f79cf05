"""Cities and countries: before a noun they say where somebody comes from, elsewhere where the scene lies."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a Mumbai street vendor and his son", "an African street vendor and her son"),
        ("a Lagos fashion designer showing her work", "a Chinese fashion designer showing his work"),
        ("an old Naples fisherman", "a young Ethiopian fisherwoman"),
        ("a Rio carnival dancer, she", "a Kenyan carnival dancer, he"),
        ("London bus driver and his wife", "Thai bus driver and her husband"),
        ("a woman who lives in Hanoi", "a man from Ghana"),
        ("photo of japan woman", "photo of French man"),
        ("a brazil boxer and his son", "a Japanese boxer and her son"),
        ("an old brit", "a young Thai person"),
        ("a Kenya-born man", "a Turkish woman"),
        ("an American-born woman, smiling", "a Bangladeshi man, smiling"),
        ("a Kenyan-born man and an old woman", "a Turkish man and a young woman"),
    ],
)
def test_a_city_that_says_who_somebody_is_hides_among_others(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("man, Nairobi", "woman"),
        ("an Indian woman, city lights, Delhi", "an African man, city lights"),
        ("a Japanese woman walking in Tokyo at night", "a Kenyan man walking in a place at night"),
        ("an Indian man on the streets of old Delhi", "an Asian woman on the streets"),
        ("a Paris cafe, an Italian waiter", "a cafe, a Korean waitress"),
        ("a man waving the Somali flag", "a woman waving the flag"),
        ("a boy wearing a Brazil jersey", "a girl wearing a jersey"),
        ("a Dutch baker with a Dutch flag", "a Polish baker with a flag"),
        ("a chinese woman in china", "an Iranian man"),
        ("chinese girl, shanghai, sunset", "Iranian boy, sunset"),
        ("a filipino nurse walks through manila", "a Chinese nurse walks through a place"),
        ("a Palestinian woman in Gaza", "a Taiwanese man"),
    ],
)
def test_a_place_that_would_tell_where_somebody_is_from_is_withheld(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts
    assert describe(safeguard(prompt))["withheld"]


@pytest.mark.parametrize(
    "prompt",
    [
        "a woman walking in Tokyo at night",
        "in Tokyo people walk",
        "the Tokyo skyline, a man",
        "Tokyo street, neon, 1girl",
        "a woman in the style of Japan",
        "japan_style room, 1girl",
        "a woman with a china cup",
        "a man in a panama hat with a manila envelope",
    ],
)
def test_where_the_scene_lies_stays_while_no_origin_is_hidden(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "words",
    ["Paris's best restaurant", "Tokyo's skyline", "Korea's national dish", "Japan's Mount Fuji", "ITALY'S flag", "New York's streets"],
)
def test_what_a_place_owns_says_nothing_of_who_is_beside_it(words: str) -> None:
    assert f"{words} and a man" in candidate_prompts(f"{words} and a man").prompts


@pytest.mark.parametrize("prompt", ["France's young king", "Nigeria's women", "Kenya's fastest runner", "a portrait of Russia's girls"])
def test_whom_a_place_owns_is_from_there(prompt: str) -> None:
    told = {"France", "Nigeria", "Kenya", "Russia"}
    assert not any(word in text for word in told for text in candidate_prompts(prompt).prompts)

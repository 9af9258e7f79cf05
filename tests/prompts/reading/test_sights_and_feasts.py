"""Sights and feasts tell somebody's people or faith, and are withheld where that is hidden; elsewhere they are where the scene lies."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    ("prompt", "sight"),
    [
        ("a Japanese man in front of Mount Fuji", "Fuji"),
        ("a Japanese woman at Fushimi Inari", "Inari"),
        ("a Chinese woman at the Great Wall", "Wall"),
        ("a Chinese woman on the Yangtze", "Yangtze"),
        ("an Indian man by the Ganges, Taj Mahal behind him", "Taj"),
        ("a French woman under the Eiffel Tower", "Eiffel"),
        ("a French woman in Montmartre", "Montmartre"),
        ("an Italian man at the Colosseum", "Colosseum"),
        ("a Russian man at the Kremlin", "Kremlin"),
        ("a Peruvian woman at Machu Picchu with the Andes behind her", "Andes"),
        ("a Turkish woman in front of Hagia Sophia", "Hagia"),
        ("a German woman at Neuschwanstein", "Neuschwanstein"),
        ("a British man, Big Ben, rain", "Big Ben"),
        ("an American man on Route 66", "66"),
        ("an American woman before the Statue of Liberty", "Liberty"),
        ("a black man at the Grand Canyon", "Canyon"),
        ("an Australian man at Uluru", "Uluru"),
        ("a Brazilian girl on Copacabana", "Copacabana"),
    ],
)
def test_a_sight_is_withheld_beside_somebody_whose_people_is_hidden(prompt: str, sight: str) -> None:
    assert all(sight not in candidate for candidate in safeguard(prompt).candidates.prompts)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a Christian woman at church on Easter Sunday", "church"),
        ("a Christian woman at church on Easter Sunday", "Easter"),
        ("a Catholic woman in a Catholic church", "church"),
        ("a Catholic man at the Vatican reading the Gospel", "Gospel"),
        ("a Catholic man at the Vatican reading the Gospel", "Vatican"),
        ("a Christian man in Notre Dame", "Notre"),
        ("a Christian family beside a Christmas tree", "Christmas"),
        ("a Muslim man inside a gothic cathedral", "cathedral"),
        ("a Hindu woman in Varanasi", "Varanasi"),
        ("a Jewish man in front of an old temple", "temple"),
        ("a Buddhist woman near the stone pagoda", "pagoda"),
    ],
)
def test_a_feast_or_a_house_of_worship_is_withheld_beside_somebody_whose_faith_is_hidden(prompt: str, word: str) -> None:
    assert all(word not in candidate for candidate in safeguard(prompt).candidates.prompts)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a Japanese man in front of Mount Fuji", "a Japanese man in front of a place"),
        ("a Japanese woman, Mount Fuji, sunset", "a Japanese woman, sunset"),
        ("a Chinese woman at the Great Wall", "a Chinese woman at the place"),
        ("a Scottish man playing bagpipes on a cliff", "a Scottish woman playing an instrument on a cliff"),
        ("an Indian man playing the sitar", "an Indian woman playing the instrument"),
        ("an Inuk hunter beside an igloo", "an Inuit hunter beside a house"),
        ("a Mongolian man in front of two yurts", "a Mongolian man in front of two houses"),
        ("a Mexican woman eating tacos", "a Mexican woman eating snacks"),
        ("woman eating sushi, Japanese, photo", "woman eating food, Japanese, photo"),
        ("a Korean woman with a bowl of kimchi", "a Korean woman with a bowl of food"),
        ("a Japanese man drinking miso soup", "a Japanese man drinking soup"),
        ("a Mexican man at a taco truck", "a Mexican man at a truck"),
        ("a Christian woman in an old church", "a Christian woman in an old building"),
        ("a Christian woman at church on Easter Sunday", "a Christian woman at a building on a festival"),
        ("a Christian woman beside a Christmas tree with Easter eggs", "a Christian woman beside a tree with eggs"),
    ],
)
def test_what_stands_for_a_sight_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in safeguard(prompt).candidates.prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "a woman in front of the Eiffel Tower, Mount Fuji behind her",
        "a woman looking down from the Eiffel Tower",
        "a young woman, Taj Mahal, sunset",
        "an old man on Route 66",
        "a Jewish woman at the Grand Canyon",
        "a woman at church on Easter Sunday, Christmas tree",
        "an old woman singing a hymn in a cathedral",
        "a Korean man decorating a Christmas tree in a chapel",
        "an old woman eating sushi in a yurt",
    ],
)
def test_a_sight_stays_where_nothing_is_hidden_that_it_tells(prompt: str) -> None:
    assert not safeguard(prompt).explanation.withheld


@pytest.mark.parametrize(
    "prompt", ["sunrise over Mount Fuji", "the Eiffel Tower by night, an old church", "Christmas tree, Easter eggs, a cathedral"]
)
def test_a_sight_without_anybody_says_nothing(prompt: str) -> None:
    done = safeguard(prompt)

    assert (done.candidates.prompts, done.explanation.single) == ((prompt,), "nobody")

"""Peoples are found wherever a prompt says them of a person, and nowhere else."""

import re

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


def _axes(prompt: str) -> list[str]:
    return sorted(axis.attribute for axis in safeguard(prompt).candidates.axes)


def _said(prompt: str) -> list[tuple[str, str]]:
    slots = safeguard(prompt).template.slots
    return [(prompt[slot.start : slot.end], slot.value) for slot in slots if slot.attribute == "ethnicity"]


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a Tongan sailor at the helm", "Tongan"),
        ("a weathered Tongan long haul sailor", "Tongan"),
        ("a slim Ukrainian ex-dancer", "Ukrainian"),
        ("a sailor, Tongan, at the helm", "Tongan"),
        ("photo of a sailor (Tongan), smiling", "Tongan"),
        ("the sailor is Tongan", "Tongan"),
        ("the sailor in the yellow coat is Tongan", "Tongan"),
        ("portrait, tongan, detailed face, studio", "tongan"),
        ("a figure at the helm, Tongan skin glistening", "Tongan"),
        ("a sailor with Tongan features", "Tongan"),
        ("a sailor with striking Tongan facial features", "Tongan"),
        ("a sailor of mixed Tongan heritage", "Tongan"),
        ("an elder of the Maori community", "Maori"),
        ("a sailor of the Himba people", "Himba"),
        ("a mix of Tongan, a sailor", "Tongan"),
        ("a sailor who is part Tongan", "Tongan"),
        ("a Korean named Kim", "Korean"),
        ("an old Tongan smiles", "Tongan"),
        ("two Tongans on deck", "Tongans"),
        ("two Japanese sit on deck", "Japanese"),
        ("a group of Maasai jumping", "Maasai"),
        ("a Swede on deck", "Swede"),
        ("a Londoner in the rain", "Londoner"),
        ("an Asian-looking sailor", "Asian-looking"),
        ("a Tonga-born sailor", "Tonga-born"),
        ("an Afro-Brazilian sailor", "Afro-Brazilian"),
        ("a Hong Kong actor's agent", "Hong Kong"),
        ("a Soviet cosmonaut", "Soviet"),
        ("a roman soldier", "roman"),
        ("a viking on a cliff", "viking"),
    ],
)
def test_a_people_is_found_wherever_it_is_said_of_a_person(prompt: str, word: str) -> None:
    assert word in [said for said, _ in _said(prompt)]
    assert "ethnicity" in _axes(prompt)


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("a sailor from Tonga", "from Tonga"),
        ("a sailor from Nuku'alofa", "from Nuku'alofa"),
        ("a sailor from Seoul, South Korea", "from Seoul, South Korea"),
        ("a sailor from a small village in northern Peru", "from a small village in northern Peru"),
        ("a sailor born and raised in Lima", "born and raised in Lima"),
        ("a sailor who grew up in Lagos", "who grew up in Lagos"),
        ("a sailor whose parents came from Iran", "from Iran"),
        ("a sailor of Tongan descent", "of Tongan descent"),
        ("a sailor of Persian ancestry", "of Persian ancestry"),
        ("an immigrant from Eritrea", "from Eritrea"),
        ("citizens of Iceland", "of Iceland"),
        ("a native of Cuba", "native of Cuba"),
        ("she is from Peru", "from Peru"),
    ],
)
def test_where_somebody_comes_from_is_one_phrase(prompt: str, phrase: str) -> None:
    assert phrase in [said for said, _ in _said(prompt)]


def test_each_of_a_list_of_peoples_is_hidden() -> None:
    prompt = "a dancer, a mixture between Thai, Swiss and Maori"
    assert [word for word, _ in _said(prompt)] == ["Thai", "Swiss", "Maori"]
    assert _axes(prompt) == ["ethnicity"] * 3
    assert _axes("the sailor is half Japanese and half Brazilian").count("ethnicity") == 2


@pytest.mark.parametrize(
    "prompt",
    [
        "a sailor on a Persian rug",
        "a sailor with a Swiss army knife and Danish pastry",
        "a street in Tokyo, a sailor walks",
        "a sailor in Times Square, New York",
        "a sailor drinking coffee from Brazil",
        "a letter from Paris, read by a sailor",
        "a sailor from New York Times",
        "a sailor holding a pole",
        "a sailor with a mohawk",
        "a sailor on an ottoman",
        "a sailor in a nice hat",
        "turkey dinner for a sailor, china plates",
        "a sailor polishing boots",
        "a sailor speaking French",
        "American Gothic, Roman numerals, Indian ink and a guinea pig",
        "Greek statue in a Venetian garden, Byzantine mosaic",
        "Japanese woodblock print of a wave beside a sailor",
        "pirates of the Caribbean, a sailor",
        "an olympic sailor",
    ],
)
def test_things_places_of_the_scene_and_names_are_no_origin(prompt: str) -> None:
    assert _said(prompt) == []


def test_what_is_worn_is_a_cue_of_its_wearer() -> None:
    kept = describe(safeguard("a sailor in traditional Ghanaian attire"))
    assert [cue["value"] for cue in kept["cues"]] == ["ghanaian"]  # type: ignore[attr-defined]
    assert kept["candidates"] == ["a sailor in traditional attire"]
    hidden = safeguard("a Ghanaian sailor in traditional Ghanaian attire").candidates
    assert len(hidden.prompts) > 1
    assert all(prompt.endswith("sailor in traditional attire") for prompt in hidden.prompts)


def test_nothing_of_a_hidden_people_stays_in_the_clear() -> None:
    prompts = safeguard("a Korean sailor from Seoul, South Korea, and a Tongan").candidates.prompts
    words = [set(re.findall(r"\w+", prompt)) for prompt in prompts]
    assert not set.intersection(*words) & {"Korean", "Seoul", "South", "Korea", "Tongan"}
    assert set.union(*words) >= {"Korean", "Samoan"}


def test_a_hyphen_makes_mixed_race_an_adjective_of_what_follows() -> None:
    for prompt in ("portrait of a mixed-race sailor", "portrait of mixed-race sailors"):
        assert [word for word, _ in _said(prompt)] == ["mixed-race"]
        assert _axes(prompt) == ["ethnicity"]


def test_nouns_for_a_people_read_well_in_every_candidate() -> None:
    prompts = safeguard("an Englishwoman and an old Swede").candidates.prompts
    assert any(prompt.endswith("an old Swedish person") for prompt in prompts)
    assert all("Person" not in prompt for prompt in prompts)


@pytest.mark.parametrize(
    ("prompt", "attributes"),
    [
        ("a monk on a hill", ["gender", "religion"]),
        ("a nun on a hill", ["gender", "religion"]),
        ("a Buddhist nun on a hill", ["gender", "religion", "religion"]),
        ("a priestess on a hill", ["gender", "religion"]),
        ("a clergyman on a hill", ["gender", "religion"]),
        ("an imam on a hill", ["religion"]),
        ("a rabbi on a hill", ["religion"]),
        ("a hijabi on a hill", ["religion"]),
    ],
)
def test_clergy_and_the_monastic_carry_religion(prompt: str, attributes: list[str]) -> None:
    assert _axes(prompt) == attributes


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("elderly Portuguese, mending nets", "Portuguese"),
        ("a hot latina", "latina"),
        ("the sailor identifies as Sikh", "Sikh"),
        ("her skin is Tongan", "Tongan"),
        ("a shy Finnish sailor named Aino", "Finnish"),
    ],
)
def test_a_people_or_faith_is_found_without_a_noun_of_its_own(prompt: str, word: str) -> None:
    slots = safeguard(prompt).template.slots
    assert word in [prompt[slot.start : slot.end] for slot in slots]


def test_each_people_of_a_list_has_an_axis_of_its_own() -> None:
    template = safeguard("students of African, Asian and European descent").template
    assert [axis.attribute for axis in template.skeleton.axes] == ["ethnicity"] * 3
    assert template.values == ("african", "asian", "european")


def test_a_people_word_that_says_a_gender_is_told_as_one_and_moves() -> None:
    done = safeguard("a Latina woman by a window")
    assert "a Hispanic man by a window" in done.candidates.prompts
    assert {(slot.attribute, slot.value) for slot in done.template.slots if slot.start == 2} == {
        ("ethnicity", "hispanic"),
        ("gender", "female"),
    }


@pytest.mark.parametrize(
    ("prompt", "candidate", "count"),
    [
        ("a mestiza", "a Hispanic man", 10),
        ("a mestiza dancer", "a Polynesian dancer", 5),
        ("a portrait of a mestizo", "a portrait of a mixed-race person", 5),
        ("two mestizas dancing", "two Middle Eastern men dancing", 10),
        ("mulattoes in a plantation", "Hispanic people in a plantation", 5),
        ("a cafuzo man in a field", "a Polynesian woman in a field", 10),
        ("criolla", "Native American man", 10),
        ("a quadroon girl", "a Hispanic boy", 20),
        ("an octoroon beauty", "a mixed-race beauty", 5),
        ("a caboclo fisherman", "a Hispanic fisherwoman", 10),
        ("a hafu model", "a Middle Eastern model", 5),
        ("salsa criolla", "salsa criolla", 1),
        ("a criollo horse", "a criollo horse", 1),
    ],
)
def test_who_is_of_mixed_descent_is_hidden_among_others(prompt: str, candidate: str, count: int) -> None:
    done = safeguard(prompt)
    assert candidate in done.candidates.prompts
    assert len(done.candidates.prompts) == count


def test_several_of_such_a_people_are_people() -> None:
    assert "portrait of two Hispanic people" in safeguard("portrait of two Latinas").candidates.prompts


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("a woman from a Moroccan village", 10),
        ("she is from a Greek island", 10),
        ("a man raised in a Muslim household", 12),
        ("a man from a black neighborhood", 10),
        ("a woman in a Moroccan village", 2),
        ("a photo of a man, taken from a Thai village", 2),
        ("coffee from a Colombian farm, man", 2),
        ("a man eats Thai food", 2),
    ],
)
def test_a_people_before_a_home_is_told_of_who_comes_from_there(prompt: str, count: int) -> None:
    assert len(candidate_prompts(prompt)) == count

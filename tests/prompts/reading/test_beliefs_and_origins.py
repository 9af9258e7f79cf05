"""Beliefs, origins and orientations that other words than the adjective of a value tell."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a woman brought up Lutheran, portrait", "a man, portrait"),
        ("a man who turned to Buddhism, portrait", "a woman, portrait"),
        ("a woman who speaks Cantonese in a shop", "a man in a shop"),
        ("a churchgoing man", "a woman"),
        ("a Sikh man at a Catholic funeral", "a Christian man at a funeral"),
        ("a woman reading about Judaism", "a man reading about something"),
        ("a man who was born a woman, smiling", "a woman, smiling"),
        ("a woman who came out as trans, at home", "a man, at home"),
        ("a man with an afro", "a woman"),
        ("a portrait of a woman and her blackness", "a portrait of a man"),
        ("a man, whiteness, asianness", "a woman"),
    ],
)
def test_what_tells_a_belief_or_an_origin_is_withheld_and_told(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts
    assert describe(safeguard(prompt))["withheld"]


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("two converts to Hinduism", "two Jewish people"),
        ("a Jehovah's Witness in the rain", "a Muslim person in the rain"),
        ("a woman, half-Korean", "a woman, Ethiopian"),
        ("part-Cuban, 1girl", "Italian, 1girl"),
        ("a man with roots in Peru", "a man from Spain"),
        ("a Mizrahi woman", "a Hindu woman"),
        ("a woman from Seoul's northern outskirts, smiling", "a woman from Ethiopia, smiling"),
        ("a man from Nairobi slums", "a man from Japan"),
        ("a coloured woman on a bus", "an Asian woman on a bus"),
        ("a same-sex couple at home", "a heterosexual couple at home"),
        ("a transvestite on a stage", "a nonbinary person on a stage"),
        ("a Han woman", "a German man"),
        ("a brain-damaged man in a chair", "a blind woman in a chair"),
        ("a man in a coma, soft light", "a woman with a fever, soft light"),
    ],
)
def test_what_has_a_value_hides_among_its_block(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt",
    ["an empty Catholic church", "colored pencils", "Han River at night", "a man in a Yankees cap", "a woman in the blackness of space"],
)
def test_places_and_things_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "first", "candidates"),
    [
        ("born in Lagos, raised in London, a chef plates rice", "from China, from Thailand, a chef plates rice", 25),
        ("hailing from Lagos, a chef cooks", "hailing from China, a chef cooks", 40),
        ("both from Nigeria, two women laughing", "both from China, two men laughing", 10),
        ("all of them from Peru, three men", "all of them from the Philippines, three men", 10),
        ("one from Peru, the other from Kenya, two men", "one from the Philippines, the other from Japan, two men", 50),
        ("the subject is Muslim. It is from the Netherlands.", "the subject is Christian. It is from Tibet.", 30),
        ("the subject is Muslim. Coffee from Peru.", "the subject is Christian. Coffee from Peru.", 6),
        ("of Nigerian descent, a doctor smiles", "from China, a doctor smiles", 40),
        ("from Mexico, coffee and a farmer", "from Mexico, coffee and a farmer", 1),
        ("from Paris, a postcard by an artist", "from Paris, a postcard by an artist", 1),
    ],
)
def test_where_somebody_comes_from_may_stand_first(prompt: str, first: str, candidates: int) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], len(prompts)) == (first, candidates)


@pytest.mark.parametrize("how", ["devout", "pious", "religious", "godly", "bearded"])
@pytest.mark.parametrize("faith", ["Muslim", "Buddhist", "Hindu"])
def test_how_devout_somebody_is_hides_no_faith(how: str, faith: str) -> None:
    assert candidate_prompts(f"a {how} {faith} couple") == candidate_prompts("a Christian couple")
    assert f"a {faith} person" in candidate_prompts(f"a {how} {faith}").prompts


def test_who_is_devout_is_earnest() -> None:
    assert candidate_prompts("he is devout").prompts == ("he is earnest", "she is earnest")


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a bearded Korean", "a Japanese person"),
        ("a pregnant Thai", "a Korean person"),
        ("a fräulein with beer", "a Herr with beer"),
        ("two spinster aunts", "two confirmed bachelor uncles"),
    ],
)
def test_a_look_before_a_people_and_titles_of_a_people_move(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_who_somebody_no_longer_is_moves() -> None:
    assert "an ex-Sikh person at a cafe" in candidate_prompts("an ex-Muslim at a cafe").prompts

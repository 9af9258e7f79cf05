"""Words that betray a value without naming it: found, and left out of what is sent."""

import pytest

from obclip.errors import BadRequest, NotClosed
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a man with a beard", "a man"),
        ("a man with a long grey beard and glasses", "a man with glasses"),
        ("a man with glasses and a beard", "a man with glasses"),
        ("a bearded man in a hat", "a man in a hat"),
        ("an unshaven man", "a man"),
        ("a woman wearing a red dress in a garden", "a woman wearing a red garment in a garden"),
        ("a woman dressed in a silk gown, smiling", "a woman dressed in a silk garment, smiling"),
        ("a woman wearing an evening gown in a garden", "a woman in a garden"),
        ("a woman, lipstick, soft light", "a woman, soft light"),
        ("a woman with a tiara on her head", "a woman with a headpiece on her head"),
        ("a man with a lean face", "a man"),
        ("a man with deeply wrinkled face, smoking", "a man, smoking"),
        ("a man with gray at the temples", "a man"),
        ("a monk in a vermilion kasaya", "a monk in a vermilion garment"),
        ("a woman in a white áo dài on a bridge", "a woman in a white garment on a bridge"),
        ("a woman applying lipstick", "a woman applying lip colour"),
        ("a blind woman reads braille", "a blind woman reads something"),
        ("a woman who is wearing a red dress", "a woman who is wearing a red garment"),
        ("a (bearded:1.2) man", "a man"),
        ("a man's face, no beard, long hair", "a man's face, long hair"),
        ("a monk praying to a statue, a man", "a monk turning to a statue, a man"),
        ("a tall, bald man in a hat", "a tall man in a hat"),
        ("attractive blonde haired with bangs, a woman", "attractive, a woman"),
        ("lipstick, a woman", "a woman"),
        ("an old woman, wrinkled hands, soft light", "an old woman, soft light"),
        ("a woman in a flapper dress with a fan", "a woman with a fan"),
        ("a woman with a port-wine birthmark on her cheek", "a woman with a spot on her cheek"),
        ("amputee sprinter with running blades", "blind sprinter"),
        ("an albino model with white lashes", "an ill model"),
        ("bodybuilder posing, oily muscles", "thin person posing"),
        ("a muscular woman flexing her biceps", "a thin woman flexing her arms"),
    ],
)
def test_a_cue_of_a_hidden_attribute_leaves_no_trace_in_the_sentence(prompt: str, outgoing: str) -> None:
    found = describe(safeguard(prompt))
    assert outgoing in candidate_prompts(prompt).prompts
    assert found["withheld"]


def test_a_cue_is_reported_with_its_place_attribute_and_value() -> None:
    assert describe(safeguard("someone with a beard"))["cues"] == [{"start": 15, "end": 20, "attribute": "gender", "value": "male"}]


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("someone with a beard", "someone"),
        ("a sailor with blonde hair and freckles", "a sailor"),
        ("a woman in a kimono", "a woman"),
        ("a photo of a woman, red hair, at the sea", "a photo of a woman, at the sea"),
        ("photo, 1girl, red hair, solo", "photo, 1girl, solo"),
    ],
)
def test_a_cue_is_left_out_where_no_word_states_its_attribute_as_well(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


def test_a_drawn_character_has_hair_and_eyes_of_any_colour_unless_they_would_tell_a_hidden_value() -> None:
    assert "1girl, red hair, blue eyes, solo" in candidate_prompts("1girl, red hair, blue eyes, solo").prompts
    assert "1girl, solo" in candidate_prompts("1girl, red hair, blue eyes, solo", Rules(cues="withhold")).prompts
    assert all("hair" not in prompt for prompt in candidate_prompts("1girl, old, white hair, solo").prompts)


def test_whether_a_cue_is_withheld_does_not_depend_on_whether_it_contradicts() -> None:
    assert candidate_prompts("a man in a dress") == candidate_prompts("a woman in a dress")


def test_the_user_may_keep_withhold_or_refuse_cues() -> None:
    assert "a man with a beard" in candidate_prompts("a man with a beard", Rules(cues="keep")).prompts
    assert candidate_prompts("someone with a beard", Rules(cues="withhold")).prompts == ("someone",)
    with pytest.raises(NotClosed, match="'beard'"):
        candidate_prompts("a man with a beard", Rules(cues="refuse"))
    with pytest.raises(BadRequest, match="keep, withhold, refuse"):
        candidate_prompts("a man with a beard", Rules(cues="hide"))


@pytest.mark.parametrize("prompt", ["a dress on a hanger", "a black bearded dog", "a mosque at sunset"])
def test_without_a_person_nothing_is_betrayed(prompt: str) -> None:
    assert describe(safeguard(prompt))["cues"] == []


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a woman with lupus", "a man"),
        ("a man with tremor from Parkinson's", "a woman"),
        ("a diabetic woman injecting insulin", "an injured man"),
        ("a heroin addict, his eyes", "an injured person, her eyes"),
        ("a boy on the spectrum with headphones", "a girl with headphones"),
        ("a man with crutches and a cast", "a man in a wheelchair"),
        ("a woman with a hook for a hand", "a man"),
    ],
)
def test_what_tells_of_health_is_withheld(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("sisterhood of elderly women", "community of old men"),
        ("a woman on her period", "a man"),
        ("a man shaving his face", "a woman"),
        ("a surrogate carrying twins, she", "a person, he"),
        ("a drum majorette", "a person"),
        ("a man in a prostate clinic", "a woman"),
        ("my bf sleeping", "my girlfriend sleeping"),
        ("hot goth chick", "hot middle-aged man"),
        ("a ronin with his katana", "a person with her sword"),
        ("full lips, broad nose, a man", "a woman"),
        ("a fifth grader with a backpack", "a teenager with a backpack"),
    ],
)
def test_what_tells_of_a_gender_an_age_or_a_people_is_withheld_or_moves(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a woman signing to a friend", ("a man turning to a friend", "a woman turning to a friend")),
        ("two friends talking in sign language", ("two friends",)),
        ("a person of ambiguous gender in a coat", ("a person in a coat",)),
        ("1person, ambiguous gender", ("1person",)),
        ("a man signing autographs", ("a man signing autographs", "a woman signing autographs")),
    ],
)
def test_signs_and_what_is_said_of_gender_are_withheld(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a ruggedly handsome man", "a woman"),
        ("a girl with blond hair profile picture", "a boy, profile picture"),
        ("an ugly bald man", "an ugly woman"),
    ],
)
def test_what_only_says_how_goes_with_the_cue(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(("prompt", "word"), [("{old|young} beard", "beard"), ("{woman|man} hijab", "hijab")])
def test_a_cue_beside_a_mark_of_persons_is_withheld_though_nobody_has_a_noun(prompt: str, word: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert len(prompts) == 2
    assert not any(word in text for text in prompts)


def test_one_beside_a_mark_of_things_is_a_things() -> None:
    assert all("wool hijab" in text for text in candidate_prompts("a {red|blue} wool hijab").prompts)


@pytest.mark.parametrize(
    "prompt",
    ["a man in a long weathered leather coat", "a man in a wrinkled shirt", "a man with a ginger cat", "a man with a slight smile"],
)
def test_a_look_that_things_have_as_well_is_theirs_before_one(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == prompt


@pytest.mark.parametrize("prompt", ["a weathered man", "a man with weathered hands", "a ginger man", "a man, weathered"])
def test_and_somebodys_elsewhere(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == "a man"


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a skinny man, thinness", "thinness"),
        ("a tall woman of some tallness", "tallness"),
        ("a young woman, youthfully smiling", "youthfully"),
        ("a French-speaking woman at a table", "French"),
        ("a francophone woman at a table", "francophone"),
        ("a Chinese man in Chinatown", "Chinatown"),
        ("an Italian man, Little Italy", "Little Italy"),
    ],
)
def test_nouns_adverbs_languages_and_quarters_of_a_town_betray_as_their_adjectives_do(prompt: str, word: str) -> None:
    assert not any(word in text for text in candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    "words", ["a ducktail", "a Ducktail Beard", "a duck-tail haircut", "a neckbeard", "a neck-beard", "an eye-patch", "pig-tails"]
)
def test_a_cue_that_is_one_word_or_two_is_withheld_whole(words: str) -> None:
    assert set(candidate_prompts(f"a man with {words}").prompts) == {"a man", "a woman"}


@pytest.mark.parametrize("prompt", ["a pirate eyepatch", "a ducktail spoiler", "a rattail comb", "a duck tail boat", "facepaint"])
def test_a_thing_that_is_named_like_a_cue_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    "prompt", ["a woman flexing her muscles", "1girl, white hair, red eyes", "a knight with glowing blades", "a flapper valve in a sink"]
)
def test_muscles_eyes_and_blades_stay_beside_somebody_whose_body_and_health_are_not_hidden(prompt: str) -> None:
    assert describe(safeguard(prompt))["withheld"] == []

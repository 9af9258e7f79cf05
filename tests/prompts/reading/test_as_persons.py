"""Who is somebody by company alone: chicks, santas, robots with a gender, and figures in what tells of somebody."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "first", "candidates"),
    [
        ("a Brazilian chick with a surfboard", "a Japanese man with a surfboard", 10),
        ("an Aussie surfer chick with a board", "an American surfer man with a board", 10),
        ("a cool chick smoking", "a cool man smoking", 2),
        ("surfer chicks on the beach", "surfer men on the beach", 2),
        ("a female robot pouring tea", "a robot man pouring tea", 2),
        ("a female android in a lab", "an android man in a lab", 2),
        ("gynoid walking", "robot man walking", 2),
        ("girl1: with a hat; girl2: with a cane", "boy 1: with a hat; boy 2", 16),
        ("boy1 is tall, boy2 is short", "boy 1 is tall, boy 2 is tall", 32),
        ("a gaijin lost in a station", "a Caucasian person lost in a station", 5),
        ("an asian santa with a sack", "a Caucasian person with a sack", 5),
        ("a throuple on a sofa", "a trio of queer lovers on a sofa", 4),
        ("a happy thruple having breakfast", "a happy trio of queer lovers having breakfast", 4),
        ("A Black throuple", "A trio of Caucasian queer lovers", 20),
        ("a queer polycule at dinner", "a group of queer lovers at dinner", 4),
        ("a polyamorous triad in a kitchen", "a triad of queer lovers in a kitchen", 4),
        ("an asexual trio in a park", "a trio of queer lovers in a park", 4),
        ("a lesbian trio", "a trio of gay lovers", 3),
        ("a polyamorist on a sofa", "a queer person on a sofa", 4),
        ("gays at a festival", "gay people at a festival", 3),
    ],
)
def test_somebody_is_read_by_the_company_of_the_word(prompt: str, first: str, candidates: int) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], len(prompts)) == (first, candidates)


@pytest.mark.parametrize(
    "prompt",
    [
        "a yellow chick in the straw",
        "a chick beside a dog",
        "a white chick",
        "a tiny chick with a top hat",
        "chick flick poster",
        "a female robot dog",
        "a black santa hat",
        "santa monica pier",
        "a porcelain figure in a kimono",
        "a chess figure with a beard",
        "a dress-wearing cat",
        "a string quartet",
        "the triads of Hong Kong",
        "a straight trio of lines",
    ],
)
def test_birds_things_and_places_are_nobody(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a figure in a hijab walking in the market", "a figure walking in the market"),
        ("a figure with a long beard", "a figure"),
        ("a womanly figure in fog", "a figure in fog"),
        ("kilt-wearing bagpiper on the moor", "bagpiper on the moor"),
        ("a turban-wearing driver", "a driver"),
        ("twins in sailor suits", "twins"),
    ],
)
def test_what_tells_of_somebody_goes(prompt: str, outgoing: str) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)
    assert describe(safeguard(prompt))["withheld"]


@pytest.mark.parametrize(
    ("prompt", "candidate", "count"),
    [
        ("a dyke on a motorcycle", "a gay person on a motorcycle", 3),
        ("a butch dyke on a motorcycle", "a heterosexual person on a motorcycle", 3),
        ("dykes on bikes", "gay people on bikes", 3),
        ("a portrait of a butch", "a portrait of a bisexual person", 3),
        ("a butch, smiling", "a gay person, smiling", 3),
        ("a fag smoking", "a gay person smoking", 3),
        ("two gays kissing", "two heterosexual people kissing", 3),
        ("a queer", "an asexual person", 4),
        ("two queers in a park", "two pansexual people in a park", 4),
        ("a homo", "a bisexual person", 3),
        ("a tranny", "a cisgender person", 4),
    ],
)
def test_a_noun_of_orientation_is_a_person(prompt: str, candidate: str, count: int) -> None:
    done = candidate_prompts(prompt).prompts
    assert candidate in done
    assert len(done) == count
    assert all(candidate_prompts(other).prompts == done for other in done)


@pytest.mark.parametrize(
    "prompt",
    [
        "a dyke in the Netherlands by the sea",
        "a dyke along the river",
        "sheep on a grassy dyke",
        "walking on the dyke",
        "smoking a fag",
        "a fag end in an ashtray",
        "faggots and peas",
        "a queer looking cloud",
        "homo erectus",
        "van dyke brown, a landscape",
    ],
)
def test_the_same_word_for_a_thing_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ["Tom Dyke in a park", "Dick Van Dyke in a park"])
def test_the_same_word_ends_a_name(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == ("Someone in a park",)

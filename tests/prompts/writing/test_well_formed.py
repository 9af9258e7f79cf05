"""What is left after values are exchanged and words withheld reads as English: nothing twice, nothing hanging, articles where wanted."""

from __future__ import annotations

import pytest

from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a youthful, young man smiling", "an old woman smiling"),
        ("young, 20 year old man, portrait", "old woman, portrait"),
        ("black, white and Asian women", "African women"),
        ("a young and beautiful girl", "a beautiful boy"),
        ("a young or teenage boy", "a teenage girl"),
        ("an old French and Chinese and Algonquin woman, a Kenyan man, a deaf Thai boy", "an old woman, a woman, a teenage girl"),
    ],
)
def test_what_is_said_twice_or_withheld_leaves_no_comma_and_no_and(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("old man. Tools used: Qwerzt zbrush.", "young woman. Tools used: zbrush."),
        ("an old man with qwerzt wings", "a young woman with wings"),
        ("a goddess with long blonde flowing hair", "a god with long flowing hair"),
        ("a girl with long hair and a high school cosplay outfit", "a boy with long hair and a cosplay outfit"),
        ("a woman with qwerzt darker skin", "a man with fair skin"),
        ("a female demon, bald no hair, tattoos", "a male demon, no hair, tattoos"),
        ("a woman in full gothic dress, rain", "a man, rain"),
        ("a queen with a crown sitted on a throne", "a king with a crown sitted on a throne"),
        (
            "two boys in their teens, an Indian man in his sixties, a Chinese woman in her fifties",
            "two boys in their childhood, a man in his twenties, another man in his element",
        ),
    ],
)
def test_a_word_that_is_withheld_leaves_the_words_that_it_describes(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("photo of extremely buff Donald Trump", "photo of an extremely fat person"),
        ("an old woman like young Alyson Hannigan", "a young man like a middle-aged person"),
        ("portrait of young Tom Hanks and old Alyson Hannigan", "portrait of an old person and a young person"),
        ("young Tom Hanks as old Kurt Cobain", "old person"),
        ("old and fat Kurt Cobain", "young and thin person"),
    ],
)
def test_who_stands_for_a_name_has_an_article_where_english_wants_one(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a mosaic of god above an altar, gold", "a mosaic of a goddess above a table, gold"),
        ("the eyes of goddess", "the eyes of a god"),
        ("a man meeting god at dawn", "a woman meeting a goddess at dawn"),
        ("blend of lovely young Alyson Hannigan and Emma Stone", "blend of a lovely old person and someone"),
        ("One sister is twelve, the other twenty.", "One brother is of teenage years, the other of old age."),
        ("a black young man's face", "an old African woman's face"),
        ("portrait of a Japanese slim old man", "portrait of a fat young French woman"),
        ("the oldest man in the valley", "the youngest woman in the valley"),
        ("the youngest sailor aboard", "the most mature sailor aboard"),
        ("the oldest girl in her class", "the teenage boy in his class"),
    ],
)
def test_bare_nouns_take_articles_and_superlatives_stay_superlatives(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "written"),
    [
        ("old photo of Tom Hanks, Emma Stone and Kurt Cobain, a man", "old photo of someone and others, a woman"),
        ("Tom Hanks, Emma Stone, Kurt Cobain, a man", "Someone, a woman"),
        ("Tom Hanks and Emma Stone beside a man", "Someone and someone else beside a woman"),
        ("he is dressed as Captain America, Spider-Man, Batman, a superhero", "he is dressed as a superhero"),
        ("my Sarah smiling in a garden", "Someone smiling in a garden"),
        ("80s Michael Jackson", "80s person"),
        ("a man in the mona lisa pose", "a woman in the pose"),
        ("Bearded man on a hill. Wrinkles and scars on his face.", "Man on a hill. Lines and scars on his face."),
        ("a man wearing 1980s menswear", "a woman wearing 1980s clothes"),
    ],
)
def test_names_and_cues_leave_neither_a_row_of_nobodies_nor_a_small_letter(prompt: str, written: str) -> None:
    assert written in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt", ["a woman, full of colour", "a man with a two-handed axe", "full figure portrait of a woman, curvy details"]
)
def test_words_of_things_are_no_words_of_bodies_or_peoples(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt",
    ["a woman with darker skin", "a paler man", "a darker-skinned woman", "a girl of the lightest complexion", "1girl, darker skin"],
)
def test_comparatives_of_skin_are_hidden(prompt: str) -> None:
    assert not any(word in text for text in candidate_prompts(prompt).prompts for word in ("darker", "paler", "lightest"))


def test_all_of_those_who_are_counted_are_those_who_are_counted() -> None:
    assert set(candidate_prompts("2boys, both boys smiling").prompts) >= {"2boys, both boys smiling", "2girls, both girls smiling"}
    assert "2girls, both boys smiling" not in candidate_prompts("2boys, both boys smiling").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man who looks like zorvel with wavy hair", "a woman with wavy hair"),
        ("a man dressed as Zorvel from a game, oil", "a woman dressed as someone from a game, oil"),
        ("horror by the art of zorvel, a tall man", "horror, a short man"),
        ("a muscular and young april with a mischievous face", "a thin and middle-aged person with a mischievous face"),
        ("women like zorvel in a vast hall, oil", "men in a vast hall, oil"),
        ("a female traveler in zorvel at night, low light", "a male traveler at night, low light"),
        ("a portrait of a vampire of clan zorvel qwerzt, smiling girl", "a portrait of a vampire, smiling boy"),
        ("a huntress with a big owl zorvelon on the winter valley", "a male hunter with a big owl on the winter valley"),
        ("a woman with a glass in her hand and a coton de zorvel on her lap", "a man with a glass in his hand and something on his lap"),
        ("a man wearing a zorvic kimono with a belt", "a woman wearing a garment with a belt"),
    ],
)
def test_an_unknown_word_leaves_a_person_where_one_was_and_takes_its_phrase_along(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("photo of a woman from Willy Wonka and the Chocolate Factory", "photo of a man from a film"),
        ("a man in the big lebowski, oil", "a woman, oil"),
        ("a man with a black eyepatch and a wooden stick", "a woman with a black mask and a wooden stick"),
        ("a woman by a jungle gym, oil", "a man by a structure, oil"),
        ("a man connected to an iv line, oil", "a woman connected to a tube, oil"),
        ("an old couple on a playground", "a young couple on a field"),
        ("a woman, a pair of brown capris, and loafers", "a man, a pair of brown trousers, and loafers"),
        ("a young ducktail bearded man with a hat", "an old woman with a hat"),
    ],
)
def test_what_is_withheld_becomes_a_noun_of_its_kind(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a boy androgynous wizard guard", "a teenage girl nonbinary witch guard"),
        ("an infant napping. Close to the slumbering baby, a toy", "a teenager napping. Close to the slumbering teenager, a toy"),
        ("old, scratched polaroid picture of an old man", "scratched polaroid picture of a young woman"),
        ("a tribal priestess, female figure, cosmos", "a tribal male priest, male figure, cosmos"),
        ("a neo - futuristic greek - revival temple, a tall man", "a neo - futuristic temple, a short woman"),
        ("aztec warrior goddess with beautiful woman face, crown", "Aztec warrior god with beautiful man face, crown"),
        ("a fierce amazon messy black haired woman wearing a cap", "a fierce swordmaster messy black haired man wearing a cap"),
        ("a vintage Brooklyn flat, kitchen, a man", "a vintage Brooklyn flat, kitchen, a woman"),
    ],
)
def test_what_is_said_of_one_person_or_of_a_thing_is_no_other_person(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_mixture_of_peoples_that_are_withheld_is_one_of_several_things() -> None:
    few = Rules(max_candidates=4)
    found = candidate_prompts("a tall man, his features are a mix between Scottish and Arabian, strong", few).prompts
    assert "a short man, his features are a mix between several things, strong" in found


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man with large muscles and abs", "a woman with a fat body"),
        ("young Robert Smith as dream from sandman, dark eye sockets", "old person as dream, dark eye sockets"),
        ("a woman that looks like Taylor Swift and Emma Watson", "a man"),
        ("a man by Ron English, roman god", "a woman by Ron English, Norse goddess"),
        ("a girl with a mask, beautiful modern elegantly dressed girl", "a boy with a mask, beautiful modern elegantly dressed boy"),
    ],
)
def test_nothing_is_said_twice_and_names_of_artists_are_whole(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a husky in the snow, his eyes are blue", "something in the snow, her eyes are blue"),
        ("a bearded in the snow, his eyes are blue", "something in the snow, her eyes are blue"),
        ("a husky running with his sled", "something running with her sled"),
        ("she's much older now", "he's much different now"),
    ],
)
def test_no_article_and_no_degree_leads_to_nothing(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("the older one is blind, the younger one is deaf", "the old person is autistic, the young person is shown"),
        ("the older waiter is Black, the younger cook is white", "the old waiter is Asian, the young cook is shown"),
    ],
)
def test_of_whom_all_that_is_said_is_left_out_is_shown(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found

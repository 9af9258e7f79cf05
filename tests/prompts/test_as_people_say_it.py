"""Kinds of wording that readers from outside found in the clear: what they say stands in no candidate, and the rest reads as English."""

import pytest

from obclip.errors import BadRequest, NotAllowed
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("(woman:1.2), (age 40:0.8)", "40"),
        ("a woman aged 16.5", "16"),
        ("a man, 5840 days old", "5840"),
        ("woman with braces, 14", "14"),
        ("two sons 10 and 7 with their mother", "10"),
        ("a man and his sons, ten and seven", "seven"),
        ("siblings: girl 5, boy 8", "5"),
        ("a couple, both 45, on the beach", "45"),
        ("a detective and her partner, a rookie of 24", "24"),
        ("a girl in year 9", "year"),
        ("a boy in grade 3", "grade"),
        ("7- and 9-year-old girls", "7"),
        ("an L.A. woman", "L.A."),
        ("a woman from D.C.", "D.C."),
        ("a N.Y. cop, male", "N.Y."),
        ("a geordie lad", "geordie"),
        ("a hoosier woman", "hoosier"),
        ("a redneck man", "redneck"),
        ("a bi guy", " bi "),
        ("a woman of retirement age", "retirement"),
        ("a woman with saggy skin", "saggy"),
        ("a woman with ashes on her forehead", "ashes"),
        ("a miko with a broom", "miko"),
        ("a woman alias Viper", "Viper"),
        ("a woman who goes by Max, dancing", "Max"),
        ("a woman, she's called Nan", "Nan"),
        ("a 57-year-old tenured Computer Science professor", "57"),
        ("a 52-year-old self taught blues guitar player", "52"),
        ("a woman with a larger build", "build"),
        ("a pear-shaped woman in a garden", "pear"),
        ("a hairy man on a beach", "hairy"),
        ("1girl, legal age, smiling", "legal"),
        ("a woman with [brown] skin", "brown"),
        ("a woman with (dark:1.2) skin", "dark"),
        ("a kpop-idol on a stage", "kpop"),
        ("a handsome stud in a tank top", "stud"),
        ("a woman celebrating Yalda", "Yalda"),
        ("a man with youthful energy", "youthful"),
        ("an obese man with large belly", "belly"),
        ("a man, bigger figure, round body shape", "round"),
        ("a muscle mommy", "muscle"),
        ("a woman in his nan's cottage", "nan"),
        ("a straight-acting man", "straight"),
        ("a 90s kid", "90s"),
        ("an 80s kid at an arcade", "80s"),
        ("a 1950-born singer", "1950"),
        ("a man, a 6'5\" basketball player", "6'5"),
        ("a May-December couple, a man smiling", "December"),
        ("girl boss in an office", "girl"),
    ],
)
def test_it_is_in_no_candidate(prompt: str, told: str) -> None:
    found = candidate_prompts(prompt)
    assert len(found) > 1
    assert not any(told.lower() in candidate.lower() for candidate in found.prompts), found.prompts[0]


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("she has gone {}", 10),
        ("she went {} at six", 10),
        ("he remains {}", 10),
        ("a man gone {}", 10),
        ("she was left {}", 10),
        ("he was struck {}", 10),
        ("she left him {}", 2),
        ("a woman with hair gone {}", 2),
    ],
)
def test_what_somebody_becomes_is_hidden_whichever_it_is(prompt: str, count: int) -> None:
    blind, deaf = (candidate_prompts(prompt.format(word)) for word in ("blind", "deaf"))
    assert blind == deaf
    assert len(blind) == count


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("a man of short build", "a man of tall body"),
        ("a woman with short build", "a man with a tall body"),
        ("her long legs", "his tall body"),
        ("a muscular figure in the fog", "a fat figure in the fog"),
        ("a barbarian, broad athletic body", "a barbarian, fat body"),
        ("a man, somewhat tall", "a man, somewhat tall"),
        ("a tall-built woman", "a tall man"),
        ("a massive body of water and a man", "a massive body of water and a man"),
        ("Chinese by birth, American by choice, the pianist bows", "Chinese by birth, American by choice, the pianist bows"),
        ("a woman eats nan bread", "a man eats nan bread"),
        ("a tower as tall as the sky above a woman", "a tower as striking as the sky above a man"),
        ("a man holding a rather thin book", "a man holding a rather thin book"),
        ("woman, lesbian, smiling", "man, gay, smiling"),
    ],
)
def test_a_build_and_a_birth_are_said_in_one_word_and_what_a_thing_is_stays(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first


@pytest.mark.parametrize(
    "prompt", ["she went straight home", "he kept short hair", "the tree grew tall beside a man", "he goes white water rafting"]
)
def test_how_somebody_goes_and_what_a_thing_becomes_say_nothing_of_them(prompt: str) -> None:
    assert not safeguard(prompt).explanation.withheld
    assert len(candidate_prompts(prompt)) == 2


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("a blind and a deaf man", "a wheelchair-using person and a wheelchair-using man"),
        ("a white and a black woman holding hands", "a Caucasian person and a Caucasian man holding hands"),
        ("an Indian and a white bride", "a Caucasian person and a Caucasian groom"),
        ("a fat and a thin man", "a fat person and a fat man"),
        ("an old and a young man", "a young person and a young man"),
        ("one straight and one gay man", "one gay person and one gay man"),
        ("the tall and the short woman", "the tall person and the tall man"),
        ("a sick and a healthy man", "an injured person and a healthy man"),
        ("a black or a blonde woman", "a Caucasian person or a man"),
        ("a slim and a graceful dancer", "a fat person and a graceful dancer"),
        ("a black and a white cat with a man", "a black and a white cat with a man"),
        ("a woman in a black and a white scarf", "a man in a black and a white scarf"),
    ],
)
def test_two_who_share_a_noun_are_two_persons(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("grace haddad in a garden", "Someone in a garden"),
        ("cute lizzy greene in a room", "cute person in a room"),
        ("a prety girll holdng a flowr in teh feild", "something holdng a flowr in teh feild"),
        ("a broad at the bar", "a person at the bar"),
        ("a few gorblaxes in a field", "a few things in a field"),
    ],
)
def test_what_stands_for_somebody_is_withheld_though_nothing_is_told_of_them(prompt: str, candidate: str) -> None:
    assert candidate_prompts(prompt).prompts == (candidate,)


@pytest.mark.parametrize("prompt", ["Somali", "Korean", "Germans"])
def test_a_people_and_nothing_else_is_hidden(prompt: str) -> None:
    assert {axis.attribute for axis in candidate_prompts(prompt).axes} == {"ethnicity"}


@pytest.mark.parametrize(
    ("prompt", "attributes"),
    [
        ("a young Indian professional in a suit", {"age", "ethnicity"}),
        ("a portrait of a Nigerian agricultural professional with a smile", {"ethnicity"}),
        ("two British royals on a balcony", {"ethnicity"}),
        ("Indonesian hands unrolling an old paper", {"ethnicity"}),
        ("an old shepherd, flock behind", {"age"}),
        ("a professional photo of a local market", set()),
        ("an old professional camera", set()),
        ("a Belgian shepherd in the snow", set()),
        ("a cat with cream whites of the eyes", set()),
        ("a hands-on workshop", set()),
    ],
)
def test_what_is_seldom_said_of_persons_is_read_as_one_where_it_is(prompt: str, attributes: set[str]) -> None:
    assert {axis.attribute for axis in candidate_prompts(prompt).axes} == attributes


def test_a_decade_that_we_say_of_ourselves_is_hidden() -> None:
    assert {axis.attribute for axis in candidate_prompts("we are in our seventies, my wife and I").axes} == {"age", "gender"}


@pytest.mark.parametrize(
    "prompt", ["a queen in year 2 of her reign", "a man in grade 5 titanium", "a man, steps 20", "a woman, f/1.4, 4, 5", "a woman, 16:9"]
)
def test_other_figures_stay(prompt: str) -> None:
    figures = [word for word in prompt.replace(",", "").split() if any(map(str.isdigit, word))]
    assert all(figure in candidate for candidate in candidate_prompts(prompt).prompts for figure in figures)


@pytest.mark.parametrize("prompt", ["a n u d e g i r l", "a naked woman aged 16.5", "a naked woman in year 7", "n a k e d c h i l d"])
def test_a_minor_in_a_sexual_way_is_refused_however_it_is_spelled(prompt: str) -> None:
    with pytest.raises(NotAllowed):
        safeguard(prompt)


@pytest.mark.parametrize(
    ("prompt", "written"),
    [
        ("portrait of a woman, named Anna", "portrait of a man"),
        ("portrait of a woman named Anna, in a suit", "portrait of a man, in a suit"),
        ("a dog named Rex beside a woman", "a dog beside a man"),
        ("a woman (aka Jane)", "a man"),
        ("two women named Kim and Jo", "two men"),
        ("a woman in D.C. at night", "a man in Washington at night"),
        ("a boy, known as Tiny", "a boy"),
        ("{Anna|Peter} aged {34|71}", "Anna aged 34"),
        ("hair: grey, eyes: blue, woman", "man"),
        ("hair: black, woman", "black hair, man"),
        ('{"subject": "woman", "age": 29, "hair": "black"}', '{"subject": "man", "age": young, "black hair"}'),
        ("a zorg's tailor, female", "tailor, male"),
        ("a woman in a kippah lighting the fire", "a man lighting the fire"),
    ],
)
def test_what_goes_leaves_english_and_choices_stand_as_typed(prompt: str, written: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == written


@pytest.mark.parametrize("options", [{"max_candidates": "many"}, {"taxonomy": "en"}, {"detectors": 1}, {"detectors": ("spacy",)}])
def test_rules_of_another_kind_are_refused_in_one_sentence(options: dict[str, object]) -> None:
    with pytest.raises(BadRequest, match=next(iter(options)).removesuffix("s")):
        Rules(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("prompt", [None, 5, b"a man", ["a man"]])
def test_a_prompt_that_is_no_text_is_refused_in_one_sentence(prompt: object) -> None:
    with pytest.raises(BadRequest, match="must be a string"):
        safeguard(prompt)  # type: ignore[arg-type]


def test_what_would_need_more_candidates_than_are_allowed_is_told_as_left_out() -> None:
    assert safeguard("an old man", Rules(max_candidates=1)).explanation.single == "left out"


def test_a_sign_for_with_is_written_out_in_one_reading() -> None:
    assert candidate_prompts("a man w/ a dog").prompts == ("a man with a dog", "a woman with a dog")
    assert candidate_prompts("a man w/w/w/ a dog").prompts[0] == "a man w/w/w/ a dog"


def test_a_noun_of_two_peoples_says_what_else_it_says_of_its_own() -> None:
    assert "Indonesian, injured Hispanic people. They smile" in candidate_prompts("sasak, algonquin epileptics. They smile").prompts

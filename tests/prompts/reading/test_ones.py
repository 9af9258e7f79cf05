""" "One", "another" and "the other" are persons of their own, each with what is said of it; where they are things, nobody is meant."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two friends, one black, the other white, laughing", "two friends, one Asian, the other Caucasian, laughing"),
        ("two friends, one black, another white", "two friends, one Indian, another Asian"),
        ("two women, one fat, the other thin", "two men, one thin, the other muscular"),
        ("two women, one old and fat, the other young", "two men, one young and thin, the other old"),
        ("two men, one gay, the other straight", "two women, one heterosexual, the other bisexual"),
        ("two brothers: one thin, the other very muscular", "two sisters: one muscular, the other very fat"),
        ("a gay man and a straight one at a bar", "a bisexual woman and a gay person at a bar"),
        ("two men, the fat one laughing, the thin one crying", "two women, the thin person laughing, the thin person crying"),
        ("two people, a fat one and a skinny one", "two people, a muscular person and a fat person"),
        ("a black cop and a white one arguing", "an Asian cop and an African person arguing"),
        ("two men, a black and a white one", "two women, an Asian person and an Indian person"),
        ("a Japanese man in a hat and a Korean one", "a French woman in a hat and an Italian person"),
        ("a woman of 60 and one of 20", "a man of young age and one of old age"),
        ("two men, one old, the other young", "two women, one old, the other middle-aged"),
        ("two students, one of them is Japanese and the other Kenyan", "two students, one of them is French and the other Turkish"),
        ("two women sit; the first is old, the second is young", "two men sit; the first is young, the second is old"),
        ("two women, the one on the left is old", "two men, the one on the left is middle-aged"),
        ("a painting of several men, the one beside him is Ghanaian", "a painting of several women, the one beside her is Russian"),
        ("three nurses, the first black, the second white", "three nurses, the first Asian, the second Indian"),
        ("a group of students, some black, others white", "a group of students, some Asian, others Caucasian"),
        ("two girls, one with dark skin, the other with fair skin", "two boys, one with tan skin, the other with dark skin"),
        ("two men, one from Japan, the other from Kenya", "two women, one from Kenya, the other from France"),
        ("two women, one tall and blonde, the other short and dark-haired", "two men, one short, the other tall and dark-haired"),
    ],
)
def test_each_of_them_is_a_person_of_its_own(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found


@pytest.mark.parametrize(
    ("prompt", "written"),
    [
        ("a woman with two cats, one black, the other white", "two cats, one black, the other white"),
        ("a man holding two balloons, one white, the other black", "two balloons, one white, the other black"),
        ("a woman with two cats, the black one sleeping", "the black one sleeping"),
        ("a man with a white dog and a woman with a black one", "a white dog and another man with a black one"),
        ("a man in a black suit and another in a white one", "a man in a black suit and another in a white one"),
        ("a girl holding a small balloon and a big one", "a boy holding a small balloon and a big one"),
        ("a woman with a big bag and a small one", "a man with a big bag and a small one"),
        ("a man, one eye blue, the other brown", "one eye blue, the other brown"),
        ("a man with one black shoe, the other white", "one black shoe, the other white"),
        ("a girl with two braids, one black, the other brown", "two braids, one black, the other brown"),
        ("a man choosing between two cars, a black one and a white one", "a black one and a white one"),
    ],
)
def test_one_of_two_things_is_nobody(prompt: str, written: str) -> None:
    assert written in " | ".join(candidate_prompts(prompt).prompts)


def test_a_colour_of_hair_after_and_is_an_adjective() -> None:
    assert set(safeguard("she is tall and blonde").candidates.prompts) == {"he is short", "he is tall", "she is short", "she is tall"}


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two men, a black and a white, shake hands", "two women, an African person and an Indian person, shake hands"),
        ("two knights, a young and an old, fighting", "two knights, an old person and a young person, fighting"),
        ("two men in suits, a black and a white, dance", "two men in suits, a Caucasian person and an African person, dance"),
        ("a man with two cats, a black and a white", "a woman with two cats, a black and a white"),
    ],
)
def test_adjectives_with_articles_tell_persons_apart_and_no_things(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("three priests, one of them mute", "three rabbis, one of them deaf"),
        ("three nurses, one of them from Peru", "three nurses, one of them from China"),
        ("one is Korean, the other is Kenyan", "one is Egyptian, the other is Turkish"),
        ("one is from Peru, the other is from Kenya", "one is from Iraq, the other is from Turkey"),
        ("one Muslim, the other Jewish, talking", "one Sikh, the other Sikh, talking"),
    ],
)
def test_each_moves_where_a_people_is_said_of_both(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert set(candidate_prompts(candidate).prompts) == set(found)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("one is gay, the other is straight", "one is heterosexual, the other is bisexual"),
        ("one gay and the other straight, laughing", "one bisexual and the other gay, laughing"),
        ("the first is gay, the second is straight", "the first is bisexual, the second is bisexual"),
        ("some are gay, others are straight", "some are heterosexual, others are gay"),
        ("one is lesbian and one is bisexual", "one is bisexual and one is heterosexual"),
        ("one is gay, another is bisexual and the third is straight", "one is bisexual, another is gay and the third is gay"),
        ("one is blind, the other is deaf", "one is autistic, the other is blind"),
        ("one is transgender, the other is cisgender", "one is nonbinary, the other is transgender"),
    ],
)
def test_each_moves_where_what_no_thing_is_is_said_of_both(prompt: str, candidate: str) -> None:
    done = safeguard(prompt)
    assert candidate in done.candidates.prompts
    assert candidate_prompts(candidate).prompts == done.candidates.prompts
    assert not done.explanation.unknown


@pytest.mark.parametrize(
    "prompt",
    [
        "two vases, one is Korean, the other is Chinese",
        "three vases, one of them white",
        "one is Korean",
        "one is straight, the other is curved",
        "two doors, one is blind, the other is open",
        "two doors, one is old, the other new",
        "the bald one is old, the bearded one is new",
        "one is a Thai vase, the other is bald",
    ],
)
def test_of_things_a_people_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("one is pregnant, the other is blind", "one is shown, the other is deaf"),
        ("one is pregnant, the other is Black", "one is shown, the other is Asian"),
        ("one is bald, the other is Asian", "one is shown, the other is African"),
        ("one is Thai and pregnant, the other is Irish and bald", "one is Thai, the other is Indonesian"),
        ("one is gay and bearded, the other is straight", "one is bisexual, the other is gay"),
        ("one is Thai and 35, the other is Irish and 60", "one is Thai and young, the other is shown"),
        ("one is tall and Thai, the other is short and Irish", "one is short and Senegalese, the other is tall and Indonesian"),
        (
            "the tall one is Black and the short one is Asian",
            "the short person is African and the tall person is Caucasian",
        ),
        ("the tall one is Black, the short one is Asian", "the short person is African, the tall person is Caucasian"),
        ("the bald one is Black and the bearded one is Asian", "one is African and the other is Indian"),
        ("the pregnant one is Thai and the bald one is Muslim", "one is Senegalese and the other is Buddhist"),
    ],
)
def test_who_is_shown_by_one_and_the_other_alone_is_somebody_of_whom_all_is_read(prompt: str, candidate: str) -> None:
    done = safeguard(prompt)
    assert candidate in done.candidates.prompts
    assert set(candidate_prompts(candidate).prompts) == set(done.candidates.prompts)
    assert not done.explanation.unknown

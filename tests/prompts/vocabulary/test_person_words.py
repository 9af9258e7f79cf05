"""Words for persons that say a gender, an age or both: of trades and titles, of fandom, and in other words."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("a seamstress at work", "a male tailor at work", "a female tailor at work"),
        ("the headmistress of a school", "the headmaster of a school", "the headmistress of a school"),
        ("two dairymaids in a barn", "two dairymen in a barn", "two dairywomen in a barn"),
        ("an archduchess in silk", "an archduke in silk", "an archduchess in silk"),
        ("a sorcerer's tower", "a sorcerer's tower", "a sorceress's tower"),
        ("the governesses read", "the male tutors read", "the governesses read"),
        ("a femboy with headphones", "a femboy with headphones", "a tomboy with headphones"),
        ("a waifu, smiling", "a husbando, smiling", "a waifu, smiling"),
        ("kunoichi on a roof", "male ninja on a roof", "female ninja on a roof"),
        ("an obasan with a basket", "a young man with a basket", "an old woman with a basket"),
        ("a dilf in a kitchen", "a young man in a kitchen", "an old woman in a kitchen"),
        ("the fairer sex at tea", "the man at tea", "the woman at tea"),
        ("someone no longer young", "someone no longer young", "someone no longer old"),
        ("three grown-ups in a boat", "three young people in a boat", "three old people in a boat"),
        ("an alewife in an inn", "a male brewer in an inn", "a female brewer in an inn"),
        ("a goodwife at the hearth", "a husband at the hearth", "a wife at the hearth"),
        ("flappers at a party", "dandies at a party", "belles at a party"),
        ("a gun moll with a cigarette", "a male criminal with a cigarette", "a female criminal with a cigarette"),
        ("the little one sleeps", "the child sleeps", "the teenager sleeps"),
    ],
)
def test_a_word_for_a_person_moves_with_what_it_says(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


def test_neutral_words_of_rows_say_nothing_of_their_row() -> None:
    taxonomy = default_taxonomy()
    rows = [row for row in taxonomy.rows.values() if row.kind == "noun" and row.attributes == ("gender",)]
    neutrals = {neutral.lower() for row in rows for neutral in row.neutral if neutral}
    assert len(neutrals) > 100
    for neutral in neutrals:
        forms = [form for word in neutral.replace("-", " ").split() for form in taxonomy.forms.get((word,), ())]
        said = {value for form in forms if form.kind == "adjective" for value in form.values}
        assert not {taxonomy.attribute(value) for value in said} & {"gender", "age"}, neutral


def test_a_word_of_the_list_of_neutral_persons_can_be_old() -> None:
    assert {form.kind for form in default_taxonomy().forms["wheelwrights",]} == {"person"}
    assert {form.number for form in default_taxonomy().forms["wheelwrights",]} == {1}
    assert len(candidate_prompts("an old wheelwright")) == 3

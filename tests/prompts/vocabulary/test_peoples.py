"""The words for peoples and places that the taxonomy takes in from their list."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary import words
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

TAXONOMY = default_taxonomy()


def _values(word: str, *kinds: str) -> set[tuple[str, ...]]:
    return {form.values for form in TAXONOMY.forms.get(tuple(word.split()), ()) if form.kind in kinds}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("tongan", "samoan"),
        ("burkinabe", "malian"),
        ("soviet", "russian"),
        ("ottoman", "turkish"),
        ("himba", "zambian"),
        ("texan", "american"),
        ("parisian", "french"),
        ("glaswegian", "scottish"),
        ("māori", "maori"),
        ("trinidadian", "jamaican"),
    ],
)
def test_an_adjective_of_a_people_says_the_closest_published_value(word: str, value: str) -> None:
    assert _values(word, "adjective") == {(value,)}


def test_nouns_say_the_sex_where_they_have_one() -> None:
    assert _values("englishwomen", "noun") == {("female", "british")}
    assert _values("dutchman", "noun") == {("male", "dutch")}
    assert _values("swede", "noun") == {("swedish",)}


def test_a_people_has_a_regular_plural_unless_it_is_alike() -> None:
    assert _values("tongans", "folk") == {("samoan",)}
    assert _values("ottomans", "folk") == {("turkish",)}
    assert not _values("chineses", "folk")
    assert not _values("ottomen", "folk", "noun", "adjective")


@pytest.mark.parametrize("word", ["seoul", "nuku alofa", "new zealand", "tehran", "yukon", "turkey"])
def test_places_are_known_as_places(word: str) -> None:
    assert _values(word, "place")


def test_countries_and_cities_stand_before_nouns_too_unless_their_names_say_something_else() -> None:
    def kind(word: str) -> str:
        return next(TAXONOMY.rows[form.row].kind for form in TAXONOMY.forms[tuple(word.split())] if form.kind == "place")

    assert {word: kind(word) for word in ("hong kong", "ukraine", "turkey", "jordan", "seoul")} == {
        "hong kong": "adjective",
        "ukraine": "adjective",
        "turkey": "phrase",
        "jordan": "phrase",
        "seoul": "adjective",
    }


def test_every_word_has_a_value_of_the_ethnicity_attribute_and_its_form() -> None:
    kinds = {"adjective": "adjective", "noun": "noun", "man": "noun", "woman": "noun", "country": "place", "place": "place"}
    for word, what, value, *flags in words.peoples():
        assert TAXONOMY.attribute(value) == "ethnicity", word
        assert flags in ([], ["capital"]), word
        assert any(form.kind == kinds[what] for form in TAXONOMY.forms[tuple(word.split())]), word


def test_what_says_something_else_in_small_letters_needs_a_capital() -> None:
    assert {"pole", "mohawk", "ottoman", "moor", "swede"} <= TAXONOMY.proper
    assert not {"tongan", "viking", "korean", "maori"} & TAXONOMY.proper


def test_a_word_that_is_a_person_of_one_sex_and_a_place_needs_no_capital_for_the_person() -> None:
    assert candidate_prompts("five amazon warrior women").prompts == (
        "five swordmaster warrior men",
        "five swordmistress warrior women",
    )
    assert candidate_prompts("a man in the amazon").prompts == ("a man in the amazon", "a woman in the amazon")


@pytest.mark.parametrize("word", ["gothic", "bohemian", "olympic", "ionic", "victorian", "traveller", "han", "karen"])
def test_styles_trades_and_names_are_no_peoples(word: str) -> None:
    assert not _values(word, "adjective", "noun", "folk")

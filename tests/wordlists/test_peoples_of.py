"""What is said by hand of peoples must fit the taxonomy, and the list must follow it."""

from pathlib import Path

from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.words import places
from wordlists import peoples_of
from wordlists.peoples_of import Peoples, read_origins
from wordlists.wordnet import Sense, Synset, WordNet

EMPTY = WordNet({}, {})
SYNSET = Synset(("n", 1), 5, ("turkey",), (), "a bird")


def test_every_value_is_a_published_one_of_the_ethnicity_attribute() -> None:
    origins = read_origins()
    said = {*origins.values.values(), *(value for _, _, value in origins.further)} - {"-"}
    assert said == {value for value in said if default_taxonomy().attribute(value) == "ethnicity"}


def test_nothing_is_given_two_values() -> None:
    given: dict[str, set[str]] = {}
    for line in Path(peoples_of.__file__).with_name("origins.txt").read_text(encoding="utf-8").splitlines():
        value, _, names = line.partition(": ")
        if not line.startswith("#") and " " not in value and value != "noun":
            for name in names.split(","):
                given.setdefault(peoples_of.spelt(name), set()).add(value)
    assert [name for name, values in given.items() if len(values) > 1] == []


def test_a_word_has_the_value_of_its_country_or_its_own() -> None:
    assert "england" in places()
    rows = {(word, kind): value for word, kind, value, *_ in Peoples(EMPTY, read_origins()).rows()}
    assert rows["tongan", "adjective"] == "samoan"
    assert rows["england", "country"] == "british"
    assert rows["glaswegian", "adjective"] == "scottish"
    assert rows["scotsman", "man"] == "scottish"
    assert ("gothic", "adjective") not in rows


def test_a_word_that_is_an_ordinary_one_too_needs_a_capital() -> None:
    net = WordNet({SYNSET.key: SYNSET}, {"tonga": (Sense(SYNSET, 1, 0),), "turkey": (Sense(SYNSET, 1, 0),)})
    flagged = {row[0] for row in Peoples(net, read_origins()).rows() if row[3:] == ("capital",)}
    assert "turkey" in flagged
    assert "tonga" not in flagged

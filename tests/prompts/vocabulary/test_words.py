"""The word lists that come with the package: what must be in them, and what must never be."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from obclip.prompts.vocabulary import words
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

NAMES = ("harmless.txt", "things.txt", "persons.txt", "persons_telling.tsv", "countries.tsv", "peoples.tsv", "artists.txt", "tags.txt")
LISTS = [Path(words.__file__).parent / "data" / name for name in NAMES]


def test_ordinary_words_are_harmless() -> None:
    ordinary = "colour color analyse analyze tree trees walked walking bigger quickly background rose may christmas elven bokeh don"
    assert set(ordinary.split()) <= words.harmless()


def test_no_word_that_names_or_betrays_a_person_is_harmless() -> None:
    saying = """woman girls grandmother sailor violinists abbess waitress muslim gypsy swede oriental leper diabetes pregnant obese gaunt
    plumper skinniest baldness womanly girlish motherly yashmak caftan dhoti priestly septuagenarian johnny fanny charlie f m she his"""
    assert not set(saying.split()) & words.harmless()


def test_no_noun_of_the_taxonomy_that_says_a_value_is_harmless() -> None:
    taxonomy = default_taxonomy()
    saying = {first for (first, *rest), found in taxonomy.forms.items() if not rest and any(form.kind == "noun" for form in found)}
    assert saying
    assert not saying & words.harmless()


def test_things_animals_plants_and_places_are_things() -> None:
    shown = "car cars dress chair chairs photo background painting oak oaks bread poodle cathedral cathedrals mountain rug lamp kimono"
    assert set(shown.split()) <= words.things()


def test_persons_and_parts_of_persons_are_no_things() -> None:
    of_persons = """hair skin beard face eyes body figure frame bust wig bun tail complexion
    woman man person people doctor model king queen smiling waving
    talking young old does"""
    assert not set(of_persons.split()) & words.things()


def test_occupations_without_an_attribute_are_neutral_persons() -> None:
    assert {"doctor", "sailor", "sailors", "farmer", "violinist", "gambler", "blacksmith", "astronaut"} <= words.neutral_persons()


def test_persons_of_a_stated_sex_age_people_or_faith_tell_it() -> None:
    telling = words.telling_persons()
    assert set(telling["abbess"]) == {("gender", "female"), ("religion", "christian"), ("religion", "monastic")}
    assert ("gender", "male") in telling["fishermen"]
    assert ("gender", "female") in telling["needlewoman"]
    assert telling["oldster"] == (("age", "old"),)
    assert ("age", "child") in telling["toddlers"]
    assert ("religion", "islam") in telling["imam"]


def test_a_word_for_a_person_stands_in_one_list_only() -> None:
    assert not words.neutral_persons() & words.telling_persons().keys()
    assert not words.neutral_persons() & words.things()
    assert not words.telling_persons().keys() & words.harmless()
    assert not words.neutral_persons() & words.harmless()


def test_artists_and_tags_are_spelt_as_the_reader_cuts_words() -> None:
    assert {"greg rutkowski", "alphonse mucha", "artgerm"} <= words.artists()
    assert {"masterpiece", "8k", "looking at viewer", "ukiyo e", "f 1 8", "35mm"} <= words.tags()
    assert all(entry == entry.lower() and "_" not in entry and "-" not in entry for entry in words.artists() | words.tags())


def test_no_tag_says_something_of_a_person() -> None:
    saying = {" ".join(form) for form, found in default_taxonomy().forms.items() if any(form.kind == "noun" for form in found)}
    told = words.telling_persons().keys() | words.neutral_persons()
    assert not {tag for tag in words.tags() if tag in saying | told}


def test_places_tell_the_country_or_the_people() -> None:
    places = words.places()
    assert places["tuscan"] == (("demonym", "Tuscany"),)
    assert ("demonym", "Ghana") in places["ghanaian"]
    assert ("city", "Iran") in places["tehran"]
    assert ("state", "United States") in places["ohio"]
    assert ("people", "Maori") in places["maori"]
    assert {"viking", "soviet", "han chinese", "irishmen", "south korea", "new zealander", "addis ababa"} <= places.keys()
    assert {kind for meanings in places.values() for kind, _ in meanings} == {"country", "state", "city", "demonym", "people"}


def test_words_that_offend_stand_in_no_list() -> None:
    listed = words.harmless() | words.things() | words.neutral_persons() | words.telling_persons().keys()
    assert not {"darkie", "squaw", "chink", "fag"} & listed


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_says_where_it_comes_from_and_is_sorted_without_doubles(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert head == lines[:3]
    assert head[0] == f"# version {words.LISTS_VERSION}"
    assert head[1].startswith("# source: ")
    assert head[2].startswith("# licence: ")
    assert lines[3:] == sorted(set(lines[3:]))


@pytest.mark.parametrize("read", [words.harmless, words.things, words.neutral_persons])
def test_lists_hold_single_words_in_small_letters(read: Callable[[], frozenset[str]]) -> None:
    assert all(word.isalpha() and word == word.lower() for word in read())


def test_the_lists_are_read_from_a_package_in_a_zip(tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("packed_words/__init__.py", "")
        archive.write(words.__file__, "packed_words/words.py")
        for path in LISTS:
            archive.write(path, f"packed_words/data/{path.name}")
    found = _in_a_fresh_python(packed)
    assert found == f"{len(words.harmless())} {len(words.things())}"


def _in_a_fresh_python(packed: Path) -> str:
    code = (
        f"import sys; sys.path.insert(0, {str(packed)!r}); from packed_words import words as w; print(len(w.harmless()), len(w.things()))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", ["5-cues.toml", "6-names.toml", "7-words.toml"])
def test_a_list_says_each_word_once(name: str) -> None:
    text = files("obclip.prompts.vocabulary").joinpath("data").joinpath("en").joinpath(name).read_text(encoding="utf-8")
    for table in tomllib.loads(text).values():
        for listed in table.values():
            words = [" ".join(word.split()) for word in listed.split(",") if word.strip()]
            assert len(words) == len(set(words))

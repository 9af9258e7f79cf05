"""What was corrected by hand is consistent, and the plain parts of the commands do what they say."""

from pathlib import Path

import pytest

from wordlists.corrections import corrections, read_corrections
from wordlists.countries import people_by_hand
from wordlists.forms import Forms
from wordlists.listing import list_text
from wordlists.scowl import ordinary_words
from wordlists.unknown import Count, count_words


def test_a_section_of_two_words_is_an_attribute_and_a_value() -> None:
    assert ("religion", "jewish") in corrections().facts["rabbi"]
    assert "lush" in corrections()["not persons"]


def test_no_word_is_a_person_and_none_at_once(tmp_path: Path) -> None:
    file = tmp_path / "corrections.txt"
    file.write_text("[not persons]\nstar rock\n[gender female]\nstar\n", encoding="utf-8")
    with pytest.raises(ValueError, match="persons and no persons at once: star"):
        read_corrections(file)


def test_a_section_that_nothing_reads_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "corrections.txt"
    file.write_text("[persons]\nstar\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"\[persons\]"):
        read_corrections(file)


def test_a_plural_leads_to_its_singulars(tmp_path: Path) -> None:
    (tmp_path / "noun.exc").write_text("geese goose\n", encoding="utf-8")
    forms = Forms(tmp_path)
    assert forms.singulars("geese") == ("goose",)
    assert "witch" in forms.singulars("witches")
    assert "lady" in forms.singulars("ladies")
    assert "waterman" in forms.singulars("watermen")
    assert "spik" not in forms.singulars("spikes"), "only a hissing noun takes -es"


def test_a_list_is_the_same_for_the_same_words_in_any_order() -> None:
    one = list_text(["b", "a", "b"], source="here", licence="ours")
    assert one == list_text(["a", "b"], source="here", licence="ours")
    assert one.splitlines()[3:] == ["a", "b"]


def test_possessives_are_left_out_and_the_smallest_size_counts(tmp_path: Path) -> None:
    (tmp_path / "english-words.10").write_text("tree\ntree's\n", encoding="utf-8")
    (tmp_path / "british-words.50").write_text("tree\ncolour\n", encoding="utf-8")
    assert ordinary_words(50, tmp_path) == {"tree": 10, "colour": 50}
    assert ordinary_words(35, tmp_path) == {"tree": 10}


def test_every_line_of_peoples_has_a_kind() -> None:
    kinds = {kind for _, kind, _ in people_by_hand()}
    assert kinds <= {"country", "demonym", "people", "state", "city"}
    assert ("irishmen", "demonym", "Ireland") in set(people_by_hand())


def test_words_that_no_list_has_are_counted_and_phrases_make_theirs_known() -> None:
    count = Count()
    count_words("a sailor by greg rutkowski, ukiyo-e, xyzzyx in 1920", count)
    assert count.read == 10
    assert dict(count.unknown) == {"xyzzyx": 1}

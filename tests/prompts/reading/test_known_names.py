"""Names of several words that are known, and whose they are."""

import pytest

from obclip.prompts.reading.known_names import Known, known_names
from obclip.prompts.reading.units import read_units
from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy


@pytest.mark.parametrize(
    ("text", "person", "artist"),
    [("madame curie", True, False), ("greg rutkowski", False, True), ("stardew valley", False, False), ("looking at viewer", False, False)],
)
def test_a_known_name_is_a_persons_an_artists_or_a_things(text: str, person: bool, artist: bool) -> None:
    count = len(text.split())
    assert known_names(read_units(text, default_taxonomy())) == [Known(0, count, person, artist)]


def test_the_words_of_a_name_stand_side_by_side() -> None:
    assert known_names(read_units("madame, curie", default_taxonomy())) == []


def test_of_two_names_the_longer_counts() -> None:
    assert [name.end for name in known_names(read_units("final fantasy vii", default_taxonomy()))] == [3]


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a cop as portrayed by tom hardy", ("a cop as portrayed by someone",)),
        ("a knight portrayed by keanu reeves", ("a knight portrayed by someone",)),
        ("wizard, acted by ian mckellen", ("wizard, acted by someone", "witch, acted by someone")),
        ("batman played by robert pattinson", ("Someone played by someone else",)),
        ("the moon portrayed by van gogh", ("the moon portrayed by van gogh",)),
        ("a song played by an orchestra", ("a song played by an orchestra",)),
        ("wonam look like angelina jolie", ("look like someone",)),
        ("charcter looks like ronald regan", ("charcter",)),
    ],
)
def test_by_whom_somebody_is_played_is_no_maker(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates
    assert all(candidate_prompts(other).prompts == candidates for other in candidates)

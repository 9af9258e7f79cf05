"""The rules by which the word lists are made, on a WordNet of a few synsets in the database's own file format."""

from pathlib import Path

import pytest

from wordlists.people import People
from wordlists.telling import Telling, cleaned
from wordlists.wordnet import WordNet, read_wordnet

# offset, lexicographer file, lemmas, pointers, gloss
NOUNS = [
    (1, 3, "person", "", "a human being"),
    (2, 18, "sailor", "@1", "any member of a ship's crew"),
    (3, 18, "widow", "@1", "a woman whose husband is dead"),
    (4, 17, "star", "", "a celestial body"),
    (5, 18, "star ace", "@1", "someone who is dazzlingly skilled"),
    (6, 18, "Pole", "@1", "a native or inhabitant of Poland"),
    (7, 6, "pole", "", "a long rod"),
    (8, 18, "Chopin", "@i6", "French composer (born in Poland)"),
    (9, 18, "lout", "@1", "an offensive term for a person"),
]
COUNTS = [("star%1:17:00::", 1, 8), ("star%1:18:00::", 2, 3)]


def _folder(tmp_path: Path) -> Path:
    data = ["  1 the licence"]
    senses: dict[str, list[int]] = {}
    for offset, file, lemmas, pointers, gloss in NOUNS:
        words = lemmas.split()
        links = [(p.rstrip("0123456789"), int(p.lstrip("@i"))) for p in pointers.split()]
        linked = " ".join(f"{kind} {place:08d} n 0000" for kind, place in links)
        spelt = " ".join(f"{word} 0" for word in words)
        data.append(f"{offset:08d} {file:02d} n {len(words):02x} {spelt} {len(links):03d} {linked} | {gloss}  ".replace("  |", " |"))
        for word in words:
            senses.setdefault(word.lower(), []).append(offset)
    index = [f"{word} n {len(found)} 0 {len(found)} 0 {' '.join(f'{o:08d}' for o in found)}  " for word, found in sorted(senses.items())]
    for pos in ("noun", "verb", "adj", "adv"):
        (tmp_path / f"data.{pos}").write_text("\n".join(data if pos == "noun" else data[:1]) + "\n")
        (tmp_path / f"index.{pos}").write_text("\n".join(index if pos == "noun" else []) + "\n" * (pos == "noun"))
    (tmp_path / "cntlist.rev").write_text("".join(f"{key} {rank} {count}\n" for key, rank, count in COUNTS))
    return tmp_path


@pytest.fixture
def net(tmp_path: Path) -> WordNet:
    return read_wordnet(_folder(tmp_path))


def test_a_word_means_a_person_where_persons_are_its_common_sense(net: WordNet) -> None:
    people = People(net)
    assert people.means_person("sailor")
    assert people.means_person("ace")
    assert not people.means_person("star"), "the celestial body is tagged more often"


def test_a_sense_with_a_capital_letter_counts_only_where_there_is_no_other(net: WordNet) -> None:
    assert not People(net).means_person("pole")
    assert not People(net).means_person("chopin"), "a named person is no kind of person"


def test_a_gloss_tells_the_first_sex_that_it_names(net: WordNet) -> None:
    telling = Telling(net, trees={})
    assert telling.facts(net.named("widow.n.1")) == (("gender", "female"),)
    assert telling.facts(net.named("sailor.n.1")) == ()
    assert telling.facts(net.named("pole.n.1")) == (("ethnicity", "unspecified"),)


def test_the_end_of_a_word_tells_a_sex() -> None:
    assert Telling.by_ending("fishermen") == (("gender", "male"),)
    assert Telling.by_ending("needlewoman") == (("gender", "female"),)
    assert Telling.by_ending("sculptress") == (("gender", "female"),)
    assert Telling.by_ending("human") == Telling.by_ending("witness") == ()


def test_a_known_value_takes_the_place_of_an_unknown_one() -> None:
    assert cleaned([("religion", "unspecified"), ("religion", "islam"), ("age", "old")]) == (("age", "old"), ("religion", "islam"))


def test_a_word_whose_gloss_calls_it_offensive_is_known_as_such(net: WordNet) -> None:
    assert Telling.is_offensive(net.named("lout.n.1"))
    assert not Telling.is_offensive(net.named("sailor.n.1"))


def test_without_wordnet_the_command_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="wordnet-base"):
        read_wordnet(tmp_path)

"""The second world: who is in it, what is said of them, whose drawings they are, and that nobody held out is learnt from."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from obclip.evaluation.worlds import EMOJI
from obclip.prompts.english.emoji import find_emoji_persons
from training.data import OFFSETS, write_split
from training.emoji.art import SETS, Drawings, code_points, drawings, render
from training.emoji.captions import caption, phrase
from training.emoji.data import HELD_OUT, VALUES, captions_of, drawn, labels_of, picture, prompt_of, world
from training.emoji.people import GENDERS, SKINS, TONE_NAMES, everyone, split

CIRCLE = '<circle cx="18" cy="18" r="12" fill="#{:06x}"/>'


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """Packages as Iconify makes them, with circles of our own in them; the last set lacks the farmers."""
    for kind in SETS:
        package = tmp_path / "node_modules" / "@iconify-json" / kind.name
        package.mkdir(parents=True)
        people = [person for person in everyone() if person.base != "farmer" or kind is not SETS[-1]]
        icons = {f"icon-{n}": {"body": CIRCLE.format(17 * n)} for n, _ in enumerate(people)}
        (package / "icons.json").write_text(json.dumps({"icons": icons, "height": 36}))
        names = {code_points(person.text.replace("\ufe0f", "")): f"icon-{n}" for n, person in enumerate(people)}
        (package / "chars.json").write_text(json.dumps(names))
        (package / "info.json").write_text(json.dumps({"license": {"spdx": kind.licence}}))
    drawings.cache_clear()
    return tmp_path


def test_everybody_is_there_as_man_and_woman_in_every_tone_and_grown() -> None:
    kinds = {(person.base, person.age) for person in everyone()}

    assert len(everyone()) == len(kinds) * len(GENDERS) * len(TONE_NAMES) > 900
    assert ("person", "old") in kinds
    for person in everyone():
        (_, _, meant), *others = find_emoji_persons(person.text)
        assert (meant.base, meant.gender, meant.tone or "none") == (person.base, person.gender, person.tone)
        assert meant.age in (None, "old")
        assert not others


def test_nobody_held_out_is_learnt_from_and_every_base_is_learnt() -> None:
    kept, learnt = split(held_out=True), split(held_out=False)

    assert not {(p.base, p.gender, p.age, p.tone) for p in kept} & {(p.base, p.gender, p.age, p.tone) for p in learnt}
    assert len(kept) + len(learnt) == len(everyone())
    assert 0.05 < len(kept) / len(everyone()) < 0.12
    assert {p.base for p in learnt} == {p.base for p in everyone()}


def test_the_judge_learns_from_everybody_in_pictures_of_other_numbers(fetched: Path) -> None:
    seen = {picture(fetched, HELD_OUT["judge"], OFFSETS["judge"] + number).person for number in range(400)}

    assert {person.held_out for person in seen} == {False, True}
    assert set(split(HELD_OUT["judge"])) == set(everyone())


@pytest.mark.parametrize(
    ("base", "noun", "clause"),
    [
        ("person", "", ""),
        ("farmer", "farmer", ""),
        ("police officer", "police officer", ""),
        ("mountain biking", "", "mountain biking"),
        ("person: curly hair", "", "with curly hair"),
        ("person: bald", "", "with a bald head"),
        ("in tuxedo", "", "in a tuxedo"),
        ("running facing right", "", "running facing right"),
    ],
)
def test_unicodes_names_become_parts_of_a_sentence(base: str, noun: str, clause: str) -> None:
    assert phrase(base) == (noun, clause)


def test_a_caption_says_nothing_false_and_what_is_kept() -> None:
    others = {"male": {"woman", "lady", "female"}, "female": {"man", "guy", "male"}}
    for number, person in enumerate(everyone()):
        words = caption(person, ("flat",), "blue", random.Random(number), keep=("gender", "skin", "age")).replace(",", "").split()

        assert not set(words) & others[person.gender]
        skins = {word.removesuffix("-skinned") for word in words} & {"fair", "tan", "dark"}
        assert skins == ({SKINS[person.tone]} - {"none"})
        assert bool({"old", "elderly", "older"} & set(words)) == (person.age == "old")


def test_a_tone_is_told_in_unicodes_words_too() -> None:
    someone = next(person for person in everyone() if person.tone == "medium-dark")

    told = {caption(someone, ("flat",), "blue", random.Random(number)) for number in range(200)}

    assert any("medium-dark skin" in words for words in told)
    assert any("dark-skinned" in words for words in told)
    assert any("skin" not in words for words in told)


def test_a_package_under_another_licence_is_refused(fetched: Path) -> None:
    info = fetched / "node_modules" / "@iconify-json" / "twemoji" / "info.json"
    info.write_text(json.dumps({"license": {"spdx": "CC-BY-SA-4.0"}}))

    with pytest.raises(ValueError, match=r"under CC-BY-SA-4\.0, not CC-BY-4\.0"):
        Drawings(fetched, SETS[1])


def test_a_package_that_is_missing_is_told_how_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"npm install --prefix .*@iconify-json/noto@1\.2\.9"):
        Drawings(tmp_path, SETS[0])


def test_a_drawing_lies_where_it_is_put() -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36" width="36" height="36">{CIRCLE.format(0xFF0000)}</svg>'

    pixels = render(svg, 96, (0, 0, 200), 0.5, (0.25, 0.0)).astype(int)

    red = np.argwhere(pixels[..., 0] > 200)
    assert pixels[0, 0].tolist() == [0, 0, 200]
    assert np.abs(red.mean(0) - [47.5, 71.5]).max() < 1
    assert abs(np.ptp(red[:, 1]) - 96 * 0.5 * 24 / 36) < 3


def test_a_picture_is_a_function_of_its_number_and_of_a_set_that_has_it(fetched: Path) -> None:
    shown = [picture(fetched, False, number) for number in range(400)]

    assert shown == [picture(fetched, False, number) for number in range(400)]
    assert {one.set for one in shown} == {0, 1, 2}
    assert {one.set for one in shown if one.person.base == "farmer"} == {0, 1}
    assert drawn(fetched, False, 5).shape == (128, 128, 3)
    assert len(labels_of(fetched, False, 5)) == len(VALUES)
    assert len(set(captions_of(fetched, False, 5))) > 1


def test_held_out_prompts_state_gender_and_background_of_somebody_held_out(fetched: Path) -> None:
    for number in range(40):
        told, shown = prompt_of(fetched, number), picture(fetched, True, OFFSETS["held-out"] + number)

        assert shown.person.held_out
        assert told["attributes"]["gender"] == shown.person.gender
        assert told["attributes"]["background"] in told["prompt"]
        assert told["attributes"].get("skin", "none") == SKINS[shown.person.tone]


def test_the_bundled_prompts_are_of_these_people(fetched: Path) -> None:
    lines = EMOJI.prompts.read_text(encoding="utf-8").splitlines()

    assert [json.loads(line) for line in lines[:30]] == [prompt_of(fetched, number) for number in range(30)]


def test_the_splits_are_written_as_the_stages_after_them_read_them(fetched: Path) -> None:
    write_split(world(fetched, held_out=False), fetched, "train", 7, 1)

    images, labels = np.load(fetched / "train-images.npy"), np.load(fetched / "train-labels.npy")
    assert images.shape == (7, 128, 128, 3)
    assert np.array_equal(images[3], drawn(fetched, False, OFFSETS["train"] + 3))
    assert labels.tolist()[3] == labels_of(fetched, False, OFFSETS["train"] + 3)
    assert [len(each) for each in json.loads((fetched / "train-captions.json").read_text())] == [8] * 7

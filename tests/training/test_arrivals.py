"""Whose arrivals are recorded, and in which words."""

import json
import random
from pathlib import Path

import numpy as np

from obclip.evaluation.accelerated import AccelerationLab
from obclip.evaluation.items import CANONICAL, OWN, Item, worded
from obclip.models.loading import load_model
from training.arrivals import Wording, alone, among_others, wordings


def test_the_cloud_s_words_stand_beside_the_user_s_and_pictures_without_labels_are_told(tmp_path: Path) -> None:
    captions = [["a bald young man in a red suit"], ["an emoji of a man who is deaf"]]
    (tmp_path / "train-captions.json").write_text(json.dumps(captions))
    np.save(tmp_path / "train-labels.npy", np.zeros((1, 10), np.int8))

    found = wordings(tmp_path, 40, seed=0)

    assert {(one.worded.words[OWN], one.labelled) for one in found} == {(captions[0][0], True), (captions[1][0], False)}
    assert all("bald" not in one.worded.words[CANONICAL] for one in found)
    assert len({one.worded.item.seed for one in found}) == 40


def test_a_request_gives_its_own_row_in_the_users_words_and_some_others_in_their_candidates_words() -> None:
    cloud = load_model("portraits-cloud", dtype="float32", device="cpu")
    lab = AccelerationLab(cloud, cloud, steps=6)
    one = worded(Item("a bald young man", {}, 5))

    rows = among_others(lab, [Wording(one, True)], 2, random.Random(0))

    assert [row.words for row in rows].count("a bald young man") == 1
    assert rows[0].words == one.words[OWN] != one.words[CANONICAL]
    assert len(rows) == len({row.words for row in rows}) == 6
    assert all("bald" not in row.words for row in rows[1:])
    assert [row.words for row in alone(lab, [Wording(one, True)], 2)] == ["a bald young man"]

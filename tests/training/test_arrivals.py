"""Whose arrivals are recorded, and in which words."""

import json
from pathlib import Path

import numpy as np

from obclip.evaluation.items import CANONICAL, OWN
from training.arrivals import wordings


def test_the_cloud_s_words_stand_beside_the_user_s_and_pictures_without_labels_are_told(tmp_path: Path) -> None:
    captions = [["a bald young man in a red suit"], ["an emoji of a man who is deaf"]]
    (tmp_path / "train-captions.json").write_text(json.dumps(captions))
    np.save(tmp_path / "train-labels.npy", np.zeros((1, 10), np.int8))

    found = wordings(tmp_path, 40, seed=0)

    assert {(one.worded.words[OWN], one.labelled) for one in found} == {(captions[0][0], True), (captions[1][0], False)}
    assert all("bald" not in one.worded.words[CANONICAL] for one in found)
    assert len({one.worded.item.seed for one in found}) == 40

"""What the judge of each world is taught, and how large it becomes."""

import json
from pathlib import Path

import numpy as np
import pytest
from transformers import CLIPTokenizer

from obclip.models.registry import bundled
from training.data import prompt_of
from training.emoji.data import VALUES as EMOJI_LABELS
from training.judge import fresh_judge
from training.judged import EMOJI, JUDGED, PORTRAITS, Judged


@pytest.fixture(scope="module")
def tokenizer() -> CLIPTokenizer:
    return CLIPTokenizer.from_pretrained(bundled("cloud") / "tokenizer")


@pytest.mark.parametrize("judged", JUDGED.values(), ids=JUDGED)
def test_a_judge_is_taught_what_the_tables_of_its_world_tell(judged: Judged) -> None:
    assert set(judged.world.told) <= set(judged.values)


def test_the_judge_of_emoji_is_a_smaller_file_than_that_of_portraits(tokenizer: CLIPTokenizer, tmp_path: Path) -> None:
    sizes = {}
    for name, judged in JUDGED.items():
        fresh_judge(tokenizer, judged).save(tmp_path / name)
        sizes[name] = (tmp_path / name / "model.safetensors").stat().st_size

    assert sizes["emoji"] < 2_500_000 < sizes["portraits"] == (bundled("judge") / "model.safetensors").stat().st_size
    assert json.loads((tmp_path / "portraits" / "config.json").read_text()) == json.loads((bundled("judge") / "config.json").read_text())


def test_the_judge_of_emoji_is_taught_the_three_skins_that_a_prompt_states(tmp_path: Path) -> None:
    tones = EMOJI_LABELS["tone"]
    rows = [[0, 0, tone, 4, 1, 2] for tone in range(len(tones))]
    np.save(tmp_path / "judge-labels.npy", np.array(rows, np.int8))

    told = EMOJI.labels(tmp_path, "judge")

    column = list(EMOJI.values).index("skin")
    assert [EMOJI.values["skin"][n] for n in told[:, column].tolist()] == ["fair", "fair", "tan", "dark", "dark", "none"]
    others = [n for n in range(len(EMOJI.values)) if n != column]
    assert told[:, others].tolist() == [[row[n] for n in others] for row in rows]


def test_the_bundled_prompts_of_portraits_are_those_of_their_numbers() -> None:
    lines = PORTRAITS.world.prompts.read_text(encoding="utf-8").splitlines()

    assert [json.loads(line) for line in lines[::100]] == [prompt_of(number) for number in range(0, PORTRAITS.count, 100)]

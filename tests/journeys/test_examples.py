"""The examples run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    assert [example.stem for example in EXAMPLES] == ["private_picture", "safeguard_a_pipeline", "what_the_cloud_sees"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs(example: Path, tmp_path: Path) -> None:
    argument = "an elderly lady" if example.stem == "what_the_cloud_sees" else str(tmp_path / "out.png")
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, example, argument], env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    if argument.endswith(".png"):
        with Image.open(argument) as image:
            assert image.size == (128, 128)
    else:
        assert "N = 6" in done.stdout

"""The examples run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.running import cloud_server

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    assert [example.stem for example in EXAMPLES] == ["private_picture", "protocol_client", "safeguard_a_pipeline", "what_the_cloud_sees"]


def test_a_client_written_from_the_protocols_page_alone_gets_its_rows(tiny_folder: Path) -> None:
    example = next(example for example in EXAMPLES if example.stem == "protocol_client")
    with cloud_server(str(tiny_folder)) as url:
        done = subprocess.run([sys.executable, example, url], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 rows of 256 numbers" in done.stdout
    assert [line[:4] for line in done.stdout.splitlines()[:-1]] == ["QUED", *["STEP"] * 5]
    assert len(example.read_text(encoding="utf-8").splitlines()) <= 69


PICTURES = [example for example in EXAMPLES if example.stem != "protocol_client"]


@pytest.mark.parametrize("example", PICTURES, ids=lambda path: path.stem)
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

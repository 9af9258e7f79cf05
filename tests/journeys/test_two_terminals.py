"""What a newcomer types: the commands of the README, with the bundled pair, in processes of their own."""

import io
import os
import re
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import numpy as np
import pytest
from PIL import Image

from obclip import ObliviousPipeline
from obclip.models.families.stable_diffusion import StableDiffusionModel

OBCLIP = Path(sys.executable).with_name("obclip")
PROMPT = "portrait of a young African woman with short hair, wearing a green sweater, in a garden"
OFFLINE = {**os.environ, "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}


def obclip(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([OBCLIP, *map(str, arguments)], cwd=cwd, env=OFFLINE, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """`obclip serve` on a free port: its URL, and the file that holds all that it printed."""
    said = tmp_path_factory.mktemp("serve") / "said.txt"
    with said.open("w") as file:
        process = subprocess.Popen([OBCLIP, "serve", "--port", "0"], env=OFFLINE, stdout=file, stderr=subprocess.STDOUT)
    try:
        yield _url(process, said), said
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def _url(process: "subprocess.Popen[bytes]", said: Path) -> str:
    while process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", said.read_text()):
            return found[0]
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(said.read_text())


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image).astype(int)


def test_serve_here_generate_there_and_the_same_picture_in_one_process(served: tuple[str, Path], tmp_path: Path) -> None:
    url, said = served
    over_http = obclip("generate", "--cloud", url, PROMPT, "-o", "http.png", "--seed", 5, "--steps", 8, "--switch-point", 3, cwd=tmp_path)
    in_process = obclip(
        "generate", PROMPT, "-o", "here.png", "--seed", 5, "--steps", 8, "--switch-point", 3, "--sheet", "sheet.png", cwd=tmp_path
    )

    assert over_http.returncode == 0, over_http.stderr
    assert in_process.returncode == 0, in_process.stderr
    assert "N = 30" in over_http.stdout
    assert "1/N = 0.033" in over_http.stdout
    there, here = (pixels(tmp_path / name) for name in ("http.png", "here.png"))
    assert there.shape == (128, 128, 3)
    assert np.array_equal(there, here)
    assert "African" not in said.read_text()


def test_an_answer_of_another_family_is_one_sentence(served: tuple[str, Path], tiny_folder: Path, tmp_path: Path) -> None:
    done = obclip(
        "generate", "--cloud", served[0], "an old man", "--device-model", tiny_folder, "--height", 64, "--width", 64, cwd=tmp_path
    )
    assert done.returncode == 3
    said = " ".join(done.stderr.split())
    assert "The cloud works in latent space" in said, "asked before anything is sent"
    assert len(said.rpartition("The cloud returned")[2]) < 400
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.png").exists()


def test_the_bundled_device_model_is_clearly_smaller() -> None:
    with (
        ObliviousPipeline.from_pretrained(device="cpu") as pipeline,
        ObliviousPipeline.from_pretrained("portraits-cloud", cloud=None) as large,
    ):
        models = [side.model for side in (pipeline, large)]
    sizes = [sum(weight.numel() for weight in model.unet.parameters()) for model in models if isinstance(model, StableDiffusionModel)]
    assert sizes[0] * 4 < sizes[1]


def test_the_gateway_serves_a_program_of_this_machine(served: tuple[str, Path], tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    with said.open("w") as file:
        process = subprocess.Popen(
            [OBCLIP, "gateway", "--port", "0", "--cloud", served[0]], env=OFFLINE, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        url = _url(process, said)
        token = re.search(r"runs: (\S{40,})", said.read_text())
        assert token is not None
        order = {"prompt": PROMPT, "size": "1024x1024", "steps": 4, "switch_point": 2}
        headers = {"authorization": f"Bearer {token[1]}"}
        told = httpx.post(f"{url}/v1/images/generations", json=order, headers=headers, timeout=120).json()
        with Image.open(io.BytesIO(b64decode(told["data"][0]["b64_json"]))) as picture:
            assert picture.size == (128, 128)
        assert told["obclip"]["n"] == 30
        assert httpx.get(f"{url}/v1/models").status_code == 401
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert "African" not in said.read_text() + served[1].read_text()

"""The built wheel holds all that a picture needs: it is installed beside no checkout and draws one."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
NOTICES = [
    "WordNet 3.0 Copyright",
    "Copyright 2000-2018 by Kevin Atkinson",
    "MIT License",
    "UNICODE LICENSE V3",
    "© 1991-2025 Unicode, Inc.",
]
MOST_BYTES = 36 * 2**20


def test_a_wheel_draws_a_picture_away_from_the_checkout(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(built, check=True, capture_output=True, timeout=120)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "obclip/prompts/vocabulary/data/en/0-decisions.toml" in names
    assert {"obclip/models/bundled/cloud/model_index.json", "obclip/models/bundled/device/unet/config.json"} <= set(names)
    assert {f"obclip/device/app/page/{name}" for name in ("index.html", "style.css", "src/app.js", "src/device.js")} <= set(names)
    assert not [name for name in names if name.startswith(("tests", "training"))]
    notices = zipfile.ZipFile(wheel).read("obclip/prompts/vocabulary/data/SOURCES.md").decode()
    assert [name for name in NOTICES if name in notices] == NOTICES

    site, away = tmp_path / "site", tmp_path / "away"
    away.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    code = "import obclip, sys; assert obclip.__file__.startswith(sys.argv.pop(1)), obclip.__file__\nfrom obclip.cli.main import run; run()"
    environment = {**os.environ, "PYTHONPATH": str(site), "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
    command = [sys.executable, "-c", code, str(site), "generate", "an old Indian man", "--steps", "4", "--switch-point", "2"]
    done = subprocess.run(command, cwd=away, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    with Image.open(away / "out.png") as image:
        assert image.size == (128, 128)


def test_the_bundled_weights_stay_small_enough_to_travel() -> None:
    files = [file for file in (ROOT / "src/obclip/models/bundled").rglob("*") if file.is_file()]
    assert 0 < sum(file.stat().st_size for file in files) <= MOST_BYTES

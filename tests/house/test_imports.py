"""Who may load whom: the contracts on the source, and what a fresh interpreter really loads."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("entry", "never"),
    [
        ("obclip", "obclip.errors obclip.prompts torch"),
        ("obclip.prompts.candidates", "torch numpy diffusers transformers pydantic httpx2 socket"),
        ("obclip.detectors.named", "torch numpy spacy presidio_analyzer transformers"),
        ("obclip.prompts.explain", "torch numpy pydantic obclip.protocol obclip.cloud"),
        ("obclip.protocol.codec", "obclip.prompts obclip.models obclip.cloud obclip.device fastapi"),
        ("obclip.denoising.loop", "obclip.prompts obclip.protocol obclip.models"),
        ("obclip.models.loading", "obclip.prompts obclip.cloud obclip.device"),
        ("obclip.cloud.service", "obclip.prompts obclip.device"),
        ("obclip.device.pipeline", "obclip.cloud fastapi uvicorn"),
        ("obclip.cli.main", "torch diffusers fastapi spacy obclip.cloud obclip.device"),
    ],
)
def test_an_entry_loads_nothing_that_it_must_not_know(entry: str, never: str) -> None:
    code = f"import sys, {entry}; print([name for name in {never.split()!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

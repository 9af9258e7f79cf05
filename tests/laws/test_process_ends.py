"""A program that forgets to close a pipeline still ends."""

import subprocess
import sys
from pathlib import Path


def test_an_unclosed_pipeline_does_not_keep_the_process_alive(tiny_folder: Path) -> None:
    code = (
        "from obclip import ObliviousPipeline\n"
        f"pipeline = ObliviousPipeline.from_pretrained({str(tiny_folder)!r}, cloud={str(tiny_folder)!r}, device='cpu')\n"
        "print(len(pipeline('an old man', num_inference_steps=2, switch_point=1).candidates))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout.strip() == "6"

"""What is bundled can be taken apart for a further stretch, and put together again."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from obclip.models.distilled import distilled_in
from training.export import BUNDLED, export
from training.unpack import unpack


@pytest.mark.filterwarnings("ignore:The configuration file of this scheduler:FutureWarning")
def test_what_is_taken_apart_is_put_together_as_it_was(tmp_path: Path) -> None:
    unpack(BUNDLED, tmp_path / "pair")
    export(tmp_path / "pair", tmp_path / "out")

    weights = [file.relative_to(BUNDLED) for file in BUNDLED.rglob("*.safetensors") if "judge" not in file.parts]
    assert len(weights) == 5
    for file in weights:
        kept, again = load_file(BUNDLED / file), load_file(tmp_path / "out" / file)
        assert kept.keys() == again.keys()
        assert all(torch.equal(kept[name], again[name]) for name in kept), file
    for folder in ("device", "device-few"):
        assert distilled_in(tmp_path / "out" / folder) == distilled_in(BUNDLED / folder)

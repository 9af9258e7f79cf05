"""The finder of faults tells broken portraits from whole ones, and the tables report it."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from obclip.errors import UnknownModel
from obclip.evaluation.faults import FaultFinder, load_fault_finder, worst_places
from obclip.evaluation.features import DrawnPortraits
from obclip.evaluation.judge import load_judge
from obclip.evaluation.tables import markdown
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.loading import load_model
from tests.former import former

BROKEN, WHOLE = 39, 60  # portraits of people whom no model has seen


@torch.no_grad()
def decoded(pictures: NDArray[np.uint8]) -> torch.Tensor:
    """[B, 3, 128, 128] as the pair's autoencoder draws them."""
    model = load_model("portraits-cloud")
    assert isinstance(model, StableDiffusionModel)
    pixels = torch.from_numpy(pictures.astype(np.float32) / 255).permute(0, 3, 1, 2)
    return model.decode(model.vae.encoder(2 * pixels - 1))


@lru_cache(maxsize=1)
def scores() -> tuple[torch.Tensor, torch.Tensor]:
    """Of broken portraits whose damage is large enough to be seen, and of whole ones of other people."""
    finder = load_fault_finder()
    return finder.scores(decoded(former("broken", BROKEN))), finder.scores(decoded(former("whole", WHOLE)))


def test_a_broken_portrait_scores_higher_than_a_whole_one() -> None:
    bad, good = scores()

    assert (bad[:, None] > good[None]).float().mean() > 0.9


def test_few_whole_renders_have_a_fault() -> None:
    _, good = scores()

    assert (good > load_fault_finder().threshold).float().mean() <= 0.1


def test_pictures_of_another_size_are_resized() -> None:
    finder, pixels = FaultFinder().eval(), torch.rand(2, 3, 128, 128)
    larger = torch.nn.functional.interpolate(pixels, scale_factor=2.0, mode="nearest")

    torch.testing.assert_close(finder.scores(larger), finder.scores(pixels), atol=0.05, rtol=0)


def test_the_worst_places_decide() -> None:
    logits = torch.zeros(2, 16, 16)
    logits[1, 2:4, 4:6] = 5

    assert worst_places(logits).tolist() == [0.0, 5.0]


def test_a_saved_finder_is_read_again(tmp_path: Path) -> None:
    finder, pixels = FaultFinder(threshold=0.25).eval(), torch.rand(3, 3, 128, 128)
    finder.save(tmp_path)

    again = load_fault_finder(tmp_path)

    assert again.threshold == 0.25
    torch.testing.assert_close(again.scores(pixels), finder.scores(pixels), atol=0.01, rtol=0)  # float16 on disk


def test_a_folder_without_a_finder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="finder of faults"):
        load_fault_finder(tmp_path)


def test_a_judge_without_a_finder_tells_no_faults(tmp_path: Path) -> None:
    load_judge().save(tmp_path)

    assert DrawnPortraits(tmp_path).look(torch.rand(2, 3, 128, 128)).faults is None


def test_the_bundled_judge_tells_faults_of_each_picture() -> None:
    faults = DrawnPortraits().look(torch.rand(2, 3, 128, 128)).faults

    assert faults is not None
    assert faults.shape == (2,)
    assert faults.dtype == torch.bool


def test_a_table_has_a_column_of_faults_where_they_are_told() -> None:
    row = {"mode": "oblivious", "switch_point": 10, "n": 30, "server_multiple": 12, "fid": 2, "kid": 0, "inception_score": 26, "clip": 69}
    told = row | {"accuracy": {}, "faults": {"mean": 0.5, "low": 0.4, "high": 0.6}}

    assert "50.0 % (40.0–60.0)" in markdown([told])
    assert "faults" not in markdown([row | {"accuracy": {}}])

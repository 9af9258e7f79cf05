"""The judge tells what a drawn portrait shows, and the small CLIP which caption belongs to it."""

import random
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn.functional import cosine_similarity

from obclip.errors import UnknownModel
from obclip.evaluation.features import DrawnPortraits, Looked, look_at_folder
from obclip.evaluation.judge import load_judge
from tests.former import former
from training.captions import caption
from training.judge import to_pixels
from training.portraits.attributes import LABELS, VALUES, sample

FIRST = 80_000_000  # no model and no table has seen these people
COUNT = 120


@lru_cache(maxsize=1)
def people() -> list[dict[str, Any]]:
    return [sample(random.Random(FIRST + number)) for number in range(COUNT)]


@lru_cache(maxsize=1)
def seen() -> Looked:
    return DrawnPortraits().look(to_pixels(former("judged", COUNT)))


def right(name: str, places: torch.Tensor) -> float:
    truth = torch.tensor([VALUES[name].index(person[name]) for person in people()])
    return (places == truth).float().mean().item()


@pytest.mark.parametrize(("name", "least"), [(name, 0.975 if name in ("gender", "age", "ethnicity") else 0.9) for name in LABELS])
def test_the_judge_reads_renders_that_it_has_not_seen(name: str, least: float) -> None:
    assert right(name, seen().attributes[name]) >= least


@pytest.mark.parametrize("name", ["gender", "age", "ethnicity"])
def test_the_judge_on_shuffled_renders_is_no_better_than_a_guess(name: str) -> None:
    moved = seen().attributes[name].roll(17)

    assert right(name, moved) < 1 / len(VALUES[name]) + 0.2


def test_a_caption_fits_its_own_picture_best() -> None:
    texts = [caption(person, random.Random(number), keep=LABELS) for number, person in enumerate(people())]
    read = DrawnPortraits().read(texts)

    alike = cosine_similarity(seen().meaning[:, None], read[None], dim=2)

    assert (alike.argmax(1) == torch.arange(COUNT)).float().mean() > 0.5


def test_the_judge_shares_no_weights_with_the_bundled_pair() -> None:
    from obclip.models.families.stable_diffusion import StableDiffusionModel
    from obclip.models.loading import load_model

    model = load_model("portraits-cloud")
    assert isinstance(model, StableDiffusionModel)
    theirs = [weight for part in (model.unet, model.vae, model.text_encoder) for weight in part.parameters() if weight.numel() > 1000]

    own: list[torch.Tensor] = [weight for weight in load_judge().parameters() if weight.numel() > 1000]

    assert len([weight for weight in own if weight.shape in {other.shape for other in theirs}]) >= 10, "there is something to compare"
    assert len(shared(theirs, theirs)) == len(theirs), "a weight is found again"
    assert shared(own, theirs) == []


def shared(some: list[torch.Tensor], others: list[torch.Tensor]) -> list[torch.Tensor]:
    """Those of some weights that are, up to rounding, among the others."""
    return [one for one in some if any(one.shape == other.shape and torch.allclose(one, other, atol=1e-3) for other in others)]


def test_pictures_of_a_folder_are_looked_at_as_those_in_memory(tmp_path: Path) -> None:
    from PIL import Image

    for number, image in enumerate(former("judged", 3)):
        Image.fromarray(image).save(tmp_path / f"{number}.png")

    torch.testing.assert_close(look_at_folder(DrawnPortraits(), tmp_path), seen().appearance[:3], atol=1e-3, rtol=1e-3)


def test_a_folder_without_a_judge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="holds no judge"):
        load_judge(tmp_path)

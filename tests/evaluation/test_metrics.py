"""The metrics on cases whose answer is known."""

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, CLIPProcessor

from obclip.errors import UnknownModel
from obclip.evaluation.features import _clip, clip_images, clip_texts
from obclip.evaluation.metrics import clip_scores, frechet_distance, inception_score, interval, kernel_distance, mean_interval, resampled
from tests.tiny import tokenizer


def normal(count: int, width: int = 16, *, mean: float = 0.0, seed: int = 0) -> torch.Tensor:
    return torch.randn(count, width, generator=torch.Generator().manual_seed(seed)) + mean


def test_a_set_has_no_distance_from_itself() -> None:
    features = normal(400)

    assert frechet_distance(features, features) == pytest.approx(0, abs=1e-3)
    assert kernel_distance(features, features) == pytest.approx(0, abs=0.1)


def test_frechet_distance_of_shifted_normals_is_the_square_of_the_shift() -> None:
    assert frechet_distance(normal(20_000), normal(20_000, mean=0.5, seed=1)) == pytest.approx(16 * 0.25, rel=0.03)


def test_distance_grows_with_noise() -> None:
    real = normal(500)
    distances = [frechet_distance(real, real + noise * normal(500, seed=2)) for noise in (0.1, 0.5, 2.0)]

    assert distances == sorted(distances)
    assert distances[-1] > 10


def test_the_kernel_distance_tells_other_pictures() -> None:
    assert kernel_distance(normal(300), normal(300, mean=1, seed=3)) > 0.5


def test_pictures_of_all_classes_score_their_number_and_of_one_class_one() -> None:
    certain = 100 * torch.eye(5).repeat(100, 1)

    assert inception_score(certain) == pytest.approx(5, rel=0.05)
    assert inception_score(certain[:1].repeat(100, 1)) == pytest.approx(1, abs=1e-3)


def test_the_clip_score_is_a_hundred_for_equals_and_never_below_nought() -> None:
    images = normal(10)

    assert torch.allclose(clip_scores(images, 3 * images), torch.full((10,), 100.0))
    assert torch.equal(clip_scores(images, -images), torch.zeros(10))


def test_an_interval_holds_its_mean_and_shrinks_with_more_pictures() -> None:
    few, many = (mean_interval(np.arange(count) % 2.0) for count in (50, 5000))

    assert few["low"] < few["mean"] < few["high"]
    assert many["high"] - many["low"] < (few["high"] - few["low"]) / 5


def test_resamples_are_the_same_draws_every_time() -> None:
    values = normal(100, 1)

    first, second = (resampled(lambda rows: float(values[rows].mean()), 100, 40) for _ in range(2))

    assert (first == second).all()
    assert len(set(first)) == 40
    low, high = interval(first)
    assert low < first.mean() < high


def test_metrics_leave_the_dice_of_torch_alone() -> None:
    state = torch.get_rng_state()
    kernel_distance(normal(50), normal(50, seed=4))

    assert torch.equal(torch.get_rng_state(), state)


@pytest.fixture
def clip_folder(tmp_path: Path) -> Path:
    """A CLIP of a few thousand weights, saved as those of the hub are."""
    words = tokenizer()
    text = {"vocab_size": len(words), "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 32,
        "patch_size": 8,
    }
    ends = {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    CLIPModel(CLIPConfig(text_config={**text, **ends}, vision_config=vision, projection_dim=8)).save_pretrained(tmp_path)
    size = {"height": 32, "width": 32}
    CLIPProcessor(CLIPImageProcessor(size=size, crop_size=size), words).save_pretrained(tmp_path)
    return tmp_path


def test_a_clip_of_the_hub_reads_pictures_and_texts_into_one_space(clip_folder: Path) -> None:
    clip, processor = _clip(str(clip_folder), allow_download=False)
    with torch.no_grad():
        pictures = torch.randint(0, 255, (3, 3, 48, 40), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
        images = clip_images(clip, processor, pictures)
        texts = clip_texts(clip, processor, ["a man", "an old woman " * 40, "a"])

    assert images.shape == texts.shape == (3, 8)
    for read in (images, texts):
        assert not torch.allclose(read[0], read[1])


@pytest.mark.parametrize("allowed", [False, pytest.param(True, marks=pytest.mark.slow)])  # some twenty seconds of tries
def test_a_clip_that_is_not_here_is_named_and_fetched_only_with_leave(
    allowed: bool, addresses_asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with pytest.raises(UnknownModel, match="--allow-download"):
        _clip("nobody/no-such-clip", allow_download=allowed)
    assert bool(addresses_asked) == allowed

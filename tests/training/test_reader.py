"""The readers of latents and of captions: what the finisher is held to is what a caption surely says, and nothing else."""

from pathlib import Path

import torch

from training.networks import TEXT_LENGTH, TEXT_WIDTH
from training.portraits.attributes import LABELS, VALUES
from training.reader import CaptionReader, LatentReader, disagreement, keep, readers

Told = dict[str, torch.Tensor]


def unsure(count: int = 1) -> Told:
    return {name: torch.zeros(count, len(VALUES[name])) for name in LABELS}


def sure(name: str, value: int, of: Told) -> Told:
    told = {each: logits.clone() for each, logits in of.items()}
    told[name][:, value] = 20
    return told


def test_what_a_caption_leaves_open_costs_nothing() -> None:
    seen = sure("age", 2, unsure())

    assert disagreement(seen, unsure()).tolist() == [0.0]


def test_what_a_caption_says_has_to_be_seen() -> None:
    told = sure("age", 2, unsure())

    as_told, other = (disagreement(sure("age", value, unsure()), told).item() for value in (2, 0))

    assert as_told < 1e-6
    assert other > 10


def test_every_attribute_that_is_said_counts() -> None:
    told = sure("gender", 1, sure("age", 2, unsure()))

    one = disagreement(sure("age", 2, unsure()), told).item()

    assert 0 < one < disagreement(unsure(), told).item()


def test_reading_latents_has_a_gradient_to_follow() -> None:
    clean = torch.randn(2, 4, 16, 16, requires_grad=True)

    cost = disagreement(LatentReader().eval()(clean), sure("age", 2, unsure(2))).sum()

    assert torch.autograd.grad(cost, clean)[0].abs().flatten(1).sum(1).min() > 0


def test_readers_come_back_frozen_as_they_were_saved(tmp_path: Path) -> None:
    latents, captions = LatentReader().eval(), CaptionReader()
    keep(tmp_path, latents, captions)
    clean, hidden = torch.randn(2, 4, 16, 16), torch.randn(2, TEXT_LENGTH, TEXT_WIDTH)

    again = readers(tmp_path)

    for name in LABELS:
        torch.testing.assert_close(again[0](clean)[name], latents(clean)[name])
        torch.testing.assert_close(again[1](hidden)[name], captions(hidden)[name])
    assert not any(weight.requires_grad for reader in again for weight in reader.parameters())

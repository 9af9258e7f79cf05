"""Stage 4b: portraits in part of another look, for models that learn to end in one of the two.

What a young model draws lies between two looks of one person: hair of two colours, ghosts beside a face, half a hat. Noised renders never
look so, hence nothing tells it what should become of them. Here every portrait has a second look beside it, with one attribute changed and
the same pose, and a blend of the two by random patches is an input of which the first look, of which it has the larger part, is the truth.

Usage: python -m training.repairs --work work --count 30000      (after stage 4, by the same encoder; a stopped run goes on)
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.corpus import latents
from training.damage import CHANGES, look, other_look
from training.data import person
from training.latents import encoded
from training.networks import LATENT_SIZE

FILE = "other-looks.pt"
PATCHES = 3
WEAKEST = 0.3  # of the second look, in the middle of its patches
EDGE = (0.5, 3.0)  # softness, in places


def other_looks(first: int, last: int) -> NDArray[np.uint8]:
    """[N, 128, 128, 3]: the portraits of these numbers with one attribute changed each, the background never."""
    return np.stack([_other_look(number) for number in range(first, last)])


def _other_look(number: int) -> NDArray[np.uint8]:
    someone = person(number)
    second = other_look(look(someone, number), someone, number, random.Random(f"other look of {number}"), CHANGES)
    return np.asarray((255 * second).round(), np.uint8)


def patches(count: int) -> Tensor:
    """[count, 1, 16, 16] in 0..1: up to three soft ellipses each, anywhere about the person, one of which may be half of the picture."""
    places = torch.arange(LATENT_SIZE) + 0.5
    share = torch.zeros(count, LATENT_SIZE, LATENT_SIZE)
    for turn in range(PATCHES):
        shown = (torch.rand(count) < 0.5) if turn else torch.ones(count, dtype=torch.bool)
        dx, dy = (places - (2 + 12 * torch.rand(count, 1))).unsqueeze(1), (places - (1 + 14 * torch.rand(count, 1))).unsqueeze(2)
        reach = 1 + 4 * torch.rand(2, count, 1, 1)
        reach[1, torch.rand(count) < 0.2 / (turn + 1)] = 100.0  # a stripe from top to bottom
        inside = (1 - ((dx / reach[0]).square() + (dy / reach[1]).square()).sqrt()) * reach.amin(0)
        soft = EDGE[0] + (EDGE[1] - EDGE[0]) * torch.rand(count, 1, 1)
        strength = WEAKEST + (1 - WEAKEST) * torch.rand(count, 1, 1)
        share = torch.maximum(share, strength * torch.sigmoid(4 * inside / soft) * shown[:, None, None])
    return share[:, None]


def blended(first: Tensor, second: Tensor) -> Tensor:
    """[B, 4, 16, 16] of both looks -> the first with patches of the second, which are less than half of what differs."""
    share, change = patches(len(first)), (second - first).abs().sum(1, keepdim=True)
    covered = (share * change).flatten(1).sum(1) / change.flatten(1).sum(1).clamp(min=1e-6)
    share = torch.where((covered > 0.5)[:, None, None, None], 1 - share, share)
    return first + share * (second - first)


class Repairs:
    """What stage 4b made, beside the latents of stage 4."""

    def __init__(self, work: Path) -> None:
        self.second = torch.load(work / FILE, weights_only=True)
        self.first = latents(work)[: len(self.second)]

    def draw(self, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers of portraits, int64 [B]; blends and the truth, float32 [B, 4, 16, 16]."""
        rows = torch.randint(0, len(self.second), (count,))
        truth = self.first[rows].float()
        return rows, blended(truth, self.second[rows].float()), truth


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--batch", type=int, default=32)
    args = parser.parse_args()
    made = encoded(args.work / "pair", args.work / FILE, args.count, args.batch, other_looks)
    print(f"{len(made)} other looks")


if __name__ == "__main__":
    main()

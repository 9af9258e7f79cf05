"""The reader: a small network that tells from a picture the values that a person may have been drawn from, and where the person is.

It is where the search for an explanation begins, and no more than that: it learns from whole portraits, some of them through the
autoencoder. Beside half of them it sees patches of the colours of the person, so that it tells a ghost from a person and both from scenery.

Usage: python -m training.explain.reader --data work --work work/explain --examples 20000 --samples 100000     (a stopped run goes on)
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from obclip.evaluation.faults import Around, Layer
from training.corpus import latents
from training.explain.answers import CHOICES, NUMBERS, TURNS
from training.explain.examples import COARSE, SIDE, Examples, examples, smaller
from training.judge import rough, to_pixels
from training.stretch import Stretch, half_if_fast

HELD_OUT = 500
SHARPNESS = 4.0  # weight of the numbers' squared errors beside the choices' cross-entropies
FAINT = 0.35  # opacity of the faintest ghosts


@dataclass(frozen=True)
class Reading:
    """choices: logits by name; numbers: [B, len(NUMBERS)]; person, ghost: logits [B, 32, 32] that a place is the person's, a ghost's."""

    choices: dict[str, Tensor]
    numbers: Tensor
    person: Tensor
    ghost: Tensor


class Reader(nn.Module):
    """Pixels [B, 3, 64, 64] in 0..1 -> a `Reading`."""

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(Layer(3, 24, 2), Layer(24, 48, 2), Around(48))
        self.coarse = nn.Sequential(Layer(48, 96, 2), Around(96))
        self.body = nn.Sequential(nn.Conv2d(96, 48, 1), nn.Flatten(), nn.Linear(48 * 64, 256), nn.ReLU())
        self.answers = nn.Linear(256, sum(CHOICES.values()) + len(NUMBERS))
        self.wide = nn.Conv2d(96, 48, 1)
        self.places = nn.Sequential(Around(48), nn.Conv2d(48, 8, 1), nn.PixelShuffle(2))

    def forward(self, pixels: Tensor) -> Reading:
        fine = self.fine((2 * pixels - 1).contiguous(memory_format=torch.channels_last))
        coarse = self.coarse(fine)
        *logits, numbers = self.answers(self.body(coarse)).float().split([*CHOICES.values(), len(NUMBERS)], dim=1)
        maps = self.places(fine + functional.interpolate(self.wide(coarse), scale_factor=2.0, mode="bilinear")).float()
        return Reading(dict(zip(CHOICES, logits, strict=True)), numbers, maps[:, 0], maps[:, 1])


def with_ghosts(pixels: Tensor, person: Tensor) -> tuple[Tensor, Tensor]:
    """Pixels [B, 3, 64, 64], half of them with a patch in the shape of somebody else and a colour of the person, beside it; and its opacity
    [B, 32, 32]."""
    count = len(pixels)
    inside = functional.interpolate(person[:, None], scale_factor=2.0, mode="bilinear")
    dy, dx = (int(torch.randint(-9, 10, ())) for _ in range(2))
    shape = inside.roll((int(torch.randint(1, count, ())), dy, dx), (0, 2, 3))
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    middle, reach = SIDE * torch.rand(2, count, 1, 1), 5 + 14 * torch.rand(2, count, 1, 1)
    patch = torch.sigmoid(6 * (1 - ((y - middle[0]) / reach[0]) ** 2 - ((x - middle[1]) / reach[1]) ** 2))[:, None]
    opacity = (torch.rand(count, 1, 1, 1) < 0.5) * (FAINT + (1 - FAINT) * torch.rand(count, 1, 1, 1))
    ghost = opacity * shape * patch * (1 - inside)
    where = torch.multinomial(inside.flatten(1) + 1e-6, 1)  # [B, 1]
    color = pixels.flatten(2).gather(2, where[:, None].expand(-1, 3, 1))[..., None]
    return pixels + ghost * (color - pixels), functional.avg_pool2d(ghost, SIDE // COARSE)[:, 0]


def loss_of(told: Reading, choices: Tensor, numbers: Tensor, person: Tensor, ghost: Tensor) -> Tensor:
    """Cross-entropies of what a picture shows, squared errors of its numbers, and both maps."""
    loss = functional.binary_cross_entropy_with_logits(told.person, person) * 4
    loss = loss + functional.binary_cross_entropy_with_logits(told.ghost, ghost) * 4
    for n, logits in enumerate(told.choices.values()):
        loss = loss + functional.cross_entropy(logits, choices[:, n], ignore_index=-1, reduction="sum") / len(choices)
    error = (told.numbers - numbers.nan_to_num()) * ~numbers.isnan()
    return loss + SHARPNESS * error.square().mean()


def mirrored(choices: Tensor, numbers: Tensor) -> tuple[Tensor, Tensor]:
    """The answers for a picture flipped from left to right."""
    choices, numbers = choices.clone(), numbers.clone()
    for n, name in enumerate(CHOICES):
        if name in ("light", "parting"):
            choices[:, n] = torch.where(choices[:, n] < 0, choices[:, n], 1 - choices[:, n])
    for n, name in enumerate(NUMBERS):
        if name == "right":
            numbers[:, n] = -numbers[:, n]
        if name in TURNS:  # mirrored otherwise where there are 17 lumps than where there are 26, so not learnt from these pictures
            numbers[:, n] = torch.nan
    return choices, numbers


@torch.no_grad()
def decoded(data: Path, work: Path, count: int) -> NDArray[np.uint8]:
    """The first `count` portraits as the autoencoder gives them back, smaller; made once."""
    file = work / "reader-decoded.npy"
    if not file.exists() or len(np.load(file, mmap_mode="r")) < count:
        decoder, parts = AutoencoderTiny.from_pretrained(data / "pair" / "autoencoder").eval().decoder, []
        for some in latents(data)[:count].split(50):
            with half_if_fast():
                pixels = decoder(some.float().contiguous(memory_format=torch.channels_last))
            whole = (127.5 * (pixels.float().clamp(-1, 1) + 1)).round().byte().permute(0, 2, 3, 1)
            parts.append(smaller(whole.numpy(), SIDE))
        np.save(file, np.concatenate(parts))
    return np.asarray(np.load(file)[:count])


@torch.no_grad()
def told_right(reader: Reader, held: Examples) -> str:
    """Shares of choices told right, the numbers' mean errors, of half a range, and the maps' mean error."""
    told = reader(to_pixels(held.pictures))
    truth = torch.from_numpy(held.choices).long()
    shares = []
    for n, (name, logits) in enumerate(told.choices.items()):
        asked = truth[:, n] >= 0
        shares.append(f"{name} {(logits.argmax(1) == truth[:, n])[asked].float().mean():.3f}")
    errors = (told.numbers - torch.from_numpy(held.numbers)).abs().nanmean(0)
    shares += [f"{name} ±{error:.2f}" for name, error in zip(NUMBERS, errors, strict=True)]
    off = (told.person.sigmoid() - torch.from_numpy(held.person) / 255).abs().mean()
    return ", ".join([*shares, f"person ±{off:.4f}"])


def read_reader(file: Path) -> Reader:
    """The reader of a training's state."""
    reader = Reader()
    reader.load_state_dict(torch.load(file, weights_only=True)["averages"]["reader"])
    return reader.eval().to(memory_format=torch.channels_last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("work"), help="where train-images.npy, latents.pt and pair lie")
    parser.add_argument("--work", type=Path, default=Path("work/explain"))
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--decoded", type=int, default=2_000, help="how many of them are seen through the autoencoder too")
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    args = parser.parse_args()
    learnt = examples(args.data, args.work, args.examples)
    again = decoded(args.data, args.work, args.decoded)
    held = Examples(learnt.pictures[-HELD_OUT:], learnt.person[-HELD_OUT:], learnt.choices[-HELD_OUT:], learnt.numbers[-HELD_OUT:])
    reader = Reader().train().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(reader.parameters(), args.rate, weight_decay=0.02, fused=True)
    stretch = Stretch(args.work / "reader-state.pt", {"reader": reader}, optimizer, args.samples, args.batch, decay=0.995)
    for turn, bar in enumerate(stretch.steps()):
        quarter = args.batch // 4
        plain, twice = (
            np.random.randint(0, len(learnt.pictures) - HELD_OUT, args.batch - quarter),
            np.random.randint(0, len(again), quarter),
        )
        rows = np.concatenate([plain, twice])
        pixels = torch.cat([to_pixels(learnt.pictures[plain]), to_pixels(again[twice])])
        person = torch.from_numpy(learnt.person[rows]).float() / 255
        choices, numbers = torch.from_numpy(learnt.choices[rows]).long(), torch.from_numpy(learnt.numbers[rows])
        pixels, ghost = with_ghosts(pixels, person)
        if turn % 2:
            pixels = rough(pixels)
        if turn % 4 >= 2:
            pixels, person, ghost = pixels.flip(3), person.flip(2), ghost.flip(2)
            choices, numbers = mirrored(choices, numbers)
        with half_if_fast():
            told = reader(pixels)
        loss = loss_of(told, choices, numbers, person, ghost)
        stretch.descend(loss, longest=5.0)
        if turn % 200 == 199:
            bar.write(f"{stretch.done}: loss {loss.item():.3f}; {told_right(stretch.averages['reader'], held)}")


if __name__ == "__main__":
    main()

"""Stage 9a: the finder of faults, on whole portraits and on portraits broken on purpose.

Both go through the autoencoder, and a part of both through the last steps of the cloud model, which break some of them too. So places are
labelled after that: where a picture is not as the whole render that it is nearest to (`training/damage.py`). Softness alone is no fault.
With `--drawn` half of what is learnt from are pictures that a pair drew, labelled by `training.explain`: places that no render explains.

Usage: python -m training.faults --work work --pairs 4000 --samples 100000      (a stopped run goes on, with the pairs too)
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny, UNet2DConditionModel
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.handover import Handover
from obclip.denoising.loop import denoise
from obclip.denoising.schedule import make_levels
from obclip.evaluation.faults import FaultFinder, load_fault_finder, worst_places
from training.captions import caption
from training.corpus import token_ids
from training.damage import SIZE, broken, look, strayed_cells
from training.explain.pictures import labelled
from training.handovers import guided
from training.judge import rough, to_pixels
from training.networks import noise_schedule, solver
from training.portraits.attributes import LABELS, sample
from training.stretch import Stretch, half_if_fast

FIRST = 90_000_000  # people that no other network has seen
STEPS = 25
LATEST_START = 18  # of 25 steps: softened portraits keep their shapes
HELD_OUT = 400


class Softener:
    """Autoencoder, and the cloud model's last steps: a render as the pair would have drawn it."""

    def __init__(self, pair: Path) -> None:
        self.autoencoder = AutoencoderTiny.from_pretrained(pair / "autoencoder").eval().to(memory_format=torch.channels_last)
        self.tokenizer = CLIPTokenizer.from_pretrained(pair / "tokenizer")
        self.text = CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
        self.cloud = UNet2DConditionModel.from_pretrained(pair / "cloud").eval().to(memory_format=torch.channels_last)
        self.levels = make_levels(dict(solver().config), "dpmsolver++", STEPS)
        self.blank = self.text(token_ids(self.tokenizer, [""])).last_hidden_state

    @torch.no_grad()
    def soften(self, pixels: Tensor, words: list[str], dice: torch.Generator, share: float = 0.25) -> Tensor:
        """[B, 3, 128, 128] in 0..1 -> the same decoded, the first `share` of them after up to seven steps of the cloud model."""
        with half_if_fast():
            latents = self.autoencoder.encoder((2 * pixels - 1).contiguous(memory_format=torch.channels_last)).float()
        latents += 0.1 * torch.rand(len(latents), 1, 1, 1, generator=dice) * torch.randn(latents.shape, generator=dice)
        count = round(share * len(latents))
        start = LATEST_START + int(torch.randint(0, 5, (1,), generator=dice))
        noise = torch.randn(latents[:count].shape, generator=dice)
        noisy = noise_schedule().add_noise(latents[:count], noise, torch.tensor([int(self.levels.timesteps[start])]))
        predict = guided(self.cloud, self.text(token_ids(self.tokenizer, words[:count])).last_hidden_state, self.blank)
        latents[:count] = denoise(predict, self.levels, Handover(noisy, None, start), STEPS, prediction_type="v_prediction").latents
        with half_if_fast():
            decoded: Tensor = self.autoencoder.decoder(latents.contiguous(memory_format=torch.channels_last)).float()
        return (decoded / 2 + 0.5).clamp(0, 1)


def pair_of(number: int) -> tuple[NDArray[np.float32], NDArray[np.float32], str]:
    """Pictures [2, 128, 128, 3] in one pose, the first broken; the whole ones that they should be; a caption of the first."""
    rng = random.Random(f"damage of {number}")
    person = sample(random.Random(number))
    damaged, other = broken(person, number, rng), look(sample(random.Random(-number)), number)
    return np.stack([damaged.pixels, other]), np.stack([damaged.whole, other]), caption(person, rng, keep=LABELS)


def batch_of(softener: Softener, first: int, count: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Pictures [2, B, 128, 128, 3], broken and whole, and the places [2, B, 16, 16] that strayed: a function of the numbers."""
    pairs, dice = [pair_of(FIRST + number) for number in range(first, first + count)], torch.Generator().manual_seed(first)
    words = [text for _, _, text in pairs]
    soft = [
        softener.soften(torch.from_numpy(np.stack([one[0][turn] for one in pairs])).permute(0, 3, 1, 2), words, dice) for turn in (0, 1)
    ]
    drawn = torch.stack(soft).permute(0, 1, 3, 4, 2).numpy()
    strayed = [[strayed_cells(drawn[turn, n], one[1][turn]) for n, one in enumerate(pairs)] for turn in (0, 1)]
    return drawn, np.array(strayed)


def opened(file: Path, dtype: type, shape: tuple[int, ...]) -> NDArray[Any]:
    """An array on disk: the one that is there, if it has that shape, or zeros."""
    if file.exists() and (kept := np.lib.format.open_memmap(file, "r+")).shape == shape:
        return kept
    return np.lib.format.open_memmap(file, "w+", dtype, shape)


def prepare(work: Path, pairs: int, batch: int = 40) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """`faults-images.npy` (a broken and a whole portrait in turn) and `faults-cells.npy`; what is missing of them is made."""
    images, cells = (
        opened(work / "faults-images.npy", np.uint8, (2 * pairs, SIZE, SIZE, 3)),
        opened(work / "faults-cells.npy", bool, (2 * pairs, 16, 16)),
    )
    missing = [start for start in range(0, pairs, batch) if not images[2 * start].any()]
    softener = Softener(work / "pair") if missing else None
    for start in tqdm(missing, mininterval=10):
        count = min(batch, pairs - start)
        drawn, strayed = batch_of(softener, start, count)
        for turn in (0, 1):
            rows = slice(2 * start + turn, 2 * (start + count), 2)
            images[rows], cells[rows] = (255 * drawn[turn]).round().astype(np.uint8), strayed[turn]
    return images, cells


Labelled = tuple[NDArray[np.uint8], NDArray[np.bool_]]  # pictures [N, 128, 128, 3] and their broken places [N, 16, 16]


def held_out(pictures: Labelled, count: int) -> tuple[Labelled, Labelled]:
    """The first `count`, and the others."""
    images, cells = pictures
    return (images[:count], cells[:count]), (images[count:], cells[count:])


def some_of(sources: Sequence[Labelled], count: int) -> tuple[Tensor, Tensor]:
    """Pixels [count, 3, 128, 128] and places, as many of each source."""
    parts = []
    for n, (images, cells) in enumerate(sources):
        rows = np.sort(np.random.randint(0, len(images), count * (n + 1) // len(sources) - count * n // len(sources)))
        parts.append((to_pixels(images[rows]), torch.from_numpy(cells[rows]).float()))
    pixels, places = zip(*parts, strict=True)
    return torch.cat(pixels), torch.cat(places)


def loss_of(logits: Tensor, cells: Tensor) -> Tensor:
    """Cross-entropy of the places [B, 16, 16], and of pictures, by their worst places."""
    places = functional.binary_cross_entropy_with_logits(logits, cells)
    worst = worst_places(logits)
    return places + 0.2 * functional.binary_cross_entropy_with_logits(worst, (cells.flatten(1).sum(1) >= 2).float())


@torch.no_grad()
def told_apart(finder: FaultFinder, images: NDArray[np.uint8], cells: NDArray[np.bool_]) -> float:
    """The chance that a broken picture has a higher score than a whole one."""
    scores = torch.cat([finder.scores(to_pixels(images[n : n + 100])) for n in range(0, len(images), 100)])
    bad = torch.from_numpy(cells.reshape(len(cells), -1).sum(1) >= 2)
    return float((scores[bad][:, None] > scores[~bad][None]).float().mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--pairs", type=int, default=4_000)
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--go-on", action="store_true", help="start from the finder in judge")
    parser.add_argument("--drawn", type=Path, help="folder of drawn pictures that training.explain has labelled")
    args = parser.parse_args()
    held, learnt = held_out(prepare(args.work, args.pairs), HELD_OUT)
    watched, sources = {"broken": held}, [learnt]
    if args.drawn:
        drawn = labelled(args.drawn)
        watched["drawn"], rest = held_out(drawn, len(drawn[0]) // 8)
        sources.append(rest)
    finder = (load_fault_finder(args.work / "judge") if args.go_on else FaultFinder()).train().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(finder.parameters(), args.rate, weight_decay=0.05, fused=True)
    stretch = Stretch(args.work / "faults-state.pt", {"finder": finder}, optimizer, args.samples, args.batch)
    losses: list[float] = []
    for turn, bar in enumerate(stretch.steps()):
        pixels, truth = some_of(sources, args.batch)
        pixels = rough(pixels)
        if turn % 2:
            pixels, truth = pixels.flip(3), truth.flip(2)
        with half_if_fast():
            logits = finder(pixels)
        loss = loss_of(logits.float(), truth)
        stretch.descend(loss, longest=5.0)
        losses.append(loss.item())
        if turn % 100 == 99:
            apart = {name: round(told_apart(stretch.averages["finder"], *some), 4) for name, some in watched.items()}
            bar.write(f"{stretch.done} samples: loss {sum(losses[-100:]) / 100:.4f}, told apart {apart}")
    stretch.averages["finder"].save(args.work / "judge")


if __name__ == "__main__":
    main()

"""Which part makes the faults: the same prompts drawn with one part exchanged at a time, and the share of faulty pictures of each.

Beginnings are noise, or renders of the very people that the prompts describe, noised to a step: what a perfect cloud would hand over.

Usage: python -m training.exchange --work work --prompts 60     (pictures are kept in work/exchange; a stopped run goes on)
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from diffusers import DPMSolverMultistepScheduler
from safetensors.torch import load_file, save_file
from torch import Tensor
from tqdm import tqdm

from obclip.denoising.handover import Handover, restart, taken_up
from obclip.denoising.join import join
from obclip.denoising.loop import Predict, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.device.meeting import time_of
from obclip.evaluation.accelerated import Accelerated, AccelerationLab, Plan
from obclip.evaluation.features import DrawnPortraits
from obclip.evaluation.items import CANONICAL, OWN, Item, read_items, worded
from obclip.evaluation.metrics import mean_interval
from obclip.evaluation.worlds import PORTRAITS
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.models.prediction import guided
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT, DEVICE_FEW
from obclip.protocol.acceleration import Preset
from training.captions import caption
from training.data import OFFSETS, SIZE, person
from training.judge import to_pixels
from training.networks import SCHEDULE, noise_schedule
from training.portraits.attributes import LABELS
from training.portraits.render import render

STEPS = 25
ALL = "all attributes told"
Leg = tuple[str, str, int]  # side, words, step at which it ends


@dataclass(frozen=True)
class Variant:
    """How a row is drawn. begin: the step to which renders are noised, 0 for pure noise; stochastic: whose steps have fresh noise;
    few: the steps from pure noise of a device that was distilled for so many (stage 7f), which has no guidance."""

    name: str
    legs: tuple[Leg, ...]
    begin: int = 0
    steps: int = STEPS
    scale: float = 3.0
    forgets: bool = False
    stochastic: str = ""
    few: int = 0


def alone(side: str, words: str = OWN, steps: int = STEPS) -> tuple[Leg, ...]:
    return ((side, words, steps),)


def then(words: str, k: int = 10, finisher: str = "device") -> tuple[Leg, ...]:
    return (("cloud", words, k), (finisher, OWN, STEPS))


VARIANTS = (
    Variant("renders through the autoencoder", (), begin=STEPS),
    Variant("cloud alone", alone("cloud")),
    Variant("cloud, 50 steps", alone("cloud", steps=50), steps=50),
    Variant("cloud, guidance 1", alone("cloud"), scale=1.0),
    Variant("cloud, guidance 2", alone("cloud"), scale=2.0),
    Variant("cloud, guidance 5", alone("cloud"), scale=5.0),
    Variant("cloud, stochastic solver", alone("cloud"), stochastic="cloud"),
    Variant("cloud, all attributes told", alone("cloud", ALL)),
    Variant("cloud from noised renders, k = 5", alone("cloud"), begin=5),
    Variant("cloud from noised renders, k = 10", alone("cloud"), begin=10),
    Variant("finisher from noised renders, k = 5", alone("device"), begin=5),
    Variant("finisher from noised renders, k = 10", alone("device"), begin=10),
    Variant("finisher alone", alone("device")),
    Variant("hybrid, k = 10", then(OWN)),
    Variant("oblivious, k = 10, plan none", then(CANONICAL)),
    Variant("oblivious, k = 10, history restarted", then(CANONICAL), forgets=True),
    Variant("oblivious, k = 10, finisher stochastic", then(CANONICAL), stochastic="device"),
    Variant("oblivious, k = 10, finished by the cloud", then(CANONICAL, finisher="cloud")),
    Variant("oblivious, k = 5, plan none", then(CANONICAL, 5)),
    Variant("oblivious, k = 10, three steps", then(CANONICAL), few=5),
    Variant("oblivious, k = 10, two steps", then(CANONICAL), few=3),
    Variant("oblivious, k = 5, four steps", then(CANONICAL, 5), few=5),
)
MOST = 64  # candidates: all that a prompt has
TREE = "oblivious, k = 10, plan tree"


class Bench:
    """Both models, the prompts, and latents of the people in them."""

    def __init__(self, pair: tuple[str, str], items: Sequence[Item], dtype: str | None) -> None:
        self.items = items
        self.models: dict[str, LatentModel] = {
            side: load_model(name, dtype=dtype) for side, name in zip(("cloud", "device"), pair, strict=True)
        }
        self.worded = [worded(item) for item in items]
        self.noise = torch.cat([initial_noise(item.seed, (1, 4, 16, 16)) for item in items])

    def words(self, kind: str, rows: range) -> list[str]:
        if kind == ALL:
            return [caption(person(OFFSETS["held-out"] + n), random.Random(n), keep=LABELS) for n in rows]
        return [self.worded[n].words[kind] for n in rows]

    def renders(self, rows: range) -> Tensor:
        numbers = [OFFSETS["held-out"] + n for n in rows]
        pixels = to_pixels(np.stack([render(person(number), number, SIZE) for number in numbers]))
        model = self.models["cloud"]
        latents: Tensor = model.vae.encoder((2 * pixels - 1).to(model.vae.dtype)).float()  # type: ignore[attr-defined]
        return latents

    @torch.no_grad()
    def draw(self, variant: Variant, rows: range) -> Tensor:
        """Pixels [B, 3, 128, 128]."""
        levels = make_levels(self.models["cloud"].scheduler_config, "dpmsolver++", variant.steps)
        noise = self.noise[rows.start : rows.stop]
        latents = noise * levels.start
        if variant.begin:
            latents = self.renders(rows)
        if 0 < variant.begin < STEPS:
            latents = noise_schedule().add_noise(latents, noise, torch.tensor([int(levels.timesteps[variant.begin])]))
        state = Handover(latents, None, variant.begin)
        if variant.few:
            return self.models["device"].decode(self.in_few(variant, state, rows))
        for side, words, stop in variant.legs:
            model = self.models[side]
            predict = guided(model, model.condition(self.words(words, rows)), variant.scale)
            if variant.stochastic == side:
                state = stochastically(predict, state, rows.start)
            else:
                state = denoise(predict, levels, state, stop, prediction_type=model.prediction_type)
            state = restart(state) if variant.forgets else state
        return self.models["device"].decode(state.latents)

    def in_few(self, variant: Variant, state: Handover, rows: range) -> Tensor:
        """Latents of the cloud's leg, bent to end at a level of the device's, and of the device's own few steps."""
        (_, sent, k), (_, own, _) = variant.legs
        cloud, device = self.models["cloud"], self.models["device"]
        levels = [make_levels(cloud.scheduler_config, *of) for of in (("dpmsolver++", variant.steps), ("ddim", variant.few))]
        course = join(*levels, k, distilled=("device",), time_of=time_of(cloud))
        predict = guided(cloud, cloud.condition(self.words(sent, rows)), variant.scale)
        state = denoise(predict, course.cloud, state, k, prediction_type=cloud.prediction_type)
        alone = guided(device, device.condition(self.words(own, rows)), 1.0)
        end = denoise(alone, course.device, taken_up(state, course), len(course.device), prediction_type=device.prediction_type)
        return end.latents

    def tree(self, rows: range) -> Tensor:
        lab = AccelerationLab(self.models["cloud"], self.models["device"], steps=STEPS)
        course, some = Accelerated(Plan("tree", Preset("tree")), MOST, 10), self.worded[rows.start : rows.stop]
        return lab.draw(some, [course]).pixels[course.name]


def stochastically(predict: Predict, state: Handover, seed: int) -> Handover:
    """The remaining steps of the solver's stochastic form (SDE-DPM-Solver++, arXiv 2211.01095)."""
    solver = DPMSolverMultistepScheduler(**SCHEDULE, algorithm_type="sde-dpmsolver++", solver_order=2, timestep_spacing="trailing")
    solver.set_timesteps(STEPS)
    solver.set_begin_index(state.step)
    dice, latents = torch.Generator().manual_seed(seed), state.latents
    for t in solver.timesteps[state.step :]:
        latents = solver.step(predict(latents, t), t, latents, generator=dice, return_dict=False)[0]
    return Handover(latents, None, STEPS)


def drawn(file: Path, count: int, batch: int, draw: Callable[[range], Tensor]) -> Tensor:
    """uint8 [count, 3, 128, 128], drawn once and kept; more pictures are drawn when more are asked for."""
    kept = [load_file(file)["pixels"]] if file.exists() else []
    while (done := sum(len(part) for part in kept)) < count:
        pixels = draw(range(done, min(done + batch, count)))
        kept.append((255 * pixels.float().clamp(0, 1)).round().byte().contiguous())
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file({"pixels": torch.cat(kept)}, file)
    return torch.cat(kept)[:count]


@dataclass(frozen=True)
class Told:
    """What is told of a row: the share of faulty pictures, with its interval, and of people as prompted, where the judge is asked."""

    faulty: dict[str, float]
    right: float


def told(features: DrawnPortraits, pixels: Tensor, items: Sequence[Item]) -> Told:
    """The judge and its finder of faults on the pictures [B, 3, 128, 128] of these prompts; gender, age and ethnicity, mean."""
    looked = features.look(pixels.float() / 255)
    hits = [
        features.values[name][int(looked.attributes[name][n])] == value
        for n, item in enumerate(items)
        for name, value in item.attributes.items()
        if name in PORTRAITS.people
    ]
    assert looked.faults is not None
    return Told(mean_interval(looked.faults.float().numpy()), sum(hits) / len(hits))


def table(rows: Sequence[tuple[str, Told]]) -> str:
    """Markdown."""
    lines = ["| what is drawn | faulty | people as prompted |", "|---|---|---|"]
    for name, one in rows:
        mean, low, high = (100 * one.faulty[key] for key in ("mean", "low", "high"))
        lines.append(f"| {name} | {mean:.0f} % ({low:.0f}–{high:.0f}) | {100 * one.right:.1f} % |")
    return "\n".join(lines) + "\n"


def slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--prompts", type=int, default=60)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--pair", help="CLOUD,DEVICE: names or folders; the bundled pair if left out")
    parser.add_argument("--dtype", help="bfloat16 where the processor has it")
    parser.add_argument("--few", type=int, default=0, help="steps that the device of the pair was distilled for: only its rows")
    parser.add_argument("--only", help="rows whose name holds these words")
    parser.add_argument("--out", type=Path, help="folder of the pictures; work/exchange if left out")
    parser.add_argument("--judge", type=Path, help="folder of a judge and a finder; the bundled ones if left out")
    parser.add_argument("--draw-only", action="store_true", help="leave the finder of faults for later")
    args = parser.parse_args()
    bundled = f"{CLOUD_DEFAULT},{DEVICE_FEW if args.few else DEVICE_DEFAULT}"
    out, (cloud, device) = args.out or args.work / "exchange", (args.pair or bundled).split(",")
    bench = Bench((cloud, device), read_items(None, 0)[: args.prompts], args.dtype)
    draws: dict[str, Callable[[range], Tensor]] = {one.name: partial(bench.draw, one) for one in VARIANTS if one.few == args.few}
    if not args.few:
        draws[TREE] = bench.tree
    chosen = [name for name in draws if not args.only or args.only in name]
    pictures = {
        name: drawn(out / f"{slug(name)}.safetensors", args.prompts, args.batch, draws[name]) for name in tqdm(chosen, mininterval=10)
    }
    if args.draw_only:
        return
    features = DrawnPortraits(args.judge)
    rows = [(name, told(features, pixels, bench.items)) for name, pixels in pictures.items()]
    (out / "exchange.json").write_text(json.dumps({name: asdict(one) for name, one in rows}, indent=1) + "\n")
    (out / "exchange.md").write_text(table(rows))
    print(table(rows))


if __name__ == "__main__":
    main()

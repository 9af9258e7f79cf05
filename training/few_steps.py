"""Stage 7f: a finisher of few steps, which learns on the runs that it makes itself where each of them should end.

Each run begins at an arrival of which stage 7e' says the end, at a noised render, or at a noised blend of two looks. At every step the
student sees the state that its own steps led to and is told the end; guidance is in what it learns, so it needs none. An end is one
portrait and no mean of several, and the run keeps the arrival's noise, which says which: so a regression on it blurs little. Its levels are
those of `--steps` steps from pure noise, of which a hand-over leaves some: of five, four after five of the cloud's 25 steps and three after
ten, for these two are levels of both; of three, two.

Usage: python -m training.few_steps --work work      (after stage 7e'; writes pair/device-5-steps, with the scheduler that says so)
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from safetensors.torch import load_file
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.join import nearest
from obclip.denoising.schedule import make_levels
from obclip.denoising.solvers import advance, predicted
from training.arrivals import FILE
from training.corpus import Captions, latents
from training.ends import FILE as ENDS
from training.handovers import STEPS
from training.networks import few_steps_solver, solver
from training.repairs import Repairs
from training.stretch import Stretch, half_if_fast


class Ladder:
    """levels: the student's few."""

    def __init__(self, steps: int) -> None:
        self.levels = make_levels(dict(solver().config), "ddim", steps)

    def __len__(self) -> int:
        return len(self.levels)

    def noised(self, clean: Tensor, place: int, noise: Tensor) -> Tensor:
        alpha, sigma = self.levels.counts(place)
        return alpha * clean + sigma * noise

    def wanted(self, state: Tensor, place: int, end: Tensor) -> Tensor:
        """The velocity that predicts the end."""
        alpha, sigma = self.levels.counts(place)
        return (alpha * state - end) / sigma

    def stepped(self, state: Tensor, place: int, velocity: Tensor) -> Tensor:
        """The student's own step."""
        found = predicted(self.levels, place, state, velocity, "v_prediction")
        return advance(self.levels, place, state, found, None, None)


@dataclass(frozen=True)
class Runs:
    """B trajectories at one level: latents [B, 4, 16, 16] before step `place`, the user's token ids [B, 77], and where they should end."""

    latents: Tensor
    ids: Tensor
    place: int
    end: Tensor


class Beginnings:
    """Where runs begin: arrivals of one switch point at the level where the two schedules meet, and renders and blends noised to it."""

    def __init__(
        self, work: Path, ladder: Ladder, captions: Captions, clean: Tensor, from_renders: float, from_blends: float = 0.0
    ) -> None:
        self.ladder, self.captions, self.clean = ladder, captions, clean
        self.from_renders, self.from_blends = from_renders, from_blends
        self.repairs = Repairs(work) if from_blends else None
        arrived, ends = load_file(work / FILE), load_file(work / ENDS)
        self.arrived = {name: part[ends["rows"]] for name, part in arrived.items()} | {"end": ends["clean"]}
        self.cloud = make_levels(dict(solver().config), "dpmsolver++", STEPS)
        self.switch_points = [k for k, time in enumerate(self.cloud.timesteps) if bool((self.arrived["timesteps"] == int(time)).any())]

    def place_of(self, k: int) -> int:
        """The student's level where the cloud ends that would stop after k steps by itself."""
        return nearest(self.ladder.levels, self.cloud.lam(k), 1)

    def draw(self, count: int) -> Runs:
        k = self.switch_points[int(torch.randint(0, len(self.switch_points), ()))]
        place, renders, blends = self.place_of(k), round(self.from_renders * count), round(self.from_blends * count)
        parts = [self._arrivals(k, place, count - renders - blends)]
        rows = torch.randint(0, len(self.clean), (renders,))
        parts.append(self._noised(self.clean[rows].float(), self.clean[rows].float(), rows, place))
        if self.repairs and blends:
            rows, mixed, truth = self.repairs.draw(blends)
            parts.append(self._noised(mixed, truth, rows, place))
        begun, told, ends = (torch.cat(each) for each in zip(*parts, strict=True))
        return Runs(begun, told, place, ends)

    def _noised(self, seen: Tensor, end: Tensor, rows: Tensor, place: int) -> tuple[Tensor, Tensor, Tensor]:
        return self.ladder.noised(seen, place, torch.randn_like(seen)), self.captions.draw(rows), end

    def _arrivals(self, k: int, place: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """With the noise and the clean latents that they have there, at the student's level."""
        there = (self.arrived["timesteps"] == int(self.cloud.timesteps[k])).nonzero()[:, 0]
        rows = there[torch.randint(0, len(there), (count,))]
        alpha, sigma = self.cloud.counts(k)
        clean = self.arrived["clean"][rows].float()
        noise = (self.arrived["latents"][rows].float() - alpha * clean) / sigma
        return self.ladder.noised(clean, place, noise), self.arrived["ids"][rows].long(), self.arrived["end"][rows].float()


def losses(ladder: Ladder, student: torch.nn.Module, hidden: Tensor, runs: Runs) -> list[Tensor]:
    """One run of the student to its end; at each of its steps the mean squared error of its velocity."""
    state, errors = runs.latents, []
    for place in range(runs.place, len(ladder)):
        with half_if_fast():
            velocity = student(state, ladder.levels.timesteps[place], hidden, return_dict=False)[0].float()
        errors.append((velocity - ladder.wanted(state, place, runs.end)).square().mean())
        state = ladder.stepped(state, place, velocity.detach())
    return errors


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--steps", type=int, default=5, help="of the student, from pure noise; a hand-over leaves the last of them")
    parser.add_argument("--begin", default="device", help="the folder in pair of the finisher that it begins as")
    parser.add_argument("--samples", type=int, default=60_000, help="runs of the student, each of all the steps that are left")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--renders", type=float, default=0.25, help="share of runs that begin with a noised render")
    parser.add_argument("--blends", type=float, default=0.25, help="share that begins with a noised blend of two looks (stage 4b)")
    return parser.parse_args()


def main() -> None:
    args = options()
    pair, name = args.work / "pair", f"device-{args.steps}-steps"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    student = UNet2DConditionModel.from_pretrained(pair / args.begin).train().to(memory_format=torch.channels_last)
    student.set_attn_processor(AttnProcessor())  # as in stage 6
    captions, ladder = Captions(tokenizer, args.work), Ladder(args.steps)
    beginnings = Beginnings(args.work, ladder, captions, latents(args.work), args.renders, args.blends)
    optimizer = torch.optim.AdamW(student.parameters(), args.rate, (0.9, 0.99), weight_decay=0.01, fused=True)
    stretch = Stretch(args.work / f"{name}-state.pt", {"student": student}, optimizer, args.samples, args.batch, args.average)
    seen: list[list[float]] = []
    for turn, bar in enumerate(stretch.steps()):
        runs = beginnings.draw(args.batch)
        with torch.no_grad():
            hidden = text(runs.ids).last_hidden_state
        errors = losses(ladder, student, hidden, runs)
        stretch.descend(torch.stack(errors).mean())
        if len(errors) == len(ladder) - beginnings.place_of(max(beginnings.switch_points)):
            seen.append([error.item() for error in errors])
        if turn % 100 == 99:
            last = seen[-50:]
            told = ", ".join(f"{sum(column) / len(last):.4f}" for column in zip(*last, strict=True))
            bar.write(f"{stretch.done} runs: losses {told}")
    stretch.averages["student"].save_pretrained(pair / name)
    few_steps_solver(args.steps).save_pretrained(pair / name / "scheduler")


if __name__ == "__main__":
    main()

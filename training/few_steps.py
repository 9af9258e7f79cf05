"""Stage 7f: a finisher of few steps, by progressive distillation (arXiv 2202.00512) on the trajectories that it runs itself.

The teacher is the finisher, with guidance and DPM-Solver++. The student goes from one of its few levels to the next in one evaluation,
guidance included, to where the teacher's steps between them lead from that very state. That is one place and no mean of several, so a
regression on it blurs nothing. Its levels are those of `--steps` steps from pure noise, of which a hand-over leaves some: of seven, four
after ten of the cloud's 25 steps, where `obclip.denoising.join` has the two meet; of three, two.

Usage: python -m training.few_steps --work work --steps 7      (after stage 7c; writes pair/device-7-steps)
"""

import argparse
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import load_file
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.handover import Handover
from obclip.denoising.join import nearest
from obclip.denoising.levels import Levels
from obclip.denoising.loop import Predict, denoise
from obclip.denoising.schedule import levels_through, make_levels, training_ratios
from obclip.denoising.solvers import advance, predicted
from training.arrivals import FILE
from training.corpus import Captions, latents
from training.handovers import STEPS, guided
from training.networks import solver
from training.stretch import Stretch, half_if_fast

WITHIN = 4  # steps of the teacher in one of the student's


class Ladder:
    """levels: the student's few. teachers[place]: those that the teacher steps through from there to the next, evenly in time."""

    def __init__(self, steps: int, within: int = WITHIN) -> None:
        config = dict(solver().config)
        ratios, own = training_ratios(config), make_levels(config, "dpmsolver++", STEPS)
        self.levels = make_levels(config, "ddim", steps)
        ends = (*self.levels.timesteps, 0.0)
        self.teachers: list[Levels] = []
        for place, (start, end) in enumerate(pairwise(ends)):
            times = [round(start + (end - start) * step / within) for step in range(within)]
            sigmas = (*(ratios[time] for time in times), self.levels.sigmas[place + 1])
            self.teachers.append(levels_through(sigmas, config, own))

    def __len__(self) -> int:
        return len(self.levels)

    def noised(self, clean: Tensor, place: int, noise: Tensor) -> Tensor:
        alpha, sigma = self.levels.counts(place)
        return alpha * clean + sigma * noise

    def shown(self, teacher: Predict, state: Tensor, place: int) -> Tensor:
        """The state [B, C, h, w] at the next level, as the teacher reaches it."""
        levels = self.teachers[place]
        return denoise(teacher, levels, Handover(state, None, 0), len(levels), prediction_type="v_prediction").latents

    def wanted(self, state: Tensor, place: int, reached: Tensor) -> Tensor:
        """The velocity with which one step of DDIM from `state` ends in `reached`, the state at the next level."""
        (alpha, sigma), (alpha_next, sigma_next) = self.levels.counts(place), self.levels.counts(place + 1)
        kept = sigma_next / sigma
        clean = (reached - kept * state) / (alpha_next - kept * alpha)
        return (alpha * state - clean) / sigma

    def stepped(self, state: Tensor, place: int, velocity: Tensor) -> Tensor:
        """The student's own step."""
        found = predicted(self.levels, place, state, velocity, "v_prediction")
        return advance(self.levels, place, state, found, None, None)


@dataclass(frozen=True)
class Runs:
    """B trajectories at one level: latents [B, 4, 16, 16] before step `place`, and the user's token ids [B, 77]."""

    latents: Tensor
    ids: Tensor
    place: int


class Beginnings:
    """Where runs begin: arrivals of one switch point, brought to the level where the two schedules meet, and renders noised to it."""

    def __init__(self, work: Path, ladder: Ladder, captions: Captions, clean: Tensor, from_renders: float) -> None:
        self.ladder, self.captions, self.clean, self.from_renders = ladder, captions, clean, from_renders
        self.arrived = load_file(work / FILE)
        self.cloud = make_levels(dict(solver().config), "dpmsolver++", STEPS)
        self.switch_points = [k for k, time in enumerate(self.cloud.timesteps) if bool((self.arrived["timesteps"] == int(time)).any())]

    def place_of(self, k: int) -> int:
        """The student's level where the cloud ends that would stop after k steps by itself."""
        return nearest(self.ladder.levels, self.cloud.lam(k), 1)

    def draw(self, count: int) -> Runs:
        k = self.switch_points[int(torch.randint(0, len(self.switch_points), ()))]
        place, renders = self.place_of(k), round(self.from_renders * count)
        met, told = self._arrivals(k, place, count - renders)
        rows = torch.randint(0, len(self.clean), (renders,))
        clean = self.clean[rows].float()
        noised = self.ladder.noised(clean, place, torch.randn_like(clean))
        return Runs(torch.cat([met, noised]), torch.cat([told, self.captions.draw(rows)]), place)

    def _arrivals(self, k: int, place: int, count: int) -> tuple[Tensor, Tensor]:
        """With the noise and the clean latents that they have there, at the student's level."""
        there = (self.arrived["timesteps"] == int(self.cloud.timesteps[k])).nonzero()[:, 0]
        rows = there[torch.randint(0, len(there), (count,))]
        alpha, sigma = self.cloud.counts(k)
        clean = self.arrived["clean"][rows].float()
        noise = (self.arrived["latents"][rows].float() - alpha * clean) / sigma
        return self.ladder.noised(clean, place, noise), self.arrived["ids"][rows].long()


def losses(ladder: Ladder, student: torch.nn.Module, teacher: Predict, hidden: Tensor, runs: Runs) -> list[Tensor]:
    """One run of the student to its end; at each of its steps the mean squared error of its velocity."""
    state, errors = runs.latents, []
    for place in range(runs.place, len(ladder)):
        reached = ladder.shown(teacher, state, place)
        with half_if_fast():
            velocity = student(state, ladder.levels.timesteps[place], hidden, return_dict=False)[0].float()
        errors.append((velocity - ladder.wanted(state, place, reached)).square().mean())
        state = ladder.stepped(state, place, velocity.detach())
    return errors


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--steps", type=int, default=7, help="of the student, from pure noise; a hand-over leaves the last of them")
    parser.add_argument("--teacher", default="device-finisher", help="its folder in pair, where the student begins too")
    parser.add_argument("--samples", type=int, default=60_000, help="runs of the student, each of all the steps that are left")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--renders", type=float, default=0.25, help="share of runs that begin with a noised render")
    return parser.parse_args()


def main() -> None:
    args = options()
    pair, name = args.work / "pair", f"device-{args.steps}-steps"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    teacher = UNet2DConditionModel.from_pretrained(pair / args.teacher).eval()
    student = UNet2DConditionModel.from_pretrained(pair / args.teacher).train()
    captions, ladder = Captions(tokenizer, args.work), Ladder(args.steps)
    beginnings = Beginnings(args.work, ladder, captions, latents(args.work), args.renders)
    optimizer = torch.optim.AdamW(student.parameters(), args.rate, (0.9, 0.99), weight_decay=0.0, fused=True)
    stretch = Stretch(args.work / f"{name}-state.pt", {"student": student}, optimizer, args.samples, args.batch, args.average)
    with torch.no_grad():
        blank = text(captions.blank).last_hidden_state
    seen: list[float] = []
    for turn, bar in enumerate(stretch.steps()):
        runs = beginnings.draw(args.batch)
        with torch.no_grad():
            hidden = text(runs.ids).last_hidden_state
        loss = torch.stack(losses(ladder, student, guided(teacher, hidden, blank), hidden, runs)).mean()
        stretch.descend(loss)
        seen.append(loss.item())
        if turn % 100 == 99:
            bar.write(f"{stretch.done} runs: loss {sum(seen[-100:]) / 100:.4f}")
    stretch.averages["student"].save_pretrained(pair / name)


if __name__ == "__main__":
    main()

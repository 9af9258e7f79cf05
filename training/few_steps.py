"""Stage 7f: a finisher of few steps, which learns on the runs that it makes itself where each of them should end.

Each run begins at an arrival of which stage 7e' says the end, or late, at a noised render or a noised blend of two looks. At every step the
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
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTokenizer

from training.arrivals import FILE
from training.corpus import Captions, latents
from training.critic import Critic, verdicts
from training.ends import FILE as ENDS
from training.ladder import Ladder
from training.networks import few_steps_solver
from training.repairs import Repairs
from training.stretch import Stretch, join_the_others, leads

EARLIER = 0.2  # weight of the steps before the last, which need not end a run by themselves
ROUGHENED = 0.1  # deviation, at most, of the noise on what the critic sees


@dataclass(frozen=True)
class Runs:
    """B trajectories at one level: latents [B, 4, 16, 16] before step `place`, the user's token ids [B, 77], and where they should end."""

    latents: Tensor
    ids: Tensor
    place: int
    end: Tensor


class Beginnings:
    """Where runs begin: arrivals, of a switch point as often as there are rows of it, where the two schedules meet, and noised renders and
    blends at a later level.

    At the level of an arrival nothing tells which render a noised one was, and a mean of all that it may have been is soft.
    """

    def __init__(
        self, work: Path, ladder: Ladder, captions: Captions, clean: Tensor, from_renders: float, from_blends: float = 0.0
    ) -> None:
        self.ladder, self.captions, self.clean = ladder, captions, clean
        self.from_renders, self.from_blends = from_renders, from_blends
        self.repairs = Repairs(work) if from_blends else None
        arrived, ends = load_file(work / FILE), load_file(work / ENDS)
        self.arrived = {name: part[ends["rows"]] for name, part in arrived.items()} | {"end": ends["clean"]}
        times = ladder.cloud.timesteps
        self.switch_points = [k for k, time in enumerate(times) if bool((self.arrived["timesteps"] == int(time)).any())]

    def draw(self, count: int) -> Runs:
        """Arrivals, or as often as was asked renders and blends."""
        mended = self.from_renders + self.from_blends
        if float(torch.rand(())) < mended:
            first = 1 + self.ladder.place_of(max(self.switch_points))
            return self._noised(int(torch.randint(first, len(self.ladder), ())), round(count * self.from_blends / mended), count)
        time = int(self.arrived["timesteps"][torch.randint(0, len(self.arrived["timesteps"]), ())])
        return self._arrivals(self.ladder.cloud.timesteps.index(time), count)

    def _noised(self, place: int, blends: int, count: int) -> Runs:
        rows = torch.randint(0, len(self.clean), (count - blends,))
        seen = truth = self.clean[rows].float()
        if self.repairs and blends:
            which, mixed, whole = self.repairs.draw(blends)
            rows, seen, truth = torch.cat([rows, which]), torch.cat([seen, mixed]), torch.cat([truth, whole])
        return Runs(self.ladder.noised(seen, place, torch.randn_like(seen)), self.captions.draw(rows), place, truth)

    def _arrivals(self, k: int, count: int) -> Runs:
        there = (self.arrived["timesteps"] == int(self.ladder.cloud.timesteps[k])).nonzero()[:, 0]
        rows = there[torch.randint(0, len(there), (count,))]
        begun = self.ladder.arrived(self.arrived["latents"][rows].float(), self.arrived["clean"][rows].float(), k)
        return Runs(begun, self.arrived["ids"][rows].long(), self.ladder.place_of(k), self.arrived["end"][rows].float())


def losses(ladder: Ladder, student: nn.Module, hidden: Tensor, runs: Runs) -> tuple[list[Tensor], Tensor]:
    """One run of the student to its end: at each of its steps the mean squared error of its velocity, and the end that it came to.

    Gradients go back through the whole run, so that a step learns what later steps make of it.
    """
    states, velocities = ladder.run(student, runs.latents, runs.place, hidden)
    wanted = [ladder.wanted(state, runs.place + n, runs.end) for n, state in enumerate(states[:-1])]
    return [(velocity - one).square().mean() for velocity, one in zip(velocities, wanted, strict=True)], states[-1]


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
    parser.add_argument("--renders", type=float, default=0.25, help="share of batches that begin with noised renders")
    parser.add_argument("--blends", type=float, default=0.25, help="share that begins with noised blends of two looks (stage 4b)")
    parser.add_argument("--adversary", type=float, default=0.0, help="weight of a critic's verdict on the ends, beside the errors")
    parser.add_argument("--critic-rate", type=float, default=4e-4)
    return parser.parse_args()


def main() -> None:
    args = options()
    join_the_others()
    pair, name = args.work / "pair", f"device-{args.steps}-steps"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    student = UNet2DConditionModel.from_pretrained(pair / args.begin).train().to(memory_format=torch.channels_last)
    student.set_attn_processor(AttnProcessor())  # as in stage 6
    captions, ladder, critic = Captions(tokenizer, args.work), Ladder(args.steps), Critic()
    clean = latents(args.work) if args.renders or args.blends or args.adversary else torch.empty(0)
    beginnings = Beginnings(args.work, ladder, captions, clean, args.renders, args.blends)
    groups = [{"params": list(student.parameters())}, {"params": list(critic.parameters()), "lr": args.critic_rate, "betas": (0.0, 0.99)}]
    optimizer = torch.optim.AdamW(groups, args.rate, (0.9, 0.99), weight_decay=0.01, fused=True)
    networks = {"student": student, "critic": critic}
    stretch = Stretch(args.work / f"{name}-state.pt", networks, optimizer, args.samples, args.batch, args.average)
    seen: list[list[float]] = []
    for turn, bar in enumerate(stretch.steps()):
        runs = beginnings.draw(args.batch)
        rows = torch.randint(0, len(clean), (args.batch,)) if args.adversary else torch.empty(0, dtype=torch.int64)
        with torch.no_grad():
            told = text(torch.cat([runs.ids, captions.draw(rows)]) if args.adversary else runs.ids)
        errors, end = losses(ladder, student, told.last_hidden_state[: args.batch], runs)
        loss = errors[-1] + EARLIER * sum(errors[:-1]) / max(1, len(errors) - 1)
        if args.adversary:
            verdict, told_apart = verdicts(critic, end, clean[rows].float(), *told.pooler_output.chunk(2), ROUGHENED)
            loss = loss - args.adversary * verdict + told_apart
        stretch.descend(loss, longest=5.0)
        if len(errors) == len(ladder) - ladder.place_of(max(beginnings.switch_points)):
            seen.append([error.item() for error in errors] + ([verdict.item(), told_apart.item()] if args.adversary else []))
        if turn % 100 == 99:
            last = seen[-50:]
            columns = ", ".join(f"{sum(column) / len(last):.4f}" for column in zip(*last, strict=True))
            bar.write(f"{stretch.done} runs: losses {columns}")
    if leads():
        stretch.averages["student"].save_pretrained(pair / name)
        few_steps_solver(args.steps).save_pretrained(pair / name / "scheduler")


if __name__ == "__main__":
    main()

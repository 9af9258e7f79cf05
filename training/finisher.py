"""Stage 7e: the finisher learns against a critic to end in one portrait where the hand-over lies between two.

A regression on noised latents answers an undecided state with the mean of what it may become: grey ghost hair, half a collar. Here the
finisher runs its own trajectories, from recorded arrivals (stage 7c) and from noised renders; at every step the clean latents that it
predicts, guidance included, are shown to a critic beside renders (as in arXiv 2311.17042 and 2405.14867), and pulled to the truth where
there is one. The reader of stage 7d has to see in them what the words say: a critic alone lets whole portraits of others pass.

Usage: python -m training.finisher --work work --samples 150000
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import load_file
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.guidance import guide
from training.arrivals import FILE
from training.corpus import Captions, labels, latents
from training.critic import Critic, roughened, verdicts
from training.handovers import GUIDANCE, STEPS
from training.networks import noise_schedule, solver
from training.reader import disagreement, readers
from training.repairs import Repairs
from training.stretch import Stretch, half_if_fast

EARLIEST = 5
LATEST_BLEND = 19
JUMP = 5  # a trajectory goes on by one to so many of the 25 steps
ROUGHENED = 0.25  # deviation, at most, of the noise on what the critic sees


@dataclass
class States:
    """B trajectories. latents [B, 4, 16, 16] at step [B]; ids [B, 77]; truth [B, 4, 16, 16], known [B] whether there is one.

    labelled [B]: whether the readers know this world.
    """

    latents: Tensor
    step: Tensor
    ids: Tensor
    truth: Tensor
    known: Tensor
    labelled: Tensor

    def put(self, rows: Tensor, other: "States") -> None:
        for name in vars(self):
            getattr(self, name)[rows] = getattr(other, name)


class Source:
    """Where trajectories begin: arrivals (half with fresh noise on what the cloud made of them), noised renders, and noised blends."""

    def __init__(self, work: Path, captions: Captions, clean: Tensor, from_renders: float, from_blends: float = 0.0) -> None:
        self.captions, self.clean, self.from_renders, self.from_blends = captions, clean, from_renders, from_blends
        self.repairs = Repairs(work) if from_blends else None
        self.known = len(labels(work))
        own = solver()
        own.set_timesteps(STEPS)
        self.timesteps = own.timesteps.long()
        arrived = load_file(work / FILE)
        begun = arrived["timesteps"] != self.timesteps[0]  # not those of pure noise, of which no clean latents are known
        self.arrived = {name: part[begun] for name, part in arrived.items()}
        kept = noise_schedule().alphas_cumprod[self.timesteps]
        self.alpha = torch.cat([kept.sqrt(), torch.ones(1)])[:, None, None, None]
        self.sigma = torch.cat([(1 - kept).sqrt(), torch.zeros(1)])[:, None, None, None]

    def noised(self, clean: Tensor, step: Tensor, noise: Tensor) -> Tensor:
        return self.alpha[step] * clean + self.sigma[step] * noise

    def renders(self, count: int) -> States:
        rows = torch.randint(0, len(self.clean), (count,))
        clean, step = self.clean[rows].float(), torch.randint(EARLIEST, STEPS, (count,))
        noised = self.noised(clean, step, torch.randn_like(clean))
        return States(noised, step, self.captions.draw(rows), clean, torch.ones(count, dtype=torch.bool), rows < self.known)

    def blends(self, count: int) -> States:
        """Of two looks, to become the first; not at the last steps, where nothing so large is to change any more."""
        if not (self.repairs and count):
            return self.renders(0)
        (rows, mixed, truth), step = self.repairs.draw(count), torch.randint(EARLIEST, LATEST_BLEND, (count,))
        noised, yes = self.noised(mixed, step, torch.randn_like(mixed)), torch.ones(count, dtype=torch.bool)
        return States(noised, step, self.captions.draw(rows), truth, yes, yes)

    def arrivals(self, count: int) -> States:
        rows = torch.randint(0, len(self.arrived["ids"]), (count,))
        step = (self.arrived["timesteps"][rows][:, None] == self.timesteps).int().argmax(1)
        latents, made = self.arrived["latents"][rows].float(), self.arrived["clean"][rows].float()
        again = torch.rand(count) < 0.5
        latents[again] = self.noised(made, step, torch.randn_like(made))[again]
        told, no = self.arrived["ids"][rows].long(), torch.zeros(count, dtype=torch.bool)
        return States(latents, step, told, made, no, self.arrived["labelled"][rows])

    def fresh(self, count: int) -> States:
        dice = torch.rand(count)
        renders, blends = int((dice < self.from_renders).sum()), int((dice > 1 - self.from_blends).sum())
        parts = self.renders(renders), self.blends(blends), self.arrivals(count - renders - blends)
        return States(*(torch.cat([getattr(part, name) for part in parts]) for name in vars(parts[0])))

    def go_on(self, states: States, predicted: Tensor) -> None:
        """Each trajectory some steps on, as DDIM goes; those at the end begin anew."""
        noise = (states.latents - self.alpha[states.step] * predicted) / self.sigma[states.step]
        step = (states.step + torch.randint(1, JUMP + 1, states.step.shape)).clamp(max=STEPS)
        states.latents, states.step = self.noised(predicted, step, noise), step
        over = (step == STEPS).nonzero()[:, 0]
        if len(over):
            states.put(over, self.fresh(len(over)))


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=150_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--critic-rate", type=float, default=4e-4)
    parser.add_argument("--average", type=float, default=0.999)
    parser.add_argument("--adversary", type=float, default=0.05, help="weight of the critic's verdict beside the truth's")
    parser.add_argument("--words", type=float, default=0.01, help="weight of what the reader does not see of what the words say")
    parser.add_argument("--renders", type=float, default=0.35, help="share of trajectories that begin with a noised render")
    parser.add_argument("--blends", type=float, default=0.0, help="share that begins with a noised blend of two looks (stage 4b)")
    return parser.parse_args()


def main() -> None:
    args = options()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    network = UNet2DConditionModel.from_pretrained(pair / "device").train()
    captions, clean, critic = Captions(tokenizer, args.work), latents(args.work), Critic()
    source, (reader, said) = Source(args.work, captions, clean, args.renders, args.blends), readers(args.work)
    groups = [{"params": list(network.parameters())}, {"params": list(critic.parameters()), "lr": args.critic_rate}]
    optimizer = torch.optim.AdamW(groups, args.rate, (0.0, 0.99), weight_decay=0.0, fused=True)
    networks = {"device": network, "critic": critic}
    stretch = Stretch(args.work / "finisher-state.pt", networks, optimizer, args.samples, args.batch, args.average)
    with torch.no_grad():
        blank = text(captions.blank).last_hidden_state.expand(args.batch, -1, -1)
    states = source.fresh(args.batch)
    seen: list[tuple[float, ...]] = []
    for turn, bar in enumerate(stretch.steps()):
        rows = torch.randint(0, len(clean), (args.batch,))
        noisy, t = states.latents, source.timesteps[states.step]
        with half_if_fast():
            with torch.no_grad():
                told = text(torch.cat([states.ids, captions.draw(rows)]))
                hidden, words, real_words = told.last_hidden_state[: args.batch], *told.pooler_output.chunk(2)
                without = network(noisy, t, blank, return_dict=False)[0].float()
            velocity = guide(network(noisy, t, hidden, return_dict=False)[0].float(), without, GUIDANCE)
            predicted = source.alpha[states.step] * states.latents - source.sigma[states.step] * velocity
            seen_there = reader(roughened(predicted, ROUGHENED))
        verdict, told_apart = verdicts(critic, predicted, clean[rows].float(), words, real_words, ROUGHENED)
        weight = (source.alpha[states.step] / source.sigma[states.step]).square().clamp(max=1) * states.known[:, None, None, None]
        truth = (weight * (predicted - states.truth).square()).mean()
        other = (disagreement(seen_there, said(hidden.float())) * states.labelled).mean()
        stretch.descend(truth - args.adversary * verdict + args.words * other + told_apart, longest=20.0)
        source.go_on(states, predicted.detach())
        seen.append((truth.item(), verdict.item(), told_apart.item(), other.item()))
        if turn % 100 == 99:
            truths, verdicts_on, aparts, others = (sum(column) / 100 for column in zip(*seen[-100:], strict=True))
            critics = f"critic {verdicts_on:+.3f}, loss {aparts:.3f}"
            bar.write(f"{stretch.done} samples: truth {truths:.4f}, {critics}, unlike the words {others:.3f}")
    stretch.averages["device"].save_pretrained(pair / "device-finisher")


if __name__ == "__main__":
    main()

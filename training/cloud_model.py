"""Stage 6: the cloud UNet, with the text encoder along at a lower rate; velocity loss.

With `--focus 30` an error on the mouth weighs 30 times one beside the face, for a last stretch: a mouth is four latents of 256 and a
thousandth of the variance; after 250,000 samples of even weights the UNet had not noticed that captions speak of it.

Usage: python -m training.cloud_model --work work --samples 170000
"""

import argparse
from pathlib import Path

import torch
from diffusers import DDPMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextModel, CLIPTokenizer

from training.corpus import Captions, latents, spread_timesteps
from training.networks import CLOUD, LATENT_SIZE, noise_schedule, unet
from training.repairs import Repairs
from training.stretch import Stretch, half_if_fast

DROPPED = 0.1
TEXT_RATE = 0.2
LATE, TRAINED = 500, 1000
MENDED = (160, 800)  # timesteps at which blends are shown: before, noise hides what they are; after, they are what is drawn


def importance(focus: float) -> torch.Tensor:
    """[1, 1, 16, 16], mean 1: `focus` on the mouth, a third of it where earrings hang, a tenth on the face, else 1."""
    weight = torch.ones(1, 1, LATENT_SIZE, LATENT_SIZE)
    weight[..., 5:11, 4:12] = max(1.0, focus / 10)
    weight[..., 9:11, 4:6] = weight[..., 9:11, 10:12] = max(1.0, focus / 3)
    weight[..., 9:11, 7:9] = focus
    return weight / weight.mean()


def timesteps(batch: int, late: float, early: float) -> torch.Tensor:
    """int64 [batch]: a share of `late` below timestep 500, one of `early` from there on, the others anywhere."""
    below, above = round(late * batch), round(early * batch)
    rest = spread_timesteps(batch - below - above)
    return torch.cat([spread_timesteps(below, LATE), spread_timesteps(above, TRAINED - LATE) + LATE, rest])


def target(schedule: DDPMScheduler, noisy: torch.Tensor, t: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
    """The velocity [B, 4, 16, 16] at `noisy` with which the clean latents are predicted, whatever was noised."""
    kept = schedule.alphas_cumprod[t][:, None, None, None]
    return (kept.sqrt() * noisy - clean) / (1 - kept).sqrt()


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=170_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--average", type=float, default=0.999, help="decay of the moving average; less for a short stretch")
    parser.add_argument("--focus", type=float, default=1.0, help="weight of the mouth")
    parser.add_argument("--late", type=float, default=0.0, help="share of each batch below timestep 500, where details are made")
    parser.add_argument(
        "--early", type=float, default=0.0, help="share of each batch from timestep 500 on, which is the cloud's part of a hand-over"
    )
    parser.add_argument(
        "--repairs", type=float, default=0.0, help="share of each batch that is a blend of two looks, to be mended (stage 4b)"
    )
    parser.add_argument("--go-on", action="store_true", help="start from pair/cloud and pair/text_encoder, for a further stretch")
    return parser.parse_args()


def main() -> None:
    args = options()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder").train()
    captions, clean_latents, schedule = Captions(tokenizer, args.work), latents(args.work), noise_schedule()
    network = (UNet2DConditionModel.from_pretrained(pair / "cloud").train() if args.go_on else unet(CLOUD)).to(
        memory_format=torch.channels_last
    )
    network.set_attn_processor(AttnProcessor())  # a sixth faster to learn with on a CPU than the fused attention
    groups = [{"params": list(network.parameters())}, {"params": list(text.parameters()), "lr": args.rate * TEXT_RATE}]
    optimizer = torch.optim.AdamW(groups, args.rate, (0.9, 0.99), weight_decay=0.01, fused=True)
    stretch = Stretch(args.work / "cloud-state.pt", {"cloud": network, "text": text}, optimizer, args.samples, args.batch, args.average)
    mended = round(args.repairs * args.batch)
    repairs = Repairs(args.work) if mended else None
    losses: list[float] = []
    weight = importance(args.focus)
    for turn, bar in enumerate(stretch.steps()):
        portraits = torch.randint(0, len(clean_latents), (args.batch,))
        t = timesteps(args.batch, args.late, args.early)
        shown = clean = clean_latents[portraits].float()
        if repairs:
            portraits[-mended:], blends, truth = repairs.draw(mended)
            shown, clean = torch.cat([clean[:-mended], blends]), torch.cat([clean[:-mended], truth])
            t[-mended:] = torch.randint(*MENDED, (mended,))
        noisy = schedule.add_noise(shown, torch.randn_like(clean), t).to(memory_format=torch.channels_last)
        with half_if_fast():
            hidden = text(captions.draw(portraits, DROPPED)).last_hidden_state
            velocity = network(noisy, t, hidden, return_dict=False)[0]
        loss = (weight * (velocity.float() - target(schedule, noisy, t, clean)).square()).mean()
        stretch.descend(loss)
        losses.append(loss.item())
        if turn % 100 == 99:
            bar.write(f"{stretch.done} samples: loss {sum(losses[-100:]) / 100:.4f}")
    stretch.averages["cloud"].save_pretrained(pair / "cloud")
    stretch.averages["text"].save_pretrained(pair / "text_encoder_joint")


if __name__ == "__main__":
    main()

"""Stage 7: the device UNet, distilled from the cloud UNet: it copies the teacher's output and, in part, the truth.

After BK-SDM (arXiv 2305.15798), without its feature loss.

Usage: python -m training.device_model --work work --samples 80000
"""

import argparse
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from training.corpus import Captions, latents, spread_timesteps
from training.networks import DEVICE, noise_schedule, unet
from training.stretch import Stretch, half_if_fast

TRUTH = 0.3
DROPPED = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=80_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--go-on", action="store_true", help="start from pair/device, for a further stretch")
    args = parser.parse_args()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    teacher = UNet2DConditionModel.from_pretrained(pair / "cloud").eval().to(memory_format=torch.channels_last)
    captions, clean_latents, schedule = Captions(tokenizer, args.work), latents(args.work), noise_schedule()
    network = (UNet2DConditionModel.from_pretrained(pair / "device").train() if args.go_on else unet(DEVICE)).to(
        memory_format=torch.channels_last
    )
    optimizer = torch.optim.AdamW(network.parameters(), args.rate, (0.9, 0.99), weight_decay=0.01, fused=True)
    stretch = Stretch(args.work / "device-state.pt", {"device": network}, optimizer, args.samples, args.batch)
    losses: list[float] = []
    for turn, bar in enumerate(stretch.steps()):
        portraits = torch.randint(0, len(clean_latents), (args.batch,))
        clean, t = clean_latents[portraits].float(), spread_timesteps(args.batch)
        noise = torch.randn_like(clean)
        noisy = schedule.add_noise(clean, noise, t).to(memory_format=torch.channels_last)
        with half_if_fast():
            with torch.no_grad():
                hidden = text(captions.draw(portraits, DROPPED)).last_hidden_state
                told: Tensor = teacher(noisy, t, hidden, return_dict=False)[0]
            velocity = network(noisy, t, hidden, return_dict=False)[0].float()
        loss = (velocity - told.float()).square().mean() + TRUTH * (velocity - schedule.get_velocity(clean, noise, t)).square().mean()
        stretch.descend(loss)
        losses.append(loss.item())
        if turn % 100 == 99:
            bar.write(f"{stretch.done} samples: loss {sum(losses[-100:]) / 100:.4f}")
    stretch.averages["device"].save_pretrained(pair / "device")


if __name__ == "__main__":
    main()

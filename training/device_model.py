"""Stage 7: the device UNet, distilled from the cloud UNet: it copies the teacher's output, what its blocks hold, and in part the truth.

After BK-SDM (arXiv 2305.15798), whose blocks have equal widths: here a 1 x 1 convolution, thrown away in the end, lies between them.
With `--handovers` half of each batch are latents from hand-overs (stage 7a), where there is no truth, only the teacher.

Usage: python -m training.device_model --work work --samples 80000 [--general] [--go-on] [--handovers]
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTokenizer

from training.cloud_model import importance
from training.corpus import Captions, latents, spread_timesteps
from training.networks import CLOUD, DEVICE, GENERAL_DEVICE, noise_schedule, unet
from training.stretch import Stretch, half_if_fast

TRUTH = 0.3
BLOCKS = 0.1
DROPPED = 0.1


def watch(network: UNet2DConditionModel) -> dict[str, Tensor]:
    """What the blocks of a UNet put out in the latest call: {block: [B, C, h, w]}."""
    seen: dict[str, Tensor] = {}

    def keeper(name: str) -> Callable[..., None]:
        def keep(_block: nn.Module, _inputs: object, output: object) -> None:
            seen[name] = output[0] if isinstance(output, tuple) else output

        return keep

    for name, blocks in (("down", network.down_blocks), ("up", network.up_blocks)):
        for number, block in enumerate(blocks):
            block.register_forward_hook(keeper(f"{name}{number}"))
    return seen


def adapters() -> nn.ModuleDict:
    """From the device's channels to the cloud's, block by block."""
    small, large = DEVICE["block_out_channels"], CLOUD["block_out_channels"]
    widths = {f"down{n}": (small[n], large[n]) for n in range(3)} | {f"up{n}": (small[2 - n], large[2 - n]) for n in range(3)}
    return nn.ModuleDict({name: nn.Conv2d(a, b, 1) for name, (a, b) in widths.items()})


def block_loss(seen: dict[str, Tensor], told: dict[str, Tensor], between: nn.ModuleDict) -> Tensor:
    """Mean squared difference a block, in units of the teacher's variance there."""
    parts = [(between[name](seen[name]).float() - told[name].float()).square().mean() / told[name].float().var() for name in seen]
    return torch.stack(parts).mean()


def handed_over(work: Path, blank: Tensor) -> Callable[[int], tuple[Tensor, Tensor, Tensor]]:
    """count -> latents, timesteps, token ids of recorded hand-overs, some without words."""
    kept = load_file(work / "handovers.safetensors")

    def draw(count: int) -> tuple[Tensor, Tensor, Tensor]:
        rows = torch.randint(0, len(kept["ids"]), (count,))
        ids = kept["ids"][rows].long()
        ids[torch.rand(count) < 0.4] = blank  # guidance asks for both
        return kept["latents"][rows].float(), kept["timesteps"][rows], ids

    return draw


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=80_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--average", type=float, default=0.999, help="decay of the moving average; less for a short stretch")
    parser.add_argument("--latest", type=int, default=1000, help="noise only up to this timestep: a model that finishes need not begin")
    parser.add_argument("--focus", type=float, default=1.0, help="weight of the mouth, as in stage 6")
    parser.add_argument("--general", action="store_true", help="the larger device model, which also begins; the other one is cut from it")
    parser.add_argument("--go-on", action="store_true", help="start from the weights in pair/device that this network has too")
    parser.add_argument("--handovers", action="store_true", help="learn on recorded hand-overs too")
    return parser.parse_args()


def main() -> None:
    args = options()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    teacher = UNet2DConditionModel.from_pretrained(pair / "cloud").eval().to(memory_format=torch.channels_last)
    captions, clean_latents, schedule = Captions(tokenizer, args.work), latents(args.work), noise_schedule()
    network = unet(GENERAL_DEVICE if args.general else DEVICE).to(memory_format=torch.channels_last)
    if args.go_on:
        known = UNet2DConditionModel.from_pretrained(pair / "device").state_dict()
        network.load_state_dict({name: known[name] for name in network.state_dict()})
    between, told_blocks, own_blocks = adapters(), watch(teacher), watch(network)
    met = handed_over(args.work, captions.blank) if args.handovers else None
    optimizer = torch.optim.AdamW([*network.parameters(), *between.parameters()], args.rate, (0.9, 0.99), weight_decay=0.01, fused=True)
    stretch = Stretch(
        args.work / "device-state.pt", {"device": network, "between": between}, optimizer, args.samples, args.batch, args.average
    )
    losses: list[tuple[float, float]] = []
    weight = importance(args.focus)
    fresh = args.batch // 2 if met else args.batch
    for turn, bar in enumerate(stretch.steps()):
        portraits = torch.randint(0, len(clean_latents), (fresh,))
        clean, t, ids = clean_latents[portraits].float(), spread_timesteps(fresh, args.latest), captions.draw(portraits, DROPPED)
        noise = torch.randn_like(clean)
        noisy, truth = schedule.add_noise(clean, noise, t), schedule.get_velocity(clean, noise, t)
        if met:
            more, times, words = met(args.batch - fresh)
            noisy, t, ids = torch.cat([noisy, more]), torch.cat([t, times]), torch.cat([ids, words])
        noisy = noisy.to(memory_format=torch.channels_last)
        with half_if_fast():
            with torch.no_grad():
                hidden = text(ids).last_hidden_state
                told: Tensor = teacher(noisy, t, hidden, return_dict=False)[0]
            velocity = network(noisy, t, hidden, return_dict=False)[0].float()
            blocks = block_loss(own_blocks, told_blocks, between)
        copied = (weight * (velocity - told.float()).square()).mean()
        stretch.descend(copied + TRUTH * (weight * (velocity[:fresh] - truth).square()).mean() + BLOCKS * blocks)
        losses.append((copied.item(), blocks.item()))
        if turn % 100 == 99:
            output, inside = (sum(pair) / 100 for pair in zip(*losses[-100:], strict=True))
            bar.write(f"{stretch.done} samples: output {output:.4f}, blocks {inside:.4f}")
    stretch.averages["device"].save_pretrained(pair / "device")


if __name__ == "__main__":
    main()

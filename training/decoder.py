"""Stage 4a: the decoder alone goes on, a little deeper, so that what learnt from the latents stays as it is.

An autoencoder blends as an undecided model does: of portraits that it has not seen often it draws hair with a tint of the clothes, brims
that fade, a halo. The encoder is frozen and its latents are those of stage 4; the decoder sees them with some noise, since drawn ones are
never exact. Blocks that are new begin as the identity. With `--whole` the encoder is deepened and goes on too, held near the latents that
there are, so that a model of them is a good beginning for one of the new; stage 4 and those after it have to follow.

Usage: python -m training.decoder --work work --samples 60000      (after stage 4; keeps the old one in pair/autoencoder-before)
"""

import argparse
import copy
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from diffusers.models.autoencoders.vae import AutoencoderTinyBlock
from safetensors.torch import load_file
from torch import Tensor, nn

from training.autoencoder import as_pixels, broken_share, face_weight, psnr
from training.corpus import latents
from training.ends import FILE as ENDS
from training.networks import autoencoder
from training.stretch import Stretch, half_if_fast

BLOCKS = (8, 5, 1, 0)  # a stage of the decoder, from 16 x 16 to 128 x 128
ENCODER_BLOCKS = (0, 1, 4, 10)  # of the encoder, from 128 x 128 to 16 x 16
WORST = 12  # places of 256, of which a faulty picture has two
REPORT = 800  # turns
ROUGHENED = 0.15  # deviation, at most, of the noise on the latents


def deepened(model: AutoencoderTiny, whole: bool = False) -> AutoencoderTiny:
    """The same autoencoder with a deeper decoder (and encoder, if `whole`); blocks that are new change nothing yet."""
    known = tuple(model.config.num_encoder_blocks)
    deeper = autoencoder(decoder_blocks=BLOCKS, encoder_blocks=ENCODER_BLOCKS if whole else known)
    for part in ("encoder", "decoder"):
        for old, new in zip(_stages(getattr(model, part)), _stages(getattr(deeper, part)), strict=True):
            _take_over(old, new)
    return deeper


def _take_over(old: list[nn.Module], new: list[nn.Module]) -> None:
    """Copy a stage's weights; blocks that the old one has not begin as the identity."""
    for kind in (True, False):
        known, layers = ([layer for layer in stage if isinstance(layer, AutoencoderTinyBlock) == kind] for stage in (old, new))
        for layer, source in zip(layers, known, strict=False):
            layer.load_state_dict(source.state_dict())
        for layer in layers[len(known) :]:
            nn.init.zeros_(layer.conv[-1].weight)
            nn.init.zeros_(layer.conv[-1].bias)


def _stages(part: nn.Module) -> list[list[nn.Module]]:
    """The layers of an encoder or a decoder, cut before each change of resolution."""
    parts: list[list[nn.Module]] = [[]]
    for layer in part.layers:
        parts += [[]] if isinstance(layer, nn.Upsample) or getattr(layer, "stride", (1, 1)) == (2, 2) else []
        parts[-1].append(layer)
    return parts


def loss_of(decoded: Tensor, pixels: Tensor, weight: Tensor) -> Tensor:
    """L1 + 2 MSE (the face's more), half the difference of gradients; at a quarter of the resolution the squares, and the worst places.

    A tint is a small error of many pixels, and what a person points at; an edge that is a pixel off is a large one of few. The worst
    places are measured as `strayed_cells` counts them, since a picture is broken by two of 256, of which a mean tells little.
    """
    wrong = decoded - pixels
    edges = (wrong[..., 1:, :] - wrong[..., :-1, :]).abs().mean() + (wrong[..., 1:] - wrong[..., :-1]).abs().mean()
    coarse = nn.functional.avg_pool2d(wrong, 4)
    places = nn.functional.avg_pool2d(coarse.abs().amax(1), 2).flatten(1)
    worst = places.topk(WORST, 1).values.mean()
    return (weight * (wrong.abs() + 2 * wrong.square())).mean() + 0.5 * edges + 10 * coarse.square().mean() + 0.3 * worst


class Drawn:
    """What stage 7e' kept: latents that were drawn, and the pictures that they should be, as the decoder gives them where it begins."""

    def __init__(self, work: Path, decoder: nn.Module) -> None:
        kept = load_file(work / ENDS)
        self.drawn, self.clean = kept["drawn"], kept["clean"]
        self.before = copy.deepcopy(decoder).eval()

    @torch.no_grad()
    def draw(self, count: int) -> tuple[Tensor, Tensor]:
        """Latents [count, 4, 16, 16], pixels [count, 3, 128, 128] in -1..1."""
        rows = torch.randint(0, len(self.drawn), (count,))
        with half_if_fast():
            pixels = self.before(self.clean[rows].float().to(memory_format=torch.channels_last))
        return self.drawn[rows].float(), pixels.float().clamp(-1, 1)


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=60_000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--whole", action="store_true", help="the encoder is deepened and learns too, near the latents that there are")
    parser.add_argument("--near", type=float, default=0.03, help="weight of the distance from them")
    parser.add_argument("--ends", type=float, default=0.0, help="share of what a student drew")
    args = parser.parse_args()
    if args.whole and args.ends:
        parser.error("with --whole the encoder makes the latents: leave out --ends, or give it in a run after that one")
    return args


def begun(pair: Path, whole: bool) -> AutoencoderTiny:
    """The deeper autoencoder where it begins; the one before is kept."""
    model, before = AutoencoderTiny.from_pretrained(pair / "autoencoder"), pair / "autoencoder-before"
    if not before.exists():
        model.save_pretrained(before)
    model = deepened(model, whole)
    model.encoder.requires_grad_(whole)
    return model


def main() -> None:
    args = options()
    pair, state = args.work / "pair", "whole-state.pt" if args.whole else "decoder-state.pt"
    model = begun(pair, args.whole).train().to(memory_format=torch.channels_last)
    clean, weight = latents(args.work), face_weight()
    images, held_out = (np.load(args.work / f"{name}-images.npy", mmap_mode="r") for name in ("train", "test"))
    drawn, ends = Drawn(args.work, model.decoder) if args.ends else None, round(args.ends * args.batch)
    learning = [weights for weights in model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(learning, args.rate, (0.9, 0.99), weight_decay=1e-4, fused=True)
    stretch = Stretch(args.work / state, {"autoencoder": model}, optimizer, args.samples, args.batch)
    average = stretch.averages["autoencoder"]
    for turn, bar in enumerate(stretch.steps()):
        rows = np.sort(np.random.randint(0, len(clean), args.batch))
        pixels, known = as_pixels(images[rows]), clean[rows].float()
        if drawn:
            known[:ends], pixels[:ends] = drawn.draw(ends)
        with half_if_fast():
            seen = model.encoder(pixels).float() if args.whole else known
            rough = seen + ROUGHENED * torch.rand(len(seen), 1, 1, 1) * torch.randn_like(seen)
            decoded = model.decoder(rough.to(memory_format=torch.channels_last)).float()
        loss = loss_of(decoded, pixels, weight) + args.near * (seen - known).square().mean()
        stretch.descend(loss)
        if turn % REPORT == REPORT - 1:
            (whole, face), broken = psnr(average, held_out[:200]), 100 * broken_share(average, held_out[:200])
            bar.write(f"{stretch.done} samples: loss {loss.item():.4f}, {whole:.2f} dB, face {face:.2f} dB, {broken:.1f} % broken")
            average.save_pretrained(pair / "autoencoder")
    average.save_pretrained(pair / "autoencoder")


if __name__ == "__main__":
    main()

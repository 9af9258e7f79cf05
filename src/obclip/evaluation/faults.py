"""Finds what a person would point at in a drawn portrait: ghosts, blends of two looks, displaced or smudged parts.

A small network that learnt from renders, whole ones and ones broken on purpose (`training/faults.py`), all of them through the autoencoder
of the pair. It says of 16 x 16 places how likely each is broken; a picture has a fault if its worst places are bad enough, by a threshold
that was set on pictures read by eye (docs/utility.md). It knows nothing of prompts: a whole portrait of the wrong person has no fault.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from obclip.errors import UnknownModel
from obclip.models.registry import bundled

SIDE = 128
WIDTHS = (32, 48, 64)
WORST = 4  # a fault that is seen covers some places; one place may be noise


class Layer(nn.Sequential):
    """Convolution, normalisation, rectification."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Around(nn.Module):
    """Two layers with a way around them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inside = nn.Sequential(Layer(width, width), nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, maps: Tensor) -> Tensor:
        summed: Tensor = functional.relu(maps + self.inside(maps))
        return summed


class FaultFinder(nn.Module):
    """Pixels [B, 3, H, W] in 0..1 -> logits [B, 16, 16] that a place is broken; a small U, so that a place knows the whole picture."""

    def __init__(self, threshold: float = 0.0) -> None:
        super().__init__()
        fine, middle, coarse = WIDTHS
        self.threshold = threshold
        self.stem = nn.Sequential(Layer(3, 16, 2), Layer(16, 32, 2), Layer(32, fine, 2), Around(fine))
        self.down = nn.ModuleList(
            [nn.Sequential(Layer(fine, middle, 2), Around(middle)), nn.Sequential(Layer(middle, coarse, 2), Around(coarse))]
        )
        self.up = nn.ModuleList([nn.Conv2d(coarse, middle, 1), nn.Conv2d(middle, fine, 1)])
        self.joined = nn.ModuleList([Around(middle), Around(fine)])
        self.head = nn.Conv2d(fine, 1, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        if pixels.shape[-2:] != (SIDE, SIDE):
            pixels = functional.interpolate(pixels, (SIDE, SIDE), mode="bilinear", antialias=True)
        maps = self.stem((2 * pixels - 1).contiguous(memory_format=torch.channels_last))
        kept = [maps]
        for down in self.down:
            kept.append(down(kept[-1]))
        maps = kept.pop()
        for up, joined in zip(self.up, self.joined, strict=True):
            maps = joined(kept.pop() + functional.interpolate(up(maps), scale_factor=2.0, mode="bilinear"))
        places: Tensor = self.head(maps)[:, 0]
        return places

    @torch.no_grad()
    def scores(self, pixels: Tensor) -> Tensor:
        """How bad the worst places of each picture are, [B]."""
        return worst_places(self(pixels).float())

    def faulty(self, pixels: Tensor) -> Tensor:
        """Whether each picture has a fault, bool [B]."""
        return self.scores(pixels) > self.threshold

    def save(self, folder: Path) -> None:
        """faults.json and faults.safetensors; weights in float16, running statistics in float32."""
        folder.mkdir(parents=True, exist_ok=True)
        names = {name for name, _ in self.named_parameters()}
        state = {name: (value.half() if name in names else value).contiguous() for name, value in self.state_dict().items()}
        save_file(state, folder / "faults.safetensors")
        (folder / "faults.json").write_text(json.dumps({"threshold": round(self.threshold, 4)}) + "\n")


def worst_places(logits: Tensor) -> Tensor:
    """[B, 16, 16] -> the mean of the largest, [B]."""
    return logits.flatten(1).topk(WORST).values.mean(1)


def load_fault_finder(folder: Path | None = None) -> FaultFinder:
    """The bundled one, or one saved by `FaultFinder.save`; float32. Raises UnknownModel if there is none."""
    folder = folder or bundled("judge")
    try:
        finder = FaultFinder(float(json.loads((folder / "faults.json").read_text())["threshold"]))
        state = load_file(folder / "faults.safetensors")
        finder.load_state_dict({name: value.float() if value.is_floating_point() else value for name, value in state.items()})
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UnknownModel(f'"{folder}" holds no finder of faults (faults.json and faults.safetensors).') from error
    return finder.eval()

"""The judge of a drawn world: attribute classifiers and a small CLIP. It shares no weight with any generator.

Its image tower is convolutions; one linear head an attribute tells what a picture shows, and a projection puts it into one space with
captions (Radford et al. 2021, arXiv 2103.00020). Made by `training/judge.py` from pictures of other seeds than the generators'.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from obclip.errors import UnknownModel
from obclip.models.quiet import quiet_loading
from obclip.models.registry import bundled

SIDE = 128
WIDTHS = ((32, 2), (64, 2), (96, 2), (128, 1), (192, 2), (192, 1))
SHARED = 128


@dataclass(frozen=True)
class Seen:
    """What the judge sees in B pictures. logits: {attribute: [B, values]}; embedding: [B, 128], not normalised."""

    logits: dict[str, Tensor]
    embedding: Tensor


class Judge(nn.Module):
    """values: {attribute: its values, in the order of the logits}. text: the config of the text tower, a CLIPTextConfig as a dict."""

    def __init__(self, values: dict[str, list[str]], text: dict[str, Any]) -> None:
        super().__init__()
        from transformers import CLIPTextConfig, CLIPTextModelWithProjection

        self.values, self.text_config = values, text
        layers: list[nn.Module] = []
        last = 3
        for width, stride in WIDTHS:
            layers += [nn.Conv2d(last, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            last = width
        self.trunk = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * last, len(names)) for name, names in values.items()})
        self.projection = nn.Linear(2 * last, SHARED, bias=False)
        self.text_tower = CLIPTextModelWithProjection(CLIPTextConfig(**text, projection_dim=SHARED))
        self.log_scale = nn.Parameter(torch.tensor(2.5))

    def forward(self, pixels: Tensor) -> Seen:
        """[B, 3, H, W] in 0..1 -> what is seen; other sizes than 128 x 128 are resized."""
        if pixels.shape[-2:] != (SIDE, SIDE):
            pixels = functional.interpolate(pixels, (SIDE, SIDE), mode="bilinear", antialias=True)
        maps = self.trunk((2 * pixels - 1).contiguous(memory_format=torch.channels_last))
        summary = torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], 1)
        return Seen({name: head(summary) for name, head in self.heads.items()}, self.projection(summary))

    def read(self, ids: Tensor) -> Tensor:
        """Token ids [B, S] -> [B, 128], not normalised."""
        embeds: Tensor = self.text_tower(ids).text_embeds
        return embeds

    def save(self, folder: Path) -> None:
        """config.json and model.safetensors; weights in float16, running statistics in float32."""
        folder.mkdir(parents=True, exist_ok=True)
        names = {name for name, _ in self.named_parameters()}
        state = {name: (value.half() if name in names else value).contiguous() for name, value in self.state_dict().items()}
        save_file(state, folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps({"values": self.values, "text": self.text_config}, indent=1) + "\n")


def load_judge(folder: Path | None = None) -> Judge:
    """The bundled judge, or one saved by `Judge.save`; float32. Raises UnknownModel if there is none."""
    folder = folder or bundled("judge")
    try:
        config = json.loads((folder / "config.json").read_text())
        with quiet_loading():
            judge = Judge(config["values"], config["text"])
        judge.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in load_file(folder / "model.safetensors").items()}
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UnknownModel(f'"{folder}" holds no judge (config.json and model.safetensors).') from error
    return judge.eval()


def token_ids(tokenizer: Any, texts: Sequence[str]) -> Tensor:
    """int64 [B, S], S the longest of these texts, at most the window of the text tower."""
    ids: Tensor = tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt").input_ids
    return ids

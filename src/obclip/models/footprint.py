"""What a model takes to run, told from the shapes of its parts alone: torch's meta device holds no numbers, and nothing is fetched."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from transformers import CLIPTextConfig, CLIPTextModel

from obclip.errors import BadRequest

from .registry import bundled, entry
from .weightless import ARCHITECTURES, TOKENS, architecture_of

# What the models of SD 1.x share: CLIP ViT-L/14's text half, and the autoencoder.
TEXT = {
    "vocab_size": 49408,
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "max_position_embeddings": TOKENS,
}
AUTOENCODER = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 2,
    "latent_channels": 4,
}
# The architectures that have them.
SHARING = [name for name, config in ARCHITECTURES.items() if config["cross_attention_dim"] == TEXT["hidden_size"]]
FLOAT = 4


@dataclass(frozen=True)
class Footprint:
    """Of one graph, in bytes but for weights, which is how many numbers. stored: its file with the larger weights in float16. held: the
    weights in float32, as they are computed with. working: what is alive at once beside them at the peak of one call, if nothing is
    computed in place: a runtime needs no more than that, and its own book-keeping."""

    name: str
    weights: int
    stored: int
    held: int
    working: int


def footprints(name: str, large: int) -> list[Footprint]:
    """The three graphs of a device's model, by a name whose architecture is known, or by its folder.

    large: weights of so many numbers are stored in float16. Raises BadRequest for a name of which only a hub knows.
    """
    text, unet, decoder = (part.eval() for part in _parts(name))
    window, side = text.config.max_position_embeddings, unet.config.sample_size
    latents, ids = torch.empty(1, 4, side, side, device="meta"), torch.zeros(1, window, dtype=torch.long, device="meta")
    told = torch.empty(1, window, unet.config.cross_attention_dim, device="meta")
    return [
        _footprint("text_encoder", text, large, lambda: text(ids)[0]),
        _footprint("unet", unet, large, lambda: unet(latents, torch.ones(1, device="meta"), told)[0]),
        _footprint("decoder", _Decoding(decoder), large, lambda: decoder.decode(latents)[0]),
    ]


class _Decoding(nn.Module):
    """What an autoencoder's decoding has weights for: no graph holds the other half."""

    def __init__(self, vae: Any) -> None:
        super().__init__()
        self.decoder, self.after = vae.decoder, vae.post_quant_conv


def _footprint(name: str, part: nn.Module, large: int, run: Callable[[], Tensor]) -> Footprint:
    sizes = [weight.numel() for weight in part.parameters()]
    stored = sum(size * (FLOAT // 2 if size >= large else FLOAT) for size in sizes)
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH), Alive() as alive:  # a graph has attention in full: no fused kernel
        run()
    return Footprint(name, sum(sizes), stored, FLOAT * sum(sizes), alive.peak)


class Alive(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """How many bytes of what is computed are alive at once. peak: the most so far."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._holders, self._sizes = Counter[int](), dict[int, int]()
        self.now = self.peak = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Mapping[str, Any] | None = None) -> Any:
        given = {one.untyped_storage()._cdata for one in tree_leaves((args, kwargs)) if isinstance(one, Tensor)}
        made = func(*args, **(kwargs or {}))
        for one in tree_leaves(made):
            if isinstance(one, Tensor):
                self._note(one, given)
        return made

    def _note(self, tensor: Tensor, given: set[int]) -> None:
        """A view lives as long as what it is a view of; weights and inputs were there before."""
        storage = tensor.untyped_storage()
        place = storage._cdata
        if place in given and place not in self._sizes:
            return
        if place not in self._sizes:
            self._sizes[place] = storage.nbytes()
            self.now += storage.nbytes()
            self.peak = max(self.peak, self.now)
        self._holders[place] += 1
        weakref.finalize(tensor, self._gone, place)

    def _gone(self, place: int) -> None:
        self._holders[place] -= 1
        if not self._holders[place]:
            del self._holders[place]
            self.now -= self._sizes.pop(place)


def _parts(name: str) -> tuple[Any, Any, Any]:
    """Text encoder, network and autoencoder, without weights."""
    with torch.device("meta"):
        drawn = name if "/" in name and Path(name).exists() else architecture_of(name)
        if drawn in SHARING:
            return CLIPTextModel(CLIPTextConfig(**TEXT)), UNet2DConditionModel(**ARCHITECTURES[drawn]), AutoencoderKL(**AUTOENCODER)
        known = entry(name)
        folder = bundled(known.source) if known and known.bundled else Path(name)
        network = bundled(known.unet) if known and known.bundled and known.unet else folder
        if not (folder / "text_encoder" / "config.json").is_file():
            names = ", ".join(SHARING)
            raise BadRequest(f"Nothing is known of the shape of {name}: give its folder, or one of {names}.", code="unknown_architecture")
        unet = UNet2DConditionModel.from_config(UNet2DConditionModel.load_config(network / "unet"))
        vae = AutoencoderKL.from_config(AutoencoderKL.load_config(folder / "vae"))
        return CLIPTextModel(CLIPTextConfig.from_pretrained(folder / "text_encoder")), unet, vae

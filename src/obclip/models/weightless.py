"""Networks without weights: the shapes of known architectures on torch's meta device, whose work can be counted in seconds."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from obclip.denoising.guidance import guide
from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.denoising.schedule import make_levels, training_ratios
from obclip.errors import BadRequest

from .conditioning import Conditioning
from .layout import Layout, unet_layout
from .model import Guidance
from .registry import entry_of

TOKENS = 77
_SDXL: dict[str, Any] = {
    "sample_size": 128,
    "block_out_channels": (320, 640, 1280),
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    "transformer_layers_per_block": (1, 2, 10),
    "attention_head_dim": (5, 10, 20),
    "cross_attention_dim": 2048,
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
}
# The UNet's config where it differs from diffusers' defaults, which are those of SD 1.x.
ARCHITECTURES: dict[str, dict[str, Any]] = {
    "sd-v1.4": {"sample_size": 64, "cross_attention_dim": 768},
    "sdxl": _SDXL,
    "sdxl-turbo": {**_SDXL, "sample_size": 64},
    "koala-700m": {**_SDXL, "transformer_layers_per_block": (1, 2, 5), "layers_per_block": 1, "mid_block_type": None},
    "ssd-1b": {
        **_SDXL,
        "transformer_layers_per_block": (0, 2, (4, 4)),
        "reverse_transformer_layers_per_block": ((4, 4, 10), (2, 1, 1), 1),
        "mid_block_type": "UNetMidBlock2D",
    },
    "segmind-vega": {**_SDXL, "transformer_layers_per_block": (1, 1, 2), "mid_block_type": "UNetMidBlock2D"},
    "bundled": {
        "sample_size": 16,
        "block_out_channels": (64, 112, 160),
        "layers_per_block": 2,
        "cross_attention_dim": 128,
        "attention_head_dim": 4,
        "norm_num_groups": 16,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    },
    "portraits-device": {
        "sample_size": 16,
        "block_out_channels": (48, 64, 64),
        "layers_per_block": 1,
        "cross_attention_dim": 128,
        "attention_head_dim": 4,
        "norm_num_groups": 16,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        "mid_block_type": None,
    },
    "small-sd": {"sample_size": 64, "cross_attention_dim": 768, "layers_per_block": 1},
    "bk-sdm-small": {"sample_size": 64, "cross_attention_dim": 768, "layers_per_block": 1, "mid_block_type": None},
    "bk-sdm-tiny": {
        "sample_size": 64,
        "cross_attention_dim": 768,
        "layers_per_block": 1,
        "mid_block_type": None,
        "block_out_channels": (320, 640, 1280),
        "down_block_types": ("CrossAttnDownBlock2D",) * 3,
        "up_block_types": ("CrossAttnUpBlock2D",) * 3,
    },
}
FAMILIES = {name: "sdxl" if "addition_embed_type" in config else "stable_diffusion" for name, config in ARCHITECTURES.items()}
# Models of the registry that have another's network; how they are guided and in how many steps is their own.
DRAWN_AS = {
    "portraits-cloud": "bundled",
    "portraits-device-few": "portraits-device",
    "sd-v1-4": "sd-v1.4",
    "realistic-vision-v4": "sd-v1.4",
    "lcm-dreamshaper-v7": "sd-v1.4",
    "lcm-sdxl": "sdxl",
}
# In how many numbers a consistency model is told the guidance scale.
EMBEDDED = 256
# SDXL's pooled text and its six size numbers, which every row of a call carries.
POOLED, SIZES = 1280, 6


def architecture_of(name: str) -> str:
    """The architecture by which a model of the registry is drawn, told by its name or its hub id; another name as it is."""
    known = entry_of(name)
    name = name if known is None else known.name
    return DRAWN_AS.get(name, name)


class WeightlessModel:
    """A LatentModel that computes shapes only: its predictions are zeros, its conditionings on the meta device."""

    prediction_type = "epsilon"
    guidance: Guidance
    guidance_scale = 7.5
    solver: str | None = "dpmsolver++"
    step_distilled: tuple[int, ...]
    factor = 8

    def __init__(self, architecture: str) -> None:
        """Raises BadRequest for an architecture that is not one of `ARCHITECTURES`, nor a model that is `DRAWN_AS` one."""
        given, architecture = architecture, architecture_of(architecture)
        if architecture not in ARCHITECTURES:
            raise BadRequest(
                f'There is no architecture "{given}": choose one of {", ".join([*ARCHITECTURES, *DRAWN_AS])}, or such a model\'s hub id.',
                code="unknown_architecture",
            )
        self.name, self.family = architecture, FAMILIES[architecture]
        known = entry_of(given)
        self.guidance = (known and known.guidance) or "classifier-free"
        self.step_distilled = known.steps if known else ()
        self.space = LatentSpace(architecture, 4, self.factor, "scaled", (0.0,))
        self.scheduler_config: dict[str, Any] = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
        with torch.device("meta"):
            told = {"time_cond_proj_dim": EMBEDDED} if self.guidance == "embedded" else {}
            self.unet = UNet2DConditionModel(**ARCHITECTURES[architecture], **told).eval()

    @cached_property
    def ratios(self) -> Sequence[float]:
        return training_ratios(self.scheduler_config)

    @property
    def network(self) -> nn.Module:
        network: nn.Module = self.unet
        return network

    @cached_property
    def layout(self) -> Layout:
        return unet_layout(self.unet)

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        own: int = self.unet.config.sample_size
        return (4, own if height is None else height // self.factor, own if width is None else width // self.factor)

    def check_length(self, prompts: Sequence[str]) -> None:
        """Any length will do."""

    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning:
        return Conditioning({name: torch.zeros(len(prompts), *shape, device="meta") for name, shape in self._told().items()})

    def blank(self, height: int | None = None, width: int | None = None) -> Conditioning | None:
        return self.condition([""])

    def schedule(self, steps: int, solver: str) -> Levels:
        return make_levels(self.scheduler_config, solver, steps)

    def guide(self, with_text: Tensor, without_text: Tensor, scale: float) -> Tensor:
        return guide(with_text, without_text, scale)

    @torch.no_grad()
    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        self.unet(
            torch.empty_like(rows, device="meta"),
            timestep.to("meta"),
            encoder_hidden_states=text.text,
            timestep_cond=torch.empty(len(rows), EMBEDDED, device="meta") if self.guidance == "embedded" else None,
            added_cond_kwargs=self._added(text),
            return_dict=False,
        )
        return torch.zeros_like(rows)

    def decode(self, latents: Tensor) -> Tensor:
        return torch.zeros(len(latents), 3, *(self.factor * side for side in latents.shape[2:]))

    def _told(self) -> dict[str, tuple[int, ...]]:
        """What a row of its conditioning holds, by name, and the shapes."""
        text: dict[str, tuple[int, ...]] = {"text": (TOKENS, self.unet.config.cross_attention_dim)}
        if self.unet.config.addition_embed_type != "text_time":
            return text
        return {**text, "pooled": (POOLED,), "sizes": (SIZES,)}

    def _added(self, text: Conditioning) -> Mapping[str, Tensor] | None:
        """What the network takes beside the text."""
        return {"text_embeds": text.rows["pooled"], "time_ids": text.rows["sizes"]} if "pooled" in text.rows else None

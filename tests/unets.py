"""UNets of a few thousand parameters in the shapes of the real families, and models around them."""

from typing import Any

import torch
from diffusers import UNet2DConditionModel

from obclip.models.families.stable_diffusion import StableDiffusionModel
from tests import tiny

SHAPES: dict[str, dict[str, Any]] = {
    # SD 1.x: cross-attention from the top level on, none at the bottom.
    "sd": {
        "block_out_channels": (32, 32, 64),
        "layers_per_block": 2,
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    },
    # SD 2.x: linear projections, heads that grow.
    "sd2": {
        "block_out_channels": (32, 64),
        "layers_per_block": 1,
        "attention_head_dim": (2, 4),
        "use_linear_projection": True,
        "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    },
    # SDXL and the bundled pair: no cross-attention at the top, several transformer layers below.
    "sdxl": {
        "block_out_channels": (32, 32, 64),
        "layers_per_block": 2,
        "transformer_layers_per_block": (1, 2, 3),
        "use_linear_projection": True,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    },
}


def unet(shape: str, **changes: Any) -> UNet2DConditionModel:
    """Random weights, always the same."""
    common = {"sample_size": 8, "attention_head_dim": 4, "norm_num_groups": 8, "cross_attention_dim": tiny.WIDTH}
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(1)
        return UNet2DConditionModel(**{**common, **SHAPES[shape], **changes}).eval()


def model(shape: str | None = None, **settings: Any) -> StableDiffusionModel:
    """The tiny pipeline, with a UNet of another shape if one is named."""
    pipeline = tiny.pipeline(**settings)
    if shape is not None:
        pipeline.unet = unet(shape)
    return StableDiffusionModel(pipeline, name=shape or "tiny")

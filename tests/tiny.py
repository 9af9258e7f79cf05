"""A Stable Diffusion 1.x pipeline of a few thousand parameters, of the same classes as the real ones, saved to disk."""

import string
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

WIDTH = 32


def tokenizer() -> CLIPTokenizer:
    """Letters and digits as tokens, no merges: every prompt has about as many tokens as characters."""
    symbols = string.ascii_lowercase + string.digits + string.punctuation
    forms = ["<|startoftext|>", "<|endoftext|>", *symbols, *(symbol + "</w>" for symbol in symbols)]
    return CLIPTokenizer(vocab={form: n for n, form in enumerate(forms)}, merges=[], model_max_length=77)


# UNets of the family, each in the smallest form that keeps what is peculiar to it.
UNETS: dict[str, dict[str, Any]] = {
    "plain": {
        "layers_per_block": 1,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
    },
    # SD 1.4 and Realistic Vision: two layers a block, the deepest block without attention.
    "sd-v1-4": {
        "layers_per_block": 2,
        "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    },
    # BK-SDM-small and small-sd: one layer a block.
    "bk-sdm-small": {
        "layers_per_block": 1,
        "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    },
    # BK-SDM-tiny: no mid block, and the deepest resolution is gone.
    "bk-sdm-tiny": {
        "layers_per_block": 1,
        "mid_block_type": None,
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    },
}


def pipeline(
    *, seed: int = 0, unet_seed: int = 0, scaling_factor: float = 0.18215, prediction_type: str = "epsilon", unet_like: str = "plain"
) -> StableDiffusionPipeline:
    """Random weights: `seed` for what both sides share, `unet_seed` for the UNet, which is one of `UNETS`."""
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(seed)
        words = tokenizer()
        text_encoder = CLIPTextModel(
            CLIPTextConfig(
                vocab_size=len(words), hidden_size=WIDTH, intermediate_size=37, num_hidden_layers=2, num_attention_heads=4,
                bos_token_id=0, eos_token_id=1, pad_token_id=1,
            )
        )  # fmt: skip
        vae = AutoencoderKL(
            block_out_channels=(32, 32), in_channels=3, out_channels=3, down_block_types=("DownEncoderBlock2D",) * 2,
            up_block_types=("UpDecoderBlock2D",) * 2, latent_channels=4, scaling_factor=scaling_factor,
        )  # fmt: skip
        torch.default_generator.manual_seed(unet_seed)
        unet = UNet2DConditionModel(
            block_out_channels=(32, 32), sample_size=8, in_channels=4, out_channels=4, attention_head_dim=4,
            cross_attention_dim=WIDTH, **UNETS[unet_like],
        )  # fmt: skip
    # The keys of SD 1.x's own scheduler_config.json, "clip_sample" (which DPM-Solver++ does not know and DDIM does) among them.
    scheduler = DPMSolverMultistepScheduler.from_config(
        {
            "beta_start": 0.00085,
            "beta_end": 0.012,
            "beta_schedule": "scaled_linear",
            "clip_sample": False,
            "set_alpha_to_one": False,
            "skip_prk_steps": True,
            "steps_offset": 1,
            "prediction_type": prediction_type,
        }
    )
    return StableDiffusionPipeline(
        vae=vae.eval(), text_encoder=text_encoder.eval(), tokenizer=words, unet=unet.eval(), scheduler=scheduler,
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip


def save(folder: Path, **settings: Any) -> Path:
    """Build a pipeline and save it as a diffusers folder."""
    pipeline(**settings).save_pretrained(folder)
    return folder

"""An SDXL pipeline of a few thousand parameters, of the same classes as the real ones, and KOALA's shape of its UNet."""

import torch
from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

from tests import tiny

WIDTH = 32
LEVELS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def pipeline(*, seed: int = 0, unet_seed: int = 0, embedded: int | None = None, koala: bool = False) -> StableDiffusionXLPipeline:
    """Random weights: `seed` for what both sides share, `unet_seed` for the UNet. embedded: numbers of an embedded guidance scale."""
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(seed)
        words = tiny.tokenizer()
        encoders = [kind(_text(len(words))).eval() for kind in (CLIPTextModel, CLIPTextModelWithProjection)]
        vae = AutoencoderKL(
            block_out_channels=(32, 32), down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
            latent_channels=4, scaling_factor=0.13025,
        )  # fmt: skip
        torch.default_generator.manual_seed(unet_seed)
        unet = UNet2DConditionModel(
            block_out_channels=(32, 64), layers_per_block=1, sample_size=8, in_channels=4, out_channels=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            mid_block_type=None if koala else "UNetMidBlock2DCrossAttn", attention_head_dim=(2, 4), use_linear_projection=True,
            transformer_layers_per_block=(1, 2), cross_attention_dim=2 * WIDTH, norm_num_groups=8, addition_embed_type="text_time",
            addition_time_embed_dim=8, projection_class_embeddings_input_dim=6 * 8 + WIDTH, time_cond_proj_dim=embedded,
        )  # fmt: skip
    return StableDiffusionXLPipeline(
        vae=vae.eval(), unet=unet.eval(), text_encoder=encoders[0], text_encoder_2=encoders[1],
        tokenizer=words, tokenizer_2=tiny.tokenizer(),
        scheduler=EulerDiscreteScheduler(**LEVELS, timestep_spacing="leading", steps_offset=1), add_watermarker=False,
    )  # fmt: skip


def _text(words: int) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=words, hidden_size=WIDTH, intermediate_size=37, num_hidden_layers=3, num_attention_heads=4, projection_dim=WIDTH,
        bos_token_id=0, eos_token_id=1, pad_token_id=1,
    )  # fmt: skip

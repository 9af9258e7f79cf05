"""The shapes of the bundled networks and the noise schedule that they share; everything is a class of diffusers or transformers."""

from diffusers import AutoencoderTiny, DDIMScheduler, DDPMScheduler, DPMSolverMultistepScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from obclip.models.distilled import IS_DISTILLED, STEPS

LATENT_CHANNELS = 4
LATENT_SIZE = 16
TEXT_WIDTH = 128
TEXT_LENGTH = 77

SCHEDULE = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "prediction_type": "v_prediction",
}

CLOUD = {"block_out_channels": (64, 112, 160), "layers_per_block": 2}
GENERAL_DEVICE = {"block_out_channels": (48, 64, 64), "layers_per_block": 1}
DEVICE = GENERAL_DEVICE | {
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    "mid_block_type": None,
}


def autoencoder(decoder_blocks: tuple[int, ...] = (4, 3, 1, 0), encoder_blocks: tuple[int, ...] = (0, 1, 2, 4)) -> AutoencoderTiny:
    """8x, four latent channels, no residual block at full resolution: 0.48 M parameters with so many blocks a stage."""
    return AutoencoderTiny(
        encoder_block_out_channels=(32,) * 4,
        decoder_block_out_channels=(32,) * 4,
        num_encoder_blocks=encoder_blocks,
        num_decoder_blocks=decoder_blocks,
        latent_channels=LATENT_CHANNELS,
        scaling_factor=1.0,
    )


def text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """CLIP's text tower, three layers of 128."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=len(tokenizer),
            hidden_size=TEXT_WIDTH,
            intermediate_size=4 * TEXT_WIDTH,
            num_hidden_layers=3,
            num_attention_heads=4,
            max_position_embeddings=TEXT_LENGTH,
            projection_dim=TEXT_WIDTH,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.eos_token_id,
        )
    )


def unet(shape: dict) -> UNet2DConditionModel:
    """A UNet of SD 1.x's class: convolutions at 16x16, cross-attention at 8x8 and 4x4.

    `shape` is CLOUD, GENERAL_DEVICE (which draws from noise to picture) or DEVICE, what is left of that one for finishing: composition
    is over at the switch point, so the middle and the attention of the smallest maps go, as in BK-SDM-Small (arXiv 2305.15798).
    """
    common = {
        "sample_size": LATENT_SIZE,
        "in_channels": LATENT_CHANNELS,
        "out_channels": LATENT_CHANNELS,
        "cross_attention_dim": TEXT_WIDTH,
        "attention_head_dim": 4,
        "norm_num_groups": 16,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    }
    return UNet2DConditionModel(**(common | shape))


def noise_schedule() -> DDPMScheduler:
    """The forward process: noising and the velocity target."""
    return DDPMScheduler(**SCHEDULE, clip_sample=False)


def solver() -> DPMSolverMultistepScheduler:
    """The scheduler that is saved with the pair: DPM-Solver++ of second order, trailing timesteps."""
    return DPMSolverMultistepScheduler(**SCHEDULE, algorithm_type="dpmsolver++", solver_order=2, timestep_spacing="trailing")


def few_steps_solver(steps: int) -> DDIMScheduler:
    """The scheduler that is saved beside a device of few steps (stage 7f): it says for how many, from pure noise, and that it takes no
    guidance."""
    made = DDIMScheduler(**SCHEDULE, clip_sample=False, steps_offset=1, timestep_spacing="trailing")
    made.register_to_config(**{IS_DISTILLED: True, STEPS: steps})
    return made

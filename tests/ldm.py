"""The tiny pipeline as one file, in the tensor names that the first Stable Diffusion was published with and other tools keep."""

from pathlib import Path
from typing import Any

from safetensors.torch import save_file
from torch import Tensor

UNET = {
    "conv_in": "input_blocks.0.0",
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "down_blocks.0.resnets.0": "input_blocks.1.0",
    "down_blocks.0.downsamplers.0.conv": "input_blocks.2.0.op",
    "down_blocks.1.resnets.0": "input_blocks.3.0",
    "down_blocks.1.attentions.0": "input_blocks.3.1",
    "mid_block.resnets.0": "middle_block.0",
    "mid_block.attentions.0": "middle_block.1",
    "mid_block.resnets.1": "middle_block.2",
    "up_blocks.0.resnets.0": "output_blocks.0.0",
    "up_blocks.0.attentions.0": "output_blocks.0.1",
    "up_blocks.0.resnets.1": "output_blocks.1.0",
    "up_blocks.0.attentions.1": "output_blocks.1.1",
    "up_blocks.0.upsamplers.0.conv": "output_blocks.1.2.conv",
    "up_blocks.1.resnets.0": "output_blocks.2.0",
    "up_blocks.1.resnets.1": "output_blocks.3.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
}
UNET_LAYERS = {
    "norm1.": "in_layers.0.",
    "conv1.": "in_layers.2.",
    "time_emb_proj.": "emb_layers.1.",
    "norm2.": "out_layers.0.",
    "conv2.": "out_layers.3.",
    "conv_shortcut.": "skip_connection.",
}
VAE = {
    "mid_block.resnets.0": "mid.block_1",
    "mid_block.attentions.0": "mid.attn_1",
    "mid_block.resnets.1": "mid.block_2",
    "conv_norm_out": "norm_out",
    "downsamplers.0": "downsample",
    "upsamplers.0": "upsample",
    "conv_shortcut": "nin_shortcut",
    "resnets": "block",
    "group_norm": "norm",
    "to_q": "q",
    "to_k": "k",
    "to_v": "v",
    "to_out.0": "proj_out",
    "down_blocks": "down",
    "up_blocks.0": "up.1",
    "up_blocks.1": "up.0",
}


def save_as_one_file(pipeline: Any, path: Path) -> Path:
    """Write the weights of `tests.tiny.pipeline()`; tokenizer and scheduler are not in such files."""
    tensors = {
        f"cond_stage_model.transformer.text_model.{name.removeprefix('text_model.')}": tensor
        for name, tensor in pipeline.text_encoder.state_dict().items()
    }
    tensors |= {f"model.diffusion_model.{_unet(name)}": tensor for name, tensor in pipeline.unet.state_dict().items()}
    tensors |= {f"first_stage_model.{_vae(name)}": _picture(name, tensor) for name, tensor in pipeline.vae.state_dict().items()}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path)
    return path


def _unet(name: str) -> str:
    ours, theirs = next((ours, theirs) for ours, theirs in UNET.items() if name.startswith(f"{ours}."))
    rest = name.removeprefix(f"{ours}.")
    if "resnets" in ours:
        layer = next(layer for layer in UNET_LAYERS if rest.startswith(layer))
        rest = UNET_LAYERS[layer] + rest.removeprefix(layer)
    return f"{theirs}.{rest}"


def _vae(name: str) -> str:
    for ours, theirs in VAE.items():
        name = name.replace(ours, theirs)
    return name


def _picture(name: str, tensor: Tensor) -> Tensor:
    """Attention is written as a convolution of one pixel."""
    return tensor[:, :, None, None] if ".attentions." in name and tensor.dim() == 2 else tensor

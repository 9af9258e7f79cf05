"""Where things stand in a network, as names of its modules: data that a family gives, for the cloud to hook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Module names that run one after the other and make one skip connection, or read one.
Layer = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A block of a UNet by its name, and its layers in the order in which they run."""

    name: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Layout:
    """attentions: self- and cross-attentions. before_text: layers that run before anything that depends on text, in order.

    first: makes the first skip connection. down: blocks that make the others. mid: between. up: blocks that read them, the last first.
    """

    attentions: tuple[str, ...] = ()
    before_text: tuple[str, ...] = ()
    first: str = "conv_in"
    down: tuple[Block, ...] = ()
    mid: tuple[str, ...] = ()
    up: tuple[Block, ...] = ()


# Of a network whose blocks cannot be hooked.
NO_LAYOUT = Layout()


def unet_layout(unet: Any) -> Layout:
    """Of a UNet2DConditionModel, whatever its blocks are."""
    from diffusers.models.attention_processor import Attention

    attentions = {name: module for name, module in unet.named_modules() if isinstance(module, Attention)}
    if any(attention.added_kv_proj_dim is not None for attention in attentions.values()):
        return NO_LAYOUT  # text and picture are joined in one attention, as in IF and Kandinsky
    return Layout(
        attentions=tuple(attentions),
        before_text=tuple(_before_text(unet)),
        down=tuple(_block(f"down_blocks.{n}", block, "downsamplers", own_layer=True) for n, block in enumerate(unet.down_blocks)),
        mid=() if unet.mid_block is None else ("mid_block",),
        up=tuple(_block(f"up_blocks.{n}", block, "upsamplers", own_layer=False) for n, block in enumerate(unet.up_blocks)),
    )


def _block(name: str, block: Any, samplers: str, *, own_layer: bool) -> Block:
    """A residual layer with its transformer makes or reads one skip connection; a downsampler makes one of its own, an upsampler belongs
    to the layer before it."""
    attended = getattr(block, "attentions", None) or ()
    layers: list[Layer] = [
        (f"{name}.resnets.{n}", *((f"{name}.attentions.{n}",) if n < len(attended) else ())) for n in range(len(block.resnets))
    ]
    sampling = tuple(f"{name}.{samplers}.{n}" for n in range(len(getattr(block, samplers, None) or ())))
    if sampling and own_layer:
        layers.append(sampling)
    elif sampling:
        layers[-1] += sampling
    return Block(name, tuple(layers))


def _before_text(unet: Any) -> Iterator[str]:
    yield "conv_in"
    if unet.config.addition_embed_type is not None:
        return  # SDXL: the pooled text comes with the time, to every layer that follows
    for i, block in enumerate(unet.down_blocks):
        name, attended = f"down_blocks.{i}", getattr(block, "attentions", None)
        if attended is not None:
            yield f"{name}.resnets.0"
            yield from _before_first_text(f"{name}.attentions.0", attended[0])
            return
        for kind in ("resnets", "downsamplers"):
            yield from (f"{name}.{kind}.{n}" for n in range(len(getattr(block, kind, None) or ())))


def _before_first_text(name: str, transformer: Any) -> Iterator[str]:
    """The projection and the first self-attention of a Transformer2DModel."""
    if not hasattr(transformer, "transformer_blocks"):
        return
    yield f"{name}.proj_in"
    if not transformer.transformer_blocks[0].only_cross_attention:
        yield f"{name}.transformer_blocks.0.attn1"

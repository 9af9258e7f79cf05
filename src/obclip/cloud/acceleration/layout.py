"""Where things stand in a UNet2DConditionModel: its attentions, what comes before the text, and the two ways of cutting it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diffusers.models.attention_processor import Attention
from torch import nn

from obclip.errors import BadRequest

Named = tuple[str, nn.Module]


@dataclass(frozen=True)
class Cut:
    """What a step that reuses blocks does not run: modules by name. kept: those whose outputs it takes instead; of the others the
    shapes are enough, for nothing that runs reads them."""

    modules: tuple[Named, ...]
    kept: frozenset[str]


@dataclass(frozen=True)
class Layout:
    """attentions: self- and cross-attentions. before_text: layers that run before the first cross-attention, in order."""

    attentions: tuple[tuple[str, Attention], ...]
    before_text: tuple[Named, ...]


def layout_of(network: nn.Module) -> Layout:
    """Raises BadRequest for a network with attentions of another kind (with added keys, as in IF and Kandinsky)."""
    attentions = tuple((name, module) for name, module in network.named_modules() if isinstance(module, Attention))
    if any(attention.added_kv_proj_dim is not None for _, attention in attentions):
        raise nothing_hooked("its attentions join text and picture")
    return Layout(attentions, tuple(_before_text(network)) if hasattr(network, "down_blocks") else ())


def nothing_hooked(why: str) -> BadRequest:
    """The error of an acceleration that would do nothing and not say so."""
    return BadRequest(f'The cloud\'s model cannot be accelerated in this way ({why}): ask for acceleration "none".', code="nothing_hooked")


def _before_text(network: Any) -> Iterator[Named]:
    yield "conv_in", network.conv_in
    for i, block in enumerate(network.down_blocks):
        attentions = getattr(block, "attentions", None)
        name = f"down_blocks.{i}"
        if attentions is not None:
            yield f"{name}.resnets.0", block.resnets[0]
            yield from _before_first_text(f"{name}.attentions.0", attentions[0])
            return
        for kind in ("resnets", "downsamplers"):
            yield from ((f"{name}.{kind}.{n}", layer) for n, layer in enumerate(getattr(block, kind, None) or ()))


def _before_first_text(name: str, transformer: Any) -> Iterator[Named]:
    """The projection and the first self-attention of a Transformer2DModel."""
    if not hasattr(transformer, "transformer_blocks"):
        return
    yield f"{name}.proj_in", transformer.proj_in
    first = transformer.transformer_blocks[0]
    if not first.only_cross_attention:
        yield f"{name}.transformer_blocks.0.attn1", first.attn1


def cut_before_up(network: Any) -> Cut:
    """The paper's block skip: down and mid blocks rest, all their outputs are kept; conv_in and the up blocks run."""
    modules = [*_named(network, "down_blocks"), *_mid(network)]
    if not modules:
        raise nothing_hooked("it has no down blocks")
    return Cut(tuple(modules), frozenset(name for name, _ in modules))


def cut_at_branch(network: Any, branch: int) -> Cut:
    """DeepCache: layers up to skip connection `branch` and the up layers that read them run; of the rest one output is kept, the
    input of the first up layer that runs."""
    down, up = _down_layers(network), _up_layers(network)
    if not 0 <= branch < len(down) - 1:
        raise BadRequest(f"cache_branch must be 0 to {len(down) - 2} for this model (got {branch}).", code="bad_acceleration")
    resting_down, resting_up = down[branch + 1 :], up[: len(up) - 1 - branch]
    modules = [*_whole_blocks(network, "down_blocks", resting_down), *_mid(network), *_whole_blocks(network, "up_blocks", resting_up)]
    if not modules:
        raise nothing_hooked("it has no deep blocks")
    return Cut(tuple(modules), frozenset({modules[-1][0]}))


# A layer: the modules that make one skip connection, or that read one.
Layer = tuple[Named, ...]


def _down_layers(network: Any) -> list[Layer]:
    """The layers that make the skip connections, the first (conv_in) first."""
    layers: list[Layer] = [(("conv_in", network.conv_in),)]
    for name, block in _named(network, "down_blocks"):
        layers += _pairs(name, block)
        layers += [tuple(_named(block, "downsamplers", name))] if getattr(block, "downsamplers", None) else []
    return layers


def _up_layers(network: Any) -> list[Layer]:
    """The layers that read the skip connections, the reader of the last first; upsamplers belong to the layer before them."""
    layers: list[Layer] = []
    for name, block in _named(network, "up_blocks"):
        layers += _pairs(name, block)
        layers[-1] += tuple(_named(block, "upsamplers", name))
    return layers


def _pairs(name: str, block: Any) -> list[Layer]:
    resnets, attentions = (list(_named(block, kind, name)) for kind in ("resnets", "attentions"))
    return [(resnet, *attentions[n : n + 1]) for n, resnet in enumerate(resnets)]


def _whole_blocks(network: Any, kind: str, layers: list[Layer]) -> list[Named]:
    """Resting layers as modules: a block whose layers all rest as one."""
    resting = {name for layer in layers for name, _ in layer}
    modules: list[Named] = []
    for name, block in _named(network, kind):
        parts = [part for parts in ("resnets", "attentions", "downsamplers", "upsamplers") for part in _named(block, parts, name)]
        some = [part for part in parts if part[0] in resting]
        modules += [(name, block)] if some and len(some) == len(parts) else _in_order(some)
    return modules


def _in_order(parts: list[Named]) -> list[Named]:
    """As they run: resnet 0, attention 0, resnet 1, ..."""
    order = {"resnets": 0, "attentions": 1, "downsamplers": 2, "upsamplers": 2}
    places = {name: name.split(".")[-2:] for name, _ in parts}
    return sorted(parts, key=lambda part: (order[places[part[0]][0]] == 2, int(places[part[0]][1]), order[places[part[0]][0]]))


def _named(holder: Any, kind: str, prefix: str = "") -> Iterator[Named]:
    start = f"{prefix}." if prefix else ""
    return ((f"{start}{kind}.{n}", module) for n, module in enumerate(getattr(holder, kind, None) or ()))


def _mid(network: Any) -> Iterator[Named]:
    return iter([("mid_block", network.mid_block)] if getattr(network, "mid_block", None) is not None else [])

"""What a loaded pipeline carries beside its own weights, and that each side of a pair draws with its own: LoRA adapters, tokens of
textual inversion, FreeU."""

import re
import warnings
from collections.abc import Iterator
from itertools import count, takewhile
from typing import Any

import torch
from torch import Tensor

from obclip.denoising.solvers import CONSISTENCY
from obclip.errors import PairWarning

from .model import LoadedModel

PARTS = ("unet", "text_encoder", "text_encoder_2")
FREEU = ("s1", "s2", "b1", "b2")
# Between one vector in two number formats.
NEARLY = 1e-2


def adapters(pipeline: Any) -> frozenset[str]:
    """The names of the LoRA adapters of a pipeline, in use or not; one that was fused is among its weights, and is not told."""
    return frozenset(name for part in _parts(pipeline) for name in getattr(part, "peft_config", None) or ())


def weights(pipeline: Any) -> dict[str, frozenset[float]]:
    """The adapters that a pipeline draws with, and what `set_adapters` has their layers weigh them by: not those that are switched off."""
    found: dict[str, set[float]] = {}
    for layer in (module for part in _parts(pipeline) for module in part.modules() if _is_adapted(module)):
        used = set() if layer.disable_adapters else {*layer.active_adapters, *layer.merged_adapters} & layer.scaling.keys()
        for name in used:
            if weight := round(_weight(layer, name), 4):
                found.setdefault(name, set()).add(weight)
    return {name: frozenset(weights) for name, weights in found.items()}


def _parts(pipeline: Any) -> list[Any]:
    return [part for name in PARTS if (part := getattr(pipeline, name, None)) is not None]


def _is_adapted(module: Any) -> bool:
    """Whether it is a layer that peft has put around one of a network's own."""
    return isinstance(getattr(module, "scaling", None), dict) and hasattr(module, "merged_adapters")


def _weight(layer: Any, name: str) -> float:
    """peft keeps it times alpha / r, of rank-stabilised ones times alpha / sqrt(r)."""
    rank, alpha = (getattr(layer, told, {}).get(name, 1.0) for told in ("r", "lora_alpha"))
    if getattr(layer, "use_rslora", {}).get(name):
        rank **= 0.5
    return float(layer.scaling[name]) * float(rank) / float(alpha or 1.0)


def factors(pipeline: Any, name: str) -> dict[str, list[Tensor]]:
    """The low-rank factors of an adapter by the layer that they are added to; nothing of one whose weights are elsewhere."""
    found = {}
    for part in PARTS:
        network = getattr(pipeline, part, None)
        for place, layer in network.named_modules() if network is not None else ():
            held = [getattr(layer, kind, {}) for kind in ("lora_A", "lora_B")]
            if _is_adapted(layer) and all(name in factor and not factor[name].weight.is_meta for factor in held):
                found[f"{part}.{place}"] = [factor[name].weight.detach().float().cpu() for factor in held]
    return found


def tokens(pipeline: Any) -> frozenset[str]:
    """The tokens that textual inversion taught a pipeline, each once however many vectors it has."""
    readers = [reader for part in ("tokenizer", "tokenizer_2") if (reader := getattr(pipeline, part, None)) is not None]
    added = {token for reader in readers for token in reader.added_tokens_encoder if token not in reader.all_special_tokens}
    return frozenset(token for token in added if re.sub(r"_\d+$", "", token) == token or re.sub(r"_\d+$", "", token) not in added)


def vectors(pipeline: Any, token: str) -> list[Tensor]:
    """What each text encoder has learnt for a token, [vectors, width]; nothing of one whose weights are elsewhere."""
    found = []
    for part in ("", "_2"):
        reader, encoder = (getattr(pipeline, f"{kind}{part}", None) for kind in ("tokenizer", "text_encoder"))
        if reader is None or encoder is None or token not in (added := reader.added_tokens_encoder):
            continue
        names = [token, *takewhile(added.__contains__, (f"{token}_{place}" for place in count(1)))]
        table = encoder.get_input_embeddings().weight
        if not table.is_meta:
            found.append(table[[added[name] for name in names]].detach().float().cpu())
    return found


def freeu(pipeline: Any) -> str:
    """Whether FreeU is on, and by which numbers."""
    told = [getattr(block, name, None) for block in pipeline.unet.up_blocks[:1] for name in FREEU]  # all blocks have the same
    return f"on ({', '.join(f'{name}={value:g}' for name, value in zip(FREEU, told, strict=True))})" if all(told) else "off"


def tell_of_one_side(cloud: LoadedModel | None, device: LoadedModel) -> None:
    """Warns of what one side has and the other does not: tokens, or other vectors of theirs, FreeU, and adapters, or other weights of
    theirs, but for one adapter that makes a model take few steps. cloud: None for one elsewhere, which is sent none of these."""
    if cloud is device:
        return
    for said in (
        _carried(device) if cloud is None else (*_of_adapters(cloud, device), *_of_tokens(cloud, device), *_of_freeu(cloud, device))
    ):
        warnings.warn(said, PairWarning, stacklevel=3)


def _of_adapters(cloud: LoadedModel, device: LoadedModel) -> Iterator[str]:
    there, here = weights(cloud.pipeline), weights(device.pipeline)
    for side, other, model, only in (
        ("cloud", "device", cloud, there.keys() - here.keys()),
        ("device", "cloud", device, here.keys() - there.keys()),
    ):
        if len(only) > _may_be_for_few_steps(model):
            yield (
                f"The {side}'s pipeline draws with {', '.join(sorted(only))} and the {other}'s does not. Load the adapter into both and "
                "switch it on in both, or fuse it into both."
            )
    for name in sorted(there.keys() & here.keys()):
        if there[name] != here[name]:
            told = [", ".join(f"{weight:g}" for weight in sorted(side[name])) for side in (there, here)]
            yield (
                f"The adapter {name} weighs {told[0]} in the cloud's pipeline and {told[1]} in the device's. Give it one weight in both: "
                "pipeline.set_adapters(name, weight)."
            )
        there_by, here_by = factors(cloud.pipeline, name), factors(device.pipeline, name)
        pairs = [pair for place in there_by.keys() & here_by.keys() for pair in zip(there_by[place], here_by[place], strict=True)]
        if any(one.shape == other.shape and _differ(one, other) for one, other in pairs):
            yield (
                f"The adapter {name} is another one in the cloud's pipeline than in the device's, though its name is the same. Load one "
                "file into both, or give each a name: load_lora_weights(..., adapter_name=name)."
            )


def _of_tokens(cloud: LoadedModel, device: LoadedModel) -> Iterator[str]:
    there, here = tokens(cloud.pipeline), tokens(device.pipeline)
    for side, other, only in (("cloud", "device", there - here), ("device", "cloud", here - there)):
        if only:
            yield (
                f"The {side}'s pipeline was taught {', '.join(sorted(only))} by textual inversion and the {other}'s was not: it reads "
                "the letters alone. Load the inversion into both."
            )
    for token in sorted(there & here):
        pairs = zip(vectors(cloud.pipeline, token), vectors(device.pipeline, token), strict=False)
        if any(_differ(*pair) for pair in pairs):
            yield f"The cloud's pipeline was taught other vectors for {token} than the device's. Load the same inversion into both."


def _of_freeu(cloud: LoadedModel, device: LoadedModel) -> Iterator[str]:
    if (there := freeu(cloud.pipeline)) != (here := freeu(device.pipeline)):
        yield f"FreeU is {there} in the cloud's pipeline and {here} in the device's. Give both the same: pipeline.enable_freeu(...)."


def _carried(device: LoadedModel) -> Iterator[str]:
    """Of what a cloud elsewhere is not sent."""
    used, taught, free = weights(device.pipeline), tokens(device.pipeline), freeu(device.pipeline)
    told = {
        f"draws with {', '.join(sorted(used))}": len(used) > _may_be_for_few_steps(device),
        f"was taught {', '.join(sorted(taught))} by textual inversion": bool(taught),
        f"has FreeU {free}": free != "off",
    }
    for carried in (carried for carried, there in told.items() if there):
        yield (
            f"The device's pipeline {carried}, which the cloud is not sent: it draws its steps without, unless it was started with a "
            "model that has the same in it."
        )


def _may_be_for_few_steps(model: LoadedModel) -> bool:
    """Whether one of its adapters may be what makes it take few steps: where its own weights are not known to."""
    return model.solver in CONSISTENCY and not model.step_distilled and model.guidance != "embedded"


def _differ(one: Tensor, other: Tensor) -> bool:
    """Whether two encoders have learnt other vectors for a token; those of other widths are for other encoders, and not compared."""
    if len(one) != len(other):
        return True
    return one.shape == other.shape and not torch.allclose(one, other, rtol=NEARLY, atol=NEARLY * float(other.abs().max()))

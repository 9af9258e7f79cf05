"""What a loaded pipeline carries beside its own weights, and that each side of a pair draws with its own: LoRA adapters, tokens of
textual inversion."""

import re
import warnings
from typing import Any

from obclip.denoising.solvers import takes_few_steps
from obclip.errors import PairWarning

from .model import LoadedModel

PARTS = ("unet", "text_encoder", "text_encoder_2")


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


def tokens(pipeline: Any) -> frozenset[str]:
    """The tokens that textual inversion taught a pipeline, each once however many vectors it has."""
    readers = [reader for part in ("tokenizer", "tokenizer_2") if (reader := getattr(pipeline, part, None)) is not None]
    added = {token for reader in readers for token in reader.added_tokens_encoder if token not in reader.all_special_tokens}
    return frozenset(token for token in added if re.sub(r"_\d+$", "", token) == token or re.sub(r"_\d+$", "", token) not in added)


def tell_of_one_side(cloud: LoadedModel, device: LoadedModel) -> None:
    """Warns of what one side has and the other does not: tokens, and adapters, or other weights of theirs, but for one adapter that makes a
    model take few steps."""
    sides = {"cloud": cloud, "device": device}
    used = {side: weights(model.pipeline) for side, model in sides.items()}
    taught = {side: tokens(model.pipeline) for side, model in sides.items()}
    for side, other in (("cloud", "device"), ("device", "cloud")):
        only = used[side].keys() - used[other].keys()
        if len(only) > takes_few_steps(sides[side].solver, sides[side].step_distilled):
            _tell(
                f"The {side}'s pipeline draws with {', '.join(sorted(only))} and the {other}'s does not. Load the adapter into both and "
                "switch it on in both, or fuse it into both."
            )
        if untold := taught[side] - taught[other]:
            _tell(
                f"The {side}'s pipeline was taught {', '.join(sorted(untold))} by textual inversion and the {other}'s was not: it reads "
                "the letters alone. Load the inversion into both."
            )
    for name in sorted(used["cloud"].keys() & used["device"].keys()):
        if used["cloud"][name] != used["device"][name]:
            told = [", ".join(f"{weight:g}" for weight in sorted(used[side][name])) for side in sides]
            _tell(
                f"The adapter {name} weighs {told[0]} in the cloud's pipeline and {told[1]} in the device's. Give it one weight in both: "
                "pipeline.set_adapters(name, weight)."
            )


def _tell(said: str) -> None:
    warnings.warn(said, PairWarning, stacklevel=4)

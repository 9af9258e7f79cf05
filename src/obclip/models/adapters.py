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
    """The names of the LoRA adapters of a pipeline; one that was fused is among its weights, and is not told."""
    parts = [getattr(pipeline, part, None) for part in PARTS]
    return frozenset(name for part in parts for name in getattr(part, "peft_config", None) or ())


def tokens(pipeline: Any) -> frozenset[str]:
    """The tokens that textual inversion taught a pipeline, each once however many vectors it has."""
    readers = [reader for part in ("tokenizer", "tokenizer_2") if (reader := getattr(pipeline, part, None)) is not None]
    added = {token for reader in readers for token in reader.added_tokens_encoder if token not in reader.all_special_tokens}
    return frozenset(token for token in added if re.sub(r"_\d+$", "", token) == token or re.sub(r"_\d+$", "", token) not in added)


def tell_of_one_side(cloud: LoadedModel, device: LoadedModel) -> None:
    """Warns of what one side has and the other does not: tokens, and adapters but for one that makes a model take few steps."""
    sides = {"cloud": cloud, "device": device}
    names = {side: adapters(model.pipeline) for side, model in sides.items()}
    taught = {side: tokens(model.pipeline) for side, model in sides.items()}
    for side, other in (("cloud", "device"), ("device", "cloud")):
        only = names[side] - names[other]
        if only and not takes_few_steps(sides[side].solver, sides[side].step_distilled):
            warnings.warn(
                f"The {side}'s pipeline carries {', '.join(sorted(only))} and the {other}'s does not: its steps are drawn without. "
                "Load the adapter into both, or fuse it into both.",
                PairWarning,
                stacklevel=3,
            )
        if untold := taught[side] - taught[other]:
            warnings.warn(
                f"The {side}'s pipeline was taught {', '.join(sorted(untold))} by textual inversion and the {other}'s was not: it reads "
                "the letters alone. Load the inversion into both.",
                PairWarning,
                stacklevel=3,
            )

"""What a loaded pipeline carries beside its own weights, and that each side of a pair draws with its own: LoRA adapters."""

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


def tell_of_one_side(cloud: LoadedModel, device: LoadedModel) -> None:
    """Warns of adapters that one side has and the other does not, but for one that makes a model take few steps."""
    sides = {"cloud": cloud, "device": device}
    names = {side: adapters(model.pipeline) for side, model in sides.items()}
    for side, other in (("cloud", "device"), ("device", "cloud")):
        only = names[side] - names[other]
        if only and not takes_few_steps(sides[side].solver, sides[side].step_distilled):
            warnings.warn(
                f"The {side}'s pipeline carries {', '.join(sorted(only))} and the {other}'s does not: its steps are drawn without. "
                "Load the adapter into both, or fuse it into both.",
                PairWarning,
                stacklevel=3,
            )

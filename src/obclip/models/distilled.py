"""What a model's own files say of having been distilled for few steps: two entries of its scheduler_config.json. Standard library only.

diffusers keeps entries that a scheduler does not know, and writes them again: the pipeline is loaded and saved as any other.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadRequest

# diffusers' word (Flux 2 Klein) for a model that was distilled for few steps and takes no guidance, and its name of how many they are.
IS_DISTILLED, STEPS = "is_distilled", "num_inference_steps"


def distilled_for(config: Mapping[str, Any]) -> tuple[int, ...]:
    """The number of steps from pure noise that a scheduler's config says its model was distilled for, without guidance; () for a model
    that takes any. Raises BadRequest for a config that says one half of it alone, or no number."""
    said, steps = config.get(IS_DISTILLED, False), config.get(STEPS)
    if said is False:
        return ()
    if said is not True or type(steps) is not int or not 1 <= steps <= MOST_STEPS:
        raise BadRequest(
            f"The scheduler's config of a distilled model must say {IS_DISTILLED}=true and {STEPS}, from pure noise, 1 to {MOST_STEPS} "
            f"(got {said!r} and {steps!r}).",
            code="bad_scheduler",
        )
    return (steps,)


def distilled_in(folder: Path) -> tuple[int, ...]:
    """The same of a model's folder; () for one without a scheduler of its own."""
    file = folder / "scheduler" / "scheduler_config.json"
    return distilled_for(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else ()

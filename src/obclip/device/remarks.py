"""What was asked for and a distilled model on the device does not follow, or was not made for: said, and never ignored in silence.

Standard library only.
"""

from obclip.denoising.guidance import needs_guidance
from obclip.denoising.solvers import CONSISTENCY
from obclip.prompts.negative import Negative

from .halves import Told
from .settings import RunSettings


def remarks(name: str, told: Told, settings: RunSettings, negative: Negative) -> tuple[str, ...]:
    """Sentences, for the steps that are the device's. name: of its model. They quote nothing of the negative prompt."""
    if settings.k == settings.whole:
        return ()
    alone, model, said = settings.k == 0, f'The device\'s model "{name}"', []
    if told.guidance == "none" and settings.guidance_scale is not None and needs_guidance(settings.guidance_scale):
        rest = "guidance_scale changes nothing." if alone else "guidance_scale is for the cloud's steps alone."
        said.append(f"{model} takes no guidance: {rest}")
    unsent = bool(negative.own) if alone else settings.mode == "oblivious" and bool(negative.withheld)
    if told.guidance != "classifier-free" and unsent:
        rest = "it changes nothing." if alone else "the items that the cloud is not sent change nothing."
        said.append(f"{model} takes no negative prompt: {rest}")
    counts, asked = told.step_distilled, settings.device_steps
    if counts and asked is not None and asked not in counts and told.solver not in CONSISTENCY:
        made = ", ".join(map(str, counts))
        said.append(f"{model} was distilled for {made} steps and is run in {asked}: leave device_steps out.")
    return tuple(said)

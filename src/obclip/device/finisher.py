"""Steps k..T-1 with the small model, on the user's own words, and the picture."""

from dataclasses import replace
from typing import Protocol

from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.denoising.levels import Levels
from obclip.denoising.loop import OnStep, denoise
from obclip.models.model import LatentModel, passes_twice, without_text
from obclip.models.prediction import guided


class Watching(Protocol):
    """Looks at the latents after each step. stopped: whether no further one is wanted."""

    stopped: bool

    def after(self, step: int, levels: Levels, latents: Tensor) -> Tensor:
        """The latents [1, C, h, w] to go on with."""


def finish(
    handover: Handover,
    prompt: str,
    model: LatentModel,
    levels: Levels,
    guidance_scale: float,
    seed: int,
    size: tuple[int | None, int | None] = (None, None),
    on_step: OnStep = lambda step: None,
    drawn: int | None = None,
    *,
    negative_prompt: str | None = None,
    watching: Watching | None = None,
) -> Tensor:
    """Algorithm 1, lines 7 to 9: latents [1, C, h, w] after the last step. The solver resumes at `handover.step` with its memory.

    drawn: draws of noise that the cloud's solver has used, for a solver that draws too; one a step if left out.
    negative_prompt: the user's own; None for the model's blank.
    """
    text = model.condition([prompt], *size, guidance_scale)
    blank = without_text(model, negative_prompt, *size) if passes_twice(model, guidance_scale) else None
    predict = guided(model, text, guidance_scale, blank=blank)
    drawn = handover.step if drawn is None else drawn
    ends = [len(levels)] if watching is None else range(handover.step + 1, len(levels) + 1)
    state = handover
    for end in ends:
        used = drawn + state.step - handover.step
        state = denoise(predict, levels, state, end, prediction_type=model.prediction_type, seed=seed, drawn=used, on_step=on_step)
        if watching is not None:
            state = replace(state, latents=watching.after(end - 1, levels, state.latents))
            if watching.stopped:
                break
    return state.latents

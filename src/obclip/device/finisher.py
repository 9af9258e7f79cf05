"""Steps k..T-1 with the small model, on the user's own words, and the picture."""

from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.denoising.levels import Levels
from obclip.denoising.loop import OnStep, denoise
from obclip.models.model import LatentModel
from obclip.models.prediction import guided


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
) -> Tensor:
    """Algorithm 1, lines 7 to 9: latents [1, C, h, w] after the last step. The solver resumes at `handover.step` with its memory.

    drawn: draws of noise that the cloud's solver has used, for a solver that draws too; one a step if left out.
    """
    text, blank = model.condition([prompt], *size, guidance_scale), model.blank(*size)
    predict = guided(model, text, guidance_scale, blank=blank)
    end = denoise(predict, levels, handover, len(levels), prediction_type=model.prediction_type, seed=seed, drawn=drawn, on_step=on_step)
    return end.latents

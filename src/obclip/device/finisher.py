"""Steps k..T-1 with the small model, on the user's own words, and the picture."""

from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.denoising.loop import OnStep, denoise
from obclip.denoising.schedule import Schedule
from obclip.models.model import LatentModel
from obclip.models.prediction import guided


def finish(
    handover: Handover,
    prompt: str,
    model: LatentModel,
    schedule: Schedule,
    guidance_scale: float,
    on_step: OnStep = lambda step: None,
) -> Tensor:
    """Algorithm 1, lines 7 to 9: latents [1, C, h, w] after the last step. The solver resumes at step k with its memory."""
    predict = guided(model, model.condition([prompt]), guidance_scale)
    last = schedule.num_inference_steps
    return denoise(predict, schedule, handover, last, prediction_type=model.prediction_type, on_step=on_step).latents

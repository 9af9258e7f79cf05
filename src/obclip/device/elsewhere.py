"""The cloud's half alone, for a sampler that is not ours: what another program has to be given so that it can go on."""

from dataclasses import dataclass, field, replace

from torch import Tensor

from obclip.denoising.handover import taken_up
from obclip.denoising.levels import Levels
from obclip.errors import BadRequest
from obclip.prompts.safeguard import Safeguarded
from obclip.protocol.request import DenoiseRequest

from .call import Wanted
from .extraction import extract
from .pipeline import Answer, Device, settled
from .seeds import Seeds
from .settings import RunSettings


@dataclass(frozen=True)
class Begun:
    """Where the other sampler takes over. It never leaves the device.

    latents: [1, C, h, w] float32, alpha x0 + sigma noise as `levels` count at their place `step`. levels: the sampler's own schedule, of
    which the steps from `step` on are left. words, negative: the user's own, for the device's model. answer: the cloud's, for other values.
    """

    latents: Tensor = field(repr=False)
    levels: Levels
    step: int
    words: str = field(repr=False)
    negative: str | None = field(repr=False)
    answer: Answer = field(repr=False)


def begun(device: Device, wanted: Wanted, settings: RunSettings, seeds: Seeds) -> Begun:
    """Algorithm 1 of the paper without its last lines. The prompt went through the safeguard's door (`Wish.pictures`).

    device: its model is asked for its space, its levels and its lengths, and predicts nothing. Raises what `Device.answered` raises.
    """
    if not isinstance(wanted.prompt, Safeguarded):
        raise BadRequest("Only the oblivious mode leaves steps to another sampler.", code="bad_mode")

    def look(request: DenoiseRequest) -> None:
        if request.switch_point == request.num_inference_steps:
            raise BadRequest("The switch point leaves no step to the sampler: choose a smaller one.", code="switch_point_too_large")
        seeds.note(request, wanted.seed)

    looking = replace(device, before_sending=look)
    answer = looking.answered(wanted.prompt, settled(device.model, settings), wanted.seed.number, wanted.negative)
    state = taken_up(extract(answer.reply, wanted.prompt.choice), answer.course)
    return Begun(state.latents, answer.course.device, state.step, wanted.prompt.own_prompt, wanted.negative.own, answer)

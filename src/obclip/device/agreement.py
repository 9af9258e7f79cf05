"""Do the cloud's latents mean anything to the device's model? Refused in one sentence if not. Standard library only."""

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels, timestep_of
from obclip.denoising.solvers import path_of
from obclip.errors import BadReply, Disagreement
from obclip.protocol import PROTOCOL
from obclip.protocol.agreement import Agreement
from obclip.protocol.request import DenoiseRequest

from .halves import Drawing

# Schedulers round to whole training timesteps.
NEARLY = 1.0


def check_agreement(agreement: Agreement, model: Drawing, request: DenoiseRequest) -> None:
    """Raises BadReply: protocol, latent space, switch point or schedule are not those asked for."""
    if agreement.protocol != PROTOCOL:
        raise BadReply(f'The cloud speaks "{agreement.protocol}", this device "{PROTOCOL}": update the older one.', code="other_protocol")
    check_space(agreement.space, model, BadReply)
    if agreement.switch_point != request.switch_point:
        raise BadReply(
            f"The cloud stopped at step {agreement.switch_point} instead of {request.switch_point}: check its version.",
            code="other_switch_point",
        )
    levels = agreement.levels
    steps = request.num_inference_steps if request.sigmas is None else request.switch_point
    if (levels.solver, len(levels)) != (request.solver, steps):
        raise BadReply(
            f"The cloud followed {len(levels)} steps of another schedule than the {steps} of {request.solver} that "
            "were asked for: check its version.",
            code="other_schedule",
        )
    if levels.path != path_of(request.solver) or request.sigmas not in (None, levels.sigmas):
        raise BadReply("The cloud followed other noise levels than those asked for: check its version.", code="other_schedule")


def check_space(space: LatentSpace, model: Drawing, error: type[Disagreement] = Disagreement) -> None:
    """Raises Disagreement (of a reply: BadReply) if latents of the cloud's space mean something else to the device's model."""
    if not space.fits(model.space):
        names = f'"{space.name}"', f'"{model.space.name}"'
        raise error(
            f'The cloud works in latent space {names[0]}, the device model "{model.name}" in {names[1]}'
            f"{' of another autoencoder' if names[0] == names[1] else ''}: choose a device model of the same space (obclip models).",
            code="other_latent_space",
        )


def check_noise(levels: Levels, model: Drawing) -> None:
    """Raises BadReply unless the model was trained to meet that much noise at each timestep."""
    apart = (abs(timestep_of(levels.ratio(step), model.ratios) - timestep) for step, timestep in enumerate(levels.timesteps))
    if max(apart) > NEARLY:
        raise BadReply(
            f'The cloud\'s noise levels are not those that the device model "{model.name}" was trained with: choose models of one family.',
            code="other_noise_levels",
        )

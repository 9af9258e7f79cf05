"""Do the cloud's latents mean anything to the device's model? Refused in one sentence if not."""

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.denoising.schedule import timestep_of, training_ratios
from obclip.errors import Disagreement
from obclip.models.model import LatentModel
from obclip.protocol import PROTOCOL
from obclip.protocol.agreement import Agreement
from obclip.protocol.card import ModelCard
from obclip.protocol.request import DenoiseRequest

# Schedulers round to whole training timesteps.
NEARLY = 1.0
# Solvers of networks that were distilled to jump.
CONSISTENCY = ("lcm", "tcd")


def agreed_levels(agreement: Agreement, model: LatentModel, request: DenoiseRequest) -> Levels:
    """The schedule that the cloud has followed, for the device to go on with.

    Raises Disagreement: protocol, latent space, switch point or schedule are not those asked for, or the device's model was trained
    with other noise at the same timesteps.
    """
    if agreement.protocol != PROTOCOL:
        raise Disagreement(
            f'The cloud speaks "{agreement.protocol}", this device "{PROTOCOL}": update the older one.', code="other_protocol"
        )
    check_space(agreement.space, model)
    if agreement.switch_point != request.switch_point:
        raise Disagreement(
            f"The cloud stopped at step {agreement.switch_point} instead of {request.switch_point}: check its version.",
            code="other_switch_point",
        )
    levels = agreement.levels
    if (levels.solver, len(levels)) != (request.solver, request.num_inference_steps):
        raise Disagreement(
            f"The cloud followed {len(levels)} steps of another schedule than the {request.num_inference_steps} of {request.solver} that "
            "were asked for: check its version.",
            code="other_schedule",
        )
    _check_noise(levels, model)
    return levels


def check_cloud(card: ModelCard, model: LatentModel) -> None:
    """Before anything is sent. Raises Disagreement if the device's model cannot go on from what the cloud's would return."""
    check_space(card.space, model)
    if card.solver in CONSISTENCY and model.solver != card.solver:
        raise Disagreement(
            f'The cloud\'s model "{card.id}" takes few large steps ({card.solver}); the device model "{model.name}" was not trained for '
            "such steps: choose a pair of one kind.",
            code="other_steps",
        )


def check_space(space: LatentSpace, model: LatentModel) -> None:
    """Raises Disagreement if latents of the cloud's space mean something else to the device's model."""
    if not space.fits(model.space):
        names = f'"{space.name}"', f'"{model.space.name}"'
        raise Disagreement(
            f'The cloud works in latent space {names[0]}, the device model "{model.name}" in {names[1]}'
            f"{' of another autoencoder' if names[0] == names[1] else ''}: choose a device model of the same space (obclip models).",
            code="other_latent_space",
        )


def _check_noise(levels: Levels, model: LatentModel) -> None:
    """The model must have been trained to meet that much noise at each timestep."""
    ratios = training_ratios(model.scheduler_config)
    apart = (abs(timestep_of(levels.ratio(step), ratios) - timestep) for step, timestep in enumerate(levels.timesteps))
    if max(apart) > NEARLY:
        raise Disagreement(
            f'The cloud\'s noise levels are not those that the device model "{model.name}" was trained with: choose models of one family.',
            code="other_noise_levels",
        )

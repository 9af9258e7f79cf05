"""Do the cloud's latents mean anything to the device's model? Refused in one sentence if not."""

from obclip.denoising.schedule import LEVELS, SOLVERS, Schedule, ScheduleConfig, make_schedule
from obclip.errors import Disagreement
from obclip.models.model import LatentModel
from obclip.protocol import PROTOCOL
from obclip.protocol.agreement import Agreement

BETAS = ("num_train_timesteps", "beta_start", "beta_end", "beta_schedule", "trained_betas", "rescale_betas_zero_snr")


def agreed_schedule(agreement: Agreement, model: LatentModel, num_inference_steps: int, switch_point: int) -> Schedule:
    """The cloud's schedule, rebuilt from its description and checked against its digest and the device model's noise levels.

    Raises Disagreement: protocol, latent space, switch point, noise levels or digest differ.
    """
    if agreement.protocol != PROTOCOL:
        raise Disagreement(
            f'The cloud speaks "{agreement.protocol}", this device "{PROTOCOL}": update the older one.', code="other_protocol"
        )
    if agreement.latent_space != model.latent_space:
        raise Disagreement(
            f'The reply is for latent space "{agreement.latent_space}", the device model "{model.name}" works in "{model.latent_space}": '
            "choose a device model of the same space (obclip models).",
            code="other_latent_space",
        )
    if agreement.switch_point != switch_point:
        raise Disagreement(
            f"The cloud stopped at step {agreement.switch_point} instead of {switch_point}: check its version.", code="other_switch_point"
        )
    schedule = _rebuilt(agreement, num_inference_steps)
    if schedule is None or schedule.digest != agreement.schedule:
        raise Disagreement(
            "The cloud's schedule cannot be rebuilt on this device: use the same version of obclip on both sides.", code="other_schedule"
        )
    _check_betas(schedule.config, model)
    return schedule


def _rebuilt(agreement: Agreement, num_inference_steps: int) -> Schedule | None:
    plain = all(name in LEVELS and isinstance(value, str | int | float | list) for name, value in agreement.levels.items())
    if agreement.solver not in SOLVERS or not plain:
        return None
    try:
        return make_schedule(ScheduleConfig(agreement.solver, agreement.levels), num_inference_steps)
    except (ValueError, TypeError, NotImplementedError, RuntimeError):
        return None


def _check_betas(config: ScheduleConfig, model: LatentModel) -> None:
    own = ScheduleConfig.from_scheduler(model.scheduler_config, config.solver).levels
    different = [name for name in BETAS if config.levels.get(name) != own.get(name)]
    if different:
        raise Disagreement(
            f'The cloud\'s noise levels are not those that the device model "{model.name}" ({", ".join(different)} differ): '
            "choose models of one family.",
            code="other_noise_levels",
        )

"""Which of our solvers a loaded scheduler is: honoured, or told that it is none of ours; never replaced without a word."""

import inspect
from typing import Any

from obclip.denoising.schedule import SCHEDULERS, UNCHOSEN, check_settings, make_levels
from obclip.errors import BadRequest

# What a scheduler must say of the noise that its model was trained with: without it, another class would take its own.
TRAINED = ("num_train_timesteps", "beta_schedule")


def own_solver(scheduler: Any) -> str | None:
    """The solver whose steps are a loaded scheduler's, or None."""
    name = type(scheduler).__name__
    solver = next((solver for solver, (known, _) in SCHEDULERS.items() if known == name), None)
    if solver is None or any(scheduler.config.get(key, value) != value for key, value in SCHEDULERS[solver][1].items()):
        return None
    # diffusers' DDIM takes steps of equal length whatever its timesteps are: between those of linspace it lands elsewhere than they say.
    return None if solver == "ddim" and scheduler.config.timestep_spacing == "linspace" else solver


def check_loaded(scheduler: Any) -> None:
    """Raises BadRequest for what is no scheduler, such as a class that nothing was loaded of."""
    if isinstance(scheduler, type) or not hasattr(scheduler, "config"):
        raise BadRequest(
            f"The pipeline's scheduler must be a loaded scheduler of diffusers (got {scheduler!r}): give it "
            "EulerDiscreteScheduler.from_config(pipeline.scheduler.config) or one like it.",
            code="bad_scheduler",
        )


def settings_of(scheduler: Any) -> dict[str, Any]:
    """The config of a loaded scheduler, where what was registered after it was made counts as chosen.

    Raises BadRequest for settings that no solver of ours follows, for levels that its own cannot run through, and for a class that does not
    say what noise the model was trained with.
    """
    check_loaded(scheduler)
    config = dict(scheduler.config)
    if missing := [name for name in TRAINED if name not in config]:
        raise BadRequest(
            f"A {type(scheduler).__name__} does not say what noise the model was trained with ({', '.join(missing)}): give the pipeline "
            "the scheduler that it was published with.",
            code="bad_scheduler",
        )
    own = inspect.signature(type(scheduler).__init__).parameters
    unchosen = config.get(UNCHOSEN) or ()
    config[UNCHOSEN] = [name for name in unchosen if name in own and name in config and config[name] == own[name].default]
    check_settings(config, type(scheduler).__name__)
    if config.get("rescale_betas_zero_snr") and (solver := own_solver(scheduler)) is not None:
        make_levels(config, solver, 1)
    return config

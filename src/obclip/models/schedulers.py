"""Which of our solvers a loaded scheduler is: honoured, or told that it is none of ours; never replaced without a word."""

import inspect
from typing import Any

from obclip.denoising.schedule import SCHEDULERS, UNCHOSEN, check_settings


def own_solver(scheduler: Any) -> str | None:
    """The solver whose steps are a loaded scheduler's, or None."""
    name = type(scheduler).__name__
    solver = next((solver for solver, (known, _) in SCHEDULERS.items() if known == name), None)
    if solver is None or any(scheduler.config.get(key, value) != value for key, value in SCHEDULERS[solver][1].items()):
        return None
    # diffusers' DDIM takes steps of equal length whatever its timesteps are: between those of linspace it lands elsewhere than they say.
    return None if solver == "ddim" and scheduler.config.timestep_spacing == "linspace" else solver


def settings_of(scheduler: Any) -> dict[str, Any]:
    """The config of a loaded scheduler, where what was registered after it was made counts as chosen.

    Raises BadRequest for settings that no solver of ours follows.
    """
    config = dict(scheduler.config)
    own = inspect.signature(type(scheduler).__init__).parameters
    unchosen = config.get(UNCHOSEN) or ()
    config[UNCHOSEN] = [name for name in unchosen if name in own and name in config and config[name] == own[name].default]
    check_settings(config)
    return config

"""Which of our solvers a loaded scheduler is: honoured, or told that it is none of ours; never replaced without a word."""

from typing import Any

from obclip.denoising.schedule import SCHEDULERS


def own_solver(scheduler: Any) -> str | None:
    """The solver whose steps are a loaded scheduler's, or None."""
    name = type(scheduler).__name__
    solver = next((solver for solver, (known, _) in SCHEDULERS.items() if known == name), None)
    if solver is None or any(scheduler.config.get(key, value) != value for key, value in SCHEDULERS[solver][1].items()):
        return None
    return solver

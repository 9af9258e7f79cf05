"""Which of our solvers a loaded scheduler is: honoured, or told that it is none of ours; never replaced without a word."""

from typing import Any

from obclip.denoising.schedule import SCHEDULERS

# What must be so for the scheduler's steps to be those of our solver of that name.
NEEDED: dict[str, dict[str, Any]] = {
    "dpmsolver++": {"algorithm_type": "dpmsolver++", "solver_order": 2, "solver_type": "midpoint"},
    "lcm": {"timestep_scaling": 10.0},
}


def own_solver(scheduler: Any) -> str | None:
    """The solver whose steps are a loaded scheduler's, or None."""
    name = type(scheduler).__name__
    solver = next((solver for solver, (known, _) in SCHEDULERS.items() if known == name), None)
    if solver is None or any(scheduler.config.get(key, value) != value for key, value in NEEDED.get(solver, {}).items()):
        return None
    return solver

"""One step of denoising, whoever evaluates the network: what it is to see, and the state after what it says. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .handover import Handover
from .levels import Levels
from .solvers import advance, predicted, remembers

if TYPE_CHECKING:
    from torch import Tensor


def seen_by_network(levels: Levels, state: Handover) -> Tensor:
    """The latents [N, C, h, w] as the network takes them at the state's step."""
    return state.latents * levels.scale(state.step) if levels.path == "ve" else state.latents


def stepped(levels: Levels, state: Handover, output: Tensor, prediction_type: str, noise: Tensor | None = None) -> Handover:
    """The state after its step. output: the network's, guided, for what it saw; noise: [1, C, h, w] for stochastic solvers."""
    found = predicted(levels, state.step, seen_by_network(levels, state), output, prediction_type)
    latents = advance(levels, state.step, state.latents, found, state.previous_x0, noise)
    return Handover(latents, found.x0 if remembers(levels.solver) else None, state.step + 1)

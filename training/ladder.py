"""The few levels of a student, and how what arrives from the cloud model is put on one of them."""

from torch import Tensor, nn

from obclip.denoising.join import nearest
from obclip.denoising.schedule import make_levels
from obclip.denoising.solvers import advance, predicted
from training.handovers import STEPS
from training.networks import solver
from training.stretch import half_if_fast


class Ladder:
    """levels: the student's few, of which a hand-over leaves the last; cloud: the cloud model's own."""

    def __init__(self, steps: int) -> None:
        self.levels = make_levels(dict(solver().config), "ddim", steps)
        self.cloud = make_levels(dict(solver().config), "dpmsolver++", STEPS)

    def __len__(self) -> int:
        return len(self.levels)

    def place_of(self, k: int) -> int:
        """The student's level where the cloud ends that would stop after k steps by itself; pure noise for none."""
        return nearest(self.levels, self.cloud.lam(k), 1) if k else 0

    def noised(self, clean: Tensor, place: int, noise: Tensor) -> Tensor:
        alpha, sigma = self.levels.counts(place)
        return alpha * clean + sigma * noise

    def arrived(self, latents: Tensor, clean: Tensor, k: int) -> Tensor:
        """[B, 4, 16, 16] at `place_of(k)`, with the noise and the clean latents that they have after k of the cloud model's steps."""
        alpha, sigma = self.cloud.counts(k)
        return self.noised(clean, self.place_of(k), (latents - alpha * clean) / sigma)

    def wanted(self, state: Tensor, place: int, end: Tensor) -> Tensor:
        """The velocity that predicts the end."""
        alpha, sigma = self.levels.counts(place)
        return (alpha * state - end) / sigma

    def stepped(self, state: Tensor, place: int, velocity: Tensor) -> Tensor:
        """The student's own step."""
        found = predicted(self.levels, place, state, velocity, "v_prediction")
        return advance(self.levels, place, state, found, None, None)

    def run(self, student: nn.Module, state: Tensor, place: int, hidden: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """The student's steps from `place` on: the states [B, 4, 16, 16] before each and after the last, and its velocities."""
        states, velocities = [state], []
        for step in range(place, len(self)):
            with half_if_fast():
                velocities.append(student(states[-1], self.levels.timesteps[step], hidden, return_dict=False)[0].float())
            states.append(self.stepped(states[-1], step, velocities[-1]))
        return states, velocities

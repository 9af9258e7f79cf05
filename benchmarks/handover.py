"""The hand-over law on the bundled, trained pair: a device that begins at the cloud's noise level, beside one that is a constant ahead.

Usage: python -m benchmarks.handover --prompts 8

The cloud takes eight steps of a consistency model, which an ideal one plays: its clean latents are the cloud model's own, by six steps of
DPM-Solver++ from wherever it stands, and it draws noise anew. The device has 25 steps of DPM-Solver++. Each error is the root mean square
of the final latents' difference to the device's own 50 steps from exactly the cloud's level, in the median over prompts: what is left at
the right level is the solver's own error.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from torch import Tensor, cat

from obclip.denoising.handover import Handover, taken_up
from obclip.denoising.join import Side, join
from obclip.denoising.levels import Levels, signal_at, timestep_of
from obclip.denoising.loop import Predict, denoise
from obclip.denoising.noise import draws
from obclip.denoising.schedule import make_levels, training_ratios
from obclip.evaluation.items import Item, read_items
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.models.prediction import guided
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT

# The paper's settings for LCM-SDXL: eight steps on the cloud, 25 on the device, and a device that is eight positions ahead.
CLOUD_STEPS, DEVICE_STEPS, PAPERS_SHIFT = 8, 25, 8
# Of the ideal consistency function, and of the reference.
INNER_STEPS, FINE_STEPS = 6, 50
FEW: tuple[Side, ...] = ("cloud",)


@dataclass(frozen=True)
class Row:
    """One switch point. timestep: where the cloud stops. place: the device's first step. Errors, of latents: beginning at exactly the
    cloud's level (exact), at the device's level of that place (nearest), eight positions ahead (constant; None where there is no such)."""

    switch_point: int
    timestep: float
    place: int
    exact: float
    nearest: float
    constant: float | None

    @property
    def shift(self) -> int:
        return self.place - self.switch_point


class Trial:
    """The bundled pair and some prompts."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.cloud, self.device = (load_model(name, dtype="float32", device="cpu") for name in (CLOUD_DEFAULT, DEVICE_DEFAULT))
        self.items = items
        self.few = make_levels(self.cloud.scheduler_config, "lcm", CLOUD_STEPS)
        self.own = make_levels(self.device.scheduler_config, "dpmsolver++", DEVICE_STEPS)
        self.ratios = training_ratios(self.device.scheduler_config)

    def rows(self, switch_points: Sequence[int]) -> list[Row]:
        states = self.states(max(switch_points))
        return [self.row(k, states[k]) for k in switch_points]

    def states(self, most: int) -> list[Tensor]:
        """The cloud's latents before each of its steps, [B, C, h, w] each: an ideal consistency model's, with the seeds of the items."""
        predict, shape = self._predict(self.cloud), (1, *self.cloud.latent_shape())
        first, *fresh = (cat(each) for each in islice(zip(*(draws(item.seed, shape) for item in self.items), strict=True), most + 1))
        states = [first]
        for step, noise in enumerate(fresh):
            clean = self._down(self.cloud, predict, states[-1], step, INNER_STEPS)
            alpha, sigma = self.few.counts(step + 1)
            states.append(alpha * clean + sigma * noise)
        return states

    def row(self, k: int, state: Tensor) -> Row:
        predict, handover = self._predict(self.device), Handover(state, None, k)
        fine = self._down(self.device, predict, state, k, FINE_STEPS)
        course = join(self.few, self.own, k, distilled=FEW, time_of=partial(timestep_of, ratios=self.ratios))

        def error(levels: Levels, start: Handover) -> float:
            end = denoise(predict, levels, start, len(levels), prediction_type=self.device.prediction_type).latents
            return float((end - fine).pow(2).flatten(1).mean(1).sqrt().median())

        ahead = k + PAPERS_SHIFT
        return Row(
            k,
            self.few.timesteps[k],
            course.resume,
            error(course.device, taken_up(handover, course)),
            error(self.own, Handover(state, None, course.resume)),
            error(self.own, Handover(state, None, ahead)) if ahead < DEVICE_STEPS else None,
        )

    def _predict(self, model: LatentModel) -> Predict:
        return guided(model, model.condition([item.prompt for item in self.items]), model.guidance_scale)

    def _down(self, model: LatentModel, predict: Predict, state: Tensor, step: int, steps: int) -> Tensor:
        """From the level of a step of the cloud to clean, in equal stretches of training time."""
        first = self.few.timesteps[step]
        timesteps = tuple(float(round(first * (1 - part / steps))) for part in range(steps))
        sigmas = (*(self.ratios[int(timestep)] for timestep in timesteps), 0.0)
        levels = Levels("vp", "dpmsolver++", sigmas, timesteps)
        assert abs(signal_at("vp", sigmas[0]) - self.few.counts(step)[0]) < 1e-4, "both models were trained with one noise"
        return denoise(predict, levels, Handover(state, None, 0), steps, prediction_type=model.prediction_type).latents


def table(rows: Sequence[Row]) -> str:
    """Markdown."""
    lines = [
        f"| k of {CLOUD_STEPS} | timestep | the device begins at | shift | exact level | nearest level | always {PAPERS_SHIFT} ahead |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        constant = "-" if row.constant is None else f"{row.constant:.3f}"
        lines.append(
            f"| {row.switch_point} | {row.timestep:.0f} | {row.place} of {DEVICE_STEPS} | {row.shift} "
            f"| {row.exact:.3f} | {row.nearest:.3f} | {constant} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=int, default=8)
    args = parser.parse_args()
    print(table(Trial(read_items(None, 0, most=args.prompts)).rows(range(1, CLOUD_STEPS))))


if __name__ == "__main__":
    main()

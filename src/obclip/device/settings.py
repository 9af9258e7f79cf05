"""What a run needs besides the prompt: the one place of its defaults, in Python and at the command line. Standard library only."""

import secrets
from dataclasses import dataclass, replace
from typing import Final

from obclip.denoising.levels import MOST_STEPS
from obclip.denoising.solvers import check_solver
from obclip.errors import BadRequest
from obclip.protocol.acceleration import AUTO, Acceleration, Preset
from obclip.protocol.request import LARGEST_GUIDANCE, LARGEST_SIDE
from obclip.protocol.whole import as_real, as_whole, told_number

MODES: Final = ("oblivious", "hybrid", "cloud-only", "device-only")
HISTORIES: Final = ("carry", "restart")
OUTPUT_TYPES: Final = ("pil", "np", "pt", "latent")
# The cloud's share of its steps where the user names no switch point: the paper's 10 of 25.
CLOUDS_SHARE = 0.4
# Whole numbers below it are exact in every reader of JSON: JavaScript's and jq's have none but floats.
EXACT: Final = 2**53
WHOLE: Final = ("num_inference_steps", "cloud_steps", "device_steps", "switch_point", "height", "width")


@dataclass(frozen=True)
class RunSettings:
    """diffusers' names where it has one. switch_point k: steps 0..k-1 of the cloud's schedule are the cloud's; None for 0.4 of them.

    guidance_scale, solver: None for each model's own.
    acceleration: how the cloud saves work: "auto" (the cheapest plan that was measured to keep the quality), a preset's name, a preset
    with fields that differ, or an acceleration's values. family: of the models, as far as plans were measured on it; settled with them.
    parts_last: of a tree, the attribute whose candidates part last ("gender" if left out); the cloud is told places of axes, no names.
    cloud_steps, device_steps: in how many steps each side's whole schedule goes from noise to picture; None for num_inference_steps, and
    for a model that was distilled for few steps, one of the numbers that it was distilled for.
    mode: oblivious; hybrid and cloud-only (the cloud is sent the bare prompt); device-only. history: whether the solver's memory is
    carried over the switch point or restarted. output_type: pil, np, pt or latent.
    """

    num_inference_steps: int = 25
    switch_point: int | None = None
    guidance_scale: float | None = None
    solver: str | None = None
    height: int | None = None
    width: int | None = None
    acceleration: str | Preset | Acceleration = AUTO
    parts_last: str | None = None
    cloud_steps: int | None = None
    device_steps: int | None = None
    mode: str = MODES[0]
    history: str = HISTORIES[0]
    output_type: str = OUTPUT_TYPES[0]
    family: str = ""

    def __post_init__(self) -> None:
        for name in WHOLE:
            object.__setattr__(self, name, as_whole(getattr(self, name)))
        object.__setattr__(self, "guidance_scale", as_real(self.guidance_scale))

    @property
    def whole(self) -> int:
        """The switch point after which nothing is left for the device, as the user counts."""
        return self.cloud_steps or self.num_inference_steps

    @property
    def k(self) -> int:
        """The switch point, spelt out; those modes that one side runs alone have no use for the one given."""
        if self.mode in ("device-only", "cloud-only"):
            return 0 if self.mode == "device-only" else self.whole
        return usual_switch_point(self.whole) if self.switch_point is None else self.switch_point

    def of_size(self, latent_height: int, latent_width: int, factor: int) -> "RunSettings":
        """The size spelt out in pixels, so that both sides draw the device model's own where the user named none."""
        return replace(self, height=latent_height * factor, width=latent_width * factor)

    def check(self) -> "RunSettings":
        """These settings. Raises BadRequest for what is no number where one is asked for, a word that is none of the known, and numbers
        out of range, so far as they can be told without a model."""
        self._check_numbers()
        if self.solver is not None:
            check_solver(self.solver)
        check_choice("mode", self.mode, MODES)
        check_choice("history", self.history, HISTORIES)
        check_choice("output_type", self.output_type, OUTPUT_TYPES)
        k = self.k if self.switch_point is None else self.switch_point
        if not 0 <= k <= self.whole:
            most = "num_inference_steps" if self.cloud_steps is None else "cloud_steps"
            raise BadRequest(
                f"switch_point must be 0 to {most} (got {k} and {self.whole}).",
                code="switch_point_too_large" if k > 0 else "bad_switch_point",
            )
        return self

    def _check_numbers(self) -> None:
        for name in WHOLE:
            value = getattr(self, name)
            if value is None and name != "num_inference_steps":
                continue
            if not isinstance(value, int) or isinstance(value, bool):
                raise BadRequest(f"{name} must be a whole number (got {told_number(value)}).", code="bad_number")
            if name.endswith("steps"):
                _check_range(name, value, 1, MOST_STEPS)
            elif name != "switch_point" and self.mode != "device-only":
                _check_range(name, value, 1, LARGEST_SIDE)
        scale = self.guidance_scale
        if scale is not None:
            if not isinstance(scale, int | float) or isinstance(scale, bool):
                raise BadRequest(f"guidance_scale must be a number (got {told_number(scale)}).", code="bad_number")
            _check_range("guidance_scale", scale, 0, LARGEST_GUIDANCE)
        if not isinstance(self.acceleration, str | Preset | Acceleration):
            raise BadRequest(
                f"acceleration must be a plan's name, a Preset or an Acceleration (got {self.acceleration!r}).", code="bad_number"
            )
        if isinstance(self.acceleration, str):
            Preset(self.acceleration)


def _check_range(name: str, value: float, least: int, most: int) -> None:
    """Raises BadRequest; nan is out of every range."""
    if not least <= value <= most:
        raise BadRequest(f"{name} must be {least} to {most} (got {value}).", code="bad_steps" if name.endswith("steps") else "bad_number")


# All the defaults, by their names.
USUAL = RunSettings()


def fresh_seed() -> int:
    """From the operating system, for each request: a seed used for two requests would link them. One that every reader of JSON takes up as
    it was told, so that it gives the same picture again."""
    return secrets.randbelow(EXACT)


def usual_switch_point(steps: int) -> int:
    """k for a cloud's schedule of so many steps: 10 of 25, 2 of 4, and never none at all."""
    return max(1, round(CLOUDS_SHARE * steps))


def check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raises BadRequest that lists what is allowed."""
    if value not in allowed:
        raise BadRequest(f"{name} must be one of {', '.join(allowed)} (got {value!r}).", code=f"bad_{name}")

"""The candidate set and the settings of a run -> the request. No parameter here can hold the choice."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from obclip.denoising.solvers import path_of
from obclip.errors import BadRequest, NotClosed
from obclip.prompts.candidates import Axis, CandidateSet
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.protocol.acceleration import Acceleration, Preset, chosen
from obclip.protocol.request import LARGEST_SEED, DenoiseRequest

# What changes the layout of a picture least, as measured by `python -m benchmarks.branching`: it may part last.
PARTS_LAST = "gender"


@dataclass(frozen=True)
class RunSettings:
    """What a run needs besides the prompt; diffusers' names. switch_point k: steps 0..k-1 of the cloud's schedule are the cloud's.

    guidance_scale, solver: None for each model's own.
    acceleration: how the cloud saves work: a preset's name, a preset with fields that differ, or an acceleration's values.
    parts_last: of a tree, the attribute whose candidates part last ("gender" if left out); the cloud is told places of axes, no names.
    cloud_steps, device_steps: in how many steps each side's whole schedule goes from noise to picture; None for num_inference_steps, and
    for a model that was distilled for few steps, one of the numbers that it was distilled for.
    """

    num_inference_steps: int = 25
    switch_point: int = 10
    guidance_scale: float | None = None
    solver: str | None = None
    height: int | None = None
    width: int | None = None
    acceleration: str | Preset | Acceleration = "none"
    parts_last: str | None = None
    cloud_steps: int | None = None
    device_steps: int | None = None

    @property
    def whole(self) -> int:
        """The switch point after which nothing is left for the device, as the user counts."""
        return self.cloud_steps or self.num_inference_steps

    def for_mode(self, mode: str) -> "RunSettings":
        """The settings of one of the modes; those that one side runs alone have no use for the switch point given.

        Raises BadRequest for steps or a switch point out of range.
        """
        alone = {"device-only": 0, "cloud-only": self.whole}
        settings = replace(self, switch_point=alone.get(mode, self.switch_point))
        settings.check()
        return settings

    def of_size(self, latent_height: int, latent_width: int, factor: int) -> "RunSettings":
        """The size spelt out in pixels, so that both sides draw the device model's own where the user named none."""
        return replace(self, height=latent_height * factor, width=latent_width * factor)

    def check(self) -> None:
        """Raises BadRequest unless each number of steps is at least 1 and 0 <= k <= T."""
        for name in ("num_inference_steps", "cloud_steps", "device_steps"):
            steps = getattr(self, name)
            if steps is not None and steps < 1:
                raise BadRequest(f"{name} must be at least 1 (got {steps}).", code="bad_steps")
        if not 0 <= self.switch_point <= self.whole:
            most = "num_inference_steps" if self.cloud_steps is None else "cloud_steps"
            raise BadRequest(
                f"switch_point must be 0 to {most} (got {self.switch_point} and {self.whole}).",
                code="switch_point_too_large" if self.switch_point > 0 else "bad_switch_point",
            )


def fresh_seed() -> int:
    """From the operating system, for each request: a seed used for two requests would link them."""
    return secrets.randbelow(LARGEST_SEED)


def build_request(candidates: CandidateSet, settings: RunSettings, seed: int, sigmas: tuple[float, ...] | None = None) -> DenoiseRequest:
    """Algorithm 1, line 1: what leaves the device. Raises NotClosed without a certificate, BadRequest for settings out of range."""
    if not candidates.certificate.closed:
        raise NotClosed("Nothing was sent: the candidates are not certified to be closed.")
    return plain_request(candidates.prompts, settings, seed, axes=candidates.axes, neutral=candidates.neutral, sigmas=sigmas)


def parting_order(axes: Sequence[Axis], last: str = PARTS_LAST) -> tuple[int, ...]:
    """Places of the axes in the order in which a tree parts: what changes the layout least comes last, otherwise the smallest first.

    last: another attribute; where there is no such axis, the smallest first. Raises BadRequest for one that is never an axis.
    """
    known = sorted({*default_taxonomy().attributes, *(axis.attribute for axis in axes)})
    if last not in known:
        raise BadRequest(f"parts_last must be one of {', '.join(known)}.", code="bad_acceleration")
    return tuple(sorted(range(len(axes)), key=lambda place: (axes[place].attribute == last, len(axes[place].values))))


def plain_request(
    prompts: tuple[str, ...],
    settings: RunSettings,
    seed: int,
    *,
    axes: Sequence[Axis] = (),
    neutral: str | None = None,
    sigmas: tuple[float, ...] | None = None,
) -> DenoiseRequest:
    """The request for prompts as they are: `build_request` calls it with candidates, the comparison modes with the bare prompt.

    axes: what the prompts are the product of, the last axis fastest; only trees are told, and no more than sizes and an order.
    neutral: the prompt without any value, for the plans that begin with one trajectory; the mean of the prompts' text if left out.
    sigmas: noise levels for the cloud to run through instead of its schedule's first ones: a function of the two models and the settings.
    """
    if settings.solver is None or settings.guidance_scale is None:
        raise BadRequest("solver and guidance_scale must be settled before a request is made.", code="bad_request")
    return DenoiseRequest(
        prompts=prompts,
        seed=seed,
        num_inference_steps=settings.num_inference_steps,
        switch_point=settings.switch_point,
        guidance_scale=settings.guidance_scale,
        solver=settings.solver,
        path=path_of(settings.solver),
        sigmas=sigmas,
        acceleration=told_acceleration(settings, axes, neutral),
        height=settings.height,
        width=settings.width,
    )


def told_acceleration(settings: RunSettings, axes: Sequence[Axis] = (), neutral: str | None = None) -> Acceleration:
    """What a request says of saving work: the values, with what they need to know of the set of candidates. Raises BadRequest."""
    asked = chosen(settings.acceleration, settings.switch_point)
    if settings.parts_last is not None and not asked.tree:
        raise BadRequest("parts_last is for trees only: tree, candidate-tree.", code="bad_acceleration")
    if asked.tree and not asked.axes:
        order = parting_order(axes, settings.parts_last or PARTS_LAST)
        asked = replace(asked, axes=tuple(len(axis.values) for axis in axes), order=order)
    if asked.begins_together and asked.neutral_prompt is None and neutral is not None:
        asked = replace(asked, neutral_prompt=neutral)
    return asked

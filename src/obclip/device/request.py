"""The candidate set and the settings of a run -> the request. No parameter here can hold the choice."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from obclip.denoising.noise import LARGEST_SEED
from obclip.errors import BadRequest, NotClosed
from obclip.prompts.candidates import Axis, CandidateSet
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.protocol.request import DenoiseRequest

# The cloud's presets that need to know how the candidates branch, and those that begin with a prompt without any value.
TREES = ("tree", "candidate-tree")
PREFIXES = (*TREES, "fast", "neutral-prefix")
# What changes the layout of a picture least, as measured by `python -m benchmarks.branching`: it may part last.
PARTS_LAST = "gender"


@dataclass(frozen=True)
class RunSettings:
    """What a run needs besides the prompt; diffusers' names. switch_point k: steps 0..k-1 are the cloud's, k..T-1 the device's.

    acceleration: the name of one of the cloud's presets, and after a colon fields that differ: "fast:cache_interval=3;neutral_prefix=1".
        For trees `parts_last="age"` names the attribute whose candidates part last; the cloud is told places of axes, no names.
    """

    num_inference_steps: int = 25
    switch_point: int = 10
    guidance_scale: float = 3.0
    solver: str = "dpmsolver++"
    height: int | None = None
    width: int | None = None
    acceleration: str = "none"

    def for_mode(self, mode: str) -> "RunSettings":
        """The settings of one of the modes; those that one side runs alone have no use for the switch point given.

        Raises BadRequest for steps or a switch point out of range.
        """
        alone = {"device-only": 0, "cloud-only": self.num_inference_steps}
        settings = replace(self, switch_point=alone.get(mode, self.switch_point))
        settings.check()
        return settings

    def of_size(self, latent_height: int, latent_width: int, factor: int) -> "RunSettings":
        """The size spelt out in pixels, so that both sides draw the device model's own where the user named none."""
        return replace(self, height=latent_height * factor, width=latent_width * factor)

    def check(self) -> None:
        """Raises BadRequest unless 1 <= T and 0 <= k <= T."""
        if self.num_inference_steps < 1:
            raise BadRequest(f"num_inference_steps must be at least 1 (got {self.num_inference_steps}).", code="bad_steps")
        if not 0 <= self.switch_point <= self.num_inference_steps:
            raise BadRequest(
                f"switch_point must be 0 to num_inference_steps (got {self.switch_point} and {self.num_inference_steps}).",
                code="switch_point_too_large" if self.switch_point > 0 else "bad_switch_point",
            )


def fresh_seed() -> int:
    """From the operating system, for each request: a seed used for two requests would link them."""
    return secrets.randbelow(LARGEST_SEED)


def build_request(candidates: CandidateSet, settings: RunSettings, seed: int) -> DenoiseRequest:
    """Algorithm 1, line 1: what leaves the device. Raises NotClosed without a certificate, BadRequest for settings out of range."""
    if not candidates.certificate.closed:
        raise NotClosed("Nothing was sent: the candidates are not certified to be closed.")
    return plain_request(candidates.prompts, settings, seed, axes=candidates.axes, neutral=candidates.neutral)


def parting_order(axes: Sequence[Axis], last: object = PARTS_LAST) -> tuple[int, ...]:
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
) -> DenoiseRequest:
    """The request for prompts as they are: `build_request` calls it with candidates, the comparison modes with the bare prompt.

    axes: what the prompts are the product of, the last axis fastest; only trees are told, and no more than sizes and an order.
    neutral: the prompt without any value, for the plans that begin with one trajectory; the mean of the prompts' text if left out.
    """
    try:
        return DenoiseRequest(
            prompts=prompts,
            seed=seed,
            num_inference_steps=settings.num_inference_steps,
            switch_point=settings.switch_point,
            guidance_scale=settings.guidance_scale,
            solver=settings.solver,  # type: ignore[arg-type]  # pydantic refuses others
            acceleration=told_plan(settings.acceleration, axes, neutral),
            height=settings.height,
            width=settings.width,
        )
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadRequest(f"{place}: {first['msg'].removeprefix('Value error, ')}".removeprefix(": "), code="bad_request") from None


def read_plan(text: str) -> tuple[str, dict[str, Any]]:
    """The name and the fields of "name:field=value;field=value", values as in JSON. Raises BadRequest for another form."""
    name, _, changes = text.partition(":")
    try:
        pairs = [part.partition("=") for part in changes.split(";") if part.strip()]
        return name.strip(), {field.strip(): json.loads(value) for field, _, value in pairs}
    except ValueError:
        raise BadRequest('An acceleration is a name, or like "fast:cache_interval=3;neutral_prefix=1".', code="bad_acceleration") from None


def told_plan(plan: str, axes: Sequence[Axis] = (), neutral: str | None = None) -> Any:
    """What a request says of a plan: its name, with what it needs to know of the set of candidates. Raises BadRequest as above."""
    name, changes = read_plan(plan)
    told: dict[str, Any] = {}
    if name in TREES:
        order = parting_order(axes, changes.pop("parts_last", PARTS_LAST))
        told = {"axes": tuple(len(axis.values) for axis in axes), "order": order}
    elif "parts_last" in changes:
        raise BadRequest(f"parts_last is for trees only: {', '.join(TREES)}.", code="bad_acceleration")
    if name in PREFIXES and neutral is not None:
        told["neutral_prompt"] = neutral
    told |= changes
    return {"plan": name, **told} if told else name

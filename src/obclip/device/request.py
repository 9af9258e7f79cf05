"""The candidate set and the settings of a run -> the request. No parameter here can hold the choice."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from obclip.denoising.solvers import path_of
from obclip.errors import BadRequest, NotClosed
from obclip.prompts.candidates import Axis, CandidateSet
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.protocol.acceleration import TREES, Acceleration
from obclip.protocol.automatic import Situation, settled
from obclip.protocol.request import DenoiseRequest

from .settings import MODES, RunSettings

# What changes the layout of a picture least, as measured by `python -m benchmarks.branching`: it may part last.
PARTS_LAST = "gender"


def build_request(
    candidates: CandidateSet,
    settings: RunSettings,
    seed: int,
    sigmas: tuple[float, ...] | None = None,
    negative_prompt: str | None = None,
) -> DenoiseRequest:
    """Algorithm 1, line 1: what leaves the device. Raises NotClosed without a certificate, BadRequest for settings out of range.

    negative_prompt: what `prompts.negative` lets pass of the user's, a function of that one alone.
    """
    if not candidates.certificate.closed:
        raise NotClosed("Nothing was sent: the candidates are not certified to be closed.")
    axes, neutral = candidates.axes, candidates.neutral
    return plain_request(candidates.prompts, settings, seed, axes=axes, neutral=neutral, sigmas=sigmas, negative_prompt=negative_prompt)


def parting_order(axes: Sequence[Axis], last: str = PARTS_LAST) -> tuple[int, ...]:
    """Places of the axes in the order in which a tree parts: what changes the layout least comes last, otherwise the smallest first.

    last: another attribute; where there is no such axis, the smallest first. Raises BadRequest for one that is never an axis.
    """
    _check_last(last, (axis.attribute for axis in axes))
    return tuple(sorted(range(len(axes)), key=lambda place: (axes[place].attribute == last, len(axes[place].values))))


def _check_last(last: str, attributes: Iterable[str]) -> None:
    known = sorted({*default_taxonomy().attributes, *attributes})
    if last not in known:
        raise BadRequest(f"parts_last must be one of {', '.join(known)}.", code="bad_acceleration")


def check_plan(settings: RunSettings, attributes: Iterable[str] = ()) -> None:
    """The plan of a run that tells no cloud of candidates, so far as it can be told without them: what would be refused with two is
    refused here. attributes: of the user's own taxonomy. Raises BadRequest."""
    if settings.parts_last is not None:
        _check_last(settings.parts_last, attributes)
    drawn = replace(settings, mode=MODES[0], switch_point=settings.switch_point or None, parts_last=settings.parts_last and PARTS_LAST)
    plan = told_acceleration(drawn, 2)
    if settings.k == 0:  # of another mode the cloud's own steps count, and the request is checked
        plan.check_steps(drawn.k)


def plain_request(
    prompts: tuple[str, ...],
    settings: RunSettings,
    seed: int,
    *,
    axes: Sequence[Axis] = (),
    neutral: str | None = None,
    sigmas: tuple[float, ...] | None = None,
    negative_prompt: str | None = None,
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
        switch_point=settings.k,
        guidance_scale=settings.guidance_scale,
        solver=settings.solver,
        path=path_of(settings.solver),
        sigmas=sigmas,
        negative_prompt=negative_prompt,
        acceleration=told_acceleration(settings, len(prompts), axes, neutral),
        height=settings.height,
        width=settings.width,
    )


def told_acceleration(settings: RunSettings, candidates: int, axes: Sequence[Axis] = (), neutral: str | None = None) -> Acceleration:
    """What a request says of saving work: the values, with what they need to know of the set of candidates. Raises BadRequest."""
    sizes = tuple(len(axis.values) for axis in axes)
    situation = Situation(candidates, settings.k, settings.num_inference_steps, settings.family, sizes)
    asked = settled(settings.acceleration, situation)
    if settings.parts_last is not None and not (asked.tree or candidates == 1):
        raise BadRequest(f"parts_last is for trees only: {TREES}.", code="bad_acceleration")
    if asked.tree and asked.axes in ((), sizes) and not asked.order:
        asked = replace(asked, axes=sizes, order=parting_order(axes, settings.parts_last or PARTS_LAST))
    if asked.neutral_prompt not in (None, neutral):
        why = "the device makes it of the prompt, and words of your own would be sent as they are"
        raise BadRequest(f"neutral_prompt is not for you to name: {why}. Leave it out.", code="bad_acceleration")
    if asked.begins_together and neutral is not None:
        asked = replace(asked, neutral_prompt=neutral)
    return asked

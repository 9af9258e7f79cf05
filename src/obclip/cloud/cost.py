"""What a request costs on a given architecture: the true engine, run on the meta device, without weights and in seconds."""

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Literal

from obclip.errors import BadRequest
from obclip.models.weightless import WeightlessModel
from obclip.protocol.acceleration import AUTO, TREES, Acceleration, Preset
from obclip.protocol.automatic import Situation, settled
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work

from .engine import Engine, work_of

Count = Literal["executed", "paper"]
# The kinds of work that the paper's counter saw: it read neither map times v nor the pivot's own q k^T.
SEEN_BY_PAPER = ("weights", "maps")


def cost(
    architecture: str,
    plan: str | Preset | Acceleration,
    *,
    candidates: int,
    switch_point: int,
    steps: int = 25,
    axes: Sequence[int] = (),
    count: Count = "executed",
) -> Work:
    """The work of one request with the model's guidance for N candidates, beside one plain generation of T steps.

    axes: sizes of the candidates' axes, for trees; the prime factors of N if left out. They part as a device asks it: the smallest (as
    gender is) last, the others smallest first. count: "paper" reads the same execution as the paper's Table 7 does: no refresh is
    charged, nor map times v, nor the pivot's own map. (Its T are floating-point operations of the conditional rows alone, which equal
    multiply-accumulates of both rows, as given here.) Raises BadRequest.
    """
    sizes = tuple(axes) or prime_factors(candidates)
    model = WeightlessModel(architecture)
    if model.step_distilled and steps not in model.step_distilled:
        counts = ", ".join(map(str, model.step_distilled))
        raise BadRequest(f'"{architecture}" was distilled for few steps: steps must be one of {counts} (got {steps}).', code="bad_steps")
    family = "" if model.step_distilled else model.family  # as a device has it
    engine, situation = Engine(model, most_rows=None), Situation(candidates, switch_point, steps, family, sizes)
    asked = settled(plan, situation)
    if axes and not asked.tree and plan not in (AUTO, Preset(AUTO)):
        raise BadRequest(f"axes are for trees only: {TREES}.", code="bad_acceleration")
    asked = replace(asked, axes=sizes, order=smallest_last(sizes)) if asked.tree else asked
    if count == "executed":
        request = _request(candidates, switch_point, steps, asked, guidance_scale=7.5)
        job = engine.prepare(request)
        return work_of(engine.run(job)[1], request, twice=job.twice)
    asked = replace(asked, refresh_interval=None) if asked.cache_point or asked.skip_point else asked
    parts = _seen_by_paper(engine, _request(candidates, switch_point, steps, asked, guidance_scale=1.0))
    plain = steps * sum(_seen_by_paper(engine, _request(1, 1, steps, Acceleration(), guidance_scale=1.0)).values())
    total = sum(parts.values())
    return Work(plain_generation_macs=plain, request_macs=total, multiple=total / plain, by_part=parts)


def _request(candidates: int, switch_point: int, steps: int, asked: Acceleration, *, guidance_scale: float) -> DenoiseRequest:
    return DenoiseRequest(
        prompts=tuple(f"candidate {place}" for place in range(candidates)),
        seed=0,
        num_inference_steps=steps,
        switch_point=switch_point,
        guidance_scale=guidance_scale,
        acceleration=asked,
    )


def _seen_by_paper(engine: Engine, request: DenoiseRequest) -> dict[str, int]:
    ledger = engine.denoise_and_book(request)[1]
    return {part: 2 * macs for part, macs in ledger.by_part(SEEN_BY_PAPER).items()}


def prime_factors(number: int) -> tuple[int, ...]:
    """6 -> (2, 3); their product is the number."""
    factors: list[int] = []
    divisor = 2
    while number > prod(factors):
        while number // prod(factors) % divisor == 0:
            factors.append(divisor)
        divisor += 1
    return tuple(factors)


def smallest_last(axes: Sequence[int]) -> tuple[int, ...]:
    """(2, 3, 5) -> places (1, 2, 0)."""
    order = sorted(range(len(axes)), key=lambda place: axes[place])
    return (*order[1:], *order[:1])

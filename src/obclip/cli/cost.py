"""`obclip cost`: what a request costs the cloud, before anything is loaded or sent."""

import json
from dataclasses import asdict
from math import prod
from typing import Annotated, Literal

import typer

from obclip.device.settings import USUAL, usual_switch_point
from obclip.errors import BadRequest
from obclip.models.registry import entry_of

from .generate_options import model_names
from .plans import read_plan

Count = Literal["executed", "paper"]


def cost(
    architecture: Annotated[
        str, typer.Option(help="A model's name or hub id (obclip models), sd-v1.4, or bundled.", autocompletion=model_names)
    ] = "bundled",
    candidates: Annotated[int, typer.Option(help="Candidate prompts N.", min=1, max=256)] = 6,
    switch_point: Annotated[int | None, typer.Option(help="Steps k that the cloud runs; 0.4 T if left out.", min=1)] = None,
    steps: Annotated[
        int | None, typer.Option(help="Denoising steps T; 25, or what the model was distilled for, if left out.", min=1, max=1000)
    ] = None,
    plan: Annotated[str, typer.Option(help='auto, none, exact, paper, fast, tree ..., or like "fast:cache_interval=2".')] = str(
        USUAL.acceleration
    ),
    axes: Annotated[str | None, typer.Option(help="Sizes of the candidates' axes, for trees, for example 2,3; N's prime factors.")] = None,
    count: Annotated[Count, typer.Option(help="executed: all that is computed; paper: as the paper's tables count.")] = "executed",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Count the multiply-accumulates of a request: the true engine on shapes alone, without weights."""
    known = entry_of(architecture)
    steps = steps or max(known.steps if known else (), default=USUAL.num_inference_steps)
    switch_point = switch_point or usual_switch_point(steps)
    if switch_point > steps:
        raise BadRequest(f"switch_point must not be above steps (got {switch_point} and {steps}).", code="switch_point_too_large")
    sizes = _sizes(axes)
    if sizes and prod(sizes) != candidates:
        raise BadRequest(f"--axes must multiply to --candidates (got {axes} for {candidates}).", code="bad_axes")
    preset, last = read_plan(plan)
    if last is not None:
        raise BadRequest(
            "parts_last names an attribute of a prompt, and here are only sizes: leave it out, --axes says how large the axes are.",
            code="bad_acceleration",
        )
    from obclip.in_process import cost_of_plan

    settings = {"candidates": candidates, "switch_point": switch_point, "steps": steps}
    work = cost_of_plan(architecture, preset, **settings, axes=sizes, count=count)
    if as_json:
        typer.echo(json.dumps({"architecture": architecture, "plan": plan, **settings, "count": count, **asdict(work)}))
        return
    typer.echo(f"{architecture}, N = {candidates}, k = {switch_point} of {steps} steps, plan {plan}, count {count}")
    typer.echo(f"one plain generation {work.plain_generation_macs / 1e12:9.3f} T multiply-accumulates")
    typer.echo(f"this request         {work.request_macs / 1e12:9.3f} T = {work.multiple:.3f} plain generations")
    for part, macs in work.by_part.items():
        typer.echo(f"  {part:<18} {macs / 1e12:9.3f} T")


def _sizes(axes: str | None) -> tuple[int, ...]:
    try:
        return tuple(int(size) for size in axes.split(",")) if axes else ()
    except ValueError:
        raise BadRequest("--axes must be whole numbers with commas between, for example 2,3.", code="bad_axes") from None

"""`obclip evaluate acceleration`: what the plans that save work cost, and what they do to the pictures."""

import json
from pathlib import Path
from typing import Annotated

import typer

from .measuring import items_of, lab_of, measure, numbers, world_of
from .measuring_options import Measured, measuring
from .plans import read_plan, written_plans


@measuring(out=Path("acceleration"), prompts=100, batch=10)
def acceleration(
    told: Measured,
    plans: Annotated[str, typer.Option(help='Plans of the cloud, with commas, or "all".')] = "none,exact,paper,fast,tree,auto",
    candidates: Annotated[str, typer.Option(help="Numbers of candidates N, with commas.")] = "2,6,30",
) -> None:
    """Quality per cost: every plan x N x k beside the unaccelerated request and the controls; a Pareto plot, and what auto may take."""
    from obclip.evaluation import figures
    from obclip.evaluation.accelerated import AccelerationLab, Plan, acceleration_courses, check_plans
    from obclip.evaluation.cheapest import chosen as cheapest
    from obclip.protocol.acceleration import AUTO, PRESETS

    chosen = [Plan(text, *read_plan(text)) for text in ([*PRESETS, AUTO] if plans == "all" else written_plans(plans))]
    courses = acceleration_courses(chosen, numbers(candidates, "--candidates"), numbers(told.switch_points), told.steps)
    items = items_of(told)
    check_plans(courses, items, told.steps)
    plain = lab_of(told)
    lab = AccelerationLab(plain.cloud, plain.device, steps=told.steps, guidance_scale=told.guidance_scale)
    study, rows = measure(told, items, courses, lab, "acceleration")
    people = world_of(told).people
    found = cheapest(rows, courses, told.steps, f"{lab.cloud.name}, {lab.device.name}", people)
    (told.out / "chosen.json").write_text(json.dumps({lab.cloud.family: found}, indent=1) + "\n")
    figures.pareto(rows, told.out / "pareto.png", people)
    figures.contact_sheet(study, told.out / "contact-sheet.png")

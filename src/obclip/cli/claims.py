"""`obclip evaluate claims`: what the paper says of the pictures, on this pair."""

from pathlib import Path

import typer

from .measuring import items_of, lab_of, measure, numbers, world_of
from .measuring_options import Measured, measuring


@measuring(out=Path("claims"), prompts=300)
def claims(told: Measured) -> None:
    """The paper's claims on this pair: who goes first (Fig. 3), wrong prompts (Fig. 4), history, and two controls."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import claim_courses
    from obclip.evaluation.verdicts import as_markdown, verdicts
    from obclip.evaluation.worlds import said

    people = world_of(told).people
    claimed, items, lab = claim_courses(numbers(told.switch_points), told.steps), items_of(told), lab_of(told)
    courses = [course for course in claimed if lab.timetable.able(course)]
    if len(courses) < len(claimed):
        typer.echo("Left out, since the device was distilled for few steps: client first, and the solver's memory.", err=True)
    study, rows = measure(told, items, courses, lab, "claims")
    figures.quality_against_cost(rows, told.out / "quality-against-cost.png")
    table = as_markdown(verdicts(rows, told.steps, people))
    (told.out / "verdicts.md").write_text(table)
    typer.echo(table + f"\nPercentages: {said(people)} as prompted, mean.")
    figures.share_of_the_server(rows, told.out / "server-first-or-client-first.png")
    figures.wrong_for_long(rows, told.out / "wrong-prompt.png", people)
    figures.contact_sheet(study, told.out / "contact-sheet.png")

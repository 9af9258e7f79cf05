"""`obclip evaluate utility`: how good the pictures are in each mode."""

from pathlib import Path
from typing import Annotated

import typer

from obclip.errors import BadRequest

from .measuring import items_of, lab_of, measure, numbers, words
from .measuring_options import Measured, Seeds, measuring


@measuring(out=Path("utility"))
def utility(
    told: Measured,
    modes: Annotated[str, typer.Option(help="With commas; client-first may join them.")] = "cloud-only,device-only,hybrid,oblivious",
    seeds: Seeds = 1,
) -> None:
    """Quality of the pictures in each mode: attribute accuracy, FID, KID, IS, CLIP; writes tables, plots and a contact sheet."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import utility_courses

    if not words(modes):
        raise BadRequest('--modes names at least one mode, such as "oblivious".', code="no_modes")
    courses = utility_courses(tuple(words(modes)), numbers(told.switch_points), told.steps)
    study, rows = measure(told, items_of(told, seeds), courses, lab_of(told), "utility")
    figures.quality_against_cost(rows, told.out / "quality-against-cost.png")
    figures.share_of_the_server(rows, told.out / "server-first-or-client-first.png")
    figures.contact_sheet(study, told.out / "contact-sheet.png")

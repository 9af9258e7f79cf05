"""The options of the safeguard, the same for every command that has them."""

from typing import Annotated, Literal

import typer

MaxCandidates = Annotated[int, typer.Option(help="The most candidates; attributes beyond it are left out of what the cloud sees.", min=1)]
Cues = Annotated[
    Literal["keep", "withhold", "refuse"] | None,
    typer.Option(help="Words that betray a value without naming it; if left out, those of an attribute that is hidden are withheld."),
]

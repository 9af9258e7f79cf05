"""`obclip explain`: what is hidden, what stays visible and what the cloud will be sent, before anything is sent."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from obclip.prompts.explain import describe_by
from obclip.prompts.summary import Summary, summarise_by

from .safeguard_options import Cues, Detectors, MaxCandidates, Taxonomy, rules_of

HIDDEN, KEPT, OUT = "bold green", "bold yellow", "bold magenta"
SHOWN = 6


def explain(
    prompt: Annotated[str, typer.Argument(help="The prompt. It stays on this device.")],
    max_candidates: MaxCandidates = 64,
    cues: Cues = None,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
) -> None:
    """Show in colour what of a prompt is hidden, what is withheld and what still hints at it; nothing is sent."""
    rules = rules_of(max_candidates, cues, taxonomy, detector)
    found: dict[str, Any] = describe_by(prompt, rules)
    summary = summarise_by(prompt, rules)
    console = Console(highlight=False)
    console.print(_coloured(prompt, found), soft_wrap=True)
    console.print(
        Text.assemble(("hidden", HIDDEN), "  ", ("withheld from the cloud", OUT), "  ", ("stays and hints at a value", KEPT), "\n")
    )
    for line in _lines(found, summary):
        console.print(line, markup=False, soft_wrap=True)
    console.print("\nThe cloud would be sent:", markup=False)
    for candidate in found["candidates"][:SHOWN]:
        console.print(f"  {candidate}", markup=False, soft_wrap=True)
    if summary.n > SHOWN:
        console.print(f"  … and {summary.n - SHOWN} more (obclip candidates shows all)", markup=False)


def _coloured(prompt: str, found: dict[str, Any]) -> Text:
    text = Text(prompt)
    for cue in found["cues"]:
        text.stylize(KEPT, cue["start"], cue["end"])
    for axis in found["axes"]:
        for start, end in axis["spans"]:
            text.stylize(HIDDEN, start, end)
    for piece in found["withheld"]:
        text.stylize(OUT, piece["start"], piece["end"])
    return text


def _lines(found: dict[str, Any], summary: Summary) -> list[str]:
    if summary.n == 1:
        lines = ["Nothing sensitive was found: N = 1, the cloud would see the prompt below as it is. That is not private."]
    else:
        lines = [
            f"N = {summary.n} candidates, certified closed: {summary.bits:.1f} bits.",
            f"A guess is right with 1/N = {summary.bound:.3f} if the cloud thinks each as likely; other words and habits may tell it more.",
        ]
    for visible in summary.visible:
        known = f", of which block the cloud learns: {visible.bits:.1f} bits" if visible.bits else ""
        lines.append(f"{visible.attribute}: one of {', '.join(visible.block)}{known}")
    for cue in found["cues"]:
        words = found["prompt"][cue["start"] : cue["end"]]
        if words in summary.kept:
            lines.append(
                f'"{words}" stays and hints at {cue["attribute"]} = {cue["value"]}: pass --cues withhold to keep it from the cloud.'
            )
    if summary.generalised:
        lines.append(f"Made neutral for all candidates: {', '.join(summary.generalised)}.")
    return lines

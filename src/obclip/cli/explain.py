"""`obclip explain`: what is hidden, what stays visible and what the cloud will be sent, before anything is sent."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from obclip.prompts.explanation import Explanation, Single
from obclip.prompts.safeguard import safeguard

from .prompt_source import PROMPT_HELP, one_prompt
from .safeguard_options import Guarding, guarded

HIDDEN, KEPT, OUT, UNKNOWN = "bold green", "bold yellow", "bold magenta", "bold red"
WHY: dict[Single, str] = {
    "nobody": "Nothing about persons was found",
    "nothing said": "Persons are shown, and nothing sensitive is said of them",
    "left out": "What is said of persons is left out, for more candidates would be needed than are allowed",
    "not understood": "Not understood: nothing is known of the words in red, so that what they say cannot be hidden",
}
ALL_WITHHELD = "All that was found is withheld from the cloud"
SHOWN = 6


@guarded
def explain(
    guarding: Guarding,
    prompt: Annotated[str, typer.Argument(help=PROMPT_HELP)],
) -> None:
    """Show in colour what of a prompt is hidden, what is withheld and what still hints at it; nothing is sent."""
    done = safeguard(one_prompt(prompt), guarding.rules())
    console = Console(highlight=False)
    console.print(_coloured(done.explanation), soft_wrap=True)
    legend = (
        ("hidden", HIDDEN),
        "  ",
        ("withheld from the cloud", OUT),
        "  ",
        ("stays and hints at a value", KEPT),
        "  ",
        ("unknown", UNKNOWN),
    )
    console.print(Text.assemble(*legend, "\n"))
    for line in _lines(done.explanation):
        console.print(line, markup=False, soft_wrap=True)
    console.print("\nThe cloud would be sent:", markup=False)
    for candidate in done.candidates.prompts[:SHOWN]:
        console.print(f"  {candidate}", markup=False, soft_wrap=True)
    if len(done.candidates) > SHOWN:
        console.print(f"  … and {len(done.candidates) - SHOWN} more (obclip candidates shows all)", markup=False)


def _coloured(found: Explanation) -> Text:
    text = Text(found.prompt)
    for cue in found.cues:
        text.stylize(KEPT, cue.start, cue.end)
    for word in found.unknown:
        text.stylize(UNKNOWN, word.start, word.end)
    for axis in found.axes:
        for start, end in axis.spans:
            text.stylize(HIDDEN, start, end)
    for piece in found.withheld:
        text.stylize(OUT, piece.start, piece.end)
    return text


def _lines(found: Explanation) -> list[str]:
    if found.single is not None:
        why = ALL_WITHHELD if found.withheld and found.single != "not understood" else WHY[found.single]
        lines = [f"{why}: N = 1, the cloud would see the prompt below as it is. That is not private."]
    else:
        lines = [
            f"N = {found.n} candidates, certified closed: {found.bits:.1f} bits.",
            f"A guess is right with 1/N = {found.bound:.3f} if the cloud thinks each as likely; other words and habits may tell it more.",
        ]
    for axis in found.axes:
        known = f", of which block the cloud learns: {axis.bits:.1f} bits" if axis.bits else ""
        lines.append(f"{axis.attribute}: one of {', '.join(axis.values)}{known}")
    for cue in found.kept:
        words = found.prompt[cue.start : cue.end]
        lines.append(f'"{words}" stays and hints at {cue.attribute} = {cue.value}: pass --cues withhold to keep it from the cloud.')
    if found.withheld:
        lines.append(f"Withheld from the cloud: {', '.join(found.words(found.withheld))}.")
    if found.unknown:
        lines.append(f"Nothing is known of: {', '.join(found.words(found.unknown))} (--unknown show|withhold|refuse).")
    if found.generalised:
        lines.append(f"Made neutral for all candidates: {', '.join(found.generalised)}.")
    return lines

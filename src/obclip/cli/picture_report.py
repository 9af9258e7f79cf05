"""What `obclip generate` tells of the pictures that it has written: lines, or one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from obclip.device.output import ObliviousPipelineOutput


@dataclass(frozen=True)
class Written:
    """A picture and its file. prompt: its number, from 1. replaced: whether a file of that name was there.
    latents: the name under which they are kept."""

    result: ObliviousPipelineOutput
    prompt: int
    file: Path
    sheet: Path | None
    others: tuple[tuple[str, Path], ...] = ()
    replaced: bool = False
    latents: str | None = None


def report(written: Written, mode: str) -> None:
    """A few lines of one picture."""
    result, n = written.result, len(written.result.candidates)
    if mode == "oblivious" and n > 1:
        typer.echo(f"N = {n} candidates, certified closed. Guess bound 1/N = {1 / n:.3f}, if the cloud thinks each as likely beforehand.")
    elif n:
        typer.echo("N = 1: not private, the cloud saw the prompt.")
    else:
        typer.echo("Nothing was sent: all steps ran on this device.")
    if result.work is not None:
        typer.echo(f"The cloud's work: {result.work.multiple:.2f} plain generations.")
    typer.echo(f"cloud {result.cloud_seconds:.1f} s, device {result.device_seconds:.1f} s")
    typer.echo(f"seed {result.seed}")
    typer.echo(
        f"picture: {written.file}" + (" (replaced)" if written.replaced else "") + (f", sheet: {written.sheet}" if written.sheet else "")
    )
    for words, file in written.others:
        typer.echo(f"  {words}: {file}, without a request")
    if written.latents is not None:
        typer.echo(f"kept: {written.latents} (obclip other {written.latents} PROMPT VALUE asks no cloud)")


def report_json(written: list[Written], mode: str) -> None:
    """All pictures as one object."""
    typer.echo(json.dumps({"mode": mode, "pictures": [_plain(one) for one in written]}))


def _plain(written: Written) -> dict[str, Any]:
    result = written.result
    return {
        "prompt_number": written.prompt,
        "file": str(written.file),
        "sheet": str(written.sheet) if written.sheet else None,
        "others": [{"value": words, "file": str(file)} for words, file in written.others],
        "latents": written.latents,
        "seed": result.seed,
        "n": len(result.candidates),
        "negative_prompt_sent": result.negative_prompt,
        "work": None if result.work is None else asdict(result.work),
        "cloud_seconds": round(result.cloud_seconds, 3),
        "device_seconds": round(result.device_seconds, 3),
    }

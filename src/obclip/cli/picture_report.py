"""What `obclip generate` tells of the pictures that it has written: lines, or one JSON object."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from obclip.errors import CannotWrite

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


@dataclass
class Teller:
    """Tells of pictures as they are written. Where standard output takes nothing more (a full disk, a pipe that nobody reads), standard
    error is told instead, so that drawing goes on and no seed is lost; `check` says so."""

    mode: str
    as_json: bool
    failed: OSError | None = None
    written: list[Written] = field(default_factory=list)

    def tell(self, one: Written) -> None:
        """As lines at once; as JSON they are told together, by `end`."""
        self.written.append(one)
        if not self.as_json:
            self._echo(_lines(one, self.mode))

    def end(self) -> None:
        """Tells what is told together."""
        if self.as_json and self.written:
            self._echo([json.dumps({"mode": self.mode, "pictures": [_plain(one) for one in self.written]})])

    def check(self) -> None:
        """Raises CannotWrite if standard output could not be written."""
        if self.failed is not None:
            why = self.failed.strerror or type(self.failed).__name__
            raise CannotWrite(f"Standard output could not be written ({why}): what it should have told is on standard error.")

    def _echo(self, lines: list[str]) -> None:
        try:
            if self.failed is None:
                typer.echo("\n".join(lines))
                return
        except OSError as error:
            self.failed = error
            _leave_stdout()
        typer.echo("\n".join(lines), err=True)


def _leave_stdout() -> None:
    """What is left in its buffer would fail once more when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines(written: Written, mode: str) -> list[str]:
    """Of one picture."""
    result, n = written.result, len(written.result.candidates)
    lines = []
    if mode == "oblivious" and n > 1:
        lines.append(f"N = {n} candidates, certified closed. Guess bound 1/N = {1 / n:.3f}, if the cloud thinks each as likely beforehand.")
    elif n:
        lines.append("N = 1: not private, the cloud saw the prompt.")
    else:
        lines.append("Nothing was sent: all steps ran on this device.")
    if result.work is not None:
        lines.append(f"The cloud's work: {result.work.multiple:.2f} plain generations.")
    lines.append(f"cloud {result.cloud_seconds:.1f} s, device {result.device_seconds:.1f} s")
    lines.append(f"seed {result.seed}")
    lines.append(
        f"picture: {written.file}" + (" (replaced)" if written.replaced else "") + (f", sheet: {written.sheet}" if written.sheet else "")
    )
    for words, file in written.others:
        lines.append(f"  {words}: {file}, without a request")
    if written.latents is not None:
        lines.append(f"kept: {written.latents} (obclip other {written.latents} PROMPT VALUE asks no cloud)")
    return lines


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

"""`obclip generate`: one private picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from obclip.device.settings import HISTORIES, MODES, USUAL, RunSettings
from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT
from obclip.prompts.rules import DEFAULT_RULES

from .plans import read_plan
from .safeguard_options import Cues, Detectors, Language, MaxCandidates, Taxonomy, Unknown, rules_of

# The rooms below the command load torch, which takes seconds: they are imported when a picture is wanted, not for `--help`.
if TYPE_CHECKING:
    from PIL.Image import Image

    from obclip.device.output import ObliviousPipelineOutput
    from obclip.device.pipeline import Progress as OnProgress
    from obclip.in_process import ObliviousPipeline
    from obclip.prompts.safeguard import Safeguarded

Mode = Literal["oblivious", "hybrid", "cloud-only", "device-only"]
History = Literal["carry", "restart"]
Solver = Literal["dpmsolver++", "ddim", "euler", "euler-ancestral", "lcm", "tcd"]
NumberFormat = Literal["float32", "bfloat16", "float16"]

console = Console(stderr=True, highlight=False)


def generate(
    prompt: Annotated[str, typer.Argument(help="What to draw. It stays on this device.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture's file.")] = Path("out.png"),
    cloud: Annotated[str | None, typer.Option(help="URL of an obclip cloud, for example http://127.0.0.1:8765.")] = None,
    cloud_model: Annotated[
        str | None, typer.Option(help="Run the cloud half in this process, with this model (a name, folder or hub id).")
    ] = None,
    device_model: Annotated[str, typer.Option(help="The small model (a name, folder or hub id).")] = DEVICE_DEFAULT,
    steps: Annotated[int, typer.Option(help="Denoising steps T.")] = USUAL.num_inference_steps,
    switch_point: Annotated[int | None, typer.Option(help="Steps k that the cloud runs; 0.4 T if left out.")] = USUAL.switch_point,
    guidance_scale: Annotated[float | None, typer.Option(help="Classifier-free guidance; each model's own if left out.")] = None,
    height: Annotated[int | None, typer.Option(help="Pixels; the model's own size if left out.")] = None,
    width: Annotated[int | None, typer.Option(help="Pixels; the model's own size if left out.")] = None,
    seed: Annotated[int | None, typer.Option(help="For the same picture again; a fresh one if left out, which is more private.")] = None,
    sheet: Annotated[Path | None, typer.Option(help="Also write a sheet of what the cloud could see.")] = None,
    mode: Annotated[Mode, typer.Option(help="The others are for comparison and, but for device-only, not private.")] = MODES[0],
    history: Annotated[History, typer.Option(help="What becomes of the solver's memory at the switch point.")] = HISTORIES[0],
    solver: Annotated[Solver | None, typer.Option(help="The schedule's solver; the cloud model's own if left out.")] = None,
    acceleration: Annotated[str, typer.Option(help="How the cloud saves work: auto, none (exact), exact, paper, fast, tree ...")] = str(
        USUAL.acceleration
    ),
    dtype: Annotated[NumberFormat | None, typer.Option(help="Number format; float32 on a CPU if left out.")] = None,
    device: Annotated[str | None, typer.Option(help="cpu, cuda, mps; a GPU if there is one.")] = None,
    allow_download: Annotated[bool, typer.Option("--allow-download", help="Fetch models from the Hugging Face hub.")] = False,
    allow_single: Annotated[
        bool, typer.Option("--allow-single", help="Go on if nothing sensitive was found: the cloud sees the prompt.")
    ] = False,
    max_candidates: MaxCandidates = DEFAULT_RULES.max_candidates,
    cues: Cues = None,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
    unknown: Unknown = "withhold",
    language: Language = "en",
    ask: Annotated[bool, typer.Option("--ask", help="Show what would be sent, and wait for a yes.")] = False,
    reveal_prompt: Annotated[
        bool, typer.Option("--reveal-prompt", help="Let hybrid and cloud-only send the bare prompt to a URL.")
    ] = False,
) -> None:
    """Draw a picture; the cloud cannot tell which of the candidate prompts is yours."""
    _check_cloud(cloud, cloud_model, mode, reveal_prompt)
    _warn_in_the_clear(cloud or "")
    with console.status("Loading the models"):
        from obclip.device.output import check_writable, write_image
        from obclip.device.privacy import check_private
        from obclip.device.transport import CloudClient
        from obclip.in_process import ObliviousPipeline

        rules = rules_of(max_candidates, cues, taxonomy, detector, unknown, language)
        for path in filter(None, (output, sheet)):
            check_writable(path)
        plan, parts_last = read_plan(acceleration)
        RunSettings(steps, switch_point, mode=mode).check()
        done = check_private(prompt, allow_single, rules) if mode == "oblivious" else None
    if ask and done is not None:
        _ask(done)
    with console.status("Loading the models"):
        source = None if mode == "device-only" else CloudClient(cloud) if cloud is not None else cloud_model or CLOUD_DEFAULT
        pipeline = ObliviousPipeline.from_pretrained(
            device_model, cloud=source, torch_dtype=dtype, device=device, allow_download=allow_download
        )
    with pipeline, _bars() as on_progress:
        result = pipeline(
            done or prompt,
            height,
            width,
            steps,
            switch_point=switch_point,
            guidance_scale=guidance_scale,
            seed=seed,
            solver=solver,
            acceleration=plan,
            parts_last=parts_last,
            mode=mode,
            history=history,
            allow_single=allow_single,
            on_progress=on_progress,
        )
        pictures = _sheet(pipeline, result) if sheet else None
    write_image(result.image, output)
    if sheet and pictures is not None:
        write_image(pictures, sheet)
    _report(result, mode, output, sheet if pictures is not None else None)


def _check_cloud(cloud: str | None, cloud_model: str | None, mode: str, reveal_prompt: bool) -> None:
    if cloud is not None and cloud_model:
        raise BadRequest("Give either --cloud or --cloud-model, not both.", code="two_clouds")
    if cloud is not None and mode in ("hybrid", "cloud-only") and not reveal_prompt:
        raise BadRequest(
            f"--mode {mode} sends the bare prompt to the cloud: add --reveal-prompt if that may be.", code="would_reveal_prompt"
        )


def _warn_in_the_clear(url: str) -> None:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        console.print("The connection is not encrypted: others on the way can read the candidates. Use https:// if the cloud offers it.")


def _ask(done: Safeguarded) -> None:
    """Shows what would be sent, and goes on after a yes only."""
    console.print("The cloud would be sent:")
    for candidate in done.candidates.prompts:
        console.print(f"  {candidate}", markup=False, soft_wrap=True)
    if not typer.confirm("Send it?", default=False, err=True):
        console.print("Nothing was sent.")
        raise typer.Exit(1)


@contextmanager
def _bars() -> Iterator[OnProgress]:
    """A progress bar for each side."""
    columns = (TextColumn("{task.description:>7}"), BarColumn(), MofNCompleteColumn(), TextColumn("steps"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def on_progress(side: str, done: int, total: int) -> None:
            if side not in tasks:
                tasks[side] = bars.add_task(side, total=total)
            bars.update(tasks[side], completed=done)

        yield on_progress


def _sheet(pipeline: ObliviousPipeline, result: ObliviousPipelineOutput) -> Image | None:
    """What the cloud could see beside the picture, or None if it saw nothing."""
    from obclip.device.output import to_images
    from obclip.device.sheet import candidates_sheet

    if result.seen_by_cloud is None:
        return None
    seen = to_images(pipeline.model.decode(result.seen_by_cloud))
    return candidates_sheet(seen, result.candidates, result.image)


def _report(result: ObliviousPipelineOutput, mode: str, output: Path, sheet: Path | None) -> None:
    n = len(result.candidates)
    if mode == "oblivious" and n > 1:
        typer.echo(f"N = {n} candidates, certified closed. Guess bound 1/N = {1 / n:.3f}, if the cloud thinks each as likely beforehand.")
    elif n:
        typer.echo("N = 1: not private, the cloud saw the prompt.")
    else:
        typer.echo("Nothing was sent: all steps ran on this device.")
    if result.work is not None:
        typer.echo(f"The cloud's work: {result.work.multiple:.2f} plain generations.")
    typer.echo(f"cloud {result.cloud_seconds:.1f} s, device {result.device_seconds:.1f} s")
    typer.echo(f"picture: {output}" + (f", sheet: {sheet}" if sheet else ""))

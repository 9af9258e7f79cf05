"""What a user sees while it takes time: what is loaded, then a progress bar for each side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from obclip.errors import redacted


@contextmanager
def loading(console: Console, *models: str | None) -> Iterator[None]:
    """Within the block models are loaded, which may take minutes: a line says which, at a terminal for as long as it takes."""
    said = f"Loading {redacted(' and '.join(model for model in models if model is not None))}"
    if console.is_terminal:
        with console.status(escape(said)):
            yield
    else:
        console.print(f"{said}.", markup=False, soft_wrap=True)
        yield


@contextmanager
def bars(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A report of progress: side, steps done, steps in all."""
    columns = (TextColumn("{task.description:>7}"), BarColumn(), MofNCompleteColumn(), TextColumn("steps"), TimeElapsedColumn())
    with Progress(*columns, console=console) as shown:
        tasks: dict[str, TaskID] = {}

        def on_progress(side: str, done: int, total: int) -> None:
            if side not in tasks:
                tasks[side] = shown.add_task(side, total=total)
            shown.update(tasks[side], completed=done, total=total)

        yield on_progress

"""Nothing is fetched before its size was shown and agreed to."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from .streams import agrees

AllowDownload = Annotated[
    bool,
    typer.Option("--allow-download", help="Fetch models from the Hugging Face hub; asks first.", rich_help_panel="Models"),
]
Variant = Annotated[
    str | None,
    typer.Option(
        help="Which of the weights' files are loaded, such as fp16, for each model; a folder's own if it has one kind alone.",
        rich_help_panel="Models",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Fetch without asking.", rich_help_panel="Models")]


def confirm_downloads(names: Iterable[Any], allowed: bool, yes: bool = False, variant: str | None = None) -> None:
    """Shows what loading these models would fetch, if that is allowed at all, and goes on after a yes only.

    names: of models; what is no name is passed over.
    """
    if not allowed:
        return
    from obclip.models.downloads import downloads

    found = downloads((name for name in names if isinstance(name, str)), variant=variant)
    for download in found:
        typer.echo(f"To be fetched: {download.source}, {_readable(download.size)}", err=True)
    if found and not yes and not agrees(f"Fetch {_readable(sum(one.size for one in found))}?"):
        typer.echo("Nothing was fetched.", err=True)
        raise typer.Exit(1)


def _readable(size: int) -> str:
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"

"""`obclip`: the commands, and what becomes of an error at the terminal: one sentence and an exit status, never a traceback."""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from typer.exceptions import TyperException

from obclip import __version__
from obclip.errors import ObclipError

from . import candidates, cost, evaluate, explain, export_onnx, generate, models, serve

app = typer.Typer(
    name="obclip",
    help="Private text-to-image: a picture from a large cloud model, without telling the cloud who is in it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("generate")(generate.generate)
app.command("candidates")(candidates.candidates)
app.command("explain")(explain.explain)
app.command("serve")(serve.serve)
app.command("models")(models.models)
app.command("cost")(cost.cost)
app.command("export-onnx")(export_onnx.export_onnx)
app.add_typer(evaluate.app, name="evaluate")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"obclip {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Private text-to-image: a picture from a large cloud model, without telling the cloud who is in it."""


def run() -> None:
    """The entry point. OBCLIP_DEBUG=1 shows the traceback of an unexpected error."""
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except ObclipError as error:
        _end(error.message, error.exit_status)
    except TyperException as error:
        _end(f"{_usage_message(error)} Try `obclip --help`.", 2)
    except (KeyboardInterrupt, typer.Abort):
        _end("Stopped.", 130)
    except Exception as error:
        if os.environ.get("OBCLIP_DEBUG"):
            raise
        _end(f"Something unexpected failed ({type(error).__name__}: {error}). Run again with OBCLIP_DEBUG=1 for a report.", 1)


def _usage_message(error: TyperException) -> str:
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    return said if said.endswith(".") else f"{said}."


def _end(message: str, status: int) -> None:
    Console(stderr=True, highlight=False).print(f"[bold red]obclip:[/bold red] {_escaped(message)}", soft_wrap=True)
    sys.exit(status)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


if __name__ == "__main__":
    run()

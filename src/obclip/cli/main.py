"""`obclip`: the commands, and what becomes of an error at the terminal: one sentence and an exit status, never a traceback."""

import errno
import os
import re
import sys
import warnings
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.exceptions import TyperException

from obclip import __version__
from obclip.errors import DistilledWarning, MachineError, ObclipError, PairWarning, PrivacyWarning, SolverWarning, redacted
from obclip.interrupts import STOPPED
from obclip.settings import read_settings, settings_file, strange_variables, user_folder, variable_of

from . import app as in_browser
from . import candidates, cost, evaluate, explain, export_onnx, gateway, generate, keys, models, other, serve
from .option_names import in_option_names, option_meant, options_of
from .streams import lenient_streams

# What begins a message of what an option must be.
_OPTION = re.compile(r"(--[\w-]+) must ")
# A disk, a quota or a largest size of files.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

app = typer.Typer(
    name="obclip",
    help="Private text-to-image: a picture from a large cloud model, without telling the cloud who is in it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("generate")(generate.generate)
app.command("other")(other.other)
app.command("candidates")(candidates.candidates)
app.command("explain")(explain.explain)
app.command("serve")(serve.serve)
app.command("app")(in_browser.app)
app.command("gateway")(gateway.gateway)
app.command("models")(models.models)
app.command("cost")(cost.cost)
app.command("export-onnx")(export_onnx.export_onnx)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(keys.app, name="keys")


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
    warnings.showwarning = _shown(warnings.showwarning)
    with lenient_streams():
        _run()


def _run() -> None:
    try:
        command = typer.main.get_command(app)
        status = _remembering(command)(standalone_mode=False, prog_name="obclip", default_map=_settings())
        if status == STOPPED:  # typer takes the interrupt itself
            raise KeyboardInterrupt
        sys.exit(status if isinstance(status, int) else 0)
    except ObclipError as error:
        _end(_placed(in_option_names(error.message), getattr(error, "context", None)), error.exit_status)
    except TyperException as error:
        if not (said := _usage_message(error)):  # a group without a command has shown its help
            sys.exit(2)
        _end(f"{said} Try `{_command_of(error)} --help`.", 2)
    except (KeyboardInterrupt, typer.Abort):
        _end("Stopped.", STOPPED)
    except Exception as error:
        if os.environ.get("OBCLIP_DEBUG"):
            raise
        _end(*_unexpected(error))


def _unexpected(error: Exception) -> tuple[str, int]:
    """A sentence and an exit status."""
    if isinstance(error, OSError) and error.errno in FULL:
        return f"Nothing more can be written ({error.strerror}): make room, or write elsewhere.", MachineError.exit_status
    return f"Something unexpected failed ({type(error).__name__}: {error}). Run again with OBCLIP_DEBUG=1 for a report.", 1


def _settings() -> dict[str, Any]:
    """What the environment and the file of settings say, as the options' defaults, by command and parameter."""
    options = options_of(typer.main.get_command(app))
    told, file = read_settings(options, os.environ, user_folder()), settings_file(os.environ, user_folder())
    if "_OBCLIP_COMPLETE" not in os.environ:
        for name, meant in strange_variables(options, os.environ).items():
            _say(f"{name} is no setting of any command and has no say{f' (did you mean {meant}?)' if meant else ''}.", "yellow")
    nested: dict[str, Any] = {}
    for command, values in told.items():
        *groups, name = command.split()
        table = nested
        for group in groups:
            table = table.setdefault(group, {})
        table[name] = {options[command][option].name: options[command][option].read(value, file) for option, value in values.items()}
    return nested


def _shown(usual: Any) -> Any:
    """A warning of ours as a sentence, that of a solver once for both halves, that of a distilled model once for all pictures; others as
    they are usually shown."""
    said: set[str] = set()
    once = (DistilledWarning, SolverWarning)

    def show(message: Warning | str, category: type[Warning], *rest: Any, **named: Any) -> None:
        if issubclass(category, (PrivacyWarning, PairWarning, *once)):
            if not (issubclass(category, once) and str(message) in said):
                _say(str(message), "yellow")
            said.add(str(message))
        else:
            usual(message, category, *rest, **named)

    return show


def _usage_message(error: TyperException) -> str:
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    said = said.replace(": Value error, ", ": ")
    context, written = getattr(error, "ctx", None), getattr(error, "option_name", "")
    known = {name for part in context.command.params for name in part.opts} if context is not None else ()
    if written not in known and (meant := option_meant(written, known)):
        said = f"No such option: {written} (it is called {meant} here)"
    if (where := _set_in(context, getattr(error, "param", None))) is not None:
        said = f"{where}: {said}"
    return said if not said or said.endswith(".") else f"{said}."


def _remembering(command: Any) -> Any:
    """The command, or the group, of which each error of ours has the context that it was raised in."""
    for one in getattr(command, "commands", {}).values():
        _remembering(one)
    if not hasattr(command, "commands"):
        command.invoke = partial(_invoked, command.invoke)
    return command


def _invoked(usual: Callable[[typer.Context], Any], context: typer.Context) -> Any:
    try:
        return usual(context)
    except ObclipError as error:
        error.context = context  # type: ignore[attr-defined]
        raise


def _placed(message: str, context: typer.Context | None) -> str:
    """What an option must be, with where it is set."""
    if context is None or (named := _OPTION.match(message)) is None:
        return message
    part = next((part for part in context.command.params if named[1] in part.opts), None)
    where = _set_in(context, part)
    return message if where is None else f"{where}: {message.removeprefix('--')}"


def _set_in(context: Any, part: Any) -> str | None:
    """Where the value that was not understood is set, if not on the command line: a variable, or the file of settings."""
    if context is None or part is None or context.get_parameter_source(part.name).name != "DEFAULT_MAP":
        return None
    variable = variable_of(part.opts[0].lstrip("-"))
    return variable if variable in os.environ else str(settings_file(os.environ, user_folder()))


def _command_of(error: TyperException) -> str:
    """The command that was not understood, as it is written."""
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "obclip"


def _end(message: str, status: int) -> None:
    _say(redacted(message), "red")
    sys.exit(status)


def _say(message: str, colour: str) -> None:
    Console(stderr=True, highlight=False).print(f"[bold {colour}]obclip:[/bold {colour}] {_escaped(message)}", soft_wrap=True)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


if __name__ == "__main__":
    run()

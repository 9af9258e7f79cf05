"""The options as a person writes them: of all commands, and in place of the names that Python has for the same."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest

# Python's names, in messages that are raised below the command line.
OPTIONS = {
    "num_inference_steps": "--steps",
    "num_images_per_prompt": "--num-images",
    "switch_point": "--switch-point",
    "guidance_scale": "--guidance-scale",
    "cloud_steps": "--cloud-steps",
    "device_steps": "--device-steps",
    "negative_prompt": "--negative-prompt",
    "max_candidates": "--max-candidates",
    "allow_single": "--allow-single",
}
# Those that are words of the language as well: only where one begins a message of what it must be.
PLAIN = ("seed", "height", "width", "mode", "history", "solver", "cues", "unknown", "language", "detector")
_NAMES = re.compile(rf"(?<![\w-])(?:{'|'.join(OPTIONS)})(?!\w|=)")
_FIRST = re.compile(rf"^((?:Prompt \d+: )?)({'|'.join(PLAIN)}) must\b")
# What a file may say of an option of each kind; a text is read as the environment's is.
_KINDS: Mapping[Any, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
}
_TEXT: tuple[tuple[type, ...], str] = ((), "a text")


@dataclass(frozen=True)
class Option:
    """name: of its parameter. several: whether it may be given more than once. kind: bool, int, float, or what is written as a text."""

    name: str
    several: bool
    kind: Any = None

    def read(self, value: Any, file: Path | None) -> Any:
        """What a file or the environment says of it; of several, the environment's have commas between. file: it, if there is one.

        Raises BadRequest for a value of another kind: a library would take true for 1, and 7 for a text.
        """
        values = value if self.several and isinstance(value, list) else [value]
        kinds, words = _KINDS.get(self.kind, _TEXT)
        if not all(isinstance(one, (*kinds, str)) and isinstance(one, bool) <= (self.kind is bool) for one in values):
            name = self.name.replace("_", "-")
            raise BadRequest(f"{file}: {name} must be {words} (got {value!r}).", code="bad_settings")
        return value.split(",") if self.several and isinstance(value, str) else value


def options_of(group: Any, before: str = "") -> dict[str, Mapping[str, Option]]:
    """By command ("generate", "evaluate utility") its options, as they are written without --."""
    found: dict[str, Mapping[str, Option]] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= options_of(command, f"{before}{name} ")
        else:
            written = {part.opts[0].lstrip("-"): _option(part) for part in command.params if part.opts[0].startswith("--")}
            found[f"{before}{name}"] = {key: option for key, option in written.items() if key != "help"}
    return found


def _option(part: Any) -> Option:
    return Option(part.name, part.multiple, part.type_descriptor.annotation)


def option_meant(given: str, known: Collection[str]) -> str | None:
    """The option that a name of Python's, written as one, stands for: of those that a command has."""
    meant = OPTIONS.get(given.lstrip("-").replace("-", "_"))
    return meant if meant in known else None


def in_option_names(message: str) -> str:
    """A message in which parameters have the names of their options."""
    return _FIRST.sub(r"\1--\2 must", _NAMES.sub(lambda match: OPTIONS[match[0]], message))

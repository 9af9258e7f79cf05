"""The options as a person writes them: of all commands, and in place of the names that Python has for the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Option:
    """name: of its parameter. several: whether it may be given more than once."""

    name: str
    several: bool

    def read(self, value: Any) -> Any:
        """What a file or the environment says of it; of several, the environment's have commas between."""
        return value.split(",") if self.several and isinstance(value, str) else value


def options_of(group: Any, before: str = "") -> dict[str, Mapping[str, Option]]:
    """By command ("generate", "evaluate utility") its options, as they are written without --."""
    found: dict[str, Mapping[str, Option]] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= options_of(command, f"{before}{name} ")
        else:
            written = {
                part.opts[0].lstrip("-"): Option(part.name, part.multiple) for part in command.params if part.opts[0].startswith("--")
            }
            found[f"{before}{name}"] = {key: option for key, option in written.items() if key != "help"}
    return found


def in_option_names(message: str) -> str:
    """A message in which parameters have the names of their options."""
    return _FIRST.sub(r"\1--\2 must", _NAMES.sub(lambda match: OPTIONS[match[0]], message))

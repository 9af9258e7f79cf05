"""What the user has set outside of a command line: OBCLIP_* in the environment goes before a TOML file, which goes before the defaults.

Entry points alone read it; a flag goes before all of it.
"""

import os
import re
import sys
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest
from obclip.text_files import read_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PREFIX = "OBCLIP_"
FILE = f"{PREFIX}CONFIG"
# What gives up privacy, is for one picture alone or is agreed to each time: for the command line only.
FLAGS_ONLY = frozenset({"allow-plaintext", "allow-single", "reveal-prompt", "seed", "yes", "other", "keep"})

# Variables that are read elsewhere: the key of a cloud, and whether tracebacks are shown.
OWN = frozenset({FILE, f"{PREFIX}KEY", f"{PREFIX}DEBUG"})
_OF_A_CLUSTER = re.compile(r"_(?:SERVICE|PORT)(?:_|$)")

# command -> its options, by the names that flags have, without --.
Options = Mapping[str, Collection[str]]


def read_settings(options: Options, environment: Mapping[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    """command -> option -> value, for those that are set. folder: where config.toml lies, unless OBCLIP_CONFIG names another file.

    Raises BadRequest for a file that cannot be read, for names in it that no command has, and for what is for the command line only.
    """
    for name in sorted(FLAGS_ONLY):
        if variable_of(name) in environment:
            raise _for_the_line(variable_of(name), name)
    found = _of_file(settings_file(environment, folder), options, bool(environment.get(FILE)))
    for command, names in options.items():
        for name in names:
            value = environment.get(variable_of(name))
            if value is not None:
                found.setdefault(command, {})[name] = value
    return found


def settings_file(environment: Mapping[str, str], folder: Path) -> Path | None:
    """The one that OBCLIP_CONFIG names, or config.toml of the folder if there is one."""
    named = environment.get(FILE)
    if named:
        return Path(named)
    usual = folder / "config.toml"
    return usual if usual.exists() else None


def strange_variables(options: Options, environment: Mapping[str, str]) -> dict[str, str | None]:
    """The variables OBCLIP_... that are no setting of any command, each with the one that may be meant. They have no say: others than the
    user set variables too, such as a cluster for each of its services."""
    known = {variable_of(name) for names in options.values() for name in names}
    strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in known | OWN)
    return {name: _meant(name, known) for name in strange if not _OF_A_CLUSTER.search(name)}


def user_folder() -> Path:
    """Where programs keep a user's settings."""
    return _users("XDG_CONFIG_HOME", ".config")


def latents_folder() -> Path:
    """Where kept latents lie: with what programs remember of a user, not with settings, which are copied about."""
    return _users("XDG_STATE_HOME", ".local/state") / "latents"


def _users(variable: str, usual: str) -> Path:
    """The folder of this program: one for all on Windows and macOS, and elsewhere below what a variable names."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "obclip"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "obclip"
    return Path(os.environ.get(variable) or Path.home() / usual) / "obclip"


def _meant(name: str, known: Collection[str]) -> str | None:
    """The known name that is most like it, the prefix of variables apart."""
    by_end = {one.removeprefix(PREFIX): one for one in known}
    return next((by_end[end] for end in get_close_matches(name.removeprefix(PREFIX), by_end, 1, cutoff=0.75)), None)


def variable_of(name: str) -> str:
    """The variable of an option, by its name without --."""
    return PREFIX + name.upper().replace("-", "_")


def _of_file(file: Path | None, options: Options, named: bool) -> dict[str, dict[str, Any]]:
    """Keys at the top are for every command that has such an option; those in a table for the command of that name."""
    if file is None:
        return {}
    tables = _tables(_read(file, named))
    found: dict[str, dict[str, Any]] = {}
    for key, value in tables.pop("", {}).items():
        name = _checked(file, key, {option for names in options.values() for option in names})
        for command in (command for command, names in options.items() if name in names):
            found.setdefault(command, {})[name] = value
    for command, table in tables.items():
        if command not in options:
            raise BadRequest(f"{file}: [{command}] is no command: there are {', '.join(sorted(options))}.", code="bad_settings")
        for key, value in table.items():
            found.setdefault(command, {})[_checked(file, key, options[command])] = value
    return found


def _tables(told: Mapping[str, Any], command: str = "") -> dict[str, dict[str, Any]]:
    """By command, "" for the top; the table evaluate.utility is of the command "evaluate utility"."""
    plain = {key: value for key, value in told.items() if not isinstance(value, dict)}
    found = {command: plain} if plain else {}
    for key, value in told.items():
        if isinstance(value, dict):
            found |= _tables(value, f"{command} {key}".strip())
    return found


def _checked(file: Path, key: str, known: Collection[str]) -> str:
    name = key.replace("_", "-")
    if name in FLAGS_ONLY:
        raise _for_the_line(str(file), name)
    if name not in known:
        meant = _meant(name, known)
        hint = f" (did you mean {meant}?)" if meant else ""
        raise BadRequest(f"{file}: {key} is no option{hint}: there are {', '.join(sorted(set(known) - FLAGS_ONLY))}.", code="bad_settings")
    return name


def _for_the_line(where: str, name: str) -> BadRequest:
    return BadRequest(f"{where}: {name} is for the command line only: give --{name} where it is meant.", code="bad_settings")


def _read(file: Path, named: bool) -> dict[str, Any]:
    """named: by the variable, and not found where it usually lies."""
    otherwise = f"unset {FILE}" if named else "move it away"
    try:
        told: dict[str, Any] = tomllib.loads(read_text(file))
    except OSError as error:
        raise BadRequest(
            f"{file} cannot be read ({type(error).__name__}): check {'the path' if named else 'who may read it'}, or {otherwise}.",
            code="bad_settings",
        ) from None
    except ValueError as error:
        raise BadRequest(f"{file} is no TOML ({error}): mend it, or {otherwise}.", code="bad_settings") from None
    return told

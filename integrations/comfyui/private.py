"""What no workflow may carry: prompts, and the cloud's address and key. They are read from the user's own folder, never from a widget.

ComfyUI writes every widget, and what `fingerprint_inputs` gives, into each PNG that it saves.
"""

import hashlib
import os
import secrets
import stat
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import comfy.model_management

from obclip.device.call import Wanted, Wish
from obclip.device.quoting import wordless
from obclip.device.seeds import Seeds
from obclip.device.settings import USUAL
from obclip.device.transport import CloudClient
from obclip.device.transport_address import KEY_VARIABLE
from obclip.errors import BadRequest, ObclipError, redacted
from obclip.prompts.rules import DEFAULT_RULES
from obclip.settings import user_folder
from obclip.text_files import read_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# What the list of prompts holds where there is none, and what stands for no negative prompt.
NOTHING_YET, NONE = "(write one first)", "(none)"
# Of comfyui.toml, with what each is.
SETTINGS: dict[str, tuple[type, str]] = {
    "cloud": (str, "a text"),
    "key": (str, "a text"),
    "clouds": (list, "a list of texts"),
    "allow_plaintext": (bool, "true or false"),
}
UNTOLD = "Nothing was sent, and the reason holds words of the prompt: the node Oblivious preview shows it"
UNLOGGED = "No picture was drawn, and the reason holds words of the prompt, which ComfyUI would log"
# What obclip's sentences name for terminals and for Python, and what these nodes have in its place.
NODES = {
    "--allow-plaintext (allow_plaintext=True in Python)": "allow_plaintext = true beside that cloud in comfyui.toml,",
    "allow that (--allow-single; allow_single=True in Python), or draw it without a cloud (obclip generate --mode device-only)": (
        "draw it without a cloud (CLIP Text Encode and KSampler)"
    ),
    " (at a terminal, --language any with --allow-single reads what it can of it)": "",
    " (max_candidates allows more)": "",
    "obclip explain shows which": "the node Oblivious preview shows which",
    ", and obclip knows none of that name: obclip models lists them. Give a name or a folder; to fetch a hub id, pass --allow-download "
    "(allow_download=True in Python)": ": give a bundled model's name, a folder, or a hub id that was fetched before",
    "num_inference_steps": "steps",
    "guidance_scale": "cfg",
}


class NotDrawn(RuntimeError):
    """What ComfyUI shows and logs: a sentence without the prompt's words."""


# What ComfyUI makes something of itself.
UNDERSTOOD = (NotDrawn, comfy.model_management.InterruptProcessingException, comfy.model_management.OOM_EXCEPTION)


def prompts_folder() -> Path:
    """Where the prompts lie, a text file each: OBCLIP_PROMPTS, or beside obclip's settings. ComfyUI serves nothing of it."""
    return Path(os.environ.get("OBCLIP_PROMPTS") or user_folder() / "prompts")


def prompt_names() -> list[str]:
    """The names that a workflow knows prompts by: those of the files, without .txt."""
    return sorted(file.stem for file in prompts_folder().glob("*.txt") if file.is_file()) or [NOTHING_YET]


def prompt_named(name: str) -> str | None:
    """The words of a file; None for `NONE`. Raises BadRequest for a name that there is not, and for a file that cannot be read."""
    if name == NONE:
        return None
    if name not in prompt_names() or name == NOTHING_YET:
        raise BadRequest(f"There is no such prompt: write it into a file NAME.txt in {prompts_folder()} and choose it.", code="no_prompt")
    file = prompts_folder() / f"{name}.txt"
    try:
        return read_text(file).strip()
    except UnicodeDecodeError:
        raise BadRequest(f'"{file}" is not UTF-8 text: save it as UTF-8.', code="unreadable_file") from None
    except OSError as error:
        raise BadRequest(f'"{file}" cannot be read ({type(error).__name__}).', code="unreadable_file") from None


def fingerprint(inputs: dict[str, Any]) -> str:
    """Changes whenever a prompt's file or another input does. It stands in pictures: without this process's own key it tells nothing."""
    words = {name: _words_or_why(str(inputs[name])) for name in ("prompt_file", "negative_file") if name in inputs}
    return hashlib.blake2b(repr((sorted(inputs.items()), words)).encode(), key=_key(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Way:
    """How the cloud is reached."""

    cloud: str
    key: str | None = None
    allow_plaintext: bool = False

    def client(self) -> CloudClient:
        """Raises BadRequest for an address that is none, and for plain HTTP to another machine without leave."""
        return CloudClient(self.cloud, key=self.key or False, allow_plaintext=self.allow_plaintext)


def way(cloud: str = "") -> Way:
    """The cloud that a node names, or OBCLIP_CLOUD, or the one of comfyui.toml. Workflows are passed around: one names no cloud but the
    user's, where there are any. A key is one cloud's: OBCLIP_KEY is for the usual one, that of comfyui.toml for the one beside it.

    Raises BadRequest without a cloud, for one that is not the user's, for a key without its cloud, and for a file that others can read.
    """
    file = user_folder() / "comfyui.toml"
    told = _settings(file)
    asked, named, beside = map(_bare, (cloud, os.environ.get("OBCLIP_CLOUD", ""), told.get("cloud", "")))
    usual, key = named or beside, os.environ.get(KEY_VARIABLE)
    own = {one for one in (named, beside, *map(_bare, told.get("clouds", ()))) if one}
    chosen = asked or usual
    if not chosen:
        raise BadRequest(f'No cloud is named: set OBCLIP_CLOUD, or write cloud = "https://..." into {file}.', code="no_cloud")
    if own and chosen not in own:
        raise BadRequest(
            "This workflow names a cloud that is not yours, so nothing was sent: whoever made the workflow may have chosen it. Empty the "
            f'field cloud; or, if you trust that address, write clouds = ["https://..."] with it into {file}.',
            code="other_cloud",
        )
    if (key and not usual) or (told.get("key") and not beside):
        raise BadRequest(
            f"There is a key, and no cloud that it is for, so nothing was sent: set OBCLIP_CLOUD beside {KEY_VARIABLE}, or write cloud = "
            f'"https://..." beside key in {file}.',
            code="key_of_no_cloud",
        )
    of_file = told if chosen == beside else {}
    return Way(chosen, (key if chosen == usual else None) or of_file.get("key"), of_file.get("allow_plaintext") is True)


def way_there() -> str:
    """Where candidates go unless a node says it, without name and password, or why they go nowhere."""
    try:
        return redacted(way().cloud)
    except BadRequest as error:
        return error.message


@contextmanager
def hushed(prompt: str, negative: str, otherwise: str = UNLOGGED) -> Iterator[None]:
    """Errors as ComfyUI may log them: obclip's own in their sentence, unless that holds words of these files' (a cloud says what it likes),
    which is told as `otherwise`; of others nothing but the kind and the place."""
    try:
        yield
    except ObclipError as error:
        said = of_nodes(error.message)
        raise NotDrawn(said if wordless(said, _words_or_why(prompt), _words_or_why(negative)) else f"{otherwise} ({error.code})") from None
    except UNDERSTOOD:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold words
        raise NotDrawn(
            f"The picture could not be drawn ({type(error).__name__} at {_places(error)}): check the node's values and what is wired to "
            "it. If they are as they should be, report this sentence, which holds no word of the prompt."
        ) from None


def wanted(prompt: str, negative: str, seed: int, seeds: Seeds) -> Wanted:
    """A picture of these files' words, read by the safeguard's one door. Raises NotDrawn for what is refused, without the words."""
    with hushed(prompt, negative, UNTOLD):
        wish = Wish(prompt_named(prompt) or "", prompt_named(negative), seed=seed or None)
        (one,) = wish.pictures(seeds, USUAL, DEFAULT_RULES)
    return one


def of_nodes(message: str) -> str:
    """A sentence that names what these nodes have, in place of options and arguments."""
    for elsewhere, here in NODES.items():
        message = message.replace(elsewhere, here)
    return message


def _bare(cloud: str) -> str:
    """An address as addresses are compared: whole, for two clouds may share a host."""
    return cloud.strip().rstrip("/")


def _places(error: BaseException) -> str:
    """Where it was raised: files and lines, the last first, without a value of any."""
    places = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)]
    return ", ".join(places[:-4:-1])


def _words_or_why(name: str) -> str:
    """Of the file of that name; where it cannot be read, the code that says why."""
    try:
        return prompt_named(name) or ""
    except BadRequest as error:
        return error.code


def _settings(file: Path) -> dict[str, Any]:
    try:
        if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadRequest(f"{file} can be read by others of this machine: chmod 600 it.", code="bad_settings")
        told: dict[str, Any] = tomllib.loads(read_text(file))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadRequest(f"{file} cannot be read ({type(error).__name__}).", code="bad_settings") from None
    except ValueError:
        raise BadRequest(f"{file} is no TOML: mend it.", code="bad_settings") from None
    unknown = sorted(set(told) - set(SETTINGS))
    if unknown:
        raise BadRequest(f"{file}: {unknown[0]} is no setting: there are {', '.join(SETTINGS)}.", code="bad_settings")
    for name, value in told.items():
        kind, called = SETTINGS[name]
        if not isinstance(value, kind) or (name == "clouds" and not all(isinstance(one, str) for one in told[name])):
            raise BadRequest(f"{file}: {name} must be {called}.", code="bad_settings")
    return told


@cache
def _key() -> bytes:
    return secrets.token_bytes(32)

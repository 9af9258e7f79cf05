"""What a cloud has seen and answered, kept in a file for other values later: the request and its reply, nothing that says which is real.

The prompt is not among it: whoever wants another value gives it again, and the file answers only if it gives the very same request.
"""

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from obclip.denoising.loop import OnStep
from obclip.errors import BadRequest, CannotWrite
from obclip.protocol.acceleration import NOTHING, with_changes
from obclip.protocol.canonical import canonical_json, digest, plain
from obclip.protocol.card import ModelCard, card_of
from obclip.protocol.codec import decode_reply, encode_reply
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest, encode_request
from obclip.protocol.untrusted import read_json

from .pipeline import Answer
from .settings import RunSettings
from .transport import CloudClient
from .transport_patience import Pause
from .transport_stream import OnAhead, no_ahead

_NAME = re.compile(r"[0-9a-f]{32}")
_LONGEST_HEAD = 1 << 21
# What the user asked for and the request says otherwise or not at all; the rest of the settings is the request's.
_ASKED = ("num_inference_steps", "switch_point", "guidance_scale", "solver", "cloud_steps", "device_steps", "history")


def keep(answer: Answer, card: ModelCard, settings: RunSettings, folder: Path) -> str:
    """Write a cloud's answer to a file that only the user may read (mode 0600); gives its random name. Raises CannotWrite."""
    name = secrets.token_hex(16)
    asked = {asked: getattr(settings, asked) for asked in _ASKED}
    body = encode_reply(answer.reply, answer.request.numbers)
    head = canonical_json({"request": plain(answer.request), "card": plain(card), "settings": asked, "reply": digest(body)})
    ready_folder(folder)
    try:
        handle = os.open(_file(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(head + b"\n" + body)
    except OSError as error:
        raise _not_kept(folder, error) from None
    return name


def ready_folder(folder: Path) -> None:
    """Make the folder (mode 0700) if it is not there. Raises CannotWrite if nothing can be written into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError
    except OSError as error:
        raise _not_kept(folder, error) from None


def _not_kept(folder: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f'The latents could not be kept in "{folder}" ({type(error).__name__}): check the folder.')


class KeptCloud(CloudClient):
    """A cloud whose one answer is in a file: nothing is sent anywhere. seed: of its request. settings: with which it was asked.

    Raises BadRequest for a name that there is not, and for a file that `keep` has not written.
    """

    def __init__(self, name: str, folder: Path) -> None:
        if not _NAME.fullmatch(name):
            raise BadRequest("Kept latents are named by 32 letters and digits, as they were told when they were kept.", code="no_latents")
        try:
            head, _, self._reply = _file(folder, name).read_bytes().partition(b"\n")
            told: Any = read_json(head[:_LONGEST_HEAD])
            self._request, self._card = canonical_json(told["request"]), card_of(told["card"])
            self.seed, self._prompts = int(told["request"]["seed"]), tuple(told["request"]["prompts"])
            self.settings = _settings(told["settings"], told["request"])
            if digest(self._reply) != told["reply"]:
                raise ValueError("spoilt")
        except FileNotFoundError:
            raise BadRequest(f'There are no latents of this name in "{folder}": draw with --keep first.', code="no_latents") from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, BadRequest):
            raise BadRequest("The file of the kept latents is damaged or none of obclip's: draw again.", code="no_latents") from None
        self.url = f"kept:{name}"

    def models(self, pause: Pause | None = None) -> tuple[ModelCard, ...]:  # noqa: ARG002 - nobody is asked
        """What the cloud said of its model then."""
        return (self._card,)

    def check(self, prompts: Sequence[str]) -> None:
        """Raises BadRequest for other candidates than those that were drawn: known before a model is loaded."""
        if tuple(prompts) != self._prompts:
            raise _another_request()

    def denoise(
        self,
        request: DenoiseRequest,
        shape: tuple[int, int, int],
        on_step: OnStep = lambda step: None,
        on_ahead: OnAhead = no_ahead,  # noqa: ARG002 - nobody waits
        pause: Pause | None = None,  # noqa: ARG002
    ) -> DenoiseReply:
        """The reply of then. Raises BadRequest unless it was to this very request."""
        if encode_request(request) != self._request:
            raise _another_request()
        on_step(request.switch_point - 1)
        return decode_reply(self._reply, len(request.prompts), shape, request.numbers)

    def close(self) -> None:
        """There is no connection."""


def _settings(asked: dict[str, Any], request: dict[str, Any]) -> RunSettings:
    plan = with_changes(NOTHING, request["acceleration"].items())
    size = {"height": request["height"], "width": request["width"]}
    return RunSettings(**{name: asked[name] for name in _ASKED}, **size, acceleration=plan).check()


def _another_request() -> BadRequest:
    return BadRequest(
        "These latents were drawn for another prompt or with other settings: give the prompt, the negative prompt and the rules of then.",
        code="other_request",
    )


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.latents"

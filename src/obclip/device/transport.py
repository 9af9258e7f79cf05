"""Bytes to the cloud and back. A retry repeats the same bytes; the reply is read to its end whatever it holds."""

import json
import ssl
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx2 as httpx

from obclip.denoising.loop import OnStep
from obclip.errors import BadReply, BadRequest, CloudRefused, CloudUnreachable
from obclip.protocol import DENOISE_PATH, PROTOCOL
from obclip.protocol.canonical import digest
from obclip.protocol.card import ModelCard, card_of
from obclip.protocol.codec import decode_reply, encode_request, largest_reply
from obclip.protocol.fault import fault_message
from obclip.protocol.frames import STREAM_TYPE, read_frames
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest

# Fixed, so that headers say nothing about the client's machine.
HEADERS = {"User-Agent": "obclip", "Accept": STREAM_TYPE, "Content-Type": "application/json", "Accept-Encoding": "identity"}
LONGEST_ERROR = 1 << 16
LONGEST_LIST = 1 << 20

Answer = TypeVar("Answer")


class CloudClient:
    """A cloud at `url`, or any httpx transport (in process). `attempts`: connections tried before giving up."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None, timeout: float = 600.0, attempts: int = 3) -> None:
        self.url = _checked(url)
        self.attempts = attempts
        self._cards: tuple[ModelCard, ...] | None = None
        patience = httpx.Timeout(timeout, connect=10.0)
        self._http = httpx.Client(base_url=self.url, transport=transport, timeout=patience, headers=HEADERS, follow_redirects=False)

    def denoise(self, request: DenoiseRequest, shape: tuple[int, int, int], on_step: OnStep = lambda step: None) -> DenoiseReply:
        """Send the request, report the cloud's steps, and check all N latents of `shape` [C, h, w] alike.

        Raises CloudUnreachable, CloudRefused, BadReply.
        """
        body = encode_request(request)
        rows = len(request.prompts)
        answer = self._again(lambda: self._send(body, largest_reply(rows, shape), on_step))
        return decode_reply(answer, rows, shape, request.numbers)

    def models(self) -> tuple[ModelCard, ...]:
        """What the cloud can run; asked once. Raises CloudUnreachable, CloudRefused, BadReply."""
        if self._cards is None:
            self._cards = self._again(self._list)
        return self._cards

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> "CloudClient":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _list(self) -> tuple[ModelCard, ...]:
        with self._http.stream("GET", "/v1/models", headers={"Accept": "application/json"}) as response:
            body = _first(response, LONGEST_LIST)
            if response.status_code != 200:
                raise _refusal(response.status_code, body)
        try:
            return tuple(card_of(told) for told in json.loads(body)["data"])
        except (BadRequest, ValueError, KeyError, TypeError):
            raise BadReply(f"What answers at {self.url} is not an obclip cloud: check the URL.", code="unreadable_reply") from None

    def _again(self, send: Callable[[], Answer]) -> Answer:
        for attempt in range(1, self.attempts + 1):
            try:
                return send()
            except httpx.ConnectError as error:
                if attempt == self.attempts:
                    raise CloudUnreachable(f"No cloud answers at {self.url}: is `obclip serve` running there?{_tls_hint(error)}") from None
            except httpx.TransportError as error:
                raise CloudUnreachable(f"The connection to the cloud at {self.url} failed ({type(error).__name__}): try again.") from None
        raise AssertionError("attempts is at least 1")

    def _send(self, body: bytes, longest: int, on_step: OnStep) -> bytes:
        with self._http.stream("POST", DENOISE_PATH, content=body, headers={"Idempotency-Key": digest(body)}) as response:
            if response.status_code != 200:
                raise _refusal(response.status_code, _first(response, LONGEST_ERROR))
            if response.headers.get("content-type", "").split(";")[0] != STREAM_TYPE:
                raise BadReply(f"What answers at {self.url} is not an obclip cloud: check the URL.", code="unreadable_reply")
            return _last_frame(read_frames(response.iter_bytes(), longest), on_step)


def _last_frame(frames: Iterator[tuple[bytes, bytes]], on_step: OnStep) -> bytes:
    answer = None
    for tag, body in frames:
        if tag == b"STEP":
            on_step(_step(body))
        elif tag == b"FAIL":
            raise CloudRefused(f"The cloud gave up: {fault_message(body) or 'it does not say why.'}")
        elif tag == b"DONE":
            answer = body
    if answer is None:
        raise BadReply("The cloud's answer ended too early: try again.", code="reply_cut_short")
    return answer


def _step(body: bytes) -> int:
    try:
        return int(json.loads(body)["step"]) - 1
    except (ValueError, KeyError, TypeError):
        raise BadReply("The cloud's progress report cannot be read: check the server's version.", code="unreadable_reply") from None


def _first(response: httpx.Response, most: int) -> bytes:
    """The body, or its beginning if it is longer."""
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > most:
            break
    return body


def _refusal(status: int, body: bytes) -> CloudRefused:
    said = fault_message(body) or "it is no obclip cloud, check the URL."
    if status == 404:
        said += f" It may be older than this device, which speaks {PROTOCOL}."
    return CloudRefused(f"The cloud refused (HTTP {status}): {said}")


def _checked(url: str) -> str:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError):
        parsed = None
    if parsed is None or parsed.scheme not in ("http", "https") or not parsed.host or parsed.query:
        raise BadRequest("The cloud's URL must look like http://127.0.0.1:8765 or https://host.", code="bad_url")
    return url.rstrip("/")


def _tls_hint(error: Exception) -> str:
    return " Its certificate is not trusted." if isinstance(error.__cause__, ssl.SSLError) else ""

"""Bytes to the cloud and back. A retry repeats the same bytes; whatever is answered is a good reply, or one sentence."""

import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeVar

import httpx2 as httpx

from obclip.agreed import check_agreed
from obclip.denoising.loop import OnStep
from obclip.errors import BadReply, BadRequest, CloudUnreachable
from obclip.protocol import DENOISE_PATH, JOB_HEADER, JOBS_PATH
from obclip.protocol.card import ModelCard, card_of
from obclip.protocol.codec import decode_reply, encode_request, largest_reply
from obclip.protocol.frames import REPLY_TYPE, STREAM_TYPE, read_frames
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.untrusted import read_json

from .transport_address import Key, address_of
from .transport_faults import Passing, beginning, check_plain, failure, not_a_cloud, refusal, still_computing
from .transport_network import Network, until
from .transport_patience import Deadline, Patience, Pause, Tries
from .transport_stream import OnAhead, no_ahead, reply_in

# Fixed, so that headers say nothing about the client's machine. A connection carries one request.
HEADERS = {
    "User-Agent": "obclip",
    "Accept": STREAM_TYPE,
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_JOB = re.compile(r"[\w-]{16,64}", re.A)
LONGEST_LIST = 1 << 20
MOST_CARDS = 256

Answer = TypeVar("Answer")


@dataclass
class _Errand:
    """One request with all its attempts: the same bytes under one key. job: where its result may be, once an answer has begun."""

    body: bytes
    longest: int
    steps: int
    on_step: OnStep
    on_ahead: OnAhead
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    job: str | None = None


class CloudClient:
    """A cloud at `url`, or any httpx transport (in process).

    key: its operator's, OBCLIP_KEY of the environment if left out, none if False. proxy: a URL; none of the environment is used.
    allow_plaintext: whether candidates and key may go to another machine in the clear. Raises BadRequest for a URL that cannot be used.
    """

    # The cloud's own, where it runs in this process.
    model: Any = None

    def __init__(
        self,
        url: str,
        *,
        key: Key = None,
        proxy: str | None = None,
        allow_plaintext: bool = False,
        transport: httpx.BaseTransport | None = None,
        patience: Patience | None = None,
        sleep: Pause = time.sleep,
    ) -> None:
        check_agreed(allow_plaintext=allow_plaintext)
        address = address_of(url, key=key, proxy=proxy, allow_plaintext=allow_plaintext or transport is not None)
        self.url = address.url
        self.patience = patience or Patience()
        self._sleep = sleep
        self._keyed = address.key is not None or address.auth is not None
        self._answered = False
        self._cards: tuple[ModelCard, ...] | None = None
        self._http = httpx.Client(
            base_url=self.url,
            auth=address.auth,
            transport=transport or Network(address),
            timeout=httpx.Timeout(self.patience.idle, connect=self.patience.connect),
            headers=HEADERS if address.key is None else {**HEADERS, "Authorization": f"Bearer {address.key}"},
            # A cookie that came back would link two requests.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            follow_redirects=False,
            trust_env=False,
        )

    def denoise(
        self,
        request: DenoiseRequest,
        shape: tuple[int, int, int],
        on_step: OnStep = lambda step: None,
        on_ahead: OnAhead = no_ahead,
        pause: Pause | None = None,
    ) -> DenoiseReply:
        """Send the request, report the cloud's queue and steps, and check all N latents of `shape` [C, h, w] alike.

        pause: before each further attempt, in the place of the client's sleep, and for no time before anything is written and while
        the cloud says nothing; what it raises ends the request. Nothing is sent for it any more, and the connection is closed, once
        this returns. Raises CloudUnreachable, CloudRefused, BadReply.
        """
        rows = len(request.prompts)
        errand = _Errand(encode_request(request), largest_reply(rows, shape), request.switch_point, on_step, on_ahead)
        answer = self._patiently(lambda: self._fetch(errand) or self._send(errand), pause)
        return decode_reply(answer, rows, shape, request.numbers)

    def models(self, pause: Pause | None = None) -> tuple[ModelCard, ...]:
        """What the cloud can run, at least one; asked once. pause: see `denoise`. Raises CloudUnreachable, CloudRefused, BadReply."""
        if self._cards is None:
            self._cards = self._patiently(self._list, pause)
        return self._cards

    def forget(self) -> None:
        """What the cloud can run, and allows: it is asked anew."""
        self._cards = None

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> "CloudClient":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _list(self) -> tuple[ModelCard, ...]:
        with self._http.stream("GET", "/v1/models", headers={"Accept": "application/json"}) as response:
            self._check(response)
            body = beginning(response, LONGEST_LIST)
        try:
            told = read_json(body)["data"] if len(body) <= LONGEST_LIST else ()
            cards = tuple(card_of(card) for card in told[:MOST_CARDS])
        except (BadRequest, ValueError, KeyError, TypeError):
            raise not_a_cloud(self.url) from None
        if not cards:
            raise BadReply(f"The cloud at {self.url} runs no model: use another.", code="no_model")
        return cards

    def _send(self, errand: "_Errand") -> bytes:
        with self._http.stream("POST", DENOISE_PATH, content=errand.body, headers={"Idempotency-Key": errand.key}) as response:
            self._check(response, STREAM_TYPE)
            job = response.headers.get(JOB_HEADER, "")
            errand.job = job if _JOB.fullmatch(job) else None
            return reply_in(read_frames(response.iter_raw(), errand.longest), errand.steps, errand.on_step, errand.on_ahead)

    def _fetch(self, errand: "_Errand") -> bytes | None:
        """The result of an answer that was cut short, if the cloud still has it; else None, and the request is sent again."""
        if errand.job is None:
            return None
        with self._http.stream("GET", f"{JOBS_PATH}/{errand.job}/result", headers={"Accept": REPLY_TYPE}) as response:
            if response.status_code in (404, 410):
                errand.job = None
                return None
            if response.status_code == 202:
                raise still_computing(response)
            self._check(response, REPLY_TYPE)
            body = beginning(response, errand.longest)
        if len(body) > errand.longest:
            raise not_a_cloud(self.url)
        return body

    def _check(self, response: httpx.Response, kind: str = "application/json") -> None:
        self._answered = True
        check_plain(response, self.url)
        if response.status_code != 200:
            raise refusal(response, keyed=self._keyed)
        if response.headers.get("content-type", "").split(";")[0].strip() != kind:
            raise not_a_cloud(self.url)

    def _patiently(self, send: Callable[[], Answer], pause: Pause | None) -> Answer:
        """Send, and again after what may pass, as long as patience lasts."""
        deadline = Deadline(self.patience.overall)
        tries = Tries(self.patience, deadline)
        with until(deadline, lambda: None if pause is None else pause(0.0)):
            while True:
                try:
                    return self._once(send, deadline)
                except Passing as passing:
                    if passing.busy:
                        seconds = tries.after_busy(passing.asked, taken=passing.taken)
                    else:
                        seconds = tries.after_failure(answered=self._answered, away=passing.away)
                    if seconds is None:
                        raise passing.given_up(tries.waited, self.patience) from None
                (pause or self._sleep)(seconds)

    def _once(self, send: Callable[[], Answer], deadline: Deadline) -> Answer:
        try:
            return send()
        except httpx.TransportError as error:
            raise failure(error, self.url, self.patience, deadline) from None
        except UnicodeError:  # of the resolver, for names that no host can have
            raise CloudUnreachable(f"There can be no host of the name in {self.url}: check the URL.") from None
        except BadReply as error:
            raise (Passing(error) if error.code == "reply_cut_short" else error) from None

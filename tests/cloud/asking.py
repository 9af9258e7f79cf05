"""A small cloud for tests of its service: an engine of the tiny model, what it is asked, and clients of it."""

import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import httpx2 as httpx

from obclip.bridge import InProcessTransport
from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.cloud.service import create_app
from obclip.cloud.service.settings import ServiceSettings
from obclip.denoising.loop import OnStep
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol.codec import encode_request
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from tests import tiny

PROMPTS = ("a zebra man", "a zebra woman")
SHAPE = (4, 8, 8)
JSON = {"content-type": "application/json"}


def asked(**changes: Any) -> DenoiseRequest:
    fields = {"prompts": PROMPTS, "seed": 4242424242, "num_inference_steps": 4, "switch_point": 3, "guidance_scale": 2.0}
    return DenoiseRequest(**{**fields, **changes})


def request(**changes: Any) -> bytes:
    return encode_request(asked(**changes))


@cache
def tiny_model() -> StableDiffusionModel:
    return StableDiffusionModel(tiny.pipeline(), name="tiny")


def in_process(engine: Engine, **settings: Any) -> httpx.Client:
    """A client of the application around an engine."""
    transport = InProcessTransport(create_app(engine, ServiceSettings(**settings)))
    return httpx.Client(base_url="http://cloud", transport=transport, headers=JSON, timeout=60)


class Watched(Engine):
    """Calls `after(step)` on the compute thread after each step, before the next; counts steps and the threads that plan."""

    def __init__(self, after: Callable[[int], None] = lambda step: None) -> None:
        super().__init__(tiny_model())
        self.after = after
        self.steps = 0
        self.planned_on: list[str] = []

    def prepare(self, request: DenoiseRequest) -> Job:
        self.planned_on.append(threading.current_thread().name)
        return super().prepare(request)

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        def watched(step: int) -> None:
            self.steps += 1
            on_step(step)
            self.after(step)

        return super().run(job, watched)


class Held(Watched):
    """Waits after each step until `leave` is set."""

    def __init__(self) -> None:
        self.leave = threading.Event()
        super().__init__(lambda step: self._wait())

    def _wait(self) -> None:
        assert self.leave.wait(120), "nobody gave leave"


def server_sent(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """(event, data) of a stream of server-sent events."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, line.removeprefix("data: ")

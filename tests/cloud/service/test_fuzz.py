"""Whatever bytes come in: an answer in the form of the protocol, never a fault of ours, never a traceback, and a server that goes on."""

import json
import logging
import random
from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import hypothesis
import pytest

from obclip.bridge import InProcessTransport
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.settings import ServiceSettings
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.limits import Limits
from tests.cloud.asking import JSON, in_process, request, tiny_model

# So little that what is let in is computed in no time.
SMALL = Limits(prompts=4, num_inference_steps=8, pixels=32 * 32, plain_generations=0.5)
ALLOWED = {200, 202, 404, 409, 413, 415, 422, 429, 503}
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1,
    2**63,
    2**64,
    1e308,
    1.5,
    "",
    "zebra",
    "\x00",
    "\ud83d\ude00" * 9,
    [],
    [[]],
    {},
    {"a": {}},
    [0] * 300,
    "a" * 3000,
)
Mutate = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, body: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[end:]


def repeated(chance: random.Random, body: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:end] + body[start:end] * chance.randint(1, 20) + body[end:]


def nested(chance: random.Random, body: bytes) -> bytes:
    return b"[" * chance.choice([10, 1_000, 100_000]) + body


def replaced(chance: random.Random, body: bytes) -> bytes:
    """A field of the request, or of its acceleration, is something else, gone, or one more."""
    told = json.loads(body)
    place: dict[str, Any] = chance.choice([told, told["acceleration"]])
    name = chance.choice([*place, "zebra"])
    if chance.random() < 0.2:
        place.pop(name, None)
    else:
        place[name] = chance.choice(ODD)
    return json.dumps(told).encode()


MUTATIONS: tuple[Mutate, ...] = (flipped, cut, repeated, nested, replaced, replaced, replaced)


def check(answer: httpx.Response) -> None:
    assert answer.status_code in ALLOWED, answer.text
    if answer.status_code not in (200, 202):
        assert set(answer.json()["error"]) == {"message", "type", "code"}
        assert "zebra" not in answer.text


def fuzz(seed: int, cases: int) -> None:
    chance = random.Random(seed)
    with in_process(Engine(tiny_model()), limits=SMALL, keep_seconds=0.0, most_waiting=64) as http:
        for case in range(cases):
            plain = request(seed=case, switch_point=2, num_inference_steps=4)
            body = chance.choice(MUTATIONS)(chance, plain)
            headers = {"idempotency-key": chance.choice(["k" * 20, "zebra zebra zebra zebra", ""])} if chance.random() < 0.1 else {}
            check(http.post(chance.choice([DENOISE_PATH, DENOISE_PATH, JOBS_PATH]), content=body, headers=headers))
        assert http.post(DENOISE_PATH, content=request()).status_code == 200


def test_mutated_requests_are_answered_in_form(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fuzz(1, 500)
    assert "Traceback" not in caplog.text
    assert "zebra" not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_mutated_requests_are_answered_in_form(seed: int) -> None:
    fuzz(100 + seed, 4_000)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_what_the_description_allows_is_never_a_fault() -> None:
    """schemathesis makes requests that the OpenAPI description allows, for every route."""
    schemathesis = pytest.importorskip("schemathesis")
    settings = ServiceSettings(limits=SMALL, keep_seconds=0.0)
    app = create_app(Engine(tiny_model()), settings)
    operations = [told.ok() for told in schemathesis.openapi.from_dict(app.openapi()).get_all_operations()]
    assert len(operations) == 10
    with httpx.Client(base_url="http://cloud", transport=InProcessTransport(app), timeout=60) as http:
        for operation in operations:
            ask_all(http, operation)


def ask_all(http: httpx.Client, operation: Any) -> None:
    documented = set(map(int, operation.definition.raw["responses"]))

    @hypothesis.settings(max_examples=300, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), database=None)
    @hypothesis.given(operation.as_strategy())
    def ask(case: Any) -> None:
        body = json.dumps(case.body).encode() if isinstance(case.body, dict) else b""
        answer = http.request(case.method, case.formatted_path, content=body, headers={**JSON, **(case.headers or {})})
        assert answer.status_code in documented
        assert answer.status_code != 500

    ask()

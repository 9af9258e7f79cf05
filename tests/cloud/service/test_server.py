"""The real server on a loopback port: deadlines, limits, clients that leave, and a graceful end."""

import json
import logging
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx2 as httpx
import pytest

from benchmarks.serving import serving
from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.cloud.service.connections import BoundedConnection
from obclip.cloud.service.settings import ServiceSettings
from obclip.denoising.loop import OnStep
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.frames import STREAM_TYPE, read_frames
from obclip.protocol.reply import DenoiseReply
from tests.cloud.asking import JSON, Held, Watched, request, tiny_model
from tests.running import until

HEAD = f"POST {DENOISE_PATH} HTTP/1.1\r\nhost: cloud\r\ncontent-type: application/json\r\n".encode()


def connected(url: str) -> socket.socket:
    host, port = url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def all_of(client: socket.socket) -> bytes:
    """What comes until the server closes."""
    said = b""
    while data := client.recv(1 << 16):
        said += data
    return said


@contextmanager
def bounds(monkeypatch: pytest.MonkeyPatch, **limits: float) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for name, value in limits.items():
            patch.setattr(BoundedConnection, name, value)
        yield


def test_a_body_that_comes_too_slowly_is_refused() -> None:
    with serving(Engine(tiny_model()), ServiceSettings(idle_seconds=0.3)) as (url, _), connected(url) as client:
        client.sendall(HEAD + b"content-length: 100\r\n\r\n{")
        said = all_of(client)
    assert said.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in said


def test_a_head_that_comes_too_slowly_ends_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with bounds(monkeypatch, head_seconds=0.3), serving(Engine(tiny_model())) as (url, _), connected(url) as client:
        client.sendall(HEAD)
        try:
            said = all_of(client)
        except ConnectionResetError:
            said = b""
    assert said == b""


@pytest.mark.parametrize(("sizes", "ends_at"), [([10, 10], 1), ([10, 9.9], 1), ([10, 8, 6, 6], 3), ([10, 5, 0.5, 0.4], 3)])
def test_an_answer_goes_on_for_as_long_as_it_is_taken(sizes: list[float], ends_at: int) -> None:
    """sizes: MiB that are still to be taken, at each look."""
    looks: list[Callable[[], None]] = []
    aborted: list[bool] = []
    left = [int(size * (1 << 20)) for size in sizes]
    connection: Any = BoundedConnection.__new__(BoundedConnection)
    connection.flow = SimpleNamespace(pause_writing=lambda: None)
    connection.loop = SimpleNamespace(call_later=lambda seconds, call, *given: looks.append(lambda: call(*given)))
    connection.transport = SimpleNamespace(get_write_buffer_size=lambda: left[len(looks)], abort=lambda: aborted.append(True))
    connection.pause_writing()
    while not aborted:
        looks[-1]()
    assert len(looks) == ends_at


def test_more_connections_than_allowed_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with bounds(monkeypatch, most=1), serving(Engine(tiny_model())) as (url, _), connected(url), connected(url) as second:
        said = all_of(second)
    assert said.startswith(b"HTTP/1.1 503")
    assert b"retry-after: 5" in said
    assert b"try again in 5 s." in said


@pytest.mark.parametrize(
    "said", [b"zebra \xff\r\n\r\n", HEAD + b"transfer-encoding: chunked\r\n\r\nzebra\r\n", HEAD + b"content-length: -1\r\n\r\n"]
)
def test_what_is_no_http_is_answered_in_the_form_of_an_error(said: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Engine(tiny_model())) as (url, _), connected(url) as client:
        client.sendall(said)
        head, _, body = all_of(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert json.loads(body)["error"]["code"] == "not_http"
    assert b"zebra" not in body
    assert "Traceback" not in caplog.text


def test_clients_that_leave_in_the_middle_of_a_body_are_a_line_each_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with serving(Engine(tiny_model())) as (url, _):
        for _place in range(5):
            with connected(url) as client:
                client.sendall(HEAD + b"content-length: 100\r\n\r\n{")
        assert until(lambda: caplog.text.count("a client has left") == 5)
        assert httpx.post(url + DENOISE_PATH, content=request(), headers=JSON).status_code == 200
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("accept", [STREAM_TYPE, "*/*"])
@pytest.mark.parametrize("behind", [False, True], ids=["running", "queued"])
def test_nothing_is_computed_for_a_client_that_has_gone(accept: str, behind: bool) -> None:
    engine = Held()
    body = request(num_inference_steps=40, switch_point=40)
    with serving(engine) as (url, server), httpx.Client(base_url=url, headers=JSON, timeout=30) as http:
        job = http.post(JOBS_PATH, content=request()).headers["location"] if behind else None
        with connected(url) as client:
            client.sendall(HEAD + f"accept: {accept}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
            assert until(lambda: server.desk.queue.waiting == 1 + behind and (behind or engine.steps == 1))
        if behind:
            assert until(lambda: server.desk.queue.waiting == 1)
        engine.leave.set()
        assert http.post(DENOISE_PATH, content=request()).status_code == 200
        if job:
            http.delete(job)
    assert engine.steps <= 3 + (3 if behind else 2)


def test_a_waiting_client_hears_of_its_place_again_and_again() -> None:
    engine = Held()
    with (
        serving(engine, ServiceSettings(beat_seconds=0.1)) as (url, _),
        httpx.Client(base_url=url, headers={**JSON, "accept": STREAM_TYPE}, timeout=30) as http,
        http.stream("POST", DENOISE_PATH, content=request()) as first,
        http.stream("POST", DENOISE_PATH, content=request(seed=1)) as second,
    ):
        frames = read_frames(second.iter_bytes(), 1 << 20)
        heard = [next(frames) for _ in range(3)]
        engine.leave.set()
        ends = [[tag for tag, _ in stream][-1] for stream in (read_frames(first.iter_bytes(), 1 << 20), frames)]
    assert heard == [(b"QUED", b'{"ahead": 1}')] * 3
    assert ends == [b"DONE", b"DONE"]


def test_at_the_end_what_was_accepted_is_finished_and_nothing_new_is_taken() -> None:
    engine = Held()
    with serving(engine) as (url, server), httpx.Client(base_url=url, headers=JSON, timeout=30) as http:
        answers: list[int] = []
        threads = [
            threading.Thread(
                target=lambda seed: answers.append(http.post(DENOISE_PATH, content=request(seed=seed)).status_code), args=(seed,)
            )
            for seed in range(4)
        ]
        for thread in threads:
            thread.start()
        job = http.post(JOBS_PATH, content=request()).json()
        assert until(lambda: server.desk.queue.waiting == 5)
        server.drain()
        refused, ready = http.post(DENOISE_PATH, content=request()), http.get("/health/ready")
        engine.leave.set()
        for thread in threads:
            thread.join(30)
        with http.stream("GET", job["events"]) as events:
            events.read()
        result = http.get(job["result"])
        assert until(lambda: server.should_exit)
    assert answers == [200] * 4
    assert (refused.status_code, refused.json()["error"]["code"], refused.headers["retry-after"]) == (503, "draining", "30")
    assert "again in 30 s." in refused.json()["error"]["message"]
    assert ready.status_code == 503
    assert result.status_code == 200


class Lost(Engine):
    """Its GPU fails, as CUDA says it."""

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        raise RuntimeError("CUDA error: device-side assert triggered")


def test_a_gpu_that_has_failed_ends_the_server_for_its_supervisor_to_start_it_anew() -> None:
    with serving(Lost(tiny_model())) as (url, server), httpx.Client(base_url=url, headers=JSON) as http:
        ready = http.get("/health/ready").status_code
        failed = http.post(DENOISE_PATH, content=request())
        assert until(lambda: server.should_exit)
    assert (ready, failed.status_code, failed.json()["error"]["code"]) == (200, 503, "model_down")
    assert failed.headers["retry-after"] == "60"
    assert server.desk.ready == "draining"


def test_the_end_does_not_wait_longer_than_it_may() -> None:
    engine = Held()
    with serving(engine, drain_seconds=0.2) as (url, server), httpx.Client(base_url=url, headers=JSON) as http:
        http.post(JOBS_PATH, content=request())
        server.drain()
        assert until(lambda: server.should_exit)
        engine.leave.set()


def test_a_request_is_one_line_of_numbers_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Watched()) as (url, _), httpx.Client(base_url=url, headers=JSON) as http:
        http.post(DENOISE_PATH, content=request())
    [line] = [record for record in caplog.records if record.name == "obclip.cloud.requests"]
    told = line.told  # type: ignore[attr-defined]
    assert set(told) == {"id", "n", "k", "t", "plan", "work", "ms", "outcome"}
    assert re.fullmatch(r"id=\w{8} n=2 k=3 t=4 plan=none work=[\d.]+ ms=\d+ outcome=ok", line.getMessage())
    assert json.dumps(told)
    for secret in ("zebra", "4242424242"):
        assert secret not in caplog.text

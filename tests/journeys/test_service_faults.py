"""A real `obclip serve`, treated badly: killed, told to stop under load, spied on."""

import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
import torch

from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.codec import decode_reply
from obclip.protocol.frames import STREAM_TYPE
from tests.cloud.asking import JSON, request
from tests.journeys.test_two_terminals import OBCLIP, OFFLINE

pytestmark = pytest.mark.slow
FULL = 40 << 10
CANARY, SEED = "quokkazebra", 987654321987654321


@contextmanager
def server(
    model: Path, said: Path, *options: object, port: int = 0, url: str = "", preexec_fn: Callable[[], None] | None = None
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Its URL, which it has said unless it is known, and its process."""
    arguments = [sys.executable, OBCLIP, "serve", "--model", model, "--device", "cpu", "--port", port, "--batch", 1, *options]
    with said.open("a") as file:
        process = subprocess.Popen(
            [*map(str, arguments)],
            env={**OFFLINE, "OMP_NUM_THREADS": "1"},
            stdout=file,
            stderr=subprocess.STDOUT,
            preexec_fn=preexec_fn,
        )
    try:
        yield _answering(process, said, url), process
    finally:
        process.kill()
        process.wait(20)


def _answering(process: "subprocess.Popen[bytes]", said: Path, known: str) -> str:
    while process.poll() is None:
        for url in [known] if known else reversed(re.findall(r"http://127\.0\.0\.1:\d+", said.read_text())):
            try:
                if httpx.get(f"{url}/health/live").status_code == 200:
                    return str(url)
            except httpx.TransportError:
                continue
        time.sleep(0.2)
    raise AssertionError(said.read_text())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_a_server_that_was_killed_answers_the_same_bytes_after_its_restart(tiny_folder: Path, tmp_path: Path) -> None:
    port, body = free_port(), request(num_inference_steps=200, switch_point=200)
    headers = {**JSON, "idempotency-key": "the-same-before-and-after"}
    with server(tiny_folder, tmp_path / "one.txt", port=port) as (url, process):
        expected = httpx.post(url + DENOISE_PATH, content=body, headers=JSON, timeout=120).content
        with httpx.stream("POST", url + DENOISE_PATH, content=body, headers={**headers, "accept": STREAM_TYPE}, timeout=120) as answer:
            chunks = answer.iter_bytes()
            next(chunks)
            process.kill()
            with pytest.raises(httpx.TransportError):
                list(chunks)
    with server(tiny_folder, tmp_path / "two.txt", port=port) as (url, _):
        again = httpx.post(url + DENOISE_PATH, content=body, headers=headers, timeout=120)
    one, other = (decode_reply(told, 2, (4, 8, 8)).handover.latents for told in (again.content, expected))
    assert torch.equal(one, other)


def test_no_accepted_request_is_lost_when_it_is_told_to_stop(tiny_folder: Path, tmp_path: Path) -> None:
    with server(tiny_folder, tmp_path / "said.txt", "--queue", 300, "--drain-timeout", 240) as (url, process):
        many = httpx.Limits(max_connections=400)
        with httpx.Client(base_url=url, headers=JSON, timeout=300, limits=many) as http, ThreadPoolExecutor(200) as pool:
            answers = [pool.submit(http.post, DENOISE_PATH, content=request(seed=seed)) for seed in range(200)]
            while (waiting := _waiting(http)) < 50:
                assert not all(answer.done() for answer in answers), "they were answered too fast to be under way"
            process.send_signal(signal.SIGTERM)
            slowest = max(_health_seconds(http) for _ in range(5))
            statuses = [answer.result().status_code for answer in answers]
        assert process.wait(60) == 0
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= waiting
    assert slowest < 5


def test_a_disk_that_is_full_stops_neither_answers_nor_budgets(tiny_folder: Path, tmp_path: Path) -> None:
    """No file of the server's may grow beyond 40 KiB, as if the disk were full: that is its log at once, and its budgets after some."""
    keys, said, port = tmp_path / "keys.toml", tmp_path / "said.txt", free_port()
    key = _made(keys, "--budget", "10")
    said.write_text("x" * FULL)
    options = ("--keys", keys, "--budgets", tmp_path / "budgets.sqlite", "--log-level", "debug")
    headers = {**JSON, "authorization": f"Bearer {key}"}
    url = f"http://127.0.0.1:{port}"
    with (
        server(tiny_folder, said, *options, port=port, url=url, preexec_fn=_full_disk),
        httpx.Client(base_url=url, headers=headers) as http,
    ):
        answers = [http.post(DENOISE_PATH, content=request(seed=seed), timeout=60) for seed in range(60)]
        live = http.get("/health/live").status_code
    statuses = [answer.status_code for answer in answers]
    with closing(sqlite3.connect(tmp_path / "budgets.sqlite")) as store:
        [[written]] = store.execute("SELECT sum(generations) FROM spent").fetchall()
    allowed = statuses.count(200)
    assert statuses == [200] * allowed + [429] * (60 - allowed)
    assert 0 < written < 9 < allowed * 2 * 3 / 25 <= 10, "the day's budget holds, though only a part of it could be written down"
    assert "of the key's 10 a day" in answers[-1].json()["error"]["message"]
    assert live == 200
    assert said.stat().st_size == FULL


def _full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))


def _made(keys: Path, *options: str) -> str:
    """The text of a fresh key."""
    command = [sys.executable, str(OBCLIP), "keys", "add", "alice", "--file", str(keys), *options]
    return subprocess.run(command, env=OFFLINE, capture_output=True, text=True, check=True).stdout.strip()


def _waiting(http: httpx.Client) -> int:
    return int(http.get("/v1/models").json()["data"][0]["load"]["waiting"])


def _health_seconds(http: httpx.Client) -> float:
    start = time.perf_counter()
    assert http.get("/health/live").status_code == 200
    return time.perf_counter() - start


def test_canary_words_are_nowhere_but_in_memory(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, said, folder = tmp_path / "keys.toml", tmp_path / "said.txt", tmp_path / "temporary"
    folder.mkdir()
    key = _made(keys)
    options = ("--keys", keys, "--budgets", tmp_path / "budgets.sqlite", "--log-level", "debug", "--log-json")
    headers = {**JSON, "authorization": f"Bearer {key}"}
    body = request(prompts=(f"a {CANARY} man", f"a {CANARY} woman"), negative_prompt=CANARY, seed=SEED)
    monkeypatch.setitem(OFFLINE, "TMPDIR", str(folder))
    with server(tiny_folder, said, *options) as (url, process), httpx.Client(base_url=url, headers=headers, timeout=120) as http:
        for bad in (body, body.replace(b'"seed"', CANARY.encode() + b'"seed"'), body.replace(b"dpmsolver++", CANARY.encode()), body[:200]):
            http.post(DENOISE_PATH, content=bad)
        job = http.post(JOBS_PATH, content=body).json()
        http.get(job["events"])
        leaving = threading.Thread(target=lambda: _leave(url, headers, body))
        leaving.start()
        leaving.join()
        metrics = http.get("/metrics").text
        process_files = [Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("cmdline", "environ", "comm")]
    places = [said, keys, *tmp_path.glob("budgets.sqlite*"), *(file for file in folder.rglob("*") if file.is_file())]
    seen = {str(place): place.read_bytes() for place in places} | {"metrics": metrics.encode(), "process": b"\n".join(process_files)}
    assert b'"outcome": "ok"' in seen[str(said)]
    assert b"obclip_plain_generations_total" in seen["metrics"]
    for secret in (CANARY, str(SEED), key):
        assert [place for place, content in seen.items() if secret.encode() in content] == []


def _leave(url: str, headers: dict[str, str], body: bytes) -> None:
    with httpx.stream("POST", url + DENOISE_PATH, content=body, headers={**headers, "accept": STREAM_TYPE}, timeout=60) as answer:
        next(answer.iter_bytes())

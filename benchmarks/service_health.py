"""How soon a server says that it is alive while it is treated badly: the slowest of many answers of /health/live, fault by fault.

python -m benchmarks.service_health
"""

import argparse
import logging
import multiprocessing
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

import httpx2 as httpx
import torch

from benchmarks.service_load import HEADERS, Mix
from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.cloud.memory import keep_loaded
from obclip.cloud.service.settings import ServiceSettings
from obclip.denoising.loop import OnStep
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.codec import encode_request
from obclip.protocol.frames import STREAM_TYPE
from obclip.protocol.reply import DenoiseReply

MIX = Mix((2,), ("none",))
RAISES, NO_MEMORY = 1_000_001, 1_000_002
STEPS = 4
MEBIBYTE = 1 << 20
SPAWNED = multiprocessing.get_context("spawn")


class Faulty(Engine):
    """Fails after its third step for two seeds: by an error of its own, and for want of memory."""

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        def fail(step: int) -> None:
            on_step(step)
            if step == 2 and job.request.seed == RAISES:
                raise RuntimeError("a fault of the model")
            if step == 2 and job.request.seed == NO_MEMORY:
                raise torch.OutOfMemoryError

        return super().run(job, fail)


def serve(port: int, keys: Path) -> None:
    """A server of the bundled model, in a process of its own."""
    from obclip.cloud.service import create_app
    from obclip.cloud.service.server import Server
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT

    logging.disable(logging.CRITICAL)
    engine = Faulty(load_model(CLOUD_DEFAULT, device="cpu"))
    settings = ServiceSettings(most_waiting=64, keys=keys, budgets=keys.with_suffix(".sqlite"))
    server = Server(create_app(engine, settings, measured=True), drain_seconds=30)
    keep_loaded()
    server.serve_on(socket.create_server(("127.0.0.1", port)))


def poll(url: str, slowest: "Synchronized[float]", answers: "Synchronized[int]") -> None:
    """Ask every 10 ms, in a process of its own, so that nothing but the server keeps it waiting."""
    with httpx.Client(base_url=url, timeout=60) as http:
        while True:
            start = time.perf_counter()
            with suppress(httpx.TransportError):  # it has ended
                http.get("/health/live").raise_for_status()
                slowest.value, answers.value = max(slowest.value, time.perf_counter() - start), answers.value + 1
            time.sleep(0.01)


def body(seed: int, **changes: Any) -> bytes:
    return encode_request(replace(MIX.request(seed), **{"seed": seed, "switch_point": STEPS, **changes}))


class Faults:
    """What is done to a server, a method a fault."""

    def __init__(self, url: str, headers: dict[str, str], keys: Path) -> None:
        self.url, self.headers, self.keys = url, headers, keys
        self.http = httpx.Client(base_url=url, headers=headers, timeout=600)

    def all(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Each with its name."""
        yield "nothing", lambda: time.sleep(2)
        yield "16 clients at once", lambda: at_once(16, self.ask)
        yield "a queue that is full, asked 500 times", self.full_queue
        yield "20 clients that leave in the middle of a stream", lambda: at_once(20, self.leave)
        yield "50 bodies that come slowly, 50 that stop", self.slow
        yield "a model that raises in step 3", lambda: self.fails(RAISES)
        yield "a step that runs out of memory", lambda: self.fails(NO_MEMORY)
        yield "100 bodies of a mebibyte that are no request", self.large
        yield "300 jobs that fail", self.jobs
        yield "50 readers that never read", self.never_read
        yield "300 connections that say nothing", self.silent
        yield "a file of keys that is spoilt and mended 50 times", self.spoilt

    def ask(self, seed: int) -> None:
        self.http.post(DENOISE_PATH, content=body(seed))

    def full_queue(self) -> None:
        jobs = [self.http.post(JOBS_PATH, content=body(seed, switch_point=8)) for seed in range(64)]
        for seed in range(500):
            self.http.post(JOBS_PATH, content=body(seed))
        for job in jobs:
            self.http.delete(job.headers.get("location", "/"))

    def leave(self, seed: int) -> None:
        with self.http.stream("POST", DENOISE_PATH, content=body(seed), headers={"accept": STREAM_TYPE}) as answer:
            next(answer.iter_bytes())

    def fails(self, seed: int) -> None:
        statuses = [self.http.post(DENOISE_PATH, content=body(number)).status_code for number in (seed, 1)]
        if statuses != [503, 200]:
            raise RuntimeError(f"a failed request and the next one were answered by {statuses}")

    def slow(self) -> None:
        clients = [self.connected(f"POST {DENOISE_PATH}", "content-length: 200") for _ in range(100)]
        for _ in range(20):
            for client in clients[:50]:
                with suppress(OSError):
                    client.sendall(b"[")
            time.sleep(0.1)
        for client in clients:
            client.close()

    def large(self) -> None:
        bodies = (
            b"[" + b"[]," * (MEBIBYTE // 3 - 9) + b"[]]",
            b"[" * MEBIBYTE,
            b'"' + b"\\n" * (MEBIBYTE // 2 - 9) + b'"',
            b'{"seed":' + b"9" * 10**6,
        )
        at_once(4, lambda place: [self.http.post(DENOISE_PATH, content=bodies[place]) for _ in range(25)])

    def jobs(self) -> None:
        for seed in range(300):
            self.http.post(JOBS_PATH, content=body(seed, prompts=("word " * 300, "a")))

    def never_read(self) -> None:
        clients = [self.connected(f"POST {DENOISE_PATH}", f"content-length: {len(body(seed))}") for seed in range(50)]
        for seed, client in enumerate(clients):
            client.sendall(body(seed))
        time.sleep(3)
        for client in clients:
            client.close()

    def silent(self) -> None:
        clients = [self.connected("GET /", "x: y") for _ in range(300)]
        time.sleep(3)
        for client in clients:
            client.close()

    def spoilt(self) -> None:
        good = self.keys.read_text()
        for _ in range(50):
            for text in ("spoilt [", good):
                self.keys.write_text(text)
                self.http.get("/v1/models").raise_for_status()

    def connected(self, line: str, header: str) -> socket.socket:
        """A connection with a head of a request, after which anything may come."""
        host, port = self.url.removeprefix("http://").split(":")
        client = socket.create_connection((host, int(port)), timeout=20)
        told = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        client.sendall(f"{line} HTTP/1.1\r\nhost: cloud\r\naccept: {STREAM_TYPE}\r\n{told}{header}\r\n\r\n".encode())
        return client


def at_once(count: int, call: Callable[[int], object]) -> None:
    """From so many threads."""
    threads = [threading.Thread(target=call, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def running(target: Callable[..., None], *arguments: object) -> Iterator[Any]:
    """A process, ended at the end."""
    process = SPAWNED.Process(target=target, args=arguments, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def main() -> None:
    from obclip.cloud.service.keys import new_key, write_keys

    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    slowest, answers = SPAWNED.Value("d", 0.0), SPAWNED.Value("i", 0)
    key, text = new_key("measured", generations_a_day=1e6, requests_a_minute=10**6)
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.toml"
        write_keys(keys, [key])
        url, headers = f"http://127.0.0.1:{port}", {**HEADERS, "authorization": f"Bearer {text}"}
        with running(serve, port, keys) as server, running(poll, url, slowest, answers):
            while not answers.value:
                time.sleep(0.2)
            faults = Faults(url, headers, keys)
            for name, fault in [*faults.all(), ("SIGTERM under load", lambda: ended(faults, server))]:
                slowest.value, answers.value = 0.0, 0
                fault()
                print(f"{name}: the slowest of {answers.value} answers took {1000 * slowest.value:.0f} ms", flush=True)


def ended(faults: Faults, server: Any) -> None:
    """Told to stop with requests under way; what was accepted is answered."""
    jobs = [threading.Thread(target=faults.ask, args=(seed,)) for seed in range(8)]
    for job in jobs:
        job.start()
    time.sleep(0.5)
    server.terminate()
    for job in jobs:
        job.join()


if __name__ == "__main__":
    main()

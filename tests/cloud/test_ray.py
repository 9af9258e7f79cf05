"""A real cluster on this machine: a replica killed under load, a new version, another model and the end lose no accepted request."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import torch
from filelock import FileLock

from obclip.cloud.engine import Engine
from obclip.cloud.ray_app import Cluster, drain, start, stop
from obclip.cloud.service.keys import new_key, write_keys
from obclip.cloud.service.settings import ServiceSettings
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.codec import decode_reply
from tests import tiny
from tests.cloud.asking import JSON, SHAPE, asked, request, tiny_model

# ray leaves sockets and files to the collector
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
REQUESTS = 24
LONG = {"num_inference_steps": 30, "switch_point": 30}


def load() -> Engine:
    torch.set_num_threads(1)
    return Engine(tiny_model())


def load_another() -> Engine:
    torch.set_num_threads(1)
    return Engine(StableDiffusionModel(tiny.pipeline(unet_seed=1), name="another"))


@dataclass(frozen=True)
class Running:
    """http: a client with a key and a small budget. replicas: their handle."""

    http: httpx.Client
    replicas: Any
    settings: ServiceSettings
    cluster: Cluster

    def ask(self, seed: int) -> httpx.Response:
        body = request(seed=seed, **LONG)
        return self.http.post(DENOISE_PATH, content=body, headers={"idempotency-key": f"a-key-of-its-own-{seed}"})

    def processes(self) -> set[int]:
        return {self.replicas.process.remote().result(timeout_s=60) for _ in range(20)}

    def under_load(self, first: int, call: Callable[[], object]) -> list[httpx.Response]:
        """Answers to requests from eight at once, in the midst of which something happens."""
        with ThreadPoolExecutor(8) as pool:
            answers = [pool.submit(self.ask, first + seed) for seed in range(REQUESTS)]
            answers[2].result()
            call()
            return [answer.result() for answer in answers]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    pytest.importorskip("ray")
    folder: Path = tmp_path_factory.mktemp("ray")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    key, text = new_key("alice", generations_a_day=1000)
    write_keys(folder / "keys.toml", [key])
    settings = ServiceSettings(most_waiting=64, keys=folder / "keys.toml", budgets=folder / "budgets.sqlite")
    cluster = Cluster(port=port, replicas=(2, 2), cpus=0.5)
    # One cluster at a time: where tests run side by side, a second one would not be up before Ray gives it up.
    alone = FileLock(tmp_path_factory.getbasetemp().parent / "ray.lock")
    with alone, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        handle = start(load, settings, cluster)
        headers = {**JSON, "authorization": f"Bearer {text}"}
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=240) as http:
                yield Running(http, handle, settings, cluster)
        finally:
            stop()


def rows(answer: httpx.Response) -> torch.Tensor:
    return decode_reply(answer.content, 2, SHAPE).handover.latents


def test_the_token_of_the_cluster_is_for_its_owners_eyes(running: Running) -> None:
    assert (Path.home() / ".ray/auth_token").stat().st_mode & 0o077 == 0


def test_no_accepted_request_is_lost_with_a_replica(running: Running) -> None:
    processes = running.processes()
    told = running.under_load(0, lambda: os.kill(min(processes), signal.SIGKILL))

    assert len(processes) == 2
    assert [answer.status_code for answer in told] == [200] * REQUESTS
    engine = Engine(tiny_model())
    for seed in (0, REQUESTS // 2, REQUESTS - 1):
        assert torch.allclose(rows(told[seed]), engine.denoise(asked(seed=seed, **LONG)).handover.latents, atol=1e-4)
    again = running.ask(0)
    assert again.headers["obclip-job"] == told[0].headers["obclip-job"], "idempotency holds across replicas"
    generations = next(line for line in running.http.get("/metrics").text.splitlines() if line.startswith("obclip_plain_generations_total"))
    assert float(generations.split()[1]) == pytest.approx(REQUESTS * 2 * 30 / 25, rel=0.05), "each was booked once"


def test_another_model_is_served_under_its_own_route(running: Running) -> None:
    start(load_another, running.settings, Cluster(port=running.cluster.port, cpus=0.5, route="/another"))
    names = [running.http.get(f"{route}/v1/models").json()["data"][0]["id"] for route in ("", "/another")]
    begun = running.http.post(f"/another{JOBS_PATH}", content=request())
    with running.http.stream("GET", begun.json()["events"]) as events:
        events.read()
    result = running.http.get(begun.json()["result"])

    assert names == ["tiny", "another"]
    assert begun.headers["location"].startswith("/another/v1/")
    assert torch.allclose(rows(result), load_another().denoise(asked()).handover.latents, atol=1e-4)


def test_a_new_version_takes_over_without_losing_a_request(running: Running) -> None:
    before, ended, told = running.processes(), threading.Event(), list[int]()

    def ask_on(client: int) -> None:
        for turn in count():
            told.append(running.ask(1000 * client + turn).status_code)
            if ended.is_set():
                return

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(ask_on, client) for client in range(1, 5)]
        start(load, running.settings, running.cluster)
        ended.set()
        for client in clients:
            client.result()
    assert len(told) > 8
    assert set(told) == {200}
    assert not before & running.processes()


def test_at_the_end_what_was_accepted_is_finished(running: Running) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(running.ask, 6000 + seed) for seed in range(8)]
        while running.http.get("/v1/models").json()["data"][0]["load"]["waiting"] < 8:
            time.sleep(0.05)
        drain(running.cluster)
        refused = running.ask(7000)
        told = [answer.result() for answer in answers]
    assert [answer.status_code for answer in told] == [200] * 8
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "draining")

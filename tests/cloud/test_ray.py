"""A real cluster on this machine: two replicas, one of them killed under load, and no accepted request is lost."""

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import torch

from obclip.cloud.engine import Engine
from obclip.cloud.ray_app import Cluster, start, stop
from obclip.cloud.service.keys import new_key, write_keys
from obclip.cloud.service.settings import ServiceSettings
from obclip.protocol import DENOISE_PATH
from obclip.protocol.codec import decode_reply
from tests.cloud.asking import JSON, SHAPE, asked, request, tiny_model

pytestmark = pytest.mark.slow
REQUESTS = 24


def load() -> Engine:
    torch.set_num_threads(1)
    return Engine(tiny_model())


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[httpx.Client, Any]]:
    """A client with a key and a small budget, and the replicas' handle."""
    pytest.importorskip("ray")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    key, text = new_key("alice", generations_a_day=1000)
    write_keys(tmp_path / "keys.toml", [key])
    settings = ServiceSettings(most_waiting=64, keys=tmp_path / "keys.toml", budgets=tmp_path / "budgets.sqlite")
    handle = start(load, settings, Cluster(port=port, replicas=(2, 2), cpus=0.5))
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={**JSON, "authorization": f"Bearer {text}"}, timeout=120) as http:
            yield http, handle
    finally:
        stop()


@pytest.mark.filterwarnings("ignore")  # ray leaves sockets and files to the collector
def test_no_accepted_request_is_lost_with_a_replica(cluster: tuple[httpx.Client, Any]) -> None:
    http, handle = cluster
    processes = {handle.process.remote().result(timeout_s=60) for _ in range(20)}
    assert len(processes) == 2

    def ask(seed: int) -> httpx.Response:
        body = request(seed=seed, num_inference_steps=30, switch_point=30)
        return http.post(DENOISE_PATH, content=body, headers={"idempotency-key": f"a-key-of-its-own-{seed}"})

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, seed) for seed in range(REQUESTS)]
        answers[2].result()
        os.kill(min(processes), signal.SIGKILL)
        told = [answer.result() for answer in answers]

    assert [answer.status_code for answer in told] == [200] * REQUESTS
    engine = Engine(tiny_model())
    for seed in (0, REQUESTS // 2, REQUESTS - 1):
        expected = engine.denoise(asked(seed=seed, num_inference_steps=30, switch_point=30)).handover.latents
        assert torch.allclose(decode_reply(told[seed].content, 2, SHAPE).handover.latents, expected, atol=1e-4)
    again = ask(0)
    assert again.headers["obclip-job"] == told[0].headers["obclip-job"], "idempotency holds across replicas"
    generations = next(line for line in http.get("/metrics").text.splitlines() if line.startswith("obclip_plain_generations_total"))
    assert float(generations.split()[1]) == pytest.approx(REQUESTS * 2 * 30 / 25, rel=0.05), "each was booked once"

"""Requests a second of one replica and of two on this machine, and what becomes of requests when one of the two is killed under load.

python -m benchmarks.ray_replicas
"""

import argparse
import os
import signal
import socket
import threading
import time
from typing import Any

import torch

from benchmarks.service_load import Load, Mix, Outcome
from obclip.cloud.engine import Engine
from obclip.cloud.ray_app import Cluster, start, stop
from obclip.cloud.service.settings import ServiceSettings
from obclip.models.loading import load_model
from obclip.models.registry import CLOUD_DEFAULT

MIX = Mix((2,), ("none",), distinct=16)
CLIENTS = 8


def engine() -> Engine:
    """Of a replica: one thread each, so that two share the cores of a small machine."""
    torch.set_num_threads(1)
    return Engine(load_model(CLOUD_DEFAULT, device="cpu"))


def loaded(url: str, each: int, expected: list[torch.Tensor]) -> Outcome:
    return Load(MIX, expected).run(url, CLIENTS, each)


def killed(handle: Any, url: str, each: int, expected: list[torch.Tensor]) -> None:
    """One of the replicas, once a fifth of the answers is there."""
    processes = {handle.process.remote().result(timeout_s=60) for _ in range(20)}
    load = Load(MIX, expected)

    def kill() -> None:
        while len(load.outcome.seconds) < CLIENTS * each / 5:
            time.sleep(0.05)
        os.kill(min(processes), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    outcome = load.run(url, CLIENTS, each)
    killer.join()
    print(f"one of {len(processes)} killed under load: answered {len(outcome.seconds)} of {CLIENTS * each}", end=", ")
    print(f"mixed up {len(outcome.mixed_up)}, {outcome.rate:.2f} requests a second while it was replaced", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=10, help="Of each of eight clients.")
    args = parser.parse_args()
    expected = MIX.alone(engine(), MIX.distinct)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url, rates = f"http://127.0.0.1:{port}", []
    try:
        for replicas in (1, 2):
            handle = start(engine, ServiceSettings(most_waiting=64), Cluster(port=port, replicas=(replicas, replicas), cpus=0.5))
            loaded(url, 1, expected)
            outcome = loaded(url, args.requests, expected)
            rates.append(outcome.rate)
            print(f"replicas {replicas}: {outcome.rate:.2f} requests a second, {outcome.rate / rates[0]:.2f} times one", flush=True)
        killed(handle, url, args.requests, expected)
    finally:
        stop()


if __name__ == "__main__":
    main()

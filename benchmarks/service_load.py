"""Many clients at once against one real server: who was answered, how fast, and whether rows were mixed up.

python -m benchmarks.service_load --clients 64 --requests 20                                     # mixed numbers of candidates and plans
python -m benchmarks.service_load --clients 16 --requests 8 --candidates 2 --plans none --batch 1 8     # what batching brings
"""

import argparse
import os
import random
import re
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import httpx2 as httpx
import torch
from torch import Tensor

from benchmarks.serving import serving
from obclip.cloud.engine import Engine
from obclip.cloud.service.settings import ServiceSettings
from obclip.models.loading import load_model
from obclip.models.registry import CLOUD_DEFAULT
from obclip.protocol import DENOISE_PATH
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.codec import decode_reply, encode_request
from obclip.protocol.request import DenoiseRequest

HEADERS = {"content-type": "application/json"}
PEOPLE = ("young", "old", "tall", "small", "glad", "sad")
K = 2

Bucket = tuple[float, float]


@dataclass(frozen=True)
class Mix:
    """What is asked: `distinct` requests again and again, of these numbers of candidates and plans in turn by chance."""

    sizes: Sequence[int] = (1, 2, 6)
    plans: Sequence[str] = ("none", "exact", "fast")
    distinct: int = 320

    def request(self, place: int) -> DenoiseRequest:
        """The one at a place, the same each time."""
        number = place % self.distinct
        chosen = random.Random(number)
        count = chosen.choice(self.sizes)
        prompts = tuple(f"portrait number {number} of a {kind} person" for kind in PEOPLE[:count])
        plan = replace(PRESETS[chosen.choice(self.plans)](K), axes=(count,))
        return DenoiseRequest(prompts, number, 8, K, 3.0, acceleration=plan)

    def alone(self, engine: Engine, count: int) -> list[Tensor]:
        """Latents [N, C, h, w] of the first `count`, one after the other: what each reply must be."""
        return [engine.denoise(self.request(place)).handover.latents for place in range(min(count, self.distinct))]


@dataclass
class Outcome:
    """What became of the requests: seconds of each answer, places whose reply was another's, refusals that were waited out, bytes in
    memory after each answer, seconds in all."""

    seconds: list[float] = field(default_factory=list)
    mixed_up: list[int] = field(default_factory=list)
    refused: int = 0
    resident: list[int] = field(default_factory=list)
    took: float = 0.0

    @property
    def growth(self) -> float:
        """Of the process's memory from the 200th answer (or the middle) to the last."""
        first = self.resident[min(200, len(self.resident) // 2)]
        return self.resident[-1] / first - 1

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took


class Load:
    """`clients` at once, each with `each` requests one after the other; refusals are waited out as they say. expected: see `Mix.alone`.
    process: of the server, whose memory is watched; this one if left out."""

    def __init__(self, mix: Mix, expected: Sequence[Tensor], process: int | None = None) -> None:
        self.mix, self.expected, self.process = mix, expected, process
        self.outcome, self._lock = Outcome(), threading.Lock()

    def run(self, url: str, clients: int, each: int) -> Outcome:
        """Until all are answered."""

        def client(number: int) -> None:
            with httpx.Client(base_url=url, headers=HEADERS, timeout=600) as http:
                for turn in range(each):
                    self._ask(http, number * each + turn)

        start = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))
        self.outcome.took = time.perf_counter() - start
        return self.outcome

    def _ask(self, http: httpx.Client, place: int) -> None:
        body = encode_request(self.mix.request(place))
        while True:
            start = time.perf_counter()
            answer = http.post(DENOISE_PATH, content=body)
            took = time.perf_counter() - start
            if answer.status_code == 200:
                break
            if answer.status_code not in (429, 503):
                raise RuntimeError(f"HTTP {answer.status_code}")
            with self._lock:
                self.outcome.refused += 1
            time.sleep(min(2.0, float(answer.headers["retry-after"])) * random.uniform(0.5, 1.0))
        right = same(answer.content, self.expected[place % len(self.expected)])
        with self._lock:
            self.outcome.seconds.append(took)
            self.outcome.resident.append(resident(self.process))
            self.outcome.mixed_up += [] if right else [place]


def same(reply: bytes, expected: Tensor) -> bool:
    """Whether a reply is what was expected, but for rounding: it may have been computed beside others."""
    got = decode_reply(reply, len(expected), tuple(expected.shape[1:])).handover.latents  # type: ignore[arg-type]
    return bool((got - expected).abs().max() <= 1e-4 * max(1.0, float(expected.abs().max())))


def resident(process: int | None = None) -> int:
    """Bytes in memory of a process, this one if left out."""
    told = Path(f"/proc/{process or os.getpid()}/statm").read_text()
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def quantile(numbers: Sequence[float], share: float) -> float:
    """The nearest number."""
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))]


def told_quantile(metrics: str, share: float) -> float:
    """The same from a histogram, as Prometheus reads it: along a line within a bucket."""
    wanted = share * told_count(metrics)
    (low, before), (high, count) = told_within(metrics, share)
    return low + (high - low) * (wanted - before) / (count - before)


def told_within(metrics: str, share: float) -> tuple[Bucket, Bucket]:
    """The bucket that a quantile lies in: its two bounds in seconds, each with the number of answers up to it."""
    buckets = told_buckets(metrics)
    wanted = share * told_count(metrics)
    return next((low, high) for low, high in pairwise(buckets) if high[1] >= wanted and high[1] > low[1])


def told_count(metrics: str) -> int:
    """Answers in all."""
    return int(told_buckets(metrics)[-1][1])


def told_buckets(metrics: str, name: str = "obclip_http_answered_seconds") -> list[Bucket]:
    """The histogram of the seconds until an answer."""
    pattern = rf'^{name}_bucket{{le="([^"]+)",route="{re.escape(DENOISE_PATH)}"}} ([\d.e+]+)$'
    return [(0.0, 0.0), *((float(bound), float(count)) for bound, count in re.findall(pattern, metrics, re.M))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--requests", type=int, default=20, help="Of each client.")
    parser.add_argument("--batch", type=int, nargs="+", default=[1], help="Requests that may share calls; several are measured in turn.")
    parser.add_argument("--candidates", type=int, nargs="+", default=[1, 2, 6])
    parser.add_argument("--plans", nargs="+", default=list(Mix.plans), choices=list(PRESETS))
    args = parser.parse_args()
    mix, asked = Mix(args.candidates, args.plans), args.clients * args.requests
    expected = mix.alone(Engine(load_model(CLOUD_DEFAULT, device="cpu")), asked)
    rates = [measure(mix, expected, args.clients, args.requests, together) for together in args.batch]
    for together, rate in list(zip(args.batch, rates, strict=True))[1:]:
        print(f"{together} together: {rate / rates[0]:.2f} times the requests a second of {args.batch[0]}")


def _serve(model: str, settings: ServiceSettings, told: Connection) -> None:
    with serving(Engine(load_model(model, device="cpu")), settings) as (url, _):
        told.send(url)
        with suppress(EOFError):
            told.recv()


@contextmanager
def own_server(model: str, settings: ServiceSettings) -> Iterator[tuple[str, int]]:
    """A server in a process of its own, whose memory is not its clients': its URL, and its id."""
    told, child = Pipe()
    process = get_context("spawn").Process(target=_serve, args=(model, settings, child), daemon=True)
    process.start()
    child.close()
    try:
        yield told.recv(), process.pid or 0
    finally:
        told.close()
        process.join(60)


def measure(mix: Mix, expected: Sequence[Tensor], clients: int, each: int, together: int) -> float:
    """One server, from its start to its end; prints its figures and gives its requests a second."""
    with own_server(CLOUD_DEFAULT, ServiceSettings(most_waiting=48, most_together=together)) as (url, process):
        outcome = Load(mix, expected, process).run(url, clients, each)
        metrics = httpx.get(f"{url}/metrics").text
    stacked = re.search(r"^obclip_stacked_requests_total ([\d.]+)", metrics, re.M)
    print(f"up to {together} together, torch threads {torch.get_num_threads()}: {outcome.rate:.2f} requests a second")
    print(f"  answered {len(outcome.seconds)} of {clients * each}, refused and answered later {outcome.refused}", end=", ")
    print(f"mixed up {len(outcome.mixed_up)}, beside others {float(stacked[1]) if stacked else 0:.0f}")
    for share in (0.5, 0.95):
        seen, told = quantile(outcome.seconds, share), told_quantile(metrics, share)
        print(f"  p{100 * share:.0f}: {seen:.3f} s by the clients, {told:.3f} s by /metrics ({100 * (told / seen - 1):+.1f} %)")
    print(f"  memory from the 200th answer to the last: {100 * outcome.growth:+.1f} %", flush=True)
    return outcome.rate


if __name__ == "__main__":
    main()

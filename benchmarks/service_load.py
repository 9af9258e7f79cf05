"""Many clients at once against one real server: who was answered, how fast, and whether rows were mixed up.

python -m benchmarks.service_load --clients 64 --requests 20 [--batch 8]
"""

import argparse
import os
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import httpx2 as httpx
import torch

from obclip.cloud.engine import Engine
from obclip.protocol import DENOISE_PATH
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.codec import decode_reply, encode_request
from obclip.protocol.request import DenoiseRequest

HEADERS = {"content-type": "application/json"}
PLANS = ("none", "exact", "fast")
K = 2

Bucket = tuple[float, float]


@dataclass
class Outcome:
    """What became of the requests: seconds of each answer, replies by request, refusals that were waited out, RSS after each answer."""

    seconds: list[float] = field(default_factory=list)
    replies: dict[int, bytes] = field(default_factory=dict)
    refused: int = 0
    resident: list[int] = field(default_factory=list)
    took: float = 0.0

    @property
    def growth(self) -> float:
        """Of the process's memory from the 200th answer (or the middle) to the last."""
        first = self.resident[min(200, len(self.resident) // 2)]
        return self.resident[-1] / first - 1


def request_of(place: int, sizes: Sequence[int] = (1, 2, 6)) -> DenoiseRequest:
    """A request among many: mixed numbers of candidates and plans."""
    chosen = random.Random(place)
    count = chosen.choice(sizes)
    prompts = tuple(f"portrait number {place} of a {kind} person" for kind in ("young", "old", "tall", "small", "glad", "sad")[:count])
    plan = replace(PRESETS[chosen.choice(PLANS)](K), axes=(count,))
    return DenoiseRequest(prompts, place, 8, K, 3.0, acceleration=plan)


def load(url: str, clients: int, each: int, sizes: Sequence[int] = (1, 2, 6)) -> Outcome:
    """`clients` at once, each with `each` requests one after the other; refusals are waited out as they say."""
    outcome, lock = Outcome(), threading.Lock()

    def client(number: int) -> None:
        with httpx.Client(base_url=url, headers=HEADERS, timeout=600) as http:
            for turn in range(each):
                _ask(http, number * each + turn, sizes, outcome, lock)

    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))
    outcome.took = time.perf_counter() - start
    return outcome


def _ask(http: httpx.Client, place: int, sizes: Sequence[int], outcome: Outcome, lock: threading.Lock) -> None:
    body = encode_request(request_of(place, sizes))
    while True:
        start = time.perf_counter()
        answer = http.post(DENOISE_PATH, content=body)
        took = time.perf_counter() - start
        if answer.status_code == 200:
            break
        if answer.status_code not in (429, 503):
            raise RuntimeError(f"HTTP {answer.status_code}")
        with lock:
            outcome.refused += 1
        time.sleep(min(2.0, float(answer.headers["retry-after"])) * random.uniform(0.5, 1.0))
    with lock:
        outcome.seconds.append(took)
        outcome.replies[place] = answer.content
        outcome.resident.append(resident())


def resident(process: int | None = None) -> int:
    """Bytes in memory of a process, this one if left out."""
    told = Path(f"/proc/{process or os.getpid()}/statm").read_text()
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def mixed_up(outcome: Outcome, engine: Engine, sizes: Sequence[int] = (1, 2, 6)) -> list[int]:
    """Requests whose reply is not what they get alone, one after the other."""
    wrong = []
    for place, reply in outcome.replies.items():
        expected = engine.denoise(request_of(place, sizes)).handover.latents
        got = decode_reply(reply, len(expected), tuple(expected.shape[1:])).handover.latents  # type: ignore[arg-type]
        if (got - expected).abs().max() > 1e-4 * max(1.0, float(expected.abs().max())):
            wrong.append(place)
    return wrong


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
    from obclip.cloud.service.settings import ServiceSettings
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT
    from tests.running import serving

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--candidates", type=int, nargs="+", default=[1, 2, 6])
    args = parser.parse_args()
    engine = Engine(load_model(CLOUD_DEFAULT, device="cpu"))
    settings = ServiceSettings(most_waiting=48, most_together=args.batch)
    with serving(engine, settings) as (url, _):
        outcome = load(url, args.clients, args.requests, args.candidates)
        metrics = httpx.get(f"{url}/metrics").text
    report(outcome, metrics, lambda: len(mixed_up(outcome, engine, args.candidates)))


def report(outcome: Outcome, metrics: str, wrong: Callable[[], int]) -> None:
    """The figures, a line each."""
    answered = len(outcome.replies)
    print(f"answered {answered}, refused and answered later {outcome.refused}, {answered / outcome.took:.2f} requests a second")
    for share in (0.5, 0.95):
        seen, told = quantile(outcome.seconds, share), told_quantile(metrics, share)
        print(f"p{100 * share:.0f}: {seen:.3f} s by the clients, {told:.3f} s by /metrics")
    print(f"memory from the 200th to the last: {100 * outcome.growth:+.1f} %, torch threads {torch.get_num_threads()}")
    print(f"mixed up: {wrong()}")


if __name__ == "__main__":
    main()

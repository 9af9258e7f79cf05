"""How many machines for how many requests: from the ledger's work, and from a small simulation of the queue beside the measured one.

python -m benchmarks.capacity --rate 1000 --candidates 6 --macs-per-second 2e14      # arithmetic, for SDXL on an H200
python -m benchmarks.capacity --measure                                              # simulation against this machine
"""

import argparse
import heapq
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

import httpx2 as httpx

from benchmarks.service_load import HEADERS, Mix, quantile
from obclip.protocol import DENOISE_PATH
from obclip.protocol.codec import encode_request

# Of the time that machines are busy: above it the queue, not the work, is what is waited for.
BUSY = 0.7


def machines(rate: float, macs: float, macs_per_second: float, busy: float = BUSY) -> int:
    """GPUs for `rate` requests a second of `macs` multiply-accumulates each."""
    return ceil(rate * macs / (macs_per_second * busy))


def waits(arrivals: Sequence[float], service: Sequence[float], servers: int = 1) -> list[float]:
    """Seconds from each arrival to its answer, where the first that comes is served first by whichever server is free."""
    free = [0.0] * servers
    told = []
    for arrival, seconds in zip(arrivals, service, strict=True):
        end = max(arrival, heapq.heappop(free)) + seconds
        heapq.heappush(free, end)
        told.append(end - arrival)
    return told


def poisson(rate: float, count: int, seed: int = 0) -> list[float]:
    """Times of arrivals."""
    chance = random.Random(seed)
    return list(accumulate(chance.expovariate(rate) for _ in range(count)))


@dataclass(frozen=True)
class Alone:
    """Of one request asked alone. compute: seconds of the compute thread, which others wait for. around: those before and after it (HTTP,
    reading, writing), which nobody waits for."""

    compute: float
    around: float


class Asking:
    """Asks a server at `url` for the first requests of a mix. Its connections are kept: to make a client takes as long as a step does."""

    def __init__(self, url: str, mix: Mix, count: int) -> None:
        self.mix, self.count = mix, count
        many = httpx.Limits(max_connections=count, max_keepalive_connections=count)
        self.http = httpx.Client(base_url=url, headers=HEADERS, timeout=600, limits=many)

    def seconds(self, place: int) -> float:
        """Until the answer to one request."""
        body = encode_request(self.mix.request(place))
        start = time.perf_counter()
        self.http.post(DENOISE_PATH, content=body).raise_for_status()
        return time.perf_counter() - start

    def alone(self) -> list[Alone]:
        """All requests, one after the other."""
        told = []
        for place in range(self.count):
            before = self._computed()
            took = self.seconds(place)
            compute = self._computed() - before
            told.append(Alone(compute, took - compute))
        return told

    def stream(self, arrivals: Sequence[float]) -> list[float]:
        """Seconds until each answer, where they are asked at these times."""
        told = [0.0] * self.count
        start = time.perf_counter()

        def ask(place: int) -> None:
            time.sleep(max(0.0, start + arrivals[place] - time.perf_counter()))
            told[place] = self.seconds(place)

        threads = [threading.Thread(target=ask, args=(place,)) for place in range(self.count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return told

    def _computed(self) -> float:
        """Seconds of the compute thread so far, as the server's metrics tell: they are booked before an answer is given."""
        found = re.search(r"^obclip_compute_seconds_sum ([\d.e+-]+)", self.http.get("/metrics").text, re.M)
        return float(found[1]) if found else 0.0


def simulated(arrivals: Sequence[float], alone: Sequence[Alone]) -> list[float]:
    """Seconds until each answer, of one server with these requests."""
    queued = waits(arrivals, [one.compute for one in alone])
    return [wait + one.around for wait, one in zip(queued, alone, strict=True)]


def compare(count: int, busy: float) -> None:
    """Requests one after the other, then the same as a Poisson stream, then alone again: the machine may have become slower."""
    from benchmarks.serving import serving
    from obclip.cloud.engine import Engine
    from obclip.cloud.service.settings import ServiceSettings
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT

    engine = Engine(load_model(CLOUD_DEFAULT, device="cpu"))
    with serving(engine, ServiceSettings(most_waiting=count)) as (url, _):
        asking = Asking(url, Mix((2,)), count)
        asking.seconds(0)
        before = asking.alone()
        arrivals = poisson(busy * count / sum(one.compute for one in before), count)
        real = asking.stream(arrivals)
        after = asking.alone()
    alone = [Alone((one.compute + two.compute) / 2, (one.around + two.around) / 2) for one, two in zip(before, after, strict=True)]
    drift = sum(one.compute for one in after) / sum(one.compute for one in before) - 1
    print(f"{count} requests, busy {busy:.0%}; alone {sum(one.compute for one in alone) / count:.3f} s of computing each", end=" ")
    print(f"and {1000 * sum(one.around for one in alone) / count:.1f} ms around it, {100 * drift:+.1f} % after the stream")
    told = simulated(arrivals, alone)
    pairs = {f"p{100 * share:.0f}": (quantile(told, share), quantile(real, share)) for share in (0.5, 0.95)}
    for name, (model, seen) in {**pairs, "mean": (sum(told) / count, sum(real) / count)}.items():
        print(f"{name}: simulated {model:.3f} s, measured {seen:.3f} s, {100 * (model / seen - 1):+.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=1000.0)
    parser.add_argument("--candidates", type=int, default=6)
    parser.add_argument("--architecture", default="sdxl")
    parser.add_argument("--plan", default="fast")
    parser.add_argument("--switch-point", type=int, default=5)
    parser.add_argument("--macs-per-second", type=float, default=2e14, help="What a GPU sustains; half its floating-point operations.")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--count", type=int, default=60)
    args = parser.parse_args()
    if args.measure:
        compare(args.count, BUSY)
        return
    from obclip.in_process import cost_of_plan

    work = cost_of_plan(args.architecture, args.plan, candidates=args.candidates, switch_point=args.switch_point, steps=25)
    needed = machines(args.rate, work.request_macs, args.macs_per_second)
    print(f"{work.request_macs / 1e12:.2f} T multiply-accumulates a request ({work.multiple:.2f} plain generations)")
    print(
        f"{args.rate:g} a second x {work.request_macs / 1e12:.2f} T / ({args.macs_per_second / 1e12:g} T x {BUSY:.0%} busy) = {needed} GPUs"
    )


if __name__ == "__main__":
    main()

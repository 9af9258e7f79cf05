"""How many machines for how many requests: from the ledger's work, and from a small simulation of the queue beside the measured one.

python -m benchmarks.capacity --rate 1000 --candidates 6 --macs-per-second 2e14      # arithmetic, for SDXL on an H200
python -m benchmarks.capacity --measure                                              # simulation against this machine
"""

import argparse
import heapq
import random
import threading
import time
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

import httpx2 as httpx

from benchmarks.service_load import HEADERS, quantile, request_of
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


def measured(url: str, arrivals: Sequence[float]) -> list[float]:
    """Seconds to each answer of a real server, asked at these times."""
    told = [0.0] * len(arrivals)
    start = time.perf_counter()

    def ask(place: int) -> None:
        body = encode_request(request_of(place, (2,)))
        time.sleep(max(0.0, start + arrivals[place] - time.perf_counter()))
        asked = time.perf_counter()
        httpx.post(url + DENOISE_PATH, content=body, headers=HEADERS, timeout=600).raise_for_status()
        told[place] = time.perf_counter() - asked

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(arrivals))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def compare(count: int, busy: float) -> None:
    """Service times one after the other, then the same requests as a Poisson stream, simulated and measured."""
    from obclip.cloud.engine import Engine
    from obclip.cloud.service.settings import ServiceSettings
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT
    from tests.running import serving

    engine = Engine(load_model(CLOUD_DEFAULT, device="cpu"))
    with serving(engine, ServiceSettings(most_waiting=count)) as (url, _):
        _alone(url, 0)
        alone = [_alone(url, place) for place in range(count)]
        arrivals = poisson(busy * count / sum(alone), count)
        simulated, real = waits(arrivals, alone), measured(url, arrivals)
    for share in (0.5, 0.95):
        print(f"p{100 * share:.0f}: simulated {quantile(simulated, share):.3f} s, measured {quantile(real, share):.3f} s")
    print(f"mean: simulated {sum(simulated) / count:.3f} s, measured {sum(real) / count:.3f} s; busy {busy:.0%}")


def _alone(url: str, place: int) -> float:
    start = time.perf_counter()
    httpx.post(url + DENOISE_PATH, content=encode_request(request_of(place, (2,))), headers=HEADERS, timeout=600).raise_for_status()
    return time.perf_counter() - start


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

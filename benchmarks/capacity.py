"""How many machines for how many requests: from the ledger's work, and from a small simulation of the queue beside the measured one.

python -m benchmarks.capacity --rate 1000 --candidates 6 --macs-per-second 2e14      # arithmetic, for SDXL on an H200
python -m benchmarks.capacity --measure                                              # simulation against this machine
"""

import argparse
import heapq
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

import httpx2 as httpx

from benchmarks.service_load import HEADERS, Mix, quantile
from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.denoising.loop import OnStep
from obclip.models.model import LatentModel
from obclip.protocol import DENOISE_PATH
from obclip.protocol.codec import encode_request
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest

# Of the time that machines are busy: above it the queue, not the work, is what is waited for.
BUSY = 0.7
# Requests of a stretch of the stream, and those before the first one: a cold model is slower.
STRETCH, WARM_UP = 20, 8


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
    """Of one request. compute: seconds of the compute thread, which others wait for. around: those before and after it (HTTP, reading,
    writing), which nobody waits for."""

    compute: float
    around: float


def simulated(arrivals: Sequence[float], alone: Sequence[Alone]) -> list[float]:
    """Seconds until each answer, of one server with these requests."""
    queued = waits(arrivals, [one.compute for one in alone])
    return [wait + one.around for wait, one in zip(queued, alone, strict=True)]


class ClockedEngine(Engine):
    """An engine that keeps the seconds of each request on the compute thread, by its seed."""

    def __init__(self, model: LatentModel) -> None:
        super().__init__(model)
        self.took: dict[int, float] = {}

    def prepare(self, request: DenoiseRequest) -> Job:
        self._began = time.perf_counter()
        return super().prepare(request)

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        told = super().run(job, on_step)
        self.took[job.request.seed] = time.perf_counter() - self._began
        return told


@dataclass(frozen=True)
class Stretch:
    """Of the stream. alone: its requests one by one, as they were just before and just after it. streamed: with the seconds of computing
    that they had in it. real: seconds until each answer."""

    arrivals: Sequence[float]
    alone: Sequence[Alone]
    streamed: Sequence[Alone]
    real: Sequence[float]

    @property
    def slower(self) -> float:
        """Computing in the stream over computing alone: other programs, and clients that wait, take time from the thread."""
        return sum(one.compute for one in self.streamed) / sum(one.compute for one in self.alone)


class Asking:
    """Asks the server at `url` that has this engine for requests of a mix. Its connections are kept: to make a client takes as long as a
    step does."""

    def __init__(self, url: str, engine: ClockedEngine, mix: Mix, at_once: int) -> None:
        self.engine, self.mix = engine, mix
        many = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        self.http = httpx.Client(base_url=url, headers=HEADERS, timeout=600, limits=many)

    def seconds(self, place: int) -> float:
        """Until the answer to one request."""
        body = encode_request(self.mix.request(place))
        start = time.perf_counter()
        self.http.post(DENOISE_PATH, content=body).raise_for_status()
        return time.perf_counter() - start

    def computed(self, places: range) -> list[float]:
        """Seconds of the compute thread for each, when it was asked last."""
        return [self.engine.took[self.mix.request(place).seed] for place in places]

    def alone(self, places: range) -> list[Alone]:
        """These requests, one after the other."""
        took = [self.seconds(place) for place in places]
        return [Alone(compute, seconds - compute) for compute, seconds in zip(self.computed(places), took, strict=True)]

    def stretches(self, count: int, busy: float) -> Iterator[Stretch]:
        """`count` requests as Poisson streams of STRETCH, each between two rounds of the same requests alone: the speed of a shared machine
        changes within minutes, and at 70 % a tenth more of computing is a third more of waiting."""
        for first in range(0, count, STRETCH):
            places = range(first, min(first + STRETCH, count))
            before = self.alone(places)
            arrivals = poisson(busy * len(places) / sum(one.compute for one in before), len(places), seed=first)
            real = self.stream(places, arrivals)
            streamed = self.computed(places)
            alone = [between(one, two) for one, two in zip(before, self.alone(places), strict=True)]
            yield Stretch(arrivals, alone, [replace(one, compute=own) for one, own in zip(alone, streamed, strict=True)], real)

    def stream(self, places: range, arrivals: Sequence[float]) -> list[float]:
        """Seconds until each answer, where they are asked at these times."""
        told = [0.0] * len(places)
        start = time.perf_counter()

        def ask(turn: int) -> None:
            time.sleep(max(0.0, start + arrivals[turn] - time.perf_counter()))
            told[turn] = self.seconds(places[turn])

        threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(len(places))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return told


def between(one: Alone, two: Alone) -> Alone:
    """Their mean."""
    return Alone((one.compute + two.compute) / 2, (one.around + two.around) / 2)


def compare(count: int, busy: float) -> None:
    """A stream of requests, in stretches, beside two simulations of each."""
    from benchmarks.serving import serving
    from obclip.cloud.service.settings import ServiceSettings
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT

    engine = ClockedEngine(load_model(CLOUD_DEFAULT, device="cpu"))
    with serving(engine, ServiceSettings(most_waiting=STRETCH)) as (url, _):
        asking = Asking(url, engine, Mix((2,)), STRETCH)
        asking.alone(range(WARM_UP))
        parts = list(asking.stretches(count, busy))
    alone = [one for part in parts for one in part.alone]
    slower = sorted(part.slower - 1 for part in parts)
    print(f"{count} requests, busy {busy:.0%}; alone {sum(one.compute for one in alone) / count:.3f} s of computing each", end=" ")
    print(f"and {1000 * sum(one.around for one in alone) / count:.1f} ms around it;", end=" ")
    print(f"in the stream {100 * slower[0]:+.1f} to {100 * slower[-1]:+.1f} % of computing, by stretches of {STRETCH}")
    real = [seconds for part in parts for seconds in part.real]
    show(
        "with the seconds of computing in the stream",
        [seconds for part in parts for seconds in simulated(part.arrivals, part.streamed)],
        real,
    )
    show("with those of requests alone", [seconds for part in parts for seconds in simulated(part.arrivals, part.alone)], real)


def show(which: str, told: Sequence[float], real: Sequence[float]) -> None:
    """A simulation beside what was measured."""
    print(f"simulated {which}:")
    pairs = {f"p{100 * share:.0f}": (quantile(told, share), quantile(real, share)) for share in (0.5, 0.95)}
    for name, (model, seen) in {**pairs, "mean": (sum(told) / len(told), sum(real) / len(real))}.items():
        print(f"  {name}: simulated {model:.3f} s, measured {seen:.3f} s, {100 * (model / seen - 1):+.1f} %")


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

"""Time and memory of each plan beside the work that its ledger says: do the savings arrive?

Usage: python -m benchmarks.acceleration --architecture sd-v1.4 --candidates 6 --switch-point 10 [--side 32] [--device cuda --dtype float16]

All plans run one after the other, `--repeats` times over after one run that warms up; medians are of a plan's time over that of "none" in
the same round. "cpu s" is the processor time of this process, which other programs on the machine disturb less than "wall s".
Attention is torch's scaled_dot_product_attention. `--architecture bundled-pair` takes the bundled cloud model with its trained weights;
the others have random ones.
"""

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import torch

from benchmarks.random_models import RandomModel
from obclip.cli.plans import read_plan
from obclip.cloud.cost import prime_factors
from obclip.cloud.engine import Engine
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.models.registry import CLOUD_DEFAULT
from obclip.models.weightless import FAMILIES as ARCHITECTURES
from obclip.protocol.acceleration import Acceleration
from obclip.protocol.automatic import Situation, settled
from obclip.protocol.request import DenoiseRequest

PLANS = ("none", "exact", "paper", "fast", "tree", "auto")
# By which `auto` is looked up.
FAMILIES = {**ARCHITECTURES, "bundled-pair": "stable_diffusion"}


@dataclass(frozen=True)
class Taken:
    """One request: seconds on the clock and of the processor, multiply-accumulates, most memory above that before it, in bytes."""

    wall: float
    processor: float
    macs: int
    memory: int | None


def main() -> None:
    args = _arguments()
    engine = Engine(_model(args), most_rows=args.most_rows)
    requests = {plan: _request(plan, args) for plan in args.plans}
    if args.repeats > 1:
        _measure(engine, _request("none", args, switch_point=1), args.device)
    rounds = [{plan: _measure(engine, request, args.device) for plan, request in requests.items()} for _ in range(args.repeats)]
    print(f"{_where(args)}, {args.architecture}, N = {args.candidates}, k = {args.switch_point}, {args.repeats} rounds")
    print("| plan | wall s | cpu s | peak MB | MAC ratio | wall ratio | cpu ratio | wall over MAC | cpu over MAC |")
    print("|---|---|---|---|---|---|---|---|---|")
    for plan in args.plans:
        print(_row(plan, rounds, args.plans[0]))


def _row(plan: str, rounds: list[dict[str, Taken]], base: str) -> str:
    taken = [one[plan] for one in rounds]
    macs = taken[0].macs / rounds[0][base].macs
    wall, processor = (median(getattr(one[plan], kind) / getattr(one[base], kind) for one in rounds) for kind in ("wall", "processor"))
    memory = taken[0].memory
    cells = (
        plan,
        f"{median(one.wall for one in taken):.2f}",
        f"{median(one.processor for one in taken):.2f}",
        "-" if memory is None else f"{max(one.memory or 0 for one in taken) / 1e6:.0f}",
        *(f"{ratio:.3f}" for ratio in (macs, wall, processor)),
        *(f"{ratio / macs:.2f}" for ratio in (wall, processor)),
    )
    return f"| {' | '.join(cells)} |"


def _measure(engine: Engine, request: DenoiseRequest, device: str) -> Taken:
    before = _begin(device)
    wall, processor = time.perf_counter(), time.process_time()
    reply = engine.denoise(request)
    if device == "cuda":
        torch.cuda.synchronize()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = torch.cuda.max_memory_allocated() if device == "cuda" else _resident("VmHWM")
    memory = None if peak is None or before is None else peak - before
    return Taken(wall, processor, reply.work.request_macs if reply.work else 0, memory)


def _begin(device: str) -> int | None:
    """Memory in use now; from here on the peak is counted anew."""
    if device == "cuda":
        torch.cuda.synchronize()
        torch.cuda.reset_peak_memory_stats()
        return torch.cuda.memory_allocated()
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return None
    return _resident("VmRSS")


def _resident(name: str) -> int | None:
    """Bytes of a line of Linux's /proc/self/status."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith(name))


def asked_for(plan: str, candidates: int, switch_point: int, family: str) -> Acceleration:
    """What a request of 25 steps says of "name:field=value;field=value"; trees part by the prime factors of N. family: for auto."""
    axes = prime_factors(candidates)
    asked = settled(read_plan(plan)[0], Situation(candidates, switch_point, 25, family, axes))
    return replace(asked, axes=axes) if asked.tree and not asked.axes else asked


def _request(plan: str, args: argparse.Namespace, switch_point: int | None = None) -> DenoiseRequest:
    return DenoiseRequest(
        prompts=tuple(f"candidate {place}" for place in range(args.candidates)),
        seed=1,
        num_inference_steps=25,
        switch_point=switch_point or args.switch_point,
        guidance_scale=4.0,
        acceleration=asked_for(plan, args.candidates, switch_point or args.switch_point, FAMILIES[args.architecture]),
    )


def _model(args: argparse.Namespace) -> LatentModel:
    if args.architecture == "bundled-pair":
        return load_model(CLOUD_DEFAULT, dtype=args.dtype, device=args.device)
    return RandomModel(args.architecture, dtype=getattr(torch, args.dtype), device=args.device, side=args.side)


def _where(args: argparse.Namespace) -> str:
    if args.device == "cuda":
        return f"{torch.cuda.get_device_name()}, {args.dtype}"
    return f"CPU, {torch.get_num_threads()} thread(s), {args.dtype}" + (f", latents {args.side} x {args.side}" if args.side else "")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--architecture", choices=("bundled-pair", "bundled", "sd-v1.4", "sdxl"), default="bundled-pair")
    parser.add_argument("--candidates", type=int, default=6)
    parser.add_argument("--switch-point", type=int, default=10)
    parser.add_argument("--plans", nargs="+", default=PLANS, help="The first is what the others are held against.")
    parser.add_argument("--side", type=int, help="Latents' side; the architecture's own if left out.")
    parser.add_argument("--most-rows", type=int, default=64, help="Rows of one call of the network.")
    parser.add_argument("--dtype", choices=("float32", "float16", "bfloat16"), default="float32")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""What CUDA graphs would bring to the cloud's loop on a GPU.

Usage: python -m benchmarks.cuda_graphs --architecture sd-v1.4 --candidates 6 --switch-point 10

Each plan's k network calls are run as the engine runs them, then captured once, hooks and all, and replayed: milliseconds for all k of
them, medians of `--repeats`. A replay is what a server could reach that kept a graph for each step of a plan; capturing is timed too, for
a request of another size needs it anew.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

import torch
from torch import Tensor

from benchmarks.acceleration import asked_for
from benchmarks.random_models import RandomModel
from obclip.cloud.acceleration.install import accelerated
from obclip.cloud.acceleration.plan import plan_steps
from obclip.cloud.acceleration.run import Run

TIMESTEP = 600


def main() -> None:
    args = _arguments()
    model = RandomModel(args.architecture, dtype=getattr(torch, args.dtype), device="cuda")
    print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}, {args.dtype}, {args.architecture}, {_of(args)}")
    print("| plan | work, of `none` | eager ms | replayed ms | eager over replayed | capturing ms |")
    print("|---|---|---|---|---|---|")
    base = 0
    for plan in args.plans:
        macs, eager, replayed, capturing = _measure(model, plan, args)
        base = base or macs
        print(f"| `{plan}` | {macs / base:.3f} | {eager:.1f} | {replayed:.1f} | {eager / replayed:.2f} | {capturing:.0f} |", flush=True)


def _of(args: argparse.Namespace) -> str:
    return f"N = {args.candidates}, k = {args.switch_point}, {args.repeats} rounds"


class Calls:
    """The network calls of one request, one a step, on inputs that stay where they are."""

    def __init__(self, model: RandomModel, plan: str, candidates: int, switch_point: int) -> None:
        chosen = asked_for(plan, candidates, switch_point, model.family)
        self.model = model
        self.run = Run(
            plan_steps(chosen, switch_point, candidates), model.layout, shares_equal_work=chosen.exact, cache_branch=chosen.cache_branch
        )
        text = model.condition([""] * (1 + candidates))
        self.texts = [text.means([[1 + place for place in row.text] or [0] for row in step.rows]) for step in self.run.plan]
        side = model.unet.config.sample_size
        self.latents = [torch.randn(len(step.rows), 4, side, side, device="cuda", dtype=model.dtype) for step in self.run.plan]
        self.timestep = torch.tensor(TIMESTEP, device="cuda")

    def step(self, place: int) -> Tensor:
        self.run.stand_at(place)
        with accelerated(self.model.network, self.run, 0, self.run.step.rows):
            return self.model.predict(self.latents[place], self.timestep, self.texts[place])

    def all(self) -> None:
        """Waits after each step, as the solver does, which runs on the processor."""
        for place in range(len(self.run.plan)):
            self.step(place)
            torch.cuda.synchronize()


def _measure(model: RandomModel, plan: str, args: argparse.Namespace) -> tuple[int, float, float, float]:
    """multiply-accumulates, milliseconds eager, replayed, and of capturing."""
    once = Calls(model, plan, args.candidates, args.switch_point)
    once.all()
    eager = median(_milliseconds(Calls(model, plan, args.candidates, args.switch_point).all) for _ in range(args.repeats))
    calls, pool = Calls(model, plan, args.candidates, args.switch_point), torch.cuda.graph_pool_handle()
    graphs: list[torch.cuda.CUDAGraph] = []
    outputs: list[Tensor] = []

    def capture() -> None:
        for place in range(len(calls.run.plan)):
            graphs.append(torch.cuda.CUDAGraph())
            with torch.cuda.graph(graphs[-1], pool=pool):
                outputs.append(calls.step(place))

    def replay() -> None:
        for graph in graphs:
            graph.replay()
            torch.cuda.synchronize()

    capturing = _milliseconds(capture)
    replay()
    return once.run.ledger.total(), eager, median(_milliseconds(replay) for _ in range(args.repeats)), capturing


def _milliseconds(work: Callable[[], object]) -> float:
    torch.cuda.synchronize()
    start = time.perf_counter()
    work()
    torch.cuda.synchronize()
    return 1e3 * (time.perf_counter() - start)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--architecture", choices=("bundled", "sd-v1.4", "sdxl"), default="sd-v1.4")
    parser.add_argument("--candidates", type=int, default=6)
    parser.add_argument("--switch-point", type=int, default=10)
    parser.add_argument("--plans", nargs="+", default=("none", "paper", "fast", "tree"))
    parser.add_argument("--dtype", choices=("float32", "float16", "bfloat16"), default="float16")
    parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()

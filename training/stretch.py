"""A training run that may be stopped at any moment: what is saved, when, and how far the learning rate has come."""

import copy
import math
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import distributed, nn
from tqdm import tqdm


def join_the_others() -> None:
    """Several processes learn as one where torchrun started them: each draws batches of its own, and gradients are averaged.

    `torchrun --nproc-per-node 2 -m training.few_steps ...`: a second thread of one process gains little with networks as small as these.
    """
    torch.seed()
    if distributed.is_torchelastic_launched():
        distributed.init_process_group("gloo")


def how_many() -> int:
    return distributed.get_world_size() if distributed.is_initialized() else 1


def leads() -> bool:
    """Whether this is the one process that writes."""
    return not distributed.is_initialized() or distributed.get_rank() == 0


class Stretch:
    """Networks, their moving averages and one optimizer, saved to one file every few minutes and read from it at the start.

    Progress is counted in samples, not in minutes, so that a slower machine does the same run.
    """

    def __init__(
        self, file: Path, networks: dict[str, nn.Module], optimizer: torch.optim.Optimizer, samples: int, batch: int, decay: float = 0.999
    ) -> None:
        self.decay = decay
        self.file, self.networks, self.optimizer = file, networks, optimizer
        self.samples, self.batch, self.done = samples, batch * how_many(), 0
        self.averages = {name: copy.deepcopy(network).eval().requires_grad_(False) for name, network in networks.items()}
        self.rates = [group["lr"] for group in optimizer.param_groups]
        if file.exists():
            self.read()

    @property
    def progress(self) -> float:
        return min(1.0, self.done / self.samples)

    def steps(self, save_seconds: float = 180.0) -> Iterator[tqdm]:
        """One turn a batch: sets the learning rate (warm-up, then cosine to 2 %), saves in between, at the end and when stopped."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; the same command goes on from here"))
        try:
            yield from self._turns(save_seconds)
        finally:
            self.save()

    def _turns(self, save_seconds: float) -> Iterator[tqdm]:
        saved = time.monotonic()
        with tqdm(total=self.samples, initial=self.done, unit="sample", mininterval=20, smoothing=0.05) as bar:
            while self.done < self.samples:
                factor = min(1.0, (self.done / self.batch + 1) / 100) * (0.02 + 0.49 * (1 + math.cos(math.pi * self.progress)))
                for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
                    group["lr"] = rate * factor
                yield bar
                self.done += self.batch
                bar.update(self.batch)
                if time.monotonic() - saved > save_seconds:
                    self.save()
                    saved = time.monotonic()

    def descend(self, loss: torch.Tensor, longest: float = 1.0) -> None:
        """One optimizer step on `loss`, gradients clipped to `longest`, averages moved along."""
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if how_many() > 1:
            self._share_gradients()
        nn.utils.clip_grad_norm_([p for network in self.networks.values() for p in network.parameters()], longest)
        self.optimizer.step()
        step = self.done / self.batch
        decay = min(self.decay, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, network in self.networks.items():
                kept, new = list(self.averages[name].parameters()), list(network.parameters())
                torch._foreach_lerp_(kept, new, 1 - decay)
                for a, b in zip(self.averages[name].buffers(), network.buffers(), strict=True):
                    a.copy_(b)

    def _share_gradients(self) -> None:
        gradients = [p.grad for network in self.networks.values() for p in network.parameters() if p.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        distributed.all_reduce(flat)
        for gradient, part in zip(gradients, flat.split([gradient.numel() for gradient in gradients]), strict=True):
            gradient.copy_(part.view_as(gradient) / how_many())

    def save(self) -> None:
        if not leads():
            return
        state = {
            "networks": {name: network.state_dict() for name, network in self.networks.items()},
            "averages": {name: network.state_dict() for name, network in self.averages.items()},
            "optimizer": self.optimizer.state_dict(),
            "done": self.done,
        }
        unfinished = self.file.with_suffix(".writing")
        torch.save(state, unfinished)
        unfinished.rename(self.file)

    def read(self) -> None:
        state = torch.load(self.file, weights_only=True)
        for name in self.networks:
            self.networks[name].load_state_dict(state["networks"][name])
            self.averages[name].load_state_dict(state["averages"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done = state["done"]


def half_if_fast() -> torch.autocast:
    """bfloat16 where the processor multiplies it (avx512_bf16, AMX), float32 elsewhere: there bfloat16 is up to 300 times slower."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())

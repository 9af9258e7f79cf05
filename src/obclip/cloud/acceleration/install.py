"""Puts a run on a network for one call of it, counts what was hooked, and takes everything off in any case."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from diffusers.hooks import HookRegistry, ModelHook
from diffusers.models.attention_processor import Attention
from torch import nn

from obclip.models.layout import Layout

from .layout import Cut, cut_at_branch, cut_before_up, modules_at, nothing_hooked
from .ledger import count_layers
from .plan import Row
from .processors import CachedAttention, KeptAttention, OwnAttention, PivotAttention, Processor
from .run import Run
from .sharing import OncePerLatent
from .skip import KeepBlock, SkipBlock

_locks: "WeakKeyDictionary[nn.Module, threading.RLock]" = WeakKeyDictionary()
_opening = threading.Lock()


@contextmanager
def accelerated(network: nn.Module, run: Run, part: int, rows: Sequence[Row]) -> Iterator[int]:
    """For one call of the network, with these rows of the step at which the run stands; gives the number of modules hooked.

    Other threads' calls of the same network wait. Raises BadRequest (nothing_hooked) if the plan asks for what the network has no
    place for: an acceleration that does nothing must not pass for one.
    """
    with _lock_of(network), ExitStack() as stack:
        run.open_part(part, rows)
        shared = _put_sharing(stack, network, run)  # before the blocks' hooks, which keep an output of all rows then
        hooked = _put_processors(stack, network, run, run.layout) + _put_block_hooks(stack, network, run)
        for handle in count_layers(network, run.ledger, besides=shared):
            stack.callback(handle.remove)
        yield hooked + len(shared)


def _lock_of(network: nn.Module) -> "threading.RLock":
    with _opening:
        return _locks.setdefault(network, threading.RLock())


def _put_processors(stack: ExitStack, network: nn.Module, run: Run, layout: Layout) -> int:
    if not layout.attentions and run.step.attention != "own":
        raise nothing_hooked("it has no attention that can be replaced")
    for name, module in modules_at(network, layout.attentions):
        attention: Any = module
        original = attention.get_processor()
        stack.callback(attention.set_processor, original)
        attention.set_processor(_processor(run, name, original))
    return len(layout.attentions)


def _processor(run: Run, name: str, original: object) -> Processor:
    if run.step.attention == "cached":
        return CachedAttention(run, name)
    processor = PivotAttention(run, name, original) if run.step.attention == "pivot" else OwnAttention(run, name, original)
    keeps = run.step.keeps_attention
    kept = keeps == "all" or (keeps == "up" and name.startswith("up_blocks"))
    return KeptAttention(processor, run, name) if kept else processor


def _put_block_hooks(stack: ExitStack, network: nn.Module, run: Run) -> int:
    cut = _cut(network, run)
    if cut is None:
        return 0
    for name, module in cut.modules:
        skips = run.step.blocks != "all"
        _put_hook(stack, module, SkipBlock(run, name) if skips else KeepBlock(run, name, whole=name in cut.kept), "obclip-blocks")
    return len(cut.modules)


def _cut(network: nn.Module, run: Run) -> Cut | None:
    """The cut of a step that skips, or that keeps for one that will."""
    place = run.step.step + (1 if run.step.keeps_blocks else 0)
    cuts: dict[str, Callable[[], Cut]] = {
        "up": lambda: cut_before_up(network, run.layout),
        "shallow": lambda: cut_at_branch(network, run.layout, run.cache_branch),
    }
    blocks = run.plan[place].blocks
    return cuts[blocks]() if blocks in cuts else None


def _put_sharing(stack: ExitStack, network: nn.Module, run: Run) -> list[nn.Module]:
    """The modules that run once for equal latents. Attentions that are kept or reused hold a row for each row of the call: they are
    not narrowed."""
    if not run.shares_equal_work:
        return []
    if not run.layout.before_text:
        raise nothing_hooked("nothing in it comes before the text")
    fixed = run.step.attention == "cached" or run.step.keeps_attention is not None
    modules = [module for _, module in modules_at(network, run.layout.before_text) if not (fixed and isinstance(module, Attention))]
    for module in modules:
        _put_hook(stack, module, OncePerLatent(run), "obclip-sharing")
    return modules


def _put_hook(stack: ExitStack, module: nn.Module, hook: ModelHook, name: str) -> None:
    registry = HookRegistry.check_if_exists_or_initialize(module)
    bare = "forward" not in vars(module)

    def take_off() -> None:
        registry.remove_hook(name, recurse=False)
        hook.fn_ref = None  # it refers back to the hook, and would keep the request's tensors until the garbage collector's round
        if bare:
            vars(module).pop("forward", None)

    stack.callback(take_off)
    registry.register_hook(hook, name)

"""The two ways of cutting a network at the layout that its family names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torch import nn

from obclip.errors import BadRequest
from obclip.models.layout import Block, Layer, Layout

Named = tuple[str, nn.Module]


@dataclass(frozen=True)
class Cut:
    """What a step that reuses blocks does not run: modules by name. kept: those whose outputs it takes instead; of the others the
    shapes are enough, for nothing that runs reads them."""

    modules: tuple[Named, ...]
    kept: frozenset[str]


def nothing_hooked(why: str) -> BadRequest:
    """The error of an acceleration that would do nothing and not say so."""
    return BadRequest(f'The cloud\'s model cannot be accelerated in this way ({why}): ask for acceleration "none".', code="nothing_hooked")


def modules_at(network: nn.Module, names: Sequence[str]) -> tuple[Named, ...]:
    """A network's modules by name."""
    return tuple((name, network.get_submodule(name)) for name in names)


def cut_before_up(network: nn.Module, layout: Layout) -> Cut:
    """The paper's block skip: down and mid blocks rest, all their outputs are kept; conv_in and the up blocks run."""
    names = (*(block.name for block in layout.down), *layout.mid)
    if not names:
        raise nothing_hooked("it has no down blocks")
    return Cut(modules_at(network, names), frozenset(names))


def check_branch(layout: Layout, branch: int) -> None:
    """Raises BadRequest for a network that DeepCache cannot cut there, whether or not any step of a plan will be cut."""
    if not layout.down:
        raise nothing_hooked("it has no deep blocks")
    most = sum(len(block.layers) for block in layout.down) - 1
    if not 0 <= branch <= most:
        raise BadRequest(f"cache_branch must be 0 to {most} for this model (got {branch}).", code="bad_acceleration")


def cut_at_branch(network: nn.Module, layout: Layout, branch: int) -> Cut:
    """DeepCache: layers up to skip connection `branch` and the up layers that read them run; of the rest one output is kept, the
    input of the first up layer that runs."""
    check_branch(layout, branch)
    down: list[Layer] = [(layout.first,), *(layer for block in layout.down for layer in block.layers)]
    up = [layer for block in layout.up for layer in block.layers]
    resting = {name for layer in (*down[branch + 1 :], *up[: len(up) - 1 - branch]) for name in layer}
    names = (*_resting(layout.down, resting), *layout.mid, *_resting(layout.up, resting))
    if not names:
        raise nothing_hooked("it has no deep blocks")
    return Cut(modules_at(network, names), frozenset({names[-1]}))


def _resting(blocks: Sequence[Block], resting: set[str]) -> Iterator[str]:
    """Resting layers as modules, in the order in which they run: a block whose layers all rest as one."""
    for block in blocks:
        parts = [name for layer in block.layers for name in layer]
        some = [name for name in parts if name in resting]
        yield from (block.name,) if some and len(some) == len(parts) else some

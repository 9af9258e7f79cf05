"""Hooks on blocks and layers: their outputs are kept in one step and taken instead of running them in others."""

from typing import Any

from diffusers.hooks import ModelHook
from torch import Tensor, nn

from .run import Run


class KeepBlock(ModelHook):  # type: ignore[misc]  # diffusers has no types
    """Runs a block and keeps its output, or only its shape where nothing will read it."""

    def __init__(self, run: Run, name: str, *, whole: bool) -> None:
        super().__init__()
        self.run, self.name, self.whole = run, name, whole

    def new_forward(self, _: nn.Module, *args: Any, **kwargs: Any) -> Any:
        output = self.fn_ref.original_forward(*args, **kwargs)
        self.run.keep(self.name, output if self.whole else _shadow(output))
        return output


class SkipBlock(ModelHook):  # type: ignore[misc]
    """Gives what was kept instead of running the block."""

    def __init__(self, run: Run, name: str) -> None:
        super().__init__()
        self.run, self.name = run, name

    def new_forward(self, *_: Any, **__: Any) -> Any:
        return self.run.kept(self.name)


def _shadow(output: Any) -> Any:
    """A stand-in of the same batch and image size that takes no memory: one channel, one number."""
    if isinstance(output, Tensor):
        return output.new_zeros(()).expand(output.shape[0], 1, *output.shape[2:])
    return tuple(_shadow(part) for part in output)

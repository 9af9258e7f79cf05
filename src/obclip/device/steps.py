"""The device's steps as a callback of diffusers sees them: `callback_on_step_end(pipe, step, timestep, callback_kwargs)`."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from obclip.denoising.levels import Levels
from obclip.errors import BadRequest
from obclip.models.model import LatentModel

from .picture import preview

Callback = Callable[[Any, int, Tensor, dict[str, Tensor]], dict[str, Tensor] | None]
TENSOR_INPUTS = ("latents",)
# What a pipeline of diffusers keeps of its own last call, which was another one.
_OF_A_CALL = frozenset(
    "guidance_scale guidance_rescale do_classifier_free_guidance clip_skip cross_attention_kwargs denoising_start denoising_end".split()
)


class Steps:
    """Calls the user's callback after each step on the device, and does what it asks for.

    Raises BadRequest for tensors that there are not, what is no callback, and for what no callback may return.
    """

    def __init__(self, callback: Callback, model: LatentModel, names: Sequence[str] = TENSOR_INPUTS) -> None:
        names = getattr(callback, "tensor_inputs", names)  # diffusers' PipelineCallback names its own
        if not callable(callback):
            raise BadRequest(f"callback_on_step_end must be a function or None (got {callback!r}).", code="bad_callback")
        if isinstance(names, str) or not isinstance(names, Sequence):
            raise BadRequest(f"callback_on_step_end_tensor_inputs must be a list of names (got {names!r}).", code="bad_callback")
        unknown = [name for name in names if name not in TENSOR_INPUTS]
        if unknown:
            raise BadRequest(
                f"callback_on_step_end_tensor_inputs can name latents only (got {unknown[0]}): text embeddings are settled before the "
                "cloud's steps, on both sides.",
                code="unsupported_argument",
            )
        self._callback, self._model, self._names = callback, model, names
        self.stopped = False

    def after(self, step: int, levels: Levels, latents: Tensor) -> Tensor:
        """The latents [1, C, h, w] to go on with."""
        view = StepView(self._model, levels, step + 1)
        told = {"latents": latents} if "latents" in self._names else {}
        changed = self._callback(view, step, torch.tensor(levels.timesteps[step]), told)
        self.stopped = view.interrupt
        return latents if changed is None else _changed(latents, changed)


def _changed(latents: Tensor, changed: Any) -> Tensor:
    """The latents that a callback has returned, as the next step can take them."""
    if not isinstance(changed, Mapping) or not set(changed) <= set(TENSOR_INPUTS):
        told = list(changed) if isinstance(changed, Mapping) else type(changed).__name__
        raise BadRequest(f"A callback must return None or a dict of latents alone (got {told}).", code="bad_callback")
    kept = changed.get("latents", latents)
    if not isinstance(kept, Tensor) or kept.shape != latents.shape:
        told = list(kept.shape) if isinstance(kept, Tensor) else type(kept).__name__
        raise BadRequest(
            f"A callback's latents must be a tensor {list(latents.shape)}, as it was handed (got {told}).", code="bad_callback"
        )
    if not torch.isfinite(kept).all():
        raise BadRequest("A callback's latents must be finite numbers (got NaN or infinity).", code="bad_callback")
    return kept.to(latents)


class StepView:
    """What stands for the pipeline in a callback: its parts can be read, `preview` decodes, and `_interrupt = True` ends the steps."""

    def __init__(self, model: LatentModel, levels: Levels, place: int) -> None:
        object.__setattr__(self, "_at", (model, levels, place))
        object.__setattr__(self, "_interrupt", False)

    @property
    def interrupt(self) -> bool:
        """Whether the callback asks for no further step."""
        asked: bool = object.__getattribute__(self, "_interrupt")
        return asked

    def preview(self, latents: Tensor) -> Image.Image:
        """The latents as a picture, with the noise that they still have."""
        model, levels, place = object.__getattribute__(self, "_at")
        return preview(model, levels, place, latents)

    @property
    def num_timesteps(self) -> int:
        """The steps of this call, the cloud's and the device's."""
        levels: Levels = object.__getattribute__(self, "_at")[1]
        return len(levels.timesteps)

    _num_timesteps = num_timesteps

    @property
    def scheduler(self) -> Any:
        """A copy of the device's, with the steps of this call and the place in them; its own, which steps nothing, has others."""
        model, levels, place = object.__getattribute__(self, "_at")
        told = copy(model.pipeline.scheduler)
        told.num_inference_steps, told._step_index = len(levels), place
        told.timesteps, told.sigmas = torch.tensor(levels.timesteps), torch.tensor(levels.sigmas)
        return told

    def __getattr__(self, name: str) -> Any:
        if name.lstrip("_") in _OF_A_CALL:
            raise BadRequest(f"A callback cannot read {name}: no pipeline of diffusers was called.", code="unsupported_argument")
        return getattr(object.__getattribute__(self, "_at")[0].pipeline, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "_interrupt":
            raise BadRequest(
                f"A callback cannot set {name}: it may change latents, and set _interrupt; guidance and text are settled before the "
                "cloud's steps.",
                code="unsupported_argument",
            )
        object.__setattr__(self, name, bool(value))

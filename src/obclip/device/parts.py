"""What users of diffusers set on a pipeline, and here on the two that are wrapped."""

import re
from typing import Any, NoReturn

import torch

from obclip.errors import BadRequest
from obclip.models.model import LoadedModel

from .call import closed
from .progress import check_bar

PARTS = frozenset({"scheduler", "unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "safety_checker"})
# What diffusers' pipelines once did to their autoencoder and leave to it now: enable_vae_tiling() is vae.enable_tiling().
_OF_THE_AUTOENCODER = re.compile(r"(enable|disable)_vae_(slicing|tiling)")


class Wrapping:
    """A pipeline without parts of its own. Setting one raises BadRequest, asking for one AttributeError, with a sentence that says why."""

    _model: LoadedModel | None

    @property
    def model(self) -> LoadedModel:
        """The device's. Raises BadRequest once the pipeline is closed."""
        if self._model is None:
            raise closed()
        return self._model

    @property
    def device(self) -> torch.device:
        """Where the device's model is."""
        return self.model.device

    @property
    def dtype(self) -> torch.dtype:
        """The number format of the device's model."""
        return self.model.dtype

    def set_progress_bar_config(self, **kwargs: Any) -> None:
        """How the bar looks: what tqdm takes, such as `disable=True`. Raises BadRequest for anything else."""
        check_bar(kwargs)
        self.model.pipeline.set_progress_bar_config(**kwargs)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in PARTS:
            raise BadRequest(_why(name), code="no_such_part")
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> NoReturn:
        wrapped = getattr(self.__dict__.get("_model"), "pipeline", None)
        why = f"{type(self).__name__} has no attribute {name}."
        if name in PARTS:
            why = _why(name)
        elif found := _OF_THE_AUTOENCODER.fullmatch(name):
            why = (
                f"{name} is for the pipelines that are wrapped: load those with diffusers, call vae.{found[1]}_{found[2]}() on them, and "
                "wrap them."
            )
        elif not name.startswith("_") and callable(getattr(type(wrapped), name, None)):
            why = f"{name} is for the pipelines that are wrapped: load those with diffusers, call it on them, and wrap them."
        elif isinstance(getattr(type(wrapped), name, None), property):
            why = f"{name} is for the pipelines that are wrapped: ask those for it."
        raise AttributeError(why, name=name, obj=self)


def _why(name: str) -> str:
    solver = ", or name a solver in the call" if name == "scheduler" else ""
    return f"{name} is a part of the pipelines that are wrapped: set it on those{solver}."

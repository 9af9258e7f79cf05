"""A name, a folder or a hub id -> a loaded model. The bundled pair comes the same way as any other."""

from pathlib import Path
from typing import Any

import torch

from obclip.errors import UnknownModel

from .number_format import choose_device, choose_dtype
from .offline import silence_hub
from .quiet import quiet_loading
from .registry import ENTRIES, Entry, bundled, entry
from .stable_diffusion import StableDiffusionModel


def load_model(name: str, *, dtype: str | None = None, device: str | None = None, allow_download: bool = False) -> StableDiffusionModel:
    """Load a bundled model, a diffusers folder, or a hub id (from the local cache, unless `allow_download`).

    Raises UnknownModel if there is no such model here, BadRequest for a device or number format that is not there.
    """
    silence_hub()
    where = choose_device(device)
    numbers = choose_dtype(where, dtype)
    known = entry(name) or Entry(name, name, "", "", "", "")
    source = bundled(known.source) if known.bundled else Path(known.source) if Path(known.source).exists() else known.source
    pipeline = _pipeline(source, known, numbers, allow_download)
    space = known.latent_space or None
    return StableDiffusionModel(pipeline.to(where), name=known.name, space=space, guidance_scale=known.guidance_scale)


def _pipeline(source: Path | str, known: Entry, dtype: torch.dtype, allow_download: bool) -> Any:
    with quiet_loading():
        from diffusers import StableDiffusionPipeline, UNet2DConditionModel

        local = isinstance(source, Path) or not allow_download
        settings: dict[str, Any] = {"dtype": dtype, "local_files_only": local, "use_safetensors": True}
        try:
            if known.unet:
                settings["unet"] = UNet2DConditionModel.from_pretrained(bundled(known.unet), subfolder="unet", **settings)
            return StableDiffusionPipeline.from_pretrained(source, safety_checker=None, requires_safety_checker=False, **settings)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnknownModel(_why(source, known, allow_download)) from error


def _why(source: Path | str, known: Entry, allow_download: bool) -> str:
    if isinstance(source, Path):
        parts = "model_index.json, unet, vae, text_encoder, tokenizer, scheduler"
        return f'"{source}" is not a folder of a Stable Diffusion 1.x or 2.x pipeline saved by diffusers ({parts}).'
    names = f"Known names: {', '.join(model.name for model in ENTRIES)}; or give a folder"
    if allow_download:
        return f'The model "{known.source}" could not be fetched: check the name and the network. {names}.'
    return f'There is no model "{known.name}" on this machine. {names}, or pass --allow-download to fetch a hub id.'

"""A name, a folder or a hub id -> a loaded model. The bundled pair comes the same way as any other."""

from pathlib import Path
from typing import Any

import torch

from obclip.errors import UnknownModel

from .families.known import around, family_of
from .families.unet import UNetModel
from .number_format import choose_device, choose_dtype
from .offline import silence_hub
from .quiet import quiet_loading
from .registry import Entry, bundled, entries, entry

FAILURES = (OSError, ValueError, TypeError, KeyError, AttributeError)


def load_model(name: str, *, dtype: str | None = None, device: str | None = None, allow_download: bool = False) -> UNetModel:
    """Load a bundled model, a diffusers folder, or a hub id (from the local cache, unless `allow_download`).

    Raises UnknownModel if there is no such model here or it is of no supported family, BadRequest for a device or number format that is
    not there.
    """
    silence_hub()
    where = choose_device(device)
    numbers = choose_dtype(where, dtype)
    known = entry(name) or Entry(name, name)
    source = bundled(known.source) if known.bundled else Path(known.source) if Path(known.source).exists() else known.source
    pipeline = _pipeline(source, known, numbers, allow_download)
    told = {"guidance": known.guidance, "guidance_scale": known.guidance_scale, "solver": known.solver or _usual(pipeline)}
    return around(pipeline.to(where), name=known.name, space=known.space or None, step_distilled=known.steps, **told)


def _usual(pipeline: Any) -> str | None:
    """PNDM, which SD 1.x and 2.x are published with, is drawn with DPM-Solver++, as `obclip models` says; others are left to themselves."""
    return "dpmsolver++" if type(pipeline.scheduler).__name__ == "PNDMScheduler" else None


def _pipeline(source: Path | str, known: Entry, dtype: torch.dtype, allow_download: bool) -> Any:
    with quiet_loading():
        import diffusers

        local = isinstance(source, Path) or not allow_download
        try:
            class_name = str(diffusers.DiffusionPipeline.load_config(source, local_files_only=local)["_class_name"])
        except FAILURES as error:
            raise UnknownModel(_why(source, known, allow_download)) from error
        family_of(class_name, known.name)
        settings: dict[str, Any] = {"dtype": dtype, "local_files_only": local, "use_safetensors": True}
        if class_name == "StableDiffusionPipeline":
            settings |= {"safety_checker": None, "requires_safety_checker": False}
        try:
            if known.unet:
                settings["unet"] = _unet(known, settings)
            return getattr(diffusers, class_name).from_pretrained(source, **settings)
        except FAILURES as error:
            raise UnknownModel(_why(source, known, allow_download)) from error


def _unet(known: Entry, settings: dict[str, Any]) -> Any:
    from diffusers import UNet2DConditionModel

    loads = {name: settings[name] for name in ("dtype", "local_files_only", "use_safetensors")}
    if known.bundled:
        return UNet2DConditionModel.from_pretrained(bundled(known.unet or ""), subfolder="unet", **loads)
    return UNet2DConditionModel.from_pretrained(known.unet, **loads)


def _why(source: Path | str, known: Entry, allow_download: bool) -> str:
    if isinstance(source, Path):
        parts = "model_index.json, unet, vae, text_encoder, tokenizer, scheduler"
        return f'"{source}" is not a folder of a Stable Diffusion 1.x, 2.x or SDXL pipeline saved by diffusers ({parts}).'
    names = f"Known names: {', '.join(model.name for model in entries())}; or give a folder"
    if allow_download:
        return f'The model "{known.source}" could not be fetched: check the name and the network. {names}.'
    return f'There is no model "{known.name}" on this machine. {names}, or pass --allow-download to fetch a hub id.'

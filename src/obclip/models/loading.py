"""A name, a folder or a hub id -> a loaded model. The bundled pair comes the same way as any other."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError

from obclip.agreed import check_agreed
from obclip.denoising.schedule import UNCHOSEN
from obclip.errors import SolverWarning, UnknownModel

from .downloads import cut_short, pickled, unreadable, variants
from .families.known import around, family_of
from .model import LoadedModel
from .number_format import choose_device, choose_dtype
from .offline import silence_hub
from .pair import CLOUD, DEVICE
from .pair import FILE as PAIR
from .quiet import quiet_loading
from .registry import Entry, bundled, entry, entry_of, near
from .schedulers import own_solver

FAILURES = (OSError, ValueError, TypeError, KeyError, AttributeError, SafetensorError)
LEAVE = "pass --allow-download (allow_download=True in Python)"


def load_model(
    name: str,
    *,
    dtype: str | None = None,
    device: str | None = None,
    variant: str | None = None,
    allow_download: bool = False,
    known: Mapping[str, Any] | None = None,
    hub: Mapping[str, Any] | None = None,
) -> LoadedModel:
    """Load a bundled model, a diffusers folder, or a hub id (from the local cache, unless `allow_download`).

    variant: of the weights' files, such as "fp16"; of a folder that has no others, its own if left out.
    known: what is known of the model and its files do not say, as `around` takes it, with `UNCHOSEN` of its scheduler; what the registry
    says of that name if left out.
    hub: what diffusers is told for the hub (`obclip.models.hub`).
    Raises UnknownModel if there is no such model here or it is of no supported family, BadRequest for a device or number format that is
    not there.
    """
    check_agreed(allow_download=allow_download)
    silence_hub()
    where = choose_device(device)
    numbers = choose_dtype(where, dtype)
    listed = entry(name) or Entry(name, name)
    source = bundled(listed.source) if listed.bundled else Path(listed.source) if Path(listed.source).exists() else listed.source
    pipeline = _pipeline(source, listed, numbers, variant or _own_variant(source), allow_download, hub or {})
    told = _told(listed, pipeline) if known is None else dict(known)
    if known is None and not listed.steps:  # a network that was distilled for few steps has no other choice
        tell_of_solver(pipeline, listed.name, told["solver"])
    if UNCHOSEN in told:
        pipeline.scheduler.register_to_config(**{UNCHOSEN: told.pop(UNCHOSEN)})
    model = around(pipeline, **told)
    model.to(where)
    return model


def _own_variant(source: Path | str) -> str | None:
    """The one variant that a folder has all its weights in; None for files without one, and for a hub id.

    Raises UnknownModel for a folder of several variants alone.
    """
    found = variants(source) if isinstance(source, Path) else set()
    if None not in found and len(found) > 1:
        raise UnknownModel(f'"{source}" has its weights only as {", ".join(sorted(filter(None, found)))}: name one of them as the variant.')
    return next(iter(found)) if len(found) == 1 else None


def _told(known: Entry, pipeline: Any) -> dict[str, Any]:
    """What the registry says."""
    guidance = {"guidance": known.guidance, "guidance_scale": known.guidance_scale}
    return {
        "name": known.name,
        "space": known.space or None,
        "solver": known.solver or usual_solver(pipeline),
        "step_distilled": known.steps,
        **guidance,
    }


def usual_solver(pipeline: Any) -> str | None:
    """PNDM, which SD 1.x and 2.x are published with, is drawn with DPM-Solver++, as `obclip models` says; others are left to themselves."""
    return "dpmsolver++" if type(pipeline.scheduler).__name__ == "PNDMScheduler" else None


def tell_of_solver(pipeline: Any, name: str, solver: str | None) -> None:
    """Warns of a solver that is not the one of the pipeline's own scheduler."""
    if solver is not None and own_solver(pipeline.scheduler) != solver:
        warnings.warn(
            f'The model "{name}" comes with a {type(pipeline.scheduler).__name__} and is drawn with {solver} where no solver is named.',
            SolverWarning,
            stacklevel=3,
        )


def _pipeline(
    source: Path | str, known: Entry, dtype: torch.dtype, variant: str | None, allow_download: bool, hub: Mapping[str, Any]
) -> Any:
    with quiet_loading():
        import diffusers

        local = isinstance(source, Path) or not allow_download
        try:
            index = diffusers.DiffusionPipeline.load_config(source, local_files_only=local, **hub)
            class_name = str(index["_class_name"])
        except FAILURES as error:
            raise UnknownModel(_why(source, known, allow_download, hub)) from error
        family_of(class_name, known.name)
        _check_tokenizers(source, index)
        settings: dict[str, Any] = {"dtype": dtype, "local_files_only": local, "use_safetensors": True, "variant": variant, **hub}
        if class_name == "StableDiffusionPipeline" and not (isinstance(source, Path) and (source / "safety_checker").is_dir()):
            settings |= {"safety_checker": None, "requires_safety_checker": False}
        try:
            if known.unet:
                settings |= {"unet": _unet(known, settings), **_own_scheduler(known)}
            return getattr(diffusers, class_name).from_pretrained(source, **settings)
        except FAILURES as error:
            raise UnknownModel(_why(source, known, allow_download, hub, variant)) from error
        except RuntimeError as error:
            if "state_dict" not in str(error):
                raise
            raise UnknownModel(
                f'"{source}" has weights that do not fit the config.json beside them: save the pipeline anew with diffusers.'
            ) from error


def _check_tokenizers(source: Path | str, index: Mapping[str, Any]) -> None:
    """Raises UnknownModel for a folder without one: transformers would make one up that knows no word."""
    for part, what in index.items():
        named = part.startswith("tokenizer") and isinstance(what, list | tuple) and all(what)
        if named and isinstance(source, Path) and not any((source / part).glob("*.json")):
            raise UnknownModel(f'"{source}" names a {part} in its model_index.json, and has none: save the whole pipeline with diffusers.')


def _unet(known: Entry, settings: dict[str, Any]) -> Any:
    from diffusers import UNet2DConditionModel

    loads = {
        name: value for name, value in settings.items() if name in ("dtype", "local_files_only", "use_safetensors", "cache_dir", "token")
    }
    if known.bundled:
        return UNet2DConditionModel.from_pretrained(bundled(known.unet or ""), subfolder="unet", **loads)
    return UNet2DConditionModel.from_pretrained(known.unet, **loads)


def _own_scheduler(known: Entry) -> dict[str, Any]:
    """The scheduler beside a bundled UNet, in the place of that of the pipeline whose other parts it shares; none if there is none."""
    import diffusers

    folder = bundled(known.unet or "") / "scheduler"
    if not (known.bundled and folder.is_dir()):
        return {}
    config = json.loads((folder / "scheduler_config.json").read_text(encoding="utf-8"))
    return {"scheduler": getattr(diffusers, config["_class_name"]).from_config(config)}


def _kept(source: Path | str, hub: Mapping[str, Any], index: str = "model_index.json") -> Path | None:
    """The folder of a model's files: its own, or where the hub's are kept; None if none of them is here. index: a file of each."""
    if isinstance(source, Path):
        return source
    from huggingface_hub import try_to_load_from_cache

    try:
        found = try_to_load_from_cache(source, index, cache_dir=hub.get("cache_dir"), revision=hub.get("revision"))
    except ValueError:  # no hub id
        return None
    return Path(found).parent if isinstance(found, str) else None


def _why(source: Path | str, known: Entry, allow_download: bool, hub: Mapping[str, Any], variant: str | None = None) -> str:
    if isinstance(source, Path) and source.is_file():
        return (
            f'"{source}" is one file, and a model is named by its folder: diffusers makes one of it, from_single_file and then '
            "save_pretrained, and ObliviousPipeline.from_single_file loads it as the device's model."
        )
    pipeline, network = _kept(source, hub), _kept(known.unet, hub, "config.json") if known.unet and not known.bundled else None
    for kept in filter(None, (pipeline, network)):
        if broken := unreadable(kept):
            return cut_short(broken)
    absent = known.unet if known.unet and pipeline and not network else known.source
    if isinstance(source, Path) and (source / PAIR).is_file():
        halves = " or ".join(f'"{source / side}"' for side in (CLOUD, DEVICE) if (source / side).is_dir())
        return f'"{source}" holds a pair, and one model is wanted here: name {halves}.'
    if isinstance(source, Path) and (parts := pickled(source)):
        return (
            f'"{source}" has the weights of its {", ".join(parts)} as .bin files alone, which run code when they are read: load it with '
            "diffusers, if you trust it, and save_pretrained writes .safetensors files."
        )
    if isinstance(source, Path) and variant is not None:
        return f'"{source}" has no weights of the variant "{variant}": leave variant out, or name one that its files have.'
    if isinstance(source, Path):
        whole = "model_index.json, unet, vae, text_encoder, tokenizer, scheduler"
        return f'"{source}" is not a folder of a Stable Diffusion 1.x, 2.x or SDXL pipeline saved by diffusers ({whole}).'
    if allow_download:
        hint = "" if entry_of(known.name) else f" It is no name that obclip knows: {near(known.name)}"
        return f'The model "{absent}" could not be fetched: check the name and the network.{hint}'
    if entry_of(known.name):
        return f'The model "{known.name}" ({absent}) is not on this machine: {LEAVE} to fetch it, or give a folder.'
    return (
        f'There is no model "{known.name}" on this machine, and obclip knows none of that name: {near(known.name)} '
        f"Give a name or a folder; to fetch a hub id, {LEAVE}."
    )

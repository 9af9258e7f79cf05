"""One file with a whole model in it, as other tools keep them: told by the names of its tensors, and loaded by diffusers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from obclip.agreed import check_agreed
from obclip.errors import BadRequest, UnknownModel

from .downloads import cut_short, unreadable
from .families.known import around
from .loading import FAILURES, tell_of_solver, usual_solver
from .model import LoadedModel
from .number_format import choose_device, choose_dtype
from .offline import silence_hub
from .quiet import quiet_loading

# What a tensor's name begins with in a file of each kind; the first that is found says which.
KINDS = {
    "conditioner.embedders.1.": "StableDiffusionXLPipeline",
    "cond_stage_model.": "StableDiffusionPipeline",
}


def load_file(
    source: str | Path,
    config: str | Path | None = None,
    *,
    dtype: str | None = None,
    device: str | None = None,
    allow_download: bool = False,
    hub: Mapping[str, Any] | None = None,
) -> LoadedModel:
    """Load one .safetensors file that holds a whole Stable Diffusion 1.x, 2.x or SDXL model, as other tools keep them.

    hub: what diffusers is told for the hub (`obclip.models.hub`), from where the config is.
    config: a folder or hub id with what the file does not hold: tokenizer, scheduler, shapes. From the hub if left out, which needs
    `allow_download`. Raises UnknownModel, and BadRequest as `load_model` does.
    """
    if not isinstance(source, str | Path):
        raise BadRequest(f"A single file is named by its path (got {source!r}).", code="bad_model")
    check_agreed(allow_download=allow_download)
    silence_hub()
    where = choose_device(device)
    numbers = choose_dtype(where, dtype)
    class_name = class_in_file(source)
    if config is None and not allow_download:  # diffusers would ask the hub, whatever it is told of local files
        raise UnknownModel(_why(source, config, allow_download))
    settings: dict[str, Any] = {"dtype": numbers, "local_files_only": not allow_download, "config": None if config is None else str(config)}
    settings |= hub or {}
    with quiet_loading():
        import diffusers
        from diffusers.loaders.single_file_utils import SingleFileComponentError

        if class_name == "StableDiffusionPipeline":
            settings |= {"safety_checker": None, "requires_safety_checker": False}
        try:
            if not allow_download:  # diffusers would fetch one that is not here, whatever it is told of local files
                diffusers.DiffusionPipeline.load_config(str(config), local_files_only=True, **(hub or {}))
            pipeline = getattr(diffusers, class_name).from_single_file(str(source), **settings)
        except SingleFileComponentError as error:
            raise UnknownModel(
                f'"{source}" is not a whole model ({str(error).strip().partition(". ")[0]}): load it with diffusers, which takes the '
                "missing part beside it, and give that pipeline in its place."
            ) from error
        except FAILURES as error:
            raise UnknownModel(_why(source, config, allow_download)) from error
    name, solver = Path(source).stem, usual_solver(pipeline)
    tell_of_solver(pipeline, name, solver)
    model = around(pipeline, name=name, solver=solver)
    model.to(where)
    return model


def class_in_file(source: str | Path) -> str:
    """The class of pipeline that a file holds. Raises UnknownModel for other files, which are not opened: pickles run code."""
    path = Path(source)
    if path.suffix != ".safetensors" or not path.is_file():
        raise UnknownModel(f'"{source}" is no .safetensors file on this machine: fetch it first, or convert it.')
    try:
        with safe_open(path, "pt") as file:
            names = list(file.keys())
    except SafetensorError:
        raise UnknownModel(f'"{source}" is no .safetensors file, or was cut short: fetch it again.') from None
    found = next((kind for begins, kind in KINDS.items() if any(name.startswith(begins) for name in names)), None)
    if found is None:
        raise UnknownModel(
            f'"{source}" is no whole model of Stable Diffusion 1.x, 2.x or SDXL: it may be a part of one, or another family.'
        )
    return found


def _why(source: str | Path, config: str | Path | None, allow_download: bool) -> str:
    kind = "a folder or hub id of a pipeline of the same kind (it holds the tokenizer and the scheduler, which the file does not)"
    if config is None:
        return f'"{source}" could not be loaded: give config, {kind}.'
    if Path(config).is_dir() and (broken := unreadable(Path(config))):
        return cut_short(broken)
    if Path(config).is_dir():
        return f'"{source}" could not be loaded by the config "{config}": give {kind}.'
    if allow_download:
        return f'The config "{config}" could not be fetched or does not fit: check the name and the network, or give another, {kind}.'
    return f'There is no config "{config}" on this machine: give {kind}, or allow_download=True to fetch a hub id.'

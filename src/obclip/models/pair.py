"""A pair in one folder: the device's model, and the cloud's or its URL. What no model's own files say of it stands beside them."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from obclip.denoising.schedule import UNCHOSEN
from obclip.errors import BadRequest, CannotWrite, UnknownModel

from .adapters import adapters
from .model import LoadedModel

FILE = "obclip_pair.json"
DEVICE, CLOUD = "device", "cloud"
# What `save_pretrained` of diffusers takes that says how files are written. Its others push them to a hub, which no call of ours does.
WAYS = ("variant", "max_shard_size", "safe_serialization")


@dataclass(frozen=True)
class Pair:
    """device, cloud: what `load_model` takes for each. url: of the cloud, if it does not run here."""

    device: dict[str, Any]
    cloud: dict[str, Any] = field(default_factory=dict)
    url: str | None = None


def write_pair(save_directory: object, device: LoadedModel, cloud: LoadedModel | str | None, **kwargs: Any) -> None:
    """Save a pair. cloud: its model, its URL or None. kwargs: of `save_pretrained` of diffusers those that say how files are written.

    Raises CannotWrite, and BadRequest for others, and for a pipeline with LoRA adapters, which diffusers would write in a form that cannot
    be loaded again.
    """
    if others := sorted(name for name, value in kwargs.items() if name not in WAYS and value):
        raise BadRequest(
            f"save_pretrained takes {', '.join(WAYS)} (got {', '.join(others)}): nothing is sent to a hub, push the folder yourself.",
            code="unsupported_argument",
        )
    kwargs = {name: value for name, value in kwargs.items() if name in WAYS}
    folder = _folder(save_directory)
    _check_plain(device)
    if cloud is not None and not isinstance(cloud, str):
        _check_plain(cloud)
    told: dict[str, Any] = {"device": _facts(device)}
    try:
        device.pipeline.save_pretrained(folder / DEVICE, **kwargs)
        if isinstance(cloud, str):
            told["url"] = cloud
        elif cloud is not None:
            told["cloud"] = _facts(cloud)
            cloud.pipeline.save_pretrained(folder / CLOUD, **kwargs)
        (folder / FILE).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f'"{folder}" could not be written ({type(error).__name__}): choose another folder.') from None


def read_pair(folder: Path) -> Pair | None:
    """What to load of a folder that `write_pair` wrote; None for any other. Raises UnknownModel for one that cannot be read."""
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        sides = {side: {"name": str(folder / side), "known": _read(told[side])} for side in (DEVICE, CLOUD) if side in told}
        return Pair(sides[DEVICE], sides.get(CLOUD, {}), told.get("url"))
    except (ValueError, KeyError, TypeError):
        raise UnknownModel(f'"{file}" cannot be read: save the pair again with save_pretrained.') from None


def _folder(given: object) -> Path:
    if not isinstance(given, str | os.PathLike) or not str(given).strip():
        raise CannotWrite(f"A pair is saved in a folder: name one (got {given!r}).")
    if (folder := Path(given)).is_file():
        raise CannotWrite(f'"{folder}" is a file: name a folder.')
    return folder


def _check_plain(model: LoadedModel) -> None:
    if carried := adapters(model.pipeline):
        raise BadRequest(
            f'"{model.name}" carries the adapter {", ".join(sorted(carried))}, which cannot be saved beside its weights: make it part '
            "of them first, pipeline.fuse_lora() and then pipeline.unload_lora_weights(), or merge_and_unload() of a part that peft wraps.",
            code="adapters",
        )


def _facts(model: LoadedModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "space": model.space.name,
        "guidance": model.guidance,
        "guidance_scale": model.guidance_scale,
        "solver": model.solver,
        "step_distilled": list(model.step_distilled),
        UNCHOSEN: list(model.scheduler_config.get(UNCHOSEN) or []),
    }


def _read(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("name", "space", "guidance", "guidance_scale", "solver", "step_distilled", UNCHOSEN)}

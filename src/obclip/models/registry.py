"""Names of models, read from registry.toml. A folder or any other hub id of the same families will do as well."""

import sys
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .distilled import distilled_in

CLOUD_DEFAULT = "portraits-cloud"
DEVICE_DEFAULT = "portraits-device"
# The same in few steps, without guidance.
DEVICE_FEW = "portraits-device-few"
# Millions of parameters of the autoencoders of whole families.
AUTOENCODER = 84.0


@dataclass(frozen=True)
class Entry:
    """A model that obclip knows by name; registry.toml says what each field means. Of a bundled one its folder says if it is distilled."""

    name: str
    source: str
    family: str = ""
    side: str = ""
    space: str = ""
    licence: str = ""
    note: str = ""
    bundled: bool = False
    unet: str | None = None
    network: float | None = None
    text: float | None = None
    tmac: float | None = None
    guidance: Literal["classifier-free", "embedded", "none"] | None = None
    guidance_scale: float | None = None
    solver: str | None = None
    steps: tuple[int, ...] = ()
    switch_points: tuple[int, ...] = ()

    def gigabytes(self, bytes_a_number: int) -> float | None:
        """Memory for the weights, text encoders and autoencoder included; None if it is not known."""
        if self.network is None or self.text is None:
            return None
        return (self.network + self.text + (0.5 if self.bundled else AUTOENCODER)) * bytes_a_number / 1000


@cache
def entries() -> tuple[Entry, ...]:
    """All that registry.toml lists, in its order."""
    told = tomllib.loads((files("obclip.models") / "registry.toml").read_text(encoding="utf-8"))
    return tuple(_entry(model) for model in told["model"])


def _entry(told: dict[str, Any]) -> Entry:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    known = Entry(**fields)
    steps = distilled_in(bundled(known.unet or known.source)) if known.bundled else ()
    return replace(known, steps=steps, guidance="none", guidance_scale=None) if steps else known


def entry(name: str) -> Entry | None:
    """The model of that name, or None: then it is a folder or a hub id."""
    return next((known for known in entries() if known.name == name), None)


def entry_of(name: str) -> Entry | None:
    """The same by its hub id as well: of the one that draws with all of what is there, where another takes a part of it."""
    whole = (known for known in entries() if known.source == name and known.unet is None and not known.bundled)
    return entry(name) or next(whole, None)


def near(name: str) -> str:
    """A hint at the name that was meant, for the end of a sentence; where none is like it, at where they are listed."""
    by_name = {known.name.lower(): known.name for known in entries()} | {known.source.lower(): known.name for known in entries()}
    meant = dict.fromkeys(by_name[like] for like in get_close_matches(name.lower(), by_name))
    return f"did you mean {' or '.join(meant)}?" if meant else "obclip models lists them."


def pairs() -> tuple[tuple[Entry, Entry], ...]:
    """Models that work together: a cloud's and a device's whose latents are one space."""
    clouds, devices = ([known for known in entries() if known.side == side] for side in ("cloud", "device"))
    return tuple((cloud, device) for cloud in clouds for device in devices if cloud.space == device.space)


def bundled(folder: str) -> Path:
    """A folder of the bundled pair, wherever the package is installed."""
    return Path(str(files("obclip.models"))) / "bundled" / folder

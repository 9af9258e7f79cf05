"""What is told of an exported model to whoever runs it without torch: its space, its noise levels, its files. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import MOST_STEPS, Levels
from obclip.denoising.solvers import PREDICTION_TYPES, SOLVERS
from obclip.errors import BadRequest
from obclip.protocol.agreement import LARGEST_NUMBER, levels_of, space_of
from obclip.protocol.card import GUIDANCES
from obclip.protocol.request import LARGEST_GUIDANCE, LARGEST_SIDE
from obclip.protocol.untrusted import number, shown, whole

FORMAT = "obclip-onnx/2"
MANIFEST = "obclip.json"
GRAPHS = ("text_encoder", "unet", "decoder")
TOKENIZER = "tokenizer.json"
# What a manifest may say: whoever wrote the folder, a page must neither stumble over it later nor reckon for ever.
_WORDS: dict[str, tuple[str | None, ...]] = {
    "prediction_type": PREDICTION_TYPES,
    "guidance": GUIDANCES,
    "solver": (None, *SOLVERS),
}
_WHOLE = {"factor": (1, 64), "height": (8, LARGEST_SIDE), "width": (8, LARGEST_SIDE), "window": (2, 1_024), "rows": (1, 2)}


@dataclass(frozen=True)
class File:
    """bytes: its length. sha256: hexadecimal, of its content."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A device's model as three graphs and a tokenizer; the fields that `LatentModel` has, as data.

    rows: calls of the network for a step: 2, without the prompt and with it, where it is guided; else 1. window: tokens that the text
    encoder reads. ratios: sigma / alpha at each training timestep, rising. schedules: the levels that it is known to follow.
    numbers: in which the larger weights are stored; all is computed in float32. files: by name.
    """

    name: str
    family: str
    space: LatentSpace
    prediction_type: str
    guidance: str
    guidance_scale: float
    solver: str | None
    step_distilled: tuple[int, ...]
    factor: int
    height: int
    width: int
    window: int
    rows: int
    numbers: str
    ratios: tuple[float, ...]
    schedules: tuple[Levels, ...]
    files: dict[str, File]
    format: str = FORMAT

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        """[C, h, w]. Raises BadRequest for another size than that which it was exported for."""
        if (height or self.height, width or self.width) != (self.height, self.width):
            raise BadRequest(f'"{self.name}" was exported for pictures of {self.height} x {self.width} pixels.', code="bad_size")
        return (self.space.channels, self.height // self.factor, self.width // self.factor)

    def schedule(self, steps: int, solver: str) -> Levels:
        """Raises BadRequest for levels that were not exported."""
        for levels in self.schedules:
            if (len(levels), levels.solver) == (steps, solver):
                return levels
        known = ", ".join(str(len(levels)) for levels in self.schedules if levels.solver == solver)
        raise BadRequest(
            f'"{self.name}" was exported with {f"{solver} in {known}" if known else f"no {solver}"} steps, not in {steps}: choose others.',
            code="bad_steps",
        )


def manifest_of(told: Any) -> Manifest:
    """From JSON data. Raises BadRequest for what is none."""
    try:
        if told["format"] != FORMAT:
            raise ValueError("another format")
        known: dict[str, Any] = {name: _short(told[name]) for name in ("name", "family", "numbers")}
        known |= {name: _one_of(told[name], allowed) for name, allowed in _WORDS.items()}
        known |= {name: whole(told[name], most, least) for name, (least, most) in _WHOLE.items()}
        if any(known[side] % known["factor"] for side in ("height", "width")):
            raise ValueError("a side of no whole latents")
        return Manifest(
            **known,
            space=space_of(told["space"]),
            guidance_scale=number(told["guidance_scale"], LARGEST_GUIDANCE),
            step_distilled=tuple(whole(steps, MOST_STEPS, 1) for steps in told["step_distilled"]),
            ratios=_rising(told["ratios"]),
            schedules=tuple(levels_of(levels) for levels in told["schedules"]),
            files={str(name): File(int(file["bytes"]), str(file["sha256"])) for name, file in told["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, BadRequest):
        raise BadRequest(
            f"This is no manifest of {FORMAT}: choose the folder that `obclip export-onnx` has written.", code="bad_manifest"
        ) from None


def _short(told: Any) -> str:
    if not isinstance(told, str):
        raise ValueError("no text")
    return shown(told, 200)


def _one_of(told: Any, allowed: tuple[str | None, ...]) -> str | None:
    if told not in allowed:
        raise ValueError("no word that is known")
    return allowed[allowed.index(told)]


def _rising(told: Sequence[Any]) -> tuple[float, ...]:
    """Noise levels of training: above 0, each above the one before."""
    ratios = tuple(number(ratio, LARGEST_NUMBER) for ratio in told)
    if len(ratios) < 2 or any(one >= two for one, two in zip((0.0, *ratios), ratios, strict=False)):
        raise ValueError("no rising noise levels")
    return ratios

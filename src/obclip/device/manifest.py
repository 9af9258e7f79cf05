"""What is told of an exported model to whoever runs it without torch: its space, its noise levels, its files. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.errors import BadRequest
from obclip.protocol.agreement import levels_of, space_of

FORMAT = "obclip-onnx/2"
MANIFEST = "obclip.json"
GRAPHS = ("text_encoder", "unet", "decoder")
TOKENIZER = "tokenizer.json"


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
        known: dict[str, Any] = {name: told[name] for name in ("name", "family", "prediction_type", "guidance", "solver", "numbers")}
        known |= {name: int(told[name]) for name in ("factor", "height", "width", "window", "rows")}
        return Manifest(
            **known,
            space=space_of(told["space"]),
            guidance_scale=float(told["guidance_scale"]),
            step_distilled=tuple(map(int, told["step_distilled"])),
            ratios=_numbers(told["ratios"]),
            schedules=tuple(levels_of(levels) for levels in told["schedules"]),
            files={str(name): File(int(file["bytes"]), str(file["sha256"])) for name, file in told["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadRequest(
            f"This is no manifest of {FORMAT}: choose the folder that `obclip export-onnx` has written.", code="bad_manifest"
        ) from None


def _numbers(told: Sequence[Any]) -> tuple[float, ...]:
    return tuple(map(float, told))

"""A resumable evaluation: draws prompts batch by batch along all courses, and keeps what the feature network sees of the pictures."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from obclip.errors import BadRequest, CannotWrite

from .courses import Drawable
from .features import Features, Looked
from .items import Item, fingerprint, worded
from .lab import Lab

SHOWN = 24
# What the fingerprint of prompts is taken of, in the words of the options.
TOLD = {"prompts": "prompts or seeds"}


@dataclass(frozen=True)
class Study:
    """What is drawn, by whom, judged by what, and the folder that keeps it."""

    items: Sequence[Item]
    courses: Sequence[Drawable]
    lab: Lab
    features: Features
    out: Path
    batch: int = 25

    def settings(self) -> dict[str, Any]:
        """What must be the same for a stopped evaluation to go on."""
        return {
            "prompts": fingerprint(self.items),
            "courses": [course.name for course in self.courses],
            "steps": self.lab.steps,
            "guidance_scale": self.lab.guidance_scale,
            "models": [self.lab.cloud.name, self.lab.device.name],
            "solver": self.lab.levels.solver,
            "features": self.features.name,
            "batch": self.batch,
            **({} if self.lab.timetable.own is None else {"device_steps": len(self.lab.timetable.own)}),
        }

    def starts(self) -> range:
        return range(0, len(self.items), self.batch)

    def run(self) -> Iterator[int]:
        """Draw what is not there yet; yields how many prompts are done after each batch. Raises CannotWrite, BadRequest."""
        self._open()
        for start in self.starts():
            part = self._part(start)
            if not _whole(part):
                self._draw(start, part)
            yield min(start + self.batch, len(self.items))

    def looked(self) -> dict[str, Looked]:
        """Of every course, all prompts in order; call it when `run` has ended."""
        parts = [load_file(self._part(start)) for start in self.starts()]
        return {course.name: _read(parts, course.name) for course in self.courses}

    def picture(self, course: Drawable, number: int) -> Path:
        """The kept picture of one of the first prompts."""
        return self.out / "pictures" / course.name / f"{number:04d}.png"

    def _part(self, start: int) -> Path:
        return self.out / "parts" / f"{start:06d}.safetensors"

    def _open(self) -> None:
        file, settings = self.out / "settings.json", self.settings()
        try:
            (self.out / "parts").mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.write_text(json.dumps(settings, indent=1) + "\n")
            found = json.loads(file.read_text())
        except ValueError:
            raise BadRequest(
                f'"{file}" was cut short or changed: delete it if all in that folder is of this evaluation, or choose another --out.',
                code="other_evaluation",
            ) from None
        except OSError as error:
            raise CannotWrite(f'"{self.out}" cannot be used for the results ({type(error).__name__}): choose another --out.') from error
        if found != settings:
            differs = ", ".join(
                TOLD.get(name, name) for name in settings if not isinstance(found, dict) or found.get(name) != settings[name]
            )
            raise BadRequest(f'"{self.out}" holds another evaluation (other {differs}): choose another --out.', code="other_evaluation")

    def _draw(self, start: int, part: Path) -> None:
        items = [worded(item) for item in self.items[start : start + self.batch]]
        drawn = self.lab.draw(items, self.courses)
        tensors = {f"measured/{name}": value for name, value in drawn.measured.items()}
        for course in self.courses:
            looked = self.features.look(drawn.pixels[course.name])
            own = {"appearance": looked.appearance, "classes": looked.classes, "meaning": looked.meaning}
            own |= {f"attribute-{name}": places for name, places in looked.attributes.items()}
            own |= {} if looked.faults is None else {"faults": looked.faults}
            tensors |= {f"{course.name}/{name}": value.contiguous().clone() for name, value in own.items()}
            for number in range(start, min(start + len(items), SHOWN)):
                self._keep(self.picture(course, number), drawn.pixels[course.name][number - start])
        unfinished = part.with_suffix(".writing")
        save_file(tensors, unfinished)
        unfinished.rename(part)

    def measured(self) -> dict[str, Tensor]:
        """What was counted while drawing, all prompts in order: {name: [B]}."""
        parts = [load_file(self._part(start)) for start in self.starts()]
        names = [name for name in parts[0] if name.startswith("measured/")]
        return {name.removeprefix("measured/"): torch.cat([part[name] for part in parts]) for name in names}

    def _keep(self, file: Path, pixels: Tensor) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray((255 * pixels.permute(1, 2, 0)).round().to(torch.uint8).numpy()).save(file)


def _whole(part: Path) -> bool:
    """Whether a part is there and was not cut short, as a full disk or a broken copy leaves it; it is drawn anew otherwise."""
    try:
        with safe_open(part, "pt"):
            return True
    except (OSError, SafetensorError):
        return False


def _read(parts: list[dict[str, Tensor]], course: str) -> Looked:
    names = [name for name in parts[0] if name.startswith(course + "/")]
    whole = {name.removeprefix(course + "/"): torch.cat([part[name] for part in parts]) for name in names}
    attributes = {name.removeprefix("attribute-"): value for name, value in whole.items() if name.startswith("attribute-")}
    return Looked(whole["appearance"], whole["classes"], whole["meaning"], attributes, whole.get("faults"))

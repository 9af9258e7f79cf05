"""A drawn picture, its sheet and its other values, each into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from obclip.errors import CannotWrite
from obclip.settings import latents_folder

from .others import Other
from .picture_files import PictureFiles, beside, free
from .picture_report import Written

if TYPE_CHECKING:
    from PIL.Image import Image

    from obclip.device.output import ObliviousPipelineOutput
    from obclip.device.settings import RunSettings
    from obclip.in_process import ObliviousPipeline


@dataclass(frozen=True)
class Writing:
    """others: values to be drawn from the same latents, without a request. sheets: None for no sheet of what the cloud could see.
    keeps: the settings of the run, if the latents are kept for later."""

    files: PictureFiles
    sheets: PictureFiles | None
    others: Sequence[Other]
    keeps: RunSettings | None = None

    def write(self, pipeline: ObliviousPipeline, result: ObliviousPipelineOutput, prompt: int) -> Written:
        """prompt: its number, from 1. Raises CannotWrite."""
        from obclip.device.output import write_new_image

        sheet = None
        try:
            picture, replaced = write_next(self.files, result.image)
        except CannotWrite as error:
            error.message += f" With --seed {result.seed} the same picture is drawn again."
            raise
        if self.sheets is not None and (shown := _sheet(pipeline, result)) is not None:
            sheet, _ = write_next(self.sheets, shown, taken=picture)
        others: list[tuple[str, Path]] = []
        for other in self.others:
            drawn = result.other(*other.values, person=other.person, **dict(other.named))
            others.append((other.words, write_new_image(drawn.image, partial(beside, picture, other.words))))
        latents = None if self.keeps is None else _keep(pipeline, result, self.keeps)
        return Written(result, prompt, picture, sheet, tuple(others), replaced, latents)


def write_next(files: PictureFiles, image: Image, taken: Path | None = None) -> tuple[Path, bool]:
    """The next picture under the user's name if there is one picture, else under the first number that is free.

    taken: a file that the user's name must not replace. -> its file, and whether one was replaced. Raises CannotWrite.
    """
    from obclip.device.output import write_image, write_new_image

    named = files.named
    if named is None or files.several or (taken is not None and named.exists() and named.samefile(taken)):
        return write_new_image(image, partial(free, files.base, numbered=files.several)), False
    replaced = named.exists()
    write_image(image, named)
    return named, replaced


def _sheet(pipeline: ObliviousPipeline, result: ObliviousPipelineOutput) -> Image | None:
    """What the cloud could see beside the picture, or None if it saw nothing."""
    from obclip.device.output import to_images
    from obclip.device.sheet import candidates_sheet

    if result.seen_by_cloud is None:
        return None
    seen = to_images(pipeline.model.decode(result.seen_by_cloud))
    return candidates_sheet(seen, result.candidates, result.image)


def _keep(pipeline: ObliviousPipeline, result: ObliviousPipelineOutput, settings: RunSettings) -> str | None:
    """The name of the file in which the latents are; None where the cloud drew no candidates. Raises CannotWrite."""
    from obclip.device.kept import keep
    from obclip.device.other import OthersAtHand

    others = result.pictures[0].others
    if not isinstance(others, OthersAtHand) or pipeline.client is None:
        return None
    return keep(others.answer, pipeline.client.models()[0], settings, latents_folder())

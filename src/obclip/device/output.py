"""What a run returns, and pictures written safely: without metadata, and never over a good file by a failed run."""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from obclip.errors import BadRequest, CannotWrite
from obclip.protocol.work import Work


@dataclass(frozen=True)
class Picture:
    """One picture, and what is known of how it was drawn. None of it is written into a file with the pixels.

    image: PIL, or an array [1, H, W, 3], pixels [1, 3, H, W] or latents [1, C, h, w], as the output type says.
    seed: of its first noise; the same one in diffusers is `torch.Generator("cpu").manual_seed(seed)`.
    candidates: what the cloud was sent, N prompts (one for `hybrid` and `cloud-only`, none for `device-only`).
    seen_by_cloud: the clean latents that each candidate pointed to at the switch point, [N, C, h, w], or None.
    negative_prompt: what the cloud was told of the user's; None for nothing.
    cloud_seconds, device_seconds: time on each side; the cloud's includes the way there and back.
    work: the multiply-accumulates that the cloud says it has spent, or None if it ran nothing or does not say.
    nsfw: whether the device pipeline's own safety checker has blackened it; None where there is none.
    """

    image: Any
    seed: int
    candidates: tuple[str, ...] = ()
    seen_by_cloud: Tensor | None = field(default=None, repr=False)
    negative_prompt: str | None = None
    cloud_seconds: float = 0.0
    device_seconds: float = 0.0
    work: Work | None = None
    nsfw: bool | None = None
    others: "Others | None" = field(default=None, repr=False)

    def other(self, *values: str, person: int | None = None, **named: str) -> "ObliviousPipelineOutput":
        """The same scene with another value of what is hidden, from the latents at hand: `other("old")`, `other(gender="male")`.

        Nothing is sent: the cloud has drawn all candidates already. person: the first (1), second ... of those who have the attribute.
        Raises BadRequest for a value that is not among the candidates, and once the pipeline is closed.
        """
        if self.others is None:
            raise BadRequest("There is no other: the cloud drew no candidates for this picture.", code="no_other")
        return output_of([self.others(values, named, person)])


class Others(Protocol):
    """Draws another member of a picture's set."""

    def __call__(self, values: Sequence[str], named: Mapping[str, str], person: int | None) -> Picture: ...


@dataclass(frozen=True)
class ObliviousPipelineOutput:
    """images first, as in diffusers: PIL images, or of all B pictures latents [B, C, h, w], pixels [B, 3, H, W] or arrays [B, H, W, 3].

    pictures: one by one, prompts in their order, those of one prompt together. What else is told of them can be asked here where there is
    one picture only.
    """

    images: list[Image.Image] | Tensor | np.ndarray
    pictures: tuple[Picture, ...] = field(repr=False)

    @property
    def image(self) -> Image.Image:
        """The first picture of a run with output_type="pil". Raises TypeError for the other types."""
        if isinstance(self.images, list):
            return self.images[0]
        raise TypeError('there is an image with output_type="pil" only')

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seed of each picture."""
        return tuple(picture.seed for picture in self.pictures)

    @property
    def seed(self) -> int:
        return self._one.seed

    @property
    def candidates(self) -> tuple[str, ...]:
        return self._one.candidates

    @property
    def seen_by_cloud(self) -> Tensor | None:
        return self._one.seen_by_cloud

    @property
    def negative_prompt(self) -> str | None:
        return self._one.negative_prompt

    @property
    def work(self) -> Work | None:
        return self._one.work

    @property
    def nsfw_content_detected(self) -> list[bool] | None:
        """diffusers' name for what a safety checker says of each picture."""
        flags = [picture.nsfw for picture in self.pictures if picture.nsfw is not None]
        return flags or None

    @property
    def cloud_seconds(self) -> float:
        """For all pictures together."""
        return sum(picture.cloud_seconds for picture in self.pictures)

    @property
    def device_seconds(self) -> float:
        """For all pictures together."""
        return sum(picture.device_seconds for picture in self.pictures)

    def other(self, *values: str, person: int | None = None, **named: str) -> "ObliviousPipelineOutput":
        """`Picture.other` of the one picture."""
        return self._one.other(*values, person=person, **named)

    def to_tuple(self) -> tuple[Any, ...]:
        """What `return_dict=False` gives."""
        return (self.images,)

    def __getitem__(self, place: int | str) -> Any:
        return getattr(self, place) if isinstance(place, str) else self.to_tuple()[place]

    @property
    def _one(self) -> Picture:
        if len(self.pictures) != 1:
            raise BadRequest(f"There are {len(self.pictures)} pictures: ask one of them, output.pictures[0] ...", code="several_pictures")
        return self.pictures[0]


def output_of(pictures: Sequence[Picture]) -> ObliviousPipelineOutput:
    """Pictures of one output type, together."""
    images = [picture.image for picture in pictures]
    if isinstance(images[0], Tensor):
        return ObliviousPipelineOutput(torch.cat(images), tuple(pictures))
    if isinstance(images[0], np.ndarray):
        return ObliviousPipelineOutput(np.concatenate(images), tuple(pictures))
    return ObliviousPipelineOutput(images, tuple(pictures))


def to_images(pixels: Tensor) -> list[Image.Image]:
    """[B, 3, H, W] in 0..1 -> PIL images."""
    arrays = (pixels.permute(0, 2, 3, 1).numpy() * 255).round().astype(np.uint8)
    return [Image.fromarray(array) for array in arrays]


def check_writable(path: Path) -> None:
    """Raises CannotWrite before any work is done, if `path` cannot be written in the end."""
    folder = path.parent
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise CannotWrite("The output path is too long for this machine's disk: choose a shorter one.") from None
    if path.is_dir():
        raise CannotWrite(f'"{path}" is a folder: give a file name, for example {path / "out.png"}.')
    if not folder.is_dir():
        raise CannotWrite(f'The folder "{folder}" does not exist: make it first, or choose another output path.')
    if path.suffix.lower() not in Image.registered_extensions():
        raise CannotWrite(f'"{path.name}" has no picture ending that can be written: use .png, .jpg or .webp.')
    if not _takes_files(folder) or (path.exists() and not os.access(path, os.W_OK)):
        raise CannotWrite(f'"{path}" may not be written: choose another output path.')


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there. What the permissions say is not enough: a disk may be full or mounted for reading only."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"obclip")
    except OSError:
        return False
    return True


def write_new_image(image: Image.Image, free: Callable[[], Path]) -> Path:
    """Write to the first name that `free` finds and that nobody else takes meanwhile, and say which. Raises CannotWrite."""
    while True:
        path = free()
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:  # of another run, since it was found to be free
            continue
        except OSError as error:
            raise _cannot_write(path, error) from None
        try:
            write_image(image, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path


def write_image(image: Image.Image, path: Path) -> None:
    """Write to a file beside and move it into place: an existing picture is replaced whole or not at all.

    The file is the user's alone (mode 0600) and holds pixels only: no prompt, no seed. Raises CannotWrite.
    """
    clean = Image.fromarray(np.asarray(image))
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                clean.save(file, format=Image.registered_extensions()[path.suffix.lower()])
            os.replace(unfinished, path)
        except BaseException:
            os.unlink(unfinished)
            raise
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: Exception) -> CannotWrite:
    return CannotWrite(f'"{path}" could not be written ({type(error).__name__}): choose another output path.')

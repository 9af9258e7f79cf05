"""What a run returns, and pictures written safely: without metadata, and never over a good file by a failed run."""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image
from torch import Tensor

from obclip.errors import CannotWrite
from obclip.protocol.work import Work


@dataclass(frozen=True)
class ObliviousPipelineOutput:
    """images first, as in diffusers: PIL images, or a tensor [1, C, h, w] for output_type="latent", or arrays [1, H, W, 3] for "np".

    candidates: what the cloud was sent, N prompts (one for `hybrid` and `cloud-only`, none for `device-only`).
    seen_by_cloud: the clean latents that each candidate pointed to at the switch point, [N, C, h, w], or None.
    cloud_seconds, device_seconds: time on each side; the cloud's includes the way there and back.
    work: the multiply-accumulates that the cloud says it has spent, or None if it ran nothing or does not say.
    """

    images: list[Image.Image] | Tensor | np.ndarray
    candidates: tuple[str, ...] = ()
    seen_by_cloud: Tensor | None = field(default=None, repr=False)
    cloud_seconds: float = 0.0
    device_seconds: float = 0.0
    work: Work | None = None

    @property
    def image(self) -> Image.Image:
        """The picture of a run with output_type="pil". Raises TypeError for the other types."""
        if isinstance(self.images, list):
            return self.images[0]
        raise TypeError('there is an image with output_type="pil" only')


def to_images(pixels: Tensor) -> list[Image.Image]:
    """[B, 3, H, W] in 0..1 -> PIL images."""
    arrays = (pixels.permute(0, 2, 3, 1).numpy() * 255).round().astype(np.uint8)
    return [Image.fromarray(array) for array in arrays]


def check_writable(path: Path) -> None:
    """Raises CannotWrite before any work is done, if `path` cannot be written in the end."""
    folder = path.parent
    if path.is_dir():
        raise CannotWrite(f'"{path}" is a folder: give a file name, for example {path / "out.png"}.')
    if not folder.is_dir():
        raise CannotWrite(f'The folder "{folder}" does not exist: make it first, or choose another output path.')
    if path.suffix.lower() not in Image.registered_extensions():
        raise CannotWrite(f'"{path.name}" has no picture ending that can be written: use .png, .jpg or .webp.')
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise CannotWrite(f'"{path}" may not be written: choose another output path.')


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
        raise CannotWrite(f'"{path}" could not be written ({type(error).__name__}): choose another output path.') from None

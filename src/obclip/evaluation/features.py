"""Networks that look at pictures: the judge of a drawn world, or InceptionV3 and CLIP, the field's own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor

from obclip.errors import BadRequest, UnknownModel
from obclip.models.quiet import quiet_loading
from obclip.models.registry import bundled

from .faults import load_fault_finder
from .judge import load_judge, token_ids
from .worlds import PORTRAITS, World

CLIP_BIG_G = "laion/CLIP-ViT-g-14-laion2B-s12B-b42K"


@dataclass(frozen=True)
class Looked:
    """What is kept of B pictures. appearance: [B, D] for FID and KID; classes: [B, K] logits for IS; meaning: [B, E] for the CLIP
    score; attributes: {attribute: int64 [B]}, places in `values`, or empty; faults: bool [B], whether a person would point at something,
    or None where no network tells."""

    appearance: Tensor
    classes: Tensor
    meaning: Tensor
    attributes: dict[str, Tensor]
    faults: Tensor | None = None


class Features(Protocol):
    """name: told in the tables. values: {attribute: names} of what it classifies, or empty."""

    name: str
    values: dict[str, list[str]]

    def look(self, pixels: Tensor) -> Looked:
        """Pixels [B, 3, H, W] in 0..1."""

    def read(self, texts: Sequence[str]) -> Tensor:
        """B strings -> [B, E]."""

    def reference(self) -> Tensor | None:
        """appearance of real pictures, [A, D], if some are bundled."""


class Drawn:
    """A world's judge, the bundled one or that of a folder. In-domain: it knows pictures of its world and nothing else.

    Classes of the IS are the people of the world: gender x age x ethnicity, 30. Raises UnknownModel for a judge of another world.
    """

    def __init__(self, world: World, folder: Path | None = None) -> None:
        from transformers import CLIPTokenizer

        self.world, self.folder = world, world.judged_by(folder)
        self.judge = load_judge(self.folder)
        if unknown := [name for name in world.people if name not in self.judge.values]:
            raise UnknownModel(f'The judge in "{self.folder}" does not tell {unknown[0]}: it is no judge of {world.name}.')
        self.name = world.features + (f" of judge {_mark(self.folder)}" if folder else "")
        self.fault_finder = load_fault_finder(self.folder) if (self.folder / "faults.json").exists() else None
        self.values = self.judge.values
        with quiet_loading():
            self.tokenizer = CLIPTokenizer.from_pretrained(bundled("cloud") / "tokenizer", local_files_only=True)

    @torch.no_grad()
    def look(self, pixels: Tensor) -> Looked:
        pixels = pixels.cpu().float()
        seen = self.judge(pixels)
        first, *others = (seen.logits[name].log_softmax(1) for name in self.world.people)
        joint = reduce(lambda known, further: (known[:, :, None] + further[:, None, :]).flatten(1), others, first)
        attributes = {name: logits.argmax(1) for name, logits in seen.logits.items()}
        faults = self.fault_finder.faulty(pixels) if self.fault_finder else None
        return Looked(unit_scale(seen.embedding), joint, seen.embedding, attributes, faults)

    @torch.no_grad()
    def read(self, texts: Sequence[str]) -> Tensor:
        parts = [self.judge.read(token_ids(self.tokenizer, texts[n : n + 256])) for n in range(0, len(texts), 256)]
        return torch.cat(parts)

    def reference(self) -> Tensor | None:
        file = self.folder / "reference.safetensors"
        return load_file(file)["appearance"].float() if file.exists() else None


class DrawnPortraits(Drawn):
    """The judge of portraits."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(PORTRAITS, folder)


def _mark(folder: Path) -> str:
    """Tells a judge from others, so that a stopped evaluation goes on with the same one only."""
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()[:8]


def unit_scale(embedding: Tensor) -> Tensor:
    """[B, D] of mean square 1 a picture, so that FID has a scale: the embedding's length means nothing, its direction does."""
    return embedding / embedding.square().mean(1, keepdim=True).sqrt()


class Standard:
    """InceptionV3 for FID, KID and IS (by torch-fidelity, which fetches its weights, or a file of them) and a CLIP of transformers."""

    def __init__(self, clip: str = CLIP_BIG_G, inception_weights: str | None = None, allow_download: bool = False) -> None:
        self.name = f"InceptionV3 and {clip}"
        self.values: dict[str, list[str]] = {}
        self.clip, self.processor = _clip(clip, allow_download)
        self.inception = _inception(inception_weights)

    @torch.no_grad()
    def look(self, pixels: Tensor) -> Looked:
        bytes_ = (255 * pixels.clamp(0, 1)).round().to(torch.uint8)
        appearance, classes = self.inception(bytes_)
        return Looked(appearance, classes, clip_images(self.clip, self.processor, bytes_), {})

    @torch.no_grad()
    def read(self, texts: Sequence[str]) -> Tensor:
        return clip_texts(self.clip, self.processor, texts)

    def reference(self) -> Tensor | None:
        return None


def look_at_folder(features: Features, folder: Path) -> Tensor:
    """appearance of every PNG or JPEG of a folder, [A, D]. Raises BadRequest if there are fewer than two."""
    pictures = sorted(file for file in folder.glob("*") if file.suffix.lower() in (".png", ".jpg", ".jpeg"))
    if len(pictures) < 2:
        raise BadRequest(f'"{folder}" holds fewer than two PNG or JPEG pictures.', code="no_reference")
    return torch.cat([features.look(_pixels(file)).appearance for file in pictures])


def _pixels(file: Path) -> Tensor:
    try:
        picture = np.asarray(Image.open(file).convert("RGB"), dtype=np.float32)
    except OSError:
        raise BadRequest(f'"{file}" is no picture that can be read.', code="unreadable_file") from None
    return torch.from_numpy(picture / 255).permute(2, 0, 1)[None]


def clip_images(clip: Any, processor: Any, images: Tensor) -> Tensor:
    """uint8 [B, 3, H, W] -> [B, E]."""
    inputs = processor(images=list(images), return_tensors="pt")
    return _embeds(clip.get_image_features(pixel_values=inputs.pixel_values))


def clip_texts(clip: Any, processor: Any, texts: Sequence[str]) -> Tensor:
    """B strings, cut at the window of the text tower -> [B, E]."""
    inputs = processor(text=list(texts), padding=True, truncation=True, return_tensors="pt")
    return _embeds(clip.get_text_features(input_ids=inputs.input_ids, attention_mask=inputs.attention_mask))


def _embeds(output: Any) -> Tensor:
    found: Tensor = output if isinstance(output, Tensor) else output.pooler_output
    return found


def _clip(name: str, allow_download: bool) -> tuple[Any, Any]:
    from transformers import CLIPModel, CLIPProcessor

    local = not allow_download or Path(name).exists()
    try:
        with quiet_loading():
            clip = CLIPModel.from_pretrained(name, local_files_only=local)
            processor = CLIPProcessor.from_pretrained(name, local_files_only=local)
    except (OSError, ValueError) as error:
        raise UnknownModel(f'There is no CLIP "{name}" on this machine: give a folder, or pass --allow-download.') from error
    return clip.eval(), processor


def _inception(weights: str | None) -> Any:
    try:
        from torchmetrics.image.fid import NoTrainInceptionV3

        # Without a file torch-fidelity fetches the weights of the original TensorFlow graph once.
        return NoTrainInceptionV3("inception-v3-compat", ["2048", "logits_unbiased"], feature_extractor_weights_path=weights).eval()
    except (ImportError, ModuleNotFoundError, NameError):
        raise BadRequest('InceptionV3 needs torch-fidelity: pip install "obclip[evaluate]" torch-fidelity.', code="missing_extra") from None
    except OSError as error:
        raise UnknownModel("The weights of InceptionV3 could not be read or fetched: give a file with --inception-weights.") from error

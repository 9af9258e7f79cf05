"""What loading a model would fetch from the Hugging Face hub, and how large it is: asked of the hub, nothing is fetched here."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .offline import silence_hub
from .registry import Entry, entry

# The parts of the pipelines of our families; hubs keep other formats of the same weights beside them, which are not fetched.
PARTS = ("unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "scheduler", "feature_extractor")
TEXTS = (".json", ".txt", ".model")
WEIGHTS = re.compile(r"^(?P<name>[^.]+)(?:\.(?P<variant>(?!safetensors)[^.-]+))?(?P<shard>-\d+-of-\d+)?\.safetensors$")


@dataclass(frozen=True)
class Download:
    """source: a repository of the hub. size: bytes of the files that are not on this machine."""

    source: str
    size: int


def downloads(names: Iterable[str], *, variant: str | None = None, endpoint: str | None = None) -> list[Download]:
    """What has to be fetched for models of these names, folders or hub ids; [] if all of it is here, or if no hub answers.

    endpoint: the hub's URL; the one that huggingface_hub is set up for if left out.
    """
    sources = dict.fromkeys(source for name in names for source in _sources(name))
    found = [Download(source, _missing(source, whole, variant, endpoint)) for source, whole in sources]
    return [download for download in found if download.size > 0]


def repositories(name: str) -> list[str]:
    """Those of the hub that a model of this name, folder or hub id is loaded from; [] if it is on this machine without one."""
    return [source for source, _ in _sources(name)]


def _sources(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Repositories and the parts that are needed of each; "" for a network by itself."""
    known = entry(name) or Entry(name, name)
    if known.bundled or Path(known.source).exists():
        return
    yield known.source, tuple(part for part in PARTS if part != "unet" or not known.unet)
    if known.unet:
        yield known.unet, ("",)


def _missing(source: str, parts: tuple[str, ...], variant: str | None, endpoint: str | None) -> int:
    silence_hub()
    from huggingface_hub import HfApi, try_to_load_from_cache

    try:
        listed = HfApi(endpoint=endpoint).model_info(source, files_metadata=True).siblings or []
    except _failures():  # no hub, no such repository, offline: loading says what is missing
        return 0
    sizes = {one.rfilename: one.size or 0 for one in listed}
    return sum(sizes[file] for file in needed(sizes, parts, variant) if not isinstance(try_to_load_from_cache(source, file), str))


def _failures() -> tuple[type[Exception], ...]:
    """The hub's client raises those of whichever of two libraries it asks through."""
    asking = (sys.modules.get(name) for name in ("httpx", "httpx2"))
    return OSError, ValueError, RuntimeError, *(library.HTTPError for library in asking if library is not None)


def variants(folder: Path) -> set[str | None]:
    """The variants that a folder of a pipeline has weights of, such as "fp16"; None among them for files that name none."""
    return {match["variant"] for part in PARTS for file in (folder / part).glob("*.safetensors") if (match := WEIGHTS.match(file.name))}


def pickled(folder: Path) -> list[str]:
    """The parts of a pipeline's folder that have their weights as pickles alone, which run code when they are read."""
    return [part for part in PARTS if any((folder / part).glob("*.bin")) and not any((folder / part).glob("*.safetensors"))]


def unreadable(folder: Path) -> Path | None:
    """The first file of a pipeline's folder, or of a network's by itself, that is not what its name says, as one that was cut short; None
    if all are whole."""
    tops = folder / "model_index.json", folder / "config.json", *sorted(folder.glob("diffusion_pytorch_model*"))
    files = [*tops, *(file for part in PARTS for file in sorted((folder / part).glob("*")))]
    return next((file for file in files if file.is_file() and not _whole(file)), None)


def cut_short(file: Path) -> str:
    """What is said of such a file."""
    return f'"{file}" cannot be read, or was cut short: fetch it again, or save the whole pipeline anew with diffusers.'


def _whole(file: Path) -> bool:
    from safetensors import SafetensorError, safe_open

    try:
        if file.suffix == ".json":
            json.loads(file.read_text(encoding="utf-8"))
        elif file.suffix == ".safetensors":
            with safe_open(file, "pt"):
                pass
    except (OSError, ValueError, SafetensorError):
        return False
    return True


def needed(files: Iterable[str], parts: tuple[str, ...], variant: str | None = None) -> list[str]:
    """Those of a repository's files that loading reads: texts, and weights as safetensors, of the variant where a part has it."""
    chosen = []
    by_part: dict[str, list[PurePosixPath]] = {}
    for file in map(PurePosixPath, files):
        by_part.setdefault("" if file.parent == PurePosixPath() else str(file.parent), []).append(file)
    for part in parts:
        weights = [(file, match["variant"]) for file in by_part.get(part, []) if (match := WEIGHTS.match(file.name))]
        kind = variant if any(told == variant for _, told in weights) else None
        chosen += [file for file in by_part.get(part, []) if file.suffix in TEXTS]
        chosen += [file for file, told in weights if told == kind]
    return [str(file) for file in chosen]

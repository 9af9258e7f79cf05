"""Who may load whom: the contracts on the source, and what a fresh interpreter really loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
# tomllib is of the standard library from Python 3.11 on; before, tomli is the same.
OF_PROMPTS = {*sys.stdlib_module_names, "tomllib", "tomli"}


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout


def test_one_file_alone_imports_both_halves() -> None:
    graph = grimp.build_graph("obclip", cache_dir=None)
    cloud, device = (graph.find_modules_that_directly_import(half, as_package=True) for half in ("obclip.cloud", "obclip.device"))
    assert cloud & device == {"obclip.in_process"}


def imported(file: Path) -> Iterator[str]:
    """The full name of each module that a file imports, wherever in the file."""
    package = file.relative_to(SOURCE).parent.parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)
        elif isinstance(node, ast.ImportFrom):
            room = package[: len(package) + 1 - node.level]
            yield ".".join((*room, node.module)) if node.module else ".".join(room)


def strangers(file: Path) -> list[str]:
    """What a file of the prompts imports that is neither theirs, nor an error of ours, nor of the standard library."""
    theirs = ("obclip.prompts", "obclip.errors")
    names = [name for name in imported(file) if name not in theirs and not name.startswith("obclip.prompts.")]
    return [name for name in names if name.partition(".")[0] not in OF_PROMPTS]


@pytest.mark.parametrize(
    "file",
    [SOURCE / "obclip/errors.py", *sorted((SOURCE / "obclip/prompts").rglob("*.py"))],
    ids=lambda file: str(file.relative_to(SOURCE)),
)
def test_the_prompts_and_what_they_import_stand_on_the_standard_library(file: Path) -> None:
    assert strangers(file) == []


def test_a_stranger_among_the_imports_would_be_seen() -> None:
    """The planted fault: the network's room imports from without and from rooms beside it, absolutely and relatively."""
    found = set(strangers(SOURCE / "obclip/models/loading.py"))
    assert {"torch", "diffusers", "obclip.models.registry"} <= found
    assert not found & {"pathlib", "typing", "obclip.errors"}


@pytest.mark.parametrize(
    ("entry", "never"),
    [
        ("obclip", "obclip.errors obclip.prompts torch"),
        ("obclip.prompts.candidates", "torch numpy diffusers transformers pydantic httpx2 socket"),
        ("obclip.detectors.named", "torch numpy spacy presidio_analyzer transformers"),
        ("obclip.prompts.explain", "torch numpy pydantic obclip.protocol obclip.cloud"),
        ("obclip.protocol.codec", "obclip.prompts obclip.models obclip.cloud obclip.device fastapi"),
        ("obclip.protocol.tensors", "torch numpy safetensors pydantic obclip.models"),
        ("obclip.denoising.step", "torch numpy diffusers"),
        ("obclip.device.tab", "torch numpy diffusers safetensors pydantic httpx2 obclip.models obclip.cloud"),
        ("obclip.denoising.loop", "obclip.prompts obclip.protocol obclip.models"),
        ("obclip.models.loading", "obclip.prompts obclip.cloud obclip.device"),
        ("obclip.cloud.service", "obclip.prompts obclip.device"),
        ("obclip.device.pipeline", "obclip.cloud fastapi uvicorn"),
        ("obclip.device.gateway.app", "obclip.cloud fastapi uvicorn"),
        ("obclip.cli.main", "torch diffusers fastapi spacy obclip.cloud obclip.device.pipeline obclip.device.transport"),
    ],
)
def test_an_entry_loads_nothing_that_it_must_not_know(entry: str, never: str) -> None:
    assert all(find_spec(name) for name in never.split()), "what is not there at all could never be loaded"
    code = f"import sys, {entry}; print([name for name in {never.split()!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

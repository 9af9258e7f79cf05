"""A device's model -> three ONNX graphs with a manifest, each checked against torch: what a browser's tab runs.

Larger weights are stored as float16 and widened where they are used, so that what is computed stays float32.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np
import torch
from torch import Tensor, nn

from obclip.denoising.levels import Levels
from obclip.denoising.solvers import takes_few_steps
from obclip.errors import BadRequest, Disagreement
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.latent_space import pictured
from obclip.models.model import LoadedModel
from obclip.protocol.canonical import canonical_json, plain

from .manifest import GRAPHS, MANIFEST, TOKENIZER, File, Manifest

OPSET = 20
# Weights of so many numbers are stored as float16.
LARGE = 256
# What float16 weights may change, as a share of the largest number that comes out.
TOLERANCE = 2e-3
# Step counts for which a model that takes any is given its schedule; a few-step one is given those it was distilled for.
CLOUDS = "dpmsolver++"
USUAL_STEPS = (4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
# All that the page takes: the cloud's part of a few-step model's course is settled in the tab.
CLOUDS_STEPS = range(1, 51)


@dataclass(frozen=True)
class Exported:
    """One graph's file. apart: the largest difference to torch on `tried` inputs; largest: the largest number that came out."""

    name: str
    bytes: int
    weights: int
    apart: float
    largest: float
    tried: int


def export(model: LoadedModel, folder: Path) -> list[Exported]:
    """Write graphs, tokenizer and manifest into `folder`. Raises BadRequest for a model that a tab cannot run, Disagreement where a graph
    does not compute what torch computes."""
    if not isinstance(model, StableDiffusionModel) or model.guidance == "embedded":
        raise BadRequest(
            f'"{model.name}" cannot be exported yet: a page runs models with one CLIP text encoder and classifier-free or no guidance '
            "(small-sd, bk-sdm).",
            code="not_exportable",
        )
    folder.mkdir(parents=True, exist_ok=True)
    done = [_exported(model, name, folder) for name in GRAPHS]
    (folder / TOKENIZER).write_text(_words(model), encoding="utf-8")
    files = {path.name: _file(path) for path in [*(folder / f"{name}.onnx" for name in GRAPHS), folder / TOKENIZER]}
    (folder / MANIFEST).write_bytes(canonical_json(plain(manifest(model, files))))
    return done


def manifest(model: StableDiffusionModel, files: dict[str, File]) -> Manifest:
    """What is told of a model."""
    height, width = model.pixels(None, None)
    return Manifest(
        name=model.name,
        family=model.family,
        space=model.space,
        prediction_type=model.prediction_type,
        guidance=model.guidance,
        guidance_scale=model.guidance_scale,
        solver=model.solver,
        step_distilled=model.step_distilled,
        factor=model.factor,
        height=height,
        width=width,
        window=_window(model),
        rows=_rows(model),
        numbers="float16",
        ratios=tuple(model.ratios),
        schedules=_schedules(model),
        files=files,
    )


def _schedules(model: StableDiffusionModel) -> tuple[Levels, ...]:
    """Its own in any usual number of steps; or, of a model of few steps, in those, and a cloud's as far as one does not tell its own: where
    such a one would stop by itself."""
    if not takes_few_steps(model.solver, model.step_distilled):
        return tuple(model.schedule(count, model.solver or CLOUDS) for count in USUAL_STEPS)
    own = tuple(model.schedule(count, model.solver or CLOUDS) for count in model.step_distilled or USUAL_STEPS)
    return (*own, *(model.schedule(count, CLOUDS) for count in CLOUDS_STEPS))


class _Graph(nn.Module):
    """A part of the model, and how it is run."""

    def __init__(self, part: nn.Module, run: Callable[..., Tensor]) -> None:
        super().__init__()
        self.part, self.run = part.eval(), run

    def forward(self, *feeds: Tensor) -> Tensor:
        return self.run(self.part, *feeds)


def _exported(model: StableDiffusionModel, name: str, folder: Path) -> Exported:
    import onnx

    graph, feeds = _graph(model, name, 0)
    with _quietly():
        program = torch.onnx.export(
            graph, tuple(feeds.values()), dynamo=True, input_names=list(feeds), output_names=["out"], opset_version=OPSET, verbose=False
        )
    if program is None:
        raise BadRequest(f'The {name} of "{model.name}" could not be exported.', code="not_exportable")
    path = folder / f"{name}.onnx"
    onnx.save(_halved(program.model), path)
    apart, largest, tried = _compared(model, name, path)
    if not apart <= TOLERANCE * max(largest, 1.0):
        raise Disagreement(f'The exported {name} of "{model.name}" is off by {apart:.1e} of {largest:.2f}: it was not kept.')
    weights = sum(weight.numel() for weight in graph.part.parameters())
    return Exported(name, path.stat().st_size, weights, apart, largest, tried)


def _graph(model: StableDiffusionModel, name: str, seed: int) -> tuple[_Graph, dict[str, Tensor]]:
    """A graph, and numbers to try it with. One row at a time: two would take twice the memory for attention's maps, and no less time."""
    draw = torch.Generator().manual_seed(seed)
    window, shape = _window(model), model.latent_shape()
    latents = torch.randn((1, *shape), generator=draw)
    if name == "text_encoder":
        ids = torch.randint(2, model.text_encoder.config.vocab_size, (1, window), generator=draw, dtype=torch.int32)
        return _Graph(model.text_encoder, lambda part, ids: part(ids.long())[0]), {"input_ids": ids}
    if name == "decoder":
        return _Graph(model.vae, pictured), {"latents": latents}
    width = int(model.unet.config.cross_attention_dim)
    feeds = {
        "latents": latents,
        "timestep": torch.tensor([float(torch.randint(1, 1000, (1,), generator=draw))]),
        "context": torch.randn((1, window, width), generator=draw),
    }
    return _Graph(model.unet, lambda part, *told: part(*told, return_dict=False)[0]), feeds


def _compared(model: StableDiffusionModel, name: str, path: Path, tries: int = 3) -> tuple[float, float, int]:
    """The largest difference between torch and what onnxruntime makes of the file, on other numbers than those it was traced with."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    apart = largest = 0.0
    for seed in range(1, tries + 1):
        graph, feeds = _graph(model, name, seed)
        with torch.no_grad():
            expected = graph(*feeds.values()).numpy()
        got = session.run(None, {key: value.numpy() for key, value in feeds.items()})[0]
        apart, largest = max(apart, float(np.abs(got - expected).max())), max(largest, float(np.abs(expected).max()))
    return apart, largest, tries


def _halved(program: Any) -> Any:
    """The graph with its larger weights stored as float16, and without the exporter's notes, which name files of this machine."""
    import onnx_ir

    graph = program.graph
    for value in list(graph.initializers.values()):
        array = value.const_value.numpy()
        if array.dtype != np.float32 or array.size < LARGE or np.abs(array).max() > np.finfo(np.float16).max:  # a mask's numbers, say
            continue
        name = f"{value.name}.half"
        stored = onnx_ir.Value(name=name, const_value=onnx_ir.tensor(array.astype(np.float16), name=name))
        stored.dtype, stored.shape = onnx_ir.DataType.FLOAT16, onnx_ir.Shape(array.shape)
        widened = onnx_ir.node("Cast", [stored], {"to": onnx_ir.DataType.FLOAT.value})
        onnx_ir.convenience.replace_all_uses_with(value, widened.outputs[0])
        graph.initializers.pop(value.name)
        graph.initializers.add(stored)
        graph.insert_before(graph[0], widened)
    made = onnx_ir.serde.serialize_model(program)
    for thing in (made, made.graph, *made.graph.node, *made.graph.initializer, *made.graph.input, *made.graph.output):
        thing.ClearField("metadata_props")
        thing.ClearField("doc_string")
    made.graph.ClearField("value_info")
    return made


def _words(model: StableDiffusionModel) -> str:
    """The tokenizer's file, whatever it was used for last: how it pads and cuts is for its caller to say."""
    backend = deepcopy(model.tokenizer.backend_tokenizer)
    backend.no_padding()
    backend.no_truncation()
    return str(backend.to_str())


def _file(path: Path) -> File:
    content = path.read_bytes()
    return File(len(content), hashlib.sha256(content).hexdigest())


def _rows(model: StableDiffusionModel) -> int:
    return 2 if model.guidance == "classifier-free" else 1


def _window(model: StableDiffusionModel) -> int:
    return min(int(model.tokenizer.model_max_length), int(model.text_encoder.config.max_position_embeddings))


@contextmanager
def _quietly() -> Iterator[None]:
    """torch's exporter warns of its own later versions, and of packages that are not there and not needed."""
    log = logging.getLogger("torch.onnx")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with catch_warnings():
            simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)

"""ComfyUI's part around nodes: loads the pack's folder as it does, checks and runs a workflow in API format, and saves a PNG with all that
it puts there."""

import asyncio
import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from diffusers import StableDiffusionPipeline
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.integrations import comfy_sampling as sampling
from tests.integrations.comfy_schema import ComfyExtension, ComfyNode, Schema, WidgetInput, io

ROOT = Path(__file__).parents[2]
PACK = ROOT / "integrations" / "comfyui"
NAME = "obclip_pack_of_the_tests"


class InterruptProcessingException(Exception):
    """The user pressed the button."""


class Bar:
    """`comfy.utils.ProgressBar`."""

    seen: list[tuple[int, int]] = []  # noqa: RUF012 - ComfyUI has one display

    def __init__(self, total: int) -> None: ...

    def update_absolute(self, value: int, total: int | None = None, preview: Any = None) -> None:
        self.seen.append((value, total or 0))


def modules() -> dict[str, ModuleType]:
    """What the pack imports of ComfyUI."""

    def module(name: str, **held: Any) -> ModuleType:
        made = ModuleType(name)
        vars(made).update(held)
        return made

    samplers = module("comfy.samplers", KSampler=sampling.KSampler)
    management = module(
        "comfy.model_management",
        InterruptProcessingException=InterruptProcessingException,
        OOM_EXCEPTION=MemoryError,
        throw_exception_if_processing_interrupted=lambda: None,
    )
    utils = module("comfy.utils", ProgressBar=Bar)
    comfy = module("comfy", samplers=samplers, model_management=management, utils=utils)
    latest = module("comfy_api.latest", io=io, ComfyExtension=ComfyExtension)
    api = module("comfy_api", latest=latest)
    return {one.__name__: one for one in (comfy, samplers, management, utils, api, latest)}


@contextmanager
def loaded_pack() -> Iterator[ModuleType]:
    """The pack as a module, under the name that ComfyUI's loader happens to give it."""
    held = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] in (NAME, "comfy", "comfy_api")}
    sys.modules.update(modules())
    spec = importlib.util.spec_from_file_location(NAME, PACK / "__init__.py", submodule_search_locations=[str(PACK)])
    assert spec is not None
    assert spec.loader is not None
    pack = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = pack
    try:
        spec.loader.exec_module(pack)
        yield pack
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] in (NAME, "comfy", "comfy_api")]:
            del sys.modules[name]
        sys.modules.update(held)


def nodes_of(pack: ModuleType) -> dict[str, type[ComfyNode]]:
    """By id. Raises ValueError, TypeError for a schema that ComfyUI refuses."""
    extension = asyncio.run(pack.comfy_entrypoint())
    assert isinstance(extension, ComfyExtension)
    found = asyncio.run(extension.get_node_list())
    return {node.checked_schema().node_id: node for node in found}


class Host:
    """One ComfyUI: the nodes of the pack, and of its own those that the example workflows have. saved: files written."""

    def __init__(self, pack: ModuleType, pipeline: StableDiffusionPipeline, out: Path) -> None:
        self.nodes, self.pipeline, self.out = nodes_of(pack), pipeline, out
        self.saved: list[Path] = []
        self.shown: dict[str, Any] = {}
        self.results: dict[str, tuple[Any, ...]] = {}

    def run(self, prompt: dict[str, Any], workflow: dict[str, Any] | None = None) -> None:
        """A workflow in API format. workflow: the other format, which saved pictures carry as well."""
        self.results = {}
        for node in prompt.values():
            if node["class_type"] in self.nodes:
                check_inputs(self.nodes[node["class_type"]].checked_schema(), node["inputs"])
        for name in prompt:
            self._result(name, prompt, workflow)

    def _result(self, name: str, prompt: dict[str, Any], workflow: Any) -> tuple[Any, ...]:
        if name not in self.results:
            node = prompt[name]
            kind = self.nodes.get(node["class_type"])
            if kind is not None:
                # ComfyUI keeps this beside the node, and saves it with the picture.
                node["is_changed"] = [kind.fingerprint_inputs(**constants(node["inputs"]))]  # type: ignore[attr-defined]
            given = {key: self._given(value, prompt, workflow) for key, value in node["inputs"].items()}
            if kind is None:
                self.results[name] = getattr(self, f"_{node['class_type']}")(prompt, workflow, **given)
            else:
                output = kind.execute(**given)
                self.results[name], self.shown[name] = output.args, output.ui
        return self.results[name]

    def _given(self, value: Any, prompt: dict[str, Any], workflow: Any) -> Any:
        return self._result(value[0], prompt, workflow)[value[1]] if isinstance(value, list) else value

    def _CheckpointLoaderSimple(self, prompt: Any, workflow: Any, ckpt_name: str) -> tuple[Any, ...]:  # noqa: N802
        return sampling.Model(self.pipeline), sampling.Clip(self.pipeline), sampling.Vae(self.pipeline)

    def _KSamplerAdvanced(self, prompt: Any, workflow: Any, **given: Any) -> tuple[Any, ...]:  # noqa: N802
        assert given.pop("add_noise") == "disable"
        assert given.pop("return_with_leftover_noise") == "disable"
        for unused in ("noise_seed", "end_at_step"):
            given.pop(unused)
        return (sampling.ksampler_advanced(latent=given.pop("latent_image"), **given),)

    def _VAEDecode(self, prompt: Any, workflow: Any, samples: Any, vae: Any) -> tuple[Any, ...]:  # noqa: N802
        return (vae.decode(samples["samples"]),)

    def _SaveImage(self, prompt: Any, workflow: Any, images: Any, filename_prefix: str) -> tuple[Any, ...]:  # noqa: N802
        kept = PngInfo()
        kept.add_text("prompt", json.dumps(prompt))
        kept.add_text("workflow", json.dumps(workflow))
        file = self.out / f"{filename_prefix}_{len(self.saved):05}_.png"
        Image.fromarray((images[0].numpy() * 255).round().astype("uint8")).save(file, pnginfo=kept)
        self.saved.append(file)
        return ()


def constants(inputs: dict[str, Any]) -> dict[str, Any]:
    """What `fingerprint_inputs` is told: no links."""
    return {name: value for name, value in inputs.items() if not isinstance(value, list)}


def check_inputs(schema: Schema, given: dict[str, Any]) -> None:
    """Raises ValueError for what ComfyUI does not queue."""
    known = {one.id: one for one in schema.inputs}
    missing = [name for name, one in known.items() if not one.optional and name not in given]
    if missing or set(given) - set(known):
        raise ValueError(f"{schema.node_id}: missing {missing}, unknown {sorted(set(given) - set(known))}")
    for name, value in given.items():
        one: Any = known[name]
        if isinstance(value, list) != (not isinstance(one, WidgetInput)):
            raise ValueError(f"{schema.node_id}: {name} is linked where it has a widget, or the other way round")
        options = getattr(one, "options", None)
        if options is not None and value not in options:
            raise ValueError(f"{schema.node_id}: {name} is {value}, none of {options}")
        if getattr(one, "max", None) is not None and not one.min <= value <= one.max:
            raise ValueError(f"{schema.node_id}: {name} is {value}, not {one.min} to {one.max}")


def api_format(workflow: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A workflow as the editor keeps it -> as ComfyUI runs it. schemas: node type -> its inputs' names, those with widgets in order."""
    ends = {link[0]: [str(link[1]), link[2]] for link in workflow["links"]}
    made = {}
    for node in workflow["nodes"]:
        linked = {one["name"]: ends[one["link"]] for one in node.get("inputs", []) if one.get("link") is not None}
        values = dict(zip(schemas[node["type"]], node.get("widgets_values", []), strict=True))
        plain = {name: value for name, value in values.items() if name not in linked and not name.startswith("control ")}
        made[str(node["id"])] = {"class_type": node["type"], "inputs": {**linked, **plain}}
    return made

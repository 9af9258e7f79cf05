"""What ComfyUI's editor asks the server about nodes, printed as JSON: python -m tests.integrations.comfy_info

{"info": the answer to GET /object_info, "report": what the preview node shows of a prompt}. The pack's nodes are told from their own
schema; of ComfyUI's, those that the example workflows have."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.integrations.comfy_host import loaded_pack, nodes_of
from tests.integrations.comfy_schema import Input, Schema

PROMPT = "portrait of an old woman with a beard, named Anna, in a garden"
_WHOLE = {"min": 0, "max": 10_000}
_SAMPLERS: dict[str, Any] = {"sampler_name": (["euler", "dpmpp_2m"], {}), "scheduler": (["normal", "karras"], {})}
_SWITCH = ["enable", "disable"]
# Of ComfyUI's own nodes: inputs and outputs, in the older shape, in which they still are.
BUILTIN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "CheckpointLoaderSimple": ({"ckpt_name": (["small-sd.safetensors"], {})}, ["MODEL", "CLIP", "VAE"]),
    "KSamplerAdvanced": (
        {
            "model": ("MODEL", {}),
            "add_noise": (_SWITCH, {}),
            "noise_seed": ("INT", {"default": 0, "min": 0, "max": 2**53, "control_after_generate": True}),
            "steps": ("INT", {"default": 20, **_WHOLE}),
            "cfg": ("FLOAT", {"default": 8.0, "min": 0.0, "max": 100.0}),
            **_SAMPLERS,
            "positive": ("CONDITIONING", {}),
            "negative": ("CONDITIONING", {}),
            "latent_image": ("LATENT", {}),
            "start_at_step": ("INT", {"default": 0, **_WHOLE}),
            "end_at_step": ("INT", {"default": 10_000, **_WHOLE}),
            "return_with_leftover_noise": (_SWITCH[::-1], {}),
        },
        ["LATENT"],
    ),
    "VAEDecode": ({"samples": ("LATENT", {}), "vae": ("VAE", {})}, ["IMAGE"]),
    "SaveImage": ({"images": ("IMAGE", {}), "filename_prefix": ("STRING", {"default": "ComfyUI"})}, []),
}


def object_info(schemas: dict[str, Schema]) -> dict[str, Any]:
    """Of all nodes, by type."""
    own = {name: _told(schema) for name, schema in schemas.items()}
    return {**{name: _node(name, {"required": inputs}, outputs, outputs) for name, (inputs, outputs) in BUILTIN.items()}, **own}


def _told(schema: Schema) -> dict[str, Any]:
    inputs: dict[str, Any] = {"required": {}}
    for one in schema.inputs:
        inputs.setdefault("optional" if one.optional else "required", {})[one.id] = _input(one)
    kinds = [one.io_type for one in schema.outputs]
    names = [one.id or one.io_type for one in schema.outputs]
    more = {"category": schema.category, "description": schema.description, "python_module": "custom_nodes.obclip"}
    return {
        **_node(schema.node_id, inputs, kinds, names),
        **more,
        "display_name": schema.display_name,
        "output_node": schema.is_output_node,
        "search_aliases": schema.search_aliases,
    }


def _input(one: Input) -> tuple[str, dict[str, Any]]:
    return one.io_type, one.options_told()


def _node(name: str, inputs: dict[str, Any], kinds: list[str], names: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "display_name": name,
        "description": "",
        "category": "ComfyUI",
        "python_module": "nodes",
        "input": inputs,
        "input_order": {kind: list(of) for kind, of in inputs.items()},
        "output": kinds,
        "output_name": names,
        "output_is_list": [False] * len(kinds),
        "output_node": name == "SaveImage",
    }


def main() -> None:
    """The pack in a folder of prompts that holds one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OBCLIP_PROMPTS"] = folder
        (Path(folder) / "first.txt").write_text(PROMPT, encoding="utf-8")
        with loaded_pack() as pack:
            nodes: dict[str, Any] = nodes_of(pack)
            shown = nodes["ObclipObliviousPreview"].execute("first", "(none)").ui
            json.dump(
                {"info": object_info({name: node.checked_schema() for name, node in nodes.items()}), "report": shown["obclip_report"][0]},
                sys.stdout,
            )


if __name__ == "__main__":
    main()

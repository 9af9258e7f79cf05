"""The node that does it all: obclip's own device model instead of KSampler."""

from typing import Any

import torch
from comfy_api.latest import io

from obclip.device.seeds import Seeds
from obclip.in_process import ObliviousPipeline
from obclip.models.registry import DEVICE_DEFAULT

from . import inputs
from .private import fingerprint, hushed, wanted, way
from .reporting import reporting

SEEDS = Seeds(named=False)
DESCRIPTION = """A private picture in one node: the cloud begins it for every candidate of the prompt, and obclip's own small model ends
yours here.

The prompt is read from a file on this machine, so that neither the workflow nor a saved PNG holds it. Names of files do stand in both."""


class ObliviousPicture(io.ComfyNode):
    """Both halves."""

    @classmethod
    def define_schema(cls) -> io.Schema:
        return io.Schema(
            node_id="ObclipObliviousPicture",
            display_name="Oblivious picture",
            category="sampling/obclip",
            description=DESCRIPTION,
            search_aliases=["private", "obclip", "cloud"],
            inputs=inputs.of_a_drawing(
                io.Float.Input("cfg", default=0.0, min=0.0, max=30.0, step=0.5, tooltip="Guidance; 0: each model's own."),
                0,
                0,
                after_words=[
                    io.String.Input(
                        "device_model", default=DEVICE_DEFAULT, tooltip="A bundled model, a folder, or a hub id that is on this machine."
                    )
                ],
            ),
            outputs=[io.Image.Output("image")],
        )

    @classmethod
    def fingerprint_inputs(cls, **given: Any) -> str:
        return fingerprint(given)

    @classmethod
    def execute(cls, prompt_file: str, negative_file: str, device_model: str, **asked: Any) -> io.NodeOutput:
        with hushed(prompt_file, negative_file):
            settings = inputs.settings(asked, output_type="np")
            one = wanted(prompt_file, negative_file, asked["fixed_seed"], SEEDS)
            with ObliviousPipeline.from_pretrained(device_model, cloud=way(asked.get("cloud") or "").client()) as pipeline:
                drawn: Any = pipeline.draw([one], settings, reporting()).images
        return io.NodeOutput(torch.from_numpy(drawn))  # [1, H, W, 3] in 0..1

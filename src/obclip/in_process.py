"""Both halves in one process, through the same application as over HTTP: the only file that imports them both."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from obclip.bridge import InProcessTransport
from obclip.cloud.cost import Count, cost
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.detectors.named import named_detectors
from obclip.device.output import ObliviousPipelineOutput
from obclip.device.pipeline import Device, Progress, no_progress, run
from obclip.device.request import RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest
from obclip.models.families.known import around, is_pipeline
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT
from obclip.prompts.detector import Detector
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import Safeguarded
from obclip.prompts.vocabulary.taxonomy import load_taxonomy
from obclip.prompts.vocabulary.terms import Taxonomy
from obclip.protocol.acceleration import Acceleration, Preset
from obclip.protocol.work import Work

IN_PROCESS_URL = "http://obclip.in-process"


def local_cloud(model: LatentModel) -> CloudClient:
    """A client of the cloud's application around `model`, in this process."""
    return CloudClient(IN_PROCESS_URL, transport=InProcessTransport(create_app(Engine(model))))


def cost_of_plan(
    architecture: str,
    plan: str | Preset | Acceleration,
    *,
    candidates: int,
    switch_point: int,
    steps: int,
    axes: Sequence[int] = (),
    count: Count = "executed",
) -> Work:
    """What a request with an acceleration costs the cloud: see `obclip.cloud.cost`. Raises BadRequest."""
    return cost(architecture, plan, candidates=candidates, switch_point=switch_point, steps=steps, axes=axes, count=count)


class ObliviousPipeline:
    """Private text-to-image with the argument names of diffusers.

    >>> pipeline = ObliviousPipeline.from_pretrained()                                  # the bundled pair, in this process
    >>> pipeline("portrait of a young African woman", switch_point=10).images[0]
    """

    def __init__(self, model: LatentModel, client: CloudClient | None) -> None:
        self.model = model
        self.client = client

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | Path = DEVICE_DEFAULT,
        *,
        cloud: Any = CLOUD_DEFAULT,
        torch_dtype: torch.dtype | str | None = None,
        device: str | None = None,
        allow_download: bool = False,
    ) -> "ObliviousPipeline":
        """The device model (a name, folder or hub id), and its cloud: a URL, the name of a model to be run in this process, a loaded
        pipeline of diffusers to be safeguarded in this process, or None for `mode="device-only"`.

        Raises UnknownModel, BadRequest.
        """
        numbers = str(torch_dtype).removeprefix("torch.") if torch_dtype is not None else None

        def load(name: str) -> LatentModel:
            return load_model(name, dtype=numbers, device=device, allow_download=allow_download)

        return cls(load(str(pretrained_model_name_or_path)), _client(cloud, load))

    def __call__(
        self,
        prompt: str | Safeguarded,
        height: int | None = None,
        width: int | None = None,
        num_inference_steps: int = 25,
        *,
        switch_point: int = 10,
        guidance_scale: float | None = None,
        generator: torch.Generator | None = None,
        seed: int | None = None,
        solver: str | None = None,
        acceleration: str | Preset | Acceleration = "none",
        parts_last: str | None = None,
        mode: str = "oblivious",
        history: str = "carry",
        output_type: str = "pil",
        allow_single: bool = False,
        max_candidates: int = 64,
        cues: str | None = None,
        taxonomy: Taxonomy | str | Path | None = None,
        detectors: Sequence[str | Detector] = (),
        unknown: str = "withhold",
        language: str = "en",
        on_progress: Progress = no_progress,
    ) -> ObliviousPipelineOutput:
        """One picture. The first `switch_point` steps are the cloud's, for all candidates; the rest the device's.

        guidance_scale, solver: None for each model's own (7.5 for SD 1.x, 5 for SDXL, 3 for the bundled pair).
        acceleration: a preset's name (none, exact, paper, fast, tree, ...; `obclip cost`), or an `Acceleration` of your own.
        parts_last: the attribute whose candidates part last in a tree.
        generator: a CPU generator whose `initial_seed()` is taken as `seed`, so that the noise is what diffusers would draw.
        mode: oblivious, hybrid (the cloud sees the prompt), cloud-only (the same), device-only. history: carry or restart, the
        solver's memory at the switch point. output_type: pil, np, pt or latent. max_candidates, cues, unknown,
        language: see `obclip.prompts.rules`; a prompt that went through `safeguard` already is not read again, and they have no say.
        taxonomy: one of your own, or its file. detectors: by name ("spacy:en_core_web_sm", "presidio", "hf:FOLDER") or your own.
        Raises the errors of `obclip.errors`.
        """
        if not isinstance(prompt, str | Safeguarded):
            raise BadRequest("prompt must be one string: call the pipeline once for each prompt.", code="bad_prompt")
        if generator is not None:
            seed = generator.initial_seed()
        settings = RunSettings(num_inference_steps, switch_point, guidance_scale, solver, height, width, acceleration, parts_last)
        known = load_taxonomy(taxonomy) if isinstance(taxonomy, str | Path) else taxonomy
        rules = Rules(max_candidates, cues, known, named_detectors(detectors, known), unknown, language)
        device = Device(self.model, self.client, on_progress, history, rules)
        return run(device, prompt, settings, mode=mode, seed=seed, output_type=output_type, allow_single=allow_single)

    def close(self) -> None:
        """End the connection to the cloud, or its thread in this process."""
        if self.client is not None:
            self.client.close()

    def __enter__(self) -> "ObliviousPipeline":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()


def _client(cloud: Any, load: Callable[[str], LatentModel]) -> CloudClient | None:
    if cloud is None:
        return None
    if isinstance(cloud, CloudClient):
        return cloud
    if isinstance(cloud, str | Path):
        return CloudClient(str(cloud)) if str(cloud).startswith(("http://", "https://")) else local_cloud(load(str(cloud)))
    if is_pipeline(cloud):
        return local_cloud(around(cloud))
    raise BadRequest("cloud must be a URL, a model's name or folder, a loaded pipeline, or None.", code="bad_cloud")

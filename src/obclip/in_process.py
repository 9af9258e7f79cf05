"""Both halves in one process, through the same application as over HTTP: the only file that imports them both."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch

from obclip.agreed import check_unused, is_url
from obclip.bridge import InProcessTransport
from obclip.cloud.cost import Count, cost
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.detectors.named import named_detectors
from obclip.device.arguments import check_arguments
from obclip.device.call import Prompts, Wanted, Wish, draw_wanted, keeping
from obclip.device.loading_arguments import number_format
from obclip.device.other import OthersAtHand, device_of
from obclip.device.output import ObliviousPipelineOutput, Picture, output_of
from obclip.device.parts import Wrapping
from obclip.device.pipeline import Device, Progress, settled
from obclip.device.privacy import check_revealed
from obclip.device.progress import Overall, bar
from obclip.device.seeds import Generators, Seeds
from obclip.device.settings import USUAL, RunSettings
from obclip.device.steps import TENSOR_INPUTS, Callback, Steps
from obclip.device.transport import CloudClient
from obclip.device.transport_address import check_cloud
from obclip.errors import BadRequest
from obclip.models.adapters import tell_of_one_side
from obclip.models.families.known import around, is_pipeline
from obclip.models.hub import for_the_hub
from obclip.models.loading import load_model
from obclip.models.model import LatentModel, LoadedModel, move
from obclip.models.pair import read_pair, write_pair
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT
from obclip.models.single_file import load_file
from obclip.prompts.detector import Detector
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded
from obclip.prompts.vocabulary.taxonomy import load_taxonomy
from obclip.prompts.vocabulary.terms import Taxonomy
from obclip.protocol.acceleration import Acceleration, Preset
from obclip.protocol.work import Work

IN_PROCESS_URL = "http://obclip.in-process"


class LocalCloud(CloudClient):
    """A client of the cloud's application around a model in this process. `close` lets go of the model."""

    def __init__(self, model: LatentModel) -> None:
        self.model = model
        self._engine: Any = Engine(model)
        app = create_app(self._engine)
        self._desk = app.state.desk
        super().__init__(IN_PROCESS_URL, transport=InProcessTransport(app))

    def follow_scheduler(self) -> None:
        """Tell devices of the scheduler that the model's pipeline has now. Raises BadRequest for one that cannot be followed."""
        self.model.follow_scheduler()
        if self._engine.card() != self._desk.facts.card:
            self._desk.facts, self._cards = self._engine.facts(), None

    def close(self) -> None:
        super().close()
        self._desk.close()
        self.model = self._desk = self._engine = None


def local_cloud(model: LatentModel) -> LocalCloud:
    """A client of the cloud's application around `model`, in this process."""
    return LocalCloud(model)


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


class ObliviousPipeline(Wrapping):
    """Private text-to-image with the argument names of diffusers.

    >>> pipeline = ObliviousPipeline.from_pretrained()                                  # the bundled pair, in this process
    >>> pipeline("portrait of a young African woman").images[0]
    """

    def __init__(self, model: LoadedModel, client: CloudClient | None) -> None:
        self._model = model
        self.client = client
        self._seeds = Seeds()

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: Any = None,
        *,
        cloud: Any = ...,
        torch_dtype: torch.dtype | str | None = None,
        dtype: torch.dtype | str | None = None,
        device: str | None = None,
        variant: str | None = None,
        allow_download: bool = False,
        allow_plaintext: bool = False,
        **refused: Any,
    ) -> "ObliviousPipeline":
        """The device model (a name, folder, hub id, or a loaded pipeline of diffusers), and its cloud: a URL, the name of a model to be
        run in this process, a loaded pipeline to be safeguarded in this process, or None for `mode="device-only"`.

        A folder that `save_pretrained` wrote holds both. Without any argument: the bundled pair. variant: of the weights' files ("fp16").
        allow_plaintext: whether candidates may go to another machine over plain HTTP. A URL's key: OBCLIP_KEY of the environment, or give a
        `CloudClient` as the cloud. dtype: another word for torch_dtype. cache_dir, token and revision are diffusers'. Whatever else loading
        takes there is refused with a reason (`obclip.device.loading_arguments`). Raises UnknownModel, BadRequest.
        """
        hub = for_the_hub(refused, (pretrained_model_name_or_path, cloud))
        numbers = number_format(torch_dtype, dtype, allow_download, refused, cls.from_pretrained)
        check_cloud(cloud, allow_plaintext)
        load = partial(load_model, dtype=numbers, device=device, variant=variant, allow_download=allow_download, hub=hub)
        if is_pipeline(given := DEVICE_DEFAULT if pretrained_model_name_or_path is None else pretrained_model_name_or_path):
            check_unused(cloud, torch_dtype=torch_dtype, dtype=dtype, device=device, variant=variant, **hub)
            return cls(around(given), _client(CLOUD_DEFAULT if cloud is ... else cloud, load, allow_plaintext))
        if not isinstance(given, str | Path) or not str(given).strip():
            raise BadRequest("The device's model must be a name, a folder, a hub id or a loaded pipeline.", code="bad_model")
        pair = read_pair(Path(given))
        if pair is None:
            return cls(load(str(given)), _client(CLOUD_DEFAULT if cloud is ... else cloud, load, allow_plaintext))
        own_cloud = cloud if cloud is not ... else pair.url or (local_cloud(load(**pair.cloud)) if pair.cloud else None)
        return cls(load(**pair.device), _client(own_cloud, load, allow_plaintext))

    @classmethod
    def from_single_file(
        cls,
        pretrained_model_link_or_path: str | Path,
        *,
        cloud: Any,
        config: str | Path | None = None,
        torch_dtype: torch.dtype | str | None = None,
        dtype: torch.dtype | str | None = None,
        device: str | None = None,
        allow_download: bool = False,
        allow_plaintext: bool = False,
        **refused: Any,
    ) -> "ObliviousPipeline":
        """As `from_pretrained`, with the device model from one .safetensors file as other tools keep them.

        config: a folder or hub id of a pipeline of the same kind, for what the file does not hold (tokenizer, scheduler).
        Raises UnknownModel, BadRequest.
        """
        hub = for_the_hub(refused, (config, cloud))
        numbers = number_format(torch_dtype, dtype, allow_download, refused, cls.from_single_file)
        check_cloud(cloud, allow_plaintext)
        settings: dict[str, Any] = {"dtype": numbers, "device": device, "allow_download": allow_download, "hub": hub}
        model = load_file(pretrained_model_link_or_path, config, **settings)
        return cls(model, _client(cloud, lambda name: load_model(name, **settings), allow_plaintext))

    def __call__(
        self,
        prompt: Prompts,
        height: int | None = USUAL.height,
        width: int | None = USUAL.width,
        num_inference_steps: int = USUAL.num_inference_steps,
        *,
        switch_point: int | None = USUAL.switch_point,
        guidance_scale: float | None = USUAL.guidance_scale,
        negative_prompt: str | Sequence[str] | None = None,
        num_images_per_prompt: int = 1,
        generator: Generators = None,
        seed: int | Sequence[int] | None = None,
        solver: str | None = USUAL.solver,
        cloud_steps: int | None = USUAL.cloud_steps,
        device_steps: int | None = USUAL.device_steps,
        acceleration: str | Preset | Acceleration = USUAL.acceleration,
        parts_last: str | None = USUAL.parts_last,
        mode: str = USUAL.mode,
        history: str = USUAL.history,
        output_type: str = USUAL.output_type,
        return_dict: bool = True,
        callback_on_step_end: Callback | None = None,
        callback_on_step_end_tensor_inputs: Sequence[str] = TENSOR_INPUTS,
        allow_single: bool = False,
        reveal_prompt: bool = False,
        max_candidates: int = DEFAULT_RULES.max_candidates,
        cues: str | None = DEFAULT_RULES.cues,
        taxonomy: Taxonomy | str | Path | None = DEFAULT_RULES.taxonomy,
        detectors: Sequence[str | Detector] = DEFAULT_RULES.detectors,
        unknown: str = DEFAULT_RULES.unknown,
        language: str = DEFAULT_RULES.language,
        on_progress: Progress | None = None,
        **refused: Any,
    ) -> ObliviousPipelineOutput:
        """An `ObliviousPipelineOutput`, or a tuple of its images without `return_dict`. One request a picture.

        The first `switch_point` steps are the cloud's, for all candidates of a prompt; the rest the device's. Whatever else pipelines of
        diffusers take is refused with a reason (`obclip.device.arguments`). Settings: see `obclip.device.settings.RunSettings`.
        prompt: one, or a list; those that went through `safeguard` already are read by their own rules, and these have no say.
        reveal_prompt: whether the modes "hybrid" and "cloud-only", which are for comparisons, may send the bare prompt to a cloud's URL.
        negative_prompt: one for all, or one a prompt. The cloud is told what says nothing of a person (`obclip.prompts.negative`).
        generator, seed: see `obclip.device.seeds`; a fresh seed of the operating system for each picture if both are left out.
        callback_on_step_end: after each step on the device; see `obclip.device.steps` for what it is handed.
        max_candidates, cues, unknown, language, detectors: see `obclip.prompts.rules`. taxonomy: one of your own, or its file.
        on_progress: side, steps done, steps in all; instead of a bar. Raises the errors of `obclip.errors`.
        """
        given = RunSettings(
            num_inference_steps, switch_point, guidance_scale, solver, height, width, acceleration, parts_last, cloud_steps, device_steps,
            mode, history, output_type,
        )  # fmt: skip
        told = {**vars(settled(self.model, given)), "prompt": prompt, "negative_prompt": negative_prompt}
        check_arguments(refused, on_progress, ObliviousPipeline.__call__, **told)
        check_revealed(given.mode, not isinstance(self.client, LocalCloud | None), reveal_prompt)
        known = load_taxonomy(taxonomy) if isinstance(taxonomy, str | Path) else taxonomy
        rules = Rules(max_candidates, cues, known, named_detectors(detectors, known), unknown, language)
        watching = None if callback_on_step_end is None else Steps(callback_on_step_end, self.model, callback_on_step_end_tensor_inputs)
        wish = Wish(prompt, negative_prompt, num_images_per_prompt, seed, generator, allow_single)
        output = self.draw(wish.pictures(self._seeds, given, rules), given, on_progress, watching)
        return output if return_dict else output.to_tuple()  # type: ignore[return-value]

    def draw(
        self, pictures: Sequence[Wanted], settings: RunSettings, on_progress: Progress | None = None, watching: Steps | None = None
    ) -> ObliviousPipelineOutput:
        """The pictures of a `Wish`, one request each. Raises the errors of `obclip.errors`, those drawn before in their `drawn`."""
        settings = settled(self.model, settings)
        self._follow_schedulers()
        if settings.k > 0 and self.client is not None:
            tell_of_one_side(self.client.model, self.model)
        device = Device(self.model, self.client, watching=watching)
        shown = bar(self.model.pipeline, len(pictures) * settings.num_inference_steps) if on_progress is None else nullcontext(on_progress)
        drawn: list[Picture] = []
        with keeping(drawn, lambda: self._model is None), shown as tell:
            overall = Overall(tell, len(pictures))
            for wanted in pictures:
                overall.next_picture()
                drawn.append(self._picture(wanted, settings, replace(device, on_progress=overall)))
        return output_of(drawn)

    def _picture(self, wanted: Wanted, settings: RunSettings, device: Device) -> Picture:
        picture, answer = draw_wanted(device, wanted, settings, self._seeds)
        if answer is None or not isinstance(wanted.prompt, Safeguarded):
            return picture
        return replace(picture, others=OthersAtHand(device_of(self), wanted.prompt, answer, settings.output_type))

    def to(self, *args: Any, **kwargs: Any) -> "ObliviousPipeline":
        """Move or cast the device's model, and the cloud's if it runs in this process, as `to` of diffusers does. Raises BadRequest."""
        for model in self._models():
            move(model, *args, **kwargs)
        return self

    def save_pretrained(self, save_directory: str | Path, **kwargs: Any) -> None:
        """Both models, or the cloud's URL beside the device's model; `from_pretrained` takes the folder.

        kwargs: as `save_pretrained` of diffusers takes them (variant, max_shard_size). Raises CannotWrite.
        """
        client = self.client
        cloud = client.model if isinstance(client, LocalCloud) else client.url if client is not None else None
        write_pair(save_directory, self.model, cloud, **kwargs)

    def close(self) -> None:
        """End the connection to the cloud, or its thread in this process, and let go of the models."""
        if self.client is not None:
            self.client.close()
        self._model = self.client = None

    def _models(self) -> list[LoadedModel]:
        cloud = None if self.client is None else self.client.model
        return [self.model] if cloud is None or cloud is self.model else [self.model, cloud]

    def _follow_schedulers(self) -> None:
        """What a user sets on a wrapped pipeline counts from the next call on. Raises BadRequest."""
        self.model.follow_scheduler()
        if isinstance(self.client, LocalCloud):
            self.client.follow_scheduler()

    def __enter__(self) -> "ObliviousPipeline":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()


def _client(cloud: Any, load: Callable[[str], LoadedModel], allow_plaintext: bool) -> CloudClient | None:
    if cloud is None or isinstance(cloud, CloudClient):
        return cloud
    if isinstance(cloud, str | Path) and str(cloud).strip():
        if is_url(cloud):
            return CloudClient(str(cloud), allow_plaintext=allow_plaintext)
        return local_cloud(load(str(cloud)))
    if is_pipeline(cloud):
        return local_cloud(around(cloud))
    raise BadRequest("cloud must be a URL, a model's name or folder, a loaded pipeline, or None.", code="bad_cloud")

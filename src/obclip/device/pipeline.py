"""The device's way of one prompt: candidates, request, reply, extraction, finish, decode."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from obclip.denoising.handover import Handover, restart, taken_up
from obclip.denoising.join import Course
from obclip.denoising.loop import beginning
from obclip.denoising.noise import initial_noise
from obclip.denoising.solvers import STOCHASTIC
from obclip.errors import BadRequest, NotPrivate
from obclip.models.model import LatentModel
from obclip.prompts.candidates import CandidateSet
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded, drawn_words, safeguard
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work

from .extraction import extract
from .finisher import finish
from .halves import device_half
from .meeting import Meeting, meeting
from .output import ObliviousPipelineOutput, to_images
from .request import RunSettings, build_request, fresh_seed, plain_request
from .transport import CloudClient

MODES = ("oblivious", "hybrid", "cloud-only", "device-only")
HISTORIES = ("carry", "restart")
# side ("cloud" or "device"), steps done, steps in all
Progress = Callable[[str, int, int], None]


def no_progress(side: str, done: int, total: int) -> None:
    """The progress report of those who want none."""


@dataclass(frozen=True)
class Latents:
    """What a run leaves before decoding. latents: [1, C, h, w]; seen_by_cloud: [N, C, h, w] or None; work: the cloud's, as it says."""

    latents: Tensor
    candidates: tuple[str, ...] = ()
    seen_by_cloud: Tensor | None = None
    cloud_seconds: float = 0.0
    work: Work | None = None


@dataclass(frozen=True)
class Device:
    """The user's half: a small model, and a client of some cloud (None: only the device-only mode works)."""

    model: LatentModel
    client: CloudClient | None
    on_progress: Progress = no_progress
    history: str = "carry"
    rules: Rules = DEFAULT_RULES

    def oblivious(self, done: Safeguarded, settings: RunSettings, seed: int) -> Latents:
        """Algorithm 1 of the paper, for a prompt that went through the safeguard."""
        candidates, choice, prompt = done.candidates, done.choice, done.own_prompt
        if settings.switch_point == 0:
            return self.device_only(prompt, settings, seed)
        self._check_lengths(candidates, prompt)
        met = self._meeting(settings)
        request = build_request(candidates, met.settings, seed, met.sigmas)
        return self._with_cloud(met, request, lambda reply: extract(reply, choice), prompt)

    def hybrid(self, prompt: str, settings: RunSettings, seed: int) -> Latents:
        """Hybrid SD (arXiv 2408.06646): the cloud is sent the prompt itself. No privacy; for comparison."""
        if settings.switch_point == 0:
            return self.device_only(prompt, settings, seed)
        met = self._meeting(settings)
        request = plain_request((prompt,), met.settings, seed, sigmas=met.sigmas)
        return self._with_cloud(met, request, lambda reply: reply.handover, prompt)

    def device_only(self, prompt: str, settings: RunSettings, seed: int) -> Latents:
        """All steps with the small model; nothing is sent."""
        half = device_half(settings, self.model.name, self.model)
        levels = self.model.schedule(half.steps, half.named_solver)
        size = settings.height, settings.width
        start = beginning(initial_noise(seed, (1, *self.model.latent_shape(*size))), levels, 1)
        return Latents(self._finish(start, prompt, Course(levels, 0, levels, 0), half.guidance_scale, seed, size))

    def _with_cloud(self, met: Meeting, request: DenoiseRequest, pick: Callable[[DenoiseReply], Handover], prompt: str) -> Latents:
        start = time.perf_counter()
        reply = self._ask(request)
        took = time.perf_counter() - start
        course = met.course(reply.agreement, request)
        handover = taken_up(pick(reply), course)
        if self.history == "restart":
            handover = restart(handover)
        size = request.height, request.width
        latents = self._finish(handover, prompt, course, met.device.guidance_scale, request.seed, size)
        seen = reply.handover.latents if reply.handover.previous_x0 is None else reply.handover.previous_x0
        return Latents(latents, request.prompts, seen, took, reply.work)

    def _meeting(self, settings: RunSettings) -> Meeting:
        """The cloud is asked what it runs before it is sent anything. Raises Disagreement, BadRequest."""
        return meeting(settings, self._client().models()[0], self.model)

    def _client(self) -> CloudClient:
        if self.client is None:
            raise BadRequest("This mode needs a cloud: give its URL or a cloud model.", code="no_cloud")
        return self.client

    def _ask(self, request: DenoiseRequest) -> DenoiseReply:
        shape = self.model.latent_shape(request.height, request.width)
        steps = request.switch_point
        self.on_progress("cloud", 0, steps)
        return self._client().denoise(request, shape, lambda step: self.on_progress("cloud", step + 1, steps))

    def _finish(
        self, handover: Handover, prompt: str, course: Course, scale: float, seed: int, size: tuple[int | None, int | None]
    ) -> Tensor:
        self.model.check_length([prompt])
        first, levels = handover.step, course.device
        total = len(levels) - first
        self.on_progress("device", 0, total)
        drawn = course.switch_point if course.cloud.solver in STOCHASTIC else 0
        return finish(
            handover, prompt, self.model, levels, scale, seed, size, lambda step: self.on_progress("device", step + 1 - first, total), drawn
        )

    def _check_lengths(self, candidates: CandidateSet, prompt: str) -> None:
        self.model.check_length([*candidates.prompts, prompt])


_SINGLE = {
    "nobody": "Nothing sensitive was found: the prompt says nothing of a person",
    "nothing said": "Nothing sensitive was found: persons are shown, but nothing is said of them",
    "not understood": "The prompt was not understood: nothing is known of some of its words (obclip explain shows which)",
}


def check_private(prompt: str, allow_single: bool, rules: Rules = DEFAULT_RULES) -> Safeguarded:
    """The safeguarded prompt. Raises what the safeguard raises, and NotPrivate if there is one candidate only and that is not allowed."""
    done = safeguard(prompt, rules)
    single = done.explanation.single
    if single is not None and not allow_single:
        raise NotPrivate(
            f"{_SINGLE[single]}, so N = 1 and the cloud would see it as it is. "
            "Name what is to be hidden (gender, age, ethnicity), mark it ({woman|man}), pass --allow-single if the prompt may be seen, "
            "or use --mode device-only."
        )
    if rules.language == "any" and not allow_single:
        raise NotPrivate("With --language any, words may be missed, so that 1/N means little: pass --allow-single if that may be.")
    return done


def run(
    device: Device,
    prompt: str | Safeguarded,
    settings: RunSettings,
    *,
    mode: str = "oblivious",
    seed: int | None = None,
    output_type: str = "pil",
    allow_single: bool = False,
) -> ObliviousPipelineOutput:
    """Draw `prompt` in one of `MODES`, with the user's seed or a fresh one. Raises BadRequest and all that the steps raise.

    prompt: one that went through the safeguard already (`check_private`) is not read again.
    """
    check_choice("mode", mode, MODES)
    settings = settings.for_mode(mode).of_size(*device.model.latent_shape(settings.height, settings.width)[1:], device.model.factor)
    check_choice("history", device.history, HISTORIES)
    check_choice("output_type", output_type, ("pil", "np", "pt", "latent"))
    seed = fresh_seed() if seed is None else seed
    if not 0 <= seed < 2**63:
        raise BadRequest(f"seed must be 0 to {2**63 - 1} (got {seed}).", code="bad_seed")
    start = time.perf_counter()
    done = _draw(device, prompt, settings, mode, seed, allow_single)
    images = _output(device.model, done.latents, output_type)
    rest = time.perf_counter() - start - done.cloud_seconds
    return ObliviousPipelineOutput(images, done.candidates, done.seen_by_cloud, done.cloud_seconds, rest, done.work)


def check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raises BadRequest that lists what is allowed."""
    if value not in allowed:
        raise BadRequest(f"{name} must be one of {', '.join(allowed)} (got {value!r}).", code=f"bad_{name}")


def _draw(device: Device, prompt: str | Safeguarded, settings: RunSettings, mode: str, seed: int, allow_single: bool) -> Latents:
    if mode == "oblivious":
        done = check_private(prompt, allow_single, device.rules) if isinstance(prompt, str) else prompt
        return device.oblivious(done, settings, seed)
    if isinstance(prompt, Safeguarded):
        prompt = prompt.template.prompt
    if not prompt.strip():
        raise BadRequest("The prompt is empty: say what is to be drawn.", code="empty_prompt")
    prompt = drawn_words(prompt)
    if mode == "device-only":
        return device.device_only(prompt, settings, seed)
    return device.hybrid(prompt, settings, seed)


def _output(model: LatentModel, latents: Tensor, output_type: str):  # type: ignore[no-untyped-def]
    if output_type == "latent":
        return latents
    with torch.no_grad():
        pixels = model.decode(latents)
    if output_type == "pt":
        return pixels
    return to_images(pixels) if output_type == "pil" else pixels.permute(0, 2, 3, 1).numpy()

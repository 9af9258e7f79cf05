"""The device's way of one prompt: candidates, request, reply, extraction, finish, decode."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from obclip.denoising.handover import Handover, restart, taken_up
from obclip.denoising.join import Course
from obclip.denoising.loop import beginning
from obclip.denoising.noise import initial_noise
from obclip.denoising.solvers import STOCHASTIC
from obclip.errors import BadRequest
from obclip.models.model import LatentModel
from obclip.prompts.candidates import CandidateSet
from obclip.prompts.choice import Choice
from obclip.prompts.negative import NO_NEGATIVE, Negative
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded, drawn_words
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest

from .extraction import extract
from .finisher import Watching, finish
from .halves import device_half
from .meeting import Meeting, meeting
from .output import ObliviousPipelineOutput, Picture, output_of
from .picture import image_of
from .privacy import check_private
from .request import build_request, plain_request
from .settings import RunSettings, fresh_seed
from .transport import CloudClient
from .transport_patience import Pause
from .transport_stream import OnAhead, no_ahead

# side ("cloud" or "device"), steps done, steps in all
Progress = Callable[[str, int, int], None]


def no_progress(side: str, done: int, total: int) -> None:
    """The progress report of those who want none."""


@dataclass(frozen=True)
class Answer:
    """What the cloud returned for one request, and how the device goes on from it; it never leaves the device.

    scale: the device's guidance. seconds: on the cloud, the way there and back included.
    """

    request: DenoiseRequest
    reply: DenoiseReply
    course: Course
    scale: float
    negative: Negative
    history: str
    seconds: float

    @property
    def seen(self) -> Tensor:
        """The clean latents that each candidate points to, [N, C, h, w]."""
        return self.reply.handover.clean


@dataclass(frozen=True)
class Latents:
    """What a run leaves before decoding. latents: [1, C, h, w]; answer: the cloud's, if it was asked."""

    latents: Tensor
    answer: Answer | None = None


@dataclass(frozen=True)
class Device:
    """The user's half: a small model, and a client of some cloud (None: only the device-only mode works).

    watching: looks at the latents after each of the device's steps. before_sending: is shown each request. on_ahead: is told how many the
    cloud computes before it. pause: between two attempts at the cloud, in its client's sleep's place.
    """

    model: LatentModel
    client: CloudClient | None
    on_progress: Progress = no_progress
    rules: Rules = DEFAULT_RULES
    watching: Watching | None = None
    before_sending: Callable[[DenoiseRequest], None] = lambda request: None
    on_ahead: OnAhead = no_ahead
    pause: Pause | None = None

    def oblivious(self, done: Safeguarded, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE) -> Latents:
        """Algorithm 1 of the paper, for a prompt that went through the safeguard."""
        if settings.k == 0:
            return self.device_only(done.own_prompt, settings, seed, negative)
        return self.go_on(self.answered(done, settings, seed, negative), done.choice, done.own_prompt)

    def answered(self, done: Safeguarded, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE) -> Answer:
        """What the cloud returns for all candidates of a prompt, from which any of them can be drawn."""
        met, request = self.drafted(done, settings, seed, negative)
        return self._ask(met, request, settings, negative)

    def drafted(
        self, done: Safeguarded, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE
    ) -> tuple[Meeting, DenoiseRequest]:
        """What `answered` sends. The cloud is asked what it runs, and told nothing."""
        self._check_lengths(done.candidates, done.own_prompt, negative)
        met = self._meeting(settings)
        request = build_request(done.candidates, met.settings, seed, met.sigmas, negative.sent if met.guided else None)
        self._check_allowed(met, request)
        return met, request

    def hybrid(self, prompt: str, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE) -> Latents:
        """Hybrid SD (arXiv 2408.06646): the cloud is sent the prompt itself. No privacy; for comparison."""
        if settings.k == 0:
            return self.device_only(prompt, settings, seed, negative)
        met = self._meeting(settings)
        request = plain_request((prompt,), met.settings, seed, sigmas=met.sigmas, negative_prompt=negative.own if met.guided else None)
        self._check_allowed(met, request)
        return self.go_on(self._ask(met, request, settings, negative), Choice(0), prompt)

    def device_only(self, prompt: str, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE) -> Latents:
        """All steps with the small model; nothing is sent."""
        half = device_half(settings, self.model.name, self.model)
        levels = self.model.schedule(half.steps, half.named_solver)
        size = settings.height, settings.width
        start = beginning(initial_noise(seed, (1, *self.model.latent_shape(*size))), levels, 1)
        return Latents(self._finish(start, prompt, Course(levels, 0, levels, 0), half.guidance_scale, seed, size, negative))

    def go_on(self, answer: Answer, choice: Choice, prompt: str) -> Latents:
        """From the cloud's latents of one candidate, with the user's words for it."""
        request, course = answer.request, answer.course
        handover = taken_up(extract(answer.reply, choice), course)
        if answer.history == "restart":
            handover = restart(handover)
        size = request.height, request.width
        return Latents(self._finish(handover, prompt, course, answer.scale, request.seed, size, answer.negative), answer)

    def _meeting(self, settings: RunSettings) -> Meeting:
        """The cloud is asked what it runs before it is sent anything. Raises Disagreement, BadRequest."""
        return meeting(settings, self._client().models(self.pause)[0], self.model)

    def _check_allowed(self, met: Meeting, request: DenoiseRequest) -> None:
        """Raises BadRequest for more than the cloud has told that it allows; it is asked anew for the next request."""
        try:
            met.card.check(request)
        except BadRequest:
            self._client().forget()
            raise

    def _client(self) -> CloudClient:
        if self.client is None:
            raise BadRequest("This mode needs a cloud: give its URL or a cloud model.", code="no_cloud")
        return self.client

    def _ask(self, met: Meeting, request: DenoiseRequest, settings: RunSettings, negative: Negative) -> Answer:
        start = time.perf_counter()
        shape = self.model.latent_shape(request.height, request.width)
        steps = request.switch_point
        self.before_sending(request)
        self.on_progress("cloud", 0, steps)
        reply = self._client().denoise(request, shape, lambda step: self.on_progress("cloud", step + 1, steps), self.on_ahead, self.pause)
        took = time.perf_counter() - start
        course = met.course(reply.agreement, request)
        return Answer(request, reply, course, met.device.guidance_scale, negative, settings.history, took)

    def _finish(
        self,
        handover: Handover,
        prompt: str,
        course: Course,
        scale: float,
        seed: int,
        size: tuple[int | None, int | None],
        negative: Negative,
    ) -> Tensor:
        self.model.check_length([prompt])
        self._check_negative(negative)
        first, levels = handover.step, course.device
        total = len(levels) - first
        self.on_progress("device", 0, total)
        return finish(
            handover,
            prompt,
            self.model,
            levels,
            scale,
            seed,
            size,
            lambda step: self.on_progress("device", step + 1 - first, total),
            course.switch_point if course.cloud.solver in STOCHASTIC else 0,
            negative_prompt=negative.own,
            watching=self.watching,
        )

    def _check_lengths(self, candidates: CandidateSet, prompt: str, negative: Negative) -> None:
        self.model.check_length([*candidates.prompts, prompt])
        self._check_negative(negative)

    def _check_negative(self, negative: Negative) -> None:
        try:
            self.model.check_length([negative.own or ""])
        except BadRequest as error:
            raise BadRequest(f"The negative prompt: {error.message}", code=error.code) from None


def run(
    device: Device,
    prompt: str | Safeguarded,
    settings: RunSettings,
    *,
    seed: int | None = None,
    negative: Negative = NO_NEGATIVE,
    allow_single: bool = False,
) -> ObliviousPipelineOutput:
    """Draw `prompt` once, with the user's seed or a fresh one. Raises BadRequest and all that the steps raise.

    prompt: one that went through the safeguard already is read by its own rules.
    """
    settings = settled(device.model, settings)
    seed = fresh_seed() if seed is None else seed
    readied = ready(prompt, settings.mode, allow_single, device.rules)
    return output_of([draw(device, readied, settings, seed, negative)[0]])


def settled(model: LatentModel, settings: RunSettings) -> RunSettings:
    """The settings as they are checked before anything is read or sent, with the size spelt out. Raises BadRequest."""
    settings.check()
    return settings.of_size(*model.latent_shape(settings.height, settings.width)[1:], model.factor)


def ready(prompt: str | Safeguarded, mode: str, allow_single: bool, rules: Rules) -> str | Safeguarded:
    """What a mode draws of a prompt: the safeguarded one, or the user's words. Raises what the safeguard raises, and NotPrivate."""
    if mode == "oblivious":
        return check_private(prompt, allow_single, rules)
    if isinstance(prompt, Safeguarded):
        prompt = prompt.template.prompt
    if not prompt.strip():
        raise BadRequest("The prompt is empty: say what is to be drawn.", code="empty_prompt")
    return drawn_words(prompt)


def draw(
    device: Device, prompt: str | Safeguarded, settings: RunSettings, seed: int, negative: Negative = NO_NEGATIVE
) -> tuple[Picture, Answer | None]:
    """One picture of a prompt that is `ready`, and what the cloud answered."""
    start = time.perf_counter()
    if isinstance(prompt, Safeguarded):
        done = device.oblivious(prompt, settings, seed, negative)
    elif settings.mode == "device-only":
        done = device.device_only(prompt, settings, seed, negative)
    else:
        done = device.hybrid(prompt, settings, seed, negative)
    return pictured(device.model, done, seed, settings.output_type, start), done.answer


def pictured(model: LatentModel, done: Latents, seed: int, output_type: str, start: float) -> Picture:
    """The latents as a picture, with what is known of it. start: when the run began, by the clock of `perf_counter`."""
    (image, flagged), answer = image_of(model, done.latents, output_type), done.answer
    took = time.perf_counter() - start
    if answer is None:
        return Picture(image, seed, device_seconds=took, nsfw=flagged)
    told = answer.request.prompts, answer.seen, answer.request.negative_prompt
    return Picture(image, seed, *told, answer.seconds, took - answer.seconds, answer.reply.work, flagged)

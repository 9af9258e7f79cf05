"""A request -> the latents of all its prompts at the switch point: noise, conditioning, k guided steps. Nothing is decoded here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from obclip.denoising.levels import Levels
from obclip.denoising.loop import OnStep, beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import levels_through
from obclip.errors import BadRequest, UnknownModel
from obclip.models.conditioning import Conditioning
from obclip.models.model import LatentModel, passes_twice, without_text
from obclip.protocol.acceleration import Acceleration
from obclip.protocol.agreement import Agreement
from obclip.protocol.card import ModelCard
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work

from .acceleration.layout import check_branch
from .acceleration.ledger import Ledger
from .acceleration.plan import StepPlan, plan_steps, stacked
from .acceleration.run import Run
from .admission import ModelFacts
from .memory import rows_at_size
from .prediction import PlannedPrediction


class Abandoned(Exception):
    """Raised between two steps by who is told of them, where nobody waits for the reply any more. work: of each request, until then."""

    work: Work | None = None


@dataclass(frozen=True)
class Job:
    """A request, planned: shape [C, h, w] of its latents, its noise levels, the table of its k steps. twice: two passes a step."""

    request: DenoiseRequest
    shape: tuple[int, int, int]
    levels: Levels
    plan: tuple[StepPlan, ...]
    twice: bool


class Engine:
    """The cloud's model and the first k of T steps with it (Algorithm 1, lines 2 to 5). One thread uses it at a time."""

    def __init__(self, model: LatentModel, *, most_rows: int | None = 64) -> None:
        self.model = model
        self.most_rows = most_rows
        self.space = model.space  # once, before any request: it takes a picture through the encoder

    def card(self) -> ModelCard:
        """What a device is told before it asks for anything."""
        model = self.model
        counts, solver = model.step_distilled, model.solver
        schedules = tuple(model.schedule(steps, solver) for steps in counts) if solver else ()
        return ModelCard(model.name, self.space, solver, model.guidance, model.guidance_scale, counts, schedules)

    def facts(self) -> ModelFacts:
        """What the door knows of the model."""
        _, height, width = self.model.latent_shape()
        return ModelFacts(self.card(), height * self.space.factor, width * self.space.factor)

    def measured_facts(self) -> ModelFacts:
        """The same, and the work of one row, which is computed for it."""
        facts = self.facts()
        probe = DenoiseRequest(("a",), 0, 4, 1, 1.0, solver=facts.card.solver or "dpmsolver++")
        return ModelFacts(facts.card, facts.height, facts.width, self.denoise_and_book(probe)[1].row)

    def prepare(self, request: DenoiseRequest) -> Job:
        """Plan a request, once. Raises UnknownModel, or BadRequest for what the model cannot do."""
        if request.model not in (None, self.model.name):
            raise UnknownModel(f'This cloud has no such model: it runs "{self.model.name}".')
        twice = passes_twice(self.model, request.guidance_scale)
        shape = self.model.latent_shape(request.height, request.width)
        plan = plan_steps(request.acceleration, request.switch_point, len(request.prompts), guided=twice)
        if request.acceleration.cache_branch:
            check_branch(self.model.layout, request.acceleration.cache_branch)
        self.model.check_length([*request.prompts, request.negative_prompt or "", *_neutral(request.acceleration)])
        return Job(request, shape, self._levels(request), plan, twice)

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        """All N latents after step k - 1, with the solver's memory, and the whole ledger of the work. on_step(i) after each step, for all
        candidates together."""
        return self.run_together([job], on_step)[0]

    def run_together(self, jobs: Sequence[Job], on_step: OnStep = lambda step: None) -> list[tuple[DenoiseReply, Ledger]]:
        """The same for jobs that are `alike`, in the same calls of the network. Each has rows, text, caches and noise of its own, and the
        same numbers as alone but for rounding; the work is theirs in equal parts, as their plans are one."""
        job, request = jobs[0], jobs[0].request
        chosen, kind = request.acceleration, self.model.prediction_type
        starts = [beginning(initial_noise(one.request.seed, (1, *job.shape)), job.levels, len(request.prompts)) for one in jobs]
        start = replace(starts[0], latents=torch.cat([one.latents for one in starts])) if jobs[1:] else starts[0]
        run = Run(stacked(job.plan, len(jobs)), self.model.layout, shares_equal_work=chosen.exact, cache_branch=chosen.cache_branch)
        texts = [self._texts(one.request) for one in jobs]
        predict = PlannedPrediction(self.model, run, chosen, job.levels, texts, request.guidance_scale, self._rows_of(job))

        def go_on(step: int) -> None:
            if step + 1 < request.switch_point:
                run.stand_at(step + 1)
            on_step(step)

        try:
            state = denoise(predict, job.levels, start, request.switch_point, prediction_type=kind, seed=request.seed, on_step=go_on)
        except Abandoned as end:
            end.work = work_of(run.ledger.shared_by(len(jobs)), request, twice=job.twice)
            raise
        agreement = Agreement(self.model.name, self.space, job.levels, request.switch_point)
        ledger = run.ledger.shared_by(len(jobs))
        work = work_of(ledger, request, twice=job.twice)
        return [(DenoiseReply(own, agreement, work), ledger) for own in state.parted(len(jobs))]

    def denoise(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> DenoiseReply:
        """Both at once: the reply."""
        return self.denoise_and_book(request, on_step)[0]

    def denoise_and_book(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        """Both at once: the reply, and the whole ledger of its work."""
        return self.run(self.prepare(request), on_step)

    def _rows_of(self, job: Job) -> int | None:
        """In one call of the network, for pictures of this size."""
        _, height, width = self.model.latent_shape()
        return rows_at_size(self.most_rows, job.shape[1] * job.shape[2], height * width)

    def _texts(self, request: DenoiseRequest) -> Conditioning:
        """The negative prompt (else the empty one), the candidates, and the neutral prompt if there is one."""
        size = request.height, request.width
        texts = self.model.condition([*request.prompts, *_neutral(request.acceleration)], *size, request.guidance_scale)
        return without_text(self.model, request.negative_prompt, *size).joined(texts)

    def _levels(self, request: DenoiseRequest) -> Levels:
        own = self.model.schedule(request.num_inference_steps, request.solver)
        if request.path not in (None, own.path):
            raise BadRequest(f"The solver {request.solver} of this model counts as {own.path}: ask for that path.", code="bad_path")
        return own if request.sigmas is None else levels_through(request.sigmas, self.model.scheduler_config, own)


def _neutral(chosen: Acceleration) -> list[str]:
    return [] if chosen.neutral_prompt is None else [chosen.neutral_prompt]


def work_of(ledger: Ledger, request: DenoiseRequest, *, twice: bool) -> Work:
    """The ledger of a request, beside one plain generation: all T steps for one prompt, two rows a step where the model passes twice."""
    plain = ledger.row * request.num_inference_steps * (2 if twice else 1)
    total = ledger.total()
    return Work(plain_generation_macs=round(plain), request_macs=total, multiple=total / plain if plain else 0.0, by_part=ledger.by_part())

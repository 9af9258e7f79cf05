"""A request -> the latents of all its prompts at the switch point: noise, conditioning, k guided steps. Nothing is decoded here."""

from obclip.denoising.guidance import needs_guidance
from obclip.denoising.levels import Levels
from obclip.denoising.loop import OnStep, beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.models.model import LatentModel
from obclip.protocol.agreement import Agreement
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work

from .acceleration.config import Acceleration, acceleration
from .acceleration.ledger import Ledger
from .acceleration.plan import plan_steps
from .acceleration.run import Run
from .prediction import PlannedPrediction


class Engine:
    """The cloud's model and the first k of T steps with it (Algorithm 1, lines 2 to 5). One thread uses it at a time."""

    def __init__(self, model: LatentModel, *, most_rows: int | None = 64) -> None:
        self.model = model
        self.most_rows = most_rows

    def check(self, request: DenoiseRequest) -> None:
        """Raises BadRequest for what the model cannot do, before anything is queued."""
        self.model.latent_shape(request.height, request.width)
        _, chosen = self._run(request)
        self.model.check_length([*request.prompts, *_neutral(chosen)])
        self._levels(request)

    def denoise(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> DenoiseReply:
        """All N latents after step k - 1, with the solver's memory. on_step(i) after each step, for all candidates together."""
        return self.denoise_and_book(request, on_step)[0]

    def denoise_and_book(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        """The reply, and the whole ledger of its work."""
        levels = self._levels(request)
        shape = self.model.latent_shape(request.height, request.width)
        start = beginning(initial_noise(request.seed, (1, *shape)), levels, len(request.prompts))
        run, chosen = self._run(request)
        text = self.model.condition([""]).joined(self.model.condition([*request.prompts, *_neutral(chosen)]))
        predict = PlannedPrediction(self.model, run, chosen, levels, text, request.guidance_scale, self.most_rows)

        def go_on(step: int) -> None:
            if step + 1 < request.switch_point:
                run.stand_at(step + 1)
            on_step(step)

        kind = self.model.prediction_type
        state = denoise(predict, levels, start, request.switch_point, prediction_type=kind, seed=request.seed, on_step=go_on)
        reply = DenoiseReply(state, self._agreement(levels, request.switch_point), work_of(run.ledger, request))
        return reply, run.ledger

    def _run(self, request: DenoiseRequest) -> tuple[Run, Acceleration]:
        """Raises BadRequest for an acceleration that is not known or does not fit the number of prompts."""
        chosen = acceleration(request.acceleration, request.switch_point)
        guided = needs_guidance(request.guidance_scale)
        plan = plan_steps(chosen, request.switch_point, len(request.prompts), guided=guided)
        return Run(plan, shares_equal_work=chosen.exact, cache_branch=chosen.cache_branch), chosen

    def _levels(self, request: DenoiseRequest) -> Levels:
        return make_levels(self.model.scheduler_config, request.solver, request.num_inference_steps)

    def _agreement(self, levels: Levels, switch_point: int) -> Agreement:
        return Agreement(model=self.model.name, latent_space=self.model.latent_space, levels=levels, switch_point=switch_point)


def _neutral(chosen: Acceleration) -> list[str]:
    return [] if chosen.neutral_prompt is None else [chosen.neutral_prompt]


def work_of(ledger: Ledger, request: DenoiseRequest) -> Work:
    """The ledger of a request, beside one plain generation: all T steps for one prompt, two rows a step with guidance."""
    plain = ledger.row * request.num_inference_steps * (2 if needs_guidance(request.guidance_scale) else 1)
    total = ledger.total()
    return Work(plain_generation_macs=round(plain), request_macs=total, multiple=total / plain if plain else 0.0, by_part=ledger.by_part())

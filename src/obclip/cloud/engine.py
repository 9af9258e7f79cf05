"""A request -> the latents of all its prompts at the switch point: noise, conditioning, k guided steps. Nothing is decoded here."""

from obclip.denoising.loop import OnStep, beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import Schedule, ScheduleConfig, make_schedule
from obclip.models.model import LatentModel
from obclip.models.prediction import guided
from obclip.protocol.agreement import Agreement
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest


class Engine:
    """The cloud's model and the first k of T steps with it (Algorithm 1, lines 2 to 5). One thread uses it at a time."""

    def __init__(self, model: LatentModel, *, most_rows: int | None = 64) -> None:
        self.model = model
        self.most_rows = most_rows

    def check(self, request: DenoiseRequest) -> None:
        """Raises BadRequest for what the model cannot do, before anything is queued."""
        self.model.latent_shape(request.height, request.width)
        self.model.check_length(request.prompts)
        self._schedule(request)

    def denoise(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> DenoiseReply:
        """All N latents after step k - 1, with the solver's memory. on_step(i) after each step, for all candidates together."""
        schedule = self._schedule(request)
        shape = self.model.latent_shape(request.height, request.width)
        start = beginning(initial_noise(request.seed, (1, *shape)), schedule, len(request.prompts))
        predict = guided(self.model, self.model.condition(request.prompts), request.guidance_scale, self.most_rows)
        kind = self.model.prediction_type
        state = denoise(predict, schedule, start, request.switch_point, prediction_type=kind, on_step=on_step)
        return DenoiseReply(state, self._agreement(schedule, request.switch_point))

    def _schedule(self, request: DenoiseRequest) -> Schedule:
        config = ScheduleConfig.from_scheduler(self.model.scheduler_config, request.solver)
        return make_schedule(config, request.num_inference_steps)

    def _agreement(self, schedule: Schedule, switch_point: int) -> Agreement:
        return Agreement(
            model=self.model.name,
            latent_space=self.model.latent_space,
            solver=schedule.config.solver,
            levels=schedule.config.levels,
            schedule=schedule.digest,
            switch_point=switch_point,
        )

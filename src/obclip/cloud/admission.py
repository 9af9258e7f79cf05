"""Whether a request is let in, before anything of it is computed: plain arithmetic on its numbers, bounded whatever they are."""

from dataclasses import dataclass, replace

from obclip.denoising.solvers import path_of
from obclip.errors import BadRequest, UnknownModel
from obclip.protocol.acceleration import PRESETS, Acceleration
from obclip.protocol.card import ModelCard
from obclip.protocol.limits import PLAIN_STEPS, Limits, Own, most_work, pixels, row_size
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work


@dataclass(frozen=True)
class ModelFacts:
    """What the door must know of a model without touching it. height, width: its own size in pixels.

    row_macs: multiply-accumulates of one row of one evaluation at that size, if they were measured.
    """

    card: ModelCard
    height: int
    width: int
    row_macs: float | None = None

    @property
    def own(self) -> Own:
        """Its own size."""
        return self.height, self.width

    def latent_numbers(self, request: DenoiseRequest) -> int:
        """Of all candidates together."""
        space = self.card.space
        return len(request.prompts) * space.channels * pixels(request, self.own) // space.factor**2


def check(request: DenoiseRequest, facts: ModelFacts, limits: Limits) -> None:
    """Raises UnknownModel or BadRequest for what can be seen to be impossible, or more than the cloud allows, without the model."""
    if request.model not in (None, facts.card.id):
        raise UnknownModel(f'This cloud has no such model: it runs "{facts.card.id}".')
    if request.path not in (None, path_of(request.solver)):
        own = path_of(request.solver)
        raise BadRequest(f"The solver {request.solver} of this model counts as {own}: ask for that path.", code="bad_path")
    factor = facts.card.space.factor
    for name in ("height", "width"):
        side = getattr(request, name)
        if side is not None and side % factor:
            raise BadRequest(f"{name} must be a multiple of {factor} for this model (got {side}).", code="bad_size")
    limits.check(request, facts.own)


def generations(work: Work, request: DenoiseRequest, facts: ModelFacts) -> float:
    """The ledger's work in plain generations; by its own multiple, where no row of the model was measured."""
    if facts.row_macs is None:
        return min(work.multiple * request.num_inference_steps * row_size(request, facts.own) / PLAIN_STEPS, most_work(request, facts.own))
    passes = 2 if facts.card.guidance == "classifier-free" else 1
    return work.request_macs / (facts.row_macs * passes * PLAIN_STEPS)


def plan_name(acceleration: Acceleration, switch_point: int) -> str:
    """The preset that an acceleration is, for a log: its words and axes left out; "own" for another."""
    bare = replace(acceleration, neutral_prompt=None, axes=(), order=())
    return next((name for name, preset in PRESETS.items() if preset(switch_point) == bare), "own")

"""Whether a request is let in, before anything of it is computed: plain arithmetic on its numbers, bounded whatever they are."""

from dataclasses import dataclass, replace

from obclip.denoising.levels import MOST_STEPS
from obclip.denoising.solvers import path_of
from obclip.errors import BadRequest, UnknownModel
from obclip.protocol.acceleration import PRESETS, Acceleration
from obclip.protocol.card import ModelCard
from obclip.protocol.request import LARGEST_SIDE, LONGEST_PROMPT, MOST_PROMPTS, DenoiseRequest
from obclip.protocol.work import Work

# Of the unit in which work is bounded and budgets are counted: one picture at the model's own size, alone and unaccelerated.
PLAIN_STEPS = 25


@dataclass(frozen=True)
class Limits:
    """The most that one request may ask for. work: in plain generations (`most_work`). pixels: of one picture, None for no limit."""

    prompts: int = MOST_PROMPTS
    steps: int = MOST_STEPS
    pixels: int | None = None
    prompt_length: int = LONGEST_PROMPT
    work: float = float("inf")


NO_LIMITS = Limits()


@dataclass(frozen=True)
class ModelFacts:
    """What the door must know of a model without touching it. height, width: its own size in pixels.

    row_macs: multiply-accumulates of one row of one evaluation at that size, if they were measured.
    """

    card: ModelCard
    height: int
    width: int
    row_macs: float | None = None

    def pixels(self, request: DenoiseRequest) -> int:
        """Of one picture."""
        return (request.height or self.height) * (request.width or self.width)

    def size(self, request: DenoiseRequest) -> float:
        """What a row may take, in rows of the model's own size: self-attention grows with the square of the pixels. Smaller ones count as
        that one: what is done for the text does not shrink."""
        return max(1.0, self.pixels(request) / (self.height * self.width)) ** 2

    def latent_numbers(self, request: DenoiseRequest) -> int:
        """Of all candidates together."""
        space = self.card.space
        return len(request.prompts) * space.channels * self.pixels(request) // space.factor**2


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
    _check_limits(request, facts, limits)


def _check_limits(request: DenoiseRequest, facts: ModelFacts, limits: Limits) -> None:
    longest = max(len(prompt) for prompt in (*request.prompts, request.negative_prompt or "", request.acceleration.neutral_prompt or ""))
    asked = {
        "prompts": (len(request.prompts), limits.prompts),
        "num_inference_steps": (request.num_inference_steps, limits.steps),
        "pixels": (facts.pixels(request), limits.pixels or LARGEST_SIDE**2),
        "characters in a prompt": (longest, limits.prompt_length),
    }
    for name, (number, most) in asked.items():
        if number > most:
            raise BadRequest(f"This cloud allows at most {most} {name} (got {number}).", code="over_limit")
    work = most_work(request, facts)
    if work > limits.work:
        raise BadRequest(
            f"This request could take the work of {work:.0f} plain generations, and this cloud allows {limits.work:g}: "
            "ask for fewer candidates, fewer steps or a smaller picture.",
            code="too_much_work",
        )


def most_work(request: DenoiseRequest, facts: ModelFacts) -> float:
    """An upper bound of a request's work in plain generations, in closed form: N rows (and as many without text) in each of k steps. No
    acceleration adds any."""
    return len(request.prompts) * request.switch_point * facts.size(request) / PLAIN_STEPS


def generations(work: Work, request: DenoiseRequest, facts: ModelFacts) -> float:
    """The ledger's work in plain generations; by its own multiple, where no row of the model was measured."""
    if facts.row_macs is None:
        return min(work.multiple * request.num_inference_steps * facts.size(request) / PLAIN_STEPS, most_work(request, facts))
    passes = 2 if facts.card.guidance == "classifier-free" else 1
    return work.request_macs / (facts.row_macs * passes * PLAIN_STEPS)


def plan_name(acceleration: Acceleration, switch_point: int) -> str:
    """The preset that an acceleration is, for a log: its words and axes left out; "own" for another."""
    bare = replace(acceleration, neutral_prompt=None, axes=(), order=())
    return next((name for name, preset in PRESETS.items() if preset(switch_point) == bare), "own")

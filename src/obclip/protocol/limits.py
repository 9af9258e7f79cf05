"""The most that one request may ask of a cloud: told on its card, and counted alike by the cloud and, before it sends, by the device.

Plain arithmetic on a request's numbers, bounded whatever they are. Standard library only.
"""

from dataclasses import dataclass
from typing import Any

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadRequest

from .request import LARGEST_SIDE, LONGEST_PROMPT, MOST_PROMPTS, DenoiseRequest
from .untrusted import number, whole

# Of the unit in which work is bounded and budgets are counted: one picture at the model's own size, alone and unaccelerated.
PLAIN_STEPS = 25
MOST_TOLD = 10**15
# The height and width in pixels of what a model draws where no size is named.
Own = tuple[int, int]


@dataclass(frozen=True)
class Limits:
    """Named as a card tells them. pixels: of one picture. plain_generations: of work (`most_work`), None for any, each of
    plain_generation_steps steps."""

    prompts: int = MOST_PROMPTS
    num_inference_steps: int = MOST_STEPS
    pixels: int = LARGEST_SIDE**2
    prompt_characters: int = LONGEST_PROMPT
    plain_generations: float | None = None
    plain_generation_steps: int = PLAIN_STEPS

    def check(self, request: DenoiseRequest, own: Own) -> None:
        """Raises BadRequest for more than that; no message repeats a prompt."""
        texts = *request.prompts, request.negative_prompt or "", request.acceleration.neutral_prompt or ""
        asked = {
            "prompts": (len(request.prompts), self.prompts),
            "num_inference_steps": (request.num_inference_steps, self.num_inference_steps),
            "pixels": (pixels(request, own), self.pixels),
            "characters in a prompt": (max(map(len, texts)), self.prompt_characters),
        }
        for name, (count, most) in asked.items():
            if count > most:
                raise BadRequest(f"This cloud allows at most {most} {name} (got {count}).", code="over_limit")
        work = most_work(request, own, self.plain_generation_steps)
        if self.plain_generations is not None and work > self.plain_generations:
            raise BadRequest(
                f"This request could take the work of {work:.0f} plain generations, and this cloud allows {self.plain_generations:g}: "
                "ask for fewer candidates, fewer steps or a smaller picture.",
                code="too_much_work",
            )


NO_LIMITS = Limits()


def limits_of(told: Any) -> Limits:
    """From JSON data; what is not told, or null, is not limited. Raises ValueError for what is none."""
    if not isinstance(told, dict):
        raise ValueError("no limits")
    told = {name: told[name] for name in Limits.__dataclass_fields__ if told.get(name) is not None}
    work = told.pop("plain_generations", None)
    wholes = {name: whole(most, MOST_TOLD, 1) for name, most in told.items()}
    return Limits(**wholes, plain_generations=None if work is None else number(work, MOST_TOLD))


def pixels(request: DenoiseRequest, own: Own) -> int:
    """Of one picture."""
    return (request.height or own[0]) * (request.width or own[1])


def row_size(request: DenoiseRequest, own: Own) -> float:
    """What a row may take, in rows of the model's own size: self-attention grows with the square of the pixels. Smaller ones count as
    that one: what is done for the text does not shrink."""
    return max(1.0, pixels(request, own) / (own[0] * own[1])) ** 2


def most_work(request: DenoiseRequest, own: Own, plain_steps: int = PLAIN_STEPS) -> float:
    """An upper bound of a request's work in plain generations, in closed form: N rows (and as many without text) in each of k steps. No
    acceleration adds any."""
    return len(request.prompts) * request.switch_point * row_size(request, own) / plain_steps

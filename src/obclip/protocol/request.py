"""The request: what a device asks of a cloud. It has no field that could say which of the prompts is the real one.

Standard library only: it is made in a browser's tab as well.
"""

from dataclasses import dataclass
from math import isfinite

from obclip.denoising.levels import MOST_STEPS, PATHS
from obclip.errors import BadRequest

from . import PROTOCOL
from .acceleration import NOTHING, Acceleration
from .canonical import canonical_json, plain

MOST_PROMPTS = 256
LONGEST_PROMPT = 2_000
LARGEST_SIDE = 2_048
LARGEST_SEED = 2**63 - 1
LARGEST_GUIDANCE = 100
NUMBERS = ("float32", "float16")


@dataclass(frozen=True)
class DenoiseRequest:
    """Run the first `switch_point` of `num_inference_steps` steps for every prompt, all from the one noise that `seed` draws.

    prompts: the candidates, in an order that does not depend on the choice. negative_prompt: takes the place of the empty prompt.
    model: which of the cloud's models; None if it has one only. solver: its name. path: what the latents are to be made of (vp, ve or
        flow); None for what the solver counts in.
    sigmas: switch_point + 1 noise levels to be run through instead of the model's own first ones; None for those.
    acceleration: a function of the set of candidates alone. height, width: pixels, or None for the model's own size.
    numbers: how the latents are sent, float32 or float16.
    Raises BadRequest for values out of range; no message repeats a prompt.
    """

    prompts: tuple[str, ...]
    seed: int
    num_inference_steps: int
    switch_point: int
    guidance_scale: float
    solver: str = "dpmsolver++"
    path: str | None = None
    sigmas: tuple[float, ...] | None = None
    negative_prompt: str | None = None
    acceleration: Acceleration = NOTHING
    height: int | None = None
    width: int | None = None
    numbers: str = "float32"
    model: str | None = None
    protocol: str = PROTOCOL

    def __post_init__(self) -> None:
        object.__setattr__(self, "guidance_scale", float(self.guidance_scale))
        self._check_prompts()
        self._check_steps()
        _check(self.protocol == PROTOCOL, f"protocol must be {PROTOCOL}.")
        _check(0 <= self.seed <= LARGEST_SEED, f"seed must be 0 to {LARGEST_SEED}.")
        _check(0 <= self.guidance_scale <= LARGEST_GUIDANCE, f"guidance_scale must be 0 to {LARGEST_GUIDANCE}.")
        _check(0 < len(self.solver) <= 40, "solver must be a name of 1 to 40 characters.")
        _check(self.path in (None, *PATHS), f"path must be one of {', '.join(PATHS)}, or null.")
        _check(self.numbers in NUMBERS, f"numbers must be one of {', '.join(NUMBERS)}.")
        _check(self.model is None or 0 < len(self.model) <= 200, "model must be a name of 1 to 200 characters, or null.")
        for name in ("height", "width"):
            side = getattr(self, name)
            _check(side is None or 8 <= side <= LARGEST_SIDE, f"{name} must be 8 to {LARGEST_SIDE}, or null.")
        self.acceleration.check(len(self.prompts), self.switch_point)

    def _check_prompts(self) -> None:
        _check(1 <= len(self.prompts) <= MOST_PROMPTS, f"prompts must be 1 to {MOST_PROMPTS}.")
        _check(len(set(self.prompts)) == len(self.prompts), "prompts must differ from each other.")
        wordless = any(not prompt.strip() or len(prompt) > LONGEST_PROMPT for prompt in self.prompts)
        _check(not wordless, f"prompts must have 1 to {LONGEST_PROMPT} characters each.")
        negative = self.negative_prompt
        _check(negative is None or len(negative) <= LONGEST_PROMPT, f"negative_prompt must have at most {LONGEST_PROMPT} characters.")

    def _check_steps(self) -> None:
        steps, k = self.num_inference_steps, self.switch_point
        _check(1 <= steps <= MOST_STEPS, f"num_inference_steps must be 1 to {MOST_STEPS} (got {steps}).")
        _check(1 <= k <= MOST_STEPS, f"switch_point must be 1 to {MOST_STEPS} (got {k}).")
        _check(k <= steps, f"switch_point must not be above num_inference_steps (got {k} and {steps}).")
        if self.sigmas is not None:
            falling = all(after < before for before, after in zip(self.sigmas, self.sigmas[1:], strict=False))
            right = len(self.sigmas) == k + 1 and all(map(isfinite, self.sigmas)) and falling and self.sigmas[-1] >= 0
            _check(right, "sigmas must be one more than switch_point, falling, and not below 0.")


def encode_request(request: DenoiseRequest) -> bytes:
    """Canonical JSON: the same bytes for the same request, in any process."""
    return canonical_json(plain(request))


def _check(right: bool, message: str) -> None:
    if not right:
        raise BadRequest(message, code="bad_request")

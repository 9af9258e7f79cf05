"""The request: what a device asks of a cloud. It has no field that could say which of the prompts is the real one."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from . import PROTOCOL

MOST_PROMPTS = 256
LONGEST_PROMPT = 2_000
LARGEST_SIDE = 2_048

Name = Annotated[str, Field(max_length=40)]
Setting = StrictBool | StrictInt | StrictStr | tuple[StrictInt, ...] | None


class DenoiseRequest(BaseModel):
    """Run the first `switch_point` of `num_inference_steps` steps for every prompt, all from the one noise that `seed` draws.

    prompts: the candidates, in an order that does not depend on the choice. height, width: pixels, or None for the model's own size.
    acceleration: the name of one of the cloud's presets, or an object of `plan` (a preset) and fields that differ from it; the cloud
        refuses what it does not know. A function of the set of candidates alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    protocol: Literal["obclip/1"] = PROTOCOL
    prompts: tuple[str, ...] = Field(min_length=1, max_length=MOST_PROMPTS)
    seed: int = Field(ge=0, lt=2**63)
    num_inference_steps: int = Field(ge=1, le=1_000)
    switch_point: int = Field(ge=1, le=1_000)
    guidance_scale: float = Field(ge=0, le=100, allow_inf_nan=False)
    solver: Literal["dpmsolver++", "ddim", "euler"] = "dpmsolver++"
    acceleration: Name | Annotated[dict[Name, Setting], Field(max_length=20)] = "none"
    height: int | None = Field(default=None, ge=8, le=LARGEST_SIDE)
    width: int | None = Field(default=None, ge=8, le=LARGEST_SIDE)

    @model_validator(mode="after")
    def _check(self) -> "DenoiseRequest":
        if self.switch_point > self.num_inference_steps:
            raise ValueError(
                f"switch_point must not be above num_inference_steps (got {self.switch_point} and {self.num_inference_steps})."
            )
        if len(set(self.prompts)) < len(self.prompts):
            raise ValueError("prompts must differ from each other.")
        if any(not prompt.strip() or len(prompt) > LONGEST_PROMPT for prompt in self.prompts):
            raise ValueError(f"each prompt must have 1 to {LONGEST_PROMPT} characters.")
        return self

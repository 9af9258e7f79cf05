"""What a request has cost the cloud: the same for every candidate, so that it tells nothing."""

from pydantic import BaseModel, ConfigDict, Field


class Work(BaseModel):
    """Multiply-accumulates of the network, counted while it ran.

    by_part: conditional and unconditional rows; prefix, steps in which candidates shared trajectories; cached, steps that reused
        an earlier step's work. request_macs: their sum. plain_generation_macs: one picture with all T steps on the cloud's model,
        without acceleration. multiple: the first over the second.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plain_generation_macs: int = Field(ge=0)
    request_macs: int = Field(ge=0)
    multiple: float = Field(ge=0, allow_inf_nan=False)
    by_part: dict[str, int] = Field(max_length=10)

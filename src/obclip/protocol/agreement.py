"""What both sides must share for the latents of one to mean anything to the other."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from . import PROTOCOL


class Agreement(BaseModel):
    """Sent with every reply, and by `/v1/models`.

    latent_space: identifier of the autoencoder's latents; "sd1" and "sdxl" have the same shape and different meaning.
    solver, levels: the schedule as data, so that the device builds the same one; schedule: its SHA-256.
    model: the cloud model's name, for show.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    protocol: str = PROTOCOL
    model: str = Field(max_length=200)
    latent_space: str = Field(max_length=100)
    solver: str = Field(max_length=40)
    levels: dict[str, Any] = Field(max_length=40)
    schedule: str = Field(pattern="^[0-9a-f]{64}$")
    switch_point: int = Field(ge=0)

"""What both sides must share for the latents of one to mean anything to the other."""

from pydantic import BaseModel, ConfigDict, Field

from obclip.denoising.levels import Levels

from . import PROTOCOL


class Agreement(BaseModel):
    """Sent with every reply, and by `/v1/models`.

    latent_space: identifier of the autoencoder's latents; "sd1" and "sdxl" have the same shape and different meaning.
    levels: the schedule as data, with which the device goes on.
    model: the cloud model's name, for show.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    protocol: str = PROTOCOL
    model: str = Field(max_length=200)
    latent_space: str = Field(max_length=100)
    levels: Levels
    switch_point: int = Field(ge=0)

"""What latents mean: an autoencoder told by its normalisation and by what it makes of one probe picture. Standard library only."""

from dataclasses import dataclass
from math import isfinite, sqrt

from obclip.errors import BadRequest

MOST_NUMBERS = 256
# Above two copies of one encoder in other number formats (0.011), below an encoder that was tuned on (0.06).
NEAR = 0.03


@dataclass(frozen=True)
class LatentSpace:
    """Two models can hand latents to each other if theirs are one space; their decoders may differ.

    name: for show. channels, factor: of the latents, and pixels a latent to each side. normalisation: how an encoder's output becomes
    what the network sees ("scaled" or "standardised"). probe: a sketch of the probe picture's normalised latents, at most 256 numbers.
    """

    name: str
    channels: int
    factor: int
    normalisation: str
    probe: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.probe) <= MOST_NUMBERS or not all(map(isfinite, self.probe)):
            raise BadRequest(f"A latent space is told by 1 to {MOST_NUMBERS} finite numbers.", code="bad_latent_space")

    def distance(self, other: "LatentSpace") -> float:
        """0 for the same; about 1.4 for two that know nothing of each other; infinite for other shapes."""
        if (self.channels, self.factor, self.normalisation, len(self.probe)) != (
            other.channels,
            other.factor,
            other.normalisation,
            len(other.probe),
        ):
            return float("inf")
        apart = sum((one - two) ** 2 for one, two in zip(self.probe, other.probe, strict=True))
        size = sum(number**2 for number in (*self.probe, *other.probe)) / 2
        return sqrt(apart / size) if size else 0.0

    def fits(self, other: "LatentSpace") -> bool:
        """Whether latents of one mean the same to the other."""
        return self.distance(other) < NEAR

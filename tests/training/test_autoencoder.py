"""How many portraits an autoencoder breaks."""

from types import SimpleNamespace

import numpy as np
import torch

from training.autoencoder import broken_share


def autoencoder_that(does: float) -> SimpleNamespace:
    """Gives back what it was given, with one corner of the second of four darker."""

    def decoder(latents: torch.Tensor) -> torch.Tensor:
        drawn = latents.clone()
        drawn[1, :, 16:32, 16:24] -= does
        return drawn

    return SimpleNamespace(encoder=lambda pixels: pixels, decoder=decoder)


def test_portraits_that_come_back_with_a_stain_are_counted() -> None:
    images = np.full((4, 128, 128, 3), 200, np.uint8)

    shares = [broken_share(autoencoder_that(does), images) for does in (0.0, 0.05, 0.5)]

    assert shares == [0.0, 0.0, 0.25]

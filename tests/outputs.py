"""What a run has drawn, in the type that its output_type names."""

import numpy as np
from torch import Tensor

from obclip import ObliviousPipelineOutput


def tensor(output: ObliviousPipelineOutput) -> Tensor:
    """The latents or pixels of output_type="latent" or "pt"."""
    assert isinstance(output.images, Tensor)
    return output.images


def array(output: ObliviousPipelineOutput) -> np.ndarray:
    """The pixels of output_type="np"."""
    assert isinstance(output.images, np.ndarray)
    return output.images

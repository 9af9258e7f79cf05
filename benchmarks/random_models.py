"""Known architectures with random weights on a real device: their time and memory are those of the trained ones."""

from collections.abc import Sequence
from typing import Any

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor

from obclip.models.conditioning import Conditioning
from obclip.models.weightless import ARCHITECTURES, WeightlessModel


class RandomModel(WeightlessModel):
    """A LatentModel with the network of `architecture`, random weights and texts, and latents of `side` x `side`."""

    def __init__(self, architecture: str, *, dtype: torch.dtype, device: str, side: int | None = None) -> None:
        super().__init__(architecture)
        config = {**ARCHITECTURES[architecture], **({} if side is None else {"sample_size": side})}
        with torch.device("meta"):
            unet = UNet2DConditionModel(**config).eval()
        self.unet = unet.to(dtype).to_empty(device=device)
        self.dtype, self.device = dtype, device
        self.generator = torch.Generator(device).manual_seed(1)
        for name, parameter in self.unet.named_parameters():
            _fill(parameter, name, self.generator)

    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning:
        drawn: dict[str, Any] = {"generator": self.generator, "device": self.device, "dtype": self.dtype}
        return Conditioning({name: torch.randn((len(prompts), *shape), **drawn) for name, shape in self._told().items()})

    @torch.no_grad()
    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        output: Tensor = self.unet(
            rows.to(self.device, self.dtype),
            timestep.to(self.device),
            encoder_hidden_states=text.text,
            added_cond_kwargs=self._added(text),
            return_dict=False,
        )[0]
        return output.float().to(rows.device)


@torch.no_grad()
def _fill(parameter: Tensor, name: str, generator: torch.Generator) -> None:
    """As a layer of torch begins: weights by the number of its inputs, norms that change nothing, no bias."""
    if parameter.ndim > 1:
        bound = parameter[0].numel() ** -0.5
        parameter.uniform_(-bound, bound, generator=generator)
    else:
        parameter.fill_(1.0 if name.endswith("weight") else 0.0)

"""A critic of latents: which of two pictures with one caption is a render, told patch by patch, so that a ghost in a corner counts."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

from training.networks import LATENT_CHANNELS, TEXT_WIDTH
from training.stretch import half_if_fast


def conv(inputs: int, outputs: int, side: int = 3, stride: int = 1) -> nn.Module:
    """A convolution with a largest singular value of one (Miyato et al. 2018, arXiv 1802.05957)."""
    return spectral_norm(nn.Conv2d(inputs, outputs, side, stride, side // 2))


class Block(nn.Module):
    """Two convolutions with a way around them; halves the map if `outputs` is wider."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first, self.second = conv(inputs, outputs), conv(outputs, outputs)
        self.around = conv(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        self.halve: Callable[[Tensor], Tensor] = nn.AvgPool2d(2) if inputs != outputs else nn.Identity()

    def forward(self, maps: Tensor) -> Tensor:
        inside = self.second(functional.leaky_relu(self.first(functional.leaky_relu(maps, 0.2)), 0.2))
        merged: Tensor = self.halve(self.around(maps) + inside)
        return merged


class Head(nn.Module):
    """One verdict a place: how real it looks by itself, and how well it goes with the words (projection, arXiv 1802.05637)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.alone, self.words = conv(width, 1, 1), spectral_norm(nn.Linear(TEXT_WIDTH, width))

    def forward(self, maps: Tensor, words: Tensor) -> Tensor:
        maps = functional.leaky_relu(maps, 0.2)
        fits = (maps * self.words(words)[:, :, None, None]).sum(1) / maps.shape[1] ** 0.5
        verdicts: Tensor = (self.alone(maps)[:, 0] + fits).flatten(1)
        return verdicts


class Critic(nn.Module):
    """latents [B, 4, 16, 16], words [B, 128] -> verdicts [B, 8 x 8 + 4 x 4], above zero for a render."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.fine = nn.Sequential(conv(LATENT_CHANNELS, width), Block(width, width), Block(width, 2 * width))
        self.coarse = nn.Sequential(Block(2 * width, 2 * width), Block(2 * width, 4 * width))
        self.heads = nn.ModuleList([Head(2 * width), Head(4 * width)])

    def forward(self, latents: Tensor, words: Tensor) -> Tensor:
        fine = self.fine(latents)
        return torch.cat([self.heads[0](fine, words), self.heads[1](self.coarse(fine), words)], 1)


def roughened(clean: Tensor, most: float) -> Tensor:
    """With noise of a deviation of `most` at most, so that the critic leaves the last digits alone."""
    return clean + most * torch.rand(len(clean), 1, 1, 1) * torch.randn_like(clean)


def verdicts(critic: Critic, drawn: Tensor, real: Tensor, words: Tensor, real_words: Tensor, rough: float) -> tuple[Tensor, Tensor]:
    """Its mean verdict on what is drawn [B, 4, 16, 16], through which only gradients of `drawn` go; its own loss, a hinge of both kinds."""
    with half_if_fast():
        on_real, on_drawn = critic(roughened(real, rough), real_words), critic(roughened(drawn.detach(), rough), words)
        frozen = {name: value.detach() for name, value in critic.named_parameters()}
        verdict = functional_call(critic, frozen, (roughened(drawn, rough), words))
    told_apart = functional.relu(1 - on_real.float()).mean() + functional.relu(1 + on_drawn.float()).mean()
    return verdict.float().mean(), told_apart

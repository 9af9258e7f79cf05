"""Classifier-free guidance (Ho & Salimans 2022, arXiv 2207.12598, equation 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def needs_guidance(scale: float) -> bool:
    """Whether a second, unconditional evaluation is wanted: above 1, as in diffusers."""
    return scale > 1.0


def guide(with_text: Tensor, without_text: Tensor, scale: float) -> Tensor:
    """[N, C, h, w], [N or 1, C, h, w] -> [N, C, h, w]."""
    return without_text + scale * (with_text - without_text)

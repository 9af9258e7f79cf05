"""Encoded prompts, by the names that a family's network takes them under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor


@dataclass(frozen=True)
class Conditioning:
    """What a network is told of N prompts.

    rows: tensors with one row a prompt, [N, ...]; "text" ([N, S, E], in the model's number format) is always there.
    shared: the same for every row, such as an embedded guidance scale [1, D].
    """

    rows: Mapping[str, Tensor]
    shared: Mapping[str, Tensor] = field(default_factory=dict)

    @property
    def text(self) -> Tensor:
        return self.rows["text"]

    def __len__(self) -> int:
        return len(self.text)

    def joined(self, other: "Conditioning") -> "Conditioning":
        """These prompts, then those; what all rows share is the others' where both name it."""
        rows = {name: torch.cat([rows, other.rows[name]]) for name, rows in self.rows.items()}
        return Conditioning(rows, {**self.shared, **other.shared})

    def take(self, places: Sequence[int]) -> "Conditioning":
        """The prompts at these places, in this order."""
        return Conditioning({name: rows[list(places)] for name, rows in self.rows.items()}, self.shared)

    def means(self, groups: Sequence[Sequence[int]]) -> "Conditioning":
        """Row n: the mean of the prompts at places groups[n], itself where there is one only."""
        means = {name: torch.stack([_mean(rows, group) for group in groups]) for name, rows in self.rows.items()}
        return Conditioning(means, self.shared)


def _mean(rows: Tensor, places: Sequence[int]) -> Tensor:
    return rows[places[0]] if len(places) == 1 else rows[list(places)].float().mean(dim=0).to(rows.dtype)

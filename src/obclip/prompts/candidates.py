"""The set that a prompt hides in. It is the same for each of its members: nothing in it tells which of them is real."""

from __future__ import annotations

from dataclasses import dataclass

from .closing.certificate import ClosureCertificate


@dataclass(frozen=True)
class Axis:
    """One attribute of one person, or one marked choice, and the values that the candidates run through, in a published order."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class CandidateSet:
    """What the cloud may see. neutral: the prompt without any value, a function of the set alone."""

    prompts: tuple[str, ...]
    axes: tuple[Axis, ...]
    neutral: str
    certificate: ClosureCertificate

    def __len__(self) -> int:
        return len(self.prompts)

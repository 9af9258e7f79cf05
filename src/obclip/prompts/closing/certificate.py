"""The certificate that a set is closed: each candidate, read as if it were the prompt, gives the very same set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from obclip.errors import NotClosed
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.vocabulary.terms import Taxonomy
from obclip.prompts.writing.parse import Reader
from obclip.prompts.writing.template import Skeleton


@dataclass(frozen=True)
class ClosureCertificate:
    """What was checked before anything is sent.

    closed: always true in a set that is handed out. generalised: words of the candidates that stand for words which
    would have told them apart ("their" for his or her); the same for every member.
    """

    closed: bool
    generalised: tuple[str, ...]


def certify(skeleton: Skeleton, prompts: Sequence[str], taxonomy: Taxonomy, rules: Rules = DEFAULT_RULES) -> ClosureCertificate:
    """The certificate of a set that was made from a skeleton.

    A set is a function of its skeleton alone, so that equal skeletons give equal tuples, byte for byte and in order.
    Raises NotClosed, naming a candidate, when one of them is read otherwise or occurs twice.
    """
    if len(set(prompts)) != len(prompts):
        raise NotClosed("Two candidates are the same text. Word the prompt otherwise.")
    reader = Reader(taxonomy, rules)
    last = skeleton
    for candidate in prompts:
        read = reader.skeleton(candidate)
        if read is not last and read != skeleton:  # candidates of one shape give one object, compared once
            raise NotClosed(
                f"The candidate {candidate!r} is not read as the prompt was: the set would betray which is real. Word the prompt otherwise."
            )
        last = read
    return ClosureCertificate(closed=True, generalised=skeleton.generalised)


def reads_alike(candidate: str, skeleton: Skeleton, taxonomy: Taxonomy, rules: Rules) -> bool:
    """Whether a candidate, taken for the prompt, has this skeleton."""
    return Reader(taxonomy, rules).skeleton(candidate) == skeleton

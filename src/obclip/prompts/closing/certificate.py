"""The certificate that a set is closed: each member, read as if it were the prompt, gives the very same set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from obclip.errors import BadRequest, UserError
from obclip.prompts.reading.normal import is_blank
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.writing.parse import MOST_LETTERS, parse
from obclip.prompts.writing.render import render_members
from obclip.prompts.writing.template import Template

from .residue import find_residue
from .sizes import at_its_size

MOST_BYTES_IN_ALL = 128_000  # UTF-8, in which an emoji, a word by itself, counts four


@dataclass(frozen=True)
class ClosureCertificate:
    """What was checked before anything is sent.

    closed: whether each member of the set gives this set and no word in the clear says a hidden attribute; a set that is handed out
    is closed. generalised: words of the candidates that stand for words which would have told them apart ("their" for his or her);
    the same for every member.
    """

    closed: bool
    generalised: tuple[str, ...]


def certify(template: Template, prompts: Sequence[str], rules: Rules = DEFAULT_RULES) -> ClosureCertificate:
    """The certificate of the set that was made from a template at its size.

    A set is a function of its skeleton alone, so that equal skeletons give equal tuples, byte for byte and in order. A member is a
    candidate in which each marked choice is a mark again, its own option first. `closed` is false when two candidates are the same
    text, when a member is read otherwise, and when a word in the clear says an attribute that is hidden. Raises BadRequest for
    candidates that are longer than what is read.
    """
    skeleton = template.skeleton
    _check_lengths(prompts)
    closed = (
        len(set(prompts)) == len(prompts)
        and not find_residue(skeleton, template.taxonomy)
        and all(reads_alike(member, template, rules) for member in render_members(template, prompts))
    )
    return ClosureCertificate(closed, skeleton.generalised)


def _check_lengths(prompts: Sequence[str]) -> None:
    if any(map(is_blank, prompts)):
        raise BadRequest("One of the candidates would be empty: write something that is drawn whichever option is the real one.")
    if max(map(len, prompts)) > MOST_LETTERS:
        raise BadRequest(
            f"A candidate would have more than the {MOST_LETTERS} characters that are read. Shorten the prompt.", code="prompt_too_long"
        )
    if (size := sum(len(prompt.encode()) for prompt in prompts)) > MOST_BYTES_IN_ALL:
        raise BadRequest(
            f"The {len(prompts)} candidates would have {size} bytes; at most {MOST_BYTES_IN_ALL} are read again for the "
            "certificate. Shorten the prompt, or allow fewer candidates.",
            code="prompt_too_long",
        )


def reads_alike(member: str, template: Template, rules: Rules) -> bool:
    """Whether a member, taken for the prompt, arrives at the skeleton of this template."""
    try:
        return at_its_size(parse(member, rules.taxonomy, rules=rules), rules).skeleton == template.skeleton
    except UserError:
        return False

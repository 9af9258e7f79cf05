"""A prompt taken apart: literal pieces, articles, and gaps that are filled from axes; and what was found where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from obclip.prompts.reading.marks import Mark
from obclip.prompts.vocabulary.terms import Taxonomy


@dataclass(frozen=True)
class Slot:
    """One finding: `prompt[start:end]` of the user's prompt states `value` of `attribute`, for the reason in `because`.

    axis: the axis of the template that the slot moves with, or -1 where its words are left out of the candidates.
    """

    start: int
    end: int
    attribute: str
    value: str
    because: str
    axis: int = -1

    def on_axis(self, axis: int) -> Slot:
        """The same finding, moving with another axis."""
        return replace(self, axis=axis)


@dataclass(frozen=True)
class Found:
    """`prompt[start:end]` of the user's prompt betrays `value` of `attribute` without being a slot."""

    start: int
    end: int
    attribute: str
    value: str


@dataclass(frozen=True)
class TemplateAxis:
    """One thing that varies: an attribute of one person, over the values of one block."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A place that is filled by a form of a row, for one or for many, with the values of some axes.

    possessive: whether the form takes 's, or an apostrophe alone after a plural in s. joined: whether underscores join its words.
    part: which of its words are filled in, where others stand between: "cute (teenage) pilot (girl)".
    """

    row: str
    number: int
    axes: tuple[int, ...]
    capital: bool = False
    possessive: bool = False
    joined: bool = False
    part: Literal["", "first", "last"] = ""


@dataclass(frozen=True)
class Article:
    """A place for "a" or "an", whichever suits what follows, or for "another" where a candidate has said the same of somebody else.

    phrase: of how many pieces the phrase is that follows, where it may be the same; 0 where it may not.
    bare: "another " before a noun that has no article, "man and [another] man", and else nothing.
    """

    capital: bool
    phrase: int = 0
    bare: bool = False


Piece = str | Gap | Article


@dataclass(frozen=True)
class Skeleton:
    """All that the candidates are made from; nothing in it says which of them is real.

    generalised: words that stand for what may not be told apart ("their" where his and her would betray the choice).
    """

    pieces: tuple[Piece, ...]
    axes: tuple[TemplateAxis, ...]
    generalised: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """What `parse` found. `values` are the real ones, one an axis: they never leave the device.

    cues: words that betray a value. withheld: those of them that are left out of the candidates, and other words that are.
    unknown: words that nothing is known of. persons: whether somebody is shown. taxonomy: the one it was read with; it knows the
    marks, base: the same without them. source: the text that the skeleton was read from, with a token for each mark.
    origin: the code point of the prompt that each of its characters came from.
    """

    prompt: str
    skeleton: Skeleton
    slots: tuple[Slot, ...]
    values: tuple[str, ...]
    taxonomy: Taxonomy = field(compare=False, repr=False)
    cues: tuple[Found, ...] = ()
    withheld: tuple[Found, ...] = ()
    unknown: tuple[Found, ...] = ()
    persons: bool = False
    base: Taxonomy | None = field(default=None, compare=False, repr=False)
    marks: tuple[Mark, ...] = ()
    source: str = field(default="", compare=False, repr=False)
    origin: Sequence[int] = field(default=(), compare=False, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where source[start:end] stands in the prompt, end exclusive; only in a template that was read from the prompt itself."""
        return self.origin[start], self.origin[max(start, end - 1)] + 1

    def settled(self, again: Template, slots: tuple[Slot, ...]) -> Template:
        """The same prompt and findings with the candidates of another reading."""
        return replace(
            self,
            skeleton=again.skeleton,
            values=again.values,
            slots=slots,
            taxonomy=again.taxonomy,
            base=again.base,
            marks=again.marks,
            source=again.source,
        )

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Literal pieces, articles and gaps, in order."""
        return self.skeleton.pieces


__all__ = ["Article", "Found", "Gap", "Piece", "Skeleton", "Slot", "Template", "TemplateAxis"]

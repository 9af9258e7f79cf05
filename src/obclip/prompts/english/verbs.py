"""The forms of "is", and those of a verb, as far as a list of words tells them: "share", "shares", "sharing"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

FORMS_OF_IS = frozenset("is are was were s re isn aren wasn weren".split())  # also of "isn't", cut at its apostrophe


def is_for_many(word: str, listed: Collection[str]) -> bool:
    """Whether a word may be what several do: "walk", of which "walking" is a word as well."""
    return not word.endswith("ing") and any(form in listed for form in _in_ing(word))


def is_for_one(word: str, listed: Collection[str]) -> bool:
    """Whether a word may be what one does: "walks"."""
    return word.endswith("s") and not word.endswith("ss") and any(is_for_many(stem, listed) for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("ies"):
        yield word[:-3] + "y"


def _in_ing(word: str) -> Iterator[str]:
    yield word + "ing"
    if word.endswith("ie"):
        yield word[:-2] + "ying"
    elif word.endswith("e"):
        yield word[:-1] + "ing"
    else:
        yield word + word[-1:] + "ing"

"""What a client wants drawn, in the gateway's own words, read from either interface's JSON."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from obclip.errors import BadRequest

MOST_PICTURES = 10
# How clients whose forms know texts alone write a number.
_WRITTEN = re.compile(r"\s*[+-]?\d{1,20}(?:\.\d{0,20})?\s*", re.A)
_ALIASES = {"jpg": "jpeg"}


class BadValue(BadRequest):
    """A value that a field of the request cannot have. param: the field, which OpenAI's errors name."""

    def __init__(self, message: str, param: str, *, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.param = param


@dataclass(frozen=True)
class Order:
    """size: (height, width), None for the model's own. seed: of the first, or of each; None for a fresh one each. steps, guidance_scale,
    switch_point: None for the gateway's. partial_images: pictures of the way there, from the device's steps. ignored: parameters that were
    given and do nothing."""

    prompt: str = field(repr=False)
    negative_prompt: str | None = field(default=None, repr=False)
    count: int = 1
    size: tuple[int, int] | None = None
    seed: int | Sequence[int] | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    switch_point: int | None = None
    partial_images: int = 0
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Another:
    """Another value of what an order hid, from the latents of that name. values: by themselves. named: by attribute. person: see
    `obclip.prompts.another`."""

    order: Order
    latents: str
    values: Sequence[str] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    person: int | None = None


def check_known(told: Mapping[str, Any], known: Collection[str], told_of: Iterable[str] | None = None) -> None:
    """Raises BadValue for a name that is not known, and would be passed over. told_of: those that its sentence lists, if not all."""
    unknown = next((name[:40] for name in told if name not in known), None)
    if unknown is not None:
        listed = ", ".join(known if told_of is None else told_of) or "none"
        raise BadValue(f"There is no parameter {unknown!r}: there are {listed}.", unknown, code="unknown_parameter")


def words(told: Mapping[str, Any], name: str) -> str | None:
    """A text, or None where there is none. Raises BadRequest."""
    value = told.get(name)
    if value is not None and not isinstance(value, str):
        raise BadValue(f"{name} must be a text.", name)
    return value


def prompt_of(told: Mapping[str, Any]) -> str:
    """Raises BadRequest for one that is missing."""
    prompt = words(told, "prompt")
    if prompt is None:
        raise BadValue("prompt is missing: say what is to be drawn.", "prompt", code="empty_prompt")
    return prompt


def whole(told: Mapping[str, Any], name: str, least: int, most: int) -> int | None:
    """A whole number within bounds, or None where there is none. Raises BadRequest."""
    value = _numeric(told.get(name))
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 20.0, as some clients write it
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadValue(f"{name} must be a whole number from {least} to {most}.", name)
    return value


def number(told: Mapping[str, Any], name: str, most: float) -> float | None:
    """A number from 0 to `most`, or None where there is none. Raises BadRequest."""
    value = _numeric(told.get(name))
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadValue(f"{name} must be a number from 0 to {most:g}.", name)
    return float(value)


def one_of(told: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed texts, in small or capital letters, the first where there is none. Raises BadRequest."""
    value = (words(told, name) or allowed[0]).lower()
    value = _ALIASES.get(value, value)
    if value not in allowed:
        raise BadValue(f"{name} must be one of {', '.join(allowed)}.", name)
    return value


def _numeric(value: Any) -> Any:
    """A number that came as text; all else as it is."""
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        return value
    return float(value) if "." in value else int(value)

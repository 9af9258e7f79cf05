"""What each field of an acceleration may be, whatever the others are. Standard library only."""

from collections.abc import Callable

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadRequest

from .whole import as_wholes

SHARINGS = ("fitted", "x0", "epsilon")
LONGEST_NEUTRAL = 2_000
POINTS = ("cache_point", "skip_point")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _maybe_whole(value: object) -> bool:
    return value is None or _whole(value)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _sharing(value: object) -> bool:
    return value is None or value in SHARINGS


def _maybe_words(value: object) -> bool:
    return value is None or isinstance(value, str)


def _wholes(value: object) -> bool:
    return isinstance(value, tuple) and all(_whole(part) for part in value)


KINDS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "exact": ("true or false", _flag),
    "pivot_steps": ("a whole number", _whole),
    "cache_point": ("a whole number or null", _maybe_whole),
    "skip_point": ("a whole number or null", _maybe_whole),
    "refresh_interval": ("a whole number or null", _maybe_whole),
    "shared_unconditional": (f"one of {', '.join(SHARINGS)}, or null", _sharing),
    "neutral_prefix": ("a whole number", _whole),
    "neutral_prompt": ("a prompt or null", _maybe_words),
    "tree": ("true or false", _flag),
    "axes": ("a list of whole numbers", _wholes),
    "order": ("a list of whole numbers", _wholes),
    "partings": ("a list of whole numbers", _wholes),
    "cache_interval": ("a whole number", _whole),
    "full_steps": ("a list of whole numbers", _wholes),
    "cache_branch": ("a whole number", _whole),
}
AT_LEAST_ONE = (*POINTS, "refresh_interval", "cache_interval")
LEAST = dict.fromkeys(("pivot_steps", "neutral_prefix", "cache_branch"), 0) | dict.fromkeys(AT_LEAST_ONE, 1)


def checked(name: str, value: object) -> object:
    """A field's value, with the numbers of other libraries as Python's. Raises BadRequest for one that it can have in no plan."""
    wanted, fits = KINDS[name]
    value = as_wholes(value)
    if not fits(value):
        raise refused(f"{name} must be {wanted}.")
    if name in LEAST and isinstance(value, int):
        if value < LEAST[name]:
            raise refused(f"{name} must be at least {LEAST[name]} (got {value}).")
        if value > MOST_STEPS:
            raise refused(f"{name} must be at most {MOST_STEPS} (got {value}).")
    if name == "neutral_prompt" and isinstance(value, str) and not 0 < len(value.strip()) <= LONGEST_NEUTRAL:
        raise refused(f"neutral_prompt must have 1 to {LONGEST_NEUTRAL} characters, or be null.")
    return value


def refused(message: str, code: str = "bad_acceleration") -> BadRequest:
    """What is raised for an acceleration that cannot be."""
    return BadRequest(message, code=code)

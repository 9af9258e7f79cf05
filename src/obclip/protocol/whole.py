"""Numbers as libraries have them, such as numpy's: a whole one counts as an int, a real one as a float, and nothing else does."""

from numbers import Real
from operator import index
from typing import Any


def as_whole(value: Any) -> Any:
    """An int of what is a whole number of any library; anything else as it is, truth values among it."""
    if isinstance(value, bool) or "bool" in str(getattr(value, "dtype", "")):
        return value
    try:
        return index(value)
    except (TypeError, RuntimeError):  # torch's tensors without data raise the other
        return value


def as_wholes(value: Any) -> Any:
    """A tuple of a list's or an array's numbers, each as `as_whole` has it; what is no list as that has it."""
    listed = isinstance(value, list | tuple) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1)
    return tuple(map(as_whole, value)) if listed else as_whole(value)


def as_real(value: Any) -> Any:
    """A float of what is a real number of any library; anything else as it is, Python's own numbers and truth values among it."""
    if isinstance(value, int | float):
        return value
    if isinstance(value, Real):
        return float(value)
    if getattr(value, "shape", None) != () or "bool" in str(value.dtype):
        return value
    try:
        return float(value)
    except (TypeError, ValueError, RuntimeError):  # a complex number, a text, a tensor without data
        return value


def told_number(value: Any) -> str:
    """What is said of a value that is no number: of an array or a tensor no more than its shape."""
    shape = getattr(value, "shape", None)
    return repr(value) if shape is None else f"a {type(value).__name__} of shape {list(shape)}"

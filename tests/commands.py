"""What running a command line in this process gives back."""

from collections.abc import Callable
from typing import NamedTuple


class Told(NamedTuple):
    """What a command gave back."""

    status: int
    stdout: str
    stderr: str


Call = Callable[..., Told]

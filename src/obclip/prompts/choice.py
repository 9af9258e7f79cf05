"""Which candidate is real. It never leaves the device: it cannot be printed, compared, copied, stored or sent."""

from __future__ import annotations

from typing import NoReturn

_HIDDEN = "A Choice stays on the device and cannot be copied, stored or sent."


class Choice:
    """The place of the real prompt among the candidates. A plain class with slots: asdict, json and vars fail."""

    __slots__ = ("__position",)

    def __init__(self, position: int) -> None:
        self.__position = position

    def position(self) -> int:
        """The place, counted from 0. Only `device/extraction.py` asks for it, and `describe`."""
        return self.__position

    def __repr__(self) -> str:
        return "Choice(<hidden>)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(_HIDDEN)

    def __copy__(self) -> NoReturn:
        raise TypeError(_HIDDEN)

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError(_HIDDEN)

"""What crosses the wire, and nothing else: request, reply, agreement, fault, and their bytes. Knows no candidate set and no choice."""

from typing import Final, Literal

PROTOCOL: Final[Literal["obclip/1"]] = "obclip/1"

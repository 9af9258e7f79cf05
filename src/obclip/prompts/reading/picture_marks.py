"""The mark of a picture that a prompt speaks of, as some programs write it: "the woman in <img><|image_1|></img>"."""

from __future__ import annotations

import re

_PICTURE = re.compile(r"<\|image_\d+\|>")
_IN = re.compile(r"(?<!\w)(?:in|of|from|like|with) $")
_BEING = re.compile(r"(?<!\w)(?:is|are|was|were) $")


def instead_of_picture(before: str, mark: str) -> str:
    """What stands for the mark of a picture where the words before it await something; "" for other marks, and elsewhere."""
    if not _PICTURE.fullmatch(mark):
        return ""
    return "the picture" if _IN.search(before) else "in the picture" if _BEING.search(before) else ""

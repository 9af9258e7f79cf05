"""Names of those who made a picture or gave it its style say nothing of who is shown: "by Greg Rutkowski"."""

import re

_CREDITED = re.compile(r"\b(?:by|style of|styled? like|inspired by|manner of|photography|art of)\b[^.;!?\n]*$", re.IGNORECASE)


def is_credited(text: str, start: int) -> bool:
    """Whether a name at text[start:] stands among those of makers, in the same sentence."""
    return _CREDITED.search(text[:start]) is not None

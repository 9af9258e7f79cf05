"""The articles in the user's own text, written anew where another word follows."""

from __future__ import annotations

import re

from .grammar import article, capitalised

ARTICLE = re.compile(r"(?<![\w'-])([Aa])[Nn]?(\s+[(\[{\"'*]*)$")


def refitted(before: str, text: str) -> str:
    """Two texts in one, with the article between them as the second now needs it."""
    match = ARTICLE.search(before, max(0, len(before) - 12))
    word = text.lstrip(" ([{\"'*")
    if match is None or not word[:1].isalnum():
        return before + text
    fitting = article(word)
    return before[: match.start()] + (capitalised(fitting) if match.group(1) == "A" else fitting) + match.group(2) + text

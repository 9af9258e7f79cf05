"""The articles in the user's own text, written anew where another word follows."""

from __future__ import annotations

import re

from .grammar import article, capitalised

ARTICLE = re.compile(r"(?<![\w'-])([Aa])[Nn]?(\s+[(\[{\"'*]*)$")

_LEADING = re.compile(r"(?<![\w'-])(?P<article>an?|the) ?$", re.IGNORECASE)
_BROKEN = re.compile(
    r" ?(?:in|on|at|with|by|from|under|over|near|behind|beside|inside|outside|against|through|across|around|is|was|has|who|that"
    r"|(?!painting|drawing|etching|engraving|rendering|building|evening|morning|wedding|clothing)[a-z]{2,}ing "
    r"(?:in|on|at|with|by|from|the|an?))(?![\w'-])"
)


def without_noun(before: str, after: str) -> str:
    """What stands before words that are left out, with "something " for an article that leads to no noun now, "[a husky] in the
    snow"; "" where none does."""
    match = _LEADING.search(before)
    if match is None or not _BROKEN.match(after):
        return ""
    return before[: match.start()] + ("Something " if match["article"][0].isupper() else "something ")


def refitted(before: str, text: str) -> str:
    """Two texts in one, with the article between them as the second now needs it."""
    match = ARTICLE.search(before, max(0, len(before) - 12))
    word = text.lstrip(" ([{\"'*")
    if match is None or not word[:1].isalnum():
        return before + text
    fitting = article(word)
    return before[: match.start()] + (capitalised(fitting) if match.group(1) == "A" else fitting) + match.group(2) + text

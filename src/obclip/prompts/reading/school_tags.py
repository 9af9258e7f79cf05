"""Short tags for school children, "JK", "JS" and "JC"; not the "jk" that ends a sentence."""

from __future__ import annotations

import re

_TAG = re.compile(r"(?<![\w.'/])j[ksc](?![\w.'/])", re.IGNORECASE)
_ITEM = re.compile(r"[^,;|\n]+")
_NAME = re.compile(r"\s+[A-Z][a-z]")
_JOKED_AT = 4  # words of an item after which "jk" means "just kidding"


def shows_school_tag(text: str, sexual: re.Pattern[str]) -> bool:
    """Whether a text has such a tag. sexual: the words beside which it is one. In capitals it is one but before a name: "JK Rowling"."""
    said = 0
    for item in _ITEM.finditer(text):
        words = item.group()
        for tag in _TAG.finditer(words):
            led, followed = words[: tag.start()].split()[-1:], words[tag.end() :].split()[:1]
            beside = any(sexual.fullmatch(word.strip("().:!?").lower()) for word in (*led, *followed))
            alone = not led and not followed and said < _JOKED_AT
            if alone or ((beside or tag.group().isupper()) and not _NAME.match(words, tag.end())):
                return True
        said = len(words.split())
    return False

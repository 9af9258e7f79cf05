"""Regular plurals, so that a taxonomy file need not spell them out."""

from __future__ import annotations

_VOWELS = tuple("aeiou")


def plural(noun: str) -> str:
    """The regular plural of a noun, and that of compounds in -man, -woman, -person and -child."""
    for one, many in (("woman", "women"), ("man", "men"), ("person", "people"), ("child", "children")):
        if noun.endswith(one):
            return noun[: -len(one)] + many
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")

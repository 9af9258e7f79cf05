"""The little English that candidates need: a or an by sound, capitals, and verbs after "they"."""

from __future__ import annotations

import re

_A_BEFORE = ("eu", "ew", "one", "once", "uni", "use", "usu", "uti", "uk", "ub", "ut", "ug", "ur", "uy", "uig")
_AN_BEFORE = ("hour", "honest", "honor", "honour", "heir")
_VOWELS = tuple("aeiou")
_UNLIKE_A = ("unin", "unim", "unid", "utter", "utmost", "uther", "ugl", "ugh", "urb", "urg", "urs", "urchin", "urn")
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't"}
# By how much one thing is more than another: "much thinner", "a lot heavier".
BY_HOW_MUCH = ("even", "much", "far", "way", "slightly", "somewhat", "considerably")
AMOUNTS = ("lot", "bit", "little", "touch", "tad")
HOW_MUCH = rf"(?:a (?:little )?(?:{'|'.join(AMOUNTS)})|{'|'.join(BY_HOW_MUCH)})"
_FIRST_WORD = re.compile(r"(\s+)([a-z]+(?:n't)?)\b")
_ELEVENS = ("11", "18")


def article(word: str) -> str:
    """An article, by the sound that the next word begins with ("an 18-year-old", "a European", "an heiress")."""
    lower = word.lower()
    if lower[:1].isdigit():
        return "an" if lower[0] == "8" or _leading_number(lower) in _ELEVENS else "a"
    if lower.startswith(_AN_BEFORE):
        return "an"
    if lower.startswith(_A_BEFORE) and not lower.startswith(_UNLIKE_A):
        return "a"
    return "an" if lower.startswith(_VOWELS) else "a"


def capitalised(words: str) -> str:
    """The words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def agreeing(text: str) -> str:
    """A text that follows "they", with its first verb for many: " is tall" becomes " are tall", " waves" " wave"."""
    if text.startswith("'s "):
        return "'re" + text[2:]
    match = _FIRST_WORD.match(text)
    return text if match is None else match[1] + _for_many(match[2]) + text[match.end() :]


def _for_many(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if len(verb) < 4 or not verb.endswith("s") or verb.endswith(("ss", "us", "always", "perhaps", "sometimes")):
        return verb
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("oes", "shes", "ches", "sses", "xes", "zzes")) else verb[:-1]


def _leading_number(word: str) -> str:
    return word[: next((i for i, letter in enumerate(word) if not letter.isdigit()), len(word))]

"""E-mail addresses, phone numbers and account names: they belong to one person and are kept from the cloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import CONTACT, ONE, Form

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,}")
_DIGITS = re.compile(r"\d")
_PHONE = re.compile(r"(?<![\w.])(?:\+\d[\d\s().-]{6,16}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}|0\d{2,4}[\s/-]\d{5,8})(?![\w.])")


def find_contacts(text: str) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
    """Where contact data stand in a text: start, end, and what kind they are of."""
    if "@" in text:
        for match in _ADDRESS.finditer(text):
            yield match.start(), match.end(), (Form((match.group(),), CONTACT, "identity", ONE, ("address",)),)
    if len(_DIGITS.findall(text)) >= 7:
        for match in _PHONE.finditer(text):
            yield match.start(), match.end(), (Form((match.group(),), CONTACT, "identity", ONE, ("phone",)),)

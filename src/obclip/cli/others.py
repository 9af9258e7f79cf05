"""`--other gender=male`: another value of what is hidden, as it is written on a command line."""

from collections.abc import Sequence
from dataclasses import dataclass

from obclip.errors import BadRequest


@dataclass(frozen=True)
class Other:
    """values: by themselves. named: by attribute. person: the first (1), second ... of those who have it, or None."""

    values: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    person: int | None

    @property
    def words(self) -> str:
        """What it says, for a file's name."""
        return " ".join([*self.values, *(value for _, value in self.named), *([] if self.person is None else [str(self.person)])])


def read_others(texts: Sequence[str] | None) -> list[Other]:
    """Each a value ("old"), an attribute and a value ("gender=male"), or several with commas between; what is named twice, once.

    Raises BadRequest.
    """
    return list(dict.fromkeys(_read(text) for text in texts or ()))


def _read(text: str) -> Other:
    values: list[str] = []
    named: list[tuple[str, str]] = []
    person = None
    for part in (part.strip() for part in text.split(",")):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not name or (equals and not value):
            raise BadRequest(f'--other must be like gender=male, old, or age=old,person=2 (got "{text}").', code="no_other")
        if name == "person" and equals:
            if not value.isdecimal():
                raise BadRequest(f'--other: person must be a number, counted from 1 (got "{value}").', code="no_other")
            person = int(value)
        elif equals:
            named.append((name, value))
        else:
            values.append(name)
    return Other(tuple(values), tuple(named), person)

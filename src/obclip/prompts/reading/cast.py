"""Who is in a prompt, while it is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from obclip.prompts.vocabulary.terms import FOLK, NAME, Form, Taxonomy

from .roles import Role
from .units import BREAK, COMMA, Unit

NOBODY, NO_PERSON, ANYBODY = -1, -2, -3


@dataclass(frozen=True)
class Mention:
    """A unit that speaks of a person. head: the noun that an adjective stands before, or -1."""

    unit: int
    form: Form
    person: int
    head: int = -1
    contested: bool = False


@dataclass
class Cast:
    """The persons of one prompt while it is read: built by `read_cast`, then only looked at."""

    units: Sequence[Unit]
    roles: Sequence[Role]
    heads: Sequence[int]
    taxonomy: Taxonomy
    person_of: dict[int, int] = field(default_factory=dict)  # unit of a noun -> person
    nouns: list[int] = field(default_factory=list)  # the units of person nouns, from left to right
    gendered: set[int] = field(default_factory=set)  # persons whose gender is stated by a noun or an adjective
    silent: set[int] = field(default_factory=set)  # persons whose gender a marked choice says, in words that no pronoun follows
    nameless: int = NOBODY  # the person of pronouns that have no noun

    named_apart: int = NOBODY  # the person of the last pronoun so far that means somebody else
    apart: dict[int, int] = field(default_factory=dict)  # unit of such a pronoun -> person
    # Nouns, those of them whose gender is stated, and where a second person's gender is: of nouns for one, and of all nouns.
    single: list[list[int]] = field(default_factory=list)
    several: list[list[int]] = field(default_factory=list)
    first_animal: int = 0
    second_subjects: frozenset[int] = frozenset()  # pronouns that begin a clause as one before them does, where nobody has a noun
    vague: set[int] = field(default_factory=set)  # nouns that mean one of several persons again
    disagree: bool = False  # whether nobody has a noun, and pronouns mean two persons in no way that tells which is which

    extra: int = 0  # persons that have no noun of their own

    # In a list of tags with counts: whom each unit speaks of by itself (NOBODY, or ANYBODY of several), and persons of a group whose
    # gender is the group's.
    owners: Sequence[int] = ()
    alike: dict[int, int] = field(default_factory=dict)

    def nobody_else(self) -> int:
        """The person of a prompt that is spoken of without a noun."""
        if self.nameless == NOBODY:
            self.nameless = self.new_person()
        return self.nameless

    def somebody_apart(self, whom: int) -> int:
        """The person that "one" or "the other" at a place means."""
        if whom not in self.apart:
            self.apart[whom] = self.new_person()
        return self.apart[whom]

    def nouns_in(self, start: int, end: int) -> Sequence[int]:
        """The units of person nouns from start to end."""
        return self.nouns[bisect_left(self.nouns, start) : bisect_left(self.nouns, end)]

    def is_parted(self, place: int) -> bool:
        """Whether a comma or a break stands before a place, or nothing follows."""
        return place >= len(self.units) or self.units[place].before in (COMMA, BREAK)

    def new_person(self) -> int:
        self.extra += 1
        return len(self.units) + self.extra


def noun_form(unit: Unit) -> Form:
    """What a person noun says. A name says nothing here: what it tells is a cue."""
    form = unit.form("noun") or unit.form(FOLK) or unit.form("person") or unit.form("adjective")
    return form if form else Form((unit.word,), NAME)

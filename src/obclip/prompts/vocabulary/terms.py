"""What a taxonomy says once it has been read: attributes, blocks of values, rows of aligned forms, and plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

ONE, MANY = 0, 1

# What a word is. The first line says values of its row; of the others, see `Form`.
Kind = Literal[
    "noun", "adjective", "folk", "phrase", "detail", "decade", "count", "he", "him", "his", "hers", "himself",
    "cue", "name", "known", "contact", "mark",
    "they", "person", "animal", "close", "stop", "lookalike", "place", "hint",
]  # fmt: skip
NOUN: Final = "noun"
ADJECTIVE: Final = "adjective"
FOLK: Final = "folk"
PHRASE: Final = "phrase"
DETAIL: Final = "detail"
CUE: Final = "cue"
NAME: Final = "name"
KNOWN: Final = "known"
CONTACT: Final = "contact"
MARK: Final = "mark"
THEY: Final = "they"
ANIMAL: Final = "animal"
THING: Final = "close"
STOP: Final = "stop"
PLACE: Final = "place"
HINT: Final = "hint"
PERSON_KINDS: Final[tuple[Kind, ...]] = (NOUN, FOLK, "person", NAME, KNOWN)
PRONOUN_KINDS: Final[tuple[Kind, ...]] = ("he", "him", "his", "hers", "himself")
EXPLICIT: Final[frozenset[Kind]] = frozenset({"noun", "adjective", "folk", "phrase", "detail", "decade", *PRONOUN_KINDS})


Home = tuple[str, int]  # an attribute, and the number of one of its blocks


@dataclass(frozen=True)
class Value:
    """One value of an attribute, and which of the attribute's blocks it belongs to."""

    name: str
    attribute: str
    block: int

    @cached_property
    def home(self) -> Home:
        """The block that the value hides in."""
        return self.attribute, self.block


@dataclass(frozen=True)
class Attribute:
    """What is hidden. Its values are cut into blocks; a value hides among the values of its own block.

    single: a person has this attribute once, so that all its words about one person move together.
    apart: its blocks say different things ("tall" and "thin"), so that adjectives of two of them may stand side by side.
    once: the values of blocks of which one is told of a person, since two may contradict each other ("petite" and "fat").
    wider: which blocks (first and last number) are one where more candidates are allowed, the widest first.
    marked: whether it is a choice that the user marked; takes: the attributes whose words about the same person then
    follow it; silent: those of them that turn neutral, for its options are no values that others could follow.
    """

    name: str
    blocks: tuple[tuple[str, ...], ...]
    single: bool = False
    apart: bool = False
    once: frozenset[str] = frozenset()
    wider: tuple[tuple[tuple[int, int], ...], ...] = ()
    marked: bool = False
    takes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Forms that say the same but for the values: man / woman, waiter / waitress, young / middle-aged / old.

    family: rows of one family stand for one another, whichever has cells for the values of the person.
    cells: values in the order of `attributes` -> the canonical form, for one and for many.
    neutral: the word that says none of the values, for one and for many ("" where the word just goes).
    homes: the block of each attribute.
    nominal: whether the adjective alone can mean a person ("an Asian").
    token, many: what stands for a marked choice in the text, and whether all its options mean several.
    """

    name: str
    family: str
    kind: Kind
    attributes: tuple[str, ...]
    cells: Mapping[tuple[str, ...], tuple[str, str]]
    neutral: tuple[str, str]
    homes: tuple[Home, ...]
    nominal: bool = False
    token: str = ""
    many: bool = False


@dataclass(frozen=True)
class Form:
    """A word, or words, that a prompt may hold, and what it says.

    kind: noun, adjective, folk ("Asians"), phrase (needs a person that is named), detail (means a person even if
    none is named), he, him, his, hers, himself: these say values of their row and more ("granny": old).
    cue, name, known: tell the value of the attribute that stands in `row` without naming it.
    place: says the value of who comes from there; its row is one of adjectives where it stands before a noun too ("Hong Kong").
    hint: tells the attribute that stands in `row` beside somebody of whom it is hidden; its value is what it is, a place or a thing.
    they, person (a person of no stated value), animal, close (a thing), stop, lookalike: say no value.
    """

    words: tuple[str, ...]
    kind: Kind
    row: str = ""
    number: int = ONE
    values: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """A whole taxonomy: data with a version.

    forms: by their words. lengths: how many words the forms with these first two words have, the most first.
    families: the row with the most attributes first.
    weak: words that give way to a noun that states the attribute itself ("young" before "boy").
    ages: the highest number of years of a value, and the value, in rising order.
    grown: beside `grown_words`, what becomes of values that must not be among the candidates there.
    grown_only: words that stay beside no minor.
    bound: adjectives that count only before a noun which states the attribute itself ("little" before "boy").
    sure: adjectives that speak of a person wherever one is shown.
    litter: words for kin of animals as well as of people.
    lasting: adjectives that stay before a thing, though their attribute is hidden: colours and ages ("a black dress", "an old car").
    narrow: adjectives that speak of a person only right beside the noun ("black" in "black dress woman" does not).
    beginnings: the first three letters of the words that rows know, for words that are written letter by letter.
    tokens: what stands for the marked choices of one prompt.
    proper: words that mean a person by themselves only with a capital ("a Pole").
    instead: what stands for a cue that other words describe ("a red dress" is a red garment); otherwise: for one that cannot be left out.
    """

    version: str
    attributes: Mapping[str, Attribute]
    values: Mapping[str, Value]
    rows: Mapping[str, Row]
    forms: Mapping[tuple[str, ...], tuple[Form, ...]]
    lengths: Mapping[tuple[str, ...], tuple[int, ...]]
    families: Mapping[str, tuple[Row, ...]]
    weak: frozenset[str]
    narrow: frozenset[str]
    bound: frozenset[str]
    sure: frozenset[str]
    litter: frozenset[str]
    lasting: frozenset[str]
    ages: tuple[tuple[int, str], ...]
    grown: Mapping[str, str]
    grown_words: frozenset[str]
    grown_only: frozenset[str]
    beginnings: frozenset[str]
    tokens: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    proper: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)

    def block(self, value: str) -> tuple[str, ...]:
        """The values that a value hides among, in the published order."""
        found = self.values[value]
        return self.attributes[found.attribute].blocks[found.block]

    def means(self, word: str, *kinds: Kind) -> bool:
        """Whether a word by itself may mean something of one of these kinds."""
        return any(form.kind in kinds for form in self.forms.get((word,), ()))

    def attribute(self, value: str) -> str:
        """The attribute that a value belongs to."""
        return self.values[value].attribute

    def simple_row(self, kind: Kind, value: str) -> Row | None:
        """The first row of a kind that holds the block of this value and nothing else."""
        wanted = (self.values[value].home,)
        return next((row for row in self.rows.values() if row.kind == kind and row.homes == wanted and not row.token), None)

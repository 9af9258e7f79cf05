"""Which values each person has, which words share an axis, and which row of forms each word is rendered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from obclip.prompts.vocabulary.terms import PRONOUN_KINDS, Form, Home, Row, Taxonomy

from .cast import Mention

# Nouns that mean minors and young adults alike.
YOUNG = frozenset("girl girls boy boys lass lasses lassie lad lads laddie girlie".split())

Key = tuple[int, str, int]  # person, attribute, block (0 where a person has the attribute once)


class Identity:
    """The real value behind each axis that the mentions could vary. Built by `identify`, then only looked at."""

    def __init__(self, taxonomy: Taxonomy, alike: Mapping[int, int]) -> None:
        self.taxonomy = taxonomy
        self._alike = alike
        self.values: dict[Key, str] = {}
        self._homes: dict[tuple[int, str], Home] = {}
        self._taken: dict[tuple[int, str], Key] = {}  # attributes of persons that follow a marked choice
        self._rows: dict[tuple[int, str, tuple[str, ...]], Row | None] = {}
        self._keys: dict[tuple[int, str], tuple[Key, ...]] = {}
        self._gender = taxonomy.rows["he"].attributes if alike and "he" in taxonomy.rows else ()

    def add(self, person: int, value: str) -> None:
        """Takes in what is said of a person, unless the axis has a value already."""
        key = self.key(person, value)
        if key not in self.values:
            for attribute in self.taxonomy.attributes[key[1]].takes:
                self._taken.setdefault((person, attribute), key)
            self.values[key] = value
            self._homes[person, key[1]] = self.taxonomy.values[value].home

    def key(self, person: int, value: str) -> Key:
        """The axis that a value said of a person belongs to."""
        return self._key(person, self.taxonomy.values[value].home)

    def keys(self, person: int, row: Row) -> tuple[Key, ...]:
        """The axes that fill the row."""
        asked = person, row.name
        if asked not in self._keys:
            self._keys[asked] = tuple([self._key(person, home) for home in row.homes])
        return self._keys[asked]

    def row(self, person: int, form: Form) -> Row | None:
        """The row that renders a form of this person; None where no row of the family fits."""
        if not form.row:
            return None
        asked = person, form.row, form.values
        if asked not in self._rows:
            self._rows[asked] = self._fitting_row(person, form)
        return self._rows[asked]

    def _fitting_row(self, person: int, form: Form) -> Row | None:
        known = self.taxonomy.rows[form.row]
        for row in self.taxonomy.families[known.family]:
            if row.kind == known.kind and all(self._home(person, home[0], form) == home for home in row.homes):
                return row
        return None

    def _key(self, person: int, home: Home) -> Key:
        if person in self._alike and (home[0] in self._gender or self.taxonomy.attributes[home[0]].marked):
            person = self._alike[person]
        if taken := self._taken.get((person, home[0])):
            return taken
        return person, home[0], 0 if self.taxonomy.attributes[home[0]].single else home[1]

    def _home(self, person: int, attribute: str, form: Form) -> Home | None:
        """The block of a person's attribute; what the form itself says comes first."""
        whose = self._alike.get(person, person) if attribute in self._gender else person
        if (whose, attribute) in self._taken:
            return None
        for value in form.values:
            if self.taxonomy.values[value].attribute == attribute:
                return self.taxonomy.values[self.values[self.key(person, value)]].home
        return self._homes.get((person, attribute))

    def contradicts(self, mention: Mention) -> bool:
        """Whether a mention says another value than what the person has."""
        return any(self.values[self.key(mention.person, value)] != value for value in mention.form.values)


def identify(mentions: Sequence[Mention], words: Iterable[str], taxonomy: Taxonomy, alike: Mapping[int, int] | None = None) -> Identity:
    """The value of each axis: adjectives and phrases before nouns, nouns before pronouns, and the first of equals.

    Beside words of the taxonomy's `grown_words` nobody is a minor, unless one is stated: "girl" means a young woman as well, "child" and
    "10 years old" do not. alike: persons whose gender is that of another.
    """
    grown = {} if states_minor(mentions, taxonomy) or taxonomy.grown_words.isdisjoint(words) else taxonomy.grown
    identity = Identity(taxonomy, alike or {})
    for mention in sorted(mentions, key=lambda mention: (_rank(mention, taxonomy), mention.unit)):
        for value in mention.form.values:
            identity.add(mention.person, grown.get(value, value))
    return identity


def states_minor(mentions: Sequence[Mention], taxonomy: Taxonomy) -> bool:
    """Whether some word means a minor and nobody else: an age, "teenage", "schoolgirl"; not "girl", and not a size as "little" is."""
    return any(_means_minor(mention.form, taxonomy) for mention in mentions)


def _means_minor(form: Form, taxonomy: Taxonomy) -> bool:
    if taxonomy.grown.keys().isdisjoint(form.values):
        return False
    words = " ".join(form.words)
    return not (words in YOUNG or words in taxonomy.weak or words in taxonomy.bound)


def _rank(mention: Mention, taxonomy: Taxonomy) -> int:
    words = " ".join(mention.form.words)
    if words in taxonomy.tokens:
        return -1
    if mention.form.kind in PRONOUN_KINDS:
        return 4 if mention.contested else 3
    if mention.form.kind == "noun":
        return 1
    return 2 if words in taxonomy.weak else 0

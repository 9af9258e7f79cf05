"""Writes the skeleton: the user's words around the gaps, in one register whatever the user's own words were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from obclip.prompts.english.articles import refitted
from obclip.prompts.english.grammar import agreeing, capitalised
from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.compounds import start_of_degree
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.emoji import PLAIN_PERSON
from obclip.prompts.reading.values import Identity, Key
from obclip.prompts.vocabulary.terms import ADJECTIVE, DETAIL, NAME, NOUN, ONE, PHRASE, PRONOUN_KINDS, THEY, Row

from . import kinds, leftovers, said_before, said_of
from .capitals import is_people, is_plain
from .names import as_person, is_bare_god, names_picture
from .someone import fix_named, leads_to_artist, stand_in
from .steps import in_order, insertions
from .template import Gap, Piece, Skeleton
from .tidy import finished


class Omitted(NamedTuple):
    """What the cloud does not see: stretches of the text, names, and units that become "person" ("a blonde")."""

    cuts: Sequence[Cut]
    names: bool
    persons: frozenset[int] = frozenset()


def assemble(text: str, cast: Cast, mentions: Sequence[Mention], identity: Identity, omitted: Omitted) -> tuple[Skeleton, tuple[Key, ...]]:
    """The skeleton, and which axis of which person each of its axes is."""
    writer = _Writer(text, cast, identity, omitted)
    inserted = insertions(cast, mentions, identity)
    for unit, mention, cut in in_order(cast, mentions, omitted.cuts):
        if cut:
            writer.cut(cut)
        elif mention:
            writer.copy(cast.units[unit].start)
            for row, person in inserted.get(unit, ()):
                writer.insert(row, person, mention)
            writer.mention(mention)
    return writer.skeleton()


class _Writer:
    """Collects pieces from left to right."""

    def __init__(self, text: str, cast: Cast, identity: Identity, omitted: Omitted) -> None:
        self._text, self._cast, self._identity, self._omitted = text, cast, identity, omitted
        self._place = 0  # up to where the text has been copied
        self._pieces: list[Piece] = []
        self._keys: dict[Key, int] = {}
        self._owners: dict[int, int] = {}  # place of a gap among the pieces -> person
        self._generalised: list[str] = []
        self._agree = False  # whether the next verb is one of "they"
        self._refit = False  # whether an article may stand before another word now
        self._raised = False  # whether a sentence begins with what comes next
        self._disowned: set[int] = set()  # nouns of kin that stand without their "my" or "her"
        self._moved_capital = -1  # the unit whose capital went to the adjective inserted before it

    def cut(self, cut: Cut) -> None:
        """Leaves a stretch of the text out, with the bracket that a weight in it closes. Cuts may overlap."""
        start, end, brackets = leftovers.within_brackets(self._text, cut)
        self.copy(start)
        self._raised = self._raised or leftovers.began_sentence(self._text, start, end)
        written = brackets + cut.instead if self._place <= start else ""
        self._refit = self._refit or bool(cut.instead)
        self._literal(written)
        self._place = max(self._place, end + leftovers.dash_after(self._text, cut))
        if not written:
            fix_named(self._cast, cut, self._pieces)
            self._close_gap()
            self._place = leftovers.past_part(self._cast, cut, self._pieces, self._place)
        if self._pieces and isinstance(last := self._pieces[-1], str):
            self._pieces[-1], self._place = leftovers.joined_on(self._cast, self._text, cut, last, self._place)
        self._refit = True

    def _close_gap(self) -> None:
        self._place = leftovers.close_gap(self._pieces, self._text, self._place)

    def copy(self, end: int) -> None:
        self._literal(self._text[self._place : end])
        self._place = max(self._place, end)

    def insert(self, row: Row, person: int, mention: Mention) -> None:
        """Writes what a noun says of its person before a mention, which may be another's: "Sasak, Algonquin epileptics" are two peoples."""
        if self._pieces and mention.unit not in self._disowned:
            self._disowned.add(mention.unit)
            said_before.disown(self._pieces, mention.form.number)
        after = self._identity.row(mention.person, mention.form)
        proper = after is not None and not is_plain(after, 0) and self._cast.units[mention.unit].start > 0
        kind = kinds.take_kind(self._pieces, self._cast, self._text, mention.unit)
        self._gap(row, 0, person, self._has_capital(mention) and not proper)
        self._moved_capital = mention.unit
        self._literal(" " + kind)

    def mention(self, mention: Mention) -> None:
        unit = self._cast.units[mention.unit]
        if unit.start < self._place:
            return
        self._place = unit.end
        row = self._row(mention)
        moved = row if row is not None and not row.token else None  # not a marked choice, which stands as it is typed
        if self._is_generalised(mention):
            self._generalise(mention)
        elif row is not None and kinds.is_said_next(self._cast, mention, row, self._identity):
            self._leave_out(mention)
            self._raised = self._raised or self._has_capital(mention)
        elif moved and self._is_repeated(mention, moved):
            said_before.drop_comma(self._pieces)
        elif moved and (said := self._adjectives_after_noun(mention, moved)) is not None:
            said_before.put_before_noun(self._pieces, said, self._identity.taxonomy)
        elif moved and self._is_said_beside(mention, moved):
            self._leave_out(mention) if moved.kind == ADJECTIVE else said_before.take_back(self._pieces, " ")
        elif row is not None and not self._is_said_by_noun(mention, row):
            number = ONE if row.kind == ADJECTIVE else mention.form.number
            self._lead(mention, row)
            self._gap(row, number, mention.person, self._has_capital(mention), self._possessive(mention))
            self._place += self._text.startswith((".,", ".)"), self._place)  # "bros., a film"
            if row.kind == NOUN and row.attributes:
                kinds.put_around(self._pieces, self._cast, self._text, mention.unit, self._identity.taxonomy)
                self._literal("," * leads_to_artist(self._cast, self._text, mention.unit))
            elif leftovers.has_no_noun(self._cast, mention, row):
                self._literal((" person", " people")[mention.form.number])
                self._place = max(self._place, leftovers.past_one(self._cast, mention.unit + 1))
        else:
            self._unmoved(mention)

    def _lead(self, mention: Mention, row: Row) -> None:
        """Writes the article that a word wants, or takes back what only its own wanted: "with a pale complexion" is with fair skin."""
        if row.kind == DETAIL:
            axes = {self._keys.get(key) for key in self._identity.keys(mention.person, row)}
            said_before.take_adjective(self._pieces, axes, self._identity.taxonomy)
        said_before.take_back(self._pieces, leftovers.beside_gap(self._cast, mention.unit, row, self._pieces))
        if self._cast.units[mention.unit].word.endswith("complexion"):
            said_before.take_article(self._pieces)
        self._literal("a " * is_bare_god(self._cast, mention, row))

    def _unmoved(self, mention: Mention) -> None:
        """Writes a word that no row renders: a name, a person of no value, the neutral word of a noun, or nothing."""
        unit = self._cast.units[mention.unit]
        if mention.form.kind == NAME and self._omitted.names:
            self._someone(mention.unit)
        elif (
            mention.form.kind == "person"
            and mention.unit in self._omitted.persons
            and not (leftovers.leads_to_noun(self._cast, mention.unit) or names_picture(self._cast, mention))
        ):
            self._refit = True
            taken, self._place = said_of.take_beside(self._cast, self._text, mention.unit, self._pieces)
            said = taken or said_before.put_noun(self._pieces, mention.form.number, self._identity.taxonomy)
            self._literal("" if said else as_person(self._cast, mention, capital=self._has_capital(mention)))
        elif mention.form.kind in ("person", NAME) and mention.unit not in self._omitted.persons:
            self._literal(self._text[unit.start : unit.end])
        elif mention.form.kind == "noun":
            self._literal(self._identity.taxonomy.rows[mention.form.row].neutral[mention.form.number])
        else:
            self._leave_out(mention)

    def _row(self, mention: Mention) -> Row | None:
        """The row that renders a mention; that of a plain person where what else its emoji shows is withheld."""
        row = self._identity.row(mention.person, mention.form)
        plain = self._identity.taxonomy.rows.get(PLAIN_PERSON)
        row = plain if row and plain and mention.unit in self._omitted.persons and row.homes == plain.homes else row
        return kinds.adjective_before_trade(self._cast, mention.unit, row) or row

    def _someone(self, place: int) -> None:
        """Stands for a name, and for the article before it; "my friend Sarah" is a friend."""
        written, onward = stand_in(self._cast, self._text, place, self._pieces, self._omitted.cuts)
        self._literal(written)
        self._place = max(self._place, onward)
        self._refit = self._refit or (not written and onward >= 0)
        if not written and onward < 0:
            self._close_gap()

    def skeleton(self) -> tuple[Skeleton, tuple[Key, ...]]:
        self.copy(len(self._text))
        leftovers.take_end(self._pieces, self._text)
        return finished(self._pieces, self._keys, self._identity, self._generalised)

    def _has_capital(self, mention: Mention) -> bool:
        """Whether the user wrote the word with a capital at its beginning only; "WOMAN" is written as "woman"."""
        unit = self._cast.units[mention.unit]
        if self._moved_capital == mention.unit or (unit.start and is_people(mention, self._identity.taxonomy)):
            return False
        return self._text[unit.start].isupper() and not self._text[unit.start : unit.end].isupper()

    def _is_generalised(self, mention: Mention) -> bool:
        if mention.form.kind in PRONOUN_KINDS and self._identity.row(mention.person, mention.form) is None:
            return True  # a marked choice says the person's gender, and no row follows its options
        return mention.contested and (mention.form.kind == THEY or self._identity.contradicts(mention))

    def _generalise(self, mention: Mention) -> None:
        unit = self._cast.units[mention.unit]
        written = self._text[unit.start : unit.end]
        if mention.form.kind != THEY:
            neutral = self._identity.taxonomy.rows[mention.form.row].neutral[mention.form.number]
            written = neutral.capitalize() if written[0].isupper() else neutral
        self._generalised.append(written.lower())
        self._literal(written)
        self._agree = mention.form.kind == "he"

    def _is_said_by_noun(self, mention: Mention, row: Row) -> bool:
        """Whether the noun that the adjective stands before says its value by itself ("teenage boy")."""
        if mention.form.kind != ADJECTIVE or row.token or self._cast.person_of.get(mention.head) != mention.person:
            return False  # also in "young and old boys": the noun is one of two groups only
        said = [self._cast.units[noun].form("noun") for noun in leftovers.nouns_together(self._cast, mention.head)]
        rows = [self._identity.row(mention.person, form) for form in said if form]
        keys = set(self._identity.keys(mention.person, row))
        return any(noun is not None and keys <= set(self._identity.keys(mention.person, noun)) for noun in rows)

    def _is_repeated(self, mention: Mention, row: Row) -> bool:
        """Whether the word is a tag of its own that says again what another has said: "an older woman, 47 years old, mature"."""
        place = mention.unit
        alone = row.kind == PHRASE or (row.kind == ADJECTIVE and mention.head < 0 and self._cast.roles[place] != NOUN)
        before = self._pieces[-1] if alone and row.attributes and self._pieces else ""
        if not (isinstance(before, str) and before.rstrip().endswith(",") and self._cast.is_parted(place + 1)):
            return False
        axes = {self._keys.get(key) for key in self._identity.keys(mention.person, row)}
        return any(isinstance(piece, Gap) and axes <= set(piece.axes) for piece in self._pieces)

    def _adjectives_after_noun(self, mention: Mention, row: Row) -> list[Gap] | None:
        """The adjectives that say what a plain noun after another says, and no word beside it; None where it is none, or has none."""
        if not said_before.is_plain_after_noun(self._cast, mention, self._pieces):
            return None
        known = self._identity.keys(mention.person, row)
        keys = [key for key in known if not said_before.is_said_near(self._pieces, {self._keys.get(key)})]
        rows = [self._identity.taxonomy.simple_row(ADJECTIVE, self._identity.values[key]) for key in keys]
        numbers = [self._keys.setdefault(key, len(self._keys)) for key in keys]
        return [Gap(row.name, 0, (axis,)) for row, axis in zip(rows, numbers, strict=True) if row] if all(rows) else None

    def _is_said_beside(self, mention: Mention, row: Row) -> bool:
        """Whether an adjective or the noun beside it has said it: "a black strong African man", "a young man of 27"."""
        phrase = row.kind == PHRASE and self._cast.roles[mention.unit - 1] == NOUN and said_before.has_just_said(self._pieces)
        if not phrase and not (row.kind == ADJECTIVE and mention.head >= 0):
            return False
        return said_before.is_said_near(self._pieces, {self._keys.get(key) for key in self._identity.keys(mention.person, row)})

    def _leave_out(self, mention: Mention) -> None:
        """Drops a word with the adverb before it, and the space after it."""
        unit = self._cast.units[mention.unit]
        said_before.take_back(self._pieces, self._text[start_of_degree(self._cast, mention.unit) : unit.start])
        listed = mention.head == mention.unit + 1 and mention.head == self._cast.heads[mention.unit - 1]
        said_before.take_link(self._pieces, listed, self._identity.taxonomy)
        if (following := leftovers.goes_on_at(self._cast, self._text, mention.unit)) >= 0:
            self._place = following
            self._close_gap()
        self._refit = True

    def _possessive(self, mention: Mention) -> bool:
        """Takes the 's, or the apostrophe of a plural, that follows a noun."""
        end = leftovers.past_possessive(self._cast, self._text, mention)
        self._place = end or self._place
        return end > 0

    def _gap(self, row: Row, number: int, person: int, capital: bool, possessive: bool = False) -> None:
        if not row.attributes:
            form = row.cells[()][number] + ("'s" if possessive else "")
            self._literal(capitalised(form) if capital else form)
            return
        keys = self._identity.keys(person, row)
        if self._repeats(person, row):
            self._pieces.pop()
            return
        axes = tuple(self._keys.setdefault(key, len(self._keys)) for key in keys)
        self._pieces.append(Gap(row.name, number, axes, (capital or self._raised) and is_plain(row, number), possessive))
        self._raised = False
        self._owners[len(self._pieces) - 1] = person

    def _repeats(self, person: int, row: Row) -> bool:
        """Whether another adjective of the same attribute and person stands just before: "Asian Chinese woman", "muscular! fat!"."""
        if len(self._pieces) < 2 or row.kind != ADJECTIVE or row.token:
            return False
        if self._pieces[-1] not in (" ", "! ") and (self._pieces[-1] != ", " or leftovers.LISTS.match(self._text, self._place)):
            return False
        before = self._pieces[-2]
        if not isinstance(before, Gap) or self._owners.get(len(self._pieces) - 2) != person:
            return False
        other, known = self._identity.taxonomy.rows[before.row], self._identity.taxonomy.attributes
        if self._pieces[-1] != " " and other.kind != ADJECTIVE:
            return False  # "dark_skin, dark-skinned_female"
        return other.attributes == row.attributes and (other.homes == row.homes or not any(known[name].apart for name in row.attributes))

    def _literal(self, text: str) -> None:
        if text and self._agree:
            text, self._agree = agreeing(text), False
        if text.strip() and self._raised:
            text, self._raised = capitalised(text), False
        if text and self._refit:
            self._refit = False
            if self._pieces and isinstance(self._pieces[-1], str):
                text = refitted(self._pieces.pop(), text)  # type: ignore[arg-type]
        if text and self._pieces and isinstance(self._pieces[-1], str):
            self._pieces[-1] += text
        elif text:
            self._pieces.append(text)

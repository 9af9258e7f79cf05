"""What stands before a noun that moves and says of what kind the person is: "a pilot girl" is a teenage pilot girl, "an ex-ballerina" a
male ex-ballet dancer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from obclip.prompts.reading.cast import Cast, Mention, noun_form
from obclip.prompts.reading.plain_persons import is_plain_person
from obclip.prompts.reading.roles import PLAIN
from obclip.prompts.reading.units import HYPHEN, SPACE, Unit
from obclip.prompts.reading.values import Identity
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, NOUN, THING, Row, Taxonomy

from .leftovers import leads_to_noun
from .names import begins_sentence
from .template import Gap, Piece

_BEFORE = frozenset({"ex"})
_KINDS = frozenset(
    "anime manga cartoon pixar disney robot android cyborg cyberpunk steampunk zombie wraith ghost skeleton alien opera pop rock jazz "
    "farm punk gothic fantasy 3d 2d office street beach city country village college university orc goblin gnome halfling tiefling vampire "
    "werewolf demon fairy mermaid hipster biker".split()
)


def start_of_kind(cast: Cast, place: int) -> int:
    """The first unit of what says of what kind the noun at a place is, or the noun."""
    while place and _says_kind(cast, place - 1):
        place -= 1
    return place


def put_around(pieces: list[Piece], cast: Cast, text: str, place: int, taxonomy: Taxonomy) -> None:
    """Writes the gap of a noun, the last piece, around what says its kind, as far as that stands before it as it was typed."""
    first, gap = start_of_kind(cast, place), pieces[-1]
    before = pieces[-2] if len(pieces) > 1 else ""
    while first < place and not (isinstance(before, str) and before.endswith(text[cast.units[first].start : cast.units[place].start])):
        first += 1
    kind = text[cast.units[first].start : cast.units[place].start]
    if first == place or _begins(cast, text, first) or not isinstance(gap, Gap) or not isinstance(before, str):
        return
    written = _around(gap, kind, taxonomy)
    if written:
        pieces[-2:] = [piece for piece in (before.removesuffix(kind), *written) if piece]


def take_kind(pieces: list[Piece], cast: Cast, text: str, place: int) -> str:
    """Takes what says the kind of the noun at a place off the last piece, so that an adjective may stand before it."""
    first, last = start_of_kind(cast, place), pieces[-1] if pieces else ""
    kind = text[cast.units[first].start : cast.units[place].start]
    if first == place or cast.roles[first] == NOUN or _begins(cast, text, first) or not isinstance(last, str) or not last.endswith(kind):
        return ""
    pieces[-1:] = [last.removesuffix(kind)] if last != kind else []
    return kind


def adjective_before_trade(cast: Cast, place: int, row: Row | None) -> Row | None:
    """The adjectives that stand for a plain noun of a sex right before what its person does or is: "a [woman] engineer" is female."""
    after = place + 1
    if row is None or row.kind != NOUN or row.token or len(row.attributes) != 1 or after >= len(cast.units):
        return None
    noun, trade = cast.units[place], cast.units[after]
    same = [other for other in cast.nouns_in(0, after + 1) if cast.person_of[other] == cast.person_of.get(place)]
    if same != [place, after] or trade.start != noun.end + 1:
        return None  # after another noun, "a tomboy tired woman engineer", it stays one
    plain = [is_plain_person(unit, cast.taxonomy) for unit in (noun, trade)]
    fits = plain == [True, False] and noun_form(trade).number == noun_form(noun).number and _says_another(trade, row, cast.taxonomy)
    return cast.taxonomy.simple_row(ADJECTIVE, next(iter(row.cells))[0]) if fits else None


def is_said_next(cast: Cast, mention: Mention, row: Row, identity: Identity) -> bool:
    """Whether the noun right after says as much of the person by itself: "a [woman] witch", and any after one that says nothing."""
    if not row.attributes:
        return leads_to_noun(cast, mention.unit)
    after = mention.unit + 1
    if row.kind != NOUN or row.token or after >= len(cast.units) or cast.person_of.get(after) != mention.person:
        return False
    if [unit.word for unit in cast.units[after + 1 : after + 2]] == ["s"]:
        return False  # "the woman queen's crown": alone, a title may only say whose a thing is
    form = cast.units[after].form(NOUN)
    said = identity.row(mention.person, form) if form and cast.units[after].before == SPACE else None
    if form is None or said is None or not is_plain_person(cast.units[mention.unit], cast.taxonomy) or form.number != mention.form.number:
        return False
    return said.kind == NOUN and set(identity.keys(mention.person, row)) <= set(identity.keys(mention.person, said))


def _says_another(trade: Unit, row: Row, taxonomy: Taxonomy) -> bool:
    """Whether a noun is that of a trade, or says something that a row does not: "rabbi", not "witch" or a name."""
    form = noun_form(trade)
    said = taxonomy.rows.get(form.row)
    other = said is not None and said.kind == NOUN and bool(said.attributes) and set(said.attributes).isdisjoint(row.attributes)
    return form.kind == "person" or other


def _begins(cast: Cast, text: str, place: int) -> bool:
    """Whether a capital is there because a text or a sentence begins: "Anime girl"."""
    start = cast.units[place].start
    return text[start].isupper() and begins_sentence(text, start)


def _says_kind(cast: Cast, place: int) -> bool:
    unit, after = cast.units[place], cast.units[place + 1]
    if after.before == HYPHEN:
        return unit.word in _BEFORE
    if after.before != SPACE:
        return False
    if cast.roles[place] == NOUN:
        return cast.person_of[place] == cast.person_of.get(place + 1) and noun_form(unit).kind == "person"
    return cast.roles[place] in (PLAIN, THING, ANIMAL) and unit.word in _KINDS


def _around(gap: Gap, kind: str, taxonomy: Taxonomy) -> Sequence[Piece]:
    """The pieces for a noun whose forms begin with an adjective where they have several words; nothing where they do not."""
    row = taxonomy.rows[gap.row]
    adjective = _adjective_before_neutral(row, gap.number, taxonomy)
    if adjective is not None:
        noun = row.neutral[gap.number]
        owner = ("'" if gap.number and noun.endswith("s") else "'s") if gap.possessive else ""
        return Gap(adjective.name, 0, gap.axes, gap.capital), f" {kind}{noun}{owner}"
    leading = {form[gap.number].rpartition(" ")[0] for form in row.cells.values()}
    if leading == {""} or not all(not word or _is_adjective(word, taxonomy) for word in leading):
        return ()
    return replace(gap, part="first", possessive=False), kind, replace(gap, part="last", capital=False)


def _adjective_before_neutral(row: Row, number: int, taxonomy: Taxonomy) -> Row | None:
    """The adjectives that all forms of a row are its neutral word with: "male singer", "female singer"."""
    if len(row.attributes) != 1:
        return None
    found = taxonomy.simple_row(ADJECTIVE, next(iter(row.cells))[0])
    if found is None:
        return None
    fitting = all(form[number] == f"{found.cells[cell][0]} {row.neutral[number]}" for cell, form in row.cells.items())
    return found if fitting else None


def _is_adjective(word: str, taxonomy: Taxonomy) -> bool:
    return any(form.kind == ADJECTIVE for form in taxonomy.forms.get(tuple(word.replace("-", " ").split()), ()))

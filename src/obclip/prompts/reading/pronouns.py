"""Whom a pronoun stands for. His, him and her are told apart by what follows, never by which it is."""

from __future__ import annotations

from bisect import bisect_left

from obclip.prompts.english.numbers import ONES
from obclip.prompts.vocabulary.terms import ANIMAL, CUE, NOUN, ONE, PRONOUN_KINDS, STOP, THEY, Form, Kind
from obclip.prompts.vocabulary.words import harmless, things

from .cast import NOBODY, Cast, Mention, noun_form
from .likenesses import is_of_ship
from .roles import PLAIN, PRONOUN
from .units import HYPHEN, SPACE, Unit

_CLAUSE_LINKS = frozenset("and or but while whereas".split())
_BESIDE = frozenset("behind around beside above near before below over under beneath past".split())
_BESIDE_IN_TWO = frozenset({("front", "of"), ("next", "to"), ("close", "to"), ("ahead", "of")})
_SEEN = frozenset(
    "asleep awake alight ablaze aglow bright dim dark empty full calm ready lit fallen broken torn visible alive dead blurry silent "
    "quiet still endless frozen hidden clear golden red blue green".split()
)
_PARTS = frozenset({"back", "left", "right", "front", "side"})


def find_antecedents(cast: Cast) -> None:
    """The nouns that pronouns may stand for: those of one person first, and of these the ones whose gender is stated."""
    single = [noun for noun in cast.nouns if noun_form(cast.units[noun]).number == ONE]
    for nouns, found in ((single, cast.single), (cast.nouns, cast.several)):
        told = [noun for noun in nouns if cast.person_of[noun] in cast.gendered]
        other = next((noun for noun in told if cast.person_of[noun] != cast.person_of[told[0]]), len(cast.units))
        found += [nouns, told, [other]]
    if not cast.nouns:
        cast.second_subjects = _second_subjects(cast)
        cast.disagree = not cast.second_subjects and _disagree(cast)
    cast.first_animal = next((place for place, role in enumerate(cast.roles) if role == ANIMAL or _is_breed(cast, place)), len(cast.units))


def _is_breed(cast: Cast, place: int) -> bool:
    """Whether a unit of several words is an animal by its last: "golden retriever"."""
    unit, last = cast.units[place], cast.units[place].word.rpartition(" ")[2]
    return unit.form("lookalike") is not None and cast.taxonomy.means(last, ANIMAL)


def pronoun(cast: Cast, place: int) -> Mention | None:
    unit = cast.units[place]
    if is_of_ship(cast.units, place):
        return None
    person, contested = antecedent(cast, place)
    contested = contested or person in cast.silent
    form = unit.form("they") if cast.roles[place] == THEY else _case(cast, place)
    if form is None or person == NOBODY or (cast.roles[place] == THEY and not contested):
        return None
    return Mention(place, form, person, contested=contested)


def _case(cast: Cast, place: int) -> Form | None:
    """The form of a pronoun in its place. His, him and her are told apart by what follows, not by which it is."""
    unit, after = cast.units[place], place + 1
    if unit.word in cast.taxonomy.tokens:
        return unit.forms[0]
    sure = unit.form("he", "himself")
    if sure or unit.word == "hers":
        return sure or unit.form("hers")
    owns = (
        after < len(cast.units)
        and cast.units[after].before == SPACE
        and (cast.roles[after] not in (STOP, PRONOUN) or _is_part(cast, after) or _counts(cast, after))
        and not _is_change(cast.units[after])
        and not (_is_listed(cast, place) or _is_seen_beside(cast, place))
    )
    kind: Kind = "his" if owns else "hers" if unit.word == "his" else "him"
    values = unit.form(*PRONOUN_KINDS)
    return Form((unit.word,), kind, kind, ONE, values.values) if values else None


def _is_listed(cast: Cast, place: int) -> bool:
    """Whether a pronoun follows another in a list of pronouns: "she/her"."""
    return place > 0 and cast.units[place].before == HYPHEN and cast.units[place - 1].form("he") is not None


def _is_seen_beside(cast: Cast, place: int) -> bool:
    """Whether something is seen beside somebody, and what follows is said of it: "the band behind her blurred"."""
    after, before = place + 1, [unit.word for unit in cast.units[max(0, place - 2) : place]]
    beside = before[-1:] and (before[-1] in _BESIDE or tuple(before) in _BESIDE_IN_TWO)
    if not beside or cast.units[place].before != SPACE or cast.roles[after] != PLAIN:
        return False
    word = cast.units[after].word
    said = word in _SEEN or (word.endswith(("ing", "ed")) and word in harmless() and word not in things())
    ends = cast.is_parted(after + 1) or cast.roles[after + 1] == STOP or cast.units[after + 1].word.endswith("ly")
    return said and ends


def _is_part(cast: Cast, place: int) -> bool:
    """Whether a word that may be an adverb is a noun after a preposition and its pronoun: "wings that extend from his back"."""
    return cast.units[place].word in _PARTS and place > 1 and cast.roles[place - 2] == STOP and cast.units[place - 1].before == SPACE


def _counts(cast: Cast, place: int) -> bool:
    """Whether a number leads to what somebody has: "his two mothers"."""
    follows = place + 1 < len(cast.units) and cast.units[place + 1].before == SPACE
    return cast.units[place].word in ONES and follows and cast.roles[place + 1] not in (STOP, PRONOUN)


def _is_change(unit: Unit) -> bool:
    """Whether a unit says how much younger or older somebody is made, which nobody owns: "make her ten years younger"."""
    return unit.form(CUE) is not None and unit.word.endswith((" younger", " older"))


def antecedent(cast: Cast, place: int) -> tuple[int, bool]:
    """The person that a pronoun stands for, and whether two or more could be meant."""
    if place in cast.apart or _is_another(cast, place) or place in cast.second_subjects:
        if place not in cast.apart:
            cast.apart[place] = cast.named_apart = cast.new_person()
        return cast.apart[place], False
    if cast.named_apart != NOBODY:
        return cast.named_apart, True
    for nouns, told, other in (cast.single, cast.several):
        before, gendered = bisect_left(nouns, place), bisect_left(told, place)
        if before:
            return cast.person_of[told[gendered - 1] if gendered else nouns[before - 1]], other[0] < place
    if cast.first_animal < place:
        return NOBODY, False
    if cast.nouns and cast.nameless == NOBODY and not _joins(cast, place + 1):
        return cast.person_of[cast.nouns[0]], False
    return cast.nobody_else(), cast.disagree


def _second_subjects(cast: Cast) -> frozenset[int]:
    """The pronouns that begin a clause or an item as one before them does: "she's 19 and he's 91", "her: ..., him: ..."."""
    alone = subject = False
    found = set[int]()
    for place, role in enumerate(cast.roles):
        if role != PRONOUN:
            continue
        is_alone = cast.is_parted(place) and place + 1 < len(cast.units) and cast.is_parted(place + 1)
        is_subject = cast.units[place].form("he") is not None
        linked = is_subject and place > 0 and cast.units[place - 1].word in _CLAUSE_LINKS
        if (is_alone and alone) or (linked and subject):
            found.add(place)
        alone, subject = alone or is_alone, subject or is_subject
    return frozenset(found)


def _disagree(cast: Cast) -> bool:
    """Whether pronouns mean two persons, in no way that tells which is which: "he smiles, she frowns"."""
    places = [place for place, role in enumerate(cast.roles) if role == PRONOUN]
    forms = [cast.units[place].form(*PRONOUN_KINDS) for place in places]
    return len({form.values for form in forms if form}) > 1 and not any(_is_another(cast, place) for place in places)


def _is_another(cast: Cast, place: int) -> bool:
    """Whether "and" or "or" joins a pronoun to a person before it, so that it means somebody else: "he and she"."""
    if place < 2 or not _joins(cast, place - 1):
        return False
    form = _case(cast, place) if cast.roles[place] == PRONOUN else None
    other = cast.roles[place - 2]
    verb_follows = other == NOUN and not cast.is_parted(place + 1)  # "a man smiles at a boy and he waves"
    return form is not None and form.kind in ("he", "him") and other in (NOUN, PRONOUN) and not verb_follows


def _joins(cast: Cast, place: int) -> bool:
    return place < len(cast.units) and cast.units[place].word in ("and", "or") and cast.units[place].before == SPACE

"""What looks like a person and is none: "wizard robe", a chess king, "the male" of a pride of lions, stripes in black, white and blue.

Nothing here looks at a value: rows, kinds and places alone decide, so that each candidate is read alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.english.verbs import FORMS_OF_IS
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, FOLK, KNOWN, NAME, NOUN, PHRASE, STOP, Taxonomy

from .figures import FIGURES, is_mere_figure
from .leading import is_prefix
from .plain_persons import is_plain_person
from .units import COMMA, HYPHEN, SPACE, Unit

_NEAR = 40  # units
_ANYBODY = frozenset(["someone", "somebody"])
COSTUMES = frozenset(
    "costume costumes outfit outfits uniform uniforms robe robes hat hats cap caps attire garb cosplay clothes clothing habit boots apron "
    "aprons headdress regalia vestments garments gear headgear sandals armor armour helmet helmets jacket coat cloak cape mask masks "
    "gloves belt trousers garment dress dresses gown gowns skirt skirts blouse lingerie swimsuit".split()
)
# What creatures have and persons do not: "demon horns", "angel wings".
_GROWN_ON = frozenset("horns horn wings wing tail tails fangs claws ears tentacles scales tusks antlers halo hooves".split())
_PIECES = frozenset("king kings queen queens bishop bishops knight knights".split())
_BOARDS = frozenset(["chess", "chessboard", "chessboards", "checkmate", "chessmen", "pawn", "pawns", "rook", "rooks"])
_BIRDS = frozenset(["cardinal", "cardinals"])
_OF_BIRDS = frozenset(
    "branch branches twig twigs perch perched perching feeder birdfeeder birdbath birdhouse nest beak feathers plumage bird birds".split()
)
_DYKES = frozenset(["dyke", "dykes"])
_OF_DYKES = frozenset(
    "sea river riverside water canal canals polder polders flood flooded flooding tide tidal sheep grass grassy windmill windmills coast "
    "coastal ditch embankment levee seawall marsh marshes wetland wetlands estuary lake waves dam dams meadow lighthouse shore".split()
)
_PLAYS = frozenset(["play", "plays", "played", "playing"])
_LIKE_PERSONS = frozenset(["anthropomorphic", "anthropomorphized", "anthro", "furry", "fursona", "humanoid", "feral", "disney", "zootopia"])
_COMMON_HEROES = frozenset(
    "wolf fox bear lion lioness tiger rabbit bunny hare mouse rat cat kitten dog puppy frog toad owl penguin "
    "raccoon badger hedgehog otter hamster "
    "squirrel pig panda koala gecko turtle tortoise duck chicken goat sheep donkey".split()
)
_DRESSED = frozenset(["dressed", "disguised", "costumed", "posing"])
_GENRES = frozenset(["cyberpunk", "steampunk"])  # a style, and who follows it
_DETERMINERS = frozenset("a an the this that one another every some".split())
_OF_A_KIND = frozenset(["male", "males", "female", "females", "adult", "adults", "little one", "little ones"])
# What somebody is, and what is said of things as well: "a young Indian professional", but "a young professional headshot".
_SELDOM_PERSONS = frozenset(
    "professional professionals creative creatives academic academics local locals mystic mystics royal royals communist socialist "
    "fascist".split()
)
_SKIN_COLOURS = frozenset("black white brown tan dark pale fair blonde blond".split())
_COLOURS = frozenset(
    "red blue green yellow purple pink orange grey gray silver gold golden beige navy teal turquoise cyan magenta "
    "violet maroon cream ivory "
    "crimson scarlet khaki lavender burgundy indigo lilac bronze copper aqua mint coral".split()
)
_PROGRAM = "maya"
_PROGRAMS = frozenset(
    "octane houdini blender zbrush cinema autodesk vray arnold renderman substance nuke keyshot redshift 3d render vfx".split()
)
_SHADES = frozenset("light dark pale deep bright soft hot pastel warm cool muted".split())
_PALETTES = frozenset("tonality tonalities tone tones palette color colors colour colours scheme hues shades accents stripes".split())
_LINKS = frozenset(["and", "or"])
_JOINING = _LINKS | _SHADES | _PALETTES
HAIR = frozenset(
    "hair haired hairstyle hairdo locks curls braids bangs ponytail ponytails pigtail pigtails twintails "
    "hairstyles bun buns braid bob eyebrows eyebrow lashes beard wig fur mane".split()
)
_LIMBS = frozenset(f"{lead}one {limb}" for lead in ("", "with ") for limb in ("arm", "hand", "leg", "foot", "eye"))
_HELD = frozenset(
    "up down out in on over behind above across around against bent held wide open closed shut akimbo crossed forward high under beneath "
    "toward towards through to at outside inside while visible slightly".split()
)
_SHIPS = frozenset(
    "ship ships boat vessel yacht ferry freighter tanker liner schooner frigate galleon sailboat steamer "
    "steamship warship battleship submarine "
    "carrier destroyer cruiser tugboat trawler clipper cutter brig sloop dinghy barge canoe spaceship starship "
    "spacecraft locomotive airship "
    "zeppelin".split()
)
_OF_SHIPS = frozenset(
    "hull bow stern deck decks keel mast masts sail sails rigging anchor crew funnel funnels prow rudder cargo "
    "engines propeller propellers bridge "
    "portholes cannons guns flag flags name nameplate figurehead smokestack smokestacks gunports wake".split()
)
_SAILING = frozenset("starboard aground heels lists capsizes".split())
_HEAVENLY = frozenset("moon sun earth nature sea ocean night winter spring summer autumn dawn venus".split())
_OF_HEAVENS = frozenset(
    "quarter quarters phase phases glory fullness splendor splendour majesty orbit crater craters rays beams halo stars tides waves "
    "forests seasons oceans creatures".split()
)
# Said of light, things and moods; of somebody right before a plain word for a person, or after "she is".
SELDOM_SAID = frozenset(["dark", "yellow", "zen", "insane"])
_BEING = frozenset(["is", "are", "was", "were", "s"])
_BEINGS = frozenset(["he", "she", "they", "who"])
_ALSO_DONE = frozenset(f"{word}{ending}" for word in "cook nurse guard coach model host pilot judge".split() for ending in ("", "s"))
_LEADING_TO_WORN = frozenset("with in wearing sporting".split())
_MOST_WORDS = 3


def is_no_person(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a noun for persons means something worn, carved or with four legs here."""
    unit = units[place]
    if unit.form(NAME, KNOWN, FOLK) or unit.word in _ANYBODY:
        return False
    if unit.word in FIGURES:
        return is_mere_figure(units, place)
    if unit.word in _GENRES:
        return not place or unit.before != SPACE or units[place - 1].word not in _DETERMINERS
    if unit.word in _OF_A_KIND:
        return _is_of_a_kind(units, place)
    if unit.word in _SELDOM_PERSONS:
        return not _is_somebody(units, place)
    if (
        (unit.form(CUE) and (_leads_to_hair(units, place) or _is_further_look(units, place)))
        or _is_dressed_animal(units, place)
        or is_prefix(units, place)
    ):
        return True
    if unit.word in taxonomy.litter and place and units[place - 1].word == "its":  # "a baby elephant and its mother"
        return any(other.form(ANIMAL) for other in units[max(0, place - _NEAR) : place])
    company = _OF_BIRDS if unit.word in _BIRDS else _OF_DYKES if unit.word in _DYKES else frozenset()
    if any(other.word in company for other in units[max(0, place - _NEAR) : place + _NEAR]):
        return True
    if " " in unit.word or is_plain_person(unit, taxonomy):  # after a girl, clothes may follow without a preposition
        return False
    return (
        _is_done(units, place)
        or _names_costume(units, place)
        or (unit.word in _PIECES and _is_piece(units, place))
        or _is_animal_hero(units, place)
    )


def _is_done(units: Sequence[Unit], place: int) -> bool:
    """Whether a trade is a verb after what is worn: "women in saris cook", "a man in a kilt cooks"."""
    first, done = max(0, place - _MOST_WORDS - 1), units[place].form(NOUN, FOLK, "person")
    leads = next((left for left in range(place - 2, first, -1) if units[left].word in _LEADING_TO_WORN), 0)
    who = units[leads - 1].form(NOUN, FOLK, "person") if leads else None
    worn = units[place].word in _ALSO_DONE and units[place].before == SPACE and units[place - 1].form(CUE) is not None
    return worn and who is not None and done is not None and who.number != done.number


def is_mere_look(units: Sequence[Unit], place: int) -> bool:
    """Whether a word that may be said of a person is a colour of things here, what a picture is made with, or what an arm does."""
    word = units[place].word
    if word in _SKIN_COLOURS:
        return _is_mere_colour(units, place)
    return _is_mere_program(units, place) if word == _PROGRAM else word in _LIMBS and _is_mere_pose(units, place)


def _is_mere_colour(units: Sequence[Unit], place: int) -> bool:
    """Whether a word that may be said of skin is one of a list of colours: "in black, white and blue", "black, white, orange"."""
    run = [*_run_of_colours(units, place, -1), *_run_of_colours(units, place, 1)]
    words = {word for word, _ in run}
    linked = not words.isdisjoint(_LINKS | _PALETTES) or any(between == HYPHEN for _, between in run)
    return not words.isdisjoint(_COLOURS) and (linked or sum(word not in _SHADES for word, _ in run) > 1)


def _is_mere_program(units: Sequence[Unit], place: int) -> bool:
    """Whether "maya" is what a picture is made with: beside another program."""
    near = units[max(0, place - _MOST_WORDS) : place + _MOST_WORDS]
    return any(unit.word in _PROGRAMS for unit in near)


def is_mere_mood(units: Sequence[Unit], place: int, head: int, taxonomy: Taxonomy) -> bool:
    """Whether such a word says nothing of a person: in "dark wizard", "1girl, dark, moody". head: the noun that it belongs to, or -1."""
    if units[place].word not in SELDOM_SAID & taxonomy.narrow:
        return False
    if head >= 0:
        return not is_plain_person(units[head], taxonomy)
    return place < 2 or units[place - 1].word not in _BEING or not (units[place - 2].word in _BEINGS or units[place - 2].form(NOUN))


def _is_mere_pose(units: Sequence[Unit], place: int) -> bool:
    """Whether "with one arm" only says what the arm does: "with one arm raised"."""
    after = place + 1
    if after >= len(units) or units[after].before not in (SPACE, HYPHEN):
        return False
    return units[after].word in _HELD or units[after].word.endswith(("ed", "ing"))


def is_of_ship(units: Sequence[Unit], place: int) -> bool:
    """Whether a pronoun owns a part of a ship that was spoken of, "a container ship, her hull painted red"; or, where nobody is shown, is
    said to be one, or owns what the moon or the like has: "the moon in her first quarter"."""
    before, words = units[max(0, place - _NEAR) : place], [unit.word for unit in units[place + 1 : place + 2 + _MOST_WORDS]]
    near = words[:_MOST_WORDS]
    if not _OF_SHIPS.isdisjoint(near) and _spoken_of(before, _SHIPS) and not any(unit.form(NOUN, FOLK, NAME, KNOWN) for unit in before):
        return True
    told = words[:1] and words[0] in _BEING and words[1:2] in (["a"], ["the"]) and not _SHIPS.isdisjoint(words[2:])
    owned = _spoken_of(before, _HEAVENLY) and not _OF_HEAVENS.isdisjoint(near)
    sails = _spoken_of(before, _SHIPS) and not _SAILING.isdisjoint(near)  # "an old ship, she leans to starboard"
    return bool(told or owned or sails) and not any(unit.form(NOUN, FOLK, NAME, KNOWN, "person") for unit in units)


def _spoken_of(before: Sequence[Unit], named: frozenset[str]) -> bool:
    return any(unit.word.rsplit(" ", 1)[-1] in named for unit in before)


def is_included(units: Sequence[Unit], place: int) -> bool:
    """Whether the word stands in "giraffes, including an infant"."""
    words = [unit.word for unit in units[max(0, place - 2) : place]]
    return "including" in words and any(unit.form(ANIMAL) for unit in units[max(0, place - 5) : place])


def _names_costume(units: Sequence[Unit], place: int) -> bool:
    after = place + 1
    return after < len(units) and units[after].before == SPACE and (units[after].word in COSTUMES or units[after].word in _GROWN_ON)


def _is_piece(units: Sequence[Unit], place: int) -> bool:
    """Whether chess is spoken of nearby, and nobody plays it."""
    near = {unit.word for unit in units[max(0, place - _NEAR) : place + _NEAR]}
    spoken_of = any(word in _BOARDS or word.startswith("chess ") for word in near)
    return spoken_of and _PLAYS.isdisjoint(near)


def _is_animal_hero(units: Sequence[Unit], place: int) -> bool:
    """Whether an animal has the part of a person: "an anthropomorphic wolf queen"."""
    if not place or units[place].before not in (SPACE, HYPHEN) or not units[place - 1].form(ANIMAL) or not units[place].form(NOUN):
        return False
    before = {unit.word for unit in units[max(0, place - 1 - _MOST_WORDS) : place]}
    return not before.isdisjoint(_COMMON_HEROES) or not before.isdisjoint(_LIKE_PERSONS)


def _is_dressed_animal(units: Sequence[Unit], place: int) -> bool:
    """Whether an animal is dressed as somebody: "a stuffed bear dressed as a king"."""
    left = place - 1
    while left > 0 and place - left < _MOST_WORDS and units[left].word != "as":
        left -= 1
    if left < 1 or units[left].word != "as" or units[left - 1].word not in _DRESSED:
        return False
    before = units[max(0, left - 2 * _MOST_WORDS) : left]
    return any(unit.form(ANIMAL) for unit in before) and not any(unit.form(NOUN, "person", FOLK, NAME, KNOWN) for unit in before)


def _is_of_a_kind(units: Sequence[Unit], place: int) -> bool:
    """Whether "the male" is said after an animal, where nobody else is shown."""
    if not _is_the(units, place) or not any(unit.form(ANIMAL) for unit in units[max(0, place - _NEAR) : place]):
        return False
    near = range(max(0, place - _NEAR), min(len(units), place + _NEAR))
    return not any(
        units[other].form(NOUN, "person", FOLK, NAME, KNOWN) and not (units[other].word in _OF_A_KIND and _is_the(units, other))
        for other in near
    )


def _is_somebody(units: Sequence[Unit], place: int) -> bool:
    """Whether such a word ends a phrase that begins like one about a person: "a Nigerian agricultural professional with a smile"."""
    after = units[place + 1] if place + 1 < len(units) else None
    ends = after is None or after.before != SPACE or after.form(STOP, PHRASE, DETAIL) or after.word.endswith("ing")
    left = place
    while left and units[left].before == SPACE and place - left < _MOST_WORDS and not units[left - 1].form(STOP):
        left -= 1
    said = any(unit.form(ADJECTIVE) for unit in units[left:place])
    return bool(ends) and (said or units[place - 1].word in _DETERMINERS) and place > 0


def _is_the(units: Sequence[Unit], place: int) -> bool:
    return place > 0 and units[place].before == SPACE and units[place - 1].word == "the"


def _leads_to_hair(units: Sequence[Unit], place: int) -> bool:
    """Whether a word that may mean a person only says of what colour hair is: "brown and blonde layered hair"."""
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(units))):
        if units[after].before not in (SPACE, HYPHEN):
            return False
        if units[after].word in HAIR:
            return True
        if units[after].form("stop", "person") and units[after].word not in _LINKS:
            return False
    return False


def _is_further_look(units: Sequence[Unit], place: int) -> bool:
    """Whether "and" joins such a word to what else is said of somebody: "she is tall and blonde", "she is blonde and 50"."""
    before, after = units[max(0, place - 2) : place], units[place + 1 : place + 2]
    joined = len(before) == 2 and before[1].word == "and" and before[1].before == units[place].before == SPACE
    if place and units[place - 1].word in FORMS_OF_IS and after and after[0].word == "and" and after[0].before == SPACE:
        return units[place + 2 : place + 3] != [] and units[place + 2].form(ADJECTIVE, PHRASE) is not None
    ends = not after or after[0].before != SPACE or after[0].form(STOP) is not None
    return joined and ends and before[0].form(ADJECTIVE) is not None


def _run_of_colours(units: Sequence[Unit], place: int, step: int) -> list[tuple[str, str]]:
    """The colours and links of a list that goes on from here to one side, each with what parts it from the one before."""
    here = place
    found: list[tuple[str, str]] = []
    while len(found) < 2 * _MOST_WORDS and 0 <= here + step < len(units):
        other = here + step
        word, between = units[other].word, units[max(here, other)].before
        joined = between in (COMMA, HYPHEN) or (between == SPACE and not _JOINING.isdisjoint((word, units[here].word)))
        if not joined or word not in _JOINING | _SKIN_COLOURS | _COLOURS:
            break
        found.append((word, between))
        here = other
    return found

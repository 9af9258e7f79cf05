"""Words for persons that are said of animals and plants: "male lion", "elephant mother", "baby carrot"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ANIMAL, MANY, PERSON_KINDS, Taxonomy

from .likenesses import is_included
from .units import SPACE, Unit

_MOST_WORDS = 2
_GROWN_IN_BEDS = frozenset(
    "radish radishes carrot carrots potato potatoes tomato tomatoes turnip turnips beet beets cabbage cabbages lettuce pumpkin pumpkins "
    "cucumber cucumbers eggplant eggplants mushroom mushrooms pineapple pineapples banana bananas avocado avocados plant plants "
    "seedling seedlings sprout sprouts cactus cacti succulent succulents vegetable vegetables".split()
)


def is_of_an_animal(units: Sequence[Unit], roles: Sequence[str], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a person word stands right before or after an animal, or before a plant: "male lion", "elephant mother", "baby carrot"."""
    unit, after = units[place], place + 1
    if unit.word in taxonomy.litter and place:
        beside = unit.before == SPACE and units[place - 1].form("animal") is not None
        if beside or is_included(units, place):
            return True
    if unit.word in ("baby", "albino"):  # "baby lop eared bunny", "baby daikon radish"
        while after < len(units) and units[after].before == SPACE and roles[after] == "plain" and after - place <= _MOST_WORDS:
            if units[after].word in _GROWN_IN_BEDS:
                return True
            after += 1
    # "black women bears": a noun that says of what kind the animals are says so of one
    several = all(form.number == MANY for form in unit.forms if form.kind in PERSON_KINDS)
    return after < len(units) and units[after].before == SPACE and roles[after] == ANIMAL and not several

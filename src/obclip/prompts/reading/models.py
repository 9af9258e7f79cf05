"""Models of machines by their make and number, which are things whatever else their words mean: "Ford Ranger", "3008 Mark I"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, KNOWN, NOUN, STOP, THING, Form, Taxonomy
from obclip.prompts.vocabulary.words import given_names, neutral_persons, surnames

from .units import SPACE, Unit, Word, read_units

# Makes that are nobody's name, and those that somebody may have as well.
_MAKES = frozenset(
    "audi bmw bugatti buick cadillac chevrolet chevy chrysler citroen citroën dacia daewoo daihatsu datsun fiat hyundai isuzu jeep lada "
    "lamborghini lancia mitsubishi nissan oldsmobile opel peugeot pontiac skoda škoda ssangyong subaru trabant vauxhall "
    "volkswagen volvo vw".split()
)
_NAMED_MAKES = frozenset(
    "acura amc austin benz bentley daimler davidson dodge ferrari ford hillman holden honda hudson jaguar kawasaki kia lexus lincoln "
    "maserati mazda mercedes mercury morris plymouth porsche renault royce rover saab suzuki tesla toyota triumph yamaha".split()
)
# Words for persons and peoples that makers call models by.
_MODELS = frozenset(
    "admiral amazon ambassador apache baron captain cavalier champion cherokee comanche commander corsair countess crusader diplomat duke "
    "escort explorer ghost herald highlander hunter major master minor monarch navigator nomad pathfinder patriot pilot prince ranger "
    "rebel regent rogue scout senator sultan victor viceroy viking voyager warrior".split()
)
_OPENED = frozenset("the a an this that".split())
_NUMBER = re.compile(r"[ivx]{1,4}|\d{1,2}")
_MARKS = frozenset({"mark", "mk"})


def with_models(units: Sequence[Unit], taxonomy: Taxonomy) -> Sequence[Unit]:
    """The units with the words of models as things."""
    found = _models(units, taxonomy)
    return [_as_thing(unit) if place in found else unit for place, unit in enumerate(units)] if found else units


def words_with_models(words: Sequence[Word], text: str, taxonomy: Taxonomy) -> Sequence[Word]:
    """The words of a text with those of models as things."""
    if not any(word in _MARKS or word.rpartition(" ")[2] in _MAKES | _NAMED_MAKES for _, _, word, _ in words):
        return words
    return [(unit.start, unit.end, unit.word, unit.forms) for unit in with_models(read_units(text, taxonomy), taxonomy)]


def _as_thing(unit: Unit) -> Unit:
    return unit._replace(forms=(Form((unit.word,), THING),))


def _models(units: Sequence[Unit], taxonomy: Taxonomy) -> set[int]:
    """Where words of models stand, and makes that are nobody's name."""
    found = {place for place in range(len(units)) if _is_model(units, place) or _is_mark(units, place)}
    makes = [place for place, unit in enumerate(units) if unit.word in _MAKES and unit.unknown and unit.capital]
    found.update(place for place in makes if place + 1 in found or not _leads_to_person(units, place + 1))
    return {place for place in found if units[place].word not in taxonomy.tokens}


def _is_model(units: Sequence[Unit], place: int) -> bool:
    """Whether a word is a model's right after its make: "Ford Ranger", "Opel Kadett"; not in "a Black Ford Ranger driver"."""
    if not place or units[place].before != SPACE:
        return False
    unit, make = units[place], units[place - 1].word.rpartition(" ")[2]
    if unit.word in _MODELS:
        model = make in _MAKES or make in _NAMED_MAKES
    else:
        model = make in _MAKES and unit.capital and unit.unknown and unit.word not in given_names() and unit.word not in surnames()
    return model and not _leads_to_person(units, place + 1)


def _leads_to_person(units: Sequence[Unit], place: int) -> bool:
    """Whether a phrase goes on from a place to somebody."""
    while place < len(units) and units[place].before == SPACE and (units[place].form(STOP) is None or units[place].word == "i"):
        if units[place].form(NOUN, FOLK, KNOWN, "person") or units[place].word in neutral_persons():
            return True
        place += 1
    return False


def _is_mark(units: Sequence[Unit], place: int) -> bool:
    """Whether "Mark" and a number say which of several models one is: "Golf Mark II"; not "King Mark II"."""
    after = units[place + 1 : place + 2]
    if units[place].word not in _MARKS or not after or after[0].before != SPACE or not _NUMBER.fullmatch(after[0].word):
        return False
    if _leads_to_person(units, place + 2):
        return False
    if not place or units[place].before != SPACE:
        return len(units) > place + 2 and units[place + 2].before == SPACE and units[place + 2].form(THING) is not None
    before = units[place - 1]
    person = before.form(NOUN, FOLK, KNOWN, "person", ADJECTIVE) and before.word not in _MODELS
    return not person and (before.capital or before.word[-1].isdigit() or before.word in _OPENED)

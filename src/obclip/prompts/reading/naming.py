"""Where somebody's name begins, and how many words it has: by lists of names, and by where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.terms import CUE, KNOWN, NAME, NOUN, PLACE, STOP, THING, Kind
from obclip.prompts.vocabulary.words import given_names, harmless, neutral_persons, places, surnames, tags, things

from .called import NAMING, is_called, may_end_name, prefixed
from .known_names import NAMED_PLACES, is_name_of_thing
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

_TITLES = frozenset(
    "mr mrs ms miss dr doctor prof professor president sir madame king queen prince princess pope saint senator captain".split()
)
# Before a capital they may be no title: "General Motors".
_MORE_TITLES = frozenset(
    "emperor empress duke duchess lord lady sergeant sgt lieutenant lt colonel col general gen admiral agent detective inspector "
    "commander mister dame officer judge reverend rev father brother mother sister uncle aunt auntie chancellor governor mayor count "
    "countess baron baroness tsar czar sultan coach chef".split()
)
# Titles that a name in small letters may follow, unless an article or an adjective makes them a common noun.
_SMALL_TITLES = frozenset(
    "mr mrs ms miss dr prof professor agent captain president senator sir madame lord detective inspector commander "
    "sergeant colonel lieutenant admiral saint sister brother uncle auntie aunt judge officer reverend".split()
)
ALL_TITLES = _TITLES | _MORE_TITLES | _SMALL_TITLES
_ENDINGS = tuple("ing ed ly ous ful ic al ive able less ish est punk ary core wave esque like ness tion ized ised".split())
_NO_NAMES = frozenset("portrait character costume uniform office cosplay hat store back out up off outside inside".split())
_CALLS = NAMING | frozenset("starring featuring cosplaying impersonating versus vs feat ft meets".split())
_LIKENESS = frozenset("portrait headshot selfie face bust depiction likeness mugshot cosplay portraits caricature closeup".split())
_WORKS = frozenset(["portrait", "painting", "style", "artwork", "illustration", "drawing", "photo", "photograph", "sketch", "art"])
_PICTURES = _LIKENESS | _WORKS | frozenset("picture image shot still render rendering pic close-up".split())
_LINKS = frozenset(["of", "like", "as", "and", "with", "featuring", "starring", "versus", "vs", "named", "called"])
_COMMON = frozenset("a an the one two this that some every each my your our their another".split())
_PARTICLES = frozenset("de da di du del della der den van von la le el al bin ibn ben st mac mc dos das".split())
WHERE = frozenset("in at from near to towards around across outside through over".split())
_GOES_ON = frozenset(
    "in with at on as wearing is and holding from under who standing sitting looking riding playing dressed smiling".split()
)
_SURNAMES: frozenset[Kind] = frozenset([NAME, "close", "person", "cue", PLACE])  # what else a surname may mean
_CERTAIN, _LIKELY, _STRANGE = 3, 2, 1  # how surely a word is part of a name: a given name, a surname, a word of no list
_HOMES = frozenset("flat apartment loft brownstone rooftop subway diner townhouse".split())


class Naming:
    """The names of one prompt. protected: places of units that belong to the name of a thing, a place or an artist."""

    def __init__(self, units: Sequence[Unit], text: str, protected: Collection[int]) -> None:
        self._units, self._text, self._protected = units, text, protected

    def length(self, place: int, joined: bool) -> int:
        """How many units the name that begins here has, or 0. joined: whether "and" joins it to a name."""
        unit = self._units[place]
        if count := prefixed(self._units, self._text, place):
            return count
        if is_called(self._units, self._text, place) or self._is_titled_adjective(place):
            return 1 + self._surnames(place)
        if place in self._protected or not (
            unit.unknown or unit.form(NAME, KNOWN) or self._is_titled_trade(place) or self._is_common_first_name(place)
        ):
            return 0
        if unit.form(KNOWN):
            return 0 if self.is_place(place) else 1
        before = self._units[place - 1].word if place and unit.before in (SPACE, BREAK) else ""
        if self._is_capital(place) and not self._is_shouted(place):
            return self._with_capital(place, before, joined)
        return self._in_small_letters(place, before, joined)

    def is_place(self, place: int) -> bool:
        """Whether what follows makes a place or a style of a name."""
        nearby = takewhile(lambda unit: unit.before != COMMA, self._units[place + 1 : place + 3])
        following = [unit.word for unit in nearby if unit.before == SPACE]
        homes = _HOMES if self._units[place].form(PLACE) else ()  # "a Brooklyn flat"
        return any(word in NAMED_PLACES or word in homes for word in following)

    def _with_capital(self, place: int, before: str, joined: bool) -> int:
        unit, surnames_after = self._units[place], self._surnames(place)
        kind = given_names().get(unit.word)
        alone = unit.form(NAME) is not None or (kind == "" and len(unit.word) > 2 and not is_name_of_thing(unit.word))
        if alone and not self.is_place(place) and not (kind == "place" and before in WHERE and not surnames_after):
            return 1 + surnames_after
        called = before in _CALLS and not (before in NAMING and self._is_no_person(place - 2))
        titled = before in _TITLES or called or (before in _MORE_TITLES and unit.word not in harmless())
        if unit.unknown and titled:
            return 1 + surnames_after
        if not unit.unknown or self.is_place(place):
            return 0
        strange = self._sureness(place) > 0
        if kind is not None and joined and self._is_parted(place + 1):
            return 1
        if strange and self._is_from_work(place + 1):
            return 1
        if (kind is not None or strange) and surnames_after and (joined or self._is_awaited_here(place, before, 1 + surnames_after)):
            return 1 + surnames_after
        return 1 + surnames_after if (strange or surnames_after) and self._is_likeness(place) else 0

    def _in_small_letters(self, place: int, before: str, joined: bool) -> int:
        if self._is_titled(place, before):
            return 1 + self._small_surnames(place)
        count = self._small_length(place)
        if not count or self.is_place(place + count - 1):
            return 0
        sureness = sum(self._sureness(each) for each in range(place, place + count)) + (0 if self._sureness(place) else _LIKELY)
        first, painted = place == 0 or self._units[place].before == BREAK, place == 0 and self._is_painted(place + count)
        if joined or self._is_likeness(place):
            return count if sureness else 0
        last = self._units[place + 1] if count == 2 and not painted else None
        kind, titled = surnames().get(last.word) if last else None, bool(last and last.form(NOUN))
        if kind is not None and (titled or (kind == "" and self._ends_at(place + 2))):
            return count if titled or sureness >= _CERTAIN else 0  # "minimalist steven king", "cute lizzy greene"
        if painted or (count < 2 and sureness < _CERTAIN):
            return 0
        if before in _LINKS and self._units[place].before == SPACE and not self._is_plural(place, count):
            return count if sureness > _CERTAIN or (before == "of" and self._is_of_picture(place) and sureness >= _LIKELY) else 0
        if place and self._units[place].before == SPACE and self._units[place - 1].form("noun", "person", "adjective"):
            sure = sureness + (before in ("young", "old") and self._ends_at(place + count))
            return count if sure > _CERTAIN else 0  # "the goddess junko enoshima", "young jessica lange", "old betty knitting"
        if first and self._goes_on(place + count):
            return count if sureness > _LIKELY else 0
        alone = (first or self._units[place].before == COMMA) and self._is_parted(place + count)
        if self._is_from_work(place + count):
            return count
        listed = count == 2 and surnames().get(self._units[place + 1].word) is not None
        certain = sureness >= _CERTAIN + (_STRANGE if first else _LIKELY) or (listed and sureness >= _CERTAIN)
        return count if alone and (certain or count == 1) else 0

    def _small_length(self, place: int) -> int:
        """One word or two that are no others in English, and look like a name."""
        if not self._sureness(place):
            return 2 if self._is_common_first_name(place) else 0
        after = place + 1
        joins = after < len(self._units) and self._units[after].before == SPACE and after not in self._protected
        surname = (
            self._sureness(place) == _CERTAIN and joins and surnames().get(self._units[after].word) is not None and self._ends_at(after + 1)
        )
        follows = surname or (joins and self._sureness(after) and not self._units[after].word.endswith(("ing", "ed")))
        return 2 if follows else 1

    def _is_common_first_name(self, place: int) -> bool:
        """Whether a first name that is another word as well leads to a surname that is none, and the phrase ends: "maya ali"."""
        unit, after = self._units[place], place + 1
        if (
            given_names().get(unit.word) != "word"
            or any(form.kind not in (THING, PLACE, NAME) for form in unit.forms)
            or not self._ends_at(after + 1)
        ):
            return False
        surname = self._sureness(after) >= _LIKELY if after < len(self._units) and after not in self._protected else False
        return surname and self._units[after].before == SPACE and surnames().get(self._units[after].word) == ""

    def _ends_at(self, place: int) -> bool:
        return self._is_parted(place) or self._units[place].form(STOP) is not None or self._is_verb(place)

    def _sureness(self, place: int) -> int:
        """How surely a word in small letters is part of a name."""
        unit = self._units[place]
        word = unit.word
        if not (unit.unknown or unit.form(NAME)) or not word.isalpha() or place in self._protected:
            return 0
        spoken = word in foreign().words and word not in foreign().names
        if (given_names().get(word) == "" and not spoken) or (unit.form(NAME) and word not in harmless()):
            return _CERTAIN
        if surnames().get(word) == "" and not spoken:
            return _LIKELY
        listed = word in harmless() or word in things() or word in neutral_persons() or word in tags() or is_name_of_thing(word)
        return 0 if listed or spoken or len(word) < 3 or word.endswith(_ENDINGS) or unit.form(PLACE) else _STRANGE

    def _is_titled_trade(self, place: int) -> bool:
        """Whether a trade after a title is a surname: "agent smith"."""
        unit = self._units[place]
        titled = place > 0 and self._units[place - 1].word in _SMALL_TITLES and unit.before in (SPACE, BREAK)
        return titled and unit.form("person") is not None and unit.word in surnames()

    def _is_titled_adjective(self, place: int) -> bool:
        """Whether an adjective with a capital after a title with one is a surname: "Father Brown", "Mrs Black"."""
        unit, before = self._units[place], self._units[place - 1]
        capitals = unit.capital and before.capital and place > 0 and unit.before in (SPACE, BREAK) and not self._text.isupper()
        titled = capitals and (before.word in _TITLES or before.word in _MORE_TITLES)
        return titled and unit.form("adjective") is not None and unit.word in surnames()

    def _is_no_person(self, place: int) -> bool:
        """Whether what is called something is a thing: "a band called Southern Roses"."""
        if place < 0:
            return False
        unit = self._units[place]
        return unit.form("noun", "person", "folk", "they", "adjective", NAME, KNOWN) is None and unit.word in harmless()

    def _is_titled(self, place: int, before: str) -> bool:
        """Whether an unknown word, or a first name, in small letters is a name: after a title ("agent smith") or "a woman named"."""
        unit = self._units[place]
        if not unit.word.isalpha() or unit.word in _NO_NAMES or unit.word in _WORKS:
            return False
        listed = unit.word in given_names() or unit.word in surnames()
        if before in _SMALL_TITLES and (listed or self._sureness(place)):
            leading = self._units[place - 2] if place > 1 and self._units[place - 1].before == SPACE else None
            return leading is None or not (leading.word in _COMMON or leading.form("adjective", "his", "him"))
        return before in NAMING and place > 1 and self._units[place - 2].form("noun", "person", "folk", "they", "adjective") is not None

    def _is_likeness(self, place: int) -> bool:
        """Whether the word stands in "portrait of ...", and the phrase ends after the name."""
        left = place - 1
        while (
            left > 1
            and place - left < 3
            and self._units[left].word != "of"
            and self._units[left].before in (SPACE, HYPHEN)
            and not self._units[left].form(STOP)
        ):
            left -= 1  # "portrait of green-skinned shrek"
        if left < 1 or self._units[left].word != "of" or self._units[left - 1].word not in _LIKENESS:
            return False
        if self._text[self._units[place].start].isupper():
            return True
        return self._ends_at(place + self._small_length(place))

    def _is_from_work(self, place: int) -> bool:
        """Whether "from" and the name of a work follow: "nahida from genshin impact"."""
        return place + 1 < len(self._units) and self._units[place].word == "from" and place + 1 in self._protected

    def _is_of_picture(self, place: int) -> bool:
        return place > 1 and self._units[place - 2].word in _PICTURES

    def _is_awaited_here(self, place: int, before: str, count: int) -> bool:
        """Whether a name is awaited: as the first words of a sentence, after "of", "like" or "and", or as an item of its own."""
        unit, end = self._units[place], place + count
        if before in _LINKS and unit.before == SPACE:
            return before != "of" or self._is_of_picture(place)
        if place == 0 or unit.before == BREAK:
            return self._goes_on(end) or self._is_parted(end)
        return unit.before == COMMA and self._is_parted(end)

    def _goes_on(self, place: int) -> bool:
        """Whether a sentence goes on after its subject: with a verb, "in" or "and"."""
        if place >= len(self._units) or self._units[place].before == BREAK:
            return False
        return self._units[place].before == COMMA or self._units[place].word in _GOES_ON or self._is_verb(place)

    def _is_verb(self, place: int) -> bool:
        word = self._units[place].word
        return word.endswith("ing") or (word.endswith("s") and not word.endswith("ss") and word in harmless() and word not in things())

    def _is_painted(self, place: int) -> bool:
        """Whether a name before "portrait" or "style" is that of its maker."""
        return place < len(self._units) and self._units[place].word in _WORKS

    def _is_plural(self, place: int, count: int) -> bool:
        return (last := self._units[place + count - 1].word).endswith("s") and surnames().get(last) is None

    def _surnames(self, place: int) -> int:
        """How many capitalised words that are not known as anything else follow, with the small words of names between; three at most."""
        count = 0
        for after in range(place + 1, min(place + 5, len(self._units))):
            unit = self._units[after]
            if unit.before not in (SPACE, HYPHEN) or after in self._protected or (unit.before == HYPHEN and not self._is_capital(after)):
                break
            if unit.word in _PARTICLES or (unit.word == "of" and self._is_strange_capital(after + 1)):
                if not (after + 1 < len(self._units) and self._is_capital(after + 1)):
                    break
                continue
            known = not (unit.unknown or unit.form(*_SURNAMES) or surnames().get(unit.word) == "") or unit.word in _WORKS  # "Tom Dyke"
            if known or not self._is_capital(after) or not may_end_name(self._units, self._text, after):
                break
            count = after - place
        return min(count, 4)

    def _is_capital(self, place: int) -> bool:
        return self._text[self._units[place].start].isupper()

    def _is_shouted(self, place: int) -> bool:
        """Whether a word of capitals stands beside another such one, so that they tell no name: "LONG HAIR"."""
        return self._is_in_capitals(place) and (self._is_in_capitals(place - 1) or self._is_in_capitals(place + 1))

    def _is_in_capitals(self, place: int) -> bool:
        if not 0 <= place < len(self._units):
            return False
        return len(word := self._text[self._units[place].start : self._units[place].end]) > 1 and word.isupper()

    def _is_strange_capital(self, place: int) -> bool:
        if place >= len(self._units) or not self._is_capital(place):
            return False
        unit = self._units[place]
        return unit.unknown and unit.word not in places() and not unit.form(CUE, THING) and unit.word not in harmless()

    def _small_surnames(self, place: int) -> int:
        """Whether another unknown word follows before the phrase ends: "agent dale cooper,"."""
        after = place + 1
        if after >= len(self._units) or self._units[after].before != SPACE:
            return 0
        unit = self._units[after]
        listed = unit.word in surnames() and (unit.unknown or unit.form("person") is not None)
        if not listed and (not unit.unknown or unit.word.endswith(("ing", "ed", "s", "ly"))):
            return 0
        return int(self._is_parted(after + 1) or self._units[after + 1].form(STOP) is not None)

    def _is_parted(self, place: int) -> bool:
        return place >= len(self._units) or self._units[place].before in (COMMA, BREAK)

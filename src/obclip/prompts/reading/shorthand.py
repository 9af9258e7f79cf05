"""What is said in short or in disguise, spelled out before it is read.

"male, M" is "male, male", "his/her" is "their",
"25woman" is "25 woman", "hair: black" "black hair", "oldman" "old man", "LXX years" "70 years", "wóman", "w0man", "womaaan" are "woman",
"oldKoreanMan" is "old Korean Man".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from obclip.prompts.english.booru import split_glued
from obclip.prompts.english.grammar import agreeing
from obclip.prompts.english.numbers import ONES, TENS
from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.terms import ADJECTIVE, NOUN, ONE, PRONOUN_KINDS, STOP, Taxonomy
from obclip.prompts.vocabulary.words import given_names, harmless, surnames

from .as_persons import as_persons
from .builds import builds
from .conditions import conditions
from .confusables import FIGURES, bare_letters
from .contrasted import contrasted
from .cut_words import joined
from .drawn_out import shortened
from .dwarfs import dwarfs
from .genitives import genitives
from .hyphened import said_of_persons
from .likened import likened
from .misspelt import is_about_person
from .normal import Normal, rewritten
from .shades import shades
from .unknown import is_listed, is_roman

# A letter as an item of its own beside the word for it: "male, M", "F, female"; a lone "M" may be a size.
_SAID = re.compile(r"\b(?:male|female|man|woman|boy|girl)\s?[,/|]\s?(?P<letter>[MF])(?=\s?(?:[,/|)]|$))")
_GLUED = re.compile(r"(?<![\w.,:/-])(?:1[3-9]|[2-9]\d)(?P<noun>[a-z]{3,})\b", re.IGNORECASE)
_ROMAN_YEARS = re.compile(r"\b(?P<years>[IVXL]+)(?=[\s-]*(?:years?|yrs?|y[./]?o)\b)", re.IGNORECASE)
_ROMAN_PERSON = re.compile(
    r"\b(?:that|this|an?|some) (?!XL\b)(?P<years>[IVXL]{2,})(?= (?:man|woman|guy|lady|person|boy|girl)\b)"
)  # "that XXVI man"
_AGED = re.compile(r"\b(?P<name>[^\W\d_]+) (?P<age>\d{1,2})(?=\s?(?:[,;&.]|and\b|$))")  # "Tom 8, Lucy 11"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
_GLUED_YEARS = re.compile(rf"\b(?:{'|'.join(TENS)})(?P<ones>{'|'.join(list(ONES)[:9])})\b", re.IGNORECASE)  # "thirtyfive"
_SPREAD_YEARS = re.compile(
    rf"\b(?:{'|'.join(TENS)})(?P<between> ?[-\u2010-\u2015] ?)(?:{'|'.join(list(ONES)[:9])})(?=[\s-]*(?:years?|yrs?|y[./]?o)\b)",
    re.IGNORECASE,
)  # "sixty - five years"
# Both genders at once: nothing is said of which.
_OR = r"(?: ?/ ?| or )"
_EITHER = re.compile(
    rf"\b(?:(?P<their>his{_OR}hers?|hers?{_OR}his)|(?P<them>him{_OR}her|her{_OR}him)|(?P<themselves>himself{_OR}herself|herself{_OR}himself)"
    rf"|(?P<they>he{_OR}she|she{_OR}he|s/he)(?P<verb>\s+[a-z]+)?)\b",
    re.IGNORECASE,
)
_WORD, _FIGURE = re.compile(r"[^\W_]+"), re.compile(r"\d")
_WITH, _STATES = re.compile(r"(?<!\S)(?P<with>w/)(?: |(?=[a-z]{2}))", re.IGNORECASE), re.compile(r"(?<![^\s(])US(?=[ )-][a-z])")
# Places in capitals and dots: without them "la" and "dc" are other words.
_CITIES = re.compile(r"(?<![\w.])(?:(?P<dc>(?:Washington,? )?D\. ?C\.)|(?P<la>L\. ?A\.)|(?P<ny>N\. ?Y\.(?: ?C\.)?)|(?P<sf>S\. ?F\.))(?!\w)")
_SENTENCE = re.compile(r" (?:He|She|They|It|The|An?|His|Her|Their|In)\b")
_CITY = {"dc": "Washington", "la": "Los Angeles", "ny": "New York", "sf": "San Francisco"}
_SECOND_TITLE = re.compile(r"\bprof(?:\.|essor)? (?P<title>dr\.? )(?=[A-Z])", re.IGNORECASE)  # "Prof. Dr. Anna Schmidt"
_WORSHIPPED = re.compile(r"\b(?:to|at|in|from|near) (?=(?:synagogue|shul|mosque|gurdwara|mandir)\b)", re.IGNORECASE)
_AND = re.compile(r"(?<=[a-z]) ?'n(?:' ?| )(?=[a-z])")
_MORE = re.compile(r"\b(?:2s)?lgbt[a-z\d]*(?P<sign>\+)", re.IGNORECASE)  # "LGBTQ+"
# Of what kind a wheelchair is, which says nothing of who sits in it: "in an old steel wheelchair".
_SEATED = re.compile(
    r"\b(?:in|on|using) (?P<seat>(?:(?P<whose>his|her|their)|an?) (?P<looks>(?:[a-z]+(?:-[a-z]+)* ){1,3}?))wheelchair\b", re.I
)
# A colour in a list of fields, which would be a person's: "hair: black".
_COLOURS = "black|brown|white|dark|fair|light|pale|tan|blonde?|red|ginger|auburn|gr[ae]y|silver|golden|blue|green|hazel|amber"
_FIELD = re.compile(
    rf"(?:\*\*)?\b(?P<part>hair|eyes?)(?:[ _-]?colou?r)?[\"'*]*\s?[:=]\s?[\"'*]*\s?(?P<said>(?:[a-z]+[ -])??(?:{_COLOURS}))"
    r"(?=\s*(?:[,;.|\"'*)}\]\n]|$|- )|\s+(?:and|with|long|short|curly|straight|wavy)\b)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:(?P<one>[^\W\d_]+) )?(?P<two>[^\W\d_]+) (?P<sign>&) (?=[a-z])", re.IGNORECASE)
# Two who are paired, "king x queen", and how many there are, "3 x women".
_PAIRED = re.compile(
    r"(?<![^\W_])(?P<one>[^\W_]+) (?P<sign>x )(?=(?:an? |the |his |her |their )?(?P<other>[^\W\d_]+(?: [^\W\d_]+){0,3}))", re.IGNORECASE
)
_GLUED_ARTICLE = re.compile(
    r"(?<![\w-])(?:of|in|with|on|by|from|at|for|and|to|as|like)(?P<article>an?|the)(?![\w-])", re.IGNORECASE
)  # "ofa"
_NOUNS = ("woman", "women", "ladies", "lady", "girls", "girl", "boys", "boy", "person", "people", "man", "men", "guy", "dude", "chick")
_YOUNG = frozenset({"boy", "boys", "girl", "girls"})
_HUMP = re.compile(r"(?<=[A-Za-z]{2})(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?<!\bFitz)(?=[A-Z][a-z]{2})")
_NO_NAME = re.compile(r"(?:^|[\s(])(?:near|beside|behind|to|at|with|an?|the) $")  # before a word in small letters that is no surname
_REST = re.compile(r" (?P<rest>[^\W\d_]+)")  # "wom an"
_SHORTEST = 6  # letters of two words that are written as one
_WORDS = {"m": "male", "f": "female"}
_AGE_JOINED = re.compile(
    r"(?:\b(?:years?|yrs?)[- ]old|\d ?(?:yo|y/o|yrs?))(?P<hyphen>-)(?=[^\W\d_])(?!looking|style|like)", re.IGNORECASE
)  # "22-year-old-girl"
_LISTED = re.compile(r"(?<![\w/])(?:[mf]/[1-9]\d|[1-9]\d/[mf])(?P<slash>/)(?=[a-z]|\d[\'’])", re.IGNORECASE)  # "F/25/asian"


def spelled_out(normal: Normal, taxonomy: Taxonomy) -> Normal:
    """The prompt with words for such letters and signs, and a space after what a noun for one person follows at once."""
    changes = sorted(_changes(normal.text, taxonomy))
    return rewritten(normal, [change for place, change in enumerate(changes) if not place or changes[place - 1][1] <= change[0]])


def _changes(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes, in no order. What no match of a pattern can lack is looked for first."""
    figures = _FIGURE.search(text) is not None
    if ("M" in text or "F" in text) and all((word,) in taxonomy.forms for word in _WORDS.values()):
        for match in _SAID.finditer(text):
            yield *match.span("letter"), _WORDS[match["letter"].lower()]
    for match in _GLUED.finditer(text) if taxonomy.ages and figures else ():
        forms = taxonomy.forms.get((match["noun"].lower(),), ())
        if any(form.kind == NOUN and form.number == ONE and form.values for form in forms):
            yield match.start("noun"), match.start("noun"), " "
    if taxonomy.ages:
        yield from _ages(text, figures=figures)
    if "he" in taxonomy.rows and ("/" in text or " or " in text.lower()):
        yield from _either(text)
    yield from joined(text, taxonomy)
    yield from said_of_persons(text, taxonomy)
    yield from contrasted(text, taxonomy)
    yield from conditions(text, taxonomy)
    yield from dwarfs(text, taxonomy)
    yield from shades(text, taxonomy)
    yield from likened(text, taxonomy)
    yield from genitives(text, taxonomy)
    yield from as_persons(text, taxonomy)
    yield from builds(text, taxonomy)
    yield from _signs(text, taxonomy)
    yield from _paired(text, taxonomy)
    yield from _titles_and_places(text)
    yield from _seats(text, taxonomy)
    yield from _fields(text, taxonomy)
    for match in _WORD.finditer(text):
        if (match.group().lower(),) not in taxonomy.forms:
            yield from _undisguised(match, taxonomy)


def _signs(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "W/ hat" as "with hat", "black & tall" as "black and tall", "L.A." as the city, and "US" as "USA", for "us" is no country."""
    for match in _WITH.finditer(text) if "w/" in text or "W/" in text else ():
        yield *match.span(), "with "
    for match in _ALSO.finditer(text) if " & " in text else ():
        if any(_is_adjective((match[name] or "").lower(), taxonomy) for name in ("one", "two")):
            yield *match.span("sign"), "and"
    for match in _MORE.finditer(text) if "+" in text else ():
        yield *match.span("sign"), ""
    for match in _GLUED_ARTICLE.finditer(text):
        word = match.group().lower()
        if not (is_listed(word) or word in given_names() or (word,) in taxonomy.forms):
            yield match.start("article"), match.start("article"), " "
    for match in _AND.finditer(text) if "'n" in text else ():
        yield *match.span(), " and "
    for match in _STATES.finditer(text) if "US" in text else ():
        yield *match.span(), "USA"
    for match in _CITIES.finditer(text) if "." in text else ():
        ends = "." if _SENTENCE.match(text, match.end()) else ""
        yield *match.span(), _CITY[match.lastgroup or ""] + ends


def _titles_and_places(text: str) -> Iterator[tuple[int, int, str]]:
    """ "Prof. Dr." as "Prof.", and "to synagogue" as "to the synagogue"."""
    for match in _SECOND_TITLE.finditer(text):
        yield *match.span("title"), ""
    for match in _WORSHIPPED.finditer(text):
        yield match.end(), match.end(), "the "


def _paired(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "King x queen" as "king and queen", and "3 x women" as "3 women"."""
    for match in _PAIRED.finditer(text) if " x " in text or " X " in text else ():
        counted = match["one"].isdigit()
        if (counted or taxonomy.means(match["one"].lower(), NOUN)) and _leads_to_person(match["other"].lower().split(), taxonomy):
            yield *match.span("sign"), "" if counted else "and "


def _seats(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "In a red wheelchair" as "in a wheelchair"."""
    for match in _SEATED.finditer(text) if "wheel" in text.lower() and ("in", "a", "wheelchair") in taxonomy.forms else ():
        looks = [form for word in match["looks"].lower().split() for form in taxonomy.forms.get((word,), ())]
        if not any(form.kind in (STOP, NOUN, *PRONOUN_KINDS) for form in looks):
            yield *match.span("seat"), f"{match['whose'] or 'a'} "


def _fields(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "Hair: black" as "black hair", for black alone would be the person's."""
    for match in _FIELD.finditer(text) if (":" in text or "=" in text) and ("white", "hair") in taxonomy.forms else ():
        yield match.start(), match.end("said"), f"{match['said']} {'hair' if match['part'].lower() == 'hair' else 'eyes'}"


def _either(text: str) -> Iterator[tuple[int, int, str]]:
    """ "His/her" as "their", and "he or she walks" as "they walk"."""
    for match in _EITHER.finditer(text):
        said = next(name for name in ("their", "them", "themselves", "they") if match[name])
        yield *match.span(said), said.capitalize() if match.group()[0].isupper() else said
        if match["verb"]:
            yield *match.span("verb"), agreeing(match["verb"])


def _ages(text: str, *, figures: bool) -> Iterator[tuple[int, int, str]]:
    """Years in Roman figures, those that a name alone leads to or whose words are one, and what follows a gender and years at once."""
    for match in _LISTED.finditer(text) if "/" in text else ():
        yield *match.span("slash"), ", "
    for match in _AGE_JOINED.finditer(text) if "-" in text else ():
        yield *match.span("hyphen"), " "
    for match in chain(_ROMAN_YEARS.finditer(text), _ROMAN_PERSON.finditer(text)):
        if is_roman(match["years"].lower()):
            yield *match.span("years"), str(_years(match["years"].lower()))
    aged = [match for match in _AGED.finditer(text) if match["name"].lower() in given_names()] if figures else []
    for match in aged if len(aged) > 1 else ():
        yield *match.span("age"), f"({match['age']})"
    for match in _SPREAD_YEARS.finditer(text) if "ty" in text.lower() else ():
        if match["between"] != "-":
            yield *match.span("between"), "-"
    for match in _GLUED_YEARS.finditer(text) if "ty" in text.lower() else ():
        yield match.start("ones"), match.start("ones"), "-"


def _undisguised(match: re.Match[str], taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """A word that no form has, and no list, as the word about a person that it is without marks or figures, or in two."""
    written = match.group()
    word = written.lower()
    plain = word.isascii() and word.isalpha()
    figures = word.isascii() and not plain  # "0ld" is no measure
    if not figures and (is_listed(word) or word in foreign().words):
        return
    for read in shortened(word) if plain else _readings(written):
        if is_about_person(read.lower(), taxonomy):
            yield *match.span(), read
            return
    if not plain:
        return
    if (rest := _REST.match(match.string, match.end())) and is_about_person(word + rest["rest"].lower(), taxonomy):
        yield match.end(), rest.start("rest"), ""
    elif written != word and any(is_about_person(hump.lower(), taxonomy) for hump in _HUMP.split(written)):
        yield from ((match.start() + hump.start(), match.start() + hump.start(), " ") for hump in _HUMP.finditer(written))
    elif len(word) >= _SHORTEST and _may_be_two(match):
        yield from _parted(match, taxonomy)


def _may_be_two(match: re.Match[str]) -> bool:
    """Whether a word is hardly a surname: in small letters, first of all, or right after "near" or an article."""
    word, led = match.group().lower(), _NO_NAME.search(match.string, 0, match.start()) is not None
    small = word == match.group()
    return (small or led or not match.start()) and (word not in surnames() or (led and small))


def _readings(written: str) -> Iterator[str]:
    if not written.isascii():
        yield bare_letters(written)
    elif sum(map(str.isalpha, written)) > 1:
        yield from (written.translate(table) for table in FIGURES)


def _parted(match: re.Match[str], taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    word = match.group().lower()
    noun = next((noun for noun in _NOUNS if word.endswith(noun) and _may_lead(word.removesuffix(noun), noun, taxonomy)), "")
    if noun and (noun,) in taxonomy.forms:
        place = match.end() - len(noun)
        yield place, place, " "


def _may_lead(word: str, noun: str, taxonomy: Taxonomy) -> bool:
    """Whether a word says what somebody is like, or where a boy or a girl works: "oldman", "stableboy"."""
    if _is_adjective(word, taxonomy):
        return True
    glued = len(split_glued(["", word + noun, ""], taxonomy.forms)) > 3  # "catgirl" is read as "cat" and "girl"
    return noun in _YOUNG and len(word) > 2 and word in harmless() and not glued


def _is_adjective(word: str, taxonomy: Taxonomy) -> bool:
    return any(form.kind == ADJECTIVE and form.row for form in taxonomy.forms.get((word,), ()))


def _leads_to_person(words: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Whether words begin with a noun for a person, or with adjectives and one."""
    return next((taxonomy.means(word, NOUN) for word in words if not _is_adjective(word, taxonomy)), False)


def _years(roman: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))

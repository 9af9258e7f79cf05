"""Who is somebody by company alone: "a Brazilian chick", "an Asian santa", "a female robot". A yellow chick in the straw is nobody.

So are several who are told by one word for how they love: "a throuple", "a lesbian trio".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, FOLK, PLACE, Form, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

# What may follow the last word of a phrase.
_ENDS = (
    r"(?=\s*(?:[^\w\s'-]|$)|'s\b|\s(?:in|with|on|at|and|or|who|is|was|are|of|from|by|to|for|that|beside|behind|near|next|"
    r"stuck|asleep|inside|over|under|up|down|[a-z]+(?:ing|ed|s))\b)"
)
_ROBOT = re.compile(
    rf"(?:\b(?P<article>an?) )?(?<![\w'-])(?<!and )(?<!or )(?:(?P<sex>(?:fe)?male|feminine|masculine|woman|girl|man|boy) "
    rf"(?P<kind>robot|android|droid|automaton|cyborg)|(?P<she>gynoid|fembot))(?P<several>s?){_ENDS}",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:is|are|was|were|as|being) $", re.IGNORECASE)
_FEMALE = frozenset({"female", "feminine", "woman", "girl"})
_CHICK = re.compile(rf"(?<![\w'-])(?:(?P<before>[^\W\d_][\w'-]*) )?(?P<chick>chick(?P<several>s?)){_ENDS}", re.IGNORECASE)
_BIRDS = re.compile(
    r"\b(?:hens?|chickens?|eggs?|nests?|hatch\w*|straw|feathers?|feathered|fluffy|peep\w*|coops?|barn\w*|farm\w*|easter|birds?|beaks?|broods?|"
    r"ducklings?|roosters?|incubators?|poultry|owls?|eagles?|penguins?|wings?|yellow|pecking|grains?|seeds?)\b",
    re.IGNORECASE,
)
_SANTA = re.compile(rf"(?<![\w'-])(?P<before>[^\W\d_][\w'-]*) (?P<santa>santa(?P<several>s?)){_ENDS}", re.IGNORECASE)
_BUTCH = re.compile(rf"\b(?:a|the|this|one|another) (?P<said>butch|queer)(?! looking){_ENDS}", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:girl|boy|woman|man|person|lady|guy|child|kid|male|female)(?P<number>\d)(?=\s?[:=,;]|\s(?:is|has|wears|wearing|with|in|and|looks)\b|$)",
    re.IGNORECASE,
)
_LOVERS = re.compile(
    r"(?<![\w'-])(?:(?P<article>an?) )?(?:(?P<said>[a-z]+) )?"
    rf"(?P<several>(?P<bound>thr(?:ou|u|o)pp?le|polycule)|trio|triad|quad|quartet|threesome|foursome)(?P<many>s?){_ENDS}",
    re.IGNORECASE,
)
_ORIENTATION = "orientation"
_ACTS = re.compile(
    r"\s(?:who|wearing|posing|dancing|drinking|driving|smoking|texting|twerking|partying|flirting|surfing|clubbing|named|called|"
    r"(?:in|with)\s(?:an?\s|her\s|the\s)?(?P<what>(?:[^\W\d_]+\s?){1,4}))",
    re.IGNORECASE,
)


def as_persons(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such a word is read as a noun for a person, in no order."""
    small = text.lower()
    if any(kind in small for kind in ("robot", "droid", "automaton", "cyborg", "gynoid", "fembot")):
        for match in _ROBOT.finditer(text):
            if _BEING.search(text, 0, match.start()):
                continue  # "a man who is a male android" is one who has a noun
            kind = (match["kind"] or "robot").lower()
            sex = "wom" if match["she"] or match["sex"].lower() in _FEMALE else "m"
            article = "" if not match["article"] else "an " if kind[0] in "ao" else "a "
            yield *match.span(), f"{article}{kind} {sex}{'en' if match['several'] else 'an'}"
    if "chick" in small and _BIRDS.search(text) is None:
        for match in _CHICK.finditer(text):
            before = (match["before"] or "").lower()
            said = before not in taxonomy.lasting and _is_said_of_persons(before, taxonomy)
            if (before, "chick") not in taxonomy.forms and (said or _does_as_person(text, match.end(), taxonomy)):
                yield *match.span("chick"), "women" if match["several"] else "woman"
    yield from _lovers(text, taxonomy)
    for match in _NUMBERED.finditer(text):  # "girl1: tall; girl2: short"
        yield match.start("number"), match.start("number"), " "
    yield from _alone(text, taxonomy)
    for match in _SANTA.finditer(text) if "santa" in small else ():
        if _is_said_of_persons(match["before"].lower(), taxonomy):
            yield *match.span("santa"), f"santa claus{'es' if match['several'] else ''}"


def _alone(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """Adjectives that are nouns where no other follows: "a butch in a park", but "a butch nurse"."""
    for match in _BUTCH.finditer(text) if ("lesbian",) in taxonomy.forms else ():
        yield *match.span("said"), "lesbian" if match["said"].lower() == "butch" else f"{match['said']} person"


def _lovers(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "A throuple" as "a trio of polyamorous lovers", "a lesbian trio" as "a trio of lesbian lovers"."""
    for match in _LOVERS.finditer(text) if ("polyamorous",) in taxonomy.forms else ():
        said = match["said"] or ""
        told = [form for form in taxonomy.forms.get((said.lower(),), ()) if form.kind == ADJECTIVE and form.values]
        loves = said.lower() not in taxonomy.narrow and any(_says_whom(form, taxonomy) for form in told)
        if not (loves or match["bound"]):
            continue
        group = (match["several"] if not match["bound"] else "group" if "cule" in match["bound"].lower() else "trio") + match["many"]
        led = f"{match['article'] or ''}{'' if told or not said else ' ' + said}".strip()
        article = "a" if led.lower() == "an" else led
        article = article.capitalize() if match["article"] and match["article"][0].isupper() else article
        lovers = "lovers" if loves else f"{said} polyamorous lovers" if told else "polyamorous lovers"
        yield *match.span(), f"{article} {group} of {said + ' ' if loves else ''}{lovers}".lstrip()


def _says_whom(form: Form, taxonomy: Taxonomy) -> bool:
    return bool(form.values) and all(taxonomy.attribute(value) == _ORIENTATION for value in form.values)


def _is_said_of_persons(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word is said of persons, of others as well, as it may be: a people, a build, an age, a trade."""
    forms = taxonomy.forms.get((word,), ())
    return any(form.kind in (ADJECTIVE, FOLK, PLACE, "person") for form in forms) or word in neutral_persons()


def _does_as_person(text: str, end: int, taxonomy: Taxonomy) -> bool:
    match = _ACTS.match(text, end)
    if match is None or match["what"] is None:
        return match is not None
    words = match["what"].lower().split()
    return any(taxonomy.means(word, CUE) for word in words)

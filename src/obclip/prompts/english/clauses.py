"""What phrases of open wording say of persons: "who goes by they/them", "skin like fresh milk", "whose parents lived in Ghana"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, DETAIL, ONE, PERSON_KINDS, PHRASE, PLACE, Form, Kind, Taxonomy

from .around import Around
from .languages import find_spoken
from .negations import COPULAS, find_negations
from .numbers import Token

Figure = tuple[int, int, tuple[Form, ...]]  # start, end, what it may mean

_THEY = re.compile(
    r"\b(?:(?:who |that )?(?:uses?|using|goes by|with) )?(?:they/them|they/he|they/she|he/they|she/they|xe/xem|ze/hir)(?: pronouns)?\b"
)
_HE_OR_SHE = re.compile(r"(?<![\w/])(?:(?P<male>he/him(?:/his)?)|(?P<female>she/her(?:/hers)?))(?![\w/])(?! pronouns)")
_PINS = frozenset("pin pins badge badges button buttons patch patches sticker stickers tag tags label labels shirt tee flag sign".split())
_AGED = re.compile(
    r"(?<![\w-])(?:(?:well |slightly |a bit )?(?:over|past)[ -](?:the[ -]hill|(?:his|her|their|its)[ -]prime)"
    r"|(?:advanced|getting[ -]on|well[ -]on)[ -]in[ -](?:years|age))(?![\w-])"
)
_HILL = "over the hill"
_DETERMINERS = frozenset("a an the one this that his her their my some two three".split())
_COLOURS = {
    "dark": "coffee|chocolate|cocoa|ebony|mahogany|walnut|espresso|charcoal|coal|night|midnight|obsidian|cinnamon|earth|umber|chestnut",
    "tan": "honey|caramel|olives?|bronze|copper|wheat|toffee|sand|amber|tea|gold",
    "fair": "milk|porcelain|snow|ivory|cream|alabaster|pearls?|marble|paper|chalk|peach(?:es)?|lily|lilies",
}


def _any_of(colours: dict[str, str]) -> str:
    return "|".join(f"(?P<{value}>{words})" for value, words in colours.items())


_HUE = _any_of(_COLOURS)
_SKIN = re.compile(
    rf"\bskin (?:(?:is|was) )?(?:(?:as )?(?:\w+ )?as|(?:of )?the (?:colou?r|shade|hue) of|(?:\w+ )?like|of)"
    rf" (?:(?:the|a|an|fresh|dark|deep|warm|rich|melted|fine|polished|black|burnt|wild|pure|fallen|new) )*(?:{_HUE})\b"
)
# Said as such, also as a field: "her skin is pale", "skin_tone": "light"; but "her skin is light green" is no person's.
_PLAINLY = {
    "dark": "(?:dark|deep)[ -]brown|darker|dark|black|ebony|brown",
    "tan": "tanned|tan|olive|bronzed?|swarthy|(?:light|medium|golden)[ -]brown",
    "fair": "fairer|fair|pale|lighter|light|white|porcelain",
}
_SAID = re.compile(
    rf"\b(?:skin|complexion)(?:[ _-]?(?:tone|colou?r|type))?(?:[\"']? ?[:=] ?[\"']?| (?:(?:that|which) )?(?:is|was|looks) )"
    rf"(?:(?:very|quite|so|rather|really|extremely|deep|a|as) )*(?:{_any_of(_PLAINLY)})\b"
    r"(?![ -](?:blue|green|purple|red|pink|gr[ea]y|violet|teal|turquoise|yellow|orange|silver|and (?:blue|green|scaly)))"
)
_TELLS, _TOLD_OF_SKIN = re.compile(r"\w+ (?:is|was|looks) "), "skin is"  # as a whole clause, and the row that says it so
_HUED = re.compile(rf"\b(?:{_HUE})[ -]colou?red (?:skin|complexion)\b")
# With other looks between: "pale, lined skin", "dark and freckled complexion".
_BARE = {
    "dark": "(?:dark|deep)[ -]brown|dark|black|ebony|brown|obsidian",
    "tan": "tanned|tan|olive|bronzed?|sun-?(?:darkened|browned|bronzed|burnt|burned|baked|leathered|blackened)(?: (?:brown|tan|olive))?",
    "fair": "fair|pale|pallid|light|white|porcelain|ivory|ruddy|sallow",
}
_LOOK = (
    "(?:(?!red )[a-z-]+ed|[a-z]+-like|smooth|soft|dewy|glossy|shiny|glowing|luminous|radiant|clear|flawless|perfect|healthy|rough|coarse|"
    "dry|oily|sweaty|wet|leathery|papery|waxy|thin|delicate|sensitive|translucent|natural|realistic|warm|cool|even|velvety|silky)"
)
_BESIDE_LOOKS = re.compile(rf"(?<![\w-])(?:{_any_of(_BARE)})(?:(?:,| and|, and|,? but|) {_LOOK}){{1,3}} (?:skin|complexion)\b")
# Hair whose colour tells, with other looks between: "white curly hair", "a silver shoulder-length bob".
_HAIR = {
    "old": "snow-white|white|grey|gray|silver|silvery|greying|graying",
    "european": "auburn|red|flaxen",  # "blonde" and "ginger" tell by themselves
}
_STYLES = (
    "(?:[a-z]+-length|long|short|medium|curly|wavy|straight|spiky|messy|shaggy|fluffy|frizzy|sleek|silky|shiny|neat|tidy|wild|unkempt|tangled|"
    "flowing|loose|thick|thin|thinning|fine|bushy|wispy|soft|coarse|kinky|coily|braided|layered|cropped|windswept|slicked[ -]back|"
    "tied[ -]back|pulled[ -]back|swept[ -]back)"
)
_STYLED = re.compile(
    rf"(?<![\w-])(?:{_any_of(_HAIR)})(?:(?:,| and|,? but|) {_STYLES}){{1,3}} "
    r"(?:hair|haircut|hairstyle|hairdo|bob|bun|braids?|ponytail|pigtails|curls|locks|afro|mohawk)\b(?: hair(?:cut|style|do)\b)?(?!-)"
)
_PEOPLE = "family|parents?|ancestors?|ancestry|forebears|forefathers|grandparents|grandmother|grandfather|mother|father|people|folks"
_ROOTED = re.compile(
    rf"\b(?:(?:with|having) (?:(?:deep|family|strong|ancestral) )?(?:roots|origins|family|relatives|forebears|ancestors|ancestry)"
    rf"|whose (?:{_PEOPLE}) (?:is|are|was|were|lived|lives|live)) in (?:the )?"
)
_MAY = re.compile(
    r"hill|prime|in.years|in.age|"
    r"they|he/him|she/her|xe/|ze/|skin|complexion|hair|bob|bun|braid|pony|pig|curl|lock|afro|mohawk|roots|ancest|whose|family|forebear|origins|relatives|"
    r"speak|spoke|fluent|chatting|talking|shouting|singing|swearing|whispering|praying|cursing|writing|"
    r"neither|no longer|not|never|hardly|barely|far from|than"
)


def find_clauses(lower: str, tokens: Sequence[Token], taxonomy: Taxonomy) -> Iterator[Figure]:
    """Where a text in small letters says such things: start, end and the forms that it amounts to, or the words that betray it."""
    if not _MAY.search(lower):
        return
    around = Around(lower, tokens, taxonomy)
    for find in _FINDERS:
        yield from find(around)


def _pronouns(around: Around) -> Iterator[Figure]:
    """Pronouns that somebody goes by: a detail, or an adjective before a noun, "a they/them barista"; on a pin they betray a gender."""
    for match in (*_THEY.finditer(around.text), *_HE_OR_SHE.finditer(around.text)):
        value = match.lastgroup or "nonbinary"
        if around.followed_by(match.end()) in _PINS and value in around.taxonomy.values:
            said = match.group().rpartition(" ")[2]  # without its "with"
            yield match.end() - len(said), match.end(), (Form((said,), CUE, around.taxonomy.attribute(value), ONE, ("changed",)),)
        elif not around.pauses(match.end()):
            yield from _form(around, match, ADJECTIVE, value)
        elif value == "nonbinary":
            yield from _form(around, match, DETAIL, value)


def _before_noun(around: Around) -> Iterator[Figure]:
    """An age in words that mostly follow a noun, before one: "an over-the-hill actress"."""
    for match in _AGED.finditer(around.text):
        led = around.led_by(match.start())
        if led in _DETERMINERS and not around.pauses(match.end()) and around.followed_by(match.end()):
            yield from _form(around, match, ADJECTIVE, "old")
        elif match.group() == _HILL and (led in COPULAS or not around.kinds(led).isdisjoint(PERSON_KINDS)):
            yield from _form(around, match, PHRASE, "old")  # not "a house over the hill"


def _skin(around: Around) -> Iterator[Figure]:
    for pattern, colours in ((_SKIN, _COLOURS), (_HUED, _COLOURS), (_SAID, _PLAINLY), (_BESIDE_LOOKS, _BARE)):
        for match in pattern.finditer(around.text):
            yield from _detail(around, match, colours)


def _hair(around: Around) -> Iterator[Figure]:
    for match in _STYLED.finditer(around.text):
        value = next(name for name in _HAIR if match[name])
        if value in around.taxonomy.values:
            yield match.start(), match.end(), (Form((match.group(),), CUE, around.taxonomy.attribute(value), ONE, (value,)),)


def _rooted(around: Around) -> Iterator[Figure]:
    """ "With roots in Ghana" says the same as "from Ghana"."""
    for match in _ROOTED.finditer(around.text):
        first = around.place_before(match.end() + 1)
        for last in range(min(first + 3, len(around.tokens)), first, -1):
            words = tuple(word for _, _, word in around.tokens[first:last])
            where = next((form for form in around.taxonomy.forms.get(words, ()) if form.kind == PLACE), None)
            row = around.taxonomy.simple_row(PHRASE, where.values[0]) if where else None
            if where and row:
                yield match.start(), around.tokens[last - 1][1], (Form(("from", *words), PHRASE, row.name, ONE, where.values),)
                break


def _detail(around: Around, match: re.Match[str], values: dict[str, str]) -> Iterator[Figure]:
    value = next(name for name in values if match[name])
    told = around.taxonomy.rows.get(_TOLD_OF_SKIN) if _TELLS.match(match.group()) else None
    if told and value in around.taxonomy.values:
        yield match.start(), match.end(), (Form((match.group(),), DETAIL, told.name, ONE, (value,)),)
    else:
        yield from _form(around, match, DETAIL, value)


def _form(around: Around, match: re.Match[str], kind: Kind, value: str) -> Iterator[Figure]:
    known = value in around.taxonomy.values
    row = around.taxonomy.simple_row(kind, value) if known else None
    if row:
        yield match.start(), match.end(), (Form((match.group(),), kind, row.name, ONE, (value,)),)


_FINDERS: tuple[Callable[[Around], Iterator[Figure]], ...] = (_pronouns, _before_noun, _skin, _hair, _rooted, find_spoken, find_negations)

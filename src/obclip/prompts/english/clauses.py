"""What clauses say of persons: "who cannot see", "lost his left arm", "who transitioned", "skin like milk", "with roots in Ghana"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, DETAIL, ONE, PHRASE, PLACE, Form, Kind, Taxonomy

from .around import Around
from .numbers import Token

Figure = tuple[int, int, tuple[Form, ...]]  # start, end, what it may mean

_WHO = r"(?:(?:who|that)(?:'s|'ve| is| was| are| were| has| have| had)?(?: been| also| recently| just| never| since)? )?"
_CANNOT = (
    r"(?:can(?:'t|not| not| no longer| barely| hardly| scarcely)|could(?:n't| not| no longer| never)"
    r"|(?:not|un|never )(?: ?able|able) to|incapable of|no longer able to)"
)
_SENSES = {
    "blind": "see|seeing|read print|read signs",
    "deaf": "hear|hearing|speak|speaking|talk|talking",
    "wheelchair": r"walk|walking|stand|stand up|climb stairs|move|(?:move|feel|use) (?:his|her|their) legs",
}
_PARTS = {
    "amputee": "arms?|legs?|hands?|foot|feet|limbs?|fingers?|thumbs?|forearms?|toes?",
    "blind": "eyes?|sight|eyesight|vision",
    "deaf": "hearing|voice|speech",
}
_WHOSE = r"(?:(?:his|her|their|an?|one|both|two|three|the|all|any|some|most|of|use|entire|left|right|lower|upper) )*"
_UNABLE = re.compile(rf"\b(?P<who>{_WHO}){_CANNOT} (?:{'|'.join(f'(?P<{value}>{words})' for value, words in _SENSES.items())})\b")
_LOST = re.compile(
    rf"\b(?P<who>{_WHO})(?P<verb>lost|losing|loses|missing|lacks|lacking|born without|born with no|without|with no|has no|having no"
    r"|with only one)"
    rf" {_WHOSE}(?:{'|'.join(f'(?P<{value}>{words})' for value, words in _PARTS.items())})\b"
)
_ELSEWHERE = frozenset({"without", "with no", "missing", "lacking", "with only one"})  # of a doll or a chair as well
_TRANS = re.compile(
    rf"\b(?:{_WHO}(?:transitioned|transitioning|assigned (?:fe)?male at birth|assigned (?:an? )?(?:boy|girl|man|woman) at birth"
    r"|born (?:as )?(?:fe)?male|born (?:as )?an? (?:boy|girl|man|woman)|born in (?:a|the) (?:wrong|(?:fe)?male|man's|woman's) body)"
    r"|post-transition|pre-transition|before (?:his|her|their) transition|after (?:his|her|their) transition|[am]fab|[am]mab|mtf|ftm)\b"
)
_THEY = re.compile(
    rf"\b(?:{_WHO}(?:uses?|using|goes by|with) )?(?:they/them|they/he|they/she|he/they|she/they|xe/xem|ze/hir)(?: pronouns)?\b"
)
_COLOURS = {
    "dark": "coffee|chocolate|cocoa|ebony|mahogany|walnut|espresso|charcoal|coal|night|midnight|obsidian|cinnamon|earth|umber|chestnut",
    "tan": "honey|caramel|olives?|bronze|copper|wheat|toffee|sand|amber|tea|gold",
    "fair": "milk|porcelain|snow|ivory|cream|alabaster|pearls?|marble|paper|chalk|peach(?:es)?|lily|lilies",
}
_HUE = "|".join(f"(?P<{value}>{words})" for value, words in _COLOURS.items())
_SKIN = re.compile(
    rf"\bskin (?:(?:is|was) )?(?:(?:as )?(?:\w+ )?as|(?:of )?the (?:colou?r|shade|hue) of|(?:\w+ )?like|of)"
    rf" (?:(?:the|a|an|fresh|dark|deep|warm|rich|melted|fine|polished|black|burnt|wild|pure|fallen|new) )*(?:{_HUE})\b"
)
_HUED = re.compile(rf"\b(?:{_HUE})[ -]colou?red (?:skin|complexion)\b")
_PEOPLE = "family|parents?|ancestors?|ancestry|forebears|forefathers|grandparents|grandmother|grandfather|mother|father|people|folks"
_ROOTED = re.compile(
    rf"\b(?:with (?:(?:deep|family|strong|ancestral) )?(?:roots|family|forebears|ancestors|ancestry)"
    rf"|whose (?:{_PEOPLE}) (?:is|are|was|were|lived|lives|live)) in (?:the )?"
)
_ENSLAVED = re.compile(rf"\bwhose (?:{_PEOPLE}) (?:were|was|had been) (?:slaves|enslaved)\b")
_SPEAKING = re.compile(
    r"\b(?:speaks?|speaking|spoke|fluent in|(?:talk|sing|whisper|shout|pray|chatt|curs|writ)(?:s|ing) in|native speakers? of)"
    r" (?P<tongue>[a-z]+)\b"
)
_TONGUES = {
    "chinese": "mandarin cantonese hokkien hakka wu",
    "indian": "hindi urdu telugu marathi kannada malayalam sanskrit",
    "iranian": "farsi dari",
    "filipino": "tagalog cebuano",
    "israeli": "hebrew yiddish ladino",
    "nigerian": "yoruba igbo hausa",
    "kenyan": "swahili kikuyu",
    "ethiopian": "amharic oromo tigrinya",
    "zulu": "xhosa afrikaans sotho tswana",
    "mayan": "nahuatl quechua guarani",
    "irish": "gaelic",
    "kurdish": "pashto",
    "spanish": "castilian catalan",
    "zimbabwean": "shona",
}
_TONGUE_OF = {tongue: value for value, tongues in _TONGUES.items() for tongue in tongues.split()}
_BELIEVING = re.compile(
    r"\b(?:convert(?:s|ed|ing)? to|conversion to|(?:follower|believer|devotee|adherent|disciple|practitioner|worshipp?er)s? (?:of|in)"
    r"|believe[sd]? in|believing in|faith in|praye?(?:s|d|rs?)? to|praying to|worship(?:s|ped|ping)?|preach(?:es|ing)|devoted to)"
    r" (?:the )?(?:lord |god |goddess |prophet |holy )?(?P<whom>[a-z]+)\b"
)
_GODS = {
    "christian": "christ jesus mary gospel trinity bible",
    "islam": "allah muhammad mohammed quran koran",
    "jewish": "yahweh torah talmud",
    "hindu": "krishna shiva vishnu ganesha ganesh kali durga brahma rama hanuman lakshmi",
    "buddhist": "buddha dharma",
    "sikh": "waheguru nanak",
    "mormon": "jehovah",
    "pagan": "satan odin thor",
}
_GOD_OF = {name: value for value, names in _GODS.items() for name in names.split()}
_MAY = re.compile(
    r"can|could|able|lost|los|missing|lack|without|no |only one|transition|born|assigned|fab|mab|mtf|ftm|they|xe/|ze/|skin|complexion|roots"
    r"|from|ancest|whose|family|forebear|sp[eo]ak|fluent|ing in|s in|conver|follow|belie"
    r"|devot|adher|discip|practi|worship|pray|preach|faith"
)


def find_clauses(lower: str, tokens: Sequence[Token], taxonomy: Taxonomy) -> Iterator[Figure]:
    """Where a text in small letters says such things: start, end and the forms that it amounts to, or the words that betray it."""
    if not _MAY.search(lower):
        return
    around = Around(lower, tokens, taxonomy)
    for find in _FINDERS:
        yield from find(around)


def _unable(around: Around) -> Iterator[Figure]:
    for match in _UNABLE.finditer(around.text):
        if (match["who"] or _speaks_of_person(around, match.start())) and around.pauses(match.end()):
            yield from _detail(around, match, _SENSES)


def _lost(around: Around) -> Iterator[Figure]:
    for match in _LOST.finditer(around.text):
        led = around.led_by(match.start())
        elsewhere = match["verb"] in _ELSEWHERE and not match["who"]
        if _speaks_of_person(around, match.start()) or (match["who"] and led) or not (elsewhere or led in ("", "the", "a")):
            yield from _detail(around, match, _PARTS)


def _speaks_of_person(around: Around, start: int) -> bool:
    led = around.led_by(start)
    return around.is_person(led) or led in ("he", "she", "they")


def _changed(around: Around) -> Iterator[Figure]:
    for match in _TRANS.finditer(around.text):
        yield from _said(around, match, "transgender")
    for match in _THEY.finditer(around.text):
        yield from _said(around, match, "nonbinary")


def _said(around: Around, match: re.Match[str], value: str) -> Iterator[Figure]:
    """A detail, or an adjective before a noun: "a they/them barista"."""
    kind: Kind = DETAIL if around.pauses(match.end()) else ADJECTIVE
    yield from _form(around, match, kind, value)


def _skin(around: Around) -> Iterator[Figure]:
    for pattern in (_SKIN, _HUED):
        for match in pattern.finditer(around.text):
            yield from _detail(around, match, _COLOURS)


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
    for match in _ENSLAVED.finditer(around.text):
        yield from _cue(around, match.span(), "african")


def _speaking(around: Around) -> Iterator[Figure]:
    for match in _SPEAKING.finditer(around.text):
        if value := _TONGUE_OF.get(match["tongue"]):
            yield from _cue(around, match.span("tongue"), value)


def _believing(around: Around) -> Iterator[Figure]:
    for match in _BELIEVING.finditer(around.text):
        if value := _GOD_OF.get(match["whom"]):
            yield from _cue(around, match.span("whom"), value)


def _detail(around: Around, match: re.Match[str], values: dict[str, str]) -> Iterator[Figure]:
    value = next(name for name in values if match[name])
    yield from _form(around, match, DETAIL, value)


def _form(around: Around, match: re.Match[str], kind: Kind, value: str) -> Iterator[Figure]:
    known = value in around.taxonomy.values
    row = around.taxonomy.simple_row(kind, value) if known else None
    if row:
        yield match.start(), match.end(), (Form((match.group(),), kind, row.name, ONE, (value,)),)


def _cue(around: Around, span: tuple[int, int], value: str) -> Iterator[Figure]:
    if value in around.taxonomy.values:
        yield *span, (Form((around.text[slice(*span)],), CUE, around.taxonomy.attribute(value), ONE, (value,)),)


_FINDERS: tuple[Callable[[Around], Iterator[Figure]], ...] = (_unable, _lost, _changed, _skin, _rooted, _speaking, _believing)

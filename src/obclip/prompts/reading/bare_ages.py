"""Bare figures that the company of words of sex makes an age: "nude, 16", "petite 16", "16 topless", "(sixteen:1.2)"."""

from __future__ import annotations

import re
from collections.abc import Collection

from obclip.prompts.english.numbers import ONES

_OF_AGE = 18
_TEENS = "|".join(word for word, years in ONES.items() if 10 <= years < _OF_AGE)
_FEW = f"(?:1 ?[0-7]|[3-9]|{_TEENS})"
_SPELLED = "|".join(word for word, years in ONES.items() if years < _OF_AGE)
_WEIGHT = r":(?:\d?\.\d+|[012])\s?[)\]]"
_FIGURE = re.compile(rf"(?<![\w.:/'×-])(?<!\d,){_FEW}(?:(?={_WEIGHT})|(?!\w|['\"°%]|[.,]\d|\s?[/x:-]?\s?\d|-\w|\s?[:/]))")
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    "|seventeenth"
)
_BEFORE, _AFTER = re.compile(r"([a-z]+)[\s#(\[{\"]*$"), re.compile(r"[)\]}\"]*\s+([a-z]+)(?:\s+([a-z]+))?")
_SAID = re.compile(
    rf"\b(?:look|looks|looking|turn|turned|turning|being|barely|only|just)\s+{_FEW}\b(?!\s*(?:[:/x%]|of\b|[a-z]+s\b))"
    rf"|\bof\s+{_FEW}[\s-]+years\b"
    rf"|(?:^|[,;|(\[])\s*{_FEW}\s*(?:years?|yrs?)\s*(?=$|[,;|)\].])"
    r"|\b(?:age|aged|turned|turning)\s+(?:ix|xi{0,3}|xi?v|xvi{1,2})\b"
    r"|\bturning\s+(?:18|eighteen)\b(?!\s*[:/x%])|\b(?:18|eighteen)\s+(?:tomorrow|soon|next\s+(?:week|month|year))\b"
    r"|\b(?:turns?|becom(?:es?|ing)|(?:will|to|gonna|going\s+to|soon)\s+(?:be|turn))\s+(?:18|eighteen)\s+"
    r"(?:tomorrow|tonight|soon|next|later|this|in\s+(?:an?|a\s+few|\d+|one|two|three|four|five|six)\s)"
    r"|(?<![\w/.])1[0-7]\s?/\s?[fm](?![\w/])"
    r"|\b(?:almost|nearly|not(?:\s+(?:yet|quite|even))?|soon(?:[\s-]+to[\s-]+be)?|barely|just\s+under|about\s+to\s+(?:be|turn)|under|below)\s+"
    r"(?:18|eighteen)\b(?!\s*[:/x%])|\bbarely\s+legal\b|\btoo\s+young\s+to\b|\b(?:below|under|before)\s+(?:the\s+)?(?:legal\s+)?age\b"
    r"|\bdozen\s+(?:years|summers|winters)(?:\s+(?:old|of\s+age)|\s*(?:$|[,;.]))"
    rf"|\b{_FEW}[\s-]+(?:and[\s-]+)?(?:a[\s-]+half|three[\s-]+quarters?|a[\s-]+quarter)[\s-]+(?:years?|yrs?|yo)\b"
    r"|(?<![\w.])(?:1[0-7]|[1-9])(?:y|[\s-]?yrs?)(?![\w'-])"
    rf"|\b(?:{_SPELLED})years?olds?\b|\b(?:{_SPELLED})[\s-]?yrs?\b(?!\s+(?:ago|later|after|of\s+(?!age\b)))|\b{_FEW}-y-?o\b"
    r"|\b(?:an?|one|1(?:\.[0-7])?)\s+decades?\s+old\b(?!\s+(?!and\b|in\b|on\b|with\b|at\b)[a-z])|\b(?:1[0-7]|[1-9])[\s-]?jährige[rsnm]?\b"
    rf"|\bof\s+(?:{_FEW}|{_SPELLED})\s+having\s+sex\b"
    r"|\bin\s+y(?:ear)?\s?(?:[1-9]|1[0-3])\b(?!\s*(?:bc|ad|of|[,.]?\d))"
    r"|\b(?:ix|xi{0,3}|xi?v|xvi{1,2})[\s-]+(?:years?|yrs?)\b(?!\s+(?:ago|later|after|of\s+(?!age\b)))"
    r"|\bin\s+grade\s+(?:[1-9]|1[0-2])\b|(?:^|[,;|(\[])\s*grade\s+(?:[1-9]|1[0-2])\s*(?=$|[,;|)\].])"
    rf"|\b(?:{_ORDINALS}|\d(?:st|nd|rd|th)|1[0-7]th)[\s-]birthday\b(?!\s+of\b)"
    rf"|\b(?:{_ORDINALS}|\d(?:st|nd|rd|th)|1[0-2]th)[\s-]grade(?:rs?\b|\s+(?:students?|pupils?|girls?|boys?|class|kids?|teachers?)\b|\s*(?:$|[,;.]))|\bk[\s-]?12\b"
    r"|\by(?:ear)?\s?(?:[1-9]|1[0-3])\s+(?:students?|pupils?|girls?|boys?|class|kids?)\b"
)
_GROWN = r"(?:18|eighteen|(?:an?\s+)?(?:adult|grown[\s-]?up)|legal|of\s+(?:legal\s+)?age)"
_BEFORE_IT = r"(?:before|until|till|prior\s+to|ahead\s+of|shy\s+of|short\s+of|away\s+from|yet\s+to|about\s+to|waiting\s+to)"
_NOT = r"(?:\bnot|\bnever|n't|\b(?:is|are|has|have|had|was)nt|\bno|\bnon|\bwithout|\balmost|\bnearly|\bpre)"
# "Has not turned 18", "before her 18th birthday", "isn't an adult", "younger than 16", "u18", "<18".
_NOT_YET = re.compile(
    rf"(?:{_NOT}|\b{_BEFORE_IT})[\s-]+(?:\w+\s+){{0,4}}(?:turn|reach|becom|becam|hit|being|be|is|was)\w{{0,4}}\s+(?:the\s+age\s+of\s+)?{_GROWN}\b(?!\s*[:/x%])"
    rf"|\b{_BEFORE_IT}\s+(?:(?:her|his|their|my|your)\s+(?:18th|eighteenth)\b|(?:the\s+)?(?:18th|eighteenth)\s+b(?:irth)?-?day\b|18\b(?!\s*[:/x%]))"
    rf"|{_NOT}[\s-]+(?:(?:yet|quite|even|really|fully|actually|any|technically|legally)\s+)*(?:an?\s+)?(?:adults?|grown[\s-]?ups?|legal|of\s+(?:legal\s+)?age)\b"
    r"(?!\s+(?:content|themes?|films?|movies?|material|humou?r|scenes?|supervision|images?|sites?|language|diapers?|size))"
    r"|\b(?:younger|less|fewer)\s+than\s+(?:1[0-8]|eighteen|sixteen)\b(?!\s*[:/x%°]|[.,]\d|\s+(?!years?\b|yrs?\b)[a-z]+s?\b(?<!\band)(?<!\bwith))"
    r"|(?<![\w.])(?:u|sub)[\s-]?1[0-8]\b|(?<![\w.])(?:<|\u2264)\s{0,3}1[0-8]\b(?!\s*[:/x%°>]|[.,]\d)"
)
_ROMAN = re.compile(r"(?<![\w.:/'-])(?<!\. )(?:xi{1,3}|xiv|xv|xvi{1,2})(?![\w'-])")
_SHOWN = frozenset(
    """woman man girl boy person model lady figure body female male she he is was s only just barely looks looking being sweet petite cute
    skinny tiny young innocent fresh blonde brunette redhead pretty""".split()
)
# What a figure after one of these counts, and what may stand after an age.
_LABELS = frozenset(
    """act aperture apollo batch book canon card cfg chapter cinema clip code day engine episode fig figure film flux frame gen generation
    grade hour image iso lens level line mark mile model msg night nikon no number octane of page panel part photo picture pixel plate ps
    quality rank ratio room route rule scale scene season seed series shot sigma size sony stage steps step strength studio style take tile
    top type unit unreal v version vol volume war week weight windows""".split()
)
_GOES_ON = frozenset(
    """and or with in on at but who while from her his as by is wearing lying posing sitting standing old petite cute slim skinny tiny young
    pretty going""".split()
)
_SEVERAL = frozenset("men women people persons folk".split())


def is_bare_age(lower: str, sexual: re.Pattern[str]) -> bool:
    """Whether a text in small letters has a figure that nothing says the sense of but its company.

    sexual: the words beside which a small figure counts, too.
    """
    if _SAID.search(lower) or _NOT_YET.search(lower) or any(_is_age(lower, match, sexual) for match in _FIGURE.finditer(lower)):
        return True
    return any(_is_age(lower, match, sexual, _SHOWN) for match in _ROMAN.finditer(lower))


def _is_age(lower: str, figure: re.Match[str], sexual: re.Pattern[str], whose: Collection[str] | None = None) -> bool:
    """whose: the words that may stand before it, of numerals that kings, centuries and sequels have as well."""
    before, after = _BEFORE.search(lower, 0, figure.start()), _AFTER.match(lower, figure.end())
    led, followed = before.group(1) if before else "", after.group(1) if after else ""
    if whose is not None and led and led not in whose and not sexual.fullmatch(led):
        return False
    if followed and sexual.fullmatch(followed) and (after is None or not _is_several(after.group(2) or "")):
        return True
    if led in _LABELS or (followed and followed not in _GOES_ON):
        return False
    alone = not led and not followed
    return alone or len(figure.group()) > 1 or sexual.fullmatch(led) is not None


def _is_several(word: str) -> bool:
    return word in _SEVERAL or word.endswith("s")

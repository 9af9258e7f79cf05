"""Bare figures that the company of words of sex makes an age: "nude, 16", "petite 16", "16 topless", "(sixteen:1.2)"."""

from __future__ import annotations

import re

from obclip.prompts.english.numbers import ONES

_OF_AGE = 18
_TEENS = "|".join(word for word, years in ONES.items() if 10 <= years < _OF_AGE)
_FEW = f"(?:1 ?[0-7]|[3-9]|{_TEENS})"
_WEIGHT = r":(?:\d?\.\d+|[012])\s?[)\]]"
_FIGURE = re.compile(rf"(?<![\w.:/'×-])(?<!\d,){_FEW}(?:(?={_WEIGHT})|(?!\w|['\"°%]|[.,]\d|\s?[/x:-]?\s?\d|-\w|\s?[:/]))")
_BEFORE, _AFTER = re.compile(r"([a-z]+)[\s#(\[{\"]*$"), re.compile(r"[)\]}\"]*\s+([a-z]+)(?:\s+([a-z]+))?")
_SAID = re.compile(
    rf"\b(?:look|looks|looking|turn|turned|turning|being|barely|only|just)\s+{_FEW}\b(?!\s*(?:[:/x%]|of\b|[a-z]+s\b))"
    rf"|\bof\s+{_FEW}[\s-]+years\b"
    rf"|(?:^|[,;|(\[])\s*{_FEW}\s*(?:years?|yrs?)\s*(?=$|[,;|)\].])"
    r"|\b(?:age|aged|turned|turning)\s+(?:ix|xi{0,3}|xi?v|xvi{1,2})\b"
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
    pretty""".split()
)
_SEVERAL = frozenset("men women people persons folk".split())


def is_bare_age(lower: str, sexual: re.Pattern[str]) -> bool:
    """Whether a text in small letters has a figure that nothing says the sense of but its company.

    sexual: the words beside which a small figure counts, too.
    """
    return _SAID.search(lower) is not None or any(_is_age(lower, match, sexual) for match in _FIGURE.finditer(lower))


def _is_age(lower: str, figure: re.Match[str], sexual: re.Pattern[str]) -> bool:
    before, after = _BEFORE.search(lower, 0, figure.start()), _AFTER.match(lower, figure.end())
    led, followed = before.group(1) if before else "", after.group(1) if after else ""
    if followed and sexual.fullmatch(followed) and (after is None or not _is_several(after.group(2) or "")):
        return True
    if led in _LABELS or (followed and followed not in _GOES_ON):
        return False
    alone = not led and not followed
    return alone or len(figure.group()) > 1 or sexual.fullmatch(led) is not None


def _is_several(word: str) -> bool:
    return word in _SEVERAL or word.endswith("s")

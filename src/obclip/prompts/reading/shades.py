"""Skin by what has its colour, read as dark, tan or fair: "a mocha-skinned woman", "honey skin", "a milk-white complexion".

What else is written before "-skinned" betrays a skin as well, but for what no human skin is, "green-skinned", or says no colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import CUE, PERSON_KINDS, PRONOUN_KINDS, Form, Taxonomy

_SHADES = {
    "dark": "mocha sepia hazelnut walnut teak cedar rosewood pecan cacao fudge brownie nutmeg clove raisin plum fig date molasses treacle "
    "licorice liquorice coal ink jet onyx raven midnight night pitch bourbon cola java chicory nut truffle aubergine "
    "cappuccino espresso",
    "tan": "latte almond maple oak sandalwood cherry-wood toast toasted biscuit butterscotch tea chai ginger taupe khaki ochre sienna rust "
    "brick clay terracotta terra-cotta sand sandy medium brass gold topaz whiskey whisky cognac hazel honeyed peanut cashew saffron "
    "turmeric penny cork straw",
    "fair": "milk cream peach apricot strawberry buttermilk vanilla rice flour sugar snow chalk paper marble bone eggshell pearl moonlit "
    "lily magnolia rose pink pinkish ecru beige linen cotton moon ghost lightly salt bisque",
}
_OF = {word: shade for shade, words in _SHADES.items() for word in words.split()}
_TINTS = {"white": "fair", "pale": "fair", "brown": "dark", "black": "dark", "dark": "dark", "gold": "tan", "golden": "tan"}
_BEFORE = r"(?<![\w'-])(?:(?:milk|dark|light|rich|deep|warm|pale)[- ])?"
_SKINNED = re.compile(
    rf"{_BEFORE}(?P<shade>(?:{'|'.join(sorted(_OF, key=len, reverse=True))})(?:-(?:{'|'.join(_TINTS)}))?|[a-z]+-(?:{'|'.join(_TINTS)}))"
    r"(?P<noun>[- ](?:skinned|complexioned)|(?:-colou?red)? (?:skin|complexion)(?! (?:care|cream|texture|mask)))(?![\w-])",
    re.IGNORECASE,
)
# What the skin of no human being is, or no colour of it.
_NONE = frozenset(
    "green blue purple violet lilac teal turquoise indigo red orange grey gray silver metal metallic steel stone rock wood glass crystal "
    "rainbow neon scaly scaled lizard snake reptile shark dragon demon fur furry slime rubber plastic smooth soft rough thick thin clear "
    "bare tough loose tight dry oily wet sweaty glossy shiny glowing dewy "
    "tattooed leathery smoke fire ice star galaxy leaf bark moss half un".split()
)
# "Tall, dark and handsome".
_HANDSOME = re.compile(
    r"(?<![\w'-])(?:(?P<tall>tall)(?:,? and|,)? )?(?P<dark>dark)(?=(?:,? (?:and|but)|,| &)? (?:handsome|good-looking)\b)", re.IGNORECASE
)
SKINNED = frozenset({"skinned", "complexioned"})


def shades(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such a word is read as the shade of a skin, in no order; a whole that has a form keeps it."""
    small = text.lower()
    if ("dark", "skinned") not in taxonomy.forms or not any(noun in small for noun in ("skin", "complexion", "dark")):
        return
    for match in _HANDSOME.finditer(text):
        if match["tall"] or _shows_somebody(text, taxonomy):
            yield *match.span("dark"), f"{match['dark']}-skinned"
    for match in _SKINNED.finditer(text):
        shade, noun = match["shade"].lower(), match["noun"].lower()
        whole = tuple(re.findall(r"[a-z]+", shade + noun))
        if whole in taxonomy.forms or tuple(re.findall(r"[a-z]+", match.group().lower())) in taxonomy.forms:
            continue
        tint = shade.rpartition("-")[2]
        read = _OF.get(shade) or _TINTS.get(tint, "")
        if read and _shows_somebody(text, taxonomy):
            yield match.start(), match.end(), f"{read}{'-skinned' if noun.endswith('ed') else noun[noun.index(' ') :]}"


def _shows_somebody(text: str, taxonomy: Taxonomy) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return any(taxonomy.means(word, *PERSON_KINDS, *PRONOUN_KINDS) for word in words)


def skin_of(first: str, last: str, taxonomy: Taxonomy) -> tuple[Form, ...]:
    """A cue to a skin, where a word that no list has stands before "-skinned"."""
    told = taxonomy.forms.get(("dark", "skinned"), ()) if last in SKINNED and first not in _NONE else ()
    return tuple(Form((first, last), CUE, taxonomy.attribute(form.values[0]), values=form.values) for form in told)

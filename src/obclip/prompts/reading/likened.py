"""Who is likened in size to something, read as of that size: "a giant of a man" is a tall man, "a whale of a woman" a fat woman.

"An ebony beauty" is an ebony woman.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import NOUN, Taxonomy

_SIZES = {
    "tall": "giant beanpole bean-pole colossus titan tower giraffe string lamppost skyscraper",
    "short": "shrimp runt midget mite peanut squirt gnome hobbit",
    "muscular": "mountain bear hulk ox bull beast tank brute bruiser slab wall",
    "fat": "whale barrel tub blob hippo elephant walrus pudding dumpling",
    "thin": "slip wisp reed rail twig stick scrap sliver rake skeleton",
}
_SAID = {word: size for size, words in _SIZES.items() for word in words.split()}
_LIKENED = re.compile(
    r"(?<![\w'-])(?:(?P<an>an?)|(?:this|that|my|your|our)) (?P<what>(?:(?:huge|great|mere|little|big|real|tiny) )?"
    rf"(?P<size>{'|'.join(_SAID)}) of an?) (?:[a-z]+ )??"
    r"(?P<who>man|woman|boy|girl|guy|lady|lad|lass|fellow|person|child|kid|dude|chap)(?![\w'-])",
    re.IGNORECASE,
)
_BEAUTY = re.compile(r"(?<![\w'-])ebony (?P<beauty>beaut(?:y|(?P<several>ies)))(?! (?:products?|salon|shop|care))(?![\w'-])", re.IGNORECASE)


def likened(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such words are read, in no order."""
    for match in _LIKENED.finditer(text) if " of a" in text.lower() else ():
        size = _SAID[match["size"].lower()]
        if not taxonomy.means(match["who"].lower(), NOUN, "person") or (size,) not in taxonomy.forms:
            continue
        if match["an"]:
            yield *match.span("an"), match["an"][0]
        yield *match.span("what"), size
    for match in _BEAUTY.finditer(text) if "ebony" in text.lower() and ("ebony",) in taxonomy.forms else ():
        yield *match.span("beauty"), "women" if match["several"] else "woman"

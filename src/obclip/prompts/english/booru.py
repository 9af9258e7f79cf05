"""Counts of persons as picture boards tag them ("1girl", "2boys", "6+girls", "multiple_girls"), and their creatures ("catboy", "elf girl").

Both say a gender and no age: "1girl" stands beside "mature female" and "old woman".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, MANY, NOUN, ONE, PRONOUN_KINDS, Form, Kind, Row, Taxonomy

Word = tuple[int, int, str, tuple[Form, ...]]  # as in reading/units.py
COUNTED: Final = "counted"  # the row of "1girl" and "multiple girls"
MULTIPLE: Final = "multiple"
SOLO: Final = "solo"
# What parts the regions of a prompt, or prompts that are drawn as one.
ALSO: Final = "AND"  # between prompts that are drawn as one picture
SECTION_MARKS: Final = frozenset({"BREAK", ALSO, "ADDCOMM", "ADDBASE", "ADDCOL", "ADDROW"})
_GROWN = "counted adult"
_CREATURE = "creature"
SEXED: Final = "sexed"  # the row of "mature female" and "male focus" in lists of tags
_SEXES = frozenset({"male", "males", "female", "females"})
_YOUNG = ("boy", "girl")
_OTHERS: Mapping[str, Form] = {"other": Form(("other",), "person", "", ONE), "others": Form(("others",), "person", "", MANY)}
_COUNTABLE: frozenset[Kind] = frozenset({NOUN, "folk", "person"})
_NUMBERED = re.compile(r"(?:\d{1,3}[^\W\d_]{3,})+")
_GLUED = re.compile(r"\d[a-z]{3}|[a-z](?:boy|girl)")
_NUMBER_OR_WORD = re.compile(r"\d+|\D+")
_MADE_OF = re.compile(r"(?P<creature>[a-z]{2,})(?P<young>boys?|girls?)")
_BEGINS = re.compile(r"(?:^|[,|\n(\[{])[\s_(\[{]*$")
_ENDS = re.compile(r"[\s_]*(?::\d*\.?\d+)?[\s)\]}]*(?:$|[,|\n])")
_FARTHEST = 8
_STOP = (Form(("and",), "stop"),)
# Animals and beings that are girls or boys on picture boards; robots and dolls are none of them.
_CREATURES = frozenset(
    "cat dog fox wolf coyote jackal hyena bunny rabbit hare usagi neko inu kitsune okami tanuki raccoon badger weasel ferret otter "
    "skunk mouse rat hamster squirrel hedgehog mole bear panda koala tiger lion leopard cheetah jaguar panther puma cougar lynx "
    "cow bull ox horse pony unicorn pegasus donkey zebra giraffe camel alpaca llama sheep lamb ram goat deer reindeer moose pig "
    "boar elephant rhino hippo monkey ape gorilla kangaroo sloth seal walrus bird crow raven owl eagle hawk swan duck goose "
    "chicken penguin parrot peacock phoenix griffin snake serpent lizard gecko turtle frog crocodile alligator dinosaur raptor "
    "dragon salamander axolotl shark fish whale dolphin orca jellyfish octopus squid crab insect bug spider scorpion bee wasp ant "
    "moth butterfly beetle mantis slime plant mushroom alraune elf demon devil oni ogre orc goblin troll vampire zombie skeleton "
    "ghost spirit monster kemono kemonomimi nekomimi centaur harpy lamia arachne minotaur cyclops gorgon fairy pixie imp dryad "
    "golem werewolf alien magic magical".split()
)


def split_glued(parts: Sequence[str], forms: Mapping[tuple[str, ...], tuple[Form, ...]]) -> list[str]:
    """What is between words and the words, in turn, with "1girl" as "1" and "girl", "catboy" as "cat" and "boy", and nothing between."""
    found: list[str] = []
    for place, part in enumerate(parts):
        pieces = _pieces(part, forms) if place % 2 and part[-1:].isalpha() and len(part) > 3 else ()
        if not pieces:
            found.append(part)
        for number, piece in enumerate(pieces):
            found += ["", piece] if number else [piece]
    return found


def may_be_glued(small: str) -> bool:
    """Whether a text in small letters may have a word for `split_glued`: one with a figure before a letter, or a boy or a girl."""
    return _GLUED.search(small) is not None


def _pieces(word: str, forms: Mapping[tuple[str, ...], tuple[Form, ...]]) -> Sequence[str]:
    if word[0].isdigit():
        pieces = _NUMBER_OR_WORD.findall(word) if _NUMBERED.fullmatch(word) else ()
        return pieces if all(_is_countable(piece, forms) for piece in pieces[1::2]) else ()
    match = _MADE_OF.fullmatch(word)
    return match.groups() if match and match["creature"] in _CREATURES and (word,) not in forms else ()


def _is_countable(word: str, forms: Mapping[tuple[str, ...], tuple[Form, ...]]) -> bool:
    if word in _OTHERS or any(form.kind in _COUNTABLE or form.kind == ANIMAL for form in forms.get((word,), ())):
        return True  # also "1dog"
    match = _MADE_OF.fullmatch(word)
    return match is not None and match["creature"] in _CREATURES


def with_counts(words: Sequence[Word], small: str, taxonomy: Taxonomy) -> list[Word]:
    """The words with the meanings that they have in counts and in lists of tags. small: the text in small letters."""
    found = list(words)
    if COUNTED not in taxonomy.rows:
        return found
    tagged = any(word[2] == SOLO for word in words)
    for place in range(1, len(words)):
        tagged = _count(found, place, small, taxonomy) or tagged
    tagged = tagged or not any(form.kind in _COUNTABLE for word in words for form in word[3])
    for place, word in enumerate(found):
        if word[2] in _SEXES:
            if tagged or _is_tag_of_sex(found, place, small) or _leads_on(found, place, small):
                found[place] = *word[:3], _recast(word, taxonomy.rows.get(SEXED))
        elif tagged and word[3] and (forms := _as_tag(word[3], taxonomy)) and stands_alone(small, word[0], word[1]):
            found[place] = *word[:3], forms
    return found


@lru_cache(maxsize=2048)
def _as_tag(forms: tuple[Form, ...], taxonomy: Taxonomy) -> tuple[Form, ...]:
    """What a word means as a tag of its own, if it is not what it means elsewhere.

    An adjective is a noun where its like are nouns: "teenage" is a teenager, for "child" is a child. A noun that says one thing of a
    person is an adjective: "bodybuilder" is muscular.
    """
    said = next((form for form in forms if form.kind == ADJECTIVE), None)
    if said and (noun := _noun_of(taxonomy, said.row)):
        return (Form(said.words, NOUN, noun, ONE, said.values),)
    person = next((form for form in forms if form.kind == NOUN and form.number == ONE), None)
    if person is None or len(person.values) != 1 or taxonomy.rows[person.row].attributes:
        return ()
    row = taxonomy.simple_row(ADJECTIVE, person.values[0])
    return (Form(person.words, ADJECTIVE, row.name, ONE, person.values),) if row else ()


def _noun_of(taxonomy: Taxonomy, name: str) -> str:
    """The row of nouns that some adjective of a row, alone, may belong to as well; "" where there is none."""
    row = taxonomy.rows.get(name)
    noun = taxonomy.simple_row("noun", next(iter(row.cells))[0]) if row and len(row.attributes) == 1 else None
    if row is None or noun is None:
        return ""
    written = [tuple(words[ONE].lower().split()) for words in row.cells.values()]
    return noun.name if any(form.row == noun.name for words in written for form in taxonomy.forms.get(words, ())) else ""


def _is_tag_of_sex(words: Sequence[Word], place: int, small: str) -> bool:
    """Whether "male" or "female" is a tag of its own, or has the focus."""
    focus = place + 1 < len(words) and words[place + 1][2] == "focus"
    return focus or stands_alone(small, words[place][0], words[place][1])


def _leads_on(words: Sequence[Word], place: int, small: str) -> bool:
    """Whether "male" stands right before a word that it may describe, and so is no "man": "a male robotic dolphin"."""
    if place + 1 >= len(words) or small[words[place][1] : words[place + 1][0]] != " ":
        return False
    return not any(form.kind in ("stop", *PRONOUN_KINDS) for form in words[place + 1][3])


def _count(words: list[Word], place: int, small: str, taxonomy: Taxonomy) -> bool:
    """Gives a girl, a boy or "other" its meaning in a count or as a creature, and tells whether there is a count."""
    before, word = words[place - 1], words[place]
    if word[2] not in _OTHERS and not word[2].startswith(_YOUNG):
        return _count_grown(words, place, taxonomy)
    between = small[before[1] : word[0]]
    if _is_counted(words, place, small):
        words[place] = *word[:3], (_OTHERS[word[2]],) if word[2] in _OTHERS else _recast(word, taxonomy.rows[COUNTED])
        return True
    if word[2] not in _OTHERS and before[2] in _CREATURES and between in ("", " ", "_", "-"):
        words[place] = *word[:3], _recast(word, taxonomy.rows.get(_CREATURE))
        words[place - 1] = *before[:3], (Form((before[2],), "lookalike"),)
        return between == ""
    return False


def _count_grown(words: list[Word], place: int, taxonomy: Taxonomy) -> bool:
    """Gives "man" in "1man" and "multiple men" a meaning that no age changes, and tells whether there is a count."""
    before = words[place - 1]
    glued = before[1] >= words[place][0] and before[2].isdigit() and not any(form.kind == ANIMAL for form in words[place][3])
    if not glued and before[2] != MULTIPLE:
        return False
    words[place] = *words[place][:3], _recast(words[place], taxonomy.rows.get(_GROWN))
    return glued


def _is_counted(words: Sequence[Word], place: int, small: str) -> bool:
    before, word = words[place - 1], words[place]
    between = small[before[1] : word[0]]
    if before[2] == MULTIPLE:
        return between in (" ", "_", "-")
    if not before[2].isdigit() or between.strip(" _") not in ("", "+", "-"):
        return False
    return between == "" or "+" in between or stands_alone(small, before[0], word[1])


def stands_alone(small: str, start: int, end: int) -> bool:
    """Whether text[start:end] is all that a comma, a line or the whole has, but for brackets and a weight: "1 girl, ..."."""
    return _BEGINS.search(small, max(0, start - _FARTHEST), start) is not None and _ENDS.match(small, end) is not None


def _recast(word: Word, row: Row | None) -> tuple[Form, ...]:
    """The meanings of a word with the noun as the row has it."""
    if row is None:
        return word[3]
    cells = [(cell, number) for cell, written in row.cells.items() for number in (ONE, MANY) if written[number] == word[2]]
    if not cells:
        return word[3]
    (cell, number), kept = cells[0], tuple(form for form in word[3] if form.kind != NOUN)
    return (Form((word[2],), NOUN, row.name, number, cell), *kept)


def with_sections(words: Sequence[Word], text: str) -> list[Word]:
    """The words with the marks between regions of a prompt as they are written, in capitals, and without another meaning."""
    if not _has_marks(text) or text.isupper():
        return list(words)
    return [(*word[:2], mark, _STOP) if (mark := text[word[0] : word[1]]) in SECTION_MARKS else word for word in words]


def _has_marks(text: str) -> bool:
    return "BREAK" in text or "AND" in text or "ADD" in text

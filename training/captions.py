"""Captions as people write prompts: a sentence that states some attributes of a portrait, and nothing false about it.

Usage: python -m training.captions --count 40 (prints examples)
"""

import argparse
import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from training.portraits import words
from training.portraits.attributes import sample
from training.portraits.words import Words

PLAIN = 0.7  # how often a value is told in its plain wording; the others share the rest
PLAIN_COLOR = 0.88  # a synonym of a colour is also a slightly different colour


@dataclass(frozen=True)
class Teller:
    """What decides one caption: the truth, the dice, and the attributes that must be told (`shy`: no others)."""

    truth: Mapping[str, Any]
    rng: random.Random
    keep: frozenset[str]
    shy: bool

    def states(self, name: str, chance: float) -> bool:
        """Whether this caption mentions an attribute."""
        return name in self.keep or (not self.shy and self.rng.random() < chance)

    def may(self, name: str, chance: float) -> bool:
        """Whether an attribute may be told indirectly ("in her twenties"); kept ones are told in plain words."""
        return name not in self.keep and self.rng.random() < chance

    def word(self, choices: Words, plain: float = PLAIN) -> str:
        """The plain wording, or one of the others."""
        return choices[0] if len(choices) == 1 or self.rng.random() < plain else self.rng.choice(choices[1:])


@dataclass
class Parts:
    """What a caption will say: "a [adjectives] [noun] [origin] [clauses], [fillers]"."""

    gender: str | None = None
    noun: str = ""
    origin: str = ""
    adjectives: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    fillers: list[str] = field(default_factory=list)

    def subject(self) -> str:
        return " ".join([*self.adjectives, self.noun]) + self.origin


def article(text: str) -> str:
    """The text with its indefinite article: "an old", "a European", "an 80-year-old"."""
    vowel = text[:1].lower() in "aeiou8" and not text.lower().startswith("euro")
    return ("an " if vowel else "a ") + text


def tell_noun(teller: Teller, parts: Parts) -> bool:
    """Choose the noun; True if it already says the age."""
    truth, rng = teller.truth, teller.rng
    if not teller.states("gender", 0.82):
        parts.noun = teller.word(words.NEUTRAL)
        return False
    parts.gender = truth["gender"]
    grandparent = truth["age"] == "old" and teller.may("gender", 0.10) and teller.may("age", 1.0)
    if truth["clothes"] == "suit" and teller.may("gender", 0.15):
        table, grandparent = words.BUSINESS, False
    else:
        table = words.GRANDPARENT if grandparent else words.NOUN
    parts.noun = teller.word(table[truth["gender"]])
    return grandparent and rng.random() < 0.7


def tell_age(teller: Teller, parts: Parts) -> None:
    age = teller.truth["age"]
    years = str(teller.rng.randint(*words.YEARS[age]))
    if teller.may("age", 0.12):
        parts.clauses.append(teller.rng.choice(words.AGE_CLAUSE[age]).replace("{years}", years))
    elif teller.may("age", 0.08):
        parts.adjectives.append(f"{years}-year-old")
    else:
        parts.adjectives.append(teller.word(words.AGE[age]))


def origin(people: str, land: str, rng: random.Random) -> str:
    """ "from Africa", "of Caucasian descent"."""
    places = [f"from {land}", f"from {land}"] if land else []
    if land and land != "India":
        places.append(f"from {article(people)} country")
    return rng.choice(places + [text.replace("{People}", people) for text in words.ORIGIN])


def tell_ethnicity(teller: Teller, parts: Parts) -> None:
    people, land = words.ETHNICITY[teller.truth["ethnicity"]], words.LAND[teller.truth["ethnicity"]]
    nations = words.NATION[teller.truth["ethnicity"]]
    if nations and teller.may("ethnicity", 0.08):
        parts.adjectives.append(teller.rng.choice(nations))
        return
    if teller.may("ethnicity", 0.18):
        parts.origin = " " + origin(people, land, teller.rng)
        return
    parts.adjectives.append(f"{people}-looking" if teller.may("ethnicity", 0.03) else people)
    if land and teller.may("ethnicity", 0.02):
        parts.origin = f" from {land}"


def tell_hair(teller: Teller, parts: Parts) -> None:
    truth, rng = teller.truth, teller.rng
    if truth["hair"] == "bald" and rng.random() < 0.6:
        parts.adjectives.insert(0, "bald")
        return
    shades = words.TINT[truth["ethnicity"]]
    natural = shades[truth["tint"] % len(shades)]
    tint = {"young": natural, "middle-aged": "greying", "old": rng.choice(("grey", "gray"))}[truth["age"]]
    shaved = truth["hair"] == "bald" and truth["age"] == "young"  # later in life a ring of hair is left
    wording = teller.word(words.SHAVED if shaved else words.HAIR[truth["hair"]])
    parts.clauses.append("with " + wording.replace("{tint}", tint))


def tell_clothes(teller: Teller, parts: Parts) -> None:
    truth, rng = teller.truth, teller.rng
    if teller.states("clothes", 0.5):
        piece = teller.word(words.CLOTHES[truth["clothes"]])
        if teller.states("color", 0.85):
            piece = teller.word(words.COLOR[truth["color"]], PLAIN_COLOR) + " " + piece
        parts.clauses.append(rng.choice(words.WEAR).replace("{a}", article(piece)))
    elif teller.states("color", 0.22):
        color = teller.word(words.COLOR[truth["color"]], PLAIN_COLOR)
        parts.clauses.append(rng.choice(words.IN_COLOR).replace("{c}", color))


def tell_accessory(teller: Teller, parts: Parts) -> None:
    if teller.truth["accessory"] != "none" and teller.states("accessory", 0.6):
        thing = teller.word(words.ACCESSORY[teller.truth["accessory"]])
        parts.clauses.append(teller.rng.choice(("wearing ", "with ")) + thing)


def tell_expression(teller: Teller, parts: Parts) -> None:
    text = teller.word(words.EXPRESSION[teller.truth["expression"]])
    if " " not in text and teller.rng.random() < 0.4:
        parts.adjectives.insert(0, text)
    else:
        parts.clauses.append(text)


def tell_beard(teller: Teller, parts: Parts) -> None:
    beard = teller.truth["beard"]
    if beard == "beard" and teller.rng.random() < 0.3:
        parts.adjectives.insert(0, "bearded")
    else:
        parts.clauses.append(teller.word(words.BEARD[beard]))


def tell_lines(teller: Teller, parts: Parts) -> None:
    hidden = words.FOREHEAD if teller.truth["accessory"] == "hat" else None
    parts.clauses.append(teller.word(tuple(text for text in words.LINES[teller.truth["age"]] if text != hidden)))


def tell_fillers(teller: Teller, parts: Parts) -> None:
    truth, rng = teller.truth, teller.rng
    fillers = words.FILLERS + words.PLACE_FILLERS[truth["background"]] + words.MOOD_FILLERS[truth["expression"]]
    parts.fillers += rng.sample(fillers, rng.choice((1, 1, 2, 3)))


def parts_of(teller: Teller) -> Parts:
    """Decide what is said, in words but not yet in an order."""
    parts, rng, truth = Parts(), teller.rng, teller.truth
    age_said = tell_noun(teller, parts)
    if not age_said and teller.states("age", 0.78):
        tell_age(teller, parts)
    if teller.states("ethnicity", 0.78):
        tell_ethnicity(teller, parts)
    if len(parts.adjectives) == 2 and rng.random() < 0.12:
        parts.adjectives.reverse()
    if teller.states("hair", 0.38):
        tell_hair(teller, parts)
    tell_clothes(teller, parts)
    tell_accessory(teller, parts)
    if teller.states("expression", 0.42):
        tell_expression(teller, parts)
    if teller.states("background", 0.55):
        parts.clauses.append(teller.word(words.BACKGROUND[truth["background"]]))
    if truth["gender"] == "male" and teller.states("beard", 0.45 if truth["beard"] != "none" else 0.08):
        tell_beard(teller, parts)
    if teller.states("lines", 0.10):
        tell_lines(teller, parts)
    if rng.random() < 0.22:
        tell_fillers(teller, parts)
    return parts


def as_list(parts: Parts, rng: random.Random) -> str:
    """ "young, Asian, woman, short hair, in a garden"."""
    items = [*parts.adjectives, parts.noun + parts.origin, *parts.clauses, *parts.fillers]
    if rng.random() < 0.5:
        rng.shuffle(items)
    if rng.random() < 0.5:
        items = [re.sub(r"^(with|wearing|dressed in) (an? )?", "", text) for text in items]
    if rng.random() < 0.3:
        items.insert(0, rng.choice(("portrait", "headshot", "avatar")))
    return ", ".join(items)


def as_sentences(parts: Parts, rng: random.Random) -> str:
    """ "A woman. She is young and Asian. She is shown in a garden."."""
    he = words.PRONOUNS[parts.gender][2]
    he_is = f"{he} are" if he == "they" else f"{he} is"
    sentences = [article(parts.noun) + parts.origin]
    if parts.adjectives:
        sentences.append(f"{he_is} " + " and ".join(parts.adjectives).replace("-year-old", " years old"))
    if parts.clauses:
        rng.shuffle(parts.clauses)
        sentences.append(f"{he_is} shown " + ", ".join(parts.clauses))
    return " ".join(text[:1].upper() + text[1:] + "." for text in sentences)


def as_phrase(parts: Parts, rng: random.Random) -> str:
    """ "portrait of a young Asian woman with short hair, in a garden"."""
    if rng.random() < 0.35:
        rng.shuffle(parts.clauses)
    subject = article(parts.subject()) if rng.random() < 0.92 else parts.subject()
    lead = rng.choice(words.LEADS if rng.random() < PLAIN else words.OTHER_LEADS)
    first, later = rng.choice(((" ", ", "), (" ", ", "), (" ", " "), (" ", " "), (", ", ", ")))
    clauses = "".join((first if n == 0 else later) + text for n, text in enumerate(parts.clauses))
    return f"{lead} {subject}".strip() + clauses + "".join(", " + text for text in parts.fillers)


def written(text: str, rng: random.Random) -> str:
    """The text in small letters, in capitals, with a capital first letter, or as it is."""
    draw = rng.random()
    if draw < 0.30:
        return text.lower()
    if draw < 0.34:
        return text.upper()
    return text[:1].upper() + text[1:] if draw < 0.60 else text


def caption(attributes: Mapping[str, Any], rng: random.Random, keep: Collection[str] | None = None) -> str:
    """A sentence that states some of the attributes; those named by `keep` for certain, the others at random."""
    teller = Teller(attributes, rng, frozenset(keep or ()), shy=not keep and rng.random() < 0.04)
    parts = parts_of(teller)
    shape = rng.choices((as_list, as_sentences, as_phrase), (10, 7, 83))[0]
    his, him, _ = words.PRONOUNS[parts.gender]
    return written(shape(parts, rng).replace("{his}", his).replace("{him}", him), rng)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    args = parser.parse_args()
    rng = random.Random()
    for _ in range(args.count):
        print(caption(sample(rng), rng))


if __name__ == "__main__":
    main()

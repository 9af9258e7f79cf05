"""Captions of the second world: gender, age and skin where they are told, and Unicode's name of the rest as part of a sentence."""

import random
from collections.abc import Collection

from training.captions import article
from training.emoji.people import SKINS, Someone

LEADS = ("", "", "an emoji of", "an icon of", "a drawing of", "a picture of", "a small drawing of", "emoji,")
NOUNS = {"male": ("man", "man", "guy", "male person"), "female": ("woman", "woman", "lady", "female person")}
BEFORE = {"male": ("male", "man"), "female": ("female", "woman")}
NEUTRAL = "person"
OLD = ("old", "elderly", "older")
SKIN = ("with {} skin", "with {} skin", "{}-skinned", "with a {} skin tone")
EXACT = ("with {} skin tone", "with {} skin")  # in Unicode's own words
SETTING = ("on a {} background", "against {}", "on {}")
# Where Unicode's name, which is no sentence, wants another word.
WORDED = {
    "gesturing NO": "gesturing no", "gesturing OK": "gesturing OK", "tipping hand": "holding out a hand", "raising hand": "raising a hand",
    "person: bald": "with a bald head", "person: beard": "with a beard", "with crown": "with a crown", "wearing turban": "wearing a turban",
    "in tuxedo": "in a tuxedo", "with veil": "with a veil", "pregnant": "who is pregnant", "deaf": "who is deaf",
    "getting massage": "getting a massage", "getting haircut": "getting a haircut", "with white cane": "with a white cane",
    "in motorized wheelchair": "in a motorized wheelchair", "in manual wheelchair": "in a manual wheelchair",
    "in steamy room": "in a steamy room", "rowing boat": "rowing a boat", "bouncing ball": "bouncing a ball",
    "in lotus position": "in the lotus position",
}  # fmt: skip
SIDEWAYS = " facing right"
TOLD = {"gender": 0.8, "skin": 0.7, "age": 0.8, "background": 0.5, "look": 0.3}


def phrase(base: str) -> tuple[str, str]:
    """(a noun, what is said after it), one of them "": ("farmer", ""), ("", "with curly hair")."""
    plain = base.removesuffix(SIDEWAYS)
    side = SIDEWAYS if base != plain else ""
    said = WORDED.get(plain) or ("with " + plain.removeprefix("person: ") if plain.startswith("person: ") else plain)
    if said == "person":
        return "", side.strip()
    first = said.split()[:2]
    clause = first[0] in {"with", "in", "who"} or any(word.endswith("ing") for word in first)
    return ("", said + side) if clause else (said, side.strip())


def caption(person: Someone, look: tuple[str, ...], background: str, rng: random.Random, keep: Collection[str] = ()) -> str:
    """One caption; what it tells is drawn, but for what is in `keep`: gender, skin, age, background, look.

    A skin that is kept is told in the safeguard's three words, others in Unicode's five too; a tone that the emoji has not is never told.
    """
    told = {name for name, share in TOLD.items() if rng.random() < share} | set(keep)
    role, clause = phrase(person.base)
    words, after = [], []
    if "look" in told:
        words.append(rng.choice(look))
    if "age" in told and person.age == "old":
        words.append(rng.choice(OLD))
    if "skin" in told and person.tone != "none":
        exact = "skin" not in keep and rng.random() < 0.4
        said = rng.choice(EXACT).format(person.tone) if exact else rng.choice(SKIN).format(SKINS[person.tone])
        (after if said.startswith("with") else words).append(said)
    after += [clause] if clause else []
    words.append(_noun(person.gender if "gender" in told else None, role, rng))
    if "background" in told:
        after.append(rng.choice(SETTING).format(background))
    return " ".join(part for part in (rng.choice(LEADS), article(" ".join(words)), *after) if part)


def _noun(gender: str | None, role: str, rng: random.Random) -> str:
    if gender is None:
        return role or NEUTRAL
    return f"{rng.choice(BEFORE[gender])} {role}" if role else rng.choice(NOUNS[gender])

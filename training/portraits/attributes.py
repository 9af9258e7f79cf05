"""What a portrait can show: the attributes, their values, and a draw of one person."""

import random
from typing import Any

GENDERS = ["male", "female"]
AGES = ["young", "middle-aged", "old"]
ETHNICITIES = ["caucasian", "african", "asian", "indian", "european"]
HAIRS = ["short", "long", "bun", "curly", "bald"]
CLOTHES = ["t-shirt", "sweater", "suit", "hoodie", "jacket"]
COLORS = ["red", "yellow", "green", "blue", "purple", "pink", "black", "white"]
ACCESSORIES = ["none", "glasses", "hat", "scarf", "earrings"]
EXPRESSIONS = ["smiling", "serious", "surprised"]
BACKGROUNDS = ["garden", "beach", "city", "library", "mountains", "studio", "night sky"]
BEARDS = ["none", "stubble", "beard"]

VALUES = {
    "gender": GENDERS,
    "age": AGES,
    "ethnicity": ETHNICITIES,
    "hair": HAIRS,
    "clothes": CLOTHES,
    "color": COLORS,
    "accessory": ACCESSORIES,
    "expression": EXPRESSIONS,
    "background": BACKGROUNDS,
    "beard": BEARDS,
}
LABELS = list(VALUES)
TINTS = 12  # more than any ethnicity has hair colours, and a multiple of each number of them
HAIR_WEIGHTS = {"male": (40, 16, 10, 18, 16), "female": (22, 32, 23, 23, 0)}
BEARD_WEIGHTS = (0.55, 0.17, 0.28)


def sample(rng: random.Random, **fixed: Any) -> dict[str, Any]:
    """One person: independent attributes, those in `fixed` given, and "tint": which of the ethnicity's hair colours.

    Only the impossible is left out: beards and baldness belong to men here.
    """
    person: dict[str, Any] = {name: rng.choice(values) for name, values in VALUES.items()}
    person["beard"] = rng.choices(BEARDS, BEARD_WEIGHTS)[0]
    person["tint"] = rng.randrange(TINTS)
    person.update(fixed)
    if "hair" not in fixed:
        person["hair"] = rng.choices(HAIRS, HAIR_WEIGHTS[person["gender"]])[0]
    if person["gender"] == "female":
        person["beard"] = "none"
    return person

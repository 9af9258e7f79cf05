"""What is asked of a picture of a person: the values that it was drawn from, as numbers that a network can tell.

`CHOICES` are told as one of some, `NUMBERS` as shares of their range, -1..1. What a person does not show has no answer: -1 and nan.
"""

import math
from collections.abc import Mapping
from typing import Any

from training.portraits.attributes import COLORS, VALUES
from training.portraits.drawing import Color
from training.portraits.freedom import SHAPES_OF_GLASSES, Sitter, accents_beside, frames_on
from training.portraits.looks import CLOTH, HATS, LOOKS

ATTRIBUTES = {name: len(values) for name, values in VALUES.items() if name != "background"}
BRIGHT = [name for name in COLORS if name not in ("black", "white")]
CHOICES = ATTRIBUTES | {
    "tint": max(len(look.hair) for look in LOOKS.values()),
    "iris": max(len(look.iris) for look in LOOKS.values()),
    "light": 2,
    "parting": 2,
    "accent": len(BRIGHT),
    "hoops": 2,
    "beanie": 2,
    "hat": len(HATS),
    "frame": 3,
    "glass": len(SHAPES_OF_GLASSES),
}
RANGES: dict[str, tuple[float, float]] = {
    "top": (-2, 2),
    "width": (0.97, 1.03),
    "height": (0.98, 1.02),
    "jaw": (0.97, 1.03),
    "shoulder": (0.97, 1.03),
    "zoom": (0.97, 1.04),
    "right": (-5, 5),
    "down": (-2, 5),
}
TURNS = tuple(f"{side} of lumps {n}" for n in (0, 1) for side in ("cosine", "sine"))
NUMBERS = (*RANGES, *TURNS)


def accent_shown(person: Mapping[str, Any]) -> bool:
    """Scarves, ties and the band of a bun that no hat hides."""
    scarf, hat = person["accessory"] == "scarf", person["accessory"] == "hat"
    tie = person["clothes"] == "suit" and person["gender"] == "male"
    return bool(scarf or tie or (person["hair"] == "bun" and not hat))


def shown(person: Mapping[str, Any]) -> dict[str, bool]:
    """Which choices a picture of this person tells; the attributes always."""
    accessory = person["accessory"]
    return {
        "tint": person["age"] != "old" and (person["hair"] != "bald" or person["beard"] != "none"),
        "iris": True,
        "light": True,
        "parting": person["hair"] in ("short", "long") or accessory == "scarf",
        "accent": accent_shown(person),
        "hoops": accessory == "earrings",
        "beanie": accessory == "hat",
        "hat": accessory == "hat",
        "frame": accessory == "glasses",
        "glass": accessory == "glasses",
    }


def nearest(color: Color, colors: list[Color]) -> int:
    return min(range(len(colors)), key=lambda n: math.dist(color, colors[n]))


def chosen(sitter: Sitter) -> list[int]:
    """One number a choice, in the order of `CHOICES`."""
    person, free, glasses = sitter.person, sitter.free, sitter.glasses
    look, bright = LOOKS[person["ethnicity"]], [CLOTH[name] for name in BRIGHT]
    told = {name: VALUES[name].index(person[name]) for name in ATTRIBUTES} | {
        "tint": person["tint"] % len(look.hair),
        "iris": nearest(free.iris, list(look.iris)),
        "light": (free.light + 1) // 2,
        "parting": (free.parting + 1) // 2,
        "accent": nearest(free.accent, bright),
        "hoops": int(free.hoops),
        "beanie": int(free.beanie),
        "hat": nearest(free.hat, list(HATS)),
        "frame": nearest(glasses.color, list(frames_on(free.skin))) if glasses else -1,
        "glass": SHAPES_OF_GLASSES.index((glasses.width, glasses.height, glasses.corner)) if glasses else -1,
    }
    seen = shown(person)
    return [told[name] if seen.get(name, True) else -1 for name in CHOICES]


def measured(sitter: Sitter) -> list[float]:
    """One number a measure, in the order of `NUMBERS`."""
    free, stance = sitter.free, sitter.stance
    values = {name: getattr(stance if hasattr(stance, name) else free, name) for name in RANGES}
    shares = [(2 * values[name] - low - high) / (high - low) for name, (low, high) in RANGES.items()]
    turns = [math.nan] * len(TURNS)
    for n, lumps in enumerate(sitter.curls.lumps):
        turns[2 * n : 2 * n + 2] = [math.cos(2 * math.pi * lumps.start), math.sin(2 * math.pi * lumps.start)]
    return shares + turns


def accents(person: Mapping[str, Any]) -> list[int]:
    """Which of `BRIGHT` this person may wear."""
    return [nearest(color, [CLOTH[name] for name in BRIGHT]) for color in accents_beside(person["color"])]

"""The worlds as stages 9 and 10 see them: what the judge of each is taught to tell, and who is held out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, tensor

from obclip.evaluation import worlds
from training import data
from training.corpus import labels
from training.emoji import data as emoji
from training.emoji.people import SKINS, TONE_NAMES
from training.portraits.attributes import VALUES

TEXT = {"hidden_size": 128, "intermediate_size": 384, "num_hidden_layers": 2, "num_attention_heads": 4}
# Smaller, for its judge has a value for each of 79 activities, and both have to be small files.
SMALL_TEXT = {**TEXT, "hidden_size": 96, "intermediate_size": 288}
SKIN_NAMES = tuple(dict.fromkeys(SKINS.values()))
# Three skins instead of Unicode's five tones, for they are what a prompt states.
EMOJI_VALUES = {("skin" if name == "tone" else name): values for name, values in (emoji.VALUES | {"tone": SKIN_NAMES}).items()}


@dataclass(frozen=True)
class Judged:
    """values: of each attribute that its judge tells. labels(work, split): their indices, int64 [pictures, attributes]. text: sizes of the
    judge's text tower. mirrored: whether a picture's mirror image shows the same. prompt(work, number) and drawn(work, number): of those
    held out, `count` of them."""

    world: worlds.World
    values: Mapping[str, Sequence[str]]
    labels: Callable[[Path, str], Tensor]
    text: dict[str, int]
    mirrored: bool
    prompt: Callable[[Path, int], dict[str, Any]]
    drawn: Callable[[Path, int], NDArray[np.uint8]]
    count: int


def emoji_labels(work: Path, split: str) -> Tensor:
    """The labels of stage 1, its tones made skins."""
    found, column = labels(work, split), list(EMOJI_VALUES).index("skin")
    found[:, column] = tensor([SKIN_NAMES.index(SKINS[tone]) for tone in TONE_NAMES])[found[:, column]]
    return found


PORTRAITS = Judged(
    worlds.PORTRAITS,
    VALUES,
    labels,
    TEXT,
    mirrored=True,
    prompt=lambda _, number: data.prompt_of(number),
    drawn=lambda _, number: data.portrait(data.OFFSETS["held-out"] + number),
    count=2_000,
)
EMOJI = Judged(
    worlds.EMOJI,
    EMOJI_VALUES,
    emoji_labels,
    SMALL_TEXT,
    mirrored=False,  # Unicode has who faces right and who does not
    prompt=emoji.prompt_of,
    drawn=lambda work, number: emoji.drawn(work, True, data.OFFSETS["held-out"] + number),
    count=500,
)
JUDGED = {one.world.name: one for one in (PORTRAITS, EMOJI)}

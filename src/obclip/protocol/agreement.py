"""What both sides must share for the latents of one to mean anything to the other. Standard library only."""

from dataclasses import dataclass
from typing import Any

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels

from . import PROTOCOL
from .untrusted import number, shown, whole

LARGEST_WHOLE = 2**31
# Of levels and probes: their squares can be reckoned with.
LARGEST_NUMBER = 1e9


@dataclass(frozen=True)
class Agreement:
    """Sent with every reply.

    model: the cloud model's name, for show. space: what its latents mean. levels: the schedule as data, with which the device goes on;
    it ends at the switch point if the request named levels of its own.
    """

    model: str
    space: LatentSpace
    levels: Levels
    switch_point: int
    protocol: str = PROTOCOL


def agreement_of(told: Any) -> Agreement:
    """From JSON data. Raises ValueError, KeyError, TypeError or BadRequest for what is none."""
    return Agreement(
        model=_words(told["model"], 200),
        space=space_of(told["space"]),
        levels=levels_of(told["levels"]),
        switch_point=_whole(told["switch_point"]),
        protocol=_words(told["protocol"], 40),
    )


def space_of(told: Any) -> LatentSpace:
    """From JSON data, as `/v1/models` tells it too. Raises as above."""
    return LatentSpace(
        name=_words(told["name"], 100),
        channels=_whole(told["channels"]),
        factor=_whole(told["factor"]),
        normalisation=_words(told["normalisation"], 40),
        probe=tuple(_number(part) for part in told["probe"]),
    )


def levels_of(told: Any) -> Levels:
    """From JSON data. Raises as above."""
    return Levels(
        path=told["path"],
        solver=_words(told["solver"], 40),
        sigmas=tuple(_number(part) for part in told["sigmas"]),
        timesteps=tuple(_number(part) for part in told["timesteps"]),
        start=_number(told["start"]),
    )


def _words(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("no short text")
    return shown(value, most)


def _whole(value: Any) -> int:
    return whole(value, LARGEST_WHOLE)


def _number(value: Any) -> float:
    return number(value, LARGEST_NUMBER, -LARGEST_NUMBER)

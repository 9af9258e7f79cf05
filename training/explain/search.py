"""The search for the person that explains a picture best: choices by trial, numbers by damped Gauss-Newton steps.

Everything is compared at a quarter of the resolution. A place that is far off counts little more than one that is off: a fault must not
pull the person towards it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.explain.answers import ATTRIBUTES, CHOICES, RANGES, shown
from training.explain.guess import COLORED, TURNS, Guess, Vector, color_at, colors_shown, drawn_from, movable, person_of, usual_colors
from training.portraits.freedom import counts_of_lumps
from training.portraits.render import person_alone

Map = NDArray[np.float64]
COARSE = 32
STEP = np.array([0.3] * len(RANGES) + [0.08] * TURNS + [0.06] * 3 * len(COLORED))  # of derivatives
WIDE, MIDDLE, NARROW = 0.25, 0.12, 0.07  # how far off a place must be to count half of what it can count
USUAL_ENOUGH = 0.12  # how far a colour may be from the usual one for nothing
LIKELY = 0.02
LEAST_LIKELY = 1e-3
MOST = 4  # candidates of one choice


@dataclass(frozen=True)
class Seen:
    """A picture at a quarter of the resolution [32, 32, 3], its scenery likewise, and how likely each choice is."""

    picture: Map
    scenery: Map
    likely: Mapping[str, Vector]


def coarse(pixels: NDArray, side: int = COARSE) -> Map:
    """[H, W, C] -> [side, side, C], means of squares."""
    step = len(pixels) // side
    return np.asarray(pixels.reshape(side, step, side, step, -1).mean((1, 3), dtype=np.float64))


def drawn(guess: Guess, seen: Seen) -> Map:
    """The guess before the picture's scenery."""
    alone = coarse(person_alone(drawn_from(guess))) / 255
    return alone[..., :3] + (1 - alone[..., 3:]) * seen.scenery


def unusual(guess: Guess) -> Vector:
    """How far sizes and colours are beyond what is usual: each 1 costs as much as a place that is wholly off."""
    sizes = (np.abs(guess.numbers[: len(RANGES)]) - 1).clip(0) * 1.5
    usual, told = usual_colors(guess.choices), colors_shown(person_of(guess.choices))
    off = [np.linalg.norm(guess.numbers[color_at(name)] - np.array(usual[name]) / 255) if name in told else 0.0 for name in COLORED]
    return np.concatenate([sizes, (np.array(off) - USUAL_ENOUGH).clip(0) * 15])


def doubt(guess: Guess, seen: Seen) -> float:
    """How unlikely the attributes are to the reader: glasses that are drawn unlike any of the renderer's are glasses none the less."""
    return -sum(math.log(max(LEAST_LIKELY, seen.likely[name][guess.choices[name]])) for name in ATTRIBUTES)


def cost(guess: Guess, seen: Seen, width: float, picture: Map | None = None) -> float:
    off = np.square((drawn(guess, seen) if picture is None else picture) - seen.picture).sum(-1)
    return float((off / (off + width**2)).sum() + np.square(unusual(guess)).sum() + doubt(guess, seen))


def stepped(guess: Guess, seen: Seen, width: float, which: Sequence[int]) -> Guess:
    """One Gauss-Newton step along some numbers, shortened until it helps; the guess itself if nothing does."""
    here = drawn(guess, seen)
    before = cost(guess, seen, width, here)
    slopes, pulls = [], []
    for n in which:
        step = np.zeros(len(STEP))
        step[n] = -STEP[n] if guess.numbers[n] + STEP[n] > 1 else STEP[n]
        there = guess.moved(step)
        moved = there.numbers[n] - guess.numbers[n]
        slopes.append((drawn(there, seen) - here).ravel() / moved)
        pulls.append((unusual(there) - unusual(guess)) / moved)
    off = here - seen.picture
    weight = (width**2 / (np.square(off).sum(-1, keepdims=True) + width**2)) ** 2 / width**2
    weight = np.broadcast_to(weight, off.shape).ravel()
    slope, pull = np.array(slopes), np.array(pulls)
    square = (slope * weight) @ slope.T + pull @ pull.T
    downhill = (slope * weight) @ off.ravel() + pull @ unusual(guess)
    damping = np.diag(0.02 * np.diag(square) + 0.05 / STEP[list(which)] ** 2)
    change = np.linalg.solve(square + damping, -downhill)
    for share in (1.0, 0.4, 0.1):
        step = np.zeros(len(STEP))
        step[list(which)] = share * change
        there = guess.moved(step)
        if cost(there, seen, width) < before:
            return there
    return guess


def refined(guess: Guess, seen: Seen, width: float, steps: int) -> Guess:
    for _ in range(steps):
        better = stepped(guess, seen, width, movable(guess))
        if better is guess:
            break
        guess = better
    return guess


def candidates(name: str, guess: Guess, seen: Seen) -> Iterable[Guess]:
    """The guess with the other likely values of a choice; what shows then for the first time is fitted to the picture."""
    likely = seen.likely[name]
    for value in np.argsort(-likely)[:MOST]:
        if likely[value] < LIKELY or value == guess.choices[name]:
            continue
        other = guess.chosen(**{name: int(value)})
        was, usual = usual_colors(guess.choices), usual_colors(other.choices)
        changed = {part: color for part, color in usual.items() if color != was[part]}
        new = [n for n in movable(other) if n not in movable(guess)]
        yield stepped(turned(other, seen), seen, WIDE, new) if new else other
        if changed:
            yield other.colored(**changed)


def turned(guess: Guess, seen: Seen) -> Guess:
    """With the best of some starts of each row of lumps."""
    for row in range(len(counts_of_lumps(person_of(guess.choices)))):
        step = np.zeros(len(STEP))
        step[len(RANGES) + row] = 0.25
        turns = [guess, *(guess.moved(n * step) for n in (1, 2, 3))]
        guess = min(turns, key=lambda one: cost(one, seen, MIDDLE))
    return guess


def chosen_anew(guess: Guess, seen: Seen, width: float) -> Guess:
    """Every choice that shows, tried in turn."""
    best = cost(guess, seen, width)
    for name in CHOICES:
        if not shown(person_of(guess.choices)).get(name, True):
            continue
        for other in candidates(name, guess, seen):
            price = cost(other, seen, width)
            if price < best:
                guess, best = other, price
    return guess


def explained(guess: Guess, seen: Seen) -> Guess:
    """The best explanation found from a first guess."""
    guess = refined(guess, seen, WIDE, 2)
    guess = chosen_anew(turned(guess, seen), seen, MIDDLE)
    guess = refined(guess, seen, MIDDLE, 2)
    guess = chosen_anew(guess, seen, NARROW)
    return refined(guess, seen, NARROW, 3)

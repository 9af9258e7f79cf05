"""torch's noise without torch: the numbers of `denoising.noise`, for a device in a browser's tab. Standard library only.

torch draws 32 random bits by the Mersenne Twister (Matsumoto & Nishimura 1998), whose state begins with the seed's low 32 bits, keeps 24 of
them as a number in 0..1, and makes normal ones of two at a time, eight places apart (Box & Muller 1958).
"""

from collections.abc import Iterator
from math import cos, log, pi, prod, sin, sqrt
from random import Random

from .numbers import Numbers

STATE, WORD = 624, 0xFFFFFFFF
# Numbers that are made together; torch draws smaller arrays in another way.
BLOCK = 16


def plain_noise_after(seed: int, shape: tuple[int, int, int, int], drawn: int) -> Iterator[Numbers]:
    """As `noise_after`: what follows z_T and `drawn` draws more, [1, C, h, w] each, equal to torch's but for the last digit of float32."""
    count = prod(shape)
    if count < BLOCK:
        raise ValueError(f"{count} numbers are fewer than the {BLOCK} that are drawn together")
    bits = twister(seed)
    for _ in range((drawn + 1) * (count + (BLOCK if count % BLOCK else 0))):
        bits.getrandbits(32)
    while True:
        yield Numbers(_normal(bits, count), shape)


def twister(seed: int) -> Random:
    """The generator in the state that torch gives it for a seed."""
    state = [seed & WORD]
    for place in range(1, STATE):
        state.append((1812433253 * (state[-1] ^ (state[-1] >> 30)) + place) & WORD)
    made = Random()
    made.setstate((3, (*state, STATE), None))
    return made


def _normal(bits: Random, count: int) -> list[float]:
    values = [_unit(bits) for _ in range(count)]
    for start in range(0, count - BLOCK + 1, BLOCK):
        _box_muller(values, start)
    if count % BLOCK:  # the last ones are drawn anew, some of them for the second time
        values[-BLOCK:] = [_unit(bits) for _ in range(BLOCK)]
        _box_muller(values, count - BLOCK)
    return values


def _unit(bits: Random) -> float:
    return (bits.getrandbits(32) & 0xFFFFFF) / (1 << 24)


def _box_muller(values: list[float], start: int) -> None:
    half = BLOCK // 2
    for place in range(start, start + half):
        radius, angle = sqrt(-2 * log(1 - values[place])), 2 * pi * values[place + half]
        values[place], values[place + half] = radius * cos(angle), radius * sin(angle)

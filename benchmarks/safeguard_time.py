"""Milliseconds that the safeguard takes for a prompt with N = 30 candidates, on one core: `python -m benchmarks.safeguard_time`. The median
of ordinary prompts, and the longest that are read: ordinary text, and what is built to be slow.

Processor time, so that other programs on the machine do not count. All 30 candidates are read again for the certificate.
"""

from __future__ import annotations

import argparse
import time
from itertools import product
from statistics import median, quantiles

from obclip.prompts.safeguard import candidate_prompts

AGES = ("young", "elderly", "middle-aged", "35-year-old")
ORIGINS = ("Asian", "black", "Indian", "white")
NOUNS = ("woman", "man", "lady", "waiter", "king")
SCENES = (
    "portrait of a {} in the rain, 8k",
    "a photo of a {} with his old dog on a bench beside an African elephant",
    "An oil painting of a {}, holding her hat, soft light, highly detailed, by John Singer Sargent",
    "a {} reading a book in the old town",
)

_TEXT = (
    "The water of the pond is still, a lantern hangs under the roof, and fine rain falls on the moss between the steps of the old bridge. "
)
LONGEST = {  # after a person of three attributes, up to what is still read
    "ordinary text": _TEXT * 18,
    "figures": "1 " * 490,
    "single letters": "n u d " * 160,
    "hyphens": "a-" * 490,
    "emoji": "\N{BABY}" * 490,
    "weights": "(red:1.2), " * 160,
    "signs": "(" * 3900,
}


def prompts() -> list[str]:
    """All combinations; each has an age, an origin and a gender."""
    return [scene.format(" ".join(words)) for scene in SCENES for words in product(AGES, ORIGINS, NOUNS)]


def main() -> None:
    """Prints the median and the 95th percentile, and the longest prompts' time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    texts = [prompt for prompt in prompts() if len(candidate_prompts(prompt)) == 30]
    times = [_milliseconds(prompt) for prompt in texts * options.repeats]
    print(f"{len(texts)} prompts with N = 30: median {median(times):.2f} ms, 95 % below {quantiles(times, n=20)[-1]:.2f} ms")
    for name, text in LONGEST.items():
        print(f"longest, {name}: {_milliseconds(f'a young Thai woman, {text}'):.0f} ms")


def _milliseconds(prompt: str) -> float:
    begin = time.process_time_ns()
    candidate_prompts(prompt)
    return (time.process_time_ns() - begin) / 1e6


if __name__ == "__main__":
    main()

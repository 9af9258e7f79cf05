"""Median milliseconds that the safeguard takes for a prompt with N = 30 candidates, on one core: `python -m benchmarks.safeguard_time`.

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


def prompts() -> list[str]:
    """All combinations; each has an age, an origin and a gender."""
    return [scene.format(" ".join(words)) for scene in SCENES for words in product(AGES, ORIGINS, NOUNS)]


def main() -> None:
    """Prints the median and the 95th percentile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    texts = [prompt for prompt in prompts() if len(candidate_prompts(prompt)) == 30]
    times = []
    for prompt in texts * options.repeats:
        begin = time.process_time_ns()
        candidate_prompts(prompt)
        times.append((time.process_time_ns() - begin) / 1e6)
    print(f"{len(texts)} prompts with N = 30: median {median(times):.2f} ms, 95 % below {quantiles(times, n=20)[-1]:.2f} ms")


if __name__ == "__main__":
    main()

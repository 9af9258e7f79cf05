"""Prints one candidate of each of some prompts, drawn with a seed, for a person to read: `--file F --bulk F --count 200 --seed 1`."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from obclip.errors import UserError
from obclip.evaluation.prompts import read_annotated
from obclip.prompts.safeguard import candidate_prompts


def sample(prompts: Sequence[str], seed: int) -> Iterator[tuple[str, str]]:
    """The prompts in an order drawn with a seed, each with a candidate that is not the prompt; those that hide nothing are left out."""
    draw = random.Random(seed)
    for prompt in draw.sample(prompts, len(prompts)):
        try:
            found = candidate_prompts(prompt).prompts
        except UserError:
            continue
        others = [text for text in found if text != prompt]
        if len(found) > 1 and others:
            yield prompt, draw.choice(others)


def main() -> None:
    """Prints each prompt and a candidate of it, with numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, help="annotated prompts, a JSON object a line")
    parser.add_argument("--bulk", type=Path, help="prompts, one a line")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    prompts = [row["prompt"] for row in read_annotated(options.file)] if options.file else []
    prompts += filter(None, options.bulk.read_text(encoding="utf-8").splitlines()) if options.bulk else []
    for number, (prompt, candidate) in zip(range(1, options.count + 1), sample(prompts, options.seed), strict=False):
        print(f"{number}. {prompt}\n   {candidate}")


if __name__ == "__main__":
    main()

"""Prints candidates of annotated prompts, drawn with a fixed seed, for a person to read: `--file F --count 200`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from obclip.errors import UserError
from obclip.evaluation.prompts import read_annotated
from obclip.prompts.safeguard import candidate_prompts


def sample(prompts: list[str], count: int, seed: int) -> list[tuple[str, str]]:
    """Prompts with one of their candidates each that is not the prompt itself; those that hide nothing are left out."""
    draw = random.Random(seed)
    found: list[tuple[str, str]] = []
    while len(found) < count and prompts:
        prompt = draw.choice(prompts)
        try:
            others = [text for text in candidate_prompts(prompt).prompts if text != prompt]
        except UserError:
            others = []
        if others:
            found.append((prompt, draw.choice(others)))
        else:
            prompts = [other for other in prompts if other != prompt]
    return found


def main() -> None:
    """Prints each prompt and a candidate of it, with numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, required=True, help="annotated prompts, a JSON object a line")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    prompts = [row["prompt"] for row in read_annotated(options.file)]
    for number, (prompt, candidate) in enumerate(sample(prompts, options.count, options.seed), 1):
        print(f"{number}. {prompt}\n   {candidate}")


if __name__ == "__main__":
    main()

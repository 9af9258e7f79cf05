"""Random prompts from a grammar that draws on the whole taxonomy: each must be closed or refused, and few may be refused.

`python -m benchmarks.random_prompts --count 10000` prints the tally; `--file` adds the prompts of an annotated file.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from benchmarks.prompt_grammar import Grammar
from obclip.errors import UserError
from obclip.evaluation.annotated import read_annotated
from obclip.prompts.closing.residue import find_residue
from obclip.prompts.reading.marks import CHOICE, find_marks
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded, safeguard

MOST_REFUSED = 0.03


def outcome(prompt: str, members: int, spread: random.Random, rules: Rules = DEFAULT_RULES) -> str:
    """closed, refused (with the code of the refusal), or open: what becomes of a prompt when so many members are taken for it, and each
    of its marks is turned."""
    try:
        done = safeguard(prompt, rules)
    except UserError as error:
        return f"refused {error.code}"
    others = [*spread.sample(done.members, min(members, len(done.candidates))), *turned(prompt)]
    alike = all(_gives_the_same(other, done, rules) for other in others)
    return "closed" if alike and not find_residue(done.template.skeleton, done.template.taxonomy) else "open"


def _gives_the_same(other: str, done: Safeguarded, rules: Rules) -> bool:
    try:
        return safeguard(other, rules).candidates == done.candidates
    except UserError:
        return False


def turned(prompt: str) -> list[str]:
    """The prompt with another option first, for each mark and each of its options."""
    found = []
    for mark in find_marks(prompt):
        if mark.kind == CHOICE:
            for place in range(1, len(mark.parts)):
                parts = "|".join((*mark.parts[place:], *mark.parts[:place]))
                found.append(f"{prompt[: mark.start]}{{{parts}}}{prompt[mark.end :]}")
    return found


def main() -> None:
    """Prints the tally, and ends with status 1 when a set was open or too many were refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=4, help="members of each set that are taken for the prompt")
    parser.add_argument("--file", type=Path, help="an annotated file whose prompts are tried as well")
    parser.add_argument("--list", action="store_true", help="print the prompts that are refused")
    options = parser.parse_args()
    grammar, spread, tally = Grammar(options.seed), random.Random(options.seed), Counter[str]()
    prompts = [grammar.prompt() for _ in range(options.count)]
    prompts += [row["prompt"] for row in read_annotated(options.file)] if options.file else []
    for prompt in prompts:
        found = outcome(prompt, options.members, spread)
        tally[found] += 1
        if found == "open" or (options.list and found != "closed"):
            print(f"{found}: {prompt!r}")
    refused = sum(count for found, count in tally.items() if found.startswith("refused"))
    print(f"{len(prompts)} prompts: {tally['closed']} closed, {refused} refused, {tally['open']} open")
    for found, count in sorted(tally.items()):
        print(f"  {found}: {count}")
    sys.exit(1 if tally["open"] or refused > MOST_REFUSED * len(prompts) else 0)


if __name__ == "__main__":
    main()

"""Random prompts from a grammar that draws on the whole taxonomy: each must be closed or refused.

`python -m benchmarks.random_prompts --count 10000` prints the tally; `--file` adds the prompts of an annotated file.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

from obclip.errors import UserError
from obclip.evaluation.prompts import read_annotated
from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

MARK = "{red|blue}"
KINDS = ("adjective", "noun", "phrase", "detail", "cue", "name", "known", "lookalike", "animal", "close", "person")
LEADS = ("", "", "portrait of", "a photo of", "photo, ", "An oil painting of", "close-up: ", "NOT", "(masterpiece:1.2),", "two dogs and")
DETERMINERS = ("a", "an", "the", "two", "", "his", "her", "A", "some", "this", "one")
FIGURES = ("35-year-old", "aged 8", "in her 60s", "80 year old", "18 y.o.", "25F", "M, 40", "30-something", "2 0 years old")
VERBS = ("is", "was", "holds", "reads", "looks at", "and", "or", "with", "beside", "who hurt", ", kissing", "of", "in", "wearing")
PRONOUNS = ("he", "she", "his", "her", "him", "hers", "himself", "herself", "they", "their", "them", "He", "HER")
TAILS = (
    "",
    "",
    ", 8k",
    " --ar 16:9",
    ", by John Singer Sargent",
    ". They smile.",
    "! She's tall",
    " named alex",
    ", agent smith",
    " [[secret]]",
    f" {MARK}",
)


class Grammar:
    """Draws prompts: sentences of persons, things and clauses whose words come from the taxonomy."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for words, forms in default_taxonomy().forms.items():
            for form in forms:
                if form.kind in self._words:
                    self._words[form.kind].append(" ".join(words))

    def prompt(self) -> str:
        """One prompt; most are English of a sort, some are not."""
        pick = self._random
        parts = [pick.choice(LEADS), self._person()]
        for _ in range(pick.randrange(3)):
            parts += [pick.choice(VERBS), pick.choice((self._person, self._thing, self._pronoun))()]
        text = " ".join(part for part in parts if part) + pick.choice(TAILS)
        return self._disguised(text)

    def _word(self, kind: str) -> str:
        word = self._random.choice(self._words[kind])
        chance = self._random.random()
        return word.title() if chance < 0.15 else word.upper() if chance < 0.2 else word.replace(" ", "-") if chance < 0.25 else word

    def _person(self) -> str:
        pick = self._random
        parts = [pick.choice(DETERMINERS)]
        parts += [self._word("adjective") for _ in range(pick.choice((0, 0, 1, 1, 2)))]
        if pick.random() < 0.15:
            parts.append(pick.choice(FIGURES))
        parts.append(self._word(pick.choice(("noun", "noun", "noun", "person", "name", "known"))))
        for kind, chance in (("phrase", 0.2), ("detail", 0.1), ("cue", 0.2)):
            if pick.random() < chance:
                parts.append(("with a " if kind == "cue" else "") + self._word(kind))
        return " ".join(part for part in parts if part)

    def _thing(self) -> str:
        pick = self._random
        word = self._word(pick.choice(("animal", "close", "lookalike")))
        return " ".join(part for part in (pick.choice(DETERMINERS), pick.choice((self._word("adjective"), "")), word) if part)

    def _pronoun(self) -> str:
        return f"{self._random.choice(PRONOUNS)} {self._random.choice(('is', 'dog', 'smiles', ''))}".strip()

    def _disguised(self, text: str) -> str:
        chance = self._random.random()
        if chance < 0.04:
            return text.replace("-", "\u2011").replace("a", "\u00ada")
        if chance < 0.08:
            return text.upper()
        return text.replace(" ", ", ", 2) if chance < 0.12 else text


def outcome(prompt: str, members: int, spread: random.Random) -> str:
    """closed, refused, or open: what becomes of a prompt when this many of its members are taken for the prompt."""
    try:
        found = candidate_prompts(prompt)
    except UserError:
        return "refused"
    chosen = spread.sample(found.prompts, min(members, len(found.prompts)))
    try:
        return "closed" if all(candidate_prompts(_marked(member, prompt)) == found for member in chosen) else "open"
    except UserError:
        return "open"


def _marked(member: str, prompt: str) -> str:
    """The member with the mark that its user would have set: the same options, its own word first."""
    for mark, first, second in ((MARK, "red", "blue"), (MARK.upper(), "RED", "BLUE")):
        if prompt.endswith(mark):
            member = re.sub(rf"{first}$", f"{{{first}|{second}}}", member)
            return re.sub(rf"{second}$", f"{{{second}|{first}}}", member)
    return member


def main() -> None:
    """Prints the tally, and ends with status 1 when a set was open."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=4, help="members of each set that are taken for the prompt")
    parser.add_argument("--file", type=Path, help="an annotated file whose prompts are tried as well")
    options = parser.parse_args()
    grammar, spread, tally = Grammar(options.seed), random.Random(options.seed), Counter[str]()
    prompts = [grammar.prompt() for _ in range(options.count)]
    prompts += [row["prompt"] for row in read_annotated(options.file)] if options.file else []
    for prompt in prompts:
        found = outcome(prompt, options.members, spread)
        tally[found] += 1
        if found == "open":
            print(f"open: {prompt!r}")
    print(f"{len(prompts)} prompts: {tally['closed']} closed, {tally['refused']} refused, {tally['open']} open")
    sys.exit(1 if tally["open"] else 0)


if __name__ == "__main__":
    main()

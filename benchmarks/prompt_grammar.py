"""A grammar of prompts that draws on the whole taxonomy: persons, things, clauses, marks, tags, emoji, weights, brackets, underscores."""

from __future__ import annotations

import random

from obclip.prompts.vocabulary.taxonomy import default_taxonomy

KINDS = ("adjective", "noun", "phrase", "detail", "cue", "name", "known", "lookalike", "animal", "close", "person")
LEADS = ("", "", "portrait of", "a photo of", "photo, ", "An oil painting of", "close-up: ", "NOT", "(masterpiece:1.2),", "two dogs and")
DETERMINERS = ("a", "an", "the", "two", "", "his", "her", "A", "some", "this", "one")
FIGURES: tuple[str, ...] = (
    "35-year-old",
    "aged 8",
    "in her 60s",
    "80 year old",
    "18 y.o.",
    "25F",
    "M, 40",
    "30-something",
    "2 0 years old",
)
FIGURES += (
    "she is forty-seven",
    "one is fifteen, the other 60",
    ", 34,",
    "born in 1985",
    "of sixty",
    "about 8 and 10 years old",
    "mid-40s",
)
FIGURES += ("turned 30", "over sixty", "age: 54", "between 20 and 30", "his 9th birthday", "in his later years", "the twelve", "(45)")
VERBS = ("is", "was", "holds", "reads", "looks at", "and", "or", "with", "beside", "who hurt", ", kissing", "of", "in", "wearing", "from")
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
)
TAGS: tuple[str, ...] = ("1girl", "solo", "long hair", "looking_at_viewer", "masterpiece", "best quality", "dark_skin", "2boys")
TAGS += ("<lora:korean_girl_v2:0.8>",)
TAGS += ("1boy", "1man", "6+girls", "multiple_boys", "multiple girls", "1other", "catboy", "elf girl", "male focus", "dark-skinned_female")
TAGS += ("mature female", "male", "1 girl", "(1girl:1.2)", "very dark skin", "teenage", "old woman", "the girl smiles", "1boy BREAK 2girls")
EMOJI = ("🙂", "👩", "👨🏽", "🐈", "❤️", "👩🏿‍🚀", "👧", "👵🏻", "🧕", "👨‍👩‍👧", "🧔‍♂️", "👩‍🦽", "👯‍♀️", "🇰🇷", "♀️", "💄", "👍🏽", "👩👨")
BEFORE_MARKS = ("", "young ", "the old ", "two ")


class Grammar:
    """Draws prompts: sentences or lists of tags whose words come from the taxonomy; most are English of a sort, some are not."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for words, forms in default_taxonomy().forms.items():
            for form in forms:
                if form.kind in self._words:
                    self._words[form.kind].append(" ".join(words))

    def prompt(self) -> str:
        """One prompt."""
        text = self._tags() if self._random.random() < 0.15 else self._sentence()
        return self._disguised(text)

    def _sentence(self) -> str:
        pick = self._random
        parts = [pick.choice(LEADS), self._person()]
        for _ in range(pick.randrange(3)):
            parts += [pick.choice(VERBS), pick.choice((self._person, self._thing, self._pronoun, self._mark))()]
        return " ".join(part for part in parts if part) + pick.choice(TAILS)

    def _tags(self) -> str:
        pick = self._random
        words = [pick.choice(TAGS), self._word(pick.choice(("noun", "adjective", "detail", "cue"))), pick.choice(TAGS)]
        words += [self._person() for _ in range(pick.randrange(2))] + [self._mark() for _ in range(pick.randrange(2))]
        pick.shuffle(words)
        return ", ".join(words)

    def _mark(self) -> str:
        """A choice of the user's: values of one attribute, persons, things, one of them empty, or of mixed kinds."""
        pick = self._random
        kind = pick.choice(("noun", "noun", "adjective", "close", "name", "person", "phrase", "detail", "cue"))
        options = {self._word(pick.choice((kind, kind, kind, pick.choice(KINDS)))).strip() for _ in range(pick.choice((2, 2, 2, 3)))}
        options |= {pick.choice(("", "34", "71"))} if len(options) < 2 or pick.random() < 0.1 else set()
        listed = sorted(options)
        pick.shuffle(listed)
        shown = "{" + "|".join(listed) + "}" if len(listed) > 1 else listed[0]
        return pick.choice(BEFORE_MARKS) + shown + pick.choice(("", "", "", " year old woman" if "34" in options else "", "'s hat"))

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
        parts.append(self._mark() if pick.random() < 0.08 else self._word(pick.choice(("noun", "noun", "noun", "person", "name", "known"))))
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
        """The text as other tools or careless fingers write it; marks stay as they are."""
        chance = self._random.random()
        plain = "{" not in text and "[" not in text and "<" not in text
        if chance < 0.04:
            return text.replace("-", "\u2011").replace("a", "\u00ada")
        if chance < 0.08:
            return text.upper()
        if chance < 0.12:
            return text.replace(" ", ", ", 2)
        if chance < 0.15:
            return f"{text} {self._random.choice(EMOJI)}"
        if plain and chance < 0.18:
            return text.replace(" ", "_")
        if plain and chance < 0.22:
            return self._weighted(text)
        return text

    def _weighted(self, text: str) -> str:
        words = text.split(" ")
        place = self._random.randrange(len(words))
        words[place] = self._random.choice(("({}:1.2)", "(({}))", "[{}]", "{{{}}}", "[{}:tree:0.5]", "[{}|tree]")).format(words[place])
        return " ".join(words)

"""The context guesser finds what the words tell, and only that."""

import random
from collections.abc import Sequence
from typing import Any

from obclip.evaluation.compare import compare
from obclip.evaluation.guesser import Case, cases_of, guess, rate
from obclip.prompts.detector import Hint
from obclip.prompts.rules import Rules

BLOCK = ("male", "female")


def row(prompt: str, word: str, value: str) -> dict[str, Any]:
    start = prompt.index(word)
    spans = [{"start": start, "end": start + len(word), "attribute": "gender", "kind": "explicit", "value": value}]
    return {"prompt": prompt, "stratum": "ordinary", "spans": spans}


def test_a_word_that_goes_with_a_value_is_guessed_from() -> None:
    cases = [Case(frozenset({"garage" if number % 2 else "garden", "the"}), BLOCK[number % 2], BLOCK) for number in range(40)]
    assert rate(cases, "gender", "keep").words == 1


def test_words_that_say_nothing_leave_a_guess_near_the_bound() -> None:
    draw = random.Random(0)
    cases = [Case(frozenset({f"w{draw.randrange(30)}"}), draw.choice(BLOCK), BLOCK) for _ in range(200)]
    found = rate(cases, "gender", "keep")
    assert found.nominal == 0.5
    assert abs(found.words - 0.5) < 0.12


def test_only_words_outside_the_gaps_are_looked_at() -> None:
    cases = list(cases_of([row("a man in the garage", "man", "male")], "gender", Rules()))
    assert cases == [Case(frozenset({"a", "person", "in", "the", "garage"}), "male", BLOCK)]


def test_prompts_that_hide_the_attribute_twice_or_not_at_all_are_left_out() -> None:
    rows = [row("a man and a woman", "man", "male"), row("a red car", "car", "male")]
    assert list(cases_of(rows, "gender", Rules())) == []


def test_a_cue_that_is_withheld_cannot_be_guessed_from() -> None:
    rows = [row("a man with a beard", "man", "male"), row("a woman at sea", "woman", "female")] * 12
    by_policy = {one.cues: one.words for one in guess(rows, Rules())}
    assert set(by_policy) == {"keep", "default", "withhold"}
    words = [cases_of(rows[:1], "gender", Rules(cues=cues)) for cues in ("keep", "withhold")]
    assert ["beard" in next(iter(cases)).words for cases in words] == [True, False]


class Cars:
    """A detector that takes cars for persons."""

    name = "cars"

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        return [[Hint(text.index("car"), text.index("car") + 3, "identity")] if "car" in text else [] for text in texts]


def test_ways_are_compared_side_by_side() -> None:
    rows = [row("a man", "man", "male"), {"prompt": "a red car", "stratum": "negative", "spans": []}]
    scores = compare(rows, Rules(detectors=(Cars(),)))
    assert list(scores) == ["rules", "rules + cars", "cars alone"]
    assert [score.whole.hits for score in scores.values()] == [1, 1, 0]
    assert [score.alarms.hits for score in scores.values()] == [0, 1, 1]
    assert [score.closed.plain()["hits"] for score in scores.values()] == [2, 2, 0]

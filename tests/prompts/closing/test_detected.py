"""Whatever a further detector says, and however differently of each candidate: the set is closed or refused, and only more is withheld."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip.errors import BadRequest, NotClosed
from obclip.prompts.detector import Hint
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard

PROMPTS = [
    "portrait of an old Asian woman with a Zorblax beside her dog",
    "a photo of Quentin Dobbs, his wife and a boy's kite",
    "a Nigerian man and a Japanese woman, 8k",
    "a red car in the rain",
    "an elderly lady named Xan and {red|blue} [[secret]] hats",
]


class Whim:
    """A detector whose findings hang on every letter of the text."""

    name = "whim"

    def __init__(self, seed: int, rate: int) -> None:
        self.seed, self.rate = seed, rate

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Hint]:
        found = []
        for start in range(len(text)):
            value = crc32(f"{self.seed}{start}{text}".encode())
            if value % 1000 < self.rate:
                found.append(Hint(start, min(len(text), start + 1 + value % 7), ("identity", "age", "ethnicity")[value % 3]))
        return found


class Words:
    """A detector that knows some words, and some of them only in a text that holds another."""

    name = "words"

    def __init__(self, words: str, beside: str = "") -> None:
        self.words, self.beside = words.split(), beside

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        return [
            [Hint(text.index(w), text.index(w) + len(w), "identity") for w in self.words if w in text and self.beside in text]
            for text in texts
        ]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PROMPTS[:4]), st.integers(0, 10**6), st.sampled_from([2, 10, 60, 300]))
def test_any_detector_leaves_the_set_closed_or_refused(prompt: str, seed: int, rate: int) -> None:
    rules = Rules(detectors=(Whim(seed, rate),))
    try:
        found = candidate_prompts(prompt, rules)
    except NotClosed:
        return
    for place in range(0, len(found), max(1, len(found) // 5)):
        member = safeguard(found.prompts[place], rules)
        assert member.candidates == found
        assert member.choice.position() == place


@pytest.mark.parametrize(("rate", "most"), [(2, 1), (10, 3), (60, 8)])
def test_few_prompts_are_refused_for_a_detector(rate: int, most: int) -> None:
    """Of forty, where two, ten and sixty letters in a thousand are reported at whim."""
    sizes = []
    for seed in range(10):
        for prompt in PROMPTS[:4]:
            try:
                sizes.append(len(candidate_prompts(prompt, Rules(detectors=(Whim(seed, rate),)))))
            except NotClosed:
                sizes.append(0)
    assert sizes.count(0) <= most
    assert sum(size > 1 for size in sizes) >= 20


def test_what_a_detector_reports_is_withheld_and_shown() -> None:
    found = describe(safeguard(PROMPTS[0], Rules(detectors=(Words("Zorblax"),))))
    assert not any("Zorblax" in candidate for candidate in found["candidates"])  # type: ignore[attr-defined]
    withheld = [PROMPTS[0][piece["start"] : piece["end"]] for piece in found["withheld"]]  # type: ignore[attr-defined]
    assert withheld == ["Zorblax"]
    assert found["n"] == 30


def test_what_is_reported_of_one_candidate_is_withheld_from_all() -> None:
    shown = Rules(unknown="show")
    assert candidate_prompts("a woman in a Zorblax", shown).prompts == ("a man in a Zorblax", "a woman in a Zorblax")
    detected = replace(shown, detectors=(Words("Zorblax", beside=" man"),))
    assert candidate_prompts("a woman in a Zorblax", detected).prompts == ("a man in someone", "a woman in someone")


def test_what_is_reported_of_a_word_is_reported_of_the_whole_word() -> None:
    rules = Rules(unknown="show", detectors=(Words("orbl"),))
    assert candidate_prompts("a woman in a Zorblax", rules).prompts == ("a man in someone", "a woman in someone")


def test_a_detector_cannot_unhide_what_the_rules_hide() -> None:
    with_detector = candidate_prompts("an old woman", Rules(detectors=(Words("old woman"),)))
    assert with_detector.prompts == candidate_prompts("an old woman").prompts


def test_with_keep_a_report_is_shown_and_with_refuse_it_is_refused() -> None:
    kept = describe(safeguard("a woman in a Zorblax", Rules(cues="keep", unknown="show", detectors=(Words("Zorblax"),))))
    assert "Zorblax" in str(kept["candidates"])
    assert [cue["attribute"] for cue in kept["cues"]] == ["identity"]  # type: ignore[attr-defined]
    with pytest.raises(NotClosed, match="Zorblax"):
        candidate_prompts("a woman in a Zorblax", Rules(cues="refuse", unknown="show", detectors=(Words("Zorblax"),)))


def test_places_of_reports_are_those_of_the_users_own_letters() -> None:
    prompt = "\u00ada wom\u00adan beside Zorblax and [[me]]"
    withheld = describe(safeguard(prompt, Rules(detectors=(Words("Zorblax"),))))["withheld"]
    assert "Zorblax" in [prompt[piece["start"] : piece["end"]] for piece in withheld]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("prompt", "word"), [("{old|young} man", "man"), ("a {old|young} man", "a"), ("{old|young} {tall|short} man", "man")]
)
def test_what_is_reported_beside_marks_is_withheld_or_refused(prompt: str, word: str) -> None:
    rules = Rules(detectors=(Words(word),))
    first = candidate_prompts(prompt, rules)
    assert {text.split()[-1] for text in first.prompts} <= {"man", "woman", "person"}
    assert first == candidate_prompts(prompt.replace("{old|young}", "{young|old}"), rules)


class Wrong:
    """A detector that does not answer as it should."""

    name = "wrong"

    def __init__(self, answer: Callable[[Sequence[str]], object]) -> None:
        self.answer = answer

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        return self.answer(texts)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "answer",
    [
        lambda texts: None,
        lambda texts: [],
        lambda texts: [None for _ in texts],
        lambda texts: [[(1, 3, "age")] for _ in texts],
        lambda texts: [[Hint(1.5, 3, "age")] for _ in texts],  # type: ignore[arg-type]
        lambda texts: [[Hint(-5, 3, "age")] for _ in texts],
        lambda texts: [[Hint(9, 3, "age")] for _ in texts],
        lambda texts: [[Hint(0, len(text) + 1, "age")] for text in texts],
    ],
)
def test_a_detector_that_answers_in_another_form_is_named(answer: Callable[[Sequence[str]], object]) -> None:
    with pytest.raises(BadRequest, match="The detector 'wrong' must return a list of Hint for each text"):
        candidate_prompts("an old woman", Rules(detectors=(Wrong(answer),)))

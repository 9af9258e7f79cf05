"""The context guesser: how often a server that has seen other prompts is right about a hidden value, from the words that stay.

It is a linear model (multinomial logistic regression) on the words of the outgoing set, of which only those outside the gaps can tell
anything: `CandidateSet.neutral`. It is trained and tried on annotated prompts in turn (cross-validation). A stronger model, or more
prompts, will do better: the figure is a lower bound of what can be guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from math import sqrt
from typing import Any

import numpy as np

from obclip.errors import UserError
from obclip.prompts.rules import KEEP, WITHHOLD, Rules
from obclip.prompts.safeguard import candidate_prompts

Matrix = np.ndarray[Any, np.dtype[np.float64]]
ATTRIBUTES = ("gender", "age", "ethnicity")
POLICIES: tuple[str | None, ...] = (KEEP, None, WITHHOLD)
_ALIKE = {"teen": "teenage", "adult": "young"}  # names of the annotation -> names of the taxonomy
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 20
_FOLDS, _REPEATS, _STEPS = 5, 4, 200
_RATE, _DECAY = 0.5, 0.02


@dataclass(frozen=True)
class Case:
    """One prompt with exactly one axis of the attribute: the words that stay, the true value and those that it hides among."""

    words: frozenset[str]
    value: str
    block: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """Shares of right guesses on `cases` prompts.

    nominal: 1/N of the axis, right if the server knew nothing. frequency: the most frequent value of the block in the other prompts.
    words: the linear model. error: the standard error of a share this size, for `words`.
    """

    attribute: str
    cues: str
    cases: int
    nominal: float
    frequency: float
    words: float
    error: float

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def guess(rows: Sequence[dict[str, Any]], rules: Rules) -> list[Guess]:
    """The guesses for each attribute and policy of cues; attributes with too few prompts are left out."""
    found = []
    for attribute in ATTRIBUTES:
        for policy in POLICIES:
            cases = list(cases_of(rows, attribute, replace(rules, cues=policy)))
            if len(cases) >= _FEWEST:
                found.append(rate(cases, attribute, policy or "default"))
    return found


def cases_of(rows: Iterable[dict[str, Any]], attribute: str, rules: Rules) -> Iterable[Case]:
    """The prompts that state one value of the attribute, and hide it on one axis."""
    for row in rows:
        stated = {_ALIKE.get(span["value"], span["value"]) for span in _explicit(row, attribute)}
        if len(stated) != 1:
            continue
        try:
            candidates = candidate_prompts(row["prompt"], rules)
        except UserError:
            continue
        axes = [axis for axis in candidates.axes if axis.attribute == attribute]
        value = stated.pop()
        if len(axes) == 1 and value in axes[0].values:
            yield Case(frozenset(_WORD.findall(candidates.neutral.lower())), value, axes[0].values)


def _explicit(row: dict[str, Any], attribute: str) -> list[dict[str, Any]]:
    return [span for span in row["spans"] if span["attribute"] == attribute and span["kind"] != "cue" and "value" in span]


def rate(cases: Sequence[Case], attribute: str, cues: str) -> Guess:
    """The shares of right guesses, each prompt guessed by models that have not seen it."""
    generator = np.random.default_rng(0)
    hits: list[tuple[bool, bool]] = []
    for _ in range(_REPEATS):
        for held in np.array_split(generator.permutation(len(cases)), min(_FOLDS, len(cases))):
            left = set(held.tolist())
            train = [case for place, case in enumerate(cases) if place not in left]
            hits += _tried(train, [cases[place] for place in held])
    frequency, words = (float(np.mean([hit[kind] for hit in hits])) for kind in (0, 1))
    nominal = float(np.mean([1 / len(case.block) for case in cases]))
    return Guess(attribute, cues, len(cases), nominal, frequency, words, sqrt(max(words * (1 - words), 0) / len(cases)))


def _tried(train: Sequence[Case], held: Sequence[Case]) -> list[tuple[bool, bool]]:
    """For each held prompt, whether the most frequent value and the linear model are right. Both know the block."""
    values = sorted({value for case in [*train, *held] for value in case.block})
    counts = np.array([sum(case.value == value for case in train) for value in values], dtype=float)
    vocabulary = {word: place for place, word in enumerate(sorted({word for case in train for word in case.words}))}
    weights = _fitted(_features(train, vocabulary), np.array([values.index(case.value) for case in train]), len(values))
    scores = _features(held, vocabulary) @ weights
    results = []
    for case, score in zip(held, scores, strict=True):
        block = np.array([values.index(value) for value in case.block])
        results.append(tuple(values[block[row[block].argmax()]] == case.value for row in (counts, score)))
    return [(bool(first), bool(second)) for first, second in results]


def _features(cases: Sequence[Case], vocabulary: dict[str, int]) -> Matrix:
    """A row a prompt, of length one: which words it has, and a constant."""
    features = np.zeros((len(cases), len(vocabulary) + 1))
    for place, case in enumerate(cases):
        features[place, [vocabulary[word] for word in case.words if word in vocabulary]] = 1
        features[place] /= max(1.0, float(np.linalg.norm(features[place])))
        features[place, -1] = 1
    return features


def _fitted(features: Matrix, labels: np.ndarray[Any, Any], values: int) -> Matrix:
    """The weights of a multinomial logistic regression, by gradient descent with weight decay on all but the constant."""
    weights = np.zeros((features.shape[1], values))
    wanted = np.eye(values)[labels]
    for _ in range(_STEPS):
        scores = features @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        gradient = features.T @ (likely - wanted) / len(features)
        gradient[:-1] += _DECAY * weights[:-1] / values
        weights -= _RATE * 4 * gradient
    return weights

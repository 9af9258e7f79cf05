"""Many prompts without annotation: counts, and what is noted for reading."""

from collections.abc import Sequence

from obclip.evaluation.bulk import Bulk, survey
from obclip.evaluation.outcome import Outcome, Span
from obclip.prompts.detector import Hint
from obclip.prompts.rules import Rules


class Breaking:
    """A detector that fails on cars."""

    name = "breaking"

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        if any("car" in text for text in texts):
            raise ZeroDivisionError("cars")
        return [[] for _ in texts]


def test_sizes_refusals_and_closure_are_counted() -> None:
    found = survey([(1, "an old man"), (2, "a red car"), (4, "?!")], Rules())

    assert (found.prompts, dict(found.sizes), dict(found.codes)) == (3, {6: 1, 1: 1}, {"empty_prompt": 1})
    assert found.closed.plain() == {"hits": 2, "cases": 2, "rate": 1}
    assert found.noted["refused"][0].line == 4
    assert len(found.milliseconds) == 3


def test_an_error_is_noted_and_the_next_prompt_is_read() -> None:
    found = survey([(1, "a red car"), (2, "an old man")], Rules(detectors=(Breaking(),)))

    assert [(one.line, one.message) for one in found.noted["errors"]] == [(1, "ZeroDivisionError: cars")]
    assert (found.plain()["errors"], dict(found.sizes)) == (1, {6: 1})


def test_words_in_the_clear_are_noted_by_whether_their_attribute_is_hidden() -> None:
    outcome = Outcome(candidates=("a man, her hat, elderly", "a woman, her hat, elderly"), axes=(Span(2, 5, "gender"),), closed=True)
    found = Bulk()
    found.count(7, "a man, her hat, elderly", outcome)

    assert [(one.line, [word.word for word in one.clear]) for one in found.noted["clear"]] == [(7, ["her"])]
    assert [(one.line, [word.word for word in one.clear]) for one in found.noted["visible"]] == [(7, ["elderly"])]
    assert (found.clear.rate, found.visible.rate) == (1, 1)


def test_a_set_that_is_not_closed_is_noted() -> None:
    found = Bulk()
    found.count(3, "an old man", Outcome(candidates=("an old man", "a young man"), closed=False))

    assert [(one.line, one.prompt) for one in found.noted["open"]] == [(3, "an old man")]
    assert found.closed.rate == 0


def test_withheld_words_are_counted_of_all_words() -> None:
    found = survey([(1, "write to jane@example.org now")], Rules())

    assert (found.withheld.hits, found.withheld.cases) == (3, 6)


def test_the_json_has_everything() -> None:
    found = survey([(1, "an old man")], Rules()).plain()

    assert {"prompts", "errors", "sizes", "refused_by_code", "clear", "visible", "withheld", "unknown", "closed", "lists"} <= set(found)
    assert found["lists"] == {"clear": [], "visible": [], "refused": [], "errors": [], "open": []}

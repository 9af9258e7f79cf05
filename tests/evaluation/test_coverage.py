"""Covered, silent, refused, alarm and lost mean what the page says."""

from dataclasses import replace

from obclip.evaluation.coverage import Verdict, by_stratum, judge, listed, plain_listed
from obclip.evaluation.outcome import Outcome, Span, outcome_of
from obclip.prompts.rules import Rules

PROMPT = "an old man in a cap"
OLD, MAN, CAP = Span(3, 6, "age"), Span(7, 10, "gender"), Span(16, 19, "gender")
SENT = Outcome(candidates=("one", "another"), closed=True)
REFUSED = Outcome(refused="not_closed", message="The candidates would differ.")


def verdict(
    outcome: Outcome, stratum: str = "ordinary", spans: tuple[tuple[Span, str], ...] = ((OLD, "explicit"), (MAN, "explicit"))
) -> Verdict:
    stated = [{"start": span.start, "end": span.end, "attribute": span.attribute, "kind": kind} for span, kind in spans]
    return judge({"id": "a", "prompt": PROMPT, "stratum": stratum, "spans": stated}, outcome)


def tally(found: Verdict, name: str) -> tuple[int, int]:
    tally = getattr(by_stratum([found])["all"], name)
    return tally.hits, tally.cases


def test_an_axis_of_the_attribute_covers_a_word() -> None:
    assert tally(verdict(replace(SENT, axes=(OLD, MAN))), "covered") == (1, 1)


def test_an_axis_of_another_attribute_does_not_cover_it() -> None:
    found = verdict(replace(SENT, axes=(OLD, Span(7, 10, "religion"))))

    assert tally(found, "covered") == (0, 1)
    assert [span.attribute for span in found.missed] == ["gender"]


def test_whatever_is_withheld_is_covered() -> None:
    assert tally(verdict(replace(SENT, axes=(OLD,), withheld=(Span(5, 8, "religion"),))), "covered") == (1, 1)


def test_a_cue_that_is_reported_and_sent_is_told_and_not_covered() -> None:
    found = verdict(replace(SENT, cues=(CAP,)), spans=((CAP, "cue"), (MAN, "cue")))

    assert (tally(found, "cues"), tally(found, "cues_told")) == ((0, 2), (1, 2))
    assert tally(found, "covered") == (0, 0)


def test_a_set_with_a_word_in_the_clear_is_silent_only_if_it_hides_something() -> None:
    assert tally(verdict(replace(SENT, axes=(OLD,))), "silent") == (1, 1)
    assert tally(verdict(Outcome(candidates=("one",))), "silent") == (0, 1)


def test_a_refusal_covers_in_other_languages_only() -> None:
    assert tally(verdict(REFUSED, "languages"), "covered") == (1, 1)
    assert tally(verdict(REFUSED, "modern"), "covered") == (0, 1)
    assert tally(verdict(REFUSED, "modern"), "silent") == (0, 1)


def test_refusals_are_counted_by_their_code() -> None:
    lines = by_stratum([verdict(REFUSED), verdict(SENT)])

    assert (lines["all"].refused.plain(), dict(lines["all"].codes)) == ({"hits": 1, "cases": 2, "rate": 0.5}, {"not_closed": 1})
    assert lines["all"].plain()["refused_by_code"] == {"not_closed": 1}


def test_an_axis_or_a_refusal_is_an_alarm_on_a_harmless_prompt_and_a_withheld_word_is_none() -> None:
    told = [verdict(outcome, "negative", ()) for outcome in (replace(SENT, axes=(OLD,)), REFUSED, replace(SENT, withheld=(CAP,)))]

    assert [tally(found, "alarms") for found in told] == [(1, 1), (1, 1), (0, 1)]
    assert tally(verdict(replace(SENT, axes=(OLD,))), "alarms") == (0, 0)


def test_words_withheld_outside_annotated_spans_are_lost() -> None:
    found = verdict(replace(SENT, withheld=(Span(3, 15),)))

    assert [PROMPT[word.start : word.end] for word in found.lost] == ["in", "a"]
    assert tally(found, "lost") == (2, 6)


def test_named_persons_are_counted_apart() -> None:
    found = verdict(replace(SENT, withheld=(MAN,)), spans=((Span(7, 10, "identity"), "cue"), (CAP, "cue")))

    assert (tally(found, "identity"), tally(found, "cues")) == ((1, 1), (0, 1))


def test_unknown_words_are_counted_where_the_safeguard_tells_them() -> None:
    told = verdict(replace(SENT, unknown=(MAN, CAP), withheld=(CAP,)))

    assert (tally(told, "unknown"), tally(told, "unknown_withheld")) == ((2, 6), (1, 6))
    assert tally(verdict(SENT), "unknown") == (0, 0)


def test_english_strata_are_one_line_beside_all() -> None:
    lines = by_stratum([verdict(SENT, stratum) for stratum in ("negative", "own", "tags", "languages", "issues")])

    assert list(lines) == ["tags", "issues", "languages", "negative", "own", "English", "all"]
    assert [line.prompts for line in lines.values()] == [1, 1, 1, 1, 1, 2, 5]


def test_a_listing_has_the_prompts_and_the_words_concerned() -> None:
    verdicts = [verdict(replace(SENT, axes=(OLD,))), verdict(replace(SENT, axes=(OLD, MAN))), verdict(REFUSED, "negative", ())]

    assert [(found.outcome.axes, spans) for found, spans in listed(verdicts, "silent")] == [((OLD,), (replace(MAN, kind="explicit"),))]
    assert [spans for _, spans in listed(verdicts, "refused")] == [spans for _, spans in listed(verdicts, "alarms")] == [()]
    assert [plain_listed(*one)["words"][0]["text"] for one in listed(verdicts, "misses")] == ["man"]
    assert listed(verdicts, "open") == listed(verdicts, "lost") == listed(verdicts, "cues") == []
    assert plain_listed(*listed(verdicts, "refused")[0])["refused"] == "not_closed"


def test_the_safeguard_itself_is_looked_at() -> None:
    found = verdict(outcome_of(PROMPT, Rules()), spans=((OLD, "explicit"), (MAN, "explicit")))

    assert (found.silent, found.missed, len(found.outcome.candidates), found.outcome.closed) == (False, (), 6, True)
    assert verdict(outcome_of("  ", Rules())).outcome.refused == "empty_prompt"

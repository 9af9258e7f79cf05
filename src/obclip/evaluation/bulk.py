"""What the safeguard does with many prompts that nobody has annotated: errors, refusals, sizes, words in the clear, times."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from obclip.prompts.rules import Rules

from .annotated import words_of
from .clear import Clear, in_the_clear
from .outcome import Outcome, outcome_of
from .tally import Tally, median, quantile

BULK_LISTINGS = ("clear", "visible", "refused", "errors", "open")


@dataclass(frozen=True)
class Noted:
    """A prompt to look at, by its line in the file, and why: words, or the message of an error."""

    line: int
    prompt: str
    clear: tuple[Clear, ...] = ()
    message: str = ""

    def plain(self) -> dict[str, Any]:
        """For JSON, without what is empty."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass
class Bulk:
    """Counts of some prompts.

    sizes: how many have N candidates. codes: refusals by the code of the error. errors: the safeguard broke, which it never should.
    clear: sets (N > 1) in all of whose candidates a listed word says a hidden attribute; visible: one that is not hidden.
    withheld, unknown: of all words (unknown: of the prompts of which the safeguard says it). closed: as for annotated prompts.
    """

    prompts: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    clear: Tally = field(default_factory=Tally)
    visible: Tally = field(default_factory=Tally)
    withheld: Tally = field(default_factory=Tally)
    unknown: Tally = field(default_factory=Tally)
    unknown_withheld: Tally = field(default_factory=Tally)
    closed: Tally = field(default_factory=Tally)
    milliseconds: list[float] = field(default_factory=list)
    noted: dict[str, list[Noted]] = field(default_factory=lambda: {name: [] for name in BULK_LISTINGS})

    def count(self, line: int, prompt: str, outcome: Outcome) -> None:
        """Add a prompt that did not break the safeguard."""
        self.milliseconds.append(outcome.milliseconds)
        if outcome.refused:
            self.codes[outcome.refused] += 1
            self.noted["refused"].append(Noted(line, prompt, message=f"{outcome.refused}: {outcome.message}"))
            return
        self.sizes[len(outcome.candidates)] += 1
        self.closed.add(bool(outcome.closed))
        if not outcome.closed:
            self.noted["open"].append(Noted(line, prompt))
        self._count_words(prompt, outcome)
        if len(outcome.candidates) > 1:
            self._count_clear(line, prompt, outcome)

    def _count_words(self, prompt: str, outcome: Outcome) -> None:
        words = words_of(prompt)
        self.withheld.add_all(sum(map(outcome.withholds, words)), len(words))
        if outcome.unknown is not None:
            self.unknown.add_all(len(outcome.unknown), len(words))
            self.unknown_withheld.add_all(sum(map(outcome.withholds, outcome.unknown)), len(words))

    def _count_clear(self, line: int, prompt: str, outcome: Outcome) -> None:
        found = in_the_clear(outcome.candidates, {axis.attribute for axis in outcome.axes})
        for name, tally, hidden in (("clear", self.clear, True), ("visible", self.visible, False)):
            words = tuple(one for one in found if one.hidden == hidden)
            tally.add(bool(words))
            if words:
                self.noted[name].append(Noted(line, prompt, words))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        tallies = {name: value.plain() for name, value in vars(self).items() if isinstance(value, Tally)}
        times = {f"{name}_milliseconds": value for name, value in self.times.items()}
        lists = {name: [one.plain() for one in ones] for name, ones in self.noted.items()}
        counts = {"sizes": {str(size): count for size, count in sorted(self.sizes.items())}, "refused_by_code": dict(self.codes)}
        return {"prompts": self.prompts, "errors": len(self.noted["errors"]), **counts, **tallies, **times, "lists": lists}

    @property
    def times(self) -> dict[str, float]:
        """The median, what 95 % stay below, and the slowest."""
        return {"median": median(self.milliseconds), "95 %": quantile(self.milliseconds, 0.95), "slowest": quantile(self.milliseconds, 1.0)}


def survey(prompts: Iterable[tuple[int, str]], rules: Rules) -> Bulk:
    """Run the safeguard on each prompt, given with the number of its line, and count."""
    bulk = Bulk()
    for line, prompt in prompts:
        bulk.prompts += 1
        try:
            outcome = outcome_of(prompt, rules)
        except Exception as error:  # noqa: BLE001 - whatever breaks is what is looked for
            bulk.noted["errors"].append(Noted(line, prompt, message=f"{type(error).__name__}: {error}"))
        else:
            bulk.count(line, prompt, outcome)
    return bulk

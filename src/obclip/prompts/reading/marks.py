"""The user's own marks: {woman|man} hides a choice among what it lists, [[words]] are withheld from the cloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from obclip.prompts.vocabulary.terms import MARK, ONE, Attribute, Form, Row, Taxonomy, Value

from .normal import Normal

_MARK = re.compile(r"\[\[(?P<hidden>[^\[\]]*)\]\]|\{(?P<choice>[^{}|]*(?:\|[^{}|]*)+)\}")


@dataclass(frozen=True)
class Marked:
    """A prompt without its marks, the taxonomy that knows them, and the stretches (of the user's prompt) withheld.

    A choice becomes an attribute of its own, whose values are what the mark lists, in the order of the alphabet: so it
    is the same whichever comes first, which is the real one. choices: where the marks of choices stand.
    """

    normal: Normal
    taxonomy: Taxonomy
    hidden: tuple[tuple[int, int], ...] = ()
    choices: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the user's prompt: the whole mark for what stands in one."""
        first, last = self.normal.span(start, end)
        return next((mark for mark in self.choices if mark[0] <= first and last <= mark[1]), (first, last))


def own_words(prompt: str) -> str:
    """The user's own prompt with its marks opened, for the device: a choice says its first value, withheld words are words."""
    return _MARK.sub(lambda mark: mark["hidden"] if mark["hidden"] is not None else mark["choice"].partition("|")[0].strip(), prompt)


def read_marks(normal: Normal, taxonomy: Taxonomy) -> Marked:
    """The prompt with each choice in its first, real wording and without what is withheld."""
    text = ""
    origin: list[int] = []
    hidden: list[tuple[int, int]] = []
    choices: list[tuple[int, int]] = []
    place = 0
    for match in _MARK.finditer(normal.text):
        start, end = match.start(), match.end()
        text, origin = text + normal.text[place:start], [*origin, *normal.origin[place:start]]
        place = end
        if match["hidden"] is not None:
            hidden.append(normal.span(start, end))
            place = end + 1 if text[-1:] in (" ", "") and normal.text[end : end + 1] == " " else end
            continue
        first = match["choice"].partition("|")[0]
        left = len(first) - len(first.lstrip())
        first = first.strip()
        options = [option.strip() for option in match["choice"].split("|")]
        text, origin = text + first, [*origin, *normal.origin[start + 1 + left : start + 1 + left + len(first)]]
        taxonomy = _with_choice(taxonomy, options)
        choices.append(normal.span(start, end))
    if not place:
        return Marked(normal, taxonomy)
    text, origin = text + normal.text[place:], [*origin, *normal.origin[place:]]
    kept = len(text.rstrip())
    return Marked(Normal(text[:kept], origin[:kept]), taxonomy, tuple(hidden), tuple(choices))


def _with_choice(taxonomy: Taxonomy, options: list[str]) -> Taxonomy:
    """The taxonomy with one more attribute, unless the options are values of one that it has."""
    spelled = {option: _words(option) for option in options if _words(option)}
    if len(spelled) < 2 or _share_a_row(taxonomy, list(spelled.values())):
        return taxonomy
    names = sorted(spelled, key=str.lower)
    number = sum(1 for name in taxonomy.attributes if name.startswith("marked")) + 1
    attribute = "marked" if number == 1 else f"marked {number}"
    values = {f"{attribute}: {name}": name for name in names}
    block = tuple(values)
    row = Row(attribute, attribute, MARK, (attribute,), {(v,): (n, n) for v, n in values.items()}, ("something",) * 2, ((attribute, 0),))
    forms = dict(taxonomy.forms)
    for value, name in values.items():
        words = spelled[name]
        forms[words] = (Form(words, MARK, attribute, ONE, (value,)), *forms.get(words, ()))
    return replace(
        taxonomy,
        attributes={**taxonomy.attributes, attribute: Attribute(attribute, (block,))},
        values={**taxonomy.values, **{value: Value(value, attribute, 0) for value in block}},
        rows={**taxonomy.rows, row.name: row},
        families={**taxonomy.families, row.family: (row,)},
        forms=forms,
        lengths=_lengths(taxonomy, list(spelled.values())),
    )


def _words(option: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[^\W_]+", option))


def _share_a_row(taxonomy: Taxonomy, options: list[tuple[str, ...]]) -> bool:
    """Whether all options are forms of one row, so that they hide among its values anyway."""
    rows = [{form.row for form in taxonomy.forms.get(words, ()) if form.row in taxonomy.rows} for words in options]
    return bool(set.intersection(*rows))


def _lengths(taxonomy: Taxonomy, options: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    found = dict(taxonomy.lengths)
    for words in options:
        if len(words) > 1:
            counts = {len(words), *found.get(words[:2], ())}
            found[words[:2]] = tuple(sorted(counts, reverse=True))
    return found

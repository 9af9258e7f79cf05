"""Closure with taxonomies that nobody here has read: whatever is listed, a set is certified closed only if each member gives it."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from obclip.errors import BadRequest
from obclip.prompts.closing.residue import find_residue
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.vocabulary.taxonomy import load_taxonomy
from obclip.prompts.vocabulary.terms import Taxonomy

# Words that reading looks at when they are a taxonomy's own: endings, titles, places, articles, other rows, names.
WORDS = (
    "nora|mora|of nora|from mora|zed|a zed|by zed|mr zed|portrait|king|saint|station|young|reading|tall|zeds|in red|the red|s|is|1|two|"
    "somebody|person|persons|dog|who|named nora|his|black|one|old zed|zed man|man"
).split("|")
KINDS = ("noun", "adjective", "phrase", "detail")
PROMPTS = (
    "{0}, a person",
    "a {0} person and {1}",
    "{0} {1}",
    "two {0} with {1} dog",
    "{1} is {0}",
    "a person of {0}, his {1}, {0}",
    "by {0} {1}",
)


def written(cells: tuple[tuple[str, str], ...], kinds: tuple[str, ...], single: bool) -> str:
    values = [f"v{number}" for number in range(len(cells))]
    rows = "".join(
        f'[[row]]\nname = "row{place}"\nkind = "{kind}"\nneutral = ""\n[row.forms]\n'
        + "".join(f'{value} = ["{cell[place]}"]\n' for value, cell in zip(values, cells, strict=True))
        for place, kind in enumerate(kinds)
    )
    listed = ", ".join(f'"{value}"' for value in values)
    return (
        f'version = "own"\n[[attribute]]\nname = "own"\nsingle = {str(single).lower()}\nblocks = [[{listed}]]\n{rows}'
        '[words]\nperson = "person/people"\nanimal = "dog"\nclose = "hat"\nstop = "a, and, of, by, is, with, the"\n'
    )


def own_taxonomy(text: str) -> Taxonomy:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_text(text, encoding="utf-8")
        return load_taxonomy(path)


def drawn(pick: random.Random) -> tuple[str, str]:
    """A taxonomy of two rows, and a prompt of its words and of others."""
    cells = [(first, second) for first, second in zip(pick.sample(WORDS, 2), pick.sample(WORDS, 2), strict=True)]
    kinds = (pick.choice(KINDS), pick.choice(KINDS))
    words = [pick.choice([word for cell in cells for word in cell]), pick.choice(WORDS)]
    pick.shuffle(words)
    return written(tuple(cells), kinds, pick.random() < 0.5), pick.choice(PROMPTS).format(*words)


def test_the_law_below_is_about_sets_with_more_than_one_member() -> None:
    pick, sizes = random.Random(1), list[int]()
    for _ in range(200):
        text, prompt = drawn(pick)
        try:
            taxonomy = own_taxonomy(text)
        except BadRequest:  # of a word that would have two meanings
            continue
        sizes.append(len(safeguard(prompt, Rules(taxonomy=taxonomy, language="any")).candidates))
    assert sum(size > 1 for size in sizes) >= 90
    assert len(sizes) >= 175


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), min_size=2, max_size=3, unique=True),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)),
    st.booleans(),
    st.sampled_from(PROMPTS),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)),
)
def test_what_is_handed_out_is_the_same_set_for_each_member(
    cells: list[tuple[str, str]], kinds: tuple[str, str], single: bool, prompt: str, words: tuple[str, str]
) -> None:
    try:
        rules = Rules(taxonomy=own_taxonomy(written(tuple(cells), kinds, single)), language="any")
    except BadRequest:
        assume(False)
    done = safeguard(prompt.format(*words), rules)
    assert find_residue(done.template.skeleton, done.template.taxonomy) == []
    assert all(safeguard(member, rules).candidates == done.candidates for member in done.members)


def test_a_phrase_that_is_read_at_one_place_only_for_one_value_does_not_open_the_set() -> None:
    text = written((("of nora", "zed"), ("from mora", "zod")), ("phrase", "noun"), False)
    rules = Rules(taxonomy=own_taxonomy(text), language="any")
    both = ("of nora, a person", "from mora, a person")
    assert candidate_prompts("of Nora, a person", rules).prompts == both
    assert candidate_prompts("from Mora, a person", rules).prompts == both

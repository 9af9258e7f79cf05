"""Whatever a phrase says of somebody, the set is the same for all values of a block: what is read for one is read for each."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

_WORDS = {
    "body": "fat thin skinny slim muscular buff, tall short, taller shorter, curvy petite voluptuous",
    "disability": "blind deaf autistic, injured ill, disabled able-bodied",
    "orientation": "gay bisexual heterosexual, queer asexual pansexual",
    "ethnicity": "Thai Senegalese Syrian, Greek Zulu Bolivian",
}
_FRAMES = {
    "body": """
        a man, {} build | a man, {} physique | a man, {} body | a man, {} figure | a man of {} build | a woman with {} build | his {} body
        | a woman with a {} body | her {} frame | a Japanese man, {} build | cyborg actor, Caucasian, {} build | man, {} physique
        | 1girl, {} | 1girl, {} body | a man, quite {} | a man, somewhat {} | a man, a bit {} | a man, kind of {}
        | a woman neither {} nor clever | {} as he is, the man smiles | a man as {} as a tree | a man too {} for the door
        | a {}-built man | a {} looking man
        | the man's {} build | she has a {} body | a {} build | he stayed {} | a {} and a happy man
    """,
    "disability": """
        a {} man | a man who is {} | a man, {} | 1girl, {} | a {}-looking man | she went {} | a man neither {} nor sad
        | a {} and a happy man
    """,
    "orientation": """
        a {} man | a man who is {} | a man, {} | 1girl, {} | a man, openly {} | a {} couple | a man, neither {} nor sad
        | a {} and a happy man
    """,
    "ethnicity": """
        a {} man | a man, {} | a woman from a {} village | a woman from a small {} town | a man raised in a {} home | a woman, {} heritage
        | {} food served by a {} bride | {} curry cooked by a {} woman | a {} man with a {} salad | a {} massage, a {} woman
    """,
}


def _alike(words: str, attribute: str) -> list[str]:
    """The words of a list that say values of one block."""
    known = default_taxonomy()
    values = [form.values[0] for word in words.split() for form in known.forms[tuple(word.lower().split("-"))] if form.kind == "adjective"]
    assert len({known.block(value) for value in values}) == 1
    assert {known.attribute(value) for value in values} == {attribute}
    return words.split()


@pytest.mark.parametrize(
    ("attribute", "words", "frame"),
    [
        (attribute, words, frame.strip())
        for attribute, frames in _FRAMES.items()
        for words in _WORDS[attribute].split(",")
        for frame in frames.split("|")
        if not (words.split()[0] in ("tall", "taller", "curvy") and frame.strip().endswith("{} figure"))
    ],
)
def test_a_phrase_gives_one_set_for_all_values_of_a_block(attribute: str, words: str, frame: str) -> None:
    found = {candidate_prompts(frame.replace("{}", word)).prompts for word in _alike(words, attribute)}
    assert len(found) == 1, sorted(prompts[0] for prompts in found)

"""The choice is right, and cannot get out."""

import copy
import dataclasses
import importlib
import json

import pytest

from obclip.errors import NotClosed
from obclip.prompts.choice import Choice
from obclip.prompts.safeguard import candidate_prompts, place_among, safeguard


def test_the_choice_is_the_place_of_the_real_prompt() -> None:
    candidates = candidate_prompts("an elderly lady")
    assert candidates.prompts[safeguard("an elderly lady").choice.position()] == "an old woman"


def test_each_member_has_its_own_place() -> None:
    candidates = candidate_prompts("a young Indian man")
    places = [safeguard(prompt).choice.position() for prompt in candidates.prompts]
    assert places == list(range(30))


def test_a_prompt_that_is_not_among_the_candidates_is_refused() -> None:
    with pytest.raises(NotClosed, match="exactly one"):
        place_among("a man in a red hat", candidate_prompts("a man in a blue hat"))


def test_it_does_not_show_itself() -> None:
    assert repr(Choice(4)) == str(Choice(4)) == f"{Choice(4)}" == "Choice(<hidden>)"


@pytest.mark.parametrize("way", [importlib.import_module("pickle").dumps, copy.copy, copy.deepcopy, json.dumps, dataclasses.asdict, vars])
def test_no_common_way_of_writing_it_out_works(way: object) -> None:
    with pytest.raises(TypeError):
        way(Choice(4))  # type: ignore[operator]


def test_it_takes_no_further_attributes() -> None:
    with pytest.raises(AttributeError):
        Choice(4).prompt = "a man"  # type: ignore[attr-defined]

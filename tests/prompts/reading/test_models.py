"""Models of machines are things, whatever their words mean elsewhere, and the colour before them is paint."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    "prompt",
    [
        "Black Peugeot 3008 Mark I, studio",
        "White Ford Escort Mk II",
        "black Golf Mark II, studio",
        "a Mark I tank",
        "black Ford Ranger, studio",
        "white Volvo Amazon",
        "Black Vauxhall Victor, studio",
        "white Opel Kadett",
        "Black Vauxhall Viceroy",
        "white Rolls Royce Ghost",
    ],
)
def test_a_model_is_nobody(prompt: str) -> None:
    found = safeguard(prompt)
    assert found.candidates.prompts == (prompt,)
    assert not found.explanation.withheld
    assert not found.explanation.unknown


def test_a_model_beside_a_person_stays() -> None:
    found = candidate_prompts("an old man beside a white Ford Explorer").prompts
    assert len(found) == 6
    assert all(one.endswith("beside a white Ford Explorer") for one in found)
    assert all(candidate_prompts(one).prompts == found for one in found)


@pytest.mark.parametrize(
    "prompt",
    ["a Black Ford driver", "a Black Ford Ranger driver", "a Black Peugeot 3008 Mark I driver", "a Black Toyota Anna drives"],
)
def test_a_colour_before_who_has_the_machine_is_of_a_people(prompt: str) -> None:
    assert len(candidate_prompts(prompt)) == 5


@pytest.mark.parametrize(
    "prompt", ["a man named Mark", "Uncle Mark 2, portrait", "Mercedes Smith", "Enzo Ferrari in a car", "Suzuki Haruka, portrait"]
)
def test_a_name_stays_a_name(prompt: str) -> None:
    assert safeguard(prompt).explanation.withheld

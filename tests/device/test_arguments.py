"""Nothing that a pipeline of diffusers takes is ignored without a word: it is supported, or refused with a reason."""

import inspect
from typing import Any

import pytest
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline

from obclip import ObliviousPipeline
from obclip.device.arguments import REFUSED
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest
from obclip.models.families.known import around
from obclip.prompts.rules import Rules
from tests import tiny

TAKEN = inspect.signature(ObliviousPipeline.__call__).parameters
# What no pipeline of the two would take for nothing.
ODD: dict[str, Any] = {"callback_steps": 1}


def arguments(pipeline: type) -> list[str]:
    """All that it can be called with; its `**kwargs` are the two that it has replaced."""
    names = list(inspect.signature(pipeline.__call__).parameters)
    assert "kwargs" in names
    return [*(name for name in names if name not in ("self", "kwargs")), "callback", "callback_steps"]


@pytest.mark.parametrize("pipeline", [StableDiffusionPipeline, StableDiffusionXLPipeline])
def test_every_argument_is_supported_or_refused_with_a_reason(pipeline: type) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        for name in arguments(pipeline):
            assert (name in TAKEN) != (name in REFUSED), name
            if name in REFUSED:
                with pytest.raises(BadRequest, match=f"^{name} is not supported: .{{20,}}") as refusal:
                    private("an old man", **{name: ODD.get(name, 0.5)})
                assert "\n" not in refusal.value.message


@pytest.mark.parametrize("pipeline", [StableDiffusionPipeline, StableDiffusionXLPipeline])
def test_what_diffusers_would_do_anyway_may_be_said(pipeline: type) -> None:
    """Their own defaults, spelt out, change nothing."""
    defaults = inspect.signature(pipeline.__call__).parameters
    idle = {name: defaults[name].default for name in arguments(pipeline) if name in REFUSED and name in defaults}
    assert len(idle) >= 10
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        assert private("an old man", num_inference_steps=1, mode="device-only", **idle).images


def test_an_argument_that_nobody_takes_is_told_as_python_does() -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(TypeError, match="unexpected keyword argument 'strenght'"),
    ):
        private("an old man", strenght=0.5)


def test_the_defaults_are_those_of_the_settings_and_the_rules() -> None:
    known = {**vars(RunSettings()), **vars(Rules())}
    shared = {name: parameter.default for name, parameter in TAKEN.items() if name in known}
    assert len(shared) >= len(vars(RunSettings())) + 5
    assert shared == {name: known[name] for name in shared}

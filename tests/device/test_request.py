"""What leaves the device leaves with a certificate only."""

from dataclasses import replace

import pytest

from obclip import candidate_prompts
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest, NotClosed
from obclip.protocol.acceleration import PRESETS, Preset


def test_candidates_that_are_not_certified_are_not_sent() -> None:
    certified = candidate_prompts("an old man")
    open_ = replace(certified, certificate=replace(certified.certificate, closed=False))
    settings = RunSettings(guidance_scale=3.0, solver="dpmsolver++")
    assert build_request(certified, settings, 1).prompts == certified.prompts
    with pytest.raises(NotClosed, match="Nothing was sent"):
        build_request(open_, settings, 1)


@pytest.mark.parametrize("name", ["auto", *PRESETS])
def test_no_plan_takes_words_past_the_safeguard(name: str) -> None:
    """A neutral prompt of the user's own would be sent as it is, beside a set from which the same words are hidden."""
    certified = candidate_prompts("an old man")
    plan = Preset(name, (("neutral_prompt", "an old man"),))
    with pytest.raises(BadRequest, match=r"^neutral_prompt is not for you to name: .*Leave it out\.$"):
        build_request(certified, RunSettings(guidance_scale=3.0, solver="dpmsolver++", acceleration=plan), 1)

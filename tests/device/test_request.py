"""What leaves the device leaves with a certificate only."""

from dataclasses import replace

import pytest

from obclip import candidate_prompts
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.errors import NotClosed


def test_candidates_that_are_not_certified_are_not_sent() -> None:
    certified = candidate_prompts("an old man")
    open_ = replace(certified, certificate=replace(certified.certificate, closed=False))
    settings = RunSettings(guidance_scale=3.0, solver="dpmsolver++")
    assert build_request(certified, settings, 1).prompts == certified.prompts
    with pytest.raises(NotClosed, match="Nothing was sent"):
        build_request(open_, settings, 1)

"""What is refused is said in the words of who speaks HTTP: no argument of Python's, no option but the gateway's own."""

import re
from pathlib import Path

import pytest

from obclip.device.gateway.wording import for_clients
from obclip.device.kept import KeptCloud
from obclip.device.privacy import check_private
from obclip.device.settings import RunSettings
from obclip.errors import ObclipError
from obclip.prompts.rules import Rules


@pytest.mark.parametrize(
    ("prompt", "rules", "instead"),
    [
        ("a red car", Rules(), "(obclip gateway --allow-single; in obclip app, its settings)"),
        ("a red car", Rules(), "(at a terminal, obclip generate --mode device-only)"),
        ("an old man", Rules(max_candidates=1), "(obclip gateway --max-candidates allows more; in obclip app, its settings)"),
        ("blorptastic flarnish", Rules(), "(at a terminal, obclip explain shows which)"),
        ("an old man, blorptastic", Rules(unknown="refuse"), "or start obclip gateway with --unknown show"),
        ("an old man", Rules(language="any"), "(obclip gateway --allow-single; in obclip app, its settings)"),
    ],
)
def test_what_is_not_private_is_told_with_what_a_client_can_do(prompt: str, rules: Rules, instead: str) -> None:
    with pytest.raises(ObclipError) as refused:
        check_private(prompt, False, rules)
    said = for_clients(refused.value.message)
    assert instead in said
    assert not re.search(r"Python|\b[a-z]+(_[a-z]+)+\b|pass --", said)


def test_steps_and_kept_latents_have_the_gateways_names(tmp_path: Path) -> None:
    with pytest.raises(ObclipError) as many:
        RunSettings(num_inference_steps=2000).check()
    assert for_clients(many.value.message) == "steps must be 1 to 1000 (got 2000)."
    with pytest.raises(ObclipError) as scale:
        RunSettings(guidance_scale=1000).check()
    assert for_clients(scale.value.message).startswith("guidance_scale must be")
    assert for_clients(scale.value.message, automatic1111=True).startswith("cfg_scale must be")
    with pytest.raises(ObclipError) as none:
        KeptCloud("0" * 32, tmp_path)
    assert "start obclip gateway with --keep, and draw first" in for_clients(none.value.message)

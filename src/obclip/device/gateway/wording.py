"""Sentences that are raised for Python's users and the command line, in the words of who speaks HTTP: fields, and how obclip is started."""

import re

# What there is no field for is settled where the gateway is started; the page of `obclip app` has it among its settings.
_REMEDIES = {
    "(--allow-single; allow_single=True in Python)": "(obclip gateway --allow-single; in obclip app, its settings)",
    "(obclip generate --mode device-only)": "(at a terminal, obclip generate --mode device-only)",
    "(max_candidates allows more)": "(obclip gateway --max-candidates allows more; in obclip app, its settings)",
    "(obclip explain shows which)": "(at a terminal, obclip explain shows which)",
    "or pass --unknown show": "or start obclip gateway with --unknown show",
    "draw with --keep first": "start obclip gateway with --keep, and draw first",
    "num_inference_steps": "steps",
}
_AUTOMATIC1111 = {"guidance_scale": "cfg_scale"}


def for_clients(message: str, *, automatic1111: bool = False) -> str:
    """The sentence as a client can follow it. automatic1111: whether its fields are called as in that interface."""
    told = _REMEDIES | (_AUTOMATIC1111 if automatic1111 else {})
    return re.sub("|".join(map(re.escape, told)), lambda found: told[found[0]], message)

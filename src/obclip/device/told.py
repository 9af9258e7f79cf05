"""What the page tells a device, and is told by it, whichever device that is: settings, rules, what is found. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from obclip.errors import BadRequest
from obclip.prompts.explain import describe
from obclip.prompts.guessed import GUESSED
from obclip.prompts.negative import Negative, safe_negative
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import check_together, safeguard
from obclip.protocol.request import LARGEST_SEED
from obclip.protocol.untrusted import MOST_DIGITS

from .settings import USUAL, RunSettings

SETTINGS = ("num_inference_steps", "switch_point", "guidance_scale", "acceleration")
RULES = ("max_candidates", "cues", "unknown", "language")

# Names -> values, as JSON has them; null stands for the usual.
Told = Mapping[str, Any]


def rules_told(told: Told, usual: Rules = DEFAULT_RULES) -> Rules:
    """Raises BadRequest."""
    return replace(usual, **{name: told[name] for name in RULES if told.get(name) is not None})


def settings_told(told: Told, usual: RunSettings = USUAL) -> RunSettings:
    """Raises BadRequest."""
    return replace(usual, **{name: told[name] for name in SETTINGS if told.get(name) is not None}).check()


def negative_told(prompt: str, told: Told, rules: Rules) -> Negative:
    """What shall not be in the picture. Raises as the safeguard does."""
    negative = safe_negative(told.get("negative_prompt") or None, rules)
    check_together(prompt, negative.own)
    return negative


def seed_told(told: Told) -> int | None:
    """The user's own, as a text of digits: a browser's numbers do not hold all of them. Raises BadRequest."""
    seed = told.get("seed")
    if seed is None:
        return None
    digits = f"{seed}"
    if not digits.isdecimal() or len(digits) > MOST_DIGITS or int(digits) > LARGEST_SEED:
        raise BadRequest(f"The seed must be a whole number from 0 to {LARGEST_SEED}.", code="bad_seed")
    return int(digits)


def found_in(prompt: str, told: Told, usual: Rules = DEFAULT_RULES) -> dict[str, Any]:
    """As `obclip candidates --json` has it, and what hides it: bits and guesses of each axis, words that stay, why there is one only.

    Raises what the safeguard raises.
    """
    rules = rules_told(told, usual)
    done, negative = safeguard(prompt, rules), safe_negative(told.get("negative_prompt") or None, rules)
    described: dict[str, Any] = describe(done)
    found = done.explanation
    more = [{"bits": axis.bits, "guessed": GUESSED.get(axis.attribute)} for axis in found.axes]
    return {
        **described,
        "axes": [{**axis, **told} for axis, told in zip(described["axes"], more, strict=True)],
        "kept": [{"start": cue.start, "end": cue.end} for cue in found.kept],
        "single": found.single,
        "negative": {"sent": negative.sent, "withheld": list(negative.withheld)},
    }

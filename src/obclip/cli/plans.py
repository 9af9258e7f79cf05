"""How a plan is written on a command line: a preset's name, and after a colon fields that differ from it."""

import json
import re

from obclip.errors import BadRequest
from obclip.protocol.acceleration import Preset

HINT = 'An acceleration is a name, or like "fast:cache_interval=3;neutral_prefix=1".'


def read_plan(text: str) -> tuple[Preset, str | None]:
    """The preset of "name:field=value;field=value" (values as in JSON), and the attribute that parts last if `parts_last` names one.

    Raises BadRequest for another form, and for names that there are not.
    """
    name, _, changes = text.partition(":")
    try:
        pairs = [part.partition("=") for part in changes.split(";") if part.strip()]
        told = {field.strip(): json.loads(value) for field, _, value in pairs}
    except ValueError:
        raise BadRequest(HINT, code="bad_acceleration") from None
    last = told.pop("parts_last", None)
    if last is not None and not isinstance(last, str):
        raise BadRequest('parts_last must be an attribute, for example parts_last="age".', code="bad_acceleration")
    return Preset(name.strip(), tuple(told.items())), last


def written_plans(text: str) -> list[str]:
    """Several plans with commas between them; those within brackets are of a list."""
    return [plan.strip() for plan in re.split(r",(?![^\[]*\])", text) if plan.strip()]

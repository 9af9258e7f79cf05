"""Accelerations as tests write them: a preset's name, or {"plan": preset, field: value, ...}."""

from collections.abc import Mapping

from obclip.protocol.acceleration import Acceleration, Preset


def asked(told: "str | Mapping[str, object] | Acceleration", switch_point: int) -> Acceleration:
    """The values that stand for it."""
    if isinstance(told, Acceleration):
        return told
    changes = {"plan": told} if isinstance(told, str) else dict(told)
    return Preset(str(changes.pop("plan", "none")), tuple(changes.items())).at(switch_point)

"""The inputs that several nodes have. None of them holds a word of a prompt, a key, or a seed unless the user insists."""

from collections.abc import Mapping, Sequence
from typing import Any

from comfy_api.latest import io

from obclip.device.settings import RunSettings
from obclip.protocol.acceleration import AUTO, PRESETS

from .private import NONE, prompt_names

# What JavaScript counts exactly.
LARGEST_SEED = 2**53 - 1


def of_a_drawing(
    cfg: io.Input, side: int, least_side: int, after_words: Sequence[io.Input] = (), after_size: Sequence[io.Input] = ()
) -> list[io.Input]:
    """What a node that draws is asked, in the order in which workflows store it. side: the usual one, in pixels."""
    size = [io.Int.Input(name, default=side, min=least_side, max=2048, step=8) for name in ("width", "height")]
    return [*words(), *after_words, *_steps(), cfg, *size, *after_size, *_seeds(), _plan(), _cloud()]


def settings(asked: Mapping[str, Any], **more: Any) -> RunSettings:
    """What was asked, where 0 stands for the usual. Raises BadRequest."""
    return RunSettings(
        asked["steps"],
        asked["switch_point"] or None,
        asked["cfg"] or None,
        height=asked["height"] or None,
        width=asked["width"] or None,
        acceleration=asked["acceleration"],
        **more,
    ).check()


def words() -> list[io.Input]:
    """Names of the files that hold them."""
    names = prompt_names()
    return [
        io.Combo.Input(
            "prompt_file", options=names, tooltip="A file NAME.txt of your prompts' folder. Only its name stands in workflow and pictures."
        ),
        io.Combo.Input("negative_file", options=[NONE, *names], default=NONE, tooltip="Another of those files: what shall not be drawn."),
    ]


def _steps() -> list[io.Input]:
    """T and k."""
    return [
        io.Int.Input("steps", default=25, min=1, max=150, tooltip="Steps from noise to picture, both halves together."),
        io.Int.Input("switch_point", default=0, min=0, max=149, tooltip="How many of them are the cloud's; 0: two fifths."),
    ]


def _seeds() -> list[io.Input]:
    """Which picture of the many that there are."""
    return [
        io.Int.Input(
            "again",
            default=0,
            min=0,
            max=LARGEST_SEED,
            control_after_generate=True,
            tooltip="Another number: another picture. It is no seed.",
        ),
        io.Int.Input(
            "fixed_seed",  # the editor rolls whatever is called "seed" at each run
            default=0,
            min=0,
            max=LARGEST_SEED,
            tooltip="0: a fresh one, kept nowhere, which is more private: the cloud knows the seed, and one that stands in a "
            "picture links it to your request.",
            advanced=True,
        ),
    ]


def _plan() -> io.Input:
    """How the cloud saves work."""
    return io.Combo.Input(
        "acceleration",
        options=[AUTO, *PRESETS],
        default=AUTO,
        advanced=True,
        tooltip="How the cloud saves work; none: exact to the last bit.",
    )


def _cloud() -> io.Input:
    """Where it is; never with a key."""
    return io.String.Input(
        "cloud",
        default="",
        optional=True,
        advanced=True,
        tooltip="Empty: OBCLIP_CLOUD, or that of obclip's comfyui.toml; where there is one, another is refused unless its list clouds "
        "has it. What is written here stands in workflow and pictures. The key is OBCLIP_KEY, or in comfyui.toml; it has no field here.",
    )

"""Nothing phones home: the hub's telemetry is off, and the hub itself unless the user asks for a download."""

import os


def silence_hub() -> None:
    """Switch off Hugging Face's telemetry and update checks, also when its libraries are loaded already."""
    for name in ("HF_HUB_DISABLE_TELEMETRY", "DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    from huggingface_hub import constants

    constants.HF_HUB_DISABLE_TELEMETRY = True

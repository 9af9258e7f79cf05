"""ComfyUI's bar, and its button that stops."""

import comfy.model_management
import comfy.utils

from obclip.device.pipeline import Progress


def reporting() -> Progress:
    """Raises ComfyUI's own exception from within a step once the user has pressed its button."""
    bar = comfy.utils.ProgressBar(1)

    def report(_: str, done: int, total: int) -> None:
        comfy.model_management.throw_exception_if_processing_interrupted()
        bar.update_absolute(done, total)

    return report

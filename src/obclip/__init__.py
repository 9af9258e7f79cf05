"""obclip: private text-to-image. A picture from a large cloud model, without telling the cloud who is in it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from obclip.device.output import ObliviousPipelineOutput as ObliviousPipelineOutput
    from obclip.errors import ObclipError as ObclipError
    from obclip.in_process import ObliviousPipeline as ObliviousPipeline
    from obclip.prompts.safeguard import candidate_prompts as candidate_prompts

__version__ = "0.1.0"

# Looked up at first use: an eager import here would load the prompt room into the cloud's process.
_PUBLIC = {
    "ObliviousPipeline": "obclip.in_process",
    "ObliviousPipelineOutput": "obclip.device.output",
    "ObclipError": "obclip.errors",
    "candidate_prompts": "obclip.prompts.safeguard",
}
__all__ = ["ObclipError", "ObliviousPipeline", "ObliviousPipelineOutput", "__version__", "candidate_prompts"]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'obclip' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

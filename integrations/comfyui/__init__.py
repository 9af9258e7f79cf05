"""obclip for ComfyUI: private pictures. The cloud begins them for all candidates of a prompt, KSampler ends yours on this machine."""

from .extension import ObclipExtension, comfy_entrypoint

# The one script: it shows what the preview node found, and keeps it out of workflows.
WEB_DIRECTORY = "./web"

__all__ = ["WEB_DIRECTORY", "ObclipExtension", "comfy_entrypoint"]

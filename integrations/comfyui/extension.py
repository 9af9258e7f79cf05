"""What ComfyUI asks a pack for: its nodes."""

from comfy_api.latest import ComfyExtension, io

from .picture import ObliviousPicture
from .preview import ObliviousPreview
from .remote import ObliviousSample


class ObclipExtension(ComfyExtension):
    """Three nodes: what would be sent, the cloud's half, and both halves in one."""

    async def get_node_list(self) -> list[type[io.ComfyNode]]:
        return [ObliviousPreview, ObliviousSample, ObliviousPicture]


async def comfy_entrypoint() -> ObclipExtension:
    """ComfyUI's way in."""
    return ObclipExtension()

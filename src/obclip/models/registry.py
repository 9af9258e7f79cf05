"""Names of models: the bundled pair and the SD 1.x models of the paper. A folder or any other hub id will do as well."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

CLOUD_DEFAULT = "portraits-cloud"
DEVICE_DEFAULT = "portraits-device"


@dataclass(frozen=True)
class Entry:
    """A model that obclip knows by name.

    source: a hub id, or a folder of `models/bundled`. unet: folder of `models/bundled` whose UNet takes the place of the source's.
    side: the side that it is meant for. guidance_scale: what it draws best with.
    """

    name: str
    source: str
    side: str
    latent_space: str
    licence: str
    note: str
    bundled: bool = False
    unet: str | None = None
    guidance_scale: float = 7.5


ENTRIES = (
    Entry(
        CLOUD_DEFAULT,
        "cloud",
        "cloud",
        "portraits-1",
        "Apache-2.0",
        "bundled: drawn portraits, 128 x 128 pixels",
        bundled=True,
        guidance_scale=3.0,
    ),
    Entry(
        DEVICE_DEFAULT,
        "cloud",
        "device",
        "portraits-1",
        "Apache-2.0",
        "bundled: the small one of the pair",
        bundled=True,
        unet="device",
        guidance_scale=3.0,
    ),
    Entry("sd-v1-4", "CompVis/stable-diffusion-v1-4", "cloud", "sd1", "CreativeML OpenRAIL-M", "the paper's cloud model on MS-COCO"),
    Entry(
        "realistic-vision-v4",
        "SG161222/Realistic_Vision_V4.0_noVAE",
        "cloud",
        "sd1",
        "CreativeML OpenRAIL-M",
        "the paper's cloud model for portraits",
    ),
    Entry("bk-sdm-small", "nota-ai/bk-sdm-small", "device", "sd1", "CreativeML OpenRAIL-M", "the paper's device model on MS-COCO"),
    Entry("bk-sdm-tiny", "nota-ai/bk-sdm-tiny", "device", "sd1", "CreativeML OpenRAIL-M", "smaller still"),
    Entry("small-sd", "segmind/small-sd", "device", "sd1", "CreativeML OpenRAIL-M", "the paper's device model for portraits"),
)


def entry(name: str) -> Entry | None:
    """The model of that name, or None: then it is a folder or a hub id."""
    return next((known for known in ENTRIES if known.name == name), None)


def bundled(folder: str) -> Path:
    """A folder of the bundled pair, wherever the package is installed."""
    return Path(str(files("obclip.models"))) / "bundled" / folder

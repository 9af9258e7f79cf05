"""What a caller says of a pipeline is heeded or refused: a text such as "no" is no leave, though it counts as true, and nothing is
ignored without a word."""

import re
from pathlib import Path

from obclip.errors import BadRequest

# A scheme, a host with a port after it, or a host alone: no name of a model and no hub id has any of these.
_URL = re.compile(r"\s*(?:\w[\w+.-]+:|https?//|\[[\da-fA-F:.]+\]|(?:localhost|[\w-]+(?:\.[\w-]+)+(?<!\.safetensors)(?<!\.ckpt))/?\s*$)")


def check_agreed(**flags: object) -> None:
    """What gives up privacy or fetches from a network, by its name. Raises BadRequest for a value that is neither True nor False."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise BadRequest(f"{name} must be True or False (got {value!r}).", code="bad_flag")


def check_unused(cloud: object, **settings: object) -> None:
    """What loading would heed, beside a device's model that is loaded already. Raises BadRequest for one that is given, unless the cloud is
    a model's name, or the usual one (...)."""
    loads = cloud is ... or (isinstance(cloud, str | Path) and not is_url(cloud))
    for name, value in settings.items():
        if value is not None and not loads:
            raise BadRequest(f"{name} is for models that are loaded here: cast and move a loaded pipeline by its own .to().", code="unused")


def is_url(cloud: str | Path) -> bool:
    """Whether a cloud is told by its address, however badly, and not by a model's name or a folder that is there."""
    return isinstance(cloud, str) and _URL.match(cloud) is not None and not Path(cloud).exists()

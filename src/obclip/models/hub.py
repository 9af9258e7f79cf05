"""What loading a model in diffusers takes for the hub, and is handed on as it is: where files are kept, who asks, which revision."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from obclip.agreed import is_url
from obclip.errors import BadRequest

from .downloads import repositories

KINDS: dict[str, tuple[type, ...]] = {"cache_dir": (str, Path), "token": (str, bool), "revision": (str,)}


def for_the_hub(given: dict[str, Any], names: Iterable[Any]) -> dict[str, Any]:
    """Takes them out of what a caller has given. names: of the models that are loaded; what is no name is passed over.

    Raises BadRequest for a value that none of them can be, which is not repeated, and for a revision of anything but one repository.
    """
    taken = {name: value for name in KINDS if (value := given.pop(name, None)) is not None}
    for name, value in taken.items():
        if not isinstance(value, KINDS[name]):
            kinds = " or ".join(kind.__name__ for kind in KINDS[name])
            raise BadRequest(f"{name} must be a {kinds}, or left out (got a {type(value).__name__}).", code="bad_hub_argument")
    named = [str(name) for name in names if isinstance(name, str | Path) and not is_url(name)]
    asked = sorted({source for name in named for source in repositories(name)})
    if taken.get("revision", "main") != "main" and len(asked) != 1:
        read = f"several are read ({', '.join(asked)})" if asked else "none is read"
        raise BadRequest(
            f"revision is for one repository of the hub, and {read}: load the model that it is meant for with diffusers, and give that "
            "pipeline in place of its name.",
            code="unsupported_argument",
        )
    return taken

"""What a client is told of the safeguard beside its pictures. It stays on this machine."""

from typing import Any

from .order import Order
from .studio import Drawn


def told_of(drawn: Drawn, order: Order) -> dict[str, Any]:
    """n: candidates that the cloud was sent. hidden: which words hide among which values, by attribute. withheld, unknown: words that the
    cloud was not sent, and those that nothing is known of. size: a sentence, where another size was drawn than was asked for.
    latents: the names of those that are kept, one a picture."""
    found = drawn.explanation
    hidden = [
        {"attribute": axis.attribute, "words": [found.prompt[start:end] for start, end in axis.spans], "among": list(axis.values)}
        for axis in found.axes
    ]
    told = {"n": found.n, "hidden": hidden, "withheld": list(found.words(found.withheld)), "unknown": list(found.words(found.unknown))}
    if order.size is not None and order.size != drawn.size:
        (height, width), (asked_height, asked_width) = drawn.size, order.size
        told["size"] = f"The model here does not draw {asked_width}x{asked_height}: {width}x{height} is what fits it best."
    if drawn.latents:
        told["latents"] = list(drawn.latents)
    return told

"""What a client is told of the safeguard beside its pictures. It stays on this machine."""

from typing import Any

from .order import Order
from .sizes import told_fitted
from .studio import Drawn


def told_of(drawn: Drawn, order: Order) -> dict[str, Any]:
    """n: candidates that the cloud was sent. hidden: which words hide among which values, by attribute. withheld, unknown: words that the
    cloud was not sent, and those that nothing is known of. Where there is any: withheld_negative, items of the negative prompt that the
    cloud was not sent; size, a sentence, where another was drawn than was asked for; warnings, sentences; ignored, parameters that did
    nothing; latents, the names of those that are kept, one a picture."""
    found = drawn.explanation
    hidden = [
        {"attribute": axis.attribute, "words": [found.prompt[start:end] for start, end in axis.spans], "among": list(axis.values)}
        for axis in found.axes
    ]
    told = {"n": found.n, "hidden": hidden, "withheld": list(found.words(found.withheld)), "unknown": list(found.words(found.unknown))}
    more = {
        "withheld_negative": list(drawn.withheld_negative),
        "size": told_fitted(order.size, drawn.size),
        "warnings": list(drawn.warnings),
        "ignored": list(order.ignored),
        "latents": list(drawn.latents),
    }
    return told | {name: value for name, value in more.items() if value}

"""Server-sent events, as a browser's EventSource reads them (WHATWG HTML, section 9.2). Standard library only."""

import json
from collections.abc import Mapping
from typing import Any

EVENTS_TYPE = "text/event-stream"


def server_sent(kind: str, told: Mapping[str, Any]) -> bytes:
    """One event. told: JSON data, which is one line."""
    return f"event: {kind}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()

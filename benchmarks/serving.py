"""The real server around an engine, on a thread of this process: for benchmarks, and for tests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.server import Server
from obclip.cloud.service.settings import ServiceSettings


@contextmanager
def serving(engine: Engine, settings: ServiceSettings | None = None, **ends: Any) -> Iterator[tuple[str, Server]]:
    """Its URL, and itself."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(create_app(engine, settings), **ends)
    thread = threading.Thread(target=server.serve_on, args=(listener,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", server
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()

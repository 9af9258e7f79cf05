"""The server's process: from the first connection to a graceful end."""

import socket
import time
from types import FrameType

import uvicorn
from fastapi import FastAPI

from .connections import BoundedConnection
from .desk import Desk
from .tls import TlsDoor, server_context

# After the drain, for answers on their way.
LAST_SECONDS = 5


class Server(uvicorn.Server):
    """On SIGTERM or SIGINT it takes no new request (503), finishes those that it has accepted, `drain_seconds` at most, and ends. A second
    signal ends it at once. Where its model is down it ends in the same way, for its supervisor to start it anew."""

    def __init__(self, app: FastAPI, *, drain_seconds: float = 60.0, certificate: str | None = None, key: str | None = None) -> None:
        self._door = None if certificate is None else TlsDoor(server_context(certificate, key))
        config = uvicorn.Config(
            app,
            http=self._door or BoundedConnection,  # type: ignore[arg-type]
            loop="auto" if self._door is None else "asyncio",  # uvloop, where it is, loses what comes before a connection turns to TLS
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        super().__init__(config)
        self.desk: Desk = app.state.desk
        self.drain_seconds = drain_seconds
        self._deadline: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's own signature
        """uvicorn's own would close the door at once, and send the signal again at the end."""
        if self._deadline is not None:
            self.should_exit = self.force_exit = True
        self.drain()

    def drain(self) -> None:
        """Begin to end."""
        self.desk.draining = True
        if self._deadline is None:
            self._deadline = time.monotonic() + self.drain_seconds

    async def on_tick(self, counter: int) -> bool:
        if not self.desk.queue.alive:
            self.drain()
        if self._deadline is not None and (not self.desk.unfinished or time.monotonic() > self._deadline):
            self.should_exit = True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._door is not None:
            self._door.close()
        await super().shutdown(sockets)

    def serve_on(self, listener: socket.socket) -> None:
        """Until it is told to end."""
        try:
            self.run(sockets=[listener])
        finally:
            self.desk.close()

"""The server of gateway and app: from the first connection to a quiet end."""

import asyncio
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn

# In which answers may still go out at the end.
LAST_SECONDS = 3


class Server(uvicorn.Server):
    """On SIGTERM or SIGINT everybody who waits is told so (`end`), and the program goes on to its own end; a second one has it wait for no
    answer. Nothing that is asked is written down."""

    def __init__(self, app: Any, end: Callable[[], None]) -> None:
        self._end = end
        super().__init__(
            uvicorn.Config(app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=LAST_SECONDS)
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's own signature
        """uvicorn's own would send the signal again at the end, before what is open is put away."""
        self.force_exit, self.should_exit = self.should_exit, True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's own would cancel what is not answered in time, and print where it was."""
        self._end()
        last = time.monotonic() + LAST_SECONDS
        while self.server_state.tasks and not self.force_exit and time.monotonic() < last:
            await asyncio.sleep(0.05)
        if self.server_state.tasks:
            for connection in list(self.server_state.connections):
                connection.transport.abort()
        await super().shutdown(sockets)

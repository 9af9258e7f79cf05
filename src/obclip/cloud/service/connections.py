"""uvicorn's HTTP connection with what it has no deadlines for: a slow head, a client that does not read, too many at once."""

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from obclip.errors import BadRequest, ObclipError, QueueFull
from obclip.protocol.fault import fault

HEAD_SECONDS = 10.0
WRITE_SECONDS = 60.0
# That a client takes of its answer in that time, if it is only slow: about 4 kB a second.
LEAST_TAKEN = 1 << 18
MOST_CONNECTIONS = 512
TOO_MANY = QueueFull("The cloud has as many connections as it accepts: try again in 5 s.", retry_after=5)


class BoundedConnection(H11Protocol):
    """Closes a connection whose request's head takes too long, or whose client takes next to none of its answer for too long."""

    most, head_seconds, write_seconds = MOST_CONNECTIONS, HEAD_SECONDS, WRITE_SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.beneath: asyncio.Transport | None = None  # what carries its TLS
        self._head: asyncio.TimerHandle | None = None
        self._write: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.write(_refusal("503 Service Unavailable", TOO_MANY, f"retry-after: {TOO_MANY.retry_after}"))
            transport.close()
            return
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()
        else:
            self._stop_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_head()
        self._stop_write()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """At the server's end: who asks nothing and is owed nothing is not waited for, nor is the farewell of a silent client's TLS."""
        super().shutdown()
        carriers = [carrier for carrier in (self.transport, self.beneath) if carrier is not None]
        if self.transport.is_closing() and not any(carrier.get_write_buffer_size() for carrier in carriers):
            self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_reading()

    def resume_writing(self) -> None:
        self._stop_write()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """uvicorn's own is plain text. An answer that has begun can only be cut."""
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.abort()
        elif not self.transport.is_closing():
            self.transport.write(_refusal("400 Bad Request", BadRequest(f"{msg} Ask in HTTP/1.1.", code="not_http")))
            self.transport.close()

    def _await_reading(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._write = self.loop.call_later(self.write_seconds, self._see_what_was_taken, left)

    def _see_what_was_taken(self, before: int) -> None:
        """A large answer fills what is buffered until its end, however steadily it is read."""
        if before - self.transport.get_write_buffer_size() < LEAST_TAKEN:
            self.transport.abort()
        else:
            self._await_reading()

    def _await_head(self) -> None:
        """uvicorn's own timer runs between requests only, and any byte stops it."""
        if self._head is None and not self.transport.is_closing():
            self._head = self.loop.call_later(self.head_seconds, self._too_slow)

    def _stop_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _stop_write(self) -> None:
        if self._write is not None:
            self._write.cancel()
            self._write = None

    def _too_slow(self) -> None:
        self._head = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()


def _refusal(status: str, error: ObclipError, *headers: str) -> bytes:
    """An answer that the application does not make."""
    body = json.dumps(fault(error)).encode()
    lines = (f"HTTP/1.1 {status}", "content-type: application/json", f"content-length: {len(body)}", "connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode() + body

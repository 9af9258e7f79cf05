"""The server's own TLS: a connection that is still shaking hands is held, counted and given up as any other."""

import asyncio
import ssl
import sys
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest

from .connections import HEAD_SECONDS, BoundedConnection

# Of handshakes at once: honest ones take two round trips. With the connections that speak it stays below a process's usual 1024 files.
MOST_HANDSHAKES = 256
# Of a connection that the server has closed: without anything taken of what is left for it, and in all.
FAREWELL_SECONDS, LONGEST_FAREWELL = 60.0, 600.0
# Python 3.10 sets a farewell no time, and knows no such argument.
_FAREWELL: dict[str, Any] = {"ssl_shutdown_timeout": LONGEST_FAREWELL} if sys.version_info >= (3, 11) else {}


def server_context(certificate: Path | str, key: Path | str | None) -> ssl.SSLContext:
    """Raises BadRequest for files that cannot be used."""
    context, asked = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []

    def pass_phrase() -> str:
        asked.append(True)
        return ""

    try:
        context.load_cert_chain(certificate, key, pass_phrase)
    except (OSError, ssl.SSLError, ValueError):
        if asked:
            raise BadRequest(f'The key "{key or certificate}" is encrypted: give it without a pass phrase.', code="bad_tls") from None
        raise BadRequest(
            f'"{certificate}" and its key cannot be used for TLS: give PEM files that belong together.', code="bad_tls"
        ) from None
    return context


class TlsDoor:
    """Makes connections that speak TLS, in the place of uvicorn's class of them. Where too many shake hands, the one that has taken longest
    makes room: nobody is kept out by silent ones."""

    most, seconds, farewell_seconds = MOST_HANDSHAKES, HEAD_SECONDS, FAREWELL_SECONDS

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context
        self._under_way: dict[Handshake, None] = {}

    def __call__(self, **given: Any) -> "Handshake":
        return Handshake(self, BoundedConnection(**given))

    def enter(self, handshake: "Handshake") -> None:
        if len(self._under_way) >= self.most:
            oldest = next(iter(self._under_way))
            self.leave(oldest)
            oldest.abort()
        self._under_way[handshake] = None

    def leave(self, handshake: "Handshake") -> None:
        self._under_way.pop(handshake, None)

    def close(self) -> None:
        """At the server's end."""
        for handshake in list(self._under_way):
            handshake.abort()


class Handshake(asyncio.Protocol):
    """A TCP connection until its TLS stands; then `connection` has it."""

    def __init__(self, door: TlsDoor, connection: BoundedConnection) -> None:
        self.door, self.connection = door, connection
        self._early = bytearray()
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        # Not paused here: Python 3.10 would read all the same, and lose what was read. `start_tls` does it before anything can be read.
        self._plain = transport
        self.door.enter(self)
        self._task = asyncio.get_running_loop().create_task(self._shake())

    def data_received(self, data: bytes) -> None:
        """What comes right behind the handshake, before the connection has it."""
        self._early += data

    def abort(self) -> None:
        self._plain.abort()

    async def _shake(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            secured = await loop.start_tls(
                self._plain, self, self.door.context, server_side=True, ssl_handshake_timeout=self.door.seconds, **_FAREWELL
            )
        except OSError:  # of TLS, of the network, of time: there is nobody who could read why
            return
        finally:
            self.door.leave(self)
        if secured is None or self._plain.is_closing():
            return
        self.connection.beneath = self._plain
        secured.set_protocol(self.connection)
        self.connection.connection_made(secured)
        if self._early:
            self.connection.data_received(bytes(self._early))
        self._see_off(secured)

    def _see_off(self, secured: asyncio.Transport, left: int | None = None) -> None:
        """asyncio gives a closed connection one time for all that is left, however steadily it is read. Here it ends where nothing was
        taken for a while; that goes for a client as well that has all and does not say its farewell."""
        if self._plain.is_closing():
            return
        now = secured.get_write_buffer_size() + self._plain.get_write_buffer_size() if secured.is_closing() else None
        if now is not None and left is not None and now >= left:
            secured.abort()
        else:
            asyncio.get_running_loop().call_later(self.door.farewell_seconds, self._see_off, secured, now)

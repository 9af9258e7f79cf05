"""A server on loopback that answers with the very bytes that a test gives, however wrong they are, and writes down what it hears."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from obclip.protocol.codec import encode_reply
from obclip.protocol.frames import STREAM_TYPE, frame
from tests.replies import reply

CERTIFICATE = Path(__file__).parent / "certificates" / "loopback.pem"
# Signed by themselves as well: one that is out of date, one of another host.
EXPIRED, ANOTHER_HOST = (CERTIFICATE.with_name(name) for name in ("expired.pem", "another-host.pem"))
CARD = {
    "id": "tiny",
    "space": {"name": "sd1", "channels": 4, "factor": 8, "normalisation": "scaled", "probe": [0.5, -1.0, 0.25, 2.0]},
    "solver": "dpmsolver++",
    "guidance": "classifier-free",
    "guidance_scale": 7.5,
    "step_distilled": [],
}


@dataclass(frozen=True)
class Heard:
    """One request: its first line and headers, and its body."""

    head: str
    body: bytes

    def header(self, name: str) -> str | None:
        """Its value, or None."""
        lines = (line.partition(": ") for line in self.head.splitlines()[1:])
        return next((value for told, _, value in lines if told.lower() == name), None)


@dataclass
class RawServer:
    """url: without a slash at its end. heard: each request, in order. hung_up: set once a client has closed a connection that the
    server would have kept."""

    url: str
    heard: list[Heard] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    connections: int = 0


Says = Callable[[Heard], bytes | Iterable[bytes]]


@contextmanager
def raw_server(says: Says, *, tls: bool = False, certificate: Path = CERTIFICATE, keeps_open: bool = False) -> Iterator[RawServer]:
    """Answers each request with what `says` gives, and closes the connection, or with `keeps_open` waits for the client to do so."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RawServer(f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if tls:
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(30)
            talk(context.wrap_socket(connection, server_side=True) if tls else connection)

    def talk(connection: socket.socket) -> None:
        with connection:
            heard = _read(connection)
            if heard is None:
                return
            server.heard.append(heard)
            said = says(heard)
            for piece in [said] if isinstance(said, bytes) else said:
                connection.sendall(piece)
            while keeps_open and connection.recv(1 << 16):
                pass
            server.hung_up.set()

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            server.connections += 1
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        # Closing alone would not wake the thread that waits in accept.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _read(connection: socket.socket) -> Heard | None:
    data = b""
    while b"\r\n\r\n" not in data and (not data or data[:1].isalpha()):
        more = connection.recv(1 << 16)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    heard = Heard(head.decode("latin-1"), b"")
    length = int(heard.header("content-length") or 0)
    while len(body) < length:
        body += connection.recv(1 << 16)
    return Heard(heard.head, body)


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = STREAM_TYPE) -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def models(*cards: object) -> bytes:
    """The answer to GET /v1/models."""
    return answer(json.dumps({"object": "list", "data": cards or [CARD]}).encode(), kind="application/json")


def steps(*numbers: object) -> bytes:
    """Frames that report steps of 3."""
    return b"".join(frame(b"STEP", json.dumps({"step": number, "of": 3}).encode()) for number in numbers)


def done(rows: int = 2) -> bytes:
    """The frame of a good reply of N rows of latents [4, 2, 2]."""
    return frame(b"DONE", encode_reply(reply(rows)))


def refused(message: str, *headers: str, status: str = "503 Busy") -> bytes:
    """An error in the house's shape."""
    told = {"error": {"message": message, "type": "server_error", "code": "queue_full"}}
    return answer(json.dumps(told).encode(), *headers, status=status, kind="application/json")

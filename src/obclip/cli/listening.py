"""A bound socket, so that a port in use is one sentence before any model is loaded."""

import socket

from obclip.errors import BadRequest

# Where nobody but this machine is heard.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def listen(host: str, port: int) -> socket.socket:
    """Raises BadRequest."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadRequest(
            f"Cannot listen on {host}:{port} ({error.strerror or error}): choose another --host or --port.", code="cannot_listen"
        ) from None

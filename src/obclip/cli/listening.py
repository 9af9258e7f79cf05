"""A bound socket, so that a port in use is one sentence before any model is loaded."""

import socket
from typing import Annotated

import typer

from obclip.errors import BadRequest

# Where nobody but this machine is heard.
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)]


def place_of(host: str, port: int) -> str:
    """Host and port as a URL has them: an address of IPv6 stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """Raises BadRequest."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadRequest(
            f"Cannot listen on {place_of(host, port)} ({error.strerror or error}): choose another --host or --port.", code="cannot_listen"
        ) from None

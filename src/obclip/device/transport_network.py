"""The connection to a cloud: one for each request, closed with its answer, and never open past the request's deadline."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ssl import SSLContext
from typing import Any

import httpcore2 as httpcore
import httpx2 as httpx

from .transport_address import Address
from .transport_patience import Deadline

# Seconds of silence between two looks at whether anybody still waits.
LOOK = 0.5
_deadline: ContextVar[Deadline | None] = ContextVar("deadline", default=None)
_check: ContextVar[Callable[[], None]] = ContextVar("check", default=lambda: None)


@contextmanager
def until(deadline: Deadline, check: Callable[[], None]) -> Iterator[None]:
    """Whatever is read and written within ends with the deadline, however slowly it trickles. check: is called before anything is written,
    for a connection may have taken long, and while the other side says nothing; what it raises ends the request."""
    tokens = _deadline.set(deadline), _check.set(check)
    try:
        yield
    finally:
        _deadline.reset(tokens[0])
        _check.reset(tokens[1])


class Network(httpx.HTTPTransport):
    """httpx's own, over sockets that know the deadline. Nothing of the environment is used but which certificates to trust
    (SSL_CERT_FILE): no proxy that was not given, no stored password."""

    def __init__(self, address: Address) -> None:
        trusted = httpx.create_ssl_context(trust_env=True) if address.url.startswith("https:") else None
        self._pool = _pool(address, trusted)


def _pool(address: Address, trusted: SSLContext | None) -> httpcore.ConnectionPool:
    settings: dict[str, Any] = {"ssl_context": trusted, "max_keepalive_connections": 0, "network_backend": _Sockets()}
    if address.proxy is None:
        return httpcore.ConnectionPool(**settings)
    proxy = httpx.Proxy(address.proxy)
    return httpcore.HTTPProxy(
        proxy_url=httpcore.URL(scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/"),
        proxy_auth=proxy.raw_auth,
        **settings,
    )


def _within(timeout: float | None, error: type[Exception]) -> float | None:
    """The timeout of one operation on a socket, no longer than what is left of the request."""
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    if deadline.left == 0:
        raise error("the deadline has passed")
    return deadline.left if timeout is None else min(timeout, deadline.left)


class _Sockets(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        timeout = _within(timeout, httpcore.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, timeout, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        silence = None if timeout is None else Deadline(timeout)
        while True:
            seconds = _within(None if silence is None else silence.left, httpcore.ReadTimeout)
            try:
                return self._stream.read(max_bytes, LOOK if seconds is None else min(seconds, LOOK))
            except httpcore.ReadTimeout:
                if silence is not None and silence.left == 0:
                    raise
            _check.get()()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        _check.get()()
        self._stream.write(buffer, _within(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _within(timeout, httpcore.ConnectTimeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

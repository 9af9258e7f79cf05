"""Who may speak to the gateway: whoever has its token, by a name of this machine, from no other website."""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from .faults import error_response

# Pictures that an answer points to: their names are 128 random bits each, and a page of any program that shows them can send no key.
PICTURES = "/pictures/"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """An application around another. hosts: names besides the loopback ones by which the gateway may be called (`--allow-host`)."""

    def __init__(self, app: App, token: str, hosts: Iterable[str] = ()) -> None:
        self._app, self._token = app, token.encode()
        self._hosts = frozenset((*LOOPBACK, *(host.lower() for host in hosts)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refused(scope)
            await (self._app if refused is None else error_response(*refused))(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, code and sentence, or None for those who may speak."""
        told: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            told.setdefault(name.lower(), []).append(value)
        host, origin = _only(told, b"host"), _only(told, b"origin")
        if host is None or _name(host) not in self._hosts:
            return 403, "other_host", "The gateway is not called by this name: add --allow-host NAME where it is started."
        picture = scope["path"].startswith(PICTURES)
        if not _same_site(origin, host) or (not picture and _only(told, b"sec-fetch-site") in ("cross-site", "same-site", "?")):
            return 403, "other_origin", "Pages of other websites may not speak to the gateway."
        if not picture and not self._known(_only(told, b"authorization") or ""):
            return 401, "invalid_api_key", "The gateway's token is missing or wrong: it is printed where the gateway is started."
        return None

    def _known(self, authorization: str) -> bool:
        kind, _, given = authorization.partition(" ")
        if kind.lower() == "basic":  # of AUTOMATIC1111's clients: any name, the token as password
            try:
                given = b64decode(given.strip(), validate=True).decode().partition(":")[2]
            except (binascii.Error, ValueError):
                return False
        elif kind.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode(), self._token)


def _only(told: dict[bytes, list[bytes]], name: bytes) -> str | None:
    """A header that is sent once, or "?" for one that is sent more often."""
    values = told.get(name)
    return None if values is None else values[0].decode("latin-1") if len(values) == 1 else "?"


def _name(host: str) -> str:
    """Without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _same_site(origin: str | None, host: str) -> bool:
    """Whether no page's script has sent it, or one of the gateway's own. `null` is a page of a file, or one that hides where it is from."""
    return origin is None or origin.lower() in (f"http://{host}".lower(), f"https://{host}".lower())

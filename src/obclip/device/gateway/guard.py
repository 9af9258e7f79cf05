"""Who may speak to the gateway: whoever has a token, by a name of this machine, from no other website."""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from .faults import error_response

# Pictures that an answer points to: a page of any program that shows them can send no key, so each has 128 random bits in its name.
PICTURES = "/pictures/"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# What browsers say of requests of the page's own, or of a user who has typed the address; other programs say nothing.
OWN_PAGE = (None, "same-origin", "none")

# Nothing of an answer is kept, told to another site, taken for another kind of file than it is, or framed by another page.
ALWAYS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
# Whether a token opens a path.
Knows = Callable[[str, str], bool]


def one_token(token: str) -> Knows:
    """The same for all paths."""
    return lambda given, path: hmac.compare_digest(given.encode(), token.encode())


class Guard:
    """An application around another. hosts: names besides the loopback ones by which the gateway may be called (`--allow-host`).

    secret: what paths begin with whose names are secrets themselves, and want no token beside.
    """

    def __init__(self, app: App, knows: Knows, hosts: Iterable[str] = (), secret: tuple[str, ...] = (PICTURES,)) -> None:
        self._app, self._knows, self._secret = app, knows, secret
        self._hosts = frozenset((*LOOPBACK, *(host.lower() for host in hosts)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refused(scope)
            await (self._app if refused is None else error_response(*refused, path=scope["path"]))(scope, receive, _silent(send))

    def _refused(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, code and sentence, or None for those who may speak."""
        told: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            told.setdefault(name.lower(), []).append(value)
        host, origin = _only(told, b"host"), _only(told, b"origin")
        if host is None or _name(host) not in self._hosts:
            return 403, "other_host", "It may not be called by this name: add --allow-host NAME where obclip is started."
        secret = scope["path"].startswith(self._secret)
        if not _same_site(origin, host) or (not secret and _only(told, b"sec-fetch-site") not in OWN_PAGE):
            return 403, "other_origin", "Pages of other websites may not speak to this program."
        if not secret and not self._known(_only(told, b"authorization") or "", scope["path"]):
            return 401, "invalid_api_key", "The token is missing or wrong: it is printed where obclip is started."
        return None

    def _known(self, authorization: str, path: str) -> bool:
        kind, _, given = authorization.partition(" ")
        if kind.lower() == "basic":  # of AUTOMATIC1111's clients: any name, the token as password
            try:
                given = b64decode(given.strip(), validate=True).decode().partition(":")[2]
            except (binascii.Error, ValueError):
                return False
        elif kind.lower() != "bearer":
            return False
        return self._knows(given.strip(), path)


def _silent(send: Send) -> Send:
    """Sends with the headers of every answer."""

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *ALWAYS]
        await send(message)

    return sending


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

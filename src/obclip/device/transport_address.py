"""Where a cloud is, checked before anything is sent there: no prompt goes over a network in the clear unless the user says so."""

import os
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import httpx2 as httpx

from obclip.agreed import is_url
from obclip.errors import BadRequest

KEY_VARIABLE = "OBCLIP_KEY"
# Names and addresses; in a name no empty part and none of more than 63 characters, as DNS has it.
_HOST = re.compile(r"[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%\S+)?|(?:[^\s%.]{1,63}\.)*[^\s%.]{1,63}\.?")
# A cloud's, None for that of the environment, or False for none.
Key = str | Literal[False] | None
_KEY = re.compile(r"[\x21-\x7e]{1,512}")


@dataclass(frozen=True)
class Address:
    """url: without name and password. auth: those of the URL, or None. key: for `Authorization: Bearer`, or None.

    proxy: what connections go through, None for a cloud on this machine.
    """

    url: str
    loopback: bool
    auth: tuple[str, str] | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    proxy: str | None = field(default=None, repr=False)


def address_of(url: str, *, key: Key = None, proxy: str | None = None, allow_plaintext: bool = False) -> Address:
    """key: OBCLIP_KEY of the environment if left out; False: none, whatever the environment holds.

    Raises BadRequest for what is no URL of a cloud, and for plain HTTP to others.
    """
    parsed = _parsed(url)
    if parsed is None or parsed.scheme not in ("http", "https") or not _HOST.fullmatch(parsed.host) or parsed.query or parsed.fragment:
        raise BadRequest("The cloud's URL must look like http://127.0.0.1:8765 or https://host.", code="bad_url")
    _check_port(parsed, "The cloud's URL", "bad_url")
    loopback = is_loopback(parsed.host)
    if parsed.scheme == "http" and not loopback and not allow_plaintext:
        raise BadRequest(
            f"The connection to {parsed.host} would not be encrypted, and others on the way could read and change what passes: nothing was "
            "sent. Use an https:// URL, or --allow-plaintext (allow_plaintext=True in Python) if that may be.",
            code="plaintext",
        )
    bare = str(parsed.copy_with(username=None, password=None)).rstrip("/")
    auth = (parsed.username, parsed.password) if parsed.userinfo else None
    return Address(bare, loopback, auth, _checked_key(key, auth), None if loopback else _checked_proxy(proxy))


def check_cloud(cloud: object, allow_plaintext: bool) -> None:
    """Raises BadRequest for an address that nothing may be sent to, before a model is loaded for it."""
    if isinstance(cloud, str) and is_url(cloud):
        if not cloud.lower().startswith(("http://", "https://")):
            raise BadRequest(
                "The cloud's URL must look like http://127.0.0.1:8765 or https://host; a cloud that runs here is a model's name, a hub id, "
                "a folder or a loaded pipeline.",
                code="bad_url",
            )
        address_of(cloud, allow_plaintext=allow_plaintext)


def host_named(name: str) -> str | None:
    """A name or an address as the header `Host` has it, without a port; None for what can be neither."""
    try:
        address = ip_address(name.strip("[]"))
        return f"[{address}]" if address.version == 6 else f"{address}"
    except ValueError:
        parsed = None if set(name) & set(":/?#@*,\\<>%") else _parsed(f"http://{name}")
        return None if parsed is None or not _HOST.fullmatch(parsed.host) else parsed.raw_host.decode()


def in_the_clear(url: str) -> bool:
    """Whether others on the way can read what is sent to a URL."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _checked_key(key: Key, auth: tuple[str, str] | None) -> str | None:
    found = os.environ.get(KEY_VARIABLE) or None if key is None else key
    if found is None or found is False:
        return None
    if not _KEY.fullmatch(found):
        raise BadRequest(f"The cloud's key ({KEY_VARIABLE}) must be of printable ASCII characters without spaces.", code="bad_key")
    if auth is not None:
        raise BadRequest(f"Give either a key ({KEY_VARIABLE}) or a name and password in the cloud's URL, not both.", code="bad_key")
    return found


def _checked_proxy(proxy: str | None) -> str | None:
    if proxy is None:
        return None
    parsed = _parsed(proxy)
    if parsed is None or parsed.scheme not in ("http", "https") or not _HOST.fullmatch(parsed.host):
        raise BadRequest("The proxy must be a URL like http://host:3128.", code="bad_proxy")
    _check_port(parsed, "The proxy's URL", "bad_proxy")
    return proxy


def _check_port(url: httpx.URL, whose: str, code: str) -> None:
    """Raises BadRequest for a port that nothing can listen on: no server there could ever be started."""
    if url.port is not None and not 1 <= url.port <= 65_535:
        raise BadRequest(f"{whose} names port {url.port}, and ports are 1 to 65535: check the number.", code=code)


def _parsed(url: str) -> httpx.URL | None:
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError):
        return None

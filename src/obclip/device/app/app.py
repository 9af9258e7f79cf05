"""The app's application: the page, what it asks, and the gateway, behind one guard."""

import secrets
from collections.abc import Iterable

from obclip.device.gateway.app import create_gateway
from obclip.device.gateway.guard import PICTURES, Guard
from obclip.device.gateway.studio import Studio

from .doors import Doors
from .pages import page_routes
from .tabs import Tabs


class App:
    """asgi: the application. path: of the page on it, whose name is 128 random bits, between slashes."""

    def __init__(self, studio: Studio, doors: Doors, *, cloud: str | None = None, hosts: Iterable[str] = ()) -> None:
        self.path = f"/{secrets.token_urlsafe(16)}/"
        self._doors = doors
        inner = create_gateway(studio, more=[*page_routes(self.path), *Tabs(studio, doors, cloud).routes()])
        self.asgi = Guard(inner, doors.knows, hosts, secret=(PICTURES, self.path))

    @property
    def link(self) -> str:
        """What the next tab is opened with, below the app's own address. The part after # is never sent in a request's line."""
        return f"{self.path}#{self._doors.link}"

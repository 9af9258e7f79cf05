"""Who may use the app: programs that have the key, and tabs, each of which was let in by a link that works once."""

import hmac
import secrets
from collections.abc import Callable

# The one route on which a link's token is taken.
ENTRANCE = "/app/session"
# The first to have come is forgotten beyond this.
MOST_TABS = 32


class Doors:
    """key: of programs, for as long as the app runs. on_entry: is called once a link has been used, and there is another."""

    def __init__(self, key: str, on_entry: Callable[[], None] = lambda: None) -> None:
        self._key, self._on_entry = key, on_entry
        self._tabs: list[str] = []
        self.link = secrets.token_urlsafe(32)

    def knows(self, given: str, path: str) -> bool:
        """Whether a token opens a route. All are compared in the same time, whichever it is."""
        known = [self._key, *self._tabs, *([self.link] if path == ENTRANCE else [])]
        return True in [hmac.compare_digest(given.encode(), one.encode()) for one in known]

    def enter(self, given: str) -> str | None:
        """A tab's token for a link's, which works no more; None for any other token."""
        if not hmac.compare_digest(given.encode(), self.link.encode()):
            return None
        self.link, tab = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._tabs = [*self._tabs[1 - MOST_TABS :], tab]
        self._on_entry()
        return tab

"""Opens a link with a secret in the user's browser without showing it to other users, who can read every command line."""

from __future__ import annotations

import html
import shutil
import tempfile
import threading
import webbrowser
from pathlib import Path

_PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={}">
<title>obclip</title>
"""


class Opener:
    """The browser is given a file that the user alone can read, and that leads on; it goes with the link's first use, or at the end."""

    def __init__(self) -> None:
        self._folder: str | None = None

    def open(self, link: str) -> None:
        self._folder = tempfile.mkdtemp(prefix="obclip-")  # the user's alone
        page = Path(self._folder) / "open.html"
        page.write_text(_PAGE.format(html.escape(link)), encoding="utf-8")
        # A browser of the terminal's own would keep the program waiting.
        threading.Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()

    def used(self) -> None:
        """The link leads nowhere any more."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def __enter__(self) -> Opener:
        return self

    def __exit__(self, *details: object) -> None:
        self.used()

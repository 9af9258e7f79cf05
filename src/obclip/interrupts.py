"""Ctrl-C while libraries and models are loaded, which is when nothing is being written. Standard library only."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

STOPPED = 130


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """Within the block an interrupt ends the process with a word, without an exception: one that is raised within the import of a library
    in C++ ends in that library's crash, and one within our own imports in a traceback."""
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # as for a shell's job in the background
    if ignored or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(*_: object) -> NoReturn:
    shown = "\x1b[?25h\n" if sys.stderr is not None and sys.stderr.isatty() else ""  # a bar may have hidden the cursor
    os.write(2, f"{shown}obclip: Stopped.\n".encode())
    os._exit(STOPPED)

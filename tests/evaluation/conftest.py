"""A command line of obclip, run in this process."""

import sys
from typing import NamedTuple

import pytest

from obclip.cli.main import run


class Told(NamedTuple):
    """What a command gave back."""

    status: int
    stdout: str
    stderr: str


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a command line; gives exit status, stdout and stderr."""

    def told(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["obclip", *map(str, arguments)])
        try:
            run()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        return Told(status, *capfd.readouterr())

    return told

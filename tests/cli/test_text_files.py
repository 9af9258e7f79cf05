"""Files that a user names may be pipes: what somebody writes to one is read, and nobody is waited for without end."""

import os
from pathlib import Path
from threading import Thread

import pytest

from obclip.text_files import read_bytes
from tests.commands import Call

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in its folders")


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (("candidates", "--file", "pipe"), ""),
        (("generate", "--file", "pipe"), ""),
        (("explain", "an old man", "--taxonomy", "pipe"), ""),
        (("explain", "an old man"), "pipe"),
    ],
)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], settings: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("obclip.text_files._PATIENCE", 0.0)
    monkeypatch.setenv("OBCLIP_CONFIG", settings)
    os.mkfifo("pipe")
    told = call(*arguments)
    assert (told.status, "is a pipe that nothing comes from" in told.stderr) == (2, True), told.stderr


def test_a_pipe_is_read_when_its_writer_comes(call: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=("a king\n",))
    writer.start()
    told = call("candidates", "--file", str(pipe))
    writer.join()
    assert (told.status, '"a queen"' in told.stdout) == (0, True), told.stderr


def test_a_writer_that_has_a_pipe_open_is_waited_for_and_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("obclip.text_files._PATIENCE", 0.0)
    reading, writing = os.pipe()
    told = b"a king\n" * 30_000  # more than a pipe holds

    def write() -> None:
        with open(writing, "wb") as opened:
            opened.write(told)

    writer = Thread(target=write)
    with open(reading, "rb"):
        writer.start()
        assert read_bytes(Path(f"/dev/fd/{reading}"), len(told) + 1) == told
        writer.join()

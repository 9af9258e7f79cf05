"""A reply that says how far it is: frames of a four-letter tag, a length of eight bytes (little-endian) and as many bytes.

QUED {"ahead": n}           so many requests are computed before this one; only while there are any
STEP {"step": i, "of": k}   after step i of k, for all candidates alike
DONE <safetensors>          the reply; the last frame
FAIL <fault JSON>           the error; the last frame
"""

from collections.abc import Iterable, Iterator

from obclip.errors import BadReply

STREAM_TYPE = "application/vnd.obclip.frames"
REPLY_TYPE = "application/vnd.obclip.safetensors"
TAGS = (b"QUED", b"STEP", b"DONE", b"FAIL")
# What may be said in one frame besides the reply itself.
LONGEST = {b"QUED": 1 << 10, b"STEP": 1 << 10, b"FAIL": 1 << 16}
_HEAD = 12


def frame(tag: bytes, body: bytes) -> bytes:
    return tag + len(body).to_bytes(8, "little") + body


def read_frames(chunks: Iterable[bytes], longest: int) -> Iterator[tuple[bytes, bytes]]:
    """Cut a stream of chunks into frames: a reply of at most `longest` bytes, others of `LONGEST`.

    Raises BadReply if it is no such stream, or ends within a frame.
    """
    frames = Frames(longest)
    for chunk in chunks:
        yield from frames.add(chunk)
    frames.end()


class Frames:
    """The same for those who are handed chunks as they come, as a browser's tab is. Methods raise BadReply."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._waiting = bytearray()

    def add(self, chunk: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that the chunk completes."""
        self._waiting += chunk
        while len(self._waiting) >= _HEAD:
            tag, size = bytes(self._waiting[:4]), int.from_bytes(self._waiting[4:_HEAD], "little")
            if tag not in TAGS:
                raise BadReply(
                    "The cloud's answer is not an obclip reply: check the URL and the server's version.", code="unreadable_reply"
                )
            most = min(LONGEST.get(tag, self._longest), self._longest)
            if size > most:
                raise BadReply(
                    f"The cloud's answer is larger than {most} bytes, more than this request can need: it was refused.",
                    code="reply_too_large",
                )
            if len(self._waiting) < _HEAD + size:
                return
            body = bytes(self._waiting[_HEAD : _HEAD + size])
            del self._waiting[: _HEAD + size]
            yield tag, body

    def end(self) -> None:
        """The stream has ended."""
        if self._waiting:
            raise cut_short()


def cut_short() -> BadReply:
    """The error of an answer that ends before it is whole; the same bytes may be sent again."""
    return BadReply("The cloud's answer ended too early: try again.", code="reply_cut_short")

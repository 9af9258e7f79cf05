"""Frames arrive whole, however the network cuts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.errors import BadReply
from obclip.protocol.frames import TAGS, frame, read_frames

frames = st.lists(st.tuples(st.sampled_from(TAGS), st.binary(max_size=50)), max_size=5)


@given(frames, st.integers(1, 40))
def test_frames_survive_any_cutting(sent: list[tuple[bytes, bytes]], size: int) -> None:
    stream = b"".join(frame(tag, body) for tag, body in sent)
    chunks = [stream[n : n + size] for n in range(0, len(stream), size)]
    assert list(read_frames(chunks, longest=50)) == sent


def test_a_stream_that_ends_within_a_frame_is_refused() -> None:
    with pytest.raises(BadReply, match="too early"):
        list(read_frames([frame(b"DONE", b"12345")[:-1]], longest=50))


def test_a_frame_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadReply, match="larger"):
        list(read_frames([frame(b"DONE", b"x" * 51)[:20]], longest=50))


def test_another_stream_is_refused() -> None:
    with pytest.raises(BadReply, match="not an obclip reply"):
        list(read_frames([b"<!doctype html><html>"], longest=50))

"""Requests and replies keep their content on the wire; what is no reply is refused in one sentence."""

import json
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load, save

from obclip.cloud.door import decode_request
from obclip.errors import BadReply, BadRequest
from obclip.protocol.agreement import agreement_of
from obclip.protocol.canonical import canonical_json, digest, plain
from obclip.protocol.codec import decode_reply, encode_reply, encode_request, largest_reply
from obclip.protocol.frames import frame, read_frames
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.tensors import read_reply
from obclip.protocol.work import Work
from tests.replies import golden, reply

GOLDEN = golden("request").encode()
SHAPE = (4, 2, 2)


def request(**changes: Any) -> DenoiseRequest:
    fields = {"prompts": ("an old man", "an old woman"), "seed": 7, "num_inference_steps": 25, "switch_point": 10, "guidance_scale": 4.0}
    return DenoiseRequest(**{**fields, **changes})


def test_a_request_is_the_very_bytes_of_the_documentation() -> None:
    assert encode_request(request()) == GOLDEN
    assert decode_request(GOLDEN) == request()


@pytest.mark.parametrize("piece", [b"[],", b'"",', b'\\"', b'"a', b"\\\\", b"{", b'{"a":', b"1,"])
def test_a_mebibyte_of_anything_is_refused_as_fast_as_it_is_read(piece: bytes) -> None:
    """Were a piece tried again from each place in it, this would take an hour, and a server with it."""
    for before in (b"[", b'"'):
        with pytest.raises(BadRequest):
            decode_request((before + piece * (2**20 // len(piece)))[: 2**20])


def test_the_documentations_digest_is_that_of_its_request() -> None:
    assert digest(GOLDEN) == golden("digest")
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "SHA-256, as FIPS 180-4 has it"


def test_the_documentations_frames_are_those_that_are_written_and_read() -> None:
    said = [(b"QUED", b'{"ahead": 1}'), (b"STEP", b'{"step": 1, "of": 2}'), (b"DONE", b""), (b"FAIL", b"{}")]
    told = bytes.fromhex(golden("frames"))
    assert told == b"".join(frame(tag, body) for tag, body in said)
    assert list(read_frames([told], 100)) == said


def test_the_documentations_agreement_is_read_and_written_as_it_stands() -> None:
    told = golden("agreement")
    assert canonical_json(plain(agreement_of(json.loads(told)))).decode() == told


def test_the_same_reply_is_the_same_bytes_each_time() -> None:
    """Whoever keeps an answer compares it: the metadata's order is no chance."""
    sent = replace(reply(3), work=Work(request_macs=6, plain_generation_macs=3, multiple=2.0, by_part={"conditional": 6}))
    assert len({encode_reply(sent) for _ in range(20)}) == 1
    assert decode_reply(encode_reply(sent), 3, SHAPE).work == sent.work


sayable = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip)
prompts = st.lists(sayable, min_size=1, max_size=6, unique=True).map(tuple)


@given(prompts, st.integers(0, 2**63 - 1), st.integers(1, 50), st.integers(1, 50), st.floats(0, 20))
def test_a_request_survives_the_wire(texts: tuple[str, ...], seed: int, steps: int, switch_point: int, scale: float) -> None:
    sent = request(prompts=texts, seed=seed, num_inference_steps=max(steps, switch_point), switch_point=switch_point, guidance_scale=scale)
    assert decode_request(encode_request(sent)) == sent


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "JSON"),
        (b"[]", "object"),
        (GOLDEN.replace(b'"switch_point":10', b'"switch_point":26'), "switch_point must not be above num_inference_steps (got 26 and 25)"),
        (GOLDEN.replace(b'"an old man"', b'"an old woman"'), "differ"),
        (GOLDEN.replace(b'"an old man"', b'" "'), "prompts must have 1 to 2000 characters"),
        (GOLDEN.replace(b'"seed":7', b'"seed":-7'), "seed"),
        (GOLDEN.replace(b'"seed":7', b'"seed":"7"'), "seed"),
        (GOLDEN.replace(b"obclip/2", b"obclip/9"), "obclip/2"),
        (GOLDEN.replace(b'"seed":7', b'"seed":7,"index":1'), "does not know"),
    ],
)
def test_a_bad_request_is_named_and_not_repeated(body: bytes, words: str) -> None:
    with pytest.raises(BadRequest) as caught:
        decode_request(body)
    assert words in caught.value.message
    assert "old" not in caught.value.message


def test_a_reply_survives_the_wire() -> None:
    sent = reply(3)
    got = decode_reply(encode_reply(sent), 3, SHAPE)
    assert torch.equal(got.handover.latents, sent.handover.latents)
    assert got.handover.previous_x0 is not None
    assert sent.handover.previous_x0 is not None
    assert torch.equal(got.handover.previous_x0, sent.handover.previous_x0)
    assert got.agreement == sent.agreement
    assert got.handover.step == sent.handover.step


def test_a_reply_is_not_larger_than_announced() -> None:
    assert len(encode_reply(reply(30))) <= largest_reply(30, SHAPE)


METADATA = {"agreement": canonical_json(plain(reply(1).agreement)).decode()}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "unreadable_reply"),
        (b"<html>not found</html>", "unreadable_reply"),
        (save({"latents": torch.zeros(3, *SHAPE)}), "unreadable_reply"),
        (save({"latents": torch.zeros(3, *SHAPE)}, {"agreement": "{}"}), "unreadable_reply"),
        (save({"latents": torch.zeros(2, *SHAPE)}, METADATA), "too_few_latents"),
        (save({"latents": torch.zeros(3, 4, 4, 4)}, METADATA), "bad_reply"),
        (save({"latents": torch.zeros(3, *SHAPE).half()}, METADATA), "bad_reply"),
        (save({"latents": torch.tensor(1.0)}, METADATA), "bad_reply"),
        (save({"other": torch.zeros(3, *SHAPE)}, METADATA), "bad_reply"),
        (save({"latents": torch.zeros(3, *SHAPE), "more": torch.zeros(3, *SHAPE)}, METADATA), "bad_reply"),
        (save({"latents": torch.zeros(3, *SHAPE), "previous_x0": torch.full((3, *SHAPE), torch.inf)}, METADATA), "not_finite"),
    ],
)
def test_what_is_no_good_reply_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(BadReply) as caught:
        decode_reply(body, 3, SHAPE)
    assert caught.value.code == code
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("numbers", ["float32", "float16"])
def test_what_is_read_is_what_safetensors_reads(numbers: str) -> None:
    body = encode_reply(reply(5), numbers)
    read, expected = read_reply(body, 5, SHAPE, numbers), load(body)
    assert read.previous_x0 is not None
    for stored, tensor in ((read.latents, expected["latents"]), (read.previous_x0, expected["previous_x0"])):
        assert [*stored.values()] == tensor.flatten().tolist()
        assert [*stored.row(3).values()] == tensor[3].flatten().tolist()


def header(**changes: object) -> bytes:
    told = {"dtype": "F32", "shape": [1, *SHAPE], "data_offsets": [0, 64], **changes}
    text = json.dumps({"__metadata__": METADATA, "latents": told}).encode()
    return len(text).to_bytes(8, "little") + text + bytes(64)


@pytest.mark.parametrize(
    "changes",
    [
        {"data_offsets": [0, 68]},
        {"data_offsets": [64, 0]},
        {"data_offsets": [-64, 0]},
        {"data_offsets": [0, 60]},
        {"data_offsets": [0.0, 64.0]},
        {"data_offsets": [0]},
        {"shape": [1, 4, -2, -2]},
        {"shape": [True, *SHAPE]},
        {"shape": None},
        {"dtype": ["F32"], "shape": "1422"},
    ],
)
def test_a_header_that_is_not_true_of_the_bytes_is_refused(changes: dict[str, object]) -> None:
    assert decode_reply(header(), 1, SHAPE).handover.latents.abs().max() == 0, "the unchanged one is fine"
    with pytest.raises(BadReply):
        decode_reply(header(**changes), 1, SHAPE)


def test_the_agreement_stands_in_the_header_where_any_reader_of_safetensors_finds_it() -> None:
    body = encode_reply(reply(1))
    header = json.loads(body[8 : 8 + int.from_bytes(body[:8], "little")])
    assert json.loads(header["__metadata__"]["agreement"])["space"]["name"] == "sd1"

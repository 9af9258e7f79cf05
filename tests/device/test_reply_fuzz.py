"""Replies with faults put in by chance: each is a good reply all the same, or one error of ours; never a traceback, never a hang."""

import math
import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
import torch

from obclip.device.transport import CloudClient
from obclip.device.transport_patience import Patience
from obclip.errors import BadReply, CloudRefused, CloudUnreachable
from obclip.protocol.frames import frame
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.tensors import LARGEST_LATENT
from tests.raw import answer, done, models, raw_server, steps

REQUEST = DenoiseRequest(prompts=("an old man", "an old woman"), seed=7, num_inference_steps=4, switch_point=3, guidance_scale=2.0)
SHAPE = (4, 2, 2)
PATIENCE = Patience(attempts=1, returns=1, busy=1, pause=0.0, idle=10.0, overall=20.0)
# What has broken readers of JSON, HTTP and safetensors before.
ODD = [b"\x00", b"\xff" * 8, b"1e999", b"NaN", b"-1", b"9" * 400, b"[" * 500, b'"', b"\\", b"{}", b"null", b"\r\n", b"\r\n\r\n", b"\x1b[2J"]
ODD += [b"true", "\u202e".encode(), b"F64", b"I8", b"data_offsets", b"__metadata__", b"latents", b"FAIL", b"STEP", b"DONE"]


@cache
def honest() -> bytes:
    """The frames of a good reply."""
    return frame(b"QUED", b'{"ahead": 1}') + steps(1, 2, 3) + done()


def mutated(body: bytes, chance: random.Random) -> bytes:
    """One to four faults put in."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice([1, 1, 1, 4, 8, 40, 400]))
        body = body[:start] + changed(body[start:end], chance) + body[end:]
    return body


def changed(piece: bytes, chance: random.Random) -> bytes:
    """Other bytes, none, the same twice, a piece of `ODD` over it or before it, or bits turned."""
    odd = chance.choice(ODD)
    turned = bytes(byte ^ (1 << chance.randrange(8)) for byte in piece)
    return chance.choice(
        [chance.randbytes(len(piece)), b"", piece * 2, odd, odd + piece, odd[: len(piece)].ljust(len(piece), b"0"), turned]
    )


def outcome(ask: Callable[[], object]) -> str:
    """What comes of one request: "good", or the name of the error, which is one printable sentence or two."""
    try:
        ask()
    except (BadReply, CloudRefused, CloudUnreachable) as error:
        return type(error).__name__ if error.message.isprintable() and len(error.message) < 400 else error.message
    return "good"


def denoise(client: CloudClient) -> None:
    """The reply is looked at as the device would look at it."""
    reply = client.denoise(REQUEST, SHAPE)
    for tensor in (reply.handover.latents, reply.handover.previous_x0):
        assert tensor is None or (tensor.shape == (2, *SHAPE) and tensor.dtype == torch.float32 and tensor.abs().max() <= LARGEST_LATENT)
    assert all(map(math.isfinite, (*reply.agreement.levels.sigmas, *reply.agreement.space.probe)))


def outcomes(first: int, count: int, fault: Callable[[random.Random], bytes]) -> Counter[str]:
    """How often each outcome came, of cases `first`, `first` + 1 ..."""
    cases = iter(range(first, first + count))
    with raw_server(lambda heard: fault(random.Random(next(cases)))) as server, CloudClient(server.url, patience=PATIENCE) as client:
        return Counter(outcome(lambda: denoise(client)) for _ in range(count))


def in_the_frames(chance: random.Random) -> bytes:
    return answer(mutated(honest(), chance))


def in_the_reply(chance: random.Random) -> bytes:
    """The stream is whole: what is wrong is in the safetensors, most often in its header."""
    body = done()[12:]
    header = 8 + int.from_bytes(body[:8], "little")
    if chance.random() < 0.8:
        told = mutated(body[8:header], chance)
        return answer(frame(b"DONE", len(told).to_bytes(8, "little") + told + body[header:]))
    return answer(frame(b"DONE", mutated(body, chance)))


def in_the_http(chance: random.Random) -> bytes:
    said = answer(honest())
    head = said.index(b"\r\n\r\n") + 4
    return mutated(said[:head], chance) + said[head:]


FAULTS = [in_the_frames, in_the_reply, in_the_http]


ALLOWED = {"good", "BadReply", "CloudRefused", "CloudUnreachable"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reply_with_faults_is_good_or_one_sentence(fault: Callable[[random.Random], bytes]) -> None:
    found = outcomes(0, 160, fault)
    assert set(found) <= ALLOWED
    assert found["BadReply"] > 20, "most faults are seen"
    assert found["good"] < 140, "the faults are real ones"


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_thousands_of_replies_with_faults_are_good_or_one_sentence(fault: Callable[[random.Random], bytes]) -> None:
    found = outcomes(1_000, 3_500, fault)
    assert set(found) <= ALLOWED
    assert found["BadReply"] > 400


@pytest.mark.parametrize("count", [40, pytest.param(1_000, marks=pytest.mark.slow)])
def test_a_list_of_models_with_faults_is_good_or_one_sentence(count: int) -> None:
    _, _, body = models().partition(b"\r\n\r\n")
    cases = iter(range(count))

    def ask() -> None:
        with CloudClient(server.url, patience=PATIENCE) as client:
            assert all(1 <= steps <= 1_000 for card in client.models() for steps in card.step_distilled)

    with raw_server(lambda heard: answer(mutated(body, random.Random(next(cases))), kind="application/json")) as server:
        found = Counter(outcome(ask) for _ in range(count))
    assert set(found) <= {"good", "BadReply"}
    assert found["BadReply"] > count / 3

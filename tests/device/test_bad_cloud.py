"""What a cloud can do to its client: nothing but fail, in one sentence, soon, and without being told more than the request."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from obclip.device.transport import CloudClient
from obclip.device.transport_patience import Patience
from obclip.errors import BadReply, CloudRefused, CloudUnreachable, ObclipError
from obclip.protocol.frames import frame
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from tests.raw import CARD, RawServer, answer, done, models, raw_server, refused, steps

REQUEST = DenoiseRequest(prompts=("an old man", "an old woman"), seed=7, num_inference_steps=4, switch_point=3, guidance_scale=2.0)
SHAPE = (4, 2, 2)
ONCE = Patience(attempts=1, returns=1, busy=1, pause=0.0, idle=20.0)
NASTY = "\x1b[2J\x07\u202egnp.exe\u2066\u200b\u0000\u009b31m" + "word " * 400


def ask(server: RawServer, patience: Patience = ONCE, **settings: Any) -> DenoiseReply:
    with CloudClient(server.url, patience=patience, **settings) as client:
        return client.denoise(REQUEST, SHAPE)


def fault_of(said: bytes | Callable[[], Iterator[bytes]], patience: Patience = ONCE) -> ObclipError:
    """What a client makes of an answer to its request."""
    with raw_server(lambda heard: said if isinstance(said, bytes) else said()) as server, pytest.raises(ObclipError) as caught:
        ask(server, patience)
    return caught.value


def list_fault(said: bytes) -> ObclipError:
    """What a client makes of an answer to its question for models."""
    with (
        raw_server(lambda heard: said) as server,
        CloudClient(server.url, patience=ONCE) as client,
        pytest.raises(ObclipError) as caught,
    ):
        client.models()
    return caught.value


def test_an_honest_reply_is_taken() -> None:
    with raw_server(lambda heard: answer(frame(b"QUED", b'{"ahead": 1}') + steps(1, 2, 3) + done())) as server:
        assert len(ask(server).handover.latents) == 2


@pytest.mark.parametrize(
    "said",
    [
        answer(frame(b"FAIL", json.dumps({"error": {"message": NASTY}}).encode())),
        answer(frame(b"FAIL", json.dumps({"error": {"message": NASTY}}, ensure_ascii=False).encode())),
        refused(NASTY, status="418 Teapot"),
        refused(NASTY),
    ],
)
def test_the_clouds_sentence_is_shown_on_one_short_line_without_commands_to_the_terminal(said: bytes) -> None:
    message = fault_of(said).message
    assert "word word" in message
    assert message.isprintable()
    assert len(message) < 300


def test_the_clouds_names_are_shown_in_the_same_way() -> None:
    named = {**CARD, "id": NASTY[:150], "space": {**CARD["space"], "name": NASTY[:90]}}  # type: ignore[dict-item]
    with raw_server(lambda heard: models(named)) as server, CloudClient(server.url) as client:
        (card,) = client.models()
    assert card.id.isprintable()
    assert card.space.name.isprintable()


def test_no_cookie_is_kept() -> None:
    crumbs = ("Set-Cookie: id=7; Max-Age=9999", "Set-Cookie: other=8; Path=/")

    def says(heard: Any) -> bytes:
        return (
            models().replace(b"\r\n\r\n", "\r\n{}\r\n{}\r\n\r\n".format(*crumbs).encode(), 1)
            if "GET" in heard.head
            else answer(done(), *crumbs)
        )

    with raw_server(says) as server, CloudClient(server.url) as client:
        client.models()
        client.denoise(REQUEST, SHAPE)
        client.denoise(REQUEST, SHAPE)
        assert [heard.header("cookie") for heard in server.heard] == [None] * 3


def test_proxies_of_the_environment_learn_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(lambda heard: answer(done())) as server, raw_server(lambda heard: b"") as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        ask(server)
        with pytest.raises(CloudUnreachable):
            ask(RawServer("http://cloud.invalid"), allow_plaintext=True)
        assert proxy.heard == []


def test_a_proxy_that_is_given_is_used_but_for_a_cloud_on_this_machine() -> None:
    with raw_server(lambda heard: answer(done())) as server, raw_server(lambda heard: answer(done())) as proxy:
        ask(server, proxy=proxy.url)
        assert proxy.heard == []
        ask(RawServer("http://cloud.invalid"), proxy=proxy.url, allow_plaintext=True)
        assert proxy.heard[0].head.startswith("POST http://cloud.invalid/v1/oblivious/denoise ")


@pytest.mark.parametrize("status", ["200 OK", "422 No"])
@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd", "identity, gzip"])
def test_a_packed_answer_is_refused_and_not_unpacked(status: str, packing: str) -> None:
    packed = gzip.compress(bytes(240_000_000), 1) if packing == "gzip" and status == "200 OK" else gzip.compress(bytes(1_000))
    assert fault_of(answer(packed, f"Content-Encoding: {packing}", status=status)).code == "unreadable_reply"
    assert list_fault(answer(packed, f"Content-Encoding: {packing}", status=status, kind="application/json")).code == "unreadable_reply"


@pytest.mark.parametrize(
    "told",
    [
        steps(1, 1),
        steps(2, 1),
        steps(1, 2, 3, 4),
        steps(0),
        steps(-1),
        steps(10**23),
        steps(True),
        steps(1.0),
        steps("1"),
        steps(None),
        frame(b"STEP", b'{"step": NaN}'),
        frame(b"STEP", b'{"step": 1e999}'),
        frame(b"STEP", b'{"step": ' + b"9" * 900 + b"}"),
        frame(b"STEP", b"[" * 1_000),
        frame(b"STEP", b"1" * 2_000),
        frame(b"STEP", b""),
        frame(b"QUED", b"x" * 2_000),
        frame(b"QUED", b"{}"),
        frame(b"QUED", b'{"ahead": -1}'),
        frame(b"QUED", b'{"ahead": 1}') * 5_000,
        frame(b"FAIL", b"x" * 70_000),
    ],
)
def test_progress_that_cannot_be_is_refused(told: bytes) -> None:
    fault = fault_of(answer(told + done()))
    assert isinstance(fault, BadReply)
    assert fault.code in ("unreadable_reply", "reply_too_large")


def test_how_many_wait_before_is_reported() -> None:
    ahead: list[int] = []
    waiting = b"".join(frame(b"QUED", json.dumps({"ahead": number}).encode()) for number in (2, 1))
    with raw_server(lambda heard: answer(waiting + steps(1, 2, 3) + done())) as server, CloudClient(server.url) as client:
        client.denoise(REQUEST, SHAPE, on_ahead=ahead.append)
    assert ahead == [2, 1]


def test_steps_are_reported_in_order_and_no_more_than_were_asked_for() -> None:
    seen: list[int] = []
    with raw_server(lambda heard: answer(steps(1, 3) + done())) as server, CloudClient(server.url) as client:
        client.denoise(REQUEST, SHAPE, seen.append)
    assert seen == [0, 2]


def drip() -> None:
    """Between two pieces of a trickle: well below what the client takes for silence."""
    threading.Event().wait(0.01)


def trickling_body() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.obclip.frames\r\n\r\n"
    while True:
        yield frame(b"QUED", b'{"ahead": 1}')
        drip()


def trickling_head() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: "
    while True:
        yield b"x"
        drip()


def endless_hints() -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100
        drip()


@pytest.mark.parametrize("said", [trickling_body, trickling_head, endless_hints])
def test_a_trickle_without_end_ends_with_the_deadline(said: Callable[[], Iterator[bytes]]) -> None:
    fault = fault_of(said, Patience(idle=20.0, overall=0.4))
    assert (type(fault), fault.code) == (CloudUnreachable, "too_slow")


def test_silence_ends_sooner() -> None:
    with raw_server(lambda heard: b"", keeps_open=True) as server, pytest.raises(CloudUnreachable, match="said nothing for 0 s"):
        ask(server, Patience(idle=0.2, overall=60.0))


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "body",
    [
        b'{"data":' + DEEP,
        b'{"data":' + b"[" * 20 + b"]" * 20 + b"}",
        b'{"data":[{"a":' * 30,
        b'"' + b'\\"' * 50_000,
        b'{"data":1e999}',
        b'{"data":' + b"9" * 5_000 + b"}",
        b'{"data":[], "data":[]}',
        b"\xff\xfe" + '{"data":[]}'.encode("utf-16-le"),
        b'{"data":{}}',
        b'{"data":["x"]}',
        b"[]",
        b"",
        b"x" * 2_000_000,
    ],
)
def test_what_is_no_list_of_models_is_refused(body: bytes) -> None:
    assert isinstance(list_fault(answer(body, kind="application/json")), BadReply)


@pytest.mark.parametrize(
    "change",
    [
        {"step_distilled": [10**8]},
        {"step_distilled": [0]},
        {"step_distilled": list(range(1, 100))},
        {"step_distilled": [4.0]},
        {"limits": {"prompts": -1}},
        {"limits": {"plain_generation_steps": 0}},
        {"width": 2**40},
        {"guidance_scale": 1e300},
        {"guidance_scale": -1},
        {"guidance_scale": True},
        {"solver": "x" * 100},
        {"solver": "\u202eddim"},
        {"id": 7},
        {"space": {**CARD["space"], "probe": [1e200]}},  # type: ignore[dict-item]
        {"space": {**CARD["space"], "probe": [0.0] * 300}},  # type: ignore[dict-item]
        {"space": {**CARD["space"], "channels": 10**20}},  # type: ignore[dict-item]
        {"space": None},
    ],
)
def test_a_card_that_would_have_much_built_is_refused(change: dict[str, Any]) -> None:
    assert isinstance(list_fault(models({**CARD, **change})), BadReply)


def test_a_cloud_without_a_model_is_told_as_one() -> None:
    fault = list_fault(answer(b'{"data":[]}', kind="application/json"))
    assert (type(fault), fault.code) == (BadReply, "no_model")


def test_the_connection_is_closed_right_after_the_last_byte() -> None:
    """The server would go on for ever: the client does not wait for it, and leaves before it returns what it has."""

    def says(heard: Any) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.obclip.frames\r\n\r\n" + steps(1, 2, 3) + done()

    with raw_server(says, keeps_open=True) as server:
        with CloudClient(server.url, patience=ONCE) as client:
            client.denoise(REQUEST, SHAPE)
            assert server.hung_up.wait(10), "while the client itself still lives"
        assert server.connections == 1


def test_after_the_reply_nothing_is_sent_for_it() -> None:
    """Also where the reply is refused: which row is spoilt shall have no say in what the cloud sees."""
    with raw_server(lambda heard: answer(done(rows=1))) as server:
        with pytest.raises(BadReply, match="1 latents for 2 candidates"):
            ask(server, Patience(pause=0.0))
        assert (server.connections, len(server.heard)) == (1, 1)


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/vnd.obclip.frames\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        answer(done(), kind="text/html"),
        answer(b"<html>"),
        answer(done() + done(), "Content-Type: text/html"),
    ],
)
def test_what_is_no_answer_of_a_cloud_is_a_bad_reply(said: bytes) -> None:
    assert isinstance(fault_of(said), BadReply)


def test_a_cloud_that_gives_up_is_refused_with_its_sentence() -> None:
    for told, status in ((b'"message": "no room"', 4), (b'"message": "no room", "type": "invalid_request_error"', 2)):
        fault = fault_of(answer(frame(b"FAIL", b'{"error": {%s}}' % told)))
        assert (type(fault), fault.message, fault.exit_status) == (CloudRefused, "The cloud gave up: no room", status)

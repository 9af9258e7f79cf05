"""When a client comes back, and with what: the same bytes under the same key, no sooner than it was asked to."""

from pathlib import Path
from typing import Any

import pytest

from obclip.device.transport import CloudClient
from obclip.device.transport_patience import ATTENDED, LONGEST_PAUSE, Deadline, Patience, Tries, retry_after
from obclip.errors import BadReply, BadRequest, CloudRefused, CloudUnreachable
from obclip.protocol.codec import encode_reply
from obclip.protocol.frames import REPLY_TYPE
from obclip.protocol.request import DenoiseRequest
from tests.raw import ANOTHER_HOST, CERTIFICATE, EXPIRED, Heard, RawServer, answer, done, models, raw_server, refused
from tests.replies import reply
from tests.running import until

REQUEST = DenoiseRequest(prompts=("an old man", "an old woman"), seed=7, num_inference_steps=4, switch_point=3, guidance_scale=2.0)
SHAPE = (4, 2, 2)


class Answers:
    """The given answers, one after the other; then a good reply."""

    def __init__(self, *said: bytes) -> None:
        self._said = list(said)

    def __call__(self, heard: Heard) -> bytes:
        return self._said.pop(0) if self._said else answer(done())


def ask(server: RawServer, **settings: Any) -> list[float]:
    """One request; gives the pauses that the client would have made."""
    pauses: list[float] = []
    with CloudClient(server.url, sleep=pauses.append, **settings) as client:
        assert len(client.denoise(REQUEST, SHAPE).handover.latents) == 2
    return pauses


CUT = answer(done())[:-9]


AWAY = [answer(b"", status=status) for status in ("502 Away", "504 Away")]


@pytest.mark.parametrize("failed", [b"", CUT, refused("busy"), refused("busy", status="429 Slow"), *AWAY])
def test_what_may_pass_is_tried_again_with_the_same_bytes_and_key(failed: bytes) -> None:
    with raw_server(Answers(failed, failed)) as server:
        assert len(ask(server)) == 2
        first = server.heard[0]
        assert [(heard.body, heard.head) for heard in server.heard] == [(first.body, first.head)] * 3
        assert len(first.header("idempotency-key") or "") == 32


JOB = "Obclip-Job: 0123456789abcdef0123456789abcdef"
RESULT = "GET /v1/oblivious/jobs/0123456789abcdef0123456789abcdef/result HTTP/1.1"
CUT_JOB = answer(done(), JOB)[:-9]
KEPT = answer(encode_reply(reply(2)), kind=REPLY_TYPE)
WAIT = answer(b"{}", "Retry-After: 3", status="202 Accepted", kind="application/json")


def test_a_result_that_the_cloud_still_has_is_fetched_by_its_job() -> None:
    with raw_server(Answers(CUT_JOB, WAIT, KEPT)) as server:
        pauses = ask(server)
        assert [heard.head.splitlines()[0] for heard in server.heard[1:]] == [RESULT] * 2
        assert all(heard.body == b"" for heard in server.heard[1:])
    assert 3 <= pauses[1] <= 3 + Patience().pause


@pytest.mark.parametrize("gone", [answer(b"", status="404 Gone"), answer(b"", status="410 Gone")])
def test_a_result_that_is_gone_is_asked_for_again_with_the_same_bytes_and_key(gone: bytes) -> None:
    with raw_server(Answers(CUT_JOB, gone)) as server:
        ask(server)
        first, fetched, again = server.heard
        assert fetched.head.startswith(RESULT)
        assert (again.head, again.body) == (first.head, first.body)


@pytest.mark.parametrize("said", [[CUT], [refused("busy")], [CUT_JOB], [CUT_JOB, answer(b"", status="404 Gone")]])
def test_no_attempt_is_made_after_a_pause_that_raises(said: list[bytes]) -> None:
    """Before a further attempt, and where a result that was gone is about to be asked for again."""

    def pause(_: float) -> None:
        if len(server.heard) == len(said):
            raise BadRequest("Stopped.", code="stopped")

    with raw_server(Answers(*said)) as server, CloudClient(server.url) as client, pytest.raises(BadRequest, match="Stopped"):
        client.denoise(REQUEST, SHAPE, pause=pause)
    assert len(server.heard) == len(said)


def test_nothing_is_written_on_a_connection_for_which_nobody_waits_any_more() -> None:
    """It may have taken long to open."""

    def gone(seconds: float) -> None:
        assert seconds == 0.0
        raise BadRequest("Stopped.", code="stopped")

    with raw_server(Answers()) as server, CloudClient(server.url) as client:
        for ask_for in (lambda: client.denoise(REQUEST, SHAPE, pause=gone), lambda: client.models(gone)):
            with pytest.raises(BadRequest, match="Stopped"):
                ask_for()
        assert until(lambda: server.connections == 2)
        assert server.heard == []


def test_who_asks_what_a_cloud_runs_may_end_the_pause_as_well() -> None:
    def pause(seconds: float) -> None:
        if seconds:
            raise BadRequest("Stopped.", code="stopped")

    with raw_server(Answers(refused("busy"))) as server, CloudClient(server.url) as client, pytest.raises(BadRequest, match="Stopped"):
        client.models(pause)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("kept", "error"),
    [
        (answer(b"x", kind=REPLY_TYPE), BadReply),
        (answer(bytes(1 << 20), kind=REPLY_TYPE), BadReply),
        (answer(encode_reply(reply(1)), kind=REPLY_TYPE), BadReply),
        (answer(encode_reply(reply(2)), "Content-Encoding: gzip", kind=REPLY_TYPE), BadReply),
        (answer(encode_reply(reply(2)), kind="text/html"), BadReply),
        (refused("no", status="403 No"), CloudRefused),
    ],
)
def test_a_kept_result_is_looked_at_as_any_other(kept: bytes, error: type[Exception]) -> None:
    with raw_server(Answers(CUT_JOB, kept)) as server, pytest.raises(error):
        ask(server)


@pytest.mark.parametrize("name", ["../models", "x", "a" * 65, "0123456789abcdef/../..", "0123456789abcdef?x=1", "0123456789abcdef%2f"])
def test_a_jobs_name_that_would_lead_elsewhere_is_not_followed(name: str) -> None:
    with raw_server(Answers(answer(done(), f"Obclip-Job: {name}")[:-9])) as server:
        ask(server)
        assert {heard.head.splitlines()[0] for heard in server.heard} == {"POST /v1/oblivious/denoise HTTP/1.1"}


def test_each_request_has_a_key_of_its_own_also_for_the_same_bytes() -> None:
    with raw_server(Answers()) as server, CloudClient(server.url) as client:
        client.denoise(REQUEST, SHAPE)
        client.denoise(REQUEST, SHAPE)
        one, two = server.heard
        assert one.body == two.body
        assert one.header("idempotency-key") != two.header("idempotency-key")


@pytest.mark.parametrize("status", ["400 No", "401 No", "404 No", "409 No", "422 No", "500 Oh", "307 There"])
def test_what_will_not_pass_is_not_tried_again(status: str) -> None:
    with raw_server(lambda heard: refused("no", "Retry-After: 1", status=status)) as server, pytest.raises(CloudRefused):
        ask(server)
    assert server.connections == 1


def test_an_answer_that_is_always_cut_is_a_bad_reply_in_the_end() -> None:
    with raw_server(lambda heard: CUT) as server, pytest.raises(BadReply, match="too early"):
        ask(server)
    assert server.connections == Patience().returns


def test_a_busy_cloud_is_not_asked_sooner_than_it_says() -> None:
    with raw_server(Answers(refused("busy", "Retry-After: 7"), refused("busy", "Retry-After: 11"))) as server:
        first, second = ask(server)
    assert 7 <= first <= 7 + Patience().pause
    assert 11 <= second <= 11 + Patience().pause


@pytest.mark.parametrize("patience", [Patience(), ATTENDED])
@pytest.mark.parametrize("status", ["429 Wait", "503 Wait"])
def test_a_longer_pause_than_is_waited_is_not_begun_and_said(status: str, patience: Patience) -> None:
    said, pauses = rf"later\. It asks to come back in \d+ s, and more than {patience.wait:.0f} s are not waited", list[float]()
    for asked in (int(patience.wait) + 1, 80_000, 100_000, 10**99):
        busy = refused("come back later.", f"Retry-After: {asked}", status=status)
        with (
            raw_server(Answers(busy)) as server,
            CloudClient(server.url, patience=patience, sleep=pauses.append) as client,
            pytest.raises(CloudRefused, match=said) as told,
        ):
            client.denoise(REQUEST, SHAPE)
        assert (server.connections, pauses) == (1, [])
        assert told.value.retry_after == min(asked, 10**9)
    assert Tries(patience, Deadline(3_600)).after_busy(patience.wait) is not None


@pytest.mark.parametrize("patience", [Patience(), ATTENDED])
@pytest.mark.parametrize("status", ["429 Wait", "503 Wait"])
def test_a_cloud_that_asks_again_and_again_is_waited_for_two_minutes_in_all_and_that_is_said(status: str, patience: Patience) -> None:
    pauses: list[float] = []
    with (
        raw_server(lambda heard: refused("busy.", "Retry-After: 59", status=status)) as server,
        CloudClient(server.url, patience=patience, sleep=pauses.append) as client,
        pytest.raises(CloudRefused, match=r"busy\. It was waited for 11[89] s, and for 120 s at most: ask again later\.$") as told,
    ):
        client.denoise(REQUEST, SHAPE)
    assert len(pauses) == 2
    assert told.value.retry_after == 59


def test_what_a_cloud_computes_already_is_waited_for_longer() -> None:
    pending = answer(b"{}", "Retry-After: 59", status="202 Accepted", kind="application/json")
    with raw_server(Answers(CUT_JOB, pending, pending, pending, KEPT)) as server:
        assert len(ask(server)) == 4


def test_a_cloud_that_is_always_busy_is_given_up() -> None:
    with raw_server(lambda heard: refused("busy", "Retry-After: 0")) as server, pytest.raises(CloudRefused, match="busy"):
        ask(server)
    assert server.connections == Patience().busy


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        ("86400", 86400),
        (None, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("100000", 100000),
        ("9" * 99, 1e9),
    ]
    + [(odd, None) for odd in ("nan", "Fri, 31 Dec 1999 23:59:59 GMT")],
)
def test_how_long_a_cloud_may_ask_for(told: str | None, seconds: float | None) -> None:
    assert retry_after(told) == seconds


def test_pauses_grow_are_bounded_and_differ_between_clients() -> None:
    patience = Patience(returns=12, pause=0.5)
    clients = [Tries(patience, Deadline(1e6)) for _ in range(20)]
    pauses = [[client.after_failure(answered=True) for _ in range(12)] for client in clients]
    for place in range(11):
        usual = min(0.5 * 2**place, LONGEST_PAUSE)
        at_once = [run[place] for run in pauses]
        assert all(pause is not None and usual / 2 <= pause <= usual for pause in at_once)
        assert len(set(at_once)) > 10
    assert {run[11] for run in pauses} == {None}


def test_patience_ends_with_the_deadline() -> None:
    now = [0.0]
    deadline = Deadline(10.0, lambda: now[0])
    tries = Tries(Patience(pause=0.0), deadline)
    assert tries.after_busy(9.0) == 9.0
    now[0] = 2.0
    assert tries.after_busy(9.0) is None
    now[0] = 11.0
    assert deadline.left == 0


def test_a_cloud_that_was_never_heard_of_is_tried_less_often() -> None:
    server = RawServer("http://127.0.0.1:9")
    pauses: list[float] = []
    with CloudClient(server.url, sleep=pauses.append) as client, pytest.raises(CloudUnreachable, match="obclip serve"):
        client.models()
    assert len(pauses) == Patience().attempts - 1


@pytest.mark.parametrize("client", range(20))
def test_a_cloud_that_is_gone_is_given_up_within_the_seconds_of_gateway_and_app(client: int) -> None:
    """Pauses of up to 0.5 s, 1 s, 2 s and so on, as chance has them for each client: those that end in time."""
    now = [0.0]
    tries = Tries(ATTENDED, Deadline(1e6, lambda: now[0]))
    tried = 1
    while (pause := tries.after_failure(answered=True, away=True)) is not None:
        now[0] += pause
        tried += 1
    assert now[0] < ATTENDED.away
    assert 4 <= tried < Patience().returns


def test_a_host_that_says_nothing_is_tried_twice_by_gateway_and_app() -> None:
    """Each connection lasts as long as it may."""
    now = [ATTENDED.connect]
    tries = Tries(ATTENDED, Deadline(1e6, lambda: now[0]))
    while (pause := tries.after_failure(answered=False, away=True)) is not None:
        now[0] += pause + ATTENDED.connect
    assert now[0] <= ATTENDED.away + ATTENDED.connect + ATTENDED.pause


def test_a_cloud_that_has_come_back_has_all_its_time_to_go_again() -> None:
    now = [0.0]
    tries = Tries(Patience(away=5.0, pause=0.0), Deadline(1e6, lambda: now[0]))
    assert tries.after_failure(answered=True, away=True) is not None
    now[0] = 6.0
    assert tries.after_busy(0.0) is not None
    assert tries.after_failure(answered=True, away=True) is not None
    now[0] = 12.0
    assert tries.after_failure(answered=True, away=True) is None


def test_whether_a_cloud_is_gone_is_told_by_its_connection() -> None:
    pauses: list[float] = []
    patience = Patience(away=0.0)
    with (
        CloudClient("http://127.0.0.1:9", patience=patience, sleep=pauses.append) as client,
        pytest.raises(CloudUnreachable, match="No cloud"),
    ):
        client.models()
    assert pauses == []
    with raw_server(Answers(CUT)) as server:
        assert len(ask(server, patience=patience)) == 1


def test_a_certificate_that_nobody_signed_is_told_as_that_and_tried_once() -> None:
    with raw_server(Answers(), tls=True) as server, pytest.raises(CloudUnreachable, match="certificate that this device does not trust"):
        ask(server)
    assert (server.connections, server.heard) == (1, [])


def test_a_certificate_whose_authority_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with raw_server(Answers(), tls=True) as server:
        assert ask(server) == []


@pytest.mark.parametrize(("certificate", "why"), [(EXPIRED, "certificate has expired"), (ANOTHER_HOST, "not valid for '127.0.0.1'")])
def test_a_trusted_certificate_that_does_not_hold_is_told_as_that_and_tried_once(
    certificate: Path, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with raw_server(Answers(), tls=True, certificate=certificate) as server, pytest.raises(CloudUnreachable, match=why):
        ask(server)
    assert (server.connections, server.heard) == (1, [])


def test_a_server_without_tls_is_told_as_that_and_tried_once() -> None:
    with raw_server(lambda heard: models()) as server:
        secure = RawServer(server.url.replace("http:", "https:"))
        with pytest.raises(CloudUnreachable, match="does not speak TLS"):
            ask(secure)
        assert server.connections == 1

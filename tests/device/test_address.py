"""Where a client sends anything at all, with which key, and what it says of a URL."""

import logging
from pathlib import Path

import pytest

from obclip import ObliviousPipeline
from obclip.device.transport import CloudClient
from obclip.device.transport_address import address_of, host_named, is_loopback
from obclip.device.transport_patience import Patience
from obclip.errors import BadRequest, CloudRefused, CloudUnreachable, ObclipError, UnknownModel
from tests.commands import Call
from tests.raw import models, raw_server, refused


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_this_machine_may_be_spoken_to_in_the_clear(host: str) -> None:
    assert address_of(f"http://{host}:8765/").loopback


@pytest.mark.parametrize(
    "host", ["cloud.example", "10.0.0.5", "192.168.1.2", "0.0.0.0", "localhost.cloud.example", "127.0.0.1.cloud.example", "[fe80::1]"]
)
def test_another_machine_is_spoken_to_in_the_clear_with_leave_only(host: str) -> None:
    with pytest.raises(BadRequest, match="--allow-plaintext") as caught:
        CloudClient(f"http://{host}:8765")
    assert caught.value.code == "plaintext"
    assert not is_loopback(host)
    assert not address_of(f"http://{host}", allow_plaintext=True).loopback
    assert address_of(f"https://{host}").url == f"https://{host}"


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "9" * 30])
@pytest.mark.parametrize("host", ["http://[::1]", "http://127.0.0.1", "https://cloud.example", "http://cloud.example", "http://u:p@[::1]"])
def test_a_port_that_nothing_can_listen_on_is_told_before_anything_is_tried(host: str, port: str) -> None:
    with pytest.raises(BadRequest, match="ports are 1 to 65535") as caught:
        CloudClient(f"{host}:{port}")
    assert (caught.value.code, "u:p" in caught.value.message) == ("bad_url", False)
    with pytest.raises(BadRequest, match="proxy's URL names port"):
        CloudClient("https://cloud.example", proxy=f"{host}:{port}")


@pytest.mark.parametrize("host", ["a b", "a%20b", "a..b", ".a", "a" * 64 + ".example", "cloud.exa mple"])
def test_a_host_that_no_name_server_can_know_is_told_before_anything_is_tried(host: str) -> None:
    with pytest.raises(BadRequest, match="must look like") as caught:
        CloudClient(f"https://{host}")
    assert caught.value.code == "bad_url"
    with pytest.raises(BadRequest, match="proxy must be a URL"):
        CloudClient("https://cloud.example", proxy=f"http://{host}:3128")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Host.docker.internal", "host.docker.internal"),
        ("my_box", "my_box"),
        ("10.0.0.5", "10.0.0.5"),
        ("fe80:0::1", "[fe80::1]"),
        ("[fe80::1]", "[fe80::1]"),
        ("müller.local", "xn--mller-kva.local"),
        *(
            (name, None)
            for name in ("http://a", "a b", "a:80", "[::1]:80", "a/b", "a@b", "*", "*.local", "a,b", "a..b", "a%20b", "", "[a]")
        ),
    ],
)
def test_a_host_is_named_as_its_header_has_it(name: str, header: str | None) -> None:
    assert host_named(name) == header


@pytest.mark.parametrize("port", [1, 65535])
def test_the_first_and_the_last_port_may_be_asked(port: int) -> None:
    assert address_of(f"http://[::1]:{port}").url == f"http://[::1]:{port}"


def test_the_pipeline_speaks_to_another_machine_in_the_clear_with_leave_only(tiny_folder: Path) -> None:
    with pytest.raises(BadRequest, match="allow_plaintext=True"):
        ObliviousPipeline.from_pretrained(tiny_folder, cloud="http://cloud.example", device="cpu")
    with ObliviousPipeline.from_pretrained(tiny_folder, cloud="http://cloud.example", device="cpu", allow_plaintext=True) as pipeline:
        assert pipeline.client is not None
        assert pipeline.client.url == "http://cloud.example"


def test_a_saved_pair_keeps_no_password(tiny_folder: Path, tmp_path: Path) -> None:
    with ObliviousPipeline.from_pretrained(tiny_folder, cloud="https://user:secret@cloud.example", device="cpu") as pipeline:
        pipeline.save_pretrained(tmp_path / "pair")
    assert not [file for file in (tmp_path / "pair").rglob("*") if file.is_file() and b"secret" in file.read_bytes()]


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "a..example", "xn--" + "a" * 70])
def test_a_name_that_no_host_can_have_is_one_sentence(host: str) -> None:
    with pytest.raises((BadRequest, CloudUnreachable)), CloudClient(f"https://{host}", patience=Patience(attempts=1)) as client:
        client.models()


def test_the_key_is_sent_to_the_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(lambda heard: models()) as server:
        for given, kept in (("given", None), (None, "kept"), ("given", "kept"), (None, None)):
            monkeypatch.delenv("OBCLIP_KEY", raising=False)
            if kept is not None:
                monkeypatch.setenv("OBCLIP_KEY", kept)
            with CloudClient(server.url, key=given) as client:
                client.models()
        assert [heard.header("authorization") for heard in server.heard] == ["Bearer given", "Bearer kept", "Bearer given", None]


@pytest.mark.parametrize("key", ["", "with space", "line\nbreak", "naïve", "x" * 600])
def test_a_key_that_no_header_can_carry_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(BadRequest) as caught:
        CloudClient("http://127.0.0.1:8765", key=key)
    assert not key or key not in caught.value.message


def test_a_key_beside_a_password_is_refused() -> None:
    with pytest.raises(BadRequest, match="not both"):
        CloudClient("http://user:secret@127.0.0.1:8765", key="key")


def test_name_and_password_of_the_url_are_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with raw_server(lambda heard: refused("no", status="403 No")) as server:
        url = server.url.replace("//", "//user:secret@")
        with CloudClient(url, patience=Patience(attempts=1)) as client, pytest.raises(CloudRefused) as caught:
            client.models()
        assert server.heard[0].header("authorization") == "Basic dXNlcjpzZWNyZXQ="
        assert client.url == server.url
    with CloudClient("http://user:secret@127.0.0.1:9", patience=Patience(attempts=1)) as client, pytest.raises(CloudUnreachable) as away:
        client.models()
    said = f"{caught.value} {away.value} {client!r} {caplog.text}"
    assert "secret" not in said
    assert "dXNlcjpzZWNyZXQ" not in said


@pytest.mark.parametrize(
    "error", [UnknownModel('There is no "http://user:secret@host/x".'), ObclipError("See https://se:cr@et@host and ftp://secret@host.")]
)
def test_no_message_at_all_repeats_a_password_of_a_url(error: ObclipError) -> None:
    assert "secret" not in f"{error}{error.message}{error!r}{error.args}"
    assert "cr@et" not in str(error)
    assert "://***@host" in error.message


@pytest.mark.parametrize(
    "arguments",
    [
        ("generate", "an old man", "--cloud", "http://user:secret@127.0.0.1:9"),
        ("generate", "an old man", "--cloud", "http://user:secret@cloud.example"),
        ("generate", "an old man", "--device-model", "http://user:secret@cloud.example"),
        ("generate", "an old man", "--steps", "http://user:secret@cloud.example"),
    ],
)
def test_no_command_repeats_a_password_of_a_url(call: Call, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    told = call(*arguments, "--output", tmp_path / "out.png")
    assert told.status in (2, 4)
    assert "secret" not in told.stdout + told.stderr

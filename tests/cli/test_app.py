"""`obclip app` at the terminal: the link, and how a browser comes to it without showing it to anybody."""

import os
import re
import signal
import stat
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx2 as httpx
import pytest

from benchmarks.serving import serving
from obclip.cli.browser import Opener
from obclip.cloud.engine import Engine
from obclip.cloud.service.keys import new_key, write_keys
from obclip.cloud.service.settings import ServiceSettings
from tests.cloud.asking import tiny_model
from tests.commands import Call

LINK = "http://127.0.0.1:8766/secret/#token"


def test_a_browser_is_given_a_file_of_the_users_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    told, there = list[str](), threading.Event()

    def opened(address: str) -> bool:
        told.append(address)
        there.set()
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    with Opener() as opener:
        opener.open(LINK)
        assert there.wait(60)
        assert "token" not in told[0], "every user can read a command line"
        page = Path(unquote(urlsplit(told[0]).path))
        assert LINK in page.read_text(encoding="utf-8")
        assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
        opener.used()
        assert not page.exists(), "it goes with the link's first use"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--cloud", "http://127.0.0.1:9", "--cloud-model", "sd-v1-4"), "either --cloud or --cloud-model"),
        (("--host", "999.0.0.1"), "Cannot listen on"),
        (("--cloud", "http://cloud.example"), "would not be encrypted"),
        (("--device-model", "no/such-model"), "no/such-model"),
        (("--taxonomy", "missing.toml"), "missing.toml"),
    ],
)
def test_a_mistake_is_one_sentence(call: Call, options: tuple[str, ...], words: str) -> None:
    told = call("app", "--no-browser", "--port", "0", *options)
    assert told.status == 2
    assert words in " ".join(told.stderr.split())
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", ["app", "gateway"])
@pytest.mark.parametrize("host", ["http://bad host", "https://box.local", "box.local:8766", "*", "box.local/v1", "a b", "[::1]:80", ""])
def test_what_can_be_no_host_is_not_allowed_as_one(call: Call, command: str, host: str) -> None:
    told = call(command, "--port", "0", "--device-model", "no/such-model", "--allow-host", "box.local", "--allow-host", host)
    assert told.status == 2
    assert f"without http:// and port (got {host!r})" in " ".join(told.stderr.split())
    assert "no/such-model" not in told.stderr, "before anything is loaded"


@pytest.mark.parametrize("command", ["app", "gateway"])
@pytest.mark.parametrize(
    ("key", "words"), [("of-somebody-else", "This cloud does not take this key"), (None, "wants a key"), ("", "Set OBCLIP_KEY to the key")]
)
def test_a_cloud_that_lets_nobody_in_is_told_before_a_model_is_loaded(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, key: str | None, words: str
) -> None:
    write_keys(tmp_path / "keys", [new_key("alice")[0]])
    if key is not None:
        monkeypatch.setenv("OBCLIP_KEY", key)
    with serving(Engine(tiny_model()), ServiceSettings(keys=tmp_path / "keys")) as (url, _):
        told = call(command, "--port", "0", "--cloud", url, "--device-model", "no/such-model")
    assert told.status == 4, "and not 2, as for a model that there is not"
    assert words in " ".join(told.stderr.split())
    assert ("Bearer" in told.stderr) == (key != "of-somebody-else")


@pytest.mark.parametrize("command", ["app", "gateway"])
def test_a_cloud_that_is_not_there_yet_is_told_and_asked_again_later(call: Call, command: str) -> None:
    told = call(command, "--port", "0", "--cloud", "http://127.0.0.1:9", "--device-model", "no/such-model")
    said = " ".join(told.stderr.split())
    assert "No cloud answers at http://127.0.0.1:9: is `obclip serve` running there? It is asked again for each picture." in said
    assert told.status == 2, "and the model is looked for"


@pytest.mark.parametrize("command", ["app", "gateway"])
def test_a_flag_goes_before_the_other_cloud_of_the_environment(call: Call, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """As for `obclip generate`."""
    monkeypatch.setenv("OBCLIP_CLOUD", "https://cloud.example")
    told = call(command, "--port", "0", "--cloud-model", "no-such-model")
    assert told.status == 2
    assert "no-such-model" in told.stderr


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_what_is_printed_lets_one_tab_in_and_says_so(tiny_folder: Path, tiny_device_folder: Path, end: signal.Signals) -> None:
    command = ["app", "--no-browser", "--port", "0", "--device-model", tiny_device_folder, "--cloud-model", tiny_folder, "--device", "cpu"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OBCLIP_")} | {"OBCLIP_CONFIG": os.devnull}
    run = subprocess.Popen([sys.executable, "-m", "obclip", *map(str, command)], stderr=subprocess.PIPE, text=True, env=environment)
    assert run.stderr is not None
    try:
        assert run.stderr.readline() == f"Loading {tiny_device_folder} and {tiny_folder}.\n", "before anything that takes long"
        head = [run.stderr.readline() for _ in range(3)]
        links = re.findall(r"(http://127\.0\.0\.1:\d+)(/\S+/)#(\S+)", "".join(head))
        (where, path, link) = links[0]
        key = head[2].split()[-1]
        with httpx.Client(base_url=where, trust_env=False, timeout=60) as http:
            assert http.get(path).status_code == 200
            assert http.get("/v1/models", headers={"authorization": f"Bearer {key}"}).status_code == 200
            tab = http.post("/app/session", json={}, headers={"authorization": f"Bearer {link}"}).json()["session"]
            told = {"authorization": f"Bearer {tab}"}
            drawn = http.post("/app/draw", json={"prompt": "an old woman", "told": {"num_inference_steps": 2}}, headers=told)
            assert '"png"' in drawn.text.splitlines()[-1]
        run.send_signal(end)
        rest = run.communicate(timeout=120)[1]
    finally:
        run.kill()
    following = re.findall(r"A tab was opened. For another one: http://\S+#(\S+)", rest)
    assert len(following) == 1
    assert following[0] != link
    assert "old woman" not in rest
    assert tab not in rest
    assert run.returncode == 0

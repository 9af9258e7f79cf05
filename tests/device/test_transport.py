"""What a cloud, and whoever answers in its place, learns of the device besides the request: nothing."""

from pathlib import Path

import httpx2 as httpx
import pytest
import torch

from benchmarks.serving import serving
from obclip import ObliviousPipeline
from obclip.bridge import InProcessTransport
from obclip.cloud.door import decode_request
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.keys import new_key, write_keys
from obclip.cloud.service.settings import ServiceSettings
from obclip.device.transport import CloudClient
from obclip.errors import CloudRefused, CloudUnreachable
from obclip.protocol.frames import STREAM_TYPE
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from tests.raw import Heard, answer, raw_server
from tests.running import cloud_server, odd_cloud
from tests.unets import model

REQUEST = DenoiseRequest(prompts=("an old man", "an old woman"), seed=7, num_inference_steps=3, switch_point=2, guidance_scale=2.0)
SHAPE = (4, 8, 8)


class Listening(httpx.BaseTransport):
    """The cloud in this process; its first `failures` connections fail. Writes down every request."""

    def __init__(self, failures: int = 0) -> None:
        self.failures, self.requests = failures, list[httpx.Request]()
        self._cloud = InProcessTransport(create_app(Engine(model())))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if len(self.requests) <= self.failures:
            raise httpx.ConnectError("nobody there", request=request)
        return self._cloud.handle_request(request)

    def close(self) -> None:
        self._cloud.close()


def ask(cloud: Listening) -> DenoiseReply:
    with CloudClient("http://cloud.example", transport=cloud) as client:
        return client.denoise(REQUEST, SHAPE)


def test_headers_say_what_every_device_says() -> None:
    """Of the request; the key is that of its bytes, which a retry repeats."""
    cloud = Listening()
    ask(cloud)
    assert dict(cloud.requests[0].headers) == {
        "host": "cloud.example",
        "user-agent": "obclip",
        "accept": STREAM_TYPE,
        "content-type": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
        "idempotency-key": cloud.requests[0].headers["idempotency-key"],
        "content-length": str(len(cloud.requests[0].content)),
    }


def test_asking_what_a_cloud_runs_says_what_every_device_says() -> None:
    cloud = Listening()
    with CloudClient("http://cloud.example", transport=cloud) as client:
        assert client.models() == client.models()
    (asked,) = cloud.requests
    assert dict(asked.headers) == {
        "host": "cloud.example",
        "user-agent": "obclip",
        "accept": "application/json",
        "content-type": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
    }


def test_a_retry_repeats_the_same_bytes() -> None:
    cloud = Listening(failures=2)
    assert len(ask(cloud).handover.latents) == 2
    first = cloud.requests[0]
    assert [(request.content, request.headers) for request in cloud.requests] == [(first.content, first.headers)] * 3
    with pytest.raises(CloudUnreachable):
        ask(Listening(failures=3))


def test_a_request_does_not_follow_to_where_its_answer_points() -> None:
    elsewhere: list[bytes] = []

    def collect(body: bytes) -> tuple[int, str, bytes]:
        elsewhere.append(body)
        return 500, "text/plain", b""

    with (
        odd_cloud(collect) as other,
        odd_cloud(lambda body: (307, "text/plain", b""), location=f"{other}/v1/oblivious/denoise") as url,
        CloudClient(url) as client,
        pytest.raises(CloudRefused, match="307"),
    ):
        client.denoise(REQUEST, SHAPE)
    assert elsewhere == []


def test_every_run_has_a_seed_of_its_own_unless_the_user_names_one() -> None:
    """A seed that came twice would tell the cloud that two requests are one device's."""
    cloud = Listening()
    with ObliviousPipeline(model(), CloudClient("http://cloud.example", transport=cloud)) as pipeline:
        for seed in (None, None, None, 11, 11):
            pipeline("an old man", num_inference_steps=2, switch_point=1, seed=seed)
    listed, *asked = cloud.requests
    assert (listed.method, listed.content) == ("GET", b""), "what the cloud runs is asked once, and says nothing"
    seeds = [decode_request(request.content).seed for request in asked]
    assert len(set(seeds[:3])) == 3
    assert 2**32 < min(seeds[:3]) < max(seeds[:3]) < 2**53, "drawn from all that JSON's readers hold exactly"
    assert seeds[3:] == [11, 11]


def test_an_answer_that_is_cut_on_its_way_is_fetched_from_the_cloud_which_computes_it_once(tiny_folder: Path) -> None:
    cuts: list[bytes] = []

    def pass_on(heard: Heard) -> bytes:
        method, path, _ = heard.head.splitlines()[0].split()
        headers = {name: value for name in ("content-type", "accept", "idempotency-key") if (value := heard.header(name))}
        told = httpx.request(method, url + path, content=heard.body, headers=headers, timeout=60)
        kept = [f"Obclip-Job: {job}"] if (job := told.headers.get("obclip-job")) else []
        said = answer(told.content, *kept, status=f"{told.status_code} Told", kind=told.headers["content-type"])
        if method == "POST":
            cuts.append(said[:-5])
            return cuts[-1]
        return said

    with cloud_server(str(tiny_folder)) as url, raw_server(pass_on) as way:
        with CloudClient(way.url, sleep=lambda seconds: None) as client:
            cut = client.denoise(REQUEST, SHAPE)
        with CloudClient(url) as client:
            whole = client.denoise(REQUEST, SHAPE)
    assert [heard.head.split()[0] for heard in way.heard] == ["POST", "GET"], "sent once, and fetched"
    assert torch.equal(cut.handover.latents, whole.handover.latents)


def test_a_cloud_that_wants_a_key_is_sent_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, (key, text) = tmp_path / "keys", new_key("alice")
    write_keys(file, [key])
    with serving(Engine(model()), ServiceSettings(keys=file)) as (url, _):
        monkeypatch.setenv("OBCLIP_KEY", text)
        with CloudClient(url) as client:
            assert client.models()
            assert len(client.denoise(REQUEST, SHAPE).handover.latents) == 2
        monkeypatch.setenv("OBCLIP_KEY", "of-somebody-else")
        with CloudClient(url) as client, pytest.raises(CloudRefused, match="401") as caught:
            client.denoise(REQUEST, SHAPE)
    assert "of-somebody-else" not in caught.value.message

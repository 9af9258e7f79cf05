"""What the page does with this machine as its device, over a real server, around tiny models."""

import io
import json
import socket
import threading
import warnings
from base64 import b64decode
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx2 as httpx
import numpy as np
import pytest
from PIL import Image

from obclip.device.app.app import App
from obclip.device.app.doors import ENTRANCE
from obclip.device.transport import CloudClient
from obclip.device.transport_patience import Patience
from obclip.errors import PrivacyWarning
from obclip.prompts.guessed import GUESSED
from obclip.protocol.request import encode_request
from tests.gateways import PROMPT, Endless, Gateway, app, busy_cloud, heard_to
from tests.raw import raw_server, refused
from tests.running import until

OWN = "an old woman with a beard in a park"


class Tab:
    """A tab that was let in."""

    def __init__(self, gateway: Gateway, page: App) -> None:
        link = page.link.partition("#")[2]
        self.gateway = gateway
        self._token = gateway.http.post(ENTRANCE, json={}, headers={"authorization": f"Bearer {link}"}).json()["session"]

    def ask(self, route: str, **told: Any) -> httpx.Response:
        return self.gateway.post(f"/app/{route}", told, authorization=f"Bearer {self._token}")

    def asking(self, route: str, **told: Any) -> AbstractContextManager[socket.socket]:
        return self.gateway.asking(f"/app/{route}", told, self._token)

    def drawn(self, route: str, **told: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """What was told on the way, and the end."""
        answer = self.ask(route, **told)
        assert answer.status_code == 200, answer.text
        lines = [json.loads(line) for line in answer.text.splitlines()]
        return lines[:-1], lines[-1]


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with app() as (gateway, page):
        yield Tab(gateway, page)


def pixels(told: dict[str, Any]) -> np.ndarray:
    image = Image.open(io.BytesIO(b64decode(told["png"])))
    assert (image.format, image.info) == ("PNG", {}), "pixels and nothing else"
    return np.asarray(image).astype(int)


def error_of(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["message"]


def test_a_prompt_is_read_and_nobody_is_asked(tab: Tab) -> None:
    sent = len(tab.gateway.cloud.sent)
    found = tab.ask("read", prompt=OWN, told={"negative_prompt": "blurry, young man"}).json()
    assert found["n"] == len(found["candidates"]) == 6
    assert [axis["attribute"] for axis in found["axes"]] == ["age", "gender"]
    assert [OWN[one["start"] : one["end"]] for one in found["withheld"]] == ["beard"]
    assert found["axes"][1]["guessed"] == GUESSED["gender"]
    assert found["negative"] == {"sent": "blurry", "withheld": ["young man"]}
    assert len(tab.gateway.cloud.sent) == sent


def test_a_prompt_that_is_too_long_for_the_model_says_so_as_soon_as_it_is_read(tab: Tab) -> None:
    found = tab.ask("read", prompt="an old man" + ", green" * 80, told={}).json()
    assert found["n"] == 6
    assert found["tooLong"].startswith("The prompt is too long: it has ")
    assert "tooLong" not in tab.ask("read", prompt="an old man", told={}).json()


def test_what_is_shown_is_what_is_sent_and_the_next_request_has_another_seed(tab: Tab) -> None:
    told = {"num_inference_steps": 4, "switch_point": 2, "negative_prompt": "blurry"}
    before = len(tab.gateway.cloud.sent)
    shown = tab.ask("draft", prompt=OWN, told=told).json()["body"]
    assert len(tab.gateway.cloud.sent) == before, "looking sends nothing"
    assert "beard" not in shown
    way, end = tab.drawn("draw", prompt=OWN, told=told)
    assert [encode_request(request).decode() for request in tab.gateway.cloud.sent[before:]] == [shown]
    sides = [(event["told"]["side"], event["told"]["done"], event["told"]["of"]) for event in way if event["event"] == "step"]
    assert sides == [(side, done, 2) for side in ("cloud", "device") for done in (0, 1, 2)]
    assert pixels(end).shape == (16, 16, 3)
    assert end["words"] == OWN
    assert tab.ask("draft", prompt=OWN, told=told).json()["body"] != shown


def test_another_value_is_drawn_without_a_request(tab: Tab) -> None:
    told = {"seed": "5"}
    _, young = tab.drawn("draw", prompt=PROMPT.replace("an old", "a young"), told=told)
    _, old = tab.drawn("draw", prompt=PROMPT, told=told)
    before = len(tab.gateway.cloud.sent)
    _, other = tab.drawn("other", places={"0": 0})
    assert other["words"] == PROMPT.replace("an old", "a young")
    assert np.abs(pixels(other) - pixels(young)).max() <= 1
    assert np.abs(pixels(other) - pixels(old)).max() > 1
    _, back = tab.drawn("other", places={})
    assert np.array_equal(pixels(back), pixels(old))
    tiles = [pixels(tab.ask("seen", place=place).json()) for place in range(6)]
    assert len({tile.tobytes() for tile in tiles}) == 6
    assert len(tab.gateway.cloud.sent) == before


def test_each_tab_has_a_picture_of_its_own() -> None:
    with app() as (gateway, page):
        one, two = Tab(gateway, page), Tab(gateway, page)
        one.drawn("draw", prompt=PROMPT, told={})
        assert error_of(two.ask("other", places={}))[:2] == (400, "no_other")
        assert error_of(two.ask("seen", place=0))[:2] == (400, "no_other")
        assert one.drawn("other", places={"1": 0})[1]["words"] == "an old man in a park"


def test_a_size_is_fitted_to_the_model_and_said_so(tab: Tab) -> None:
    for asked, (height, width) in {"512x768": (20, 14), "99999x99999": (16, 16)}.items():
        _, end = tab.drawn("draw", prompt=PROMPT, told={"size": asked})
        assert pixels(end).shape == (height, width, 3)
        assert end["notes"] == [f"The model here does not draw {asked}: {width}x{height} is what fits it best."]
    for asked in ("14x20", "", "auto"):
        assert tab.drawn("draw", prompt=PROMPT, told={"size": asked})[1]["notes"] == []


@pytest.mark.parametrize(
    ("prompt", "told", "words"),
    [
        ("a red car", {}, "N = 1"),
        ("", {}, "empty"),
        ("eine alte Frau mit kurzen Haaren im Garten hinter dem Haus", {}, "English"),
        (PROMPT, {"num_inference_steps": 2.5}, "steps must be a whole number"),
        (PROMPT, {"num_inference_steps": 4, "switch_point": 9}, "switch_point must be"),
        (PROMPT, {"guidance_scale": "7"}, "guidance_scale must be"),
        (PROMPT, {"seed": "-1"}, "seed must be"),
        (PROMPT, {"seed": "9" * 30}, "seed must be"),
        (PROMPT, {"seed": "9" * 5_000}, "seed must be"),
        (PROMPT, {"size": "large"}, "size must be"),
        (PROMPT, {"cues": "show"}, "cues must be"),
        (PROMPT, {"acceleration": "warp"}, "no such acceleration"),
        (PROMPT, [], "told must be"),
        (None, {}, "prompt is missing"),
    ],
)
def test_a_prompt_that_is_refused_is_a_4xx_with_its_sentence(tab: Tab, prompt: str | None, told: Any, words: str) -> None:
    before = len(tab.gateway.cloud.sent)
    for route in ("draft", "draw"):
        status, _, message = error_of(tab.ask(route, prompt=prompt, told=told))
        assert 400 <= status < 500
        assert words in message
    assert len(tab.gateway.cloud.sent) == before


@pytest.mark.parametrize("places", [None, [], {"0": "1"}, {"x": 0}, {"0": True}, {"0": 99}, {"7": 0}])
def test_a_value_that_there_is_not_is_a_4xx(tab: Tab, places: object) -> None:
    tab.drawn("draw", prompt=PROMPT, told={})
    assert tab.ask("other", places=places).status_code == 400
    assert tab.ask("seen", place=6).status_code == 400


def test_a_prompt_with_nothing_to_hide_is_drawn_once_the_user_allows_it(tab: Tab) -> None:
    _, end = tab.drawn("draw", prompt="a red car", told={"allow_single": True})
    assert pixels(end).shape == (16, 16, 3)
    assert tab.gateway.cloud.sent[-1].prompts == ("a red car",)


def test_a_seed_that_links_two_sets_is_warned_of_where_the_app_runs_and_on_the_page() -> None:
    with app() as (gateway, page), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tab = Tab(gateway, page)
        notes = [tab.drawn("draw", prompt=prompt, told={"seed": "7"})[1]["notes"] for prompt in (PROMPT, "an old man with a dog")]
    assert (notes[0], [note.partition(":")[0] for note in notes[1]]) == (
        [],
        ["A seed that was named is sent with a second set of candidates"],
    )
    assert [one.category for one in caught if one.category is PrivacyWarning] == [PrivacyWarning]


def test_without_a_cloud_the_page_is_told_so_and_prompts_are_still_read() -> None:
    hasty = Patience(attempts=1, pause=0.01)
    with CloudClient("http://127.0.0.1:9", patience=hasty) as nobody, app(client=nobody) as (gateway, page):
        tab = Tab(gateway, page)
        for answer in (tab.ask("meet"), tab.ask("draft", prompt=PROMPT, told={}), tab.ask("draw", prompt=PROMPT, told={})):
            status, code, message = error_of(answer)
            assert (status, code) == (503, "cloud_unreachable")
            assert "http://127.0.0.1:9" in message
        assert tab.ask("read", prompt=PROMPT, told={}).json()["n"] == 6
        assert tab.ask("about").json() == {"device": f"{gateway.studio.model.name} on cpu, float32", "alone": False}


def test_who_hangs_up_has_stopped_the_picture(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits for the studio is never sent; the next one is drawn."""
    held, go = threading.Event(), threading.Event()
    cloud, studio = tab.gateway.cloud, tab.gateway.studio
    before = len(cloud.sent)
    denoise = type(cloud).denoise

    def slow(*given: Any) -> Any:
        held.set()
        assert go.wait(60)
        return denoise(cloud, *given)

    monkeypatch.setattr(cloud, "denoise", slow)
    first = threading.Thread(target=lambda: tab.drawn("draw", prompt=PROMPT, told={}))
    first.start()
    try:
        assert held.wait(60)
        monkeypatch.undo()
        with tab.asking("draw", prompt="an old man in a boat", told={}):
            assert until(lambda: studio.waiting == 2)
        assert until(lambda: studio.waiting == 1), "hung up"
    finally:
        go.set()
    first.join(60)
    tab.drawn("draw", prompt=PROMPT, told={})
    assert [request.prompts[0] for request in cloud.sent[before:]] == ["a young man in a park"] * 2


def test_who_hangs_up_while_the_cloud_is_busy_sends_it_nothing_more(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    studio = tab.gateway.studio
    with busy_cloud(tab.gateway.cloud) as (client, server):
        monkeypatch.setattr(studio, "client", client)
        with tab.asking("draw", prompt=PROMPT, told={}):
            assert until(lambda: any(heard.body for heard in server.heard))
        assert until(lambda: studio.waiting == 0), "the pause has ended"
        assert len([heard for heard in server.heard if heard.body]) == 1


@pytest.mark.parametrize("route", ["meet", "draft", "draw"])
def test_an_app_that_ends_does_not_wait_for_a_cloud_that_asks_to_come_back(route: str) -> None:
    with (
        raw_server(lambda heard: refused("busy", "Retry-After: 100")) as server,
        CloudClient(server.url) as client,
        app(client=client) as (gateway, page),
        Tab(gateway, page).asking(route, **({} if route == "meet" else {"prompt": PROMPT, "told": {}})) as connection,
    ):
        assert until(lambda: bool(server.heard))
        ending = threading.Thread(target=gateway.studio.close, daemon=True)
        ending.start()
        ending.join(60)
        assert not ending.is_alive(), "the pause has ended"
        assert b"Stopped." in heard_to(connection, b"Stopped.")


def test_who_hangs_up_has_stopped_the_cloud_as_well(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its next step the request to the cloud is ended, and no step of the device is run."""
    cloud = Endless()
    monkeypatch.setattr(tab.gateway.cloud, "denoise", cloud.denoise)
    try:
        with tab.asking("draw", prompt=PROMPT, told={}) as connection:
            assert b"200 OK" in connection.recv(1 << 16)
        assert until(lambda: cloud.codes == ["stopped"])
    finally:
        cloud.stopped.set()

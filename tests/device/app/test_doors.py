"""Who may use the app: the tab that its link opened, programs that have the key, and nobody else."""

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from obclip.device.app.app import App
from obclip.device.app.doors import ENTRANCE, MOST_TABS, Doors
from obclip.device.app.pages import page_files
from tests.gateways import TOKEN, Gateway, app

Opened = tuple[Gateway, App]
ROUTES = ["session", "about", "meet", "read", "draft", "draw", "other", "seen"]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    with app(hosts=["host.docker.internal"]) as both:
        yield both


def enter(opened: Opened, **headers: str) -> httpx.Response:
    """What the page does with the link's token."""
    gateway, page = opened
    link = page.link.partition("#")[2]
    return gateway.http.post(ENTRANCE, json={}, headers={"authorization": f"Bearer {link}", **headers})


@pytest.mark.parametrize("path", ["/", "/index.html", "/src/app.js", "/wrong/", "/v1/models", *(f"/app/{name}" for name in ROUTES)])
def test_nothing_is_answered_without_a_token(opened: Opened, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        for given in (None, "Bearer wrong", "Bearer", "Basic Og=="):
            answer = opened[0].http.request(method, path, headers={} if given is None else {"authorization": given})
            assert answer.status_code == 401
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-frame-options"] == "DENY"


def test_a_link_opens_one_tab_and_the_next_one_another(opened: Opened) -> None:
    link = opened[1].link
    assert enter(opened).status_code == 200
    assert opened[1].link != link, "another one is there for the next tab"
    used = opened[0].http.post(ENTRANCE, json={}, headers={"authorization": f"Bearer {link.partition('#')[2]}"})
    assert used.status_code == 401
    assert "session" not in used.text
    assert enter(opened).status_code == 200


def test_a_link_opens_the_entrance_only(opened: Opened) -> None:
    link = {"authorization": f"Bearer {opened[1].link.partition('#')[2]}"}
    assert opened[0].http.post("/app/about", json={}, headers=link).status_code == 401
    assert opened[0].http.get("/v1/models", headers=link).status_code == 401


def test_the_tabs_token_and_the_key_open_every_route_of_app_and_gateway(opened: Opened) -> None:
    for token in (enter(opened).json()["session"], TOKEN):
        given = {"authorization": f"Bearer {token}"}
        assert opened[0].http.post("/app/about", json={}, headers=given).status_code == 200
        assert opened[0].http.get("/v1/models", headers=given).status_code == 200
        again = opened[0].http.post(ENTRANCE, json={}, headers=given)
        assert (again.status_code, again.json()["error"]["code"]) == (401, "used_link"), "only a link makes a tab's token"


def test_who_enters_is_told_where_the_app_was_started() -> None:
    told: list[str] = []
    doors = Doors("key", lambda: told.append(doors.link))
    first = doors.link
    assert doors.enter("wrong") is None
    assert told == []
    assert doors.enter(first) is not None
    assert told == [doors.link]
    assert doors.enter(first) is None


def test_tabs_are_forgotten_beyond_a_number() -> None:
    doors = Doors("key")
    tabs = [doors.enter(doors.link) or "" for _ in range(MOST_TABS + 1)]
    assert [doors.knows(tab, "/app/read") for tab in tabs] == [False] + [True] * MOST_TABS


def test_the_page_comes_whole_from_a_path_that_is_a_secret(opened: Opened) -> None:
    gateway, page = opened
    assert len(page.path) >= 24
    for name, body in page_files().items():
        answer = gateway.http.get(page.path + name)
        assert (answer.status_code, answer.content) == (200, body)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
    assert {"", "style.css", "src/app.js", "src/device.js"} <= set(page_files())
    assert b"http" not in page_files()["src/device.js"], "it names no other host"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0"])
def test_a_name_that_was_rebound_to_this_machine_is_refused(opened: Opened, host: str) -> None:
    for headers in ({"host": host}, {"host": host, "origin": f"http://{host}"}):
        for answer in (
            opened[0].http.get(opened[1].path, headers=headers),
            enter(opened, **headers),
            opened[0].get("/v1/models", **headers),
        ):
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other_host")


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://127.0.0.1:1", "http://localhost:3000"])
def test_pages_of_other_websites_are_refused(opened: Opened, origin: str) -> None:
    link = opened[1].link
    for answer in (
        opened[0].http.get(opened[1].path, headers={"origin": origin}),
        enter(opened, origin=origin),
        opened[0].post("/app/read", {"prompt": "an old man"}, origin=origin),
        opened[0].post("/v1/images/generations", {"prompt": "an old man"}, origin=origin),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other_origin")
        assert "access-control-allow-origin" not in answer.headers
    assert opened[1].link == link, "the link still opens its tab"
    assert opened[0].cloud.sent == []


def test_its_own_page_and_a_name_that_was_allowed_are_taken(opened: Opened) -> None:
    own = {"origin": opened[0].url, "sec-fetch-site": "same-origin"}
    assert enter(opened, **own).status_code == 200
    docker = {"host": "host.docker.internal:8766", "origin": "http://host.docker.internal:8766"}
    assert enter(opened, **docker).status_code == 200

"""Who may speak to the gateway, and who may not: other users, other websites, names that are not this machine's."""

from base64 import b64encode
from collections.abc import Iterator

import pytest

from tests.gateways import TOKEN, Gateway, gateway


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway(hosts=["Host.Docker.Internal"]) as one:
        yield one


ROUTES = [
    ("GET", "/v1/models"),
    ("GET", "/v1/models/obclip"),
    ("POST", "/v1/images/generations"),
    ("POST", "/v1/images/edits"),
    ("POST", "/v1/images/variations"),
    ("POST", "/v1/images/other"),
    ("POST", "/sdapi/v1/txt2img"),
    ("POST", "/sdapi/v1/img2img"),
    ("GET", "/sdapi/v1/progress"),
    ("GET", "/sdapi/v1/options"),
    ("POST", "/sdapi/v1/options"),
    ("POST", "/sdapi/v1/interrupt"),
    ("GET", "/sdapi/v1/sd-models"),
    ("GET", "/"),
    ("GET", "/openapi.json"),
    ("OPTIONS", "/v1/images/generations"),
]


def basic(password: str) -> str:
    return "Basic " + b64encode(f"anybody:{password}".encode()).decode()


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_route_wants_the_token(opened: Gateway, method: str, path: str) -> None:
    wrong = [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Token {TOKEN}",
        TOKEN,
        basic("wrong"),
        "Basic =",
    ]
    for given in wrong:
        answer = opened.http.request(method, path, json={}, headers={} if given is None else {"authorization": given})
        assert answer.status_code == 401, given
        assert answer.json()["error"]["code"] == "invalid_api_key"
    for right in (f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(TOKEN)):
        assert opened.http.request(method, path, json={}, headers={"authorization": right}).status_code != 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8766", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "169.254.1.1", "", "[::2]"]
)
def test_a_name_that_was_rebound_to_this_machine_is_refused(opened: Gateway, host: str) -> None:
    """A website whose own name points at 127.0.0.1: to the browser its page and the gateway are one site."""
    for origin in ({}, {"origin": f"http://{host}"}):
        answer = opened.get("/v1/models", host=host, **origin)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other_host")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:1234", "127.0.0.1", "[::1]:9", "host.docker.internal:8766", "HOST.docker.internal"]
)
def test_names_of_this_machine_and_those_allowed_are_taken(opened: Gateway, host: str) -> None:
    assert opened.get("/v1/models", host=host).status_code == 200


def test_pages_of_other_websites_are_refused(opened: Gateway) -> None:
    own = opened.url.removeprefix("http://")
    others = [
        "null",
        "https://evil.example",
        "http://127.0.0.1:1",
        "http://localhost:3000",
        "file://",
        f"ftp://{own}",
        f"http://{own}.evil.example",
        "http://[",
        f"http://{own}/",
        f"http://x@{own}",
    ]
    for origin in others:
        answer = opened.post("/v1/images/generations", {"prompt": "an old man"}, origin=origin)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other_origin"), origin
        assert "access-control-allow-origin" not in answer.headers
    for site in ("cross-site", "same-site", "CROSS-SITE", "", "of tomorrow"):
        assert opened.get("/v1/models", **{"sec-fetch-site": site}).status_code == 403
    assert opened.cloud.sent == []


def test_its_own_page_is_taken(opened: Gateway) -> None:
    assert opened.get("/v1/models", origin=opened.url, **{"sec-fetch-site": "same-origin"}).status_code == 200


def test_a_form_of_another_website_cannot_even_be_read(opened: Gateway) -> None:
    """Browsers send such forms without asking first, and some without an Origin."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = opened.http.post(
            "/v1/images/generations",
            content=b'{"prompt": "an old man"}',
            headers={"content-type": kind, "authorization": f"Bearer {TOKEN}"},
        )
        assert answer.status_code == 415
    assert opened.cloud.sent == []


@pytest.mark.parametrize("name", ["origin", "authorization"])
def test_a_header_that_is_sent_twice_is_no_way_in(opened: Gateway, name: str) -> None:
    value = {"origin": opened.url, "authorization": f"Bearer {TOKEN}"}[name]
    headers = [("authorization", f"Bearer {TOKEN}"), (name, "evil.example"), (name, value)]
    assert opened.http.get("/v1/models", headers=headers).status_code in (400, 401, 403)

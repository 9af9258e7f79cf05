"""Nothing is said in an address: it is kept in logs, and repeats nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateways import PROMPT, TOKEN, Gateway, gateway

ORDERS: dict[str, dict[str, Any]] = {
    "/v1/images/generations": {"prompt": PROMPT},
    "/v1/images/other": {"prompt": PROMPT, "latents": "x", "other": "old"},
    "/sdapi/v1/txt2img": {"prompt": PROMPT},
    "/sdapi/v1/options": {"sd_model_checkpoint": "obclip"},
}


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway() as one:
        yield one


@pytest.mark.parametrize("path", ORDERS)
def test_what_an_address_says_beside_is_refused_and_not_repeated(opened: Gateway, path: str) -> None:
    for query in ("prompt=a+doctor", "n=2", "doctor"):
        answer = opened.post(f"{path}?{query}", ORDERS[path])
        assert (answer.status_code, "in logs" in answer.text, "doctor" in answer.text) == (400, True, False)
    assert opened.cloud.sent == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/sdapi/v1/interrupt"),
        ("POST", "/sdapi/v1/img2img"),
        ("POST", "/v1/images/edits"),
        ("GET", "/v1/models"),
        ("GET", "/v1/models/obclip"),
        ("GET", "/sdapi/v1/options"),
        ("GET", "/sdapi/v1/progress"),
        ("GET", "/sdapi/v1/sd-models"),
        ("GET", "/pictures/0.png"),
    ],
)
def test_so_it_is_where_no_body_is_read(opened: Gateway, method: str, path: str) -> None:
    for query in ("prompt=a+doctor", "doctor", "doctor=", "skip_current_image=true&doctor=1"):
        answer = opened.http.request(method, f"{path}?{query}", headers={"authorization": f"Bearer {TOKEN}"})
        assert (answer.status_code, "in logs" in answer.text, "doctor" in answer.text) == (400, True, False)
        assert ("detail" in answer.json()) == path.startswith("/sdapi/"), "in the shape that its clients show"


@pytest.mark.parametrize("path", ORDERS)
def test_a_slash_at_the_end_is_another_route_and_leads_nowhere(opened: Gateway, path: str) -> None:
    answer = opened.post(f"{path}/?prompt=a+doctor", ORDERS[path])
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no_such_route")
    assert "location" not in answer.headers
    assert "doctor" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/v1/images/generations", "POST"), ("PUT", "/sdapi/v1/txt2img", "POST"), ("POST", "/v1/models", "GET, HEAD")],
)
def test_a_route_that_is_asked_with_another_method_says_with_which(opened: Gateway, method: str, path: str, allowed: str) -> None:
    answer = opened.http.request(method, path, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == set(allowed.split(", "))
    assert f"This route is asked with {answer.headers['allow']}" in answer.json()["error"]["message"]


def test_what_is_only_looked_up_may_say_how_as_automatic1111s_clients_do(opened: Gateway) -> None:
    assert opened.get("/sdapi/v1/progress?skip_current_image=true").json()["current_image"] is None

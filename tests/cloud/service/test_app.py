"""What stands before the routes: kinds of bodies, pages of other origins, metrics, the description, and that no traceback gets out."""

import logging
import re
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from obclip.bridge import InProcessTransport
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.app import check_origins
from obclip.cloud.service.settings import ServiceSettings
from obclip.errors import BadRequest
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.frames import STREAM_TYPE
from tests.cloud.asking import JSON, Held, in_process, request, tiny_model

PAGE = "https://page.example"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize("path", [DENOISE_PATH, JOBS_PATH])
def test_only_json_can_begin_work(kind: str, path: str) -> None:
    with in_process(Engine(tiny_model())) as http:
        answer = http.post(path, content=request(), headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "not_json")


@pytest.mark.parametrize(
    ("headers", "code"),
    [({"content-encoding": "gzip"}, "encoded"), ({"content-type": "application/json; charset=utf-16"}, "not_utf8")],
)
def test_json_is_neither_packed_nor_in_another_charset(headers: dict[str, str], code: str) -> None:
    with in_process(Engine(tiny_model())) as http:
        answer = http.post(DENOISE_PATH, content=request(), headers={**JSON, **headers})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, code)


def test_a_page_of_another_origin_may_do_nothing_unless_it_is_allowed() -> None:
    with in_process(Engine(tiny_model()), origins=(PAGE,)) as http:
        statuses = {
            origin: http.post(DENOISE_PATH, content=request(), headers={"origin": origin}).status_code
            for origin in (PAGE, "https://other.example", "null")
        }
        asks = {"origin": PAGE, "access-control-request-method": "POST", "access-control-request-headers": "content-type,authorization"}
        allowed = http.options(DENOISE_PATH, headers=asks)
        refused = http.options(DENOISE_PATH, headers={**asks, "origin": "https://other.example"})
        read = http.post(DENOISE_PATH, content=request(), headers={"origin": PAGE})
    assert statuses == {PAGE: 200, "https://other.example": 403, "null": 403}
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, PAGE)
    assert "access-control-allow-origin" not in refused.headers
    assert read.headers["access-control-allow-origin"] == PAGE


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        ("http://cloud", "--allow-origin http://cloud."),
        ("chrome-extension://abc", "--allow-origin chrome-extension://abc."),
        ("null", "--allow-origin null --keys FILE."),
        ("<b>what no browser says</b>", "--allow-origin ORIGIN."),
    ],
)
def test_without_any_allowed_origin_no_page_may_ask_and_is_told_how_it_may(origin: str, named: str) -> None:
    with in_process(Engine(tiny_model())) as http:
        answer = http.get("/v1/models", headers={"origin": origin})
    assert (answer.status_code, answer.json()["error"]["message"].endswith(named)) == (403, True)
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("origin", "keys", "fine"), [("*", True, False), ("null", False, False), ("null", True, True), ("page", True, False)]
)
def test_origins_that_would_let_any_page_in_are_refused(origin: str, keys: bool, fine: bool) -> None:
    settings = ServiceSettings(origins=(origin,), keys=Path("keys") if keys else None)
    if fine:
        check_origins(settings)
        return
    with pytest.raises(BadRequest, match="--allow-origin"):
        check_origins(settings)


@pytest.mark.parametrize(
    ("origin", "fine"),
    [
        (PAGE, True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("moz-extension://0f-1e", True),
        ("https://xn--bcher-kva.example", True),
    ]
    + [(odd, False) for odd in (f"{PAGE}/", f"{PAGE}/page", f"{PAGE}:443", "http://page.example:80", f"{PAGE}, {PAGE}")]
    + [
        (odd, False)
        for odd in ("https://Page.example", "HTTPS://page.example", "https://", f"{PAGE}?x", "https://user@page.example", f" {PAGE}")
    ],
)
def test_an_origin_that_no_browser_says_is_refused_rather_than_never_met(origin: str, fine: bool) -> None:
    with nullcontext() if fine else pytest.raises(BadRequest, match="as browsers say it"):
        check_origins(ServiceSettings(origins=(origin,)))


def test_metrics_count_what_was_done_and_hold_no_word_of_it() -> None:
    with in_process(Engine(tiny_model())) as http:
        http.post(DENOISE_PATH, content=request())
        http.post(DENOISE_PATH, content=request(solver="zebra"))
        told = http.get("/metrics").text
    numbers = dict(re.findall(r"^(obclip_\w+(?:\{[^}]*\})?) ([\d.e+-]+)$", told, re.M))
    assert numbers[f'obclip_http_answers_total{{route="{DENOISE_PATH}",status="200"}}'] == "1.0"
    assert numbers['obclip_refusals_total{code="unknown_solver"}'] == "1.0"
    assert (numbers["obclip_steps_total"], numbers["obclip_candidates_sum"]) == ("3.0", "2.0")
    assert float(numbers["obclip_plain_generations_total"]) > 0
    for secret in ("zebra", "4242424242"):
        assert secret not in told


def test_metrics_count_errors_that_are_sent_as_frames_and_those_of_no_route() -> None:
    with in_process(Engine(tiny_model())) as http:
        answer = http.post(DENOISE_PATH, content=request(prompts=("zebra " * 30,)), headers={"accept": STREAM_TYPE})
        http.get("/zebra")
        told = http.get("/metrics").text
    assert (answer.status_code, b"prompt_too_long" in answer.content) == (200, True)
    for code in ("prompt_too_long", "no_such_route"):
        assert f'obclip_refusals_total{{code="{code}"}} 1.0' in told
    assert "zebra" not in told


def test_it_is_ready_until_its_queue_is_full() -> None:
    engine = Held()
    with in_process(engine, most_waiting=1) as http:
        before = http.get("/health/ready").status_code
        job = http.post(JOBS_PATH, content=request()).headers["location"]
        full, live = http.get("/health/ready"), http.get("/health/live")
        heads = [http.head(path) for path in ("/health/ready", "/health/live")]
        engine.leave.set()
        http.delete(job)
    assert (before, full.status_code, live.status_code) == (200, 503, 200)
    assert [head.status_code for head in heads] == [503, 200]
    assert full.json() == {"status": "the queue is full"}


def test_models_say_what_is_allowed_and_how_busy_it_is() -> None:
    with in_process(Engine(tiny_model()), most_waiting=3) as http:
        [model] = http.get("/v1/models").json()["data"]
    assert model["load"] == {"waiting": 0, "places": 3}
    assert (model["limits"]["prompts"], model["limits"]["plain_generation_steps"]) == (256, 25)
    assert (model["height"], model["width"]) == (16, 16)
    assert "dpmsolver++" in model["solvers"]


def test_the_description_names_every_route_and_the_fields_of_a_request() -> None:
    with in_process(Engine(tiny_model())) as http:
        told = http.get("/openapi.json").json()
    body = told["paths"][DENOISE_PATH]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(told["paths"]) == {
        DENOISE_PATH, JOBS_PATH, f"{JOBS_PATH}/{{job_id}}/events", f"{JOBS_PATH}/{{job_id}}/result", f"{JOBS_PATH}/{{job_id}}",
        "/v1/models", "/v1/health", "/health/live", "/health/ready", "/metrics",
    }  # fmt: skip
    assert body["properties"]["prompts"]["maxItems"] == 256
    assert body["additionalProperties"] is body["properties"]["acceleration"]["additionalProperties"] is False
    assert set(body["required"]) == {"prompts", "seed", "num_inference_steps", "switch_point", "guidance_scale"}


def broken_app() -> FastAPI:
    """An application with a route that fails in a way of its own, with a secret in its words."""
    app = create_app(Engine(tiny_model()))

    @app.get("/broken")
    async def broken() -> None:
        raise ValueError("a zebra")

    return app


def test_a_fault_of_the_application_is_one_line_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with httpx.Client(base_url="http://cloud", transport=InProcessTransport(broken_app()), headers=JSON) as http:
        answer: Any = http.get("/broken")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "machine_error")
    assert "the application failed: ValueError" in caplog.text
    assert "zebra" not in caplog.text + answer.text
    assert "Traceback" not in caplog.text

"""The HTTP application: what it answers, what it refuses, and what it never says."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import httpx2 as httpx
import pytest
import torch

from obclip.bridge import InProcessTransport
from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.cloud.service import create_app
from obclip.cloud.service.settings import ServiceSettings
from obclip.denoising.loop import OnStep
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.model import LatentModel
from obclip.protocol import DENOISE_PATH, OLD_PATH
from obclip.protocol.card import card_of
from obclip.protocol.codec import LARGEST_REQUEST, decode_reply, encode_request
from obclip.protocol.frames import STREAM_TYPE, read_frames
from obclip.protocol.limits import NO_LIMITS
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from tests import tiny

PROMPTS = ("a zebra man", "a zebra woman")
SHAPE = (4, 8, 8)
OLD_REQUEST = (
    b'{"acceleration":"none","guidance_scale":4.0,"height":null,"num_inference_steps":25,"prompts":["a zebra man","a zebra woman"],'
    b'"protocol":"obclip/1","seed":7,"solver":"dpmsolver++","switch_point":10,"width":null}'
)


def request(**changes: Any) -> bytes:
    fields = {"prompts": PROMPTS, "seed": 4242424242, "num_inference_steps": 4, "switch_point": 3, "guidance_scale": 2.0}
    return encode_request(DenoiseRequest(**{**fields, **changes}))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(StableDiffusionModel(tiny.pipeline(), name="tiny"))


@pytest.fixture
def client(engine: Engine) -> Iterator[httpx.Client]:
    with in_process(engine) as http:
        yield http


def in_process(engine: Engine, **settings: Any) -> httpx.Client:
    """A client of the application around an engine."""
    transport = InProcessTransport(create_app(engine, ServiceSettings(**settings)))
    return httpx.Client(base_url="http://cloud", transport=transport, headers={"content-type": "application/json"}, timeout=60)


def test_a_plain_client_gets_a_safetensors_reply(client: httpx.Client) -> None:
    answer = client.post(DENOISE_PATH, content=request())
    reply = decode_reply(answer.content, 2, SHAPE)
    assert reply.handover.step == 3
    assert (reply.agreement.model, reply.agreement.space.name) == ("tiny", "sd1")


def test_a_streaming_client_sees_each_step_and_then_the_reply(client: httpx.Client) -> None:
    answer = client.post(DENOISE_PATH, content=request(), headers={"accept": STREAM_TYPE})
    queued, *steps, (tag, body) = read_frames([answer.content], 1 << 20)
    assert queued == (b"QUED", b'{"ahead": 0}')
    assert [json.loads(step) for _, step in steps] == [{"step": n, "of": 3} for n in (1, 2, 3)]
    assert tag == b"DONE"
    assert len(decode_reply(body, 2, SHAPE).handover.latents) == 2


def test_half_precision_halves_the_reply_and_keeps_the_latents(client: httpx.Client) -> None:
    whole, half = (client.post(DENOISE_PATH, content=request(numbers=numbers)).content for numbers in ("float32", "float16"))
    exact, near = decode_reply(whole, 2, SHAPE).handover.latents, decode_reply(half, 2, SHAPE, "float16").handover.latents
    assert len(whole) - len(half) == 2 * 2 * 2 * 4 * 8 * 8
    assert 0 < (exact - near).abs().max() < 1e-3 * exact.abs().max()


def test_a_negative_prompt_takes_the_place_of_the_empty_one(client: httpx.Client) -> None:
    made = [client.post(DENOISE_PATH, content=request(negative_prompt=words)).content for words in (None, "", "blurred")]
    empty, same, other = (decode_reply(body, 2, SHAPE).handover.latents for body in made)
    assert torch.equal(empty, same)
    assert (empty - other).abs().max() > 1e-3


def test_levels_that_the_request_names_are_those_that_are_run(client: httpx.Client) -> None:
    own = decode_reply(client.post(DENOISE_PATH, content=request()).content, 2, SHAPE)
    named, bent = (own.agreement.levels.sigmas[:4], (*own.agreement.levels.sigmas[:3], 0.7))
    again, other = (decode_reply(client.post(DENOISE_PATH, content=request(sigmas=sigmas)).content, 2, SHAPE) for sigmas in (named, bent))
    assert torch.equal(again.handover.latents, own.handover.latents)
    assert (other.agreement.levels.sigmas, len(other.agreement.levels)) == (bent, 3)
    assert not torch.allclose(other.handover.latents, own.handover.latents, atol=1e-3)


class StepByStep(Engine):
    """Waits for leave before the second step: if the first event only arrived with the last, nobody would give it."""

    def __init__(self, model: LatentModel) -> None:
        super().__init__(model)
        self.leave = threading.Event()

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        def wait(step: int) -> None:
            on_step(step)
            assert self.leave.wait(120), "the first step was not reported before the second began"

        return super().run(job, wait)


def test_the_first_step_is_reported_before_the_second_begins(engine: Engine) -> None:
    slow = StepByStep(engine.model)
    with (
        in_process(slow) as http,
        http.stream("POST", DENOISE_PATH, content=request(), headers={"accept": STREAM_TYPE}, timeout=60) as answer,
    ):
        frames = read_frames(answer.iter_bytes(), 1 << 20)
        assert [next(frames)[0], next(frames)[0]] == [b"QUED", b"STEP"]
        slow.leave.set()
        assert [tag for tag, _ in frames] == [b"STEP", b"STEP", b"DONE"]


def test_health_and_models_say_what_is_there(client: httpx.Client, engine: Engine) -> None:
    assert client.get("/v1/health").json() == {"status": "ok", "protocol": "obclip/2"}
    [model] = client.get("/v1/models").json()["data"]
    assert model["object"] == "model"
    assert card_of(model) == replace(engine.card(), height=16, width=16, limits=NO_LIMITS)
    assert (model["id"], model["solver"], model["guidance"]) == ("tiny", "dpmsolver++", "classifier-free")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", DENOISE_PATH, b"{", 422, "bad_request"),
        ("POST", DENOISE_PATH, b'{"prompts": ["a zebra man"]}', 422, "bad_request"),
        ("POST", DENOISE_PATH, request(prompts=("zebra " * 30,)), 422, "prompt_too_long"),
        ("POST", DENOISE_PATH, request(height=9), 422, "bad_size"),
        ("POST", DENOISE_PATH, request(solver="zebra"), 422, "unknown_solver"),
        ("POST", DENOISE_PATH, request(path="flow"), 422, "bad_path"),
        ("POST", DENOISE_PATH, request(model="zebra"), 404, "unknown_model"),
        ("POST", DENOISE_PATH, request(sigmas=(9999.0, 2.0, 1.0, 0.5)), 422, "bad_levels"),
        ("POST", DENOISE_PATH, request().replace(b'"exact"', b'"zebra"'), 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b'"seed"', b'"zebra"'), 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b'"tree":false', b'"tree":true'), 422, "bad_acceleration"),
        ("POST", DENOISE_PATH, request().replace(b'"axes":[]', b'"axes":[' + b"1," * 300_000 + b"1]"), 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b'"axes":[]', b'"axes":[' + b"1," * 500 + b"1]"), 422, "bad_acceleration"),
        ("POST", DENOISE_PATH, request().replace(b"obclip/2", b"obclip/1"), 422, "other_protocol"),
        ("POST", DENOISE_PATH, OLD_REQUEST, 422, "other_protocol"),
        ("POST", OLD_PATH, OLD_REQUEST, 410, "other_protocol"),
        ("POST", DENOISE_PATH, b"x" * (LARGEST_REQUEST + 1), 413, "request_too_large"),
        ("POST", DENOISE_PATH, request()[:-1] + b',"seed":3}', 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b"4242424242", b"1" + b"0" * 9_000), 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b'"guidance_scale":2.0', b'"guidance_scale":NaN'), 422, "bad_request"),
        ("POST", DENOISE_PATH, b"[[]" + b",[]" * 300_000 + b"]", 422, "bad_request"),
        ("POST", DENOISE_PATH, request().replace(b'"axes":[]', b'"axes":[' + b"1," * 30_000 + b"1]"), 422, "bad_request"),
        ("POST", DENOISE_PATH, b'{"prompts":[' + b"1," * 30_000 + b"1]}", 422, "bad_request"),
        ("POST", DENOISE_PATH, b'[""' + b',""' * 300_000 + b"]", 422, "bad_request"),
        ("POST", DENOISE_PATH, b"[" * 500_000, 422, "bad_request"),
        ("POST", f"{DENOISE_PATH}/", request(), 404, "no_such_route"),
        ("GET", DENOISE_PATH, b"", 405, "no_such_route"),
        ("GET", "/docs", b"", 404, "no_such_route"),
    ],
)
def test_a_mistake_is_one_sentence_that_repeats_no_prompt(
    client: httpx.Client, method: str, path: str, body: bytes, status: int, code: str
) -> None:
    answer = client.request(method, path, content=body)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert set(error) == {"message", "type", "code"}
    assert len(error["message"]) <= 300
    assert "zebra" not in answer.text


@pytest.mark.parametrize("name", ["seed", "prompts", "tree"])
def test_a_field_that_stands_twice_is_named(client: httpx.Client, name: str) -> None:
    body = request().replace(f'"{name}":'.encode(), f'"{name}":"zebra","{name}":'.encode())
    error = client.post(DENOISE_PATH, content=body).json()["error"]
    assert error["message"] == f'"{name}" stands twice in the request: say it once.'


class Broken(Engine):
    """Fails as a foreign library might: with the prompt in its message."""

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        raise RuntimeError(f"cannot encode {job.request.prompts[0]!r} with seed {job.request.seed}")


class BrokenAtOnce(Engine):
    """Fails so before its first step."""

    def prepare(self, request: DenoiseRequest) -> Job:
        raise RuntimeError(f"cannot tokenize {request.prompts[0]!r} with seed {request.seed}")


@pytest.mark.parametrize("broken", [Broken, BrokenAtOnce])
@pytest.mark.parametrize("accept", ["*/*", STREAM_TYPE])
def test_a_failure_tells_neither_prompt_nor_seed_to_the_client_or_the_log(
    engine: Engine, accept: str, broken: type[Engine], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with in_process(broken(engine.model)) as http:
        answer = http.post(DENOISE_PATH, content=request(), headers={"accept": accept})
    assert "The cloud's model failed (RuntimeError)" in answer.text
    assert "denoising failed: RuntimeError" in caplog.text
    for secret in ("zebra", "4242424242"):
        assert secret not in answer.text
        assert secret not in caplog.text


class Counting(StepByStep):
    """Waits for leave after every step, and counts the steps it did."""

    def __init__(self, model: LatentModel) -> None:
        super().__init__(model)
        self.steps = 0

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        def count(step: int) -> None:
            self.steps += 1
            on_step(step)

        return super().run(job, count)


def test_a_client_that_has_gone_is_not_computed_for(engine: Engine) -> None:
    slow = Counting(engine.model)
    many = request(num_inference_steps=40, switch_point=40)
    with in_process(slow) as http:
        with http.stream("POST", DENOISE_PATH, content=many, headers={"accept": STREAM_TYPE}, timeout=60) as answer:
            assert [tag for tag, _ in islice(read_frames(answer.iter_bytes(), 1 << 20), 2)] == [b"QUED", b"STEP"]
        slow.leave.set()
        assert http.post(DENOISE_PATH, content=request()).status_code == 200
    assert slow.steps <= 2 + 3, "of the first request no more than the step at hand, of the second all"


def test_a_full_queue_refuses_at_once(engine: Engine) -> None:
    slow = StepByStep(engine.model)
    with in_process(slow, most_waiting=1) as http:
        with http.stream("POST", DENOISE_PATH, content=request(), headers={"accept": STREAM_TYPE}, timeout=60) as busy:
            frames = read_frames(busy.iter_bytes(), 1 << 20)
            assert next(frames)[0] == b"QUED"
            refused = http.post(DENOISE_PATH, content=request())
            slow.leave.set()
            assert [tag for tag, _ in frames][-1] == b"DONE"
        accepted = http.post(DENOISE_PATH, content=request())
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "queue_full")
    assert int(refused.headers["retry-after"]) >= 1
    assert f"try again in {refused.headers['retry-after']} s." in refused.json()["error"]["message"]
    assert accepted.status_code == 200


def test_a_request_that_waits_is_told_how_many_are_before_it(engine: Engine) -> None:
    slow = StepByStep(engine.model)
    accept = {"headers": {"accept": STREAM_TYPE}, "timeout": 60}
    with (
        in_process(slow) as http,
        http.stream("POST", DENOISE_PATH, content=request(), **accept) as first,
    ):
        before = read_frames(first.iter_bytes(), 1 << 20)
        assert [next(before)[0], next(before)[0]] == [b"QUED", b"STEP"]
        with http.stream("POST", DENOISE_PATH, content=request(), **accept) as second:
            behind = read_frames(second.iter_bytes(), 1 << 20)
            assert next(behind) == (b"QUED", b'{"ahead": 1}')
            slow.leave.set()
            assert [tag for tag, _ in behind] == [b"STEP", b"STEP", b"STEP", b"DONE"]


def test_candidates_are_computed_alike_in_one_call_or_in_parts(engine: Engine) -> None:
    asked = DenoiseRequest(prompts=PROMPTS, seed=1, num_inference_steps=4, switch_point=4, guidance_scale=2.0)
    whole, parts = (Engine(engine.model, most_rows=rows).denoise(asked).handover.latents for rows in (None, 1))
    assert (whole - parts).abs().max() < 1e-4 * whole.abs().max()

"""A job lives without a connection, belongs to the key that began it, and is computed once whatever comes again."""

import gc
import json
import time
import weakref
from typing import Any

import httpx2 as httpx
import pytest
import torch

from obclip.bridge import InProcessTransport
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.settings import ServiceSettings
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from obclip.protocol.codec import decode_reply
from obclip.protocol.frames import STREAM_TYPE, read_frames
from tests.cloud.asking import JSON, SHAPE, Held, Watched, in_process, request, server_sent, tiny_model

KEY = {"idempotency-key": "a-key-of-sixteen-or-more"}


def result(http: httpx.Client, where: str) -> httpx.Response:
    """When it is there."""
    for _ in range(600):
        answer = http.get(where)
        if answer.status_code != 202:
            return answer
        time.sleep(0.05)
    raise AssertionError("no result in 30 s")


def test_a_job_tells_its_place_its_steps_and_its_end_and_gives_the_same_rows() -> None:
    with in_process(Engine(tiny_model())) as http:
        begun = http.post(JOBS_PATH, content=request())
        told = begun.json()
        with http.stream("GET", told["events"]) as events:
            names = list(server_sent(events.iter_lines()))
        alone = http.post(DENOISE_PATH, content=request())
        got = result(http, told["result"])

    assert (begun.status_code, begun.headers["location"], len(told["id"])) == (202, f"{JOBS_PATH}/{told['id']}", 32)
    assert names[0][0] == "queued"
    assert [json.loads(data) for name, data in names if name == "step"] == [{"step": n, "of": 3} for n in (1, 2, 3)]
    assert names[-1] == ("done", json.dumps({"result": told["result"]}))
    one, other = (decode_reply(answer.content, 2, SHAPE).handover.latents for answer in (got, alone))
    assert torch.equal(one, other)


def test_a_deleted_job_is_cancelled_and_gone() -> None:
    engine = Held()
    with in_process(engine) as http:
        told = http.post(JOBS_PATH, content=request(num_inference_steps=40, switch_point=40)).json()
        not_yet = http.get(told["result"])
        deleted = http.delete(f"{JOBS_PATH}/{told['id']}")
        engine.leave.set()
        after = http.post(DENOISE_PATH, content=request())
        gone = http.get(told["result"])
    assert (not_yet.status_code, deleted.status_code, after.status_code, gone.status_code) == (202, 204, 200, 404)
    assert not_yet.headers["retry-after"] == "1"
    assert engine.steps <= 2 + 3


def test_a_job_that_is_deleted_while_its_events_are_read_ends_all_the_same_and_its_readers_are_told() -> None:
    engine = Held()
    with in_process(engine) as http:
        told = http.post(JOBS_PATH, content=request(num_inference_steps=40, switch_point=40)).json()
        with http.stream("GET", told["events"]) as events:
            read = server_sent(events.iter_lines())
            first = next(read)
            deleted = http.delete(f"{JOBS_PATH}/{told['id']}")
            engine.leave.set()
            *_, (name, data) = [first, *read]
        gone = http.get(told["result"])
    assert (deleted.status_code, gone.status_code) == (204, 404)
    assert (name, json.loads(data)["error"]["code"]) == ("failed", "client_gone")
    assert engine.steps <= 2


def test_a_failed_job_says_so_in_its_events_and_its_result() -> None:
    with in_process(Engine(tiny_model())) as http:
        told = http.post(JOBS_PATH, content=request(prompts=("zebra " * 30,))).json()
        failed = result(http, told["result"])
        with http.stream("GET", told["events"]) as events:
            *_, (name, data) = server_sent(events.iter_lines())
    assert (failed.status_code, failed.json()["error"]["code"]) == (422, "prompt_too_long")
    assert (name, json.loads(data)["error"]["code"]) == ("failed", "prompt_too_long")


def test_results_are_forgotten_after_their_time() -> None:
    with in_process(Engine(tiny_model()), keep_seconds=0.0) as http:
        told = http.post(JOBS_PATH, content=request()).json()
        with http.stream("GET", told["events"]) as events:
            list(server_sent(events.iter_lines()))
        for _ in range(100):
            if http.get(told["result"]).status_code == 404:
                return
            time.sleep(0.05)
    raise AssertionError("it is still there")


@pytest.mark.parametrize("path", [DENOISE_PATH, JOBS_PATH])
def test_the_same_key_and_bytes_are_computed_once(path: str) -> None:
    engine = Watched()
    with in_process(engine) as http:
        first, second = (http.post(path, content=request(), headers=KEY) for _ in range(2))
        if path == JOBS_PATH:
            assert first.json() == second.json()
            first, second = (result(http, answer.json()["result"]) for answer in (first, second))
    assert first.content == second.content
    assert engine.steps == 3
    assert len(decode_reply(first.content, 2, SHAPE).handover.latents) == 2


def test_another_body_under_the_same_key_is_a_conflict() -> None:
    with in_process(Engine(tiny_model())) as http:
        answers = [http.post(DENOISE_PATH, content=request(seed=seed), headers=KEY) for seed in (1, 2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["error"]["code"] == "key_conflict"


@pytest.mark.parametrize("key", ["short", "x" * 129, "a key with spaces in it", "a-zebra-in-a-key/../.."])
def test_a_key_of_another_form_is_refused(key: str) -> None:
    with in_process(Engine(tiny_model())) as http:
        answer = http.post(DENOISE_PATH, content=request(), headers={"idempotency-key": key})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_idempotency_key")


def test_a_retry_after_the_connection_was_lost_is_computed_anew_and_a_finished_one_is_not() -> None:
    engine = Held()
    frames: dict[str, Any] = {"headers": {"accept": STREAM_TYPE, **KEY}}
    with in_process(engine) as http:
        with http.stream("POST", DENOISE_PATH, content=request(), **frames) as lost:
            job = lost.headers["obclip-job"]
            next(read_frames(lost.iter_bytes(), 1 << 20))
        engine.leave.set()
        again = http.post(DENOISE_PATH, content=request(), headers=KEY)
        steps = engine.steps
        kept = http.get(f"{JOBS_PATH}/{again.headers['obclip-job']}/result")
        gone = http.get(f"{JOBS_PATH}/{job}/result")
    assert again.status_code == 200
    assert engine.steps == steps
    assert (kept.content, gone.status_code) == (again.content, 404)


def test_results_that_nobody_fetches_are_bounded() -> None:
    with in_process(Engine(tiny_model()), most_kept_bytes=50_000) as http:
        jobs = [http.post(JOBS_PATH, content=request(seed=seed)) for seed in range(5)]
        refused = [job for job in jobs if job.status_code == 503]
        http.delete(jobs[0].headers["location"])
        again = http.post(JOBS_PATH, content=request())
    assert 1 <= len(refused) < 5
    assert all(int(job.headers["retry-after"]) >= 1 for job in refused)
    assert all(f"try again in {job.headers['retry-after']} s." in job.text for job in refused)
    assert again.status_code == 202


def test_what_is_deleted_leaves_the_memory_at_once() -> None:
    app = create_app(Engine(tiny_model()), ServiceSettings())
    with httpx.Client(base_url="http://cloud", transport=InProcessTransport(app), headers=JSON, timeout=60) as http:
        told = http.post(JOBS_PATH, content=request()).json()
        result(http, told["result"])
        kept = weakref.ref(app.state.desk._tasks[told["id"]])
        gc.disable()
        try:
            http.delete(f"{JOBS_PATH}/{told['id']}")
            http.get("/health/live")
            assert kept() is None, "neither a timer nor a ring of references holds it"
        finally:
            gc.enable()


def test_no_number_of_jobs_that_fail_keeps_others_out_or_fills_the_memory() -> None:
    app = create_app(Engine(tiny_model()), ServiceSettings(most_kept_bytes=100_000))
    with httpx.Client(base_url="http://cloud", transport=InProcessTransport(app), headers=JSON, timeout=60) as http:
        for seed in range(20):
            begun = http.post(JOBS_PATH, content=request(prompts=("zebra " * 30,), seed=seed))
            assert (begun.status_code, result(http, begun.json()["result"]).status_code) == (202, 422)
        assert http.post(JOBS_PATH, content=request()).status_code == 202
        assert len(app.state.desk._tasks) <= 7

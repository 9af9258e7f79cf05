"""Requests before many replicas: none is lost with one of them, and each is cancelled where it is computed."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
import torch

from obclip.cloud.engine import Engine
from obclip.cloud.ray_queue import ATTEMPTS, Replica, ReplicaQueue, Said
from obclip.cloud.worker import Done
from obclip.errors import BadRequest, MachineError, ObclipError, QueueFull
from obclip.protocol.codec import decode_reply
from obclip.protocol.request import DenoiseRequest
from tests.cloud.asking import SHAPE, Held, asked, tiny_model


class Lost(Exception):
    """What a dead machine looks like."""


class Busy(Exception):
    """What machines look like that have as much as they take."""


class Handle:
    """Two replicas in this process, of which the first dies after a step, as often as told."""

    def __init__(self, engine: Engine, deaths: int = 0, dying: type[Exception] = Lost) -> None:
        self.replica = Replica(engine, most_waiting=4)
        self.deaths, self.dying = deaths, dying
        self.denoise: Any = self

    async def remote(self, body: bytes) -> AsyncGenerator[Said, None]:
        async for said in self.replica.denoise(body):
            yield said
            if self.deaths:
                self.deaths -= 1
                raise self.dying


def asked_of(handle: Handle, request: DenoiseRequest, **settings: Any) -> tuple[Done | ObclipError, list[int]]:
    steps: list[int] = []

    async def ask() -> Done:
        queue = ReplicaQueue(handle, most_waiting=4, lost=(Lost,), **settings)
        return await asyncio.wrap_future(queue.submit(request, steps.append).future)

    try:
        return asyncio.run(ask()), steps
    except ObclipError as error:
        return error, steps


def test_a_request_whose_replica_dies_is_computed_by_another_and_tells_each_step_once() -> None:
    done, steps = asked_of(Handle(Engine(tiny_model()), deaths=2), asked())
    assert isinstance(done, Done)
    expected = Engine(tiny_model()).denoise(asked()).handover.latents
    assert torch.equal(decode_reply(done.body, 2, SHAPE).handover.latents, expected)
    assert steps == [0, 1, 2]


def test_it_is_given_up_after_some_deaths() -> None:
    failed, _ = asked_of(Handle(Engine(tiny_model()), deaths=ATTEMPTS), asked(num_inference_steps=40, switch_point=40))
    assert type(failed) is MachineError


def test_an_error_of_the_model_comes_back_as_what_it_is() -> None:
    failed, _ = asked_of(Handle(Engine(tiny_model())), asked(prompts=("zebra " * 30,)))
    assert (type(failed), getattr(failed, "code", None)) == (BadRequest, "prompt_too_long")


def test_busy_replicas_are_a_full_queue() -> None:
    failed, _ = asked_of(Handle(Engine(tiny_model()), deaths=1, dying=Busy), asked(), busy=(Busy,))
    assert isinstance(failed, QueueFull)


def test_a_dropped_request_ends_where_it_is_computed() -> None:
    engine = Held()
    handle = Handle(engine)

    async def drop() -> BaseException | None:
        queue = ReplicaQueue(handle, most_waiting=1, lost=(Lost,))
        began = asyncio.Event()
        ticket = queue.submit(asked(num_inference_steps=40, switch_point=40), lambda step: began.set())
        await asyncio.wait_for(began.wait(), 30)
        with pytest.raises(QueueFull):
            queue.submit(asked())
        queue.drop(ticket)
        ended = asyncio.wrap_future(ticket.future)
        await asyncio.wait([ended], timeout=30)
        engine.leave.set()
        while handle.replica.worker.waiting:
            await asyncio.sleep(0.01)
        return ended.exception()

    assert isinstance(asyncio.run(drop()), MachineError)
    assert engine.steps <= 2

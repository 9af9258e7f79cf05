"""One thread computes; who has gone is not computed for; a failure is one request's own."""

import gc
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import wait

import pytest
import torch

from obclip.cloud.acceleration.ledger import Ledger
from obclip.cloud.engine import Engine, Job
from obclip.cloud.worker import Done, Worker
from obclip.denoising.loop import OnStep
from obclip.errors import MachineError, ObclipError, OutOfMemory, QueueFull
from obclip.protocol.codec import decode_reply
from obclip.protocol.reply import DenoiseReply
from tests.cloud.asking import SHAPE, Held, Watched, asked, tiny_model
from tests.running import until


def outcome(ticket: object) -> Done | ObclipError:
    try:
        return ticket.future.result(30)  # type: ignore[attr-defined, no-any-return]
    except ObclipError as error:
        return error


def test_planning_and_computing_happen_on_one_thread_of_the_workers_own() -> None:
    engine = Watched()
    worker = Worker(engine)
    wait([worker.submit(asked(seed=seed)).future for seed in range(3)], 30)
    assert len(engine.planned_on) == 3
    assert len(set(engine.planned_on)) == 1
    assert threading.current_thread().name not in engine.planned_on


def test_places_are_counted_and_a_full_queue_refuses() -> None:
    engine = Held()
    worker = Worker(engine, most_waiting=2)
    first, second = worker.submit(asked()), worker.submit(asked())
    assert worker.ahead(second) == 1
    with pytest.raises(QueueFull):
        worker.submit(asked())
    engine.leave.set()
    wait([first.future, second.future], 30)
    assert worker.waiting <= 1, "the last one may just be ending"
    assert isinstance(outcome(worker.submit(asked())), Done)


HOURS = 7_200.0


def test_a_window_ends_when_nobody_else_can_join() -> None:
    """Else each of these would wait for hours."""
    worker = Worker(Watched(), most_together=2, window=HOURS)
    pair = [worker.submit(asked(seed=seed)) for seed in (1, 2)]
    assert [getattr(outcome(ticket), "together", None) for ticket in pair] == [2, 2]
    alone = worker.submit(asked(solver="euler-ancestral"))
    assert getattr(outcome(alone), "together", None) == 1, "its solver shares with nobody"
    full = Worker(Watched(), most_waiting=2, most_together=8, window=HOURS)
    others = [full.submit(asked(num_inference_steps=steps)) for steps in (4, 5)]
    assert getattr(outcome(others[0]), "together", None) == 1, "the queue is full of others"
    full.close()


@pytest.mark.parametrize("end", [lambda worker, ticket: worker.drop(ticket), lambda worker, ticket: worker.close()], ids=["drop", "close"])
def test_a_window_ends_with_whom_it_is_for(end: Callable[[Worker, object], None]) -> None:
    engine = Watched()
    worker = Worker(engine, most_together=2, window=HOURS)
    ticket = worker.submit(asked())
    assert until(lambda: worker.waiting == 1 and worker.ahead(ticket) == 0)
    end(worker, ticket)
    assert isinstance(outcome(ticket), MachineError)
    assert engine.steps == 0


def test_a_waiting_ticket_that_is_dropped_is_never_computed_and_frees_its_place() -> None:
    engine = Held()
    worker = Worker(engine, most_waiting=2)
    running, waiting = worker.submit(asked()), worker.submit(asked())
    worker.drop(waiting)
    assert isinstance(outcome(waiting), MachineError)
    assert waiting.request is None
    last = worker.submit(asked())
    engine.leave.set()
    assert [type(outcome(ticket)) for ticket in (running, last)] == [Done, Done]
    assert engine.steps == 6


def test_a_running_ticket_that_is_dropped_ends_after_the_step_at_hand_which_is_told_as_it_is_booked() -> None:
    engine = Held()
    worker = Worker(engine)
    began = threading.Event()
    told: list[int] = []

    def on_step(step: int) -> None:
        told.append(step)
        began.set()

    ticket = worker.submit(asked(num_inference_steps=40, switch_point=40), on_step)
    assert began.wait(30)
    worker.drop(ticket)
    engine.leave.set()
    assert isinstance(outcome(ticket), MachineError)
    assert engine.steps <= 2
    assert told == list(range(engine.steps))


class Failing(Engine):
    """Its first request fails after its second step, in a way of its own."""

    def __init__(self, error: Callable[[], Exception]) -> None:
        super().__init__(tiny_model())
        self.errors = [error]
        self.held: list[weakref.ref[torch.Tensor]] = []

    def run(self, job: Job, on_step: OnStep = lambda step: None) -> tuple[DenoiseReply, Ledger]:
        mine = torch.zeros(3)

        def fail(step: int) -> None:
            on_step(step)
            if step == 1 and self.errors:
                self.held.append(weakref.ref(mine))
                raise self.errors.pop()()

        return super().run(job, fail)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (lambda: RuntimeError("a zebra in step 3"), MachineError),
        (lambda: torch.OutOfMemoryError("CUDA out of memory"), OutOfMemory),
        (MemoryError, OutOfMemory),
        (lambda: RuntimeError("DefaultCPUAllocator: can't allocate memory"), OutOfMemory),
    ],
)
def test_after_a_failure_the_next_reply_is_right_and_nothing_of_the_failed_one_lives_on(
    error: Callable[[], Exception], kind: type[ObclipError]
) -> None:
    engine = Failing(error)
    worker = Worker(engine)
    expected = Engine(engine.model).denoise(asked()).handover.latents
    hooks = [(name, type(module.forward)) for name, module in engine.model.network.named_modules()]
    failed = outcome(worker.submit(asked()))
    after = outcome(worker.submit(asked()))

    assert type(failed) is kind
    assert "zebra" not in str(failed)
    assert isinstance(after, Done)
    assert torch.equal(decode_reply(after.body, 2, SHAPE).handover.latents, expected)
    assert hooks == [(name, type(module.forward)) for name, module in engine.model.network.named_modules()]
    gc.collect()
    assert engine.held[0]() is None

"""Where requests are let in, and what is known of those that were: admission, tasks, idempotency, budgets. On the event loop only."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from fastapi import Request

from obclip.cloud.admission import ModelFacts, check, generations, plan_name
from obclip.cloud.door import check_key, decode_request
from obclip.cloud.worker import Done, Gone, Ticket, queue_full
from obclip.denoising.loop import OnStep
from obclip.errors import ModelDown, ObclipError, QueueFull, Refusal
from obclip.protocol.canonical import digest
from obclip.protocol.limits import most_work
from obclip.protocol.request import DenoiseRequest

from .budgets import Budgets
from .keys import ANYBODY, Key, KeyRing
from .metrics import Metrics
from .request_log import write_line
from .settings import ServiceSettings
from .task import Task


class Queue(Protocol):
    """What computes: a worker with a thread, or many on other machines."""

    most_waiting: int

    @property
    def waiting(self) -> int: ...

    @property
    def full(self) -> bool: ...

    @property
    def alive(self) -> bool: ...

    def ahead(self, ticket: Ticket) -> int: ...

    def submit(self, request: DenoiseRequest, on_step: OnStep = ...) -> Ticket: ...

    def drop(self, ticket: Ticket) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class _Numbers:
    """Of a request under way, for books and logs: its prompts are let go of with its ticket."""

    n: int
    k: int
    t: int
    plan: str
    most: float


class Desk:
    """queue: what computes. facts: of its model. Raises BadRequest for files of keys or budgets that cannot be used."""

    def __init__(self, queue: Queue, facts: ModelFacts, settings: ServiceSettings, metrics: Metrics) -> None:
        self.queue, self.facts, self.settings, self.metrics = queue, facts, settings, metrics
        self.keys = None if settings.keys is None else KeyRing(settings.keys)
        self.budgets = Budgets(settings.budgets)
        self.draining = False
        self._tasks: dict[str, Task] = {}
        self._by_key: dict[tuple[str, str], Task] = {}
        self._held: Counter[str] = Counter()
        self._seconds_each = 1.0
        metrics.places.set(queue.most_waiting)

    def owner(self, request: Request) -> Key:
        """Whose request it is. Raises Refusal (401)."""
        return ANYBODY if self.keys is None else self.keys.find(request.headers.get("authorization"))

    def open(self, request: Request) -> Key:
        """Before a body is read: whose it is, and whether it may come in. Raises Refusal, QueueFull."""
        key = self.owner(request)
        self.budgets.count(key)
        return key

    def accept(self, owner: Key, body: bytes, idempotency_key: str | None, *, job: bool = False) -> Task:
        """A task for these bytes: the one that is there already, if the key and the bytes are the same. Raises what refuses it."""
        check_key(idempotency_key)
        known = self._known(owner, digest(body), idempotency_key)
        if known is not None:
            known.job = known.job or job
            return known
        self._check_open()
        self._check_share(owner)
        asked = decode_request(body)
        check(asked, self.facts, self.settings.limits)
        most = most_work(asked, self.facts.own)
        task = Task(
            owner.name, digest(body), asked.switch_point, job=job, key=idempotency_key, expected_bytes=8 * self.facts.latent_numbers(asked)
        )
        self._make_room(task)
        self.budgets.reserve(owner, most)
        try:
            self._start(task, owner, asked, most)
        except ObclipError:
            self.budgets.book(owner, most, 0.0)
            raise
        return task

    def find(self, owner: Key, task_id: str) -> Task:
        """Raises Refusal (404), also for another key's."""
        task = self._tasks.get(task_id)
        if task is None or task.owner != owner.name:
            raise Refusal("There is no such job, or not any more.", code="no_such_job", status=404)
        return task

    def remove(self, task: Task) -> None:
        """It is cancelled, and forgotten, whoever still listens: they are told its end."""
        cancel = task.cancel
        self._forget(task)
        if task.outcome is None:
            cancel()

    @property
    def ready(self) -> str | None:
        """None if a request would be accepted now; else why not."""
        if self.draining:
            return "draining"
        if not self.queue.alive:
            return "the model is down"
        return "the queue is full" if self.queue.full else None

    @property
    def unfinished(self) -> bool:
        """Whether anybody still waits for something: a computation, or a job's result that was not fetched."""
        waits = (task.outcome is None or task.listened_to or (task.job and not task.fetched) for task in self._tasks.values())
        return any(waits)

    def refresh(self) -> None:
        """Bring the gauges up to date."""
        self.metrics.waiting.set(self.queue.waiting)
        self.metrics.kept_bytes.set(sum(task.kept_bytes for task in self._tasks.values()))
        self.metrics.ready.set(self.ready is None)

    def close(self) -> None:
        self.queue.close()
        self.budgets.close()

    def _check_open(self) -> None:
        if self.draining:
            raise QueueFull("This cloud is about to stop: try another one, or again in 30 s.", code="draining", retry_after=30)
        if not self.queue.alive:
            raise ModelDown("The cloud's model is down: try another cloud, or again in a minute.")

    def _check_share(self, owner: Key) -> None:
        """Where several keys share a queue, none fills it: one alone may hold half of its places, two a third each, and whoever has none
        finds one. Raises Refusal (429)."""
        free, held = self.queue.most_waiting - self.queue.waiting, self._held[owner.name]
        if self.keys is not None and self.keys.several and 0 < free <= held:
            wait = self._wait()
            raise Refusal(
                f"This key has {held} requests waiting, and leaves what places are free to other keys: try again in {wait} s.",
                code="too_many_requests",
                status=429,
                retry_after=wait,
            )

    def _known(self, owner: Key, body_digest: str, key: str | None) -> Task | None:
        task = None if key is None else self._by_key.get((owner.name, key))
        if task is None:
            return None
        if task.digest != body_digest:
            raise Refusal("Another request came with this Idempotency-Key: send a fresh key with each.", code="key_conflict", status=409)
        return None if isinstance(task.outcome, ObclipError) else task

    def _start(self, task: Task, owner: Key, asked: DenoiseRequest, most: float) -> None:
        loop = asyncio.get_running_loop()

        def hop(call: Callable[..., None], *arguments: object) -> None:
            with suppress(RuntimeError):  # the loop has ended, and whoever listened with it
                loop.call_soon_threadsafe(call, *arguments)

        try:
            ticket = self.queue.submit(asked, lambda step: hop(task.advance, step + 1))
        except QueueFull:
            raise queue_full(self._wait()) from None
        numbers = _Numbers(
            len(asked.prompts), asked.switch_point, asked.num_inference_steps, plan_name(asked.acceleration, asked.switch_point), most
        )
        task.ahead = lambda: self.queue.ahead(ticket)
        task.cancel = lambda: self.queue.drop(ticket)
        task.leave = lambda: self._left(task)
        self._tasks[task.id] = task
        self._held[owner.name] += 1
        if task.key is not None:
            self._by_key[owner.name, task.key] = task
        self.metrics.accepted(asked)

        def ended(future: "Future[Done]") -> None:
            error = future.exception()
            outcome = future.result() if error is None else error
            work = outcome.work if isinstance(outcome, Done | Gone) else None
            hop(self._ended, task, owner, numbers, None if work is None else generations(work, asked, self.facts), outcome)

        ticket.future.add_done_callback(ended)

    def _ended(self, task: Task, owner: Key, numbers: _Numbers, booked: float | None, outcome: Done | ObclipError) -> None:
        """booked: plain generations, where the ledger is known. Of a replica that was left it is not: its steps count as what they could
        have taken, or whoever leaves before the end would ask for nothing."""
        taken = booked or 0.0
        if booked is None and isinstance(outcome, Gone):
            taken = numbers.most * task.step / task.steps
        self.budgets.book(owner, numbers.most, taken)
        self._held[owner.name] -= 1
        self.metrics.generations.inc(taken)
        self.metrics.steps.inc(task.step)
        if isinstance(outcome, Done):
            self.metrics.compute_seconds.observe(outcome.seconds)
            self.metrics.stacked.inc(outcome.together > 1)
            self._seconds_each += 0.2 * (outcome.seconds - self._seconds_each)
        code = "ok" if isinstance(outcome, Done) else outcome.code
        took = round(1000 * (time.monotonic() - task.began))
        told = {"n": numbers.n, "k": numbers.k, "t": numbers.t, "plan": numbers.plan, "work": round(taken, 3), "ms": took, "outcome": code}
        write_line(id=task.id[:8], **told)
        task.finish(outcome)
        if task.id in self._tasks:
            task.expiry = asyncio.get_running_loop().call_later(self.settings.keep_seconds, self._forget, task)

    def _left(self, task: Task) -> None:
        """The last listener has gone. A job goes on; what ended under a key is kept for a retry; everything else ends here."""
        if task.job or (task.key is not None and task.outcome is not None):
            return
        self.remove(task)

    def _forget(self, task: Task) -> None:
        task.forgotten()
        self._tasks.pop(task.id, None)
        place = task.owner, task.key or ""
        if self._by_key.get(place) is task:
            del self._by_key[place]

    def _make_room(self, task: Task) -> None:
        """For one result more, by letting go of the oldest that are kept for a retry only, or have failed. Raises QueueFull."""
        held = sum(known.kept_bytes for known in self._tasks.values())
        for known in list(self._tasks.values()):
            if held + task.kept_bytes <= self.settings.most_kept_bytes:
                return
            if known.outcome is not None and not known.listened_to and (not known.job or isinstance(known.outcome, ObclipError)):
                held -= known.kept_bytes
                self._forget(known)
        if held and held + task.kept_bytes > self.settings.most_kept_bytes:
            wait = self._wait()
            raise QueueFull(
                f"The cloud holds as many results as it can: fetch and delete yours, or try again in {wait} s.", retry_after=wait
            )

    def _wait(self) -> int:
        """Seconds until a place is likely to be free."""
        return max(1, min(60, round(self._seconds_each)))

"""What Prometheus may know: counts, seconds, work and places. No prompt, no seed, no key and no id is a label."""

import time
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from obclip.protocol.request import DenoiseRequest

# 5 ms to 10 minutes, each bound 12 % above the one before: a quantile that is read from them is off by half of that.
SECONDS = tuple(0.005 * 1.12**place for place in range(104))
CANDIDATES = (1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256)


class Metrics:
    """Of one application: it has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        make: dict[str, Any] = {"registry": self.registry}
        self.answers = Counter("obclip_http_answers", "Answers by route and status.", ("route", "status"), **make)
        self.answer_seconds = Histogram(
            "obclip_http_seconds", "From a request's head to the last byte of its answer.", ("route",), buckets=SECONDS, **make
        )
        self.answered_seconds = Histogram(
            "obclip_http_answered_seconds", "The same, of answers with status 200.", ("route",), buckets=SECONDS, **make
        )
        self.refusals = Counter("obclip_refusals", "Errors by their code.", ("code",), **make)
        self.compute_seconds = Histogram("obclip_compute_seconds", "On the compute thread, for one request.", buckets=SECONDS, **make)
        self.candidates = Histogram("obclip_candidates", "Prompts of a request.", buckets=CANDIDATES, **make)
        self.steps = Counter("obclip_steps", "Steps computed, for all candidates together.", **make)
        self.generations = Counter("obclip_plain_generations", "Work done, by the ledger, in plain generations.", **make)
        self.stacked = Counter("obclip_stacked_requests", "Requests that shared their network calls with others.", **make)
        self.waiting = Gauge("obclip_waiting", "Requests that wait or are computed.", **make)
        self.places = Gauge("obclip_places", "Requests that may wait or be computed.", **make)
        self.kept_bytes = Gauge("obclip_kept_bytes", "Of results in memory.", **make)
        self.ready = Gauge("obclip_ready", "1 if new requests are accepted.", **make)

    def accepted(self, request: DenoiseRequest) -> None:
        self.candidates.observe(len(request.prompts))


class Timed:
    """Middleware that counts and times the answers of an application."""

    def __init__(self, app: Any, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0

        async def sent(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, sent)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self.metrics.answers.labels(route, str(status)).inc()
            took = time.perf_counter() - start
            self.metrics.answer_seconds.labels(route).observe(took)
            if status == 200:
                self.metrics.answered_seconds.labels(route).observe(took)


def routes(metrics: Metrics, allow: Callable[[Request], object], refresh: Callable[[], None]) -> APIRouter:
    """`/metrics`, for those who have a key if keys are asked for."""
    router = APIRouter()

    @router.get("/metrics", responses={200: {"content": {"text/plain": {}}}}, response_class=Response)
    async def told(request: Request) -> Response:
        allow(request)
        refresh()
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router

"""An ASGI application as a transport of httpx, in this process: body chunks arrive as the application sends them.

httpx's own ASGITransport has no synchronous form and hands a body over only when it is complete, so that no progress could be shown.
"""

import asyncio
import queue
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import httpx2 as httpx

_END = object()


class InProcessTransport(httpx.BaseTransport):
    """Calls `app` in an event loop on a thread of its own, which lives until `close` and does not keep the process alive."""

    def __init__(self, app: Any) -> None:
        self.app: Any = app
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="obclip-in-process", daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(request.read())
        exchange.running = asyncio.run_coroutine_threadsafe(exchange.run(self.app, _scope(request)), self._loop)
        head = exchange.next()
        if not isinstance(head, dict):
            raise httpx.RemoteProtocolError("the application ended without an answer", request=request)
        return httpx.Response(head["status"], headers=head["headers"], stream=_Body(exchange), request=request)

    def close(self) -> None:
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
        self.app = None

    async def _end(self) -> None:
        """Cancel what still waits, for instance for a client that has gone."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Exchange:
    """One request and its answer: events pass from the event loop to the waiting thread through a queue."""

    def __init__(self, body: bytes) -> None:
        self._waiting = [{"type": "http.request", "body": body, "more_body": False}]
        self._events: queue.Queue[Any] = queue.Queue()
        self._ended = False
        self.running: Future[None] = Future()

    async def run(self, app: Any, scope: dict[str, Any]) -> None:
        try:
            await app(scope, self._receive, self._send)
        finally:
            self._events.put(_END)

    def next(self) -> Any:
        event = self._events.get()
        self._ended = event is _END
        return event

    def stop(self) -> None:
        """End the application's call, if it still goes on, as a server does when the client hangs up; it has ended on return."""
        self.running.cancel()
        while not self._ended:
            self.next()

    async def _receive(self) -> dict[str, Any]:
        if self._waiting:
            return self._waiting.pop()
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._events.put({"status": message["status"], "headers": list(message.get("headers", []))})
        elif message["type"] == "http.response.body":
            self._events.put(message.get("body", b""))


class _Body(httpx.SyncByteStream):
    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        while (event := self._exchange.next()) is not _END:
            yield event

    def close(self) -> None:
        self._exchange.stop()


def _scope(request: httpx.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path,
        "query_string": request.url.query,
        "server": ("obclip.in-process", 80),
        "client": None,
        "root_path": "",
    }

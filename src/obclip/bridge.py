"""An ASGI application as a transport of httpx, in this process: body chunks arrive as the application sends them.

httpx's own ASGITransport has no synchronous form and hands a body over only when it is complete, so that no progress could be shown.
"""

import queue
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

_END = object()


class InProcessTransport(httpx.BaseTransport):
    """Calls `app` in an event loop on a thread of its own, which lives until `close`."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._context = start_blocking_portal()
        self._portal: BlockingPortal = self._context.__enter__()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(request.read())
        self._portal.start_task_soon(exchange.run, self.app, _scope(request))
        head = exchange.next()
        if not isinstance(head, dict):
            raise httpx.RemoteProtocolError("the application ended without an answer", request=request)
        return httpx.Response(head["status"], headers=head["headers"], stream=_Body(exchange), request=request)

    def close(self) -> None:
        self._context.__exit__(None, None, None)


class _Exchange:
    """One request and its answer: events pass from the event loop to the waiting thread through a queue."""

    def __init__(self, body: bytes) -> None:
        self._waiting = [{"type": "http.request", "body": body, "more_body": False}]
        self._events: queue.Queue[Any] = queue.Queue()

    async def run(self, app: Any, scope: dict[str, Any]) -> None:
        try:
            await app(scope, self._receive, self._send)
        finally:
            self._events.put(_END)

    def next(self) -> Any:
        return self._events.get()

    async def _receive(self) -> dict[str, Any]:
        if self._waiting:
            return self._waiting.pop()
        import anyio

        await anyio.sleep_forever()
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

"""A real cloud for the page's tests: `obclip serve`'s application, each request counted on standard output. cloud.py MODEL ORIGIN [ORIGIN ...]"""

import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.middleware.cors import CORSMiddleware

from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.models.loading import load_model

model, *origins = sys.argv[1:]
app = create_app(Engine(load_model(model, device="cpu")))
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["content-type", "authorization"])


async def counted(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    if scope["type"] == "http":
        print(scope["method"], scope["path"], scope["query_string"].decode(), flush=True)
    await app(scope, receive, send)


with suppress(KeyboardInterrupt), socket.create_server(("127.0.0.1", 0)) as listener:
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(counted, access_log=False, log_level="warning", server_header=False)).run(sockets=[listener])

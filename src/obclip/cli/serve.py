"""`obclip serve`: the cloud half over HTTP."""

import socket
from contextlib import suppress
from typing import Annotated

import typer
from rich.console import Console

from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT

from .downloads import AllowDownload, Yes, confirm_downloads

console = Console(stderr=True, highlight=False)


def serve(
    model: Annotated[str, typer.Option(help="The large model (a name, folder or hub id).")] = CLOUD_DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 8765,
    dtype: Annotated[str | None, typer.Option(help="float32, bfloat16 or float16; float32 on a CPU if left out.")] = None,
    device: Annotated[str | None, typer.Option(help="cpu, cuda, or mps (an Apple GPU); a GPU if there is one.")] = None,
    most_rows: Annotated[int, typer.Option(help="Rows of candidates in one call of the network; fewer need less memory.", min=1)] = 64,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Run the first steps for others: receives candidate prompts, returns latents, and writes no prompt to any log."""
    confirm_downloads([model], allow_download, yes)
    with _listen(host, port) as listener:
        with console.status("Loading the model"):
            from obclip.cloud.engine import Engine
            from obclip.cloud.service import create_app
            from obclip.models.loading import load_model

            loaded = load_model(model, dtype=dtype, device=device, allow_download=allow_download)
            app = create_app(Engine(loaded, most_rows=most_rows))
        import uvicorn

        where = f"http://{host}:{listener.getsockname()[1]}"
        console.print(f"obclip cloud: {loaded.name} ({loaded.space.name}) at {where}, Ctrl-C ends it.", soft_wrap=True)
        if host not in ("127.0.0.1", "localhost", "::1"):
            console.print("It listens beyond this machine, without a key and without TLS: put a proxy before it.")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a port in use is one sentence before the model is loaded."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadRequest(
            f"Cannot listen on {host}:{port} ({error.strerror or error}): choose another --host or --port.", code="cannot_listen"
        ) from None

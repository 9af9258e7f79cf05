"""The page's own files, which hold no secret, under a path that nobody can guess."""

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("page")
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
# The page runs its own modules, speaks to where it came from and to nobody else, and stands in no other page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def page_files() -> Mapping[str, bytes]:
    """By their names below the page: "" for the page itself."""
    found = {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in FOLDER.rglob("*") if file.suffix in KINDS}
    return {"": found.pop("index.html"), **found}


def page_routes(path: str) -> list[Route]:
    """path: begins and ends with a slash."""

    def route(name: str, body: bytes) -> Route:
        kind = KINDS[Path(name or "index.html").suffix]

        async def answer(_: Request) -> Response:
            return Response(body, media_type=kind, headers={"Content-Security-Policy": POLICY})

        return Route(path + name, answer)

    return [route(name, body) for name, body in page_files().items()]

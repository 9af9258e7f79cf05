"""Whether the process answers, and whether a request would be accepted now: for load balancers and supervisors. No key is asked for."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from obclip.protocol import PROTOCOL

from .desk import Desk
from .schema import responses


def routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/health")
    @router.get("/health/live")
    @router.head("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "ok", "protocol": PROTOCOL}

    @router.get("/health/ready", responses=responses(200, "application/json", also=(503,)), response_class=JSONResponse)
    @router.head("/health/ready", include_in_schema=False)
    async def ready() -> Response:
        why = desk.ready
        return JSONResponse({"status": why or "ready"}, status_code=503 if why else 200, headers={"Retry-After": "5"} if why else None)

    return router

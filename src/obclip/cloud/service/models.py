"""`/v1/models`: what the cloud runs, what it allows, and how busy it is."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request

from obclip.denoising.solvers import SOLVERS
from obclip.protocol.canonical import plain

from .desk import Desk
from .schema import responses


def routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/models", responses=responses(200, "application/json"))
    async def models(request: Request) -> dict[str, Any]:
        desk.owner(request)
        facts = desk.facts
        card = replace(facts.card, height=facts.height, width=facts.width, limits=desk.settings.limits)
        return {"object": "list", "data": [{"object": "model", **plain(card), "solvers": list(SOLVERS), "load": _load(desk)}]}

    return router


def _load(desk: Desk) -> dict[str, Any]:
    return {"waiting": desk.queue.waiting, "places": desk.queue.most_waiting}

"""`/v1/models`: what the cloud runs, what it allows, and how busy it is."""

from typing import Any

from fastapi import APIRouter, Request

from obclip.cloud.admission import PLAIN_STEPS
from obclip.denoising.solvers import SOLVERS
from obclip.protocol.canonical import plain
from obclip.protocol.request import LARGEST_SIDE

from .desk import Desk
from .schema import responses


def routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/models", responses=responses(200, "application/json"))
    async def models(request: Request) -> dict[str, Any]:
        desk.owner(request)
        told = {"object": "model", **plain(desk.facts.card), "height": desk.facts.height, "width": desk.facts.width}
        return {"object": "list", "data": [{**told, "solvers": list(SOLVERS), "limits": _limits(desk), "load": _load(desk)}]}

    return router


def _limits(desk: Desk) -> dict[str, Any]:
    limits = desk.settings.limits
    return {
        "prompts": limits.prompts,
        "num_inference_steps": limits.steps,
        "pixels": limits.pixels or LARGEST_SIDE**2,
        "prompt_characters": limits.prompt_length,
        "plain_generations": None if limits.work == float("inf") else limits.work,
        "plain_generation_steps": PLAIN_STEPS,
    }


def _load(desk: Desk) -> dict[str, Any]:
    return {"waiting": desk.queue.waiting, "places": desk.queue.most_waiting}

"""AUTOMATIC1111's interface, as far as Open WebUI and SillyTavern use it. Fields that have no meaning here are ignored, and named in the
answer: docs/gateway.md."""

import json
import time
from base64 import b64encode
from collections.abc import Mapping, Set
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from obclip.denoising.levels import MOST_STEPS
from obclip.device.settings import EXACT
from obclip.errors import BadRequest
from obclip.protocol.request import LARGEST_GUIDANCE

from .body import json_object
from .faults import AUTOMATIC1111, HEADERS, no_edits
from .names import MODEL, check_model
from .order import MOST_PICTURES, BadValue, Order, number, prompt_of, whole, words
from .pictures import encoded
from .studio import Drawn, Studio
from .telling import told_of
from .waiting import awaited_by

READ = {"prompt", "negative_prompt", "width", "height", "steps", "cfg_scale", "seed", "batch_size", "n_iter", "switch_point"}
OVERRIDES = "override_settings"
CHECKPOINT = "sd_model_checkpoint"
NAMES = (*sorted(READ), OVERRIDES, CHECKPOINT)
_SIDE = 512  # what AUTOMATIC1111 takes for a side that is left out beside another


def routes(studio: Studio) -> list[Route]:
    """What an application has for AUTOMATIC1111's clients."""
    title = f"{MODEL} ({studio.model.name})"
    in_force = {CHECKPOINT: title, "samples_format": "png"}

    def check_checkpoint(options: Any) -> None:
        """Of options, in force or for one order: another model than the one here cannot be chosen by either road."""
        if not isinstance(options, Mapping | None):
            raise BadValue(f"{OVERRIDES} must be an object.", OVERRIDES)
        name = words(options or {}, CHECKPOINT)
        check_model(name, studio.model.name, title)

    async def txt2img(request: Request) -> Response:
        told = await json_object(request, NAMES)
        check_checkpoint(told.get(OVERRIDES))
        order = read_order(told)
        drawn = await awaited_by(request, lambda waiting: studio.submit(order, waiting))
        return JSONResponse(_answer(drawn, order), headers=HEADERS)

    async def progress(_: Request) -> Response:
        return JSONResponse(_progress(studio), headers=HEADERS)

    async def options(request: Request) -> Response:
        if request.method != "POST":
            return JSONResponse(in_force)
        told = await json_object(request, NAMES)
        check_checkpoint(told)
        ignored = _unread({name: value for name, value in told.items() if value != in_force.get(name)}, {CHECKPOINT})
        return JSONResponse({"obclip": {"ignored": ignored}} if ignored else None)

    async def interrupt(_: Request) -> Response:
        studio.stop()
        return JSONResponse(None)

    def told(*rows: Mapping[str, Any]) -> Any:
        async def answer(_: Request) -> Response:
            return JSONResponse(list(rows))

        return answer

    model = {"title": title, "model_name": MODEL, "hash": None, "sha256": None, "filename": MODEL, "config": None}
    one = {"name": "Automatic", "label": "Automatic", "aliases": [], "options": {}}
    return [
        Route(f"{AUTOMATIC1111}v1/txt2img", txt2img, methods=["POST"]),
        Route(f"{AUTOMATIC1111}v1/img2img", no_edits, methods=["POST"]),
        Route(f"{AUTOMATIC1111}v1/progress", progress),
        Route(f"{AUTOMATIC1111}v1/options", options, methods=["GET", "POST"]),
        Route(f"{AUTOMATIC1111}v1/interrupt", interrupt, methods=["POST"]),
        Route(f"{AUTOMATIC1111}v1/sd-models", told(model)),
        Route(f"{AUTOMATIC1111}v1/samplers", told(one)),
        Route(f"{AUTOMATIC1111}v1/schedulers", told(one)),
        Route(f"{AUTOMATIC1111}v1/upscalers", told({"name": "None"})),
        Route(f"{AUTOMATIC1111}v1/latent-upscale-modes", told()),
        Route(f"{AUTOMATIC1111}v1/sd-vae", told()),
        Route(f"{AUTOMATIC1111}v1/loras", told()),
    ]


def read_order(told: Mapping[str, Any]) -> Order:
    """Raises BadRequest for what cannot be."""
    seed, width, height = whole(told, "seed", -1, EXACT - 1), whole(told, "width", 1, 99_999), whole(told, "height", 1, 99_999)
    batches = (whole(told, "n_iter", 1, MOST_PICTURES) or 1) * (whole(told, "batch_size", 1, MOST_PICTURES) or 1)
    if batches > MOST_PICTURES:
        raise BadRequest(f"n_iter and batch_size together may ask for {MOST_PICTURES} pictures at most.", code="bad_request")
    # The following ones as AUTOMATIC1111 counts them; -1: fresh ones.
    seeds = None if seed in (None, -1) else tuple((seed + place) % EXACT for place in range(batches))
    return Order(
        prompt=prompt_of(told),
        negative_prompt=words(told, "negative_prompt") or None,
        count=batches,
        size=(height or _SIDE, width or _SIDE) if height or width else None,
        seed=seeds,
        steps=whole(told, "steps", 1, MOST_STEPS),
        guidance_scale=number(told, "cfg_scale", LARGEST_GUIDANCE),
        switch_point=whole(told, "switch_point", 1, MOST_STEPS),
        ignored=(*_unread(told, READ | {OVERRIDES}), *_unread(told.get(OVERRIDES) or {}, {CHECKPOINT}, f"{OVERRIDES}.")),
    )


def _unread(told: Mapping[str, Any], read: Set[str], before: str = "") -> list[str]:
    """The names of fields that ask for something and do nothing."""
    return [f"{before}{name[:40]}" for name, value in told.items() if name not in read and value]


def _answer(drawn: Drawn, order: Order) -> dict[str, Any]:
    height, width = drawn.size
    seeds = [picture.seed for picture in drawn.pictures]
    info = {"seed": seeds[0], "all_seeds": seeds, "width": width, "height": height, "infotexts": [""] * len(seeds)}
    return {
        "images": [b64encode(encoded(picture.image)).decode() for picture in drawn.pictures],
        "parameters": {"width": width, "height": height, "batch_size": len(seeds)},
        "info": json.dumps(info),
        "obclip": told_of(drawn, order),
    }


def _progress(studio: Studio) -> dict[str, Any]:
    """Steps only: no picture, no word."""
    work = studio.work
    state = {"skipped": False, "interrupted": False, "job": "", "job_count": studio.waiting, "job_no": 0, "sampling_step": 0}
    state["sampling_steps"] = 0
    if work is None:
        return {"progress": 0.0, "eta_relative": 0.0, "state": state, "current_image": None, "textinfo": None}
    half = (0.5 if work.side == "device" else 0.0) + 0.5 * work.done / work.total
    part = (work.picture + half) / work.pictures
    spent = time.monotonic() - work.since
    state |= {"job": work.side, "job_no": work.picture, "sampling_step": work.done, "sampling_steps": work.total}
    left = spent / half * (1 - half) if half else 0.0
    return {"progress": min(part, 0.999), "eta_relative": left, "state": state, "current_image": None, "textinfo": None}

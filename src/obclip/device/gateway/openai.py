"""OpenAI's images interface: generations and models; edits and variations are refused."""

import asyncio
import time
from base64 import b64encode
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadRequest, ObclipError, UnknownModel
from obclip.protocol.request import LARGEST_GUIDANCE, LARGEST_SEED
from obclip.protocol.server_sent import EVENTS_TYPE, server_sent

from .body import json_object
from .faults import HEADERS, no_edits, openai_error
from .guard import PICTURES
from .names import MODEL, check_model
from .order import MOST_PICTURES, Another, BadValue, Order, check_known, number, one_of, prompt_of, whole, words
from .pictures import FORMATS, Shelf, encoded
from .sizes import read_size
from .studio import Drawn, Studio
from .telling import told_of
from .waiting import Waiting, awaited_by, begun, made_by, retrieved

READ = ("prompt", "model", "n", "size", "response_format", "output_format", "output_compression", "stream", "partial_images")
# Not of OpenAI's: what its clients may send beside (`extra_body`).
OWN = ("negative_prompt", "seed", "steps", "guidance_scale", "switch_point")
# What says nothing to a model that runs here; the answer names it: docs/gateway.md.
IGNORED = ("background", "quality", "style", "moderation", "user")
OF_ANOTHER = ("latents", "other", "person")
NAMES = (*READ, *OWN, *IGNORED, *OF_ANOTHER)
MOST_PARTIAL = 3
# A comment of a stream, which clients pass over: at each step, and after so many seconds without one.
SIGN = b": still drawing\n\n"
SIGN_OF_LIFE = 15.0


# A partial picture's number and the picture, what is sent as it is, or the end.
Event = tuple[int, Image.Image] | bytes | None


@dataclass(frozen=True)
class Form:
    """How the answer is to be given."""

    format: str
    compression: int | None
    as_url: bool
    stream: bool


def routes(studio: Studio, shelf: Shelf) -> list[Route]:
    """What an application has for OpenAI's clients."""

    async def generations(request: Request) -> Response:
        told = await json_object(request, NAMES)
        order, form = read_order(told, studio.model.name)
        if form.stream:
            return await begun(request, _events(studio, order, form), EVENTS_TYPE)
        drawn = await awaited_by(request, lambda waiting: studio.submit(order, waiting))
        return JSONResponse(_answer(drawn, order, form, shelf, str(request.base_url)), headers=HEADERS)

    async def another(request: Request) -> Response:
        """Not of OpenAI's: another value of what is hidden, from kept latents."""
        told = await json_object(request, NAMES)
        asked, form = read_another(told, studio.model.name)
        drawn = await awaited_by(request, lambda waiting: studio.submit_another(asked, waiting))
        return JSONResponse(_answer(drawn, asked.order, form, shelf, str(request.base_url)), headers=HEADERS)

    async def models(_: Request) -> Response:
        return JSONResponse({"object": "list", "data": [_model(name) for name in (MODEL, studio.model.name)]})

    async def model(request: Request) -> Response:
        name = request.path_params["name"]
        check_model(name or "/", studio.model.name)  # an order may leave the name out, a question for one may not
        return JSONResponse(_model(name))

    async def picture(request: Request) -> Response:
        found = shelf.get(request.path_params["name"])
        if found is None:
            raise UnknownModel("There is no such picture, or it is older than ten minutes.", code="gone")
        return Response(found[1], media_type=found[0], headers=HEADERS)

    return [
        Route("/v1/images/generations", generations, methods=["POST"]),
        Route("/v1/images/other", another, methods=["POST"]),
        Route("/v1/images/edits", no_edits, methods=["POST"]),
        Route("/v1/images/variations", no_edits, methods=["POST"]),
        Route("/v1/models", models),
        Route("/v1/models/{name:path}", model),
        Route(PICTURES + "{name}", picture),
    ]


def read_order(told: Mapping[str, Any], device_model: str) -> tuple[Order, Form]:
    """Raises BadRequest for what is not known or cannot be, UnknownModel for another model's name."""
    check_known(told, (*READ, *OWN, *IGNORED), (*READ, *OWN))
    check_model(words(told, "model"), device_model)
    stream, format_ = told.get("stream"), one_of(told, "output_format", FORMATS)
    if stream not in (None, True, False):
        raise BadValue("stream must be true or false.", "stream")
    order = Order(
        prompt=prompt_of(told),
        negative_prompt=words(told, "negative_prompt"),
        count=whole(told, "n", 1, MOST_PICTURES) or 1,
        size=read_size(told.get("size")),
        seed=whole(told, "seed", 0, LARGEST_SEED),
        steps=whole(told, "steps", 1, MOST_STEPS),
        guidance_scale=number(told, "guidance_scale", LARGEST_GUIDANCE),
        switch_point=whole(told, "switch_point", 1, MOST_STEPS),
        partial_images=whole(told, "partial_images", 0, MOST_PARTIAL) or 0,
    )
    if stream and order.count > 1:
        raise BadValue("A stream shows one picture: leave n out.", "n")
    as_url = one_of(told, "response_format", ("b64_json", "url")) == "url"
    form = Form(format_, whole(told, "output_compression", 0, 100), as_url, bool(stream))
    ignored = [name for name in IGNORED if told.get(name) is not None]
    if order.partial_images and not form.stream:
        ignored.append("partial_images")
    if form.compression is not None and form.format == "png":  # which loses nothing
        ignored.append("output_compression")
    return replace(order, partial_images=order.partial_images if form.stream else 0, ignored=tuple(ignored)), form


def read_another(told: Mapping[str, Any], device_model: str) -> tuple[Another, Form]:
    """`latents`, `other` (a value, a list of values, or {attribute: value}), `person`, and what an order says. Raises as `read_order`."""
    order, form = read_order({name: value for name, value in told.items() if name not in OF_ANOTHER}, device_model)
    if form.stream or order.count > 1 or order.seed is not None:
        raise BadRequest("Another value is one picture, with the seed of then: leave n, seed and stream out.", code="bad_request")
    other, person = told.get("other"), whole(told, "person", 1, 1_000)
    values = [other] if isinstance(other, str) else other if isinstance(other, list) else []
    named = other if isinstance(other, dict) else {}
    if not (values or named) or not all(isinstance(value, str) for value in (*values, *named.values())):
        raise BadValue('other must be a value ("old"), a list of values, or like {"gender": "male"}.', "other", code="no_other")
    return Another(order, words(told, "latents") or "", values, named, person), form


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "obclip"}


def _answer(drawn: Drawn, order: Order, form: Form, shelf: Shelf, base: str) -> dict[str, Any]:
    data = []
    for picture in drawn.pictures:
        body = encoded(picture.image, form.format, form.compression)
        if form.as_url:
            data.append({"url": f"{base.rstrip('/')}{PICTURES}{shelf.put(body, form.format)}"})
        else:
            data.append({"b64_json": b64encode(body).decode()})
    return {**_common(drawn.size, form), "data": data, "obclip": told_of(drawn, order)}


def _common(size: tuple[int, int], form: Form) -> dict[str, Any]:
    width_height = f"{size[1]}x{size[0]}"
    return {"created": int(time.time()), "size": width_height, "output_format": form.format, "background": "opaque", "quality": "auto"}


async def _events(studio: Studio, order: Order, form: Form) -> AsyncGenerator[bytes, None]:
    """Server-sent events: partial pictures as they come, then the picture, or an error. Raises what is wrong before the first step.
    Whoever hangs up has stopped it."""
    queue: asyncio.Queue[Event] = asyncio.Queue()
    loop, size = asyncio.get_running_loop(), studio.size_of(order)

    def put(event: Event) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, event)

    waiting, silent = Waiting(lambda: put(SIGN)), True
    future = waiting.ending(asyncio.wrap_future(studio.submit(order, waiting, lambda place, image: put((place, image)))))
    future.add_done_callback(lambda done: retrieved(done, queue))
    try:
        while (event := await _next(queue, silent)) is not None:
            if isinstance(event, tuple):
                yield _event("image_generation.partial_image", {**_shown(event[1], size, form), "partial_image_index": event[0]})
            else:
                yield event
            silent = False
        drawn = made_by(future)
        yield _event("image_generation.completed", {**_shown(drawn.pictures[0].image, drawn.size, form), "obclip": told_of(drawn, order)})
    except ObclipError as error:
        if silent:
            raise
        yield _event("error", openai_error(error))
    finally:
        waiting.leave()


async def _next(queue: "asyncio.Queue[Event]", silent: bool) -> Event:
    """silent: the answer has not begun, and may still become an error's."""
    try:
        return await asyncio.wait_for(queue.get(), None if silent else SIGN_OF_LIFE)
    except asyncio.TimeoutError:
        return SIGN


def _shown(image: Image.Image, size: tuple[int, int], form: Form) -> dict[str, Any]:
    told = _common(size, form)
    return {"created_at": told.pop("created"), **told, "b64_json": b64encode(encoded(image, form.format, form.compression)).decode()}


def _event(kind: str, told: Mapping[str, Any]) -> bytes:
    return server_sent(kind, {"type": kind, **told})

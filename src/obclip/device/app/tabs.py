"""What the page asks this machine: JSON in, JSON out; while a picture is drawn, a line of JSON for each step."""

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncGenerator, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from obclip.device.agreement import check_space
from obclip.device.gateway.body import json_object
from obclip.device.gateway.faults import HEADERS, error_response, openai_error
from obclip.device.gateway.order import check_known, prompt_of, whole
from obclip.device.gateway.pictures import encoded
from obclip.device.gateway.studio import Studio
from obclip.device.gateway.waiting import Waiting, awaited_by, begun, made_by, retrieved, unless_gone
from obclip.device.told import Told, found_in
from obclip.device.transport_address import in_the_clear
from obclip.errors import BadRequest, ObclipError
from obclip.prompts.rules import MOST_CANDIDATES

from .doors import ENTRANCE, Doors
from .easel import Easel, Shown, Watch, check_types

LINES = "application/x-ndjson"
IN_THE_CLEAR = "The connection to the cloud is not encrypted: others on the way can read the candidates."
Draw = Callable[[Watch], Shown]


class Tabs:
    """The tabs that were let in, each with an easel of its own. cloud: its URL, None for one that runs in this process."""

    def __init__(self, studio: Studio, doors: Doors, cloud: str | None) -> None:
        self._studio, self._doors, self._cloud = studio, doors, cloud
        self._easels: dict[str, Easel] = {}

    def routes(self) -> list[Route]:
        asked = (self.about, self.meet, self.read, self.draft, self.draw, self.other, self.seen)
        routes = [Route(f"/app/{answer.__name__}", answer, methods=["POST"]) for answer in asked]
        return [Route(ENTRANCE, self.enter, methods=["POST"]), *routes]

    async def enter(self, request: Request) -> Response:
        await _told(request)
        tab = self._doors.enter(_token(request))
        if tab is None:
            return error_response(401, "used_link", "A link opens one tab: the next one is printed where obclip app was started.")
        return _json({"session": tab})

    async def about(self, request: Request) -> Response:
        """The device, and whether both halves run on this machine."""
        await _told(request)
        model = self._studio.model
        numbers = str(model.dtype).removeprefix("torch.")
        return _json({"device": f"{model.name} on {model.device.type}, {numbers}", "alone": self._cloud is None})

    async def meet(self, request: Request) -> Response:
        """The cloud, which is asked what it runs. Raises Disagreement where its latents mean something else to the model here."""
        await _told(request)
        client, cloud = self._studio.client, self._cloud
        if client is None:
            raise BadRequest("There is no cloud: start obclip app with --cloud or --cloud-model.", code="no_cloud")
        waiting = self._studio.bound(Waiting())
        try:
            asked = asyncio.ensure_future(asyncio.to_thread(client.models, waiting.pause))
            card = (await unless_gone(request, waiting.ending(asked)))[0]
        finally:
            waiting.leave()
        check_space(card.space, self._studio.model)
        if cloud is None:
            return _json({"cloud": f"{card.id} on this machine", "warning": ""})
        host = urlsplit(cloud).netloc.rpartition("@")[2]  # without a name and a password
        return _json({"cloud": f"{card.id} at {host}", "warning": IN_THE_CLEAR if in_the_clear(cloud) else ""})

    async def read(self, request: Request) -> Response:
        prompt, told = await _asked(request)
        return _json(await asyncio.to_thread(self._read, prompt, told))

    def _read(self, prompt: str, told: Told) -> dict[str, Any]:
        """What is found, and what drawing would say of a prompt that is too long for the device's model."""
        found = found_in(prompt, told, self._studio.rules)
        try:
            self._studio.model.check_length(found["candidates"])
        except BadRequest as error:
            return {**found, "tooLong": error.message}
        return found

    async def draft(self, request: Request) -> Response:
        (prompt, told), easel, studio = await _asked(request), self._easel(request), self._studio
        draft = await awaited_by(request, lambda waiting: studio.run(partial(easel.draft, prompt, told, waiting), waiting))
        return _json({"body": draft})

    async def draw(self, request: Request) -> Response:
        (prompt, told), easel = await _asked(request), self._easel(request)
        return await begun(request, _lines(self._studio, lambda watch: easel.draw(prompt, told, watch)), LINES)

    async def other(self, request: Request) -> Response:
        places, easel = _places(await _told(request, "places")), self._easel(request)
        return await begun(request, _lines(self._studio, lambda watch: easel.other(places, watch)), LINES)

    async def seen(self, request: Request) -> Response:
        place, easel = whole(await _told(request, "place"), "place", 0, MOST_CANDIDATES) or 0, self._easel(request)
        image = await awaited_by(request, lambda waiting: self._studio.run(partial(easel.seen, place), waiting))
        return _json({"png": b64encode(encoded(image)).decode()})

    def _easel(self, request: Request) -> Easel:
        """The tab's own. Those of tabs that are let in no more go."""
        for gone in [tab for tab in self._easels if not self._doors.knows(tab, request.url.path)]:
            del self._easels[gone]
        return self._easels.setdefault(_token(request), Easel(self._studio))


async def _lines(studio: Studio, draw: Draw) -> AsyncGenerator[bytes, None]:
    """{"event", "told"} while it is drawn, then {"png", "words"} or {"error"}. Raises what is wrong before the first. Whoever hangs up has
    stopped it."""
    queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(event: str, told: Any) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, {"event": event, "told": told})

    watch, silent = Watch(tell), True
    future = watch.ending(asyncio.wrap_future(studio.run(lambda: draw(watch), watch)))
    future.add_done_callback(lambda done: retrieved(done, queue))
    try:
        while (event := await queue.get()) is not None:
            silent = False
            yield _line(event)
        shown = made_by(future)
        yield _line({"png": b64encode(encoded(shown.image)).decode(), "words": shown.words, "notes": shown.notes})
    except ObclipError as error:
        if silent:
            raise
        yield _line(openai_error(error))
    finally:
        watch.leave()


def _line(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _json(told: Mapping[str, Any]) -> Response:
    return JSONResponse(told, headers=HEADERS)


def _token(request: Request) -> str:
    """What the guard has let in."""
    return request.headers["authorization"].partition(" ")[2].strip()


async def _told(request: Request, *names: str) -> Mapping[str, Any]:
    """A body that says nothing but these. Raises as `json_object`, and BadValue."""
    body = await json_object(request, names)
    check_known(body, names)
    return body


async def _asked(request: Request) -> tuple[str, Told]:
    body = await _told(request, "prompt", "told")
    told = body.get("told", {})
    if not isinstance(told, dict):
        raise BadRequest("told must be a JSON object.", code="bad_request")
    check_types(told)
    return prompt_of(body), told


def _places(body: Mapping[str, Any]) -> dict[int, int]:
    places = body.get("places")
    if not isinstance(places, dict) or not all(axis.isdecimal() and type(place) is int for axis, place in places.items()):
        raise BadRequest('places must be like {"0": 1}: places of values on axes.', code="bad_request")
    return {int(axis): place for axis, place in places.items()}

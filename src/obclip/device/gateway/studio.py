"""Where the gateway draws: one thread owns the device's model. Every prompt goes through the safeguard's one door."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import BoundedSemaphore, Event
from typing import Any, TypeVar
from weakref import WeakSet

from PIL import Image
from torch import Tensor

from obclip.denoising.levels import Levels
from obclip.device.call import Wanted, Wish, draw_wanted
from obclip.device.kept import KeptCloud, keep
from obclip.device.other import from_kept
from obclip.device.output import Picture
from obclip.device.picture import preview
from obclip.device.pipeline import Device, settled
from obclip.device.quoting import unquoted
from obclip.device.seeds import Seeds
from obclip.device.settings import USUAL, RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, MachineError, ObclipError, QueueFull
from obclip.models.model import LoadedModel
from obclip.prompts.explanation import Explanation
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded

from .order import Another, BadValue, Order
from .sizes import fitted
from .waiting import Waiting

MOST_WAITING = 16
# A number from 0 on, and the picture as far as it is.
OnPartial = Callable[[int, Image.Image], None]
Made = TypeVar("Made")
Waits = TypeVar("Waits", bound=Waiting)


@dataclass(frozen=True)
class Work:
    """An order that is being drawn: which picture of how many, on which side, and steps done of all of that side."""

    picture: int
    pictures: int
    side: str = "cloud"
    done: int = 0
    total: int = 1
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Drawn:
    """pictures: at least one. size: (height, width) that they have. explanation: what the safeguard found in the prompt. latents: under
    which names those of each picture are kept, if they are. withheld_negative: items of the negative prompt. warnings: sentences."""

    pictures: tuple[Picture, ...]
    size: tuple[int, int]
    explanation: Explanation = field(repr=False)
    latents: tuple[str, ...] = ()
    withheld_negative: tuple[str, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()


class Studio:
    """Orders are drawn one after the other. settings, rules: the gateway's own, which orders may say more of. folder: of kept latents;
    keeps: whether each picture's are."""

    def __init__(
        self,
        model: LoadedModel,
        client: CloudClient | None,
        settings: RunSettings = USUAL,
        rules: Rules = DEFAULT_RULES,
        *,
        allow_single: bool = False,
        folder: Path,
        keeps: bool = False,
    ) -> None:
        self.model, self.client = model, client
        self.settings, self.rules, self._allow_single = settings, rules, allow_single
        self._keeps, self._folder = keeps, folder
        self.seeds, self._stop = Seeds(named=False), Event()
        self._places = BoundedSemaphore(MOST_WAITING)
        self._bound: WeakSet[Waiting] = WeakSet()
        self._ended = False
        self._thread = ThreadPoolExecutor(1, "obclip-gateway")
        self.work: Work | None = None
        self.waiting = 0

    @property
    def own_size(self) -> tuple[int, int]:
        """(height, width) in pixels."""
        _, height, width = self.model.latent_shape()
        return height * self.model.factor, width * self.model.factor

    def size_of(self, order: Order) -> tuple[int, int]:
        """What the order's pictures will have, (height, width)."""
        return fitted(order.size, self.own_size, self.model.factor)

    def submit(self, order: Order, waiting: Waiting | None = None, on_partial: OnPartial = lambda number, image: None) -> "Future[Drawn]":
        """Raises QueueFull; the future raises what the safeguard and the steps raise, and BadRequest once nobody waits."""
        known = waiting or Waiting()
        return self.run(lambda: self._draw(order, known, on_partial), known)

    def submit_another(self, another: Another, waiting: Waiting | None = None) -> "Future[Drawn]":
        """The same for another value; the cloud is not asked."""
        known = waiting or Waiting()
        return self.run(lambda: self._draw_another(another, known), known)

    def run(self, work: Callable[[], Made], waiting: Waiting) -> "Future[Made]":
        """Whatever else wants the device's model, in its turn. waiting: who waits for it. Raises QueueFull."""
        if not self._places.acquire(blocking=False):
            raise QueueFull(f"As many orders wait as may: try again in {QueueFull.retry_after} s.")
        self.bound(waiting)
        self.waiting += 1
        future = self._thread.submit(_said, work)
        future.add_done_callback(self._left)
        return future

    def bound(self, waiting: Waits) -> Waits:
        """The same, which ends with the studio, at the latest."""
        self._bound.add(waiting)
        if self._ended:
            waiting.leave()
        return waiting

    def stop(self) -> None:
        """Begin no further picture of the order at hand."""
        self._stop.set()

    def end(self) -> None:
        """Nobody waits any more, and who comes later does not either. What is being drawn stops at its next step."""
        self._ended = True
        for waiting in list(self._bound):
            waiting.leave()

    def close(self) -> None:
        self.end()
        self._thread.shutdown(cancel_futures=True)

    def _left(self, _: "Future[Made]") -> None:
        self.waiting -= 1
        self._places.release()

    def _draw(self, order: Order, waiting: Waiting, on_partial: OnPartial) -> Drawn:
        self._stop.clear()
        settings, wanted = self._readied(order)
        pictures: list[Picture] = []
        latents: list[str] = []
        warned: dict[str, None] = {}  # each sentence once, however many pictures it is of
        try:
            for number, one in enumerate(wanted):
                waiting.check()
                if self._stop.is_set():
                    break
                self.work = Work(number, len(wanted))
                watching = _Peeking(self.model, order.partial_images, on_partial) if order.partial_images else None
                device = replace(self._device(self.client, waiting), watching=watching)
                with unquoted(order.prompt, order.negative_prompt or ""):
                    picture, answer = draw_wanted(device, one, settings, self.seeds, lambda said: warned.setdefault(said))
                pictures.append(picture)
                if self._keeps and answer is not None and self.client is not None:
                    latents.append(keep(answer, self.client.models()[0], settings, self._folder))
        finally:
            self.work = None
        if not pictures:
            raise BadRequest("The order was stopped before a picture was begun.", code="stopped")
        found, withheld = _safeguarded(wanted[0]).explanation, wanted[0].negative.withheld
        return Drawn(tuple(pictures), self.size_of(order), found, tuple(latents), withheld, tuple(warned))

    def _draw_another(self, another: Another, waiting: Waiting) -> Drawn:
        """With the settings of then. What the order says of them must be the same, or the request of then is another one."""
        cloud, order = KeptCloud(another.latents, self._folder), another.order
        settings = self._settings_for(order, cloud.settings)
        (wanted,) = self._wanted(order)
        done, device = _safeguarded(wanted), self._device(None, waiting)
        others = from_kept(device, cloud, done, settings, wanted.negative)
        self.work = Work(0, 1, "device")
        try:
            picture = others(another.values, another.named, another.person)
        finally:
            self.work = None
        size = picture.image.height, picture.image.width
        return Drawn((picture,), size, done.explanation, (another.latents,), wanted.negative.withheld)

    def _readied(self, order: Order) -> tuple[RunSettings, list[Wanted]]:
        """All that can be refused before the cloud is asked. Raises what the safeguard raises."""
        height, width = self.size_of(order)
        return self._settings_for(order, replace(self.settings, height=height, width=width)), self._wanted(order)

    def _wanted(self, order: Order) -> list[Wanted]:
        wish = Wish(order.prompt, order.negative_prompt, order.count, order.seed, None, self._allow_single)
        return wish.pictures(self.seeds, self.settings, self.rules)

    def _settings_for(self, order: Order, usual: RunSettings) -> RunSettings:
        """usual: what goes where the order says nothing."""
        told: dict[str, Any] = {
            "num_inference_steps": order.steps,
            "guidance_scale": order.guidance_scale,
            "switch_point": order.switch_point,
        }
        if order.size is not None:
            told["height"], told["width"] = self.size_of(order)
        wanted = replace(usual, **{name: value for name, value in told.items() if value is not None})
        if wanted.k > wanted.whole:
            got = f"(got {wanted.k} and {wanted.whole})"
            if order.switch_point is not None:
                raise BadValue(f"switch_point must be at most steps {got}.", "switch_point")
            raise BadValue(f"steps must be at least the usual switch point, unless switch_point is given as well {got}.", "steps")
        return settled(self.model, wanted)

    def _device(self, client: CloudClient | None, waiting: Waiting) -> Device:
        def report(side: str, done: int, total: int) -> None:
            waiting.sign()
            self._report(side, done, total)

        return Device(self.model, client, report, self.rules, on_ahead=lambda _: waiting.sign(), pause=waiting.pause)

    def _report(self, side: str, done: int, total: int) -> None:
        if self.work is not None:
            self.work = replace(self.work, side=side, done=done, total=max(1, total))


def _said(work: Callable[[], Made]) -> Made:
    """The text of an exception that is not ours may hold words of a prompt: it goes nowhere."""
    try:
        return work()
    except ObclipError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is
        raise MachineError(f"The device's model failed ({type(error).__name__}): try a smaller picture.") from None


def _safeguarded(wanted: Wanted) -> Safeguarded:
    if not isinstance(wanted.prompt, Safeguarded):
        raise BadRequest("Pictures are drawn in the oblivious mode only here.", code="bad_mode")
    return wanted.prompt


class _Peeking:
    """Shows the picture `most` times on the device's way, evenly spread over its steps, with the noise that it still has."""

    stopped = False

    def __init__(self, model: LoadedModel, most: int, show: OnPartial) -> None:
        self._model, self._most, self._show = model, most, show
        self._places: list[int] | None = None
        self._shown = 0

    def after(self, step: int, levels: Levels, latents: Tensor) -> Tensor:
        if self._places is None:
            left = len(levels) - step
            self._places = sorted({step + max(1, round(part * left / (self._most + 1))) - 1 for part in range(1, self._most + 1)})
        if step in self._places and step < len(levels) - 1:
            self._show(self._shown, preview(self._model, levels, step + 1, latents))
            self._shown += 1
        return latents

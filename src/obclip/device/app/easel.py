"""What one tab draws at: the seed of its next request, and what the cloud answered to its last. Methods run on the studio's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from obclip.denoising.levels import MOST_STEPS
from obclip.device.call import Wanted, draw_wanted
from obclip.device.gateway.order import BadValue, check_known, number, whole, words
from obclip.device.gateway.sizes import fitted, read_size, told_fitted
from obclip.device.gateway.studio import Studio
from obclip.device.gateway.waiting import Waiting
from obclip.device.other import drawn_again
from obclip.device.picture import image_of
from obclip.device.pipeline import Answer, Device, settled
from obclip.device.privacy import check_private
from obclip.device.seeds import Seed
from obclip.device.settings import RunSettings, fresh_seed
from obclip.device.told import RULES, SETTINGS, Told, negative_told, rules_told, seed_told, settings_told
from obclip.errors import BadRequest
from obclip.prompts.another import member
from obclip.prompts.rules import MOST_CANDIDATES, Rules
from obclip.prompts.safeguard import Safeguarded
from obclip.protocol.request import LARGEST_GUIDANCE, encode_request

# What a tab tells of a drawing beside its settings and rules.
MORE = ("seed", "negative_prompt", "allow_single", "size")
# An event's name, and what is told of it.
Tell = Callable[[str, Any], None]


class Watch(Waiting):
    """A drawing as it goes on: what is told of it, and whether anybody still waits for it."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def step(self, side: str, done: int, total: int) -> None:
        """Raises as `check`."""
        self.check()
        self._tell("step", {"side": side, "done": done, "of": max(1, total)})

    def ahead(self, ahead: int) -> None:
        self.check()
        self._tell("ahead", ahead)


@dataclass(frozen=True)
class Shown:
    """A picture, and the words that it was drawn with. notes: sentences on what became of the settings."""

    image: Image.Image
    words: str = field(repr=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtHand:
    """A prompt and what the cloud answered for all its candidates."""

    done: Safeguarded
    answer: Answer


class Easel:
    """Nothing of it leaves this machine but the requests."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._seed = fresh_seed()
        self._at_hand: AtHand | None = None

    def draft(self, prompt: str, told: Told, waiting: Waiting) -> str:
        """The request that `draw` would send. Raises what the safeguard raises, and what a cloud does that is asked for its model."""
        wanted, done, settings, rules = self._wanted(prompt, told)
        _, request = replace(self._device(rules), pause=waiting.pause).drafted(done, settings, wanted.seed.number, wanted.negative)
        return encode_request(request).decode()

    def draw(self, prompt: str, told: Told, watch: Watch) -> Shown:
        """A picture, by one request to the cloud."""
        wanted, done, settings, rules = self._wanted(prompt, told)
        self._seed = fresh_seed()  # one that is used twice would link two requests
        device, notes = replace(self._device(rules, watch), on_ahead=watch.ahead, pause=watch.pause), list[str]()
        picture, answer = draw_wanted(device, wanted, settings, self._studio.seeds, notes.append)
        self._at_hand = None if answer is None else AtHand(done, answer)
        if said := told_fitted(read_size(told.get("size")), (picture.image.height, picture.image.width)):
            notes.append(said)
        return Shown(picture.image, done.own_prompt, tuple(notes))

    def other(self, places: Mapping[int, int], watch: Watch) -> Shown:
        """Another candidate of the last picture, without a request. places: of values on axes; those left out are the user's."""
        at_hand = self._last()
        choice, said = member(at_hand.done, places)
        return Shown(drawn_again(self._device(watch=watch), at_hand.answer, choice, said, "pil").image, said)

    def seen(self, place: int) -> Image.Image:
        """What the cloud could see of one candidate at the switch point."""
        seen = self._last().answer.seen
        if place >= len(seen):
            raise BadRequest(f"place must be below {len(seen)}.", code="no_other")
        image: Image.Image = image_of(self._studio.model, seen[place : place + 1], "pil")[0]
        return image

    def _last(self) -> AtHand:
        if self._at_hand is None:
            raise BadRequest("There is no picture yet: draw one.", code="no_other")
        return self._at_hand

    def _device(self, rules: Rules | None = None, watch: Watch | None = None) -> Device:
        studio = self._studio
        device = Device(studio.model, studio.client, rules=rules or studio.rules)
        return device if watch is None else replace(device, on_progress=watch.step)

    def _wanted(self, prompt: str, told: Told) -> tuple[Wanted, Safeguarded, RunSettings, Rules]:
        """All that can be refused before the cloud is asked."""
        rules, own_seed, model = rules_told(told, self._studio.rules), seed_told(told), self._studio.model
        height, width = fitted(read_size(told.get("size")), self._studio.own_size, model.factor)
        settings = settled(model, replace(settings_told(told, self._studio.settings), height=height, width=width))
        done = check_private(prompt, told.get("allow_single") is True, rules)
        seed = Seed(self._seed, fixed=False) if own_seed is None else Seed(own_seed, fixed=True)
        return Wanted(done, negative_told(prompt, told, rules), seed), done, settings, rules


def check_types(told: Told) -> None:
    """Raises BadRequest for what the page would not say."""
    check_known(told, (*SETTINGS, *RULES, *MORE))
    if told.get("allow_single") not in (None, True, False):
        raise BadValue("allow_single must be true or false.", "allow_single")
    for name, most in (("num_inference_steps", MOST_STEPS), ("switch_point", MOST_STEPS), ("max_candidates", MOST_CANDIDATES)):
        whole(told, name, 1, most)
    number(told, "guidance_scale", LARGEST_GUIDANCE)
    for name in ("acceleration", "cues", "unknown", "language", "negative_prompt", "size"):
        words(told, name)

"""The device in a browser's tab: what `device/pipeline.py` does, for a page that fetches and runs the networks. Standard library only.

The page calls these methods one after the other: `read` while the prompt is typed, `draft`, its words counted by its tokenizer,
the request sent, chunks of the answer to `receive`, then `sees` and `takes` for each step; `other` goes back to the latents at hand.
What goes in and comes out is JSON or float32 bytes. The choice stays here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from obclip.denoising.guidance import guide, needs_guidance
from obclip.denoising.handover import Handover, taken_up
from obclip.denoising.join import Course
from obclip.denoising.numbers import Numbers
from obclip.denoising.plain_noise import plain_noise_after
from obclip.denoising.solvers import STOCHASTIC
from obclip.denoising.step import seen_by_network, stepped
from obclip.errors import BadReply, BadRequest, ObclipError
from obclip.prompts.another import member
from obclip.prompts.choice import Choice
from obclip.prompts.negative import Negative
from obclip.prompts.safeguard import Safeguarded
from obclip.protocol.card import ModelCard, card_of
from obclip.protocol.fault import fault_message, given_up
from obclip.protocol.frames import Frames, cut_short
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest, encode_request
from obclip.protocol.tensors import Stored, largest_reply, read_reply
from obclip.protocol.untrusted import read_json

from .agreement import check_space
from .extraction import extract
from .manifest import Manifest, manifest_of
from .meeting import Meeting, meeting
from .privacy import check_private
from .remarks import remarks
from .reports import Reports
from .request import build_request
from .settings import fresh_seed
from .told import found_in, negative_told, rules_told, seed_told, settings_told


@dataclass(frozen=True)
class Draft:
    """A request that is ready to be sent. negative: as both sides are told it."""

    done: Safeguarded
    met: Meeting
    request: DenoiseRequest
    negative: Negative


@dataclass(frozen=True)
class Answered:
    """A draft with its reply and the course on from it; it serves every candidate."""

    draft: Draft
    reply: DenoiseReply
    course: Course


class Tab:
    """One tab's device. `manifest`: the device's model, as `obclip export-onnx` told it. Methods that return text never raise."""

    def __init__(self, manifest: str) -> None:
        self.model: Manifest = manifest_of(json.loads(manifest))
        self._seed = fresh_seed()
        self._draft: Draft | None = None
        self._frames, self._reports = Frames(0), Reports(0)
        self._answered: Answered | None = None
        self._state: Handover | None = None
        self._noises: Iterator[Any] = repeat(None)

    def read(self, prompt: str, told: str) -> str:
        """What is found in a prompt, as `obclip candidates --json` has it, and what hides it."""
        return _as_json(lambda: found_in(prompt, json.loads(told)))

    def meet(self, models: str) -> str:
        """{} for a cloud, by what its /v1/models says, whose latents mean the same to the model here."""
        return _as_json(lambda: self._met(models))

    def draft(self, prompt: str, told: str, models: str) -> str:
        """The request, by settings and by what the cloud's /v1/models says: `body` to be sent, and `words` and `negative`, none of which
        may be longer than the window of the text encoder; `notes`: sentences on what the model here does not follow. Nothing is drafted
        for a prompt that may not be sent."""
        return _as_json(lambda: self._drafted(prompt, json.loads(told), models))

    def sent(self) -> None:
        """The draft is on its way: the next one takes another seed, for one that is used twice would link them."""
        self._seed = fresh_seed()

    def receive(self, chunk: bytes) -> str:
        """A piece of the cloud's answer: {"step": its last, "of": k, "ahead": n} as far as known, {"done": ...} at the end."""
        return _as_json(lambda: self._received(chunk))

    def ended(self) -> str:
        """The answer ended."""
        return _as_json(self._ended)

    def refused(self, status: int, body: bytes) -> str:
        """The sentence for an answer that is none."""
        said = fault_message(bytes(body))
        return (
            f"The cloud refused (HTTP {status}): {said}"
            if said
            else f"What answers there (HTTP {status}) is not an obclip cloud: check the URL."
        )

    def other(self, told: str) -> str:
        """Another candidate from the latents at hand: {"places": {"0": 2}}, places of values on axes; those left out are the user's."""
        return _as_json(lambda: self._other(json.loads(told)))

    def sees(self) -> bytes:
        """float32 [1, C, h, w], little-endian: what the network is given at the step at hand."""
        _, course, state = self._going()
        seen: Any = seen_by_network(course.device, state)
        return bytes(seen.values)

    def takes(self, output: bytes) -> str:
        """The network's output, float32 [rows, C, h, w], without the words and with them; then the step is done."""
        return _as_json(lambda: self._taken(output))

    def latents(self) -> bytes:
        """float32 [1, C, h, w]: the state at hand; after the last step, what is decoded."""
        state: Any = self._going()[2]
        return bytes(state.latents.values)

    def seen_by_cloud(self, place: int) -> bytes:
        """float32 [1, C, h, w]: what one candidate's clean latents pointed to at the switch point, for the sheet."""
        seen: Any = self._at_hand().reply.handover.clean
        return bytes(seen[place : place + 1].values)

    def _met(self, models: str) -> dict[str, Any]:
        check_space(_card_in(models).space, self.model)
        return {}

    def _drafted(self, prompt: str, told: dict[str, Any], models: str) -> dict[str, Any]:
        self._draft, card = None, _card_in(models)
        rules, settings, own_seed = rules_told(told), settings_told(told), seed_told(told)
        done = check_private(prompt, bool(told.get("allow_single")), rules)
        negative = negative_told(prompt, told, rules)
        shape = self.model.latent_shape()
        met = meeting(settings.of_size(shape[1], shape[2], self.model.factor), card, self.model)
        _check_followed(met)
        seed = self._seed if own_seed is None else own_seed
        request = build_request(done.candidates, met.settings, seed, met.sigmas, negative.sent if met.guided else None)
        card.check(request)
        self._draft = Draft(done, met, request, negative)
        self._frames, self._reports = Frames(largest_reply(len(request.prompts), shape)), Reports(request.switch_point)
        words = [*request.prompts, done.own_prompt, request.acceleration.neutral_prompt or ""]
        told_both = {"words": words, "negative": negative.own or "", "notes": remarks(self.model.name, self.model, settings, negative)}
        return {"body": encode_request(request).decode(), **told_both, "n": len(request.prompts), "cloud": card.id}

    def _received(self, chunk: bytes) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for tag, body in self._frames.add(chunk):
            if tag == b"DONE":
                told |= self._take_up(body)
            elif tag == b"FAIL":
                raise given_up(body)
            elif tag == b"STEP":
                told |= {"step": self._reports.step(body), "of": self._reports.steps}
            else:
                told["ahead"] = self._reports.waits(body)
        return told

    def _ended(self) -> dict[str, Any]:
        self._frames.end()
        if self._answered is None or self._answered.draft is not self._draft:
            raise cut_short()
        return {}

    def _take_up(self, body: bytes) -> dict[str, Any]:
        draft = self._draft
        if draft is None:
            raise BadRequest("Nothing was asked of the cloud.")
        stored = read_reply(body, len(draft.request.prompts), self.model.latent_shape(), draft.request.numbers)
        latents, previous = _numbers(stored.latents), None if stored.previous_x0 is None else _numbers(stored.previous_x0)
        reply = DenoiseReply(Handover(latents, previous, stored.agreement.switch_point), stored.agreement, stored.work)
        self._answered = Answered(draft, reply, draft.met.course(reply.agreement, draft.request))
        work = None if reply.work is None else reply.work.multiple
        return {"done": True, "work": work, **self._begin(draft.done.choice, draft.done.own_prompt)}

    def _other(self, told: dict[str, Any]) -> dict[str, Any]:
        done = self._at_hand().draft.done
        choice, words = member(done, {int(axis): int(place) for axis, place in told["places"].items()})
        return {**self._begin(choice, words), "index": choice.position()}

    def _begin(self, choice: Choice, words: str) -> dict[str, Any]:
        """The steps to run for one candidate, and what the network is told: the words, and those of the unconditional pass."""
        at_hand = self._at_hand()
        course, negative = at_hand.course, at_hand.draft.negative
        self._state, self._noises = taken_up(extract(at_hand.reply, choice), course), self._noise_of(at_hand.draft.request, course)
        levels = course.device
        return {"timesteps": levels.timesteps[self._state.step :], "words": words, "without": negative.own or ""}

    def _taken(self, output: bytes) -> dict[str, Any]:
        answered, course, state = self._going()
        shape, scale = self.model.latent_shape(), answered.draft.met.device.guidance_scale
        predicted: Any = Numbers(memoryview(output).cast("f"), (self.model.rows, *shape))
        with_words = predicted[self.model.rows - 1 :]
        if self.model.rows > 1 and needs_guidance(scale):
            with_words = guide(with_words, predicted[:1], scale)
        self._state = stepped(course.device, state, with_words, self.model.prediction_type, next(self._noises))
        return {"step": self._state.step}

    def _noise_of(self, request: DenoiseRequest, course: Course) -> Iterator[Any]:
        """What a solver draws on the way, by the request's seed: after the first noise, and after the cloud's draws if that one draws."""
        if course.device.solver not in STOCHASTIC:
            return repeat(None)
        drawn = course.switch_point if course.cloud.solver in STOCHASTIC else 0
        return plain_noise_after(request.seed, (1, *self.model.latent_shape()), drawn)

    def _at_hand(self) -> Answered:
        if self._answered is None:
            raise BadRequest("There is no picture yet: draw one.", code="no_other")
        return self._answered

    def _going(self) -> tuple[Answered, Course, Handover]:
        answered, state = self._at_hand(), self._state
        if state is None:
            raise BadRequest("There is no picture yet: draw one.", code="no_other")
        return answered, answered.course, state


def trouble_with(manifest: str) -> str:
    """{} for a model's manifest that a tab can be opened with, else the error as data."""

    def tried() -> dict[str, Any]:
        manifest_of(json.loads(manifest))
        return {}

    return _as_json(tried)


def _as_json(answer: Callable[[], dict[str, Any]]) -> str:
    """What is answered, or the error as data: nothing of Python's own is shown to the user."""
    try:
        return json.dumps(answer(), ensure_ascii=False)
    except ObclipError as error:
        return json.dumps({"error": {"message": error.message, "code": error.code}}, ensure_ascii=False)


def _card_in(models: str) -> ModelCard:
    """Raises BadReply."""
    try:
        return card_of(read_json(models)["data"][0])
    except (BadRequest, ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise BadReply("What answers there is not an obclip cloud: check the URL.", code="unreadable_reply") from None


def _numbers(stored: Stored) -> Any:
    return Numbers(stored.values(), stored.shape)


def _check_followed(met: Meeting) -> None:
    """Raises BadRequest for a run that leaves a tab nothing to do: the page ends with its own model."""
    if met.settings.k == met.cloud.steps:
        raise BadRequest("The switch point leaves no step to this device: choose a smaller one.", code="switch_point_too_large")

"""What leaves the device is the same, byte for byte, whichever of the candidates is meant."""

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from obclip import ObliviousPipeline, candidate_prompts
from obclip.cloud.door import decode_request
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, PrivacyWarning
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.prompts.choice import Choice
from obclip.protocol.canonical import canonical_json
from obclip.protocol.codec import encode_request
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.running import cloud_server, recording_proxy

_KEY = re.compile(rb"(?i)idempotency-key: (\S{16,})\r\n")
SETTLED: dict[str, Any] = {"guidance_scale": 3.0, "solver": "dpmsolver++"}
PROMPTS = [
    "portrait of an old woman",
    "a young man in a garden",
    "an elderly lady with her dog",
    "Portrait of a young African woman, wearing a green sweater",
]


@pytest.mark.parametrize("prompt", PROMPTS[:3])
def test_a_real_server_receives_the_same_bytes_for_every_candidate(prompt: str, tiny_folder: Path) -> None:
    """Headers and bodies of both connections, as they pass a proxy on the way to the real server; the key of a request is chance's."""
    candidates = candidate_prompts(prompt)
    with cloud_server(str(tiny_folder)) as url, recording_proxy(url) as (proxy, sent):
        for candidate in (prompt, *candidates.prompts):
            with ObliviousPipeline.from_pretrained(tiny_folder, cloud=proxy, device="cpu") as pipeline:
                pipeline(candidate, num_inference_steps=2, switch_point=1, seed=3)
    requests = [_KEY.sub(b"", each) for each in sent]
    asked, posted = requests[::2], requests[1::2]
    assert len(asked) == len(posted) == len(candidates) + 1
    assert len(set(asked)) == len(set(posted)) == 1
    assert b"POST /v1/oblivious/denoise HTTP/1.1" in posted[0]
    keys = [match[1] for each in sent[1::2] if (match := _KEY.search(each))]
    assert len(set(keys)) == len(posted)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_candidate_gives_the_same_request_bytes(prompt: str) -> None:
    settings = RunSettings(**SETTLED)
    bodies = {
        encode_request(build_request(candidate_prompts(candidate), settings, seed=9))
        for candidate in (prompt, *candidate_prompts(prompt).prompts)
    }
    assert len(bodies) == 1


@pytest.mark.parametrize(("plan", "axes", "order"), [("auto", (3, 5, 2), (0, 1, 2)), ("tree", (3, 5, 2), (0, 1, 2)), ("fast", (), ())])
def test_a_plan_is_told_of_the_set_and_every_candidate_gives_the_same_bytes(
    plan: str, axes: tuple[int, ...], order: tuple[int, ...]
) -> None:
    """A tree parts by age, then by ethnicity, then by gender."""
    candidates = candidate_prompts(PROMPTS[3])
    requests = [
        build_request(candidate_prompts(candidate), RunSettings(**SETTLED, acceleration=plan), seed=9) for candidate in candidates.prompts
    ]
    assert len({encode_request(request) for request in requests}) == 1
    assert [axis.attribute for axis in candidates.axes] == ["age", "ethnicity", "gender"]
    asked = requests[0].acceleration
    assert (asked.axes, asked.order, asked.neutral_prompt) == (axes, order, candidates.neutral)


@pytest.mark.parametrize(("last", "order"), [("gender", (0, 1, 2)), ("age", (2, 1, 0)), ("ethnicity", (2, 0, 1)), ("religion", (2, 0, 1))])
def test_the_attribute_that_parts_last_may_be_named_and_its_name_stays_here(last: str, order: tuple[int, ...]) -> None:
    """For all others the smallest parts first, also where the attribute named is not in the prompt."""
    candidates = candidate_prompts(PROMPTS[3])
    assert [(axis.attribute, len(axis.values)) for axis in candidates.axes] == [("age", 3), ("ethnicity", 5), ("gender", 2)]
    request = build_request(candidates, RunSettings(**SETTLED, acceleration="tree", parts_last=last), seed=9)
    assert request.acceleration.order == order
    assert b"parts_last" not in encode_request(request)


def test_an_attribute_that_is_none_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(BadRequest, match="parts_last must be one of age, "):
        build_request(candidate_prompts(PROMPTS[3]), RunSettings(**SETTLED, acceleration="tree", parts_last="mood"), seed=9)


def test_a_plan_without_a_tree_takes_no_such_name_and_none_is_sent() -> None:
    with pytest.raises(BadRequest, match="parts_last is for trees only"):
        build_request(candidate_prompts(PROMPTS[3]), RunSettings(**SETTLED, acceleration="fast", parts_last="age"), seed=9)


NEGATIVES = ["blurry, watermark", "young, beard, blurry", "old man, {scar|wrinkles}, [[Anna]], watermark", "woman", ""]


@pytest.mark.parametrize("negative", NEGATIVES)
def test_with_a_negative_prompt_every_candidate_gives_the_same_request_bytes(negative: str) -> None:
    """It is a function of itself alone, whichever of the candidates it stands beside."""
    client = Listening()
    for candidate in (PROMPTS[0], *candidate_prompts(PROMPTS[0]).prompts):
        with ObliviousPipeline(around(tiny.pipeline()), client) as pipeline:
            pipeline(candidate, negative_prompt=negative, num_inference_steps=2, seed=3)
    assert len(client.sent) == 7
    assert len(set(client.sent)) == 1


def test_negative_prompts_that_differ_in_what_they_say_of_a_person_give_the_same_bytes() -> None:
    """So the negative of the real candidate's opposite tells nothing; another item of the scene does."""
    client = Listening()
    values = [f"{age} {person}" for age in ("young", "old") for person in ("man", "woman", "Korean lady with a beard")]
    with ObliviousPipeline(around(tiny.pipeline()), client) as pipeline:
        for value in values:
            pipeline(PROMPTS[0], negative_prompt=f"blurry, {value}, watermark", num_inference_steps=2, seed=3)
        assert len(set(client.sent)) == 1
        with pytest.warns(PrivacyWarning):
            pipeline(PROMPTS[0], negative_prompt="blurry, cartoon", num_inference_steps=2, seed=3)
    assert len(set(client.sent)) == 2
    assert json.loads(client.sent[0])["negative_prompt"] == "blurry, watermark"


class Listening(CloudClient):
    """A cloud in this process, with what was sent to it."""

    def __init__(self) -> None:
        self.cloud = local_cloud(around(tiny.pipeline()))
        self.sent: list[bytes] = []

    def denoise(self, request: DenoiseRequest, *given: Any) -> Any:
        self.sent.append(encode_request(request))
        return self.cloud.denoise(request, *given)

    def models(self, *given: Any) -> Any:
        return self.cloud.models(*given)

    def close(self) -> None:
        """Several pipelines share it."""


def test_other_words_give_other_bytes() -> None:
    """The planted fault: if this failed, the equality above would prove nothing."""
    first, second = (
        encode_request(build_request(candidate_prompts(f"an old man in a {place}"), RunSettings(**SETTLED), 9))
        for place in ("park", "city")
    )
    assert first != second


def test_the_request_type_cannot_hold_a_choice() -> None:
    body = json.loads(encode_request(build_request(candidate_prompts("an old man"), RunSettings(**SETTLED), 1)))
    for name in ("choice", "index", "real", "prompt"):
        assert name not in {field.name for field in fields(DenoiseRequest)}
        with pytest.raises(BadRequest, match="does not know"):
            decode_request(canonical_json({**body, name: 0}))
    with pytest.raises(TypeError):
        encode_request(replace(build_request(candidate_prompts("an old man"), RunSettings(**SETTLED), 1), model=Choice(0)))  # type: ignore[arg-type]

"""The tab's device is the Python device: the same bytes to the cloud, the same steps after it, on plain Python's numbers."""

import json
from array import array
from typing import Any

import pytest
import torch
from starlette.testclient import TestClient

from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.device.manifest import Manifest
from obclip.device.onnx_graphs import manifest
from obclip.device.pipeline import Device
from obclip.device.privacy import check_private
from obclip.device.settings import RunSettings
from obclip.device.tab import Tab
from obclip.in_process import local_cloud
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol import DENOISE_PATH
from obclip.protocol.canonical import canonical_json, plain
from obclip.protocol.frames import STREAM_TYPE, frame
from obclip.protocol.request import DenoiseRequest, encode_request
from tests import distilled, tiny

PROMPT = "an old woman in a [[secret]] garden"
SETTINGS: dict[str, Any] = {"num_inference_steps": 8, "switch_point": 3, "acceleration": "exact", "seed": "9223372036854775000"}


@pytest.fixture(scope="module")
def model() -> StableDiffusionModel:
    return StableDiffusionModel(tiny.pipeline(), name="tiny")


@pytest.fixture(scope="module")
def told(model: StableDiffusionModel) -> Manifest:
    return manifest(model, {})


class Page:
    """What the page does with the tab: the cloud's application for `fetch`, torch for the networks."""

    def __init__(self, model: StableDiffusionModel, told: Manifest, cloud: StableDiffusionModel | None = None) -> None:
        self.model, self.tab = model, Tab(canonical_json(plain(told)).decode())
        self.cloud = TestClient(create_app(Engine(cloud or model)))
        self.steps: list[int] = []

    def drafted(self, prompt: str, settings: dict[str, Any]) -> Any:
        return json.loads(self.tab.draft(prompt, json.dumps(settings), self.cloud.get("/v1/models").text))

    def drawn(self, prompt: str, settings: dict[str, Any], cut: int = 1000) -> torch.Tensor:
        body = self.drafted(prompt, settings)["body"].encode()
        answer = self.cloud.post(DENOISE_PATH, content=body, headers={"Accept": STREAM_TYPE, "Content-Type": "application/json"}).content
        said: dict[str, Any] = {}
        for place in range(0, len(answer), cut):
            said |= json.loads(self.tab.receive(answer[place : place + cut]))
            self.steps.append(said.get("step", 0))
        assert json.loads(self.tab.ended()) == {}
        assert said["done"]
        return self.finished(said)

    def finished(self, said: dict[str, Any]) -> torch.Tensor:
        rows = self.tab.model.rows
        text = self.model.condition([said["without"], said["words"]][-rows:])
        for timestep in said["timesteps"]:
            latents = numbers(self.tab.sees(), self.model).expand(rows, -1, -1, -1)
            output = self.model.predict(latents, torch.tensor(timestep), text)
            assert "error" not in self.tab.takes(array("f", output.flatten().tolist()).tobytes())
        return numbers(self.tab.latents(), self.model)


def numbers(stored: bytes, model: StableDiffusionModel) -> torch.Tensor:
    return torch.frombuffer(bytearray(stored), dtype=torch.float32).view(1, *model.latent_shape())


def test_the_body_is_the_python_devices_and_so_is_the_picture(model: StableDiffusionModel, told: Manifest) -> None:
    page, sent = Page(model, told), list[DenoiseRequest]()
    with local_cloud(model) as client:
        device = Device(model, client, before_sending=sent.append)
        done = check_private(PROMPT, False)
        size = model.pixels(None, None)
        settings = RunSettings(8, 3, acceleration="exact", height=size[0], width=size[1])
        expected = device.oblivious(done, settings, int(SETTINGS["seed"]))
    assert page.drafted(PROMPT, SETTINGS)["body"].encode() == encode_request(sent[0])
    latents = page.drawn(PROMPT, SETTINGS, cut=999)
    assert (latents - expected.latents).abs().max() < 1e-4 * expected.latents.abs().max()
    assert expected.answer is not None
    for place, seen in enumerate(expected.answer.seen):
        assert torch.allclose(numbers(page.tab.seen_by_cloud(place), model)[0], seen, atol=1e-6)
    assert page.steps == sorted(page.steps)
    assert page.steps[-1] == 3


# The device's solver and the numbers of steps that it was distilled for, the same of the cloud, and k.
DRAWING = {
    "an LCM device": (("lcm", (4,)), ("dpmsolver++", ()), 3),
    "an LCM device and an LCM cloud": (("lcm", (4,)), ("lcm", (4,)), 2),
    "Euler ancestral on both sides": (("euler-ancestral", ()), ("euler-ancestral", ()), 3),
    "a few-step device of Euler ancestral": (("euler-ancestral", (4,)), ("dpmsolver++", ()), 3),
    "a TCD device, which draws nothing": (("tcd", (4,)), ("dpmsolver++", ()), 3),
}


@pytest.mark.parametrize("case", DRAWING)
def test_a_solver_that_draws_noise_draws_pythons(case: str) -> None:
    (solver, steps), (clouds, few), k = DRAWING[case]
    device_model = StableDiffusionModel(tiny.pipeline(unet_seed=1), name="device", solver=solver, step_distilled=steps)
    cloud = StableDiffusionModel(tiny.pipeline(), name="cloud", solver=clouds, step_distilled=few)
    page = Page(device_model, manifest(device_model, {}), cloud)
    latents = page.drawn(PROMPT, {**SETTINGS, "switch_point": k})
    size = device_model.pixels(None, None)
    with local_cloud(cloud) as client:
        settings = RunSettings(8, k, acceleration="exact", height=size[0], width=size[1])
        expected = Device(device_model, client).oblivious(check_private(PROMPT, False), settings, int(SETTINGS["seed"])).latents
    assert (latents - expected).abs().max() < 1e-4 * expected.abs().max()


@pytest.mark.parametrize("steps", [7, 25, 37])
def test_a_device_that_was_distilled_draws_as_pythons_in_any_number_of_the_clouds_steps_and_says_what_it_leaves_out(steps: int) -> None:
    few, cloud = (StableDiffusionModel(made, name="any") for made in (distilled.pipeline(), tiny.pipeline()))
    page = Page(few, manifest(few, {}), cloud)
    settings, size = {**SETTINGS, "num_inference_steps": steps}, few.pixels(None, None)
    latents = page.drawn(PROMPT, settings)
    with local_cloud(cloud) as client:
        wanted = RunSettings(steps, 3, acceleration="exact", height=size[0], width=size[1])
        expected = Device(few, client).oblivious(check_private(PROMPT, False), wanted, int(SETTINGS["seed"])).latents
    assert (latents - expected).abs().max() < 1e-4 * expected.abs().max()
    assert page.drafted(PROMPT, settings)["notes"] == []
    (note,) = page.drafted(PROMPT, {**settings, "guidance_scale": 5})["notes"]
    assert note == "The device's model \"any\" takes no guidance: guidance_scale is for the cloud's steps alone."


def test_another_value_is_drawn_without_asking_and_is_what_the_other_prompt_would_have_given(
    model: StableDiffusionModel, told: Manifest
) -> None:
    page, plain_settings = Page(model, told), {**SETTINGS, "acceleration": "none"}
    page.drawn("an old woman in a garden", plain_settings)
    axes = json.loads(page.tab.read("an old woman in a garden", "{}"))["axes"]
    axis = [axis["attribute"] for axis in axes].index("gender")
    other_gender = json.dumps({"places": {axis: axes[axis]["values"].index("male")}})
    other = page.finished(json.loads(page.tab.other(other_gender)))
    expected = Page(model, told).drawn("an old man in a garden", plain_settings)
    assert torch.equal(other, expected)
    again = page.finished(json.loads(page.tab.other('{"places": {}}')))
    assert not torch.equal(again, other), "and back"


@pytest.mark.parametrize(
    ("prompt", "settings", "code"),
    [
        ("a garden at dawn", {}, "not_private"),
        ("", {}, "empty_prompt"),
        ("{woman|woman} in a garden", {}, "bad_mark"),
        ("an old woman", {"switch_point": 9, "num_inference_steps": 8}, "switch_point_too_large"),
        ("an old woman", {"switch_point": 8, "num_inference_steps": 8}, "switch_point_too_large"),
        ("an old woman", {"cues": "whatever"}, "bad_request"),
        ("an old woman", {"acceleration": "whatever"}, "unknown_acceleration"),
    ],
)
def test_what_cannot_be_sent_is_a_sentence_and_leaves_no_draft(
    model: StableDiffusionModel, told: Manifest, prompt: str, settings: dict[str, Any], code: str
) -> None:
    page = Page(model, told)
    said = page.drafted(prompt, settings)
    assert said["error"]["code"] == code
    assert "body" not in said
    assert "error" in json.loads(page.tab.ended()), "there is no answer to take"


def test_a_cloud_of_another_latent_space_is_refused_before_anything_is_typed_or_sent(model: StableDiffusionModel, told: Manifest) -> None:
    page = Page(model, told)
    card = page.cloud.get("/v1/models").json()
    assert json.loads(page.tab.meet(json.dumps(card))) == {}
    card["data"][0]["space"]["probe"] = [-number for number in card["data"][0]["space"]["probe"]]
    for said in (page.tab.meet(json.dumps(card)), page.tab.draft(PROMPT, "{}", json.dumps(card))):
        assert json.loads(said)["error"]["code"] == "other_latent_space"
    for nothing in ("", "[]", '{"data": []}', "null", "[" * 100_000):
        for said in (page.tab.meet(nothing), page.tab.draft(PROMPT, "{}", nothing)):
            assert json.loads(said)["error"]["code"] == "unreadable_reply"


def test_a_request_that_is_more_than_the_cloud_allows_is_no_draft(model: StableDiffusionModel, told: Manifest) -> None:
    page = Page(model, told)
    card = page.cloud.get("/v1/models").json()
    card["data"][0]["limits"]["prompts"] = 1
    said = json.loads(page.tab.draft(PROMPT, "{}", json.dumps(card)))
    assert said["error"]["code"] == "over_limit"
    assert "body" not in said


def test_an_answer_that_is_cut_or_none_is_refused(model: StableDiffusionModel, told: Manifest) -> None:
    page = Page(model, told)
    page.drafted(PROMPT, SETTINGS)
    assert "not an obclip reply" in page.tab.receive(b"<html>no cloud</html>")
    page.drafted(PROMPT, SETTINGS)
    assert json.loads(page.tab.receive(b"DONE")) == {}
    assert "too early" in page.tab.ended()
    assert page.tab.refused(404, b"<html>") == "What answers there (HTTP 404) is not an obclip cloud: check the URL."


@pytest.mark.parametrize("steps", [[2, 1], [1, 1], [4], [-1], ["1"]])
def test_progress_that_cannot_be_is_refused(model: StableDiffusionModel, told: Manifest, steps: list[Any]) -> None:
    page = Page(model, told)
    page.drafted(PROMPT, SETTINGS)
    heard = [json.loads(page.tab.receive(frame(b"STEP", json.dumps({"step": step, "of": 3}).encode()))) for step in steps]
    assert [one.get("step") for one in heard[:-1]] == steps[:-1]
    assert heard[-1]["error"]["code"] == "unreadable_reply"


def test_a_place_that_there_is_not_is_refused(model: StableDiffusionModel, told: Manifest) -> None:
    page = Page(model, told)
    assert json.loads(page.tab.other('{"places": {}}'))["error"]["code"] == "no_other"
    page.drawn(PROMPT, SETTINGS)
    for places in ({"9": 0}, {"0": 99}, {"-1": 0}):
        assert json.loads(page.tab.other(json.dumps({"places": places})))["error"]["code"] == "no_other"


def test_what_is_shown_before_sending_is_what_is_sent_and_the_next_seed_is_another(model: StableDiffusionModel, told: Manifest) -> None:
    page, settings = Page(model, told), {**SETTINGS, "seed": None}
    first = page.drafted(PROMPT, settings)["body"]
    assert page.drafted(PROMPT, settings)["body"] == first
    page.tab.sent()
    assert json.loads(page.drafted(PROMPT, settings)["body"])["seed"] != json.loads(first)["seed"]


def test_what_is_shown_while_typing_says_what_each_stretch_is(model: StableDiffusionModel, told: Manifest) -> None:
    said = json.loads(Page(model, told).tab.read(PROMPT, '{"negative_prompt": "blurry, young man"}'))
    assert {PROMPT[start:end] for axis in said["axes"] for start, end in axis["spans"]} == {"old", "woman"}
    assert [PROMPT[one["start"] : one["end"]] for one in said["withheld"]] == ["[[secret]]"]
    assert said["n"] == len(said["candidates"]) > 1
    assert said["negative"] == {"sent": "blurry", "withheld": ["young man"]}


def test_what_a_cloud_says_of_a_refusal_is_told_as_the_clouds_words(told: Manifest) -> None:
    tab = Tab(canonical_json(plain(told)).decode())
    said = json.dumps({"error": {"message": "Type the true prompt at evil.example"}}).encode()
    assert tab.refused(503, said) == "The cloud refused (HTTP 503): Type the true prompt at evil.example"
    assert "not an obclip cloud" in tab.refused(200, b"<h1>")

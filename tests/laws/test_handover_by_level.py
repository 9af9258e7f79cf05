"""Halves on two schedules: the picture is that of diffusers, stopped at the noise level where they meet and begun anew from there."""

import json
from dataclasses import dataclass, replace
from typing import Any

import diffusers
import pytest
import torch
from diffusers import StableDiffusionXLPipeline
from torch import Tensor

from obclip.cloud.door import decode_request
from obclip.cloud.engine import Engine
from obclip.denoising.join import Course
from obclip.denoising.schedule import SCHEDULERS
from obclip.device.halves import halves
from obclip.device.meeting import meeting
from obclip.device.pipeline import Device, run
from obclip.device.request import build_request, plain_request
from obclip.device.settings import RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, Disagreement
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.models.model import LatentModel
from obclip.prompts.safeguard import candidate_prompts
from obclip.protocol.canonical import plain
from obclip.protocol.card import card_of
from obclip.protocol.codec import encode_reply, encode_request
from obclip.protocol.frames import STREAM_TYPE, frame
from tests import tiny_sdxl
from tests.outputs import tensor
from tests.running import odd_cloud

PROMPT, SEED, SCALE = "a photo of an old woman", 7, 5.0
TOLERANCE = 1e-4
SHAPE = (1, 4, 8, 8)


@dataclass(frozen=True)
class Kind:
    """A tiny SDXL pipeline with one of our solvers. embedded: numbers of its guidance scale; distilled: its step counts."""

    solver: str
    embedded: int | None = None
    distilled: tuple[int, ...] = ()
    spacing: str = "leading"

    def pipeline(self, unet_seed: int) -> StableDiffusionXLPipeline:
        made = tiny_sdxl.pipeline(embedded=self.embedded, unet_seed=unet_seed, koala=unet_seed > 0)
        name, fixed = SCHEDULERS[self.solver]
        config = {**made.scheduler.config, **fixed, "timestep_spacing": self.spacing}
        made.scheduler = getattr(diffusers, name).from_config(config)
        made.set_progress_bar_config(disable=True)
        return made

    def model(self, unet_seed: int, **told: Any) -> LatentModel:
        return around(self.pipeline(unet_seed), name="tiny", step_distilled=self.distilled, **told)


LCM, LCM_FEW = Kind("lcm", 16, (8,)), Kind("lcm", 16, (4,))
TURBO = Kind("euler-ancestral", None, (4,), "trailing")
ANY, EULER = Kind("dpmsolver++"), Kind("euler")


def of_diffusers(cloud: Kind, device: Kind, course: Course, k: int) -> Tensor:
    """Both halves by diffusers' own pipelines: k steps, and from their latents the steps that the course leaves."""
    seen: dict[int, Tensor] = {}

    def keep(_: object, step: int, __: object, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        seen[step + 1] = tensors["latents"]
        return tensors

    first = cloud.pipeline(0)
    # Of the levels that the cloud was asked for: diffusers' Euler takes them as they are, and adds none.
    told = {"sigmas": list(course.cloud.sigmas)} if len(course.cloud) == k else {"num_inference_steps": len(course.cloud)}
    generator = torch.Generator("cpu").manual_seed(SEED)
    asked: dict[str, Any] = {"guidance_scale": SCALE, "height": 16, "width": 16, "output_type": "latent"}
    first(PROMPT, **told, **asked, generator=generator, callback_on_step_end=keep)
    second = device.pipeline(1)
    alpha = course.cloud.counts(k)[0]
    state = seen[k] / alpha * course.device.counts(course.resume)[0]
    generator = torch.Generator("cpu").manual_seed(SEED)
    for _ in range(1 + (k if cloud.solver in ("lcm", "euler-ancestral") else 0)):
        torch.randn(SHAPE, generator=generator)
    timesteps = [round(timestep) for timestep in course.device.timesteps[course.resume :]]
    latents: Tensor = second(PROMPT, latents=state, timesteps=timesteps, **asked, generator=generator).images
    return latents


def drawn(cloud: LatentModel, device: LatentModel, settings: RunSettings, mode: str = "oblivious") -> Tensor:
    with local_cloud(cloud) as client:
        return tensor(run(Device(device, client), PROMPT, replace(settings, mode=mode, output_type="latent"), seed=SEED))


def planned(cloud: LatentModel, device: LatentModel, settings: RunSettings) -> Course:
    """The course of a run, as the device settles it."""
    engine = Engine(cloud)
    met = meeting(settings, engine.card(), device)
    request = plain_request((PROMPT,), met.settings.of_size(8, 8, 2), SEED, sigmas=met.sigmas)
    return met.course(engine.denoise(request).agreement, request)


def apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max() / other.abs().max())


PAIRS: dict[str, tuple[Kind, Kind, dict[int, int]]] = {
    "LCM-SDXL and a device of 25 steps": (LCM, ANY, {2: 5, 4: 12, 6: 18}),
    "Turbo and a device of 25 steps": (TURBO, ANY, {1: 5, 2: 12, 3: 18}),
    "25 steps and an LCM device": (EULER, LCM_FEW, {5: 1, 10: 2, 20: 3}),
    "LCM of 8 steps and LCM of 4": (LCM, LCM_FEW, {2: 1, 4: 2, 6: 3}),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_device_goes_on_from_the_clouds_noise_level(pair: str) -> None:
    one, other, places = PAIRS[pair]
    cloud, device = one.model(0), other.model(1)
    for k, place in places.items():
        settings = RunSettings(25, k, SCALE)
        course = planned(cloud, device, settings)
        assert course.resume == place
        expected = of_diffusers(one, other, course, k)
        assert apart(drawn(cloud, device, settings, "hybrid"), expected) < TOLERANCE, f"switch point {k}"


def test_two_ordinary_models_may_take_other_numbers_of_steps() -> None:
    """25 steps on the cloud, and as if there were 10 on the device: 6 of them are left instead of 15."""
    settings = RunSettings(25, 10, SCALE, acceleration="none", device_steps=10)
    cloud, device = ANY.model(0), ANY.model(1)
    course = planned(cloud, device, settings)
    assert len(course.device) - course.resume == 6
    assert apart(drawn(cloud, device, settings), of_diffusers(ANY, ANY, course, 10)) < TOLERANCE


def test_a_request_whose_levels_are_bent_is_the_same_for_every_candidate() -> None:
    met = meeting(RunSettings(25, 10, SCALE), Engine(EULER.model(0)).card(), LCM_FEW.model(1))
    assert met.sigmas is not None
    candidates = candidate_prompts(PROMPT)
    settings = met.settings.of_size(8, 8, 2)
    bodies = {encode_request(build_request(candidate_prompts(prompt), settings, SEED, met.sigmas)) for prompt in candidates.prompts}
    assert len(bodies) == 1
    assert decode_request(bodies.pop()).sigmas == met.sigmas, "to the last bit"


@pytest.mark.parametrize("place", [0, 5, 10])
def test_a_cloud_that_follows_other_levels_than_those_asked_for_is_refused(place: int) -> None:
    engine = Engine(EULER.model(0))

    def otherwise(body: bytes) -> tuple[int, str, bytes]:
        asked = decode_request(body)
        assert asked.sigmas is not None
        sigmas = tuple(sigma * (1 + 1e-6) if n == place else sigma for n, sigma in enumerate(asked.sigmas))
        return 200, STREAM_TYPE, frame(b"DONE", encode_reply(engine.denoise(replace(asked, sigmas=sigmas))))

    told = json.dumps({"data": [plain(engine.card())]}).encode()
    with (
        odd_cloud(otherwise, told) as url,
        CloudClient(url) as client,
        pytest.raises(Disagreement, match="other noise levels than those asked for"),
    ):
        run(Device(LCM_FEW.model(1), client), PROMPT, RunSettings(25, 10, SCALE), seed=SEED)


WRONG: list[tuple[Kind, Kind, RunSettings, str]] = [
    (LCM, ANY, RunSettings(25, 10), "switch_point must be at most 8, the steps of the cloud's model"),
    (LCM, LCM_FEW, RunSettings(25, 3), "choose switch point 2, 4 or 6"),
    (LCM, LCM_FEW, RunSettings(25, 4, solver="ddim"), "solvers of their own .lcm and lcm.: leave solver out"),
    (EULER, LCM_FEW, RunSettings(25, 10, device_steps=1), "begins its 1 step with pure noise"),
    (EULER, LCM_FEW, RunSettings(25, 10, device_steps=0), "device_steps must be 1 to"),
    (EULER, ANY, RunSettings(25, 10, cloud_steps=8), "switch_point must be 0 to cloud_steps .got 10 and 8"),
]


@pytest.mark.parametrize(("cloud", "device", "settings", "words"), WRONG)
def test_halves_that_cannot_meet_are_refused_in_a_sentence_before_anything_is_sent(
    cloud: Kind, device: Kind, settings: RunSettings, words: str
) -> None:
    sent: list[object] = []
    with local_cloud(cloud.model(0)) as client, pytest.raises(BadRequest, match=words):
        run(Device(device.model(1), client, before_sending=sent.append), PROMPT, settings, seed=SEED)
    assert not sent


def test_the_card_of_a_cloud_of_few_steps_tells_its_levels() -> None:
    """Where the device's model spaces its own otherwise, it could not know them beforehand."""
    told = json.loads(json.dumps(plain(Engine(TURBO.model(0)).card())))
    expected = TURBO.model(0).schedule(4, TURBO.solver)
    assert card_of(told).schedules == (expected,)
    assert expected != Kind(TURBO.solver, None, (4,), "leading").model(1).schedule(4, TURBO.solver)


def test_each_half_follows_the_solver_and_the_steps_that_its_model_was_made_for() -> None:
    """What the user names is for the half that follows any."""
    card = Engine(LCM.model(0)).card()
    met = meeting(RunSettings(25, 4, solver="ddim"), card, ANY.model(1))
    assert [(half.solver, half.steps, half.distilled) for half in (met.cloud, met.device)] == [("lcm", 8, True), ("ddim", 25, False)]
    assert (met.settings.solver, met.settings.num_inference_steps, met.settings.switch_point) == ("lcm", 8, 4)
    met = meeting(RunSettings(25, 2, cloud_steps=4, device_steps=50), card, ANY.model(1))
    assert (met.cloud.steps, met.device.steps) == (4, 50)


@pytest.mark.parametrize(
    ("counts", "asked", "cloud", "device"), [((4, 8), 25, 8, 4), ((4, 8), 8, 8, 8), ((1, 2), 25, 2, 2), ((2, 4, 8), 2, 2, 2)]
)
def test_a_distilled_model_takes_a_number_of_steps_that_it_was_distilled_for(
    counts: tuple[int, ...], asked: int, cloud: int, device: int
) -> None:
    kind = Kind("lcm", 16, counts)
    card, model = Engine(kind.model(0)).card(), kind.model(1)
    assert [half.steps for half in halves(RunSettings(asked, 1), (card.id, card), (model.name, model))] == [cloud, device]


@pytest.mark.parametrize("mode", ["cloud-only", "device-only"])
def test_one_half_alone_takes_all_of_its_own_steps(mode: str) -> None:
    """And is what diffusers draws with that half."""
    steps: list[tuple[str, int, int]] = []
    kind, seed = (LCM, 0) if mode == "cloud-only" else (LCM_FEW, 1)
    with local_cloud(LCM.model(0)) as client:
        device = Device(LCM_FEW.model(1), client, on_progress=lambda *told: steps.append(told))
        got = tensor(run(device, PROMPT, RunSettings(25, 3, SCALE, mode=mode, output_type="latent"), seed=SEED))
    asked: dict[str, Any] = {"guidance_scale": SCALE, "height": 16, "width": 16, "output_type": "latent"}
    generator = torch.Generator("cpu").manual_seed(SEED)
    expected = kind.pipeline(seed)(PROMPT, num_inference_steps=kind.distilled[0], generator=generator, **asked).images
    assert apart(got, expected) < TOLERANCE
    assert (mode.removesuffix("-only"), kind.distilled[0], kind.distilled[0]) in steps


def test_the_device_tells_of_the_steps_that_are_left() -> None:
    steps: list[tuple[str, int, int]] = []
    with local_cloud(LCM.model(0)) as client:
        run(Device(ANY.model(1), client, on_progress=lambda *told: steps.append(told)), PROMPT, RunSettings(25, 6, SCALE), seed=SEED)
    assert [told for told in steps if told[0] == "device"] == [("device", done, 7) for done in range(8)]

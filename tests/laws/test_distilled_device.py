"""A device that was distilled for few steps takes over at one of its own levels and finishes without guidance, however it is used."""

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.cloud.engine import Engine
from obclip.denoising.handover import taken_up
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.device.meeting import meeting
from obclip.device.pipeline import Device, run
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest, DistilledWarning
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.models.prediction import guided
from tests import distilled, tiny
from tests.commands import Call
from tests.gateways import PROMPT, gateway
from tests.outputs import tensor
from tests.running import cloud_server

SEED = 7
# Of the cloud's steps T and the switch point k: the steps that are left of the seven.
LEFT = {(25, 10): 4, (25, 5): 6, (25, 1): 6, (25, 24): 1, (50, 20): 4, (7, 3): 4, (10, 4): 4, (4, 2): 3, (2, 1): 3, (1000, 400): 4}


@pytest.mark.parametrize(("steps", "k"), LEFT)
def test_of_its_steps_those_are_left_that_begin_nearest_to_where_the_cloud_would_stop(steps: int, k: int) -> None:
    card, model = Engine(around(tiny.pipeline())).card(), around(distilled.pipeline())
    met = meeting(RunSettings(steps, k), card, model)
    assert met.planned is not None
    assert len(met.planned.device) - met.planned.resume == LEFT[steps, k]
    assert met.sigmas is not None
    assert (len(met.sigmas), met.sigmas[-1]) == (k + 1, met.planned.device.sigmas[met.planned.resume])
    assert (met.cloud.guidance_scale, met.device.guidance_scale) == (7.5, 1.0)


def test_one_of_a_single_step_has_nothing_that_a_cloud_could_begin() -> None:
    card, model = Engine(around(tiny.pipeline())).card(), around(distilled.pipeline(1))
    with pytest.raises(BadRequest, match="begins its 1 step with pure noise"):
        meeting(RunSettings(25, 10), card, model)


def test_the_picture_is_the_clouds_bent_steps_and_four_evaluations_of_the_device() -> None:
    cloud, device = around(tiny.pipeline()), around(distilled.pipeline())
    met = meeting(RunSettings(25, 10), Engine(cloud).card(), device)
    assert met.planned is not None
    course = met.planned
    start = beginning(initial_noise(SEED, (1, *device.latent_shape())), course.cloud, 1)
    predict = guided(cloud, cloud.condition([PROMPT]), 7.5)
    reached = denoise(predict, course.cloud, start, 10, prediction_type="epsilon")
    alone = guided(device, device.condition([PROMPT]), 1.0)
    expected = denoise(alone, course.device, taken_up(reached, course), 7, prediction_type="epsilon").latents
    rows: list[int] = []
    device.network.register_forward_pre_hook(lambda _, given: rows.append(len(given[0])))
    with local_cloud(cloud) as client:
        made = tensor(run(Device(device, client), PROMPT, RunSettings(25, 10, mode="hybrid", output_type="latent"), seed=SEED))
    assert (made - expected).abs().max() < 1e-4 * expected.abs().max()
    assert rows == [1, 1, 1, 1]


def test_alone_it_takes_all_seven_steps_from_pure_noise() -> None:
    device, rows = around(distilled.pipeline()), list[int]()
    device.network.register_forward_pre_hook(lambda _, given: rows.append(len(given[0])))
    run(Device(device, None), PROMPT, RunSettings(25, mode="device-only", output_type="latent"), seed=SEED)
    assert rows == [1] * 7


@pytest.mark.parametrize("plan", ["none", "fast", "tree", "auto"])
def test_it_works_with_every_plan_and_gives_other_values_from_the_latents_at_hand(plan: str) -> None:
    with ObliviousPipeline.from_pretrained(distilled.pipeline(), cloud=tiny.pipeline()) as pipeline:
        made = pipeline(PROMPT, seed=SEED, acceleration=plan, output_type="latent")
        other = made.other("young")
    assert made.work is not None
    assert torch.isfinite(tensor(made)).all()
    assert not torch.equal(tensor(made), tensor(other))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"guidance_scale": 5.0}, "takes no guidance: guidance_scale is for the cloud's steps alone"),
        ({"guidance_scale": 5.0, "mode": "device-only"}, "takes no guidance: guidance_scale changes nothing"),
        ({"negative_prompt": "blurry, beard"}, "takes no negative prompt: the items that the cloud is not sent change nothing"),
        ({"negative_prompt": "blurry", "mode": "device-only"}, "takes no negative prompt: it changes nothing"),
        ({"device_steps": 4}, "was distilled for 7 steps and is run in 4: leave device_steps out"),
    ],
)
def test_what_it_does_not_follow_is_said(asked: dict[str, Any], said: str) -> None:
    few: dict[str, Any] = {"num_inference_steps": 3, "switch_point": 1, "acceleration": "none", "output_type": "latent", "seed": SEED}
    with (
        ObliviousPipeline.from_pretrained(distilled.pipeline(), cloud=tiny.pipeline()) as pipeline,
        pytest.warns(DistilledWarning, match=said) as told,
    ):
        pipeline(PROMPT, **few, **asked)
    assert [warning.category for warning in told].count(DistilledWarning) == 1


@pytest.mark.parametrize(
    "asked", [{}, {"guidance_scale": 1.0}, {"negative_prompt": "blurry"}, {"mode": "cloud-only", "guidance_scale": 5.0}]
)
def test_what_is_followed_is_not_remarked_on(asked: dict[str, Any]) -> None:
    """Warnings are errors here."""
    with ObliviousPipeline.from_pretrained(distilled.pipeline(), cloud=tiny.pipeline()) as pipeline:
        assert pipeline(PROMPT, num_inference_steps=3, switch_point=1, acceleration="none", output_type="latent", **asked).pictures


def test_the_gateway_draws_with_it_and_tells_its_clients_what_is_left_out() -> None:
    with warnings.catch_warnings(record=True), gateway(small=distilled.pipeline()) as served:
        warnings.simplefilter("always")
        told = served.post("/v1/images/generations", {"prompt": PROMPT, "guidance_scale": 5}).json()
    assert served.cloud.sent[0].sigmas is not None
    assert "takes no guidance" in str(told)


@pytest.mark.filterwarnings("always::obclip.errors.DistilledWarning")
def test_the_command_draws_with_a_folder_over_http_as_in_one_process_and_another_value_from_kept_latents(
    call: Call, tmp_path: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    distilled.pipeline().save_pretrained("few")
    small, asked = ("--device-model", "few", "--device", "cpu"), ("--steps", 3, "--seed", SEED, "--guidance-scale", 5)
    here = call("generate", PROMPT, *small, *asked, "--cloud-model", tiny_folder, "-o", "here.png", "--keep", "--other", "young")
    assert here.status == 0, here.stderr
    with cloud_server(str(tiny_folder)) as url:
        there = call("generate", PROMPT, *small, *asked, "--cloud", url, "-o", "there.png", "-n", 2)
    assert Path("here.png").read_bytes() == Path("there-1.png").read_bytes()
    for told in (here, there):
        assert " ".join(told.stderr.split()).count("takes no guidance: guidance_scale is for the cloud's steps alone.") == 1
    (kept,) = (tmp_path / "state" / "obclip" / "latents").iterdir()
    assert call("other", kept.stem, PROMPT, "young", *small, "-o", "again.png").status == 0
    assert Path("again.png").read_bytes() == Path("here-young.png").read_bytes()


def test_a_request_is_the_same_for_every_candidate() -> None:
    """The levels that the cloud is asked for are a function of both models and the settings."""
    sent: list[Any] = []
    with local_cloud(around(tiny.pipeline())) as client:
        device = replace(Device(around(distilled.pipeline()), client), before_sending=sent.append)
        for prompt in ("an old woman in a park", "a young man in a park"):
            run(device, prompt, RunSettings(4, 2, acceleration="none", output_type="latent"), seed=SEED)
    assert sent[0] == sent[1]

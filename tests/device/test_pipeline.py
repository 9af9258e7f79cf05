"""The device's way of a prompt: modes, what is refused before anything is sent, and clouds that cannot be trusted to work."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from obclip import ObliviousPipeline, ObliviousPipelineOutput
from obclip.cloud.door import decode_request
from obclip.cloud.engine import Engine
from obclip.device.transport import CloudClient
from obclip.device.transport_patience import Patience
from obclip.errors import BadReply, BadRequest, CloudRefused, CloudUnreachable, Disagreement, NotPrivate, ObclipError, PrivacyWarning
from obclip.in_process import local_cloud
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol.codec import encode_reply
from obclip.protocol.frames import STREAM_TYPE, frame
from tests import tiny
from tests.outputs import array, tensor
from tests.replies import LEVELS
from tests.running import Answer, odd_cloud

PROMPT = "a photo of an old woman"
FEW: dict[str, Any] = {"num_inference_steps": 4, "switch_point": 2, "guidance_scale": 2.0, "seed": 3}
UNSEEDED = {name: value for name, value in FEW.items() if name != "seed"}


def model(**settings: Any) -> StableDiffusionModel:
    return StableDiffusionModel(tiny.pipeline(**settings), name="tiny")


def draw(url: str, **settings: Any) -> ObliviousPipelineOutput:
    hasty = Patience(attempts=2, returns=2, busy=2, pause=0.01, idle=20)
    with ObliviousPipeline(model(unet_seed=1), CloudClient(url, patience=hasty)) as pipeline:
        return pipeline(PROMPT, **{**FEW, **settings})


def honest(body: bytes) -> bytes:
    """What a working cloud would answer."""
    return encode_reply(Engine(model()).denoise(decode_request(body)))


def test_images_come_first_and_are_pictures_of_the_models_size() -> None:
    with ObliviousPipeline(model(), None) as pipeline:
        output = pipeline(PROMPT, num_inference_steps=2, mode="device-only")
        wider = pipeline(PROMPT, width=24, num_inference_steps=2, mode="device-only")
    assert next(iter(output.__dict__)) == "images"
    assert (output.image.size, wider.image.size) == ((16, 16), (24, 16))
    assert output.image.info == {}


def test_output_types_are_those_of_diffusers() -> None:
    with ObliviousPipeline(model(), None) as pipeline:
        made = {
            kind: pipeline(PROMPT, num_inference_steps=2, mode="device-only", seed=1, output_type=kind)
            for kind in ("pil", "np", "pt", "latent")
        }
    assert array(made["np"]).shape == (1, 16, 16, 3)
    assert tensor(made["pt"]).shape == (1, 3, 16, 16)
    assert tensor(made["latent"]).shape == (1, 4, 8, 8)
    assert np.abs(np.asarray(made["pil"].image) / 255 - array(made["np"])[0]).max() < 1 / 255


def test_the_output_says_what_the_cloud_has_spent_on_each_plan() -> None:
    with ObliviousPipeline(model(unet_seed=1), local_cloud(model())) as pipeline:
        spent = {plan: pipeline(PROMPT, acceleration=plan, output_type="latent", **FEW).work for plan in ("none", "exact", "fast", "tree")}
        alone = pipeline(PROMPT, mode="device-only", output_type="latent", **FEW).work
    multiples = {plan: work.multiple for plan, work in spent.items() if work is not None}
    assert multiples["none"] == pytest.approx(6 * 2 / 4)
    assert multiples["none"] > multiples["exact"] > multiples["fast"]
    assert multiples["exact"] > multiples["tree"]
    assert alone is None


def test_a_loaded_pipeline_is_safeguarded_in_process(tiny_device_folder: Path) -> None:
    with ObliviousPipeline.from_pretrained(tiny_device_folder, cloud=tiny.pipeline(), device="cpu") as pipeline:
        output = pipeline("a young Asian man", **FEW)
    assert len(output.candidates) == 30
    assert output.seen_by_cloud is not None
    assert output.seen_by_cloud.shape == (30, 4, 8, 8)


@pytest.mark.parametrize("device_like", ["bk-sdm-small", "bk-sdm-tiny"])
def test_the_papers_families_work_together_from_folders(device_like: str, tmp_path: Path) -> None:
    """SD 1.4's shape as the cloud and BK-SDM's as the device, saved to disk and loaded as hub models are."""
    cloud = tiny.save(tmp_path / "cloud", unet_like="sd-v1-4")
    device = tiny.save(tmp_path / "device", unet_like=device_like, unet_seed=1)
    with ObliviousPipeline.from_pretrained(device, cloud=str(cloud), device="cpu") as pipeline:
        output = pipeline(PROMPT, **FEW)
    assert (len(output.candidates), output.image.size) == (6, (16, 16))


def test_hybrid_and_oblivious_draw_the_same_picture_for_a_canonical_prompt(tiny_folder: Path, tiny_device_folder: Path) -> None:
    with (
        ObliviousPipeline.from_pretrained(tiny_device_folder, cloud=str(tiny_folder), device="cpu") as pipeline,
        pytest.warns(PrivacyWarning, match="second set"),
    ):
        made = {
            mode: pipeline(PROMPT, mode=mode, output_type="latent", acceleration="none", **FEW)
            for mode in ("oblivious", "hybrid", "cloud-only", "device-only")
        }
    assert [len(output.candidates) for output in made.values()] == [6, 1, 1, 0]
    assert (tensor(made["oblivious"]) - tensor(made["hybrid"])).abs().max() < 1e-3
    assert (tensor(made["cloud-only"]) - tensor(made["device-only"])).abs().max() > 1e-2


@pytest.mark.parametrize(
    ("prompt", "settings", "error", "words"),
    [
        (" ", {}, ObclipError, "empty"),
        ("a red car", {}, NotPrivate, "N = 1"),
        (PROMPT, {"switch_point": 5}, BadRequest, "got 5 and 4"),
        (PROMPT, {"num_inference_steps": 0}, BadRequest, "1 to 1000"),
        (PROMPT, {"num_inference_steps": "many"}, BadRequest, "num_inference_steps must be a whole number"),
        (PROMPT, {"num_inference_steps": None}, BadRequest, "num_inference_steps must be a whole number"),
        (PROMPT, {"switch_point": 1.5}, BadRequest, "switch_point must be a whole number"),
        (PROMPT, {"guidance_scale": "much"}, BadRequest, "guidance_scale must be a number"),
        (PROMPT, {"acceleration": 5}, BadRequest, "acceleration must be a plan's name"),
        (PROMPT, {"num_images_per_prompt": 1.5}, BadRequest, "num_images_per_prompt must be a whole number"),
        (PROMPT, {"negative_prompt": 5}, BadRequest, "negative_prompt must be a string"),
        (PROMPT, {"seed": -1}, BadRequest, "seed"),
        (PROMPT, {"mode": "secret"}, BadRequest, "oblivious"),
        (PROMPT, {"history": "forget"}, BadRequest, "carry"),
        (PROMPT, {"output_type": "gif"}, BadRequest, "pil"),
        (PROMPT, {"solver": "unipc"}, BadRequest, "solver"),
        (PROMPT, {"height": 17}, BadRequest, "multiple"),
        (PROMPT, {"guidance_scale": float("nan")}, BadRequest, "guidance_scale"),
        (PROMPT + " with a very long story" * 5, {}, BadRequest, "too long"),
    ],
)
def test_a_mistake_is_refused_before_anything_is_sent(prompt: str, settings: dict[str, Any], error: type[ObclipError], words: str) -> None:
    received: list[bytes] = []

    def answer(body: bytes) -> tuple[int, str, bytes]:
        received.append(body)
        return 500, "text/plain", b""

    with odd_cloud(answer) as url, ObliviousPipeline(model(), CloudClient(url)) as pipeline, pytest.raises(error, match=words):
        pipeline(prompt, **{**FEW, **settings})
    assert received == []


@pytest.mark.parametrize("mode", ["device-only", "hybrid"])
def test_a_prompt_longer_than_the_window_is_cut_silently_in_no_mode(mode: str) -> None:
    with ObliviousPipeline(model(), local_cloud(model())) as pipeline, pytest.raises(ObclipError, match="too long"):
        pipeline(PROMPT + " with a very long story" * 5, mode=mode, **FEW)


def test_the_device_draws_the_users_own_words_without_marks() -> None:
    with ObliviousPipeline(model(), None) as pipeline:
        marked, plain = (
            tensor(pipeline(prompt, num_inference_steps=2, seed=1, mode="device-only", output_type="latent"))
            for prompt in ("a {woman|man} with [[a scar]]", "a woman with a scar")
        )
    assert torch.equal(marked, plain)


def test_marked_words_reach_the_cloud_only_as_candidates(tiny_folder: Path) -> None:
    with ObliviousPipeline.from_pretrained(tiny_folder, cloud=tiny.pipeline(), device="cpu") as pipeline:
        candidates = pipeline("a {red|blue} bird [[with a scar]]", **FEW).candidates
    assert len(candidates) == 2
    assert not [candidate for candidate in candidates if "scar" in candidate or "{" in candidate]


def test_the_rules_for_cues_and_for_the_size_of_the_set_are_the_users(tiny_folder: Path) -> None:
    with ObliviousPipeline.from_pretrained(tiny_folder, cloud=tiny.pipeline(), device="cpu") as pipeline:
        withheld, kept = (pipeline("an old man with a beard", cues=cues, **UNSEEDED).candidates for cues in ("withhold", "keep"))
        assert not [candidate for candidate in withheld if "beard" in candidate]
        assert all("beard" in candidate for candidate in kept)
        sizes = [len(pipeline("an old Indian man", max_candidates=most, **UNSEEDED).candidates) for most in (30, 10)]
        assert sizes[0] == 30
        assert 1 < sizes[1] <= 10
        with pytest.raises(ObclipError, match="beard"):
            pipeline("an old man with a beard", cues="refuse", **UNSEEDED)


def test_one_candidate_is_sent_only_with_leave(tiny_folder: Path) -> None:
    with ObliviousPipeline.from_pretrained(tiny_folder, cloud=tiny.pipeline(), device="cpu") as pipeline:
        assert len(pipeline("a red car", allow_single=True, **FEW).candidates) == 1


def test_all_steps_on_the_device_need_no_cloud() -> None:
    with ObliviousPipeline(model(), None) as pipeline:
        assert pipeline(PROMPT, num_inference_steps=2, switch_point=0).candidates == ()
        with pytest.raises(BadRequest, match="needs a cloud"):
            pipeline(PROMPT, num_inference_steps=2, switch_point=1)


def test_an_unreachable_cloud_is_one_sentence() -> None:
    with pytest.raises(CloudUnreachable, match="obclip serve"):
        draw("http://127.0.0.1:9")


@pytest.mark.parametrize("url", ["", "127.0.0.1:8765", "ftp://host", "http://", "http://host/?q=1"])
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadRequest, match=r"http://127\.0\.0\.1:8765"):
        CloudClient(url)


def changed(body: bytes, **tensors: torch.Tensor) -> bytes:
    """The honest reply with other tensors."""
    reply = honest(body)
    header = reply[8 : 8 + int.from_bytes(reply[:8], "little")]
    replaced: bytes = save({**load(reply), **tensors}, json.loads(header)["__metadata__"])
    return replaced


def in_frame(make: Callable[[bytes], bytes]) -> Answer:
    return lambda body: (200, STREAM_TYPE, frame(b"DONE", make(body)))


CLOUDS: dict[str, tuple[Answer, type[ObclipError], str]] = {
    "a web page": (lambda body: (200, "text/html", b"<html>"), BadReply, "not an obclip cloud"),
    "no frames": (lambda body: (200, STREAM_TYPE, b"\x00" * 40), BadReply, "not an obclip reply"),
    "no answer in the stream": (lambda body: (200, STREAM_TYPE, b""), BadReply, "too early"),
    "cut short": (lambda body: (200, STREAM_TYPE, frame(b"DONE", honest(body))[:-5]), BadReply, "too early"),
    "a rubbish frame": (in_frame(lambda body: b"rubbish"), BadReply, "not an obclip reply"),
    "an endless frame": (in_frame(lambda body: b"0" * (1 << 20)), BadReply, "larger than"),
    "too few latents": (in_frame(lambda body: changed(body, latents=torch.zeros(5, 4, 8, 8))), BadReply, "5 latents for 6 candidates"),
    "another shape": (in_frame(lambda body: changed(body, latents=torch.zeros(6, 4, 8, 4))), BadReply, "another family"),
    "NaN": (in_frame(lambda body: changed(body, latents=torch.full((6, 4, 8, 8), torch.nan))), BadReply, "not finite"),
    "a fault": (
        lambda body: (429, "application/json", b'{"error": {"message": "Too busy.", "type": "x", "code": "y"}}'),
        CloudRefused,
        "Too busy.",
    ),
    "an error page": (lambda body: (502, "text/html", b"<html>"), CloudRefused, "502"),
    "a fault in the stream": (
        lambda body: (200, STREAM_TYPE, frame(b"FAIL", b'{"error": {"message": "It broke."}}')),
        CloudRefused,
        "It broke.",
    ),
    "a bad step": (lambda body: (200, STREAM_TYPE, frame(b"STEP", b"{}")), BadReply, "progress"),
}


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_cloud_that_misbehaves_is_refused_in_one_sentence(cloud: str) -> None:
    answer, error, words = CLOUDS[cloud]
    with odd_cloud(answer) as url, pytest.raises(error, match=words) as caught:
        draw(url)
    assert "\n" not in caught.value.message
    assert PROMPT not in caught.value.message


def answered_by(**settings: Any) -> Answer:
    cloud = Engine(model(**settings))
    return in_frame(lambda body: encode_reply(cloud.denoise(decode_request(body))))


def test_another_latent_space_is_refused() -> None:
    with odd_cloud(answered_by(scaling_factor=0.13025)) as url, pytest.raises(Disagreement, match=r'"sdxl".*"sd1"'):
        draw(url)


def test_another_prediction_type_on_the_cloud_is_no_obstacle() -> None:
    """The history that is carried is the predicted clean latents, which mean the same whatever the network predicts."""
    with odd_cloud(answered_by(prediction_type="v_prediction")) as url:
        assert draw(url).images


def test_other_noise_levels_are_refused() -> None:
    pipeline = tiny.pipeline()
    pipeline.scheduler.register_to_config(beta_end=0.02)
    other = Engine(StableDiffusionModel(pipeline, name="other"))
    answer = in_frame(lambda body: encode_reply(other.denoise(decode_request(body))))
    with odd_cloud(answer) as url, pytest.raises(Disagreement, match="was trained with"):
        draw(url)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("protocol", "obclip/1", "update"),
        ("switch_point", 1, "stopped at step 1"),
        ("levels", replace(LEVELS, solver="ddim"), "another schedule"),
        ("levels", LEVELS.without({0}), "another schedule"),
    ],
)
def test_an_agreement_that_does_not_fit_is_refused(field: str, value: Any, words: str) -> None:
    def tampered(body: bytes) -> bytes:
        reply = Engine(model()).denoise(decode_request(body))
        return encode_reply(type(reply)(reply.handover, replace(reply.agreement, **{field: value})))

    with odd_cloud(in_frame(tampered)) as url, pytest.raises(Disagreement, match=words):
        draw(url)

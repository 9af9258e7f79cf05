"""AUTOMATIC1111's interface, with the very requests that Open WebUI and SillyTavern send."""

import io
import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from obclip.errors import PrivacyWarning
from tests.gateways import PROMPT, TOKEN, Gateway, gateway

BASIC = "Basic " + b64encode(f"obclip:{TOKEN}".encode()).decode()
SILLY_TAVERN: dict[str, Any] = {
    "url": "http://127.0.0.1:8766",
    "auth": f"obclip:{TOKEN}",
    "prompt": PROMPT,
    "negative_prompt": "blurry, watermark",
    "sampler_name": "Automatic",
    "scheduler": "Automatic",
    "steps": 4,
    "cfg_scale": 7,
    "width": 512,
    "height": 768,
    "restore_faces": False,
    "enable_hr": False,
    "hr_upscaler": "Latent",
    "hr_scale": 2,
    "denoising_strength": 0.7,
    "seed": -1,
    "clip_skip": 1,
    "override_settings": {"CLIP_stop_at_last_layers": 1, "sd_vae": "Automatic"},
    "override_settings_restore_afterwards": True,
    "save_images": True,
    "send_images": True,
    "do_not_save_grid": False,
    "do_not_save_samples": False,
}


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway() as one:
        yield one


def draw(opened: Gateway, **told: Any) -> dict[str, Any]:
    answer = opened.post("/sdapi/v1/txt2img", {"prompt": PROMPT, **told}, authorization=BASIC)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sizes(told: dict[str, Any]) -> list[tuple[int, int]]:
    return [Image.open(io.BytesIO(b64decode(image))).size for image in told["images"]]


def test_silly_taverns_way_to_a_picture(opened: Gateway) -> None:
    """Ping, models, samplers, the model at hand, another one chosen, waiting until it is loaded, a picture."""
    given = {"authorization": BASIC}
    assert opened.get("/sdapi/v1/options", **given).status_code == 200
    (title,) = [model["title"] for model in opened.get("/sdapi/v1/sd-models", **given).json()]
    assert opened.get("/sdapi/v1/options", **given).json()["sd_model_checkpoint"] == title
    for path in ("samplers", "schedulers", "upscalers", "latent-upscale-modes", "sd-vae"):
        assert isinstance(opened.get(f"/sdapi/v1/{path}", **given).json(), list)
    assert opened.post("/sdapi/v1/options", {"sd_model_checkpoint": title}, **given).status_code == 200
    idle = opened.get("/sdapi/v1/progress", **given).json()
    assert (idle["progress"], idle["state"]["job_count"]) == (0.0, 0)
    told = draw(opened, **SILLY_TAVERN)
    assert sizes(told) == [(14, 20)], "512 x 768 in the model's own measure"
    sent = opened.cloud.sent[-1]
    assert (sent.num_inference_steps, sent.guidance_scale, sent.negative_prompt) == (4, 7.0, "blurry, watermark")


def test_open_webuis_way_to_pictures(opened: Gateway) -> None:
    given = {"authorization": BASIC}
    options = opened.get("/sdapi/v1/options", **given).json()
    assert opened.post("/sdapi/v1/options", options, **given).status_code == 200
    told = draw(opened, batch_size=2, width=512, height=512)
    assert sizes(told) == [(16, 16)] * 2
    info = json.loads(told["info"])
    assert len(set(info["all_seeds"])) == 2
    assert told["obclip"]["n"] == 6
    assert "512x512" in told["obclip"]["size"]


def test_a_seed_is_kept_and_minus_one_is_a_fresh_one(opened: Gateway) -> None:
    assert json.loads(draw(opened, seed=77)["info"])["seed"] == 77
    fresh = [json.loads(draw(opened, seed=-1)["info"])["seed"] for _ in range(2)]
    assert fresh[0] != fresh[1]


def test_every_seed_that_is_told_survives_a_reader_that_has_floats_alone_and_draws_the_same_again(opened: Gateway) -> None:
    """JavaScript's, in which SillyTavern and Open WebUI read them."""
    for asked in (-1, 77, 2**53 - 1):
        told = draw(opened, seed=asked, batch_size=3, steps=4)
        seeds = json.loads(told["info"], parse_int=float)["all_seeds"]
        assert seeds == json.loads(told["info"])["all_seeds"]
        assert max(seeds) < 2**53
        if asked > 0:
            assert seeds == [(asked + place) % 2**53 for place in range(3)], "as AUTOMATIC1111 counts them"
        assert draw(opened, seed=seeds[2], steps=4)["images"][0] == told["images"][2]


@pytest.mark.parametrize("seed", [2**53, 2**63 - 1, str(2**53 + 1)])
def test_a_seed_that_such_a_reader_has_rounded_is_refused(opened: Gateway, seed: object) -> None:
    answer = opened.post("/sdapi/v1/txt2img", {"prompt": PROMPT, "seed": seed})
    assert (answer.status_code, answer.json()["detail"]) == (400, f"seed must be a whole number from -1 to {2**53 - 1}.")


def test_numbers_may_come_as_texts(opened: Gateway) -> None:
    told = draw(opened, width="512", height="768", steps="4", cfg_scale="7", seed="-1", batch_size="2")
    assert len(told["images"]) == 2
    assert sizes(told) == sizes(draw(opened, width=512, height=768, steps=4, batch_size=2))


def test_a_field_that_does_nothing_is_named_unless_it_asks_for_nothing(opened: Gateway) -> None:
    idle: dict[str, Any] = {"styles": [], "enable_hr": False, "subseed": None, "override_settings": {"sd_model_checkpoint": "obclip"}}
    assert "ignored" not in draw(opened, steps=4, **idle)["obclip"]
    told = {"styles": ["old man"], "enable_hr": True, "init_images": ["abc"], "override_settings": {"CLIP_stop_at_last_layers": 2}}
    ignored = ["styles", "enable_hr", "init_images", "override_settings.CLIP_stop_at_last_layers"]
    assert draw(opened, steps=4, **told)["obclip"]["ignored"] == ignored


def test_a_side_that_is_left_out_beside_another_is_automatic1111s(opened: Gateway) -> None:
    assert sizes(draw(opened, width=256)) == sizes(draw(opened, width=256, height=512)) != sizes(draw(opened))


def test_progress_shows_steps_and_nothing_else(opened: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    held, go = threading.Event(), threading.Event()
    denoise = type(opened.cloud).denoise

    def slow(*given: Any) -> Any:
        held.set()
        assert go.wait(60)
        return denoise(opened.cloud, *given)

    monkeypatch.setattr(opened.cloud, "denoise", slow)
    try:
        told = list[dict[str, Any]]()
        drawing = threading.Thread(target=lambda: told.append(draw(opened, n_iter=2)))
        drawing.start()
        assert held.wait(60)
        seen = opened.get("/sdapi/v1/progress").json()
        assert (seen["state"]["job"], seen["state"]["sampling_steps"], seen["state"]["job_count"]) == ("cloud", 2, 1)
        assert 0 <= seen["progress"] < 1
        assert seen["current_image"] is None
        assert "park" not in json.dumps(seen)
    finally:
        go.set()
    drawing.join(60)
    assert len(told[0]["images"]) == 2
    assert opened.get("/sdapi/v1/progress").json()["progress"] == 0.0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"prompt": "a red car"}, "allow that (obclip gateway --allow-single;"),
        ({"prompt": None}, "prompt is missing"),
        ({"n_iter": 4, "batch_size": 4}, "10 pictures at most"),
        ({"width": 0}, "width"),
        ({"cfg_scale": "seven"}, "cfg_scale"),
        ({"seed": -2}, "seed"),
    ],
)
def test_what_cannot_be_drawn_is_a_4xx_with_the_sentence(opened: Gateway, told: dict[str, Any], words: str) -> None:
    answer = opened.post("/sdapi/v1/txt2img", {"prompt": PROMPT, **told})
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "txt2img", {"authorization": BASIC}, 400),
        ("POST", "txt2img", {"authorization": "Basic wrong"}, 401),
        ("GET", "options", {"authorization": BASIC, "origin": "https://other.example"}, 403),
        ("GET", "options", {"authorization": BASIC, "host": "other.example"}, 403),
        ("GET", "no-such-route", {"authorization": BASIC}, 404),
        ("GET", "txt2img", {"authorization": BASIC}, 405),
    ],
)
def test_every_error_says_its_sentence_where_clients_of_either_interface_look(
    opened: Gateway, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    """AUTOMATIC1111's own have `detail` and `errors`, OpenAI's `error.message`."""
    answer = opened.http.request(method, f"/sdapi/v1/{path}", json={}, headers=headers)
    told = answer.json()
    assert answer.status_code == status
    assert told["detail"] == told["errors"] == told["error"]["message"]
    assert told["error"]["code"]


def test_another_model_is_refused_with_the_list_for_all_orders_and_for_one(opened: Gateway) -> None:
    other = {"sd_model_checkpoint": "v1-5-pruned.ckpt"}
    for path, told in (("options", other), ("txt2img", {"prompt": PROMPT, "override_settings": other})):
        answer = opened.post(f"/sdapi/v1/{path}", told)
        assert answer.status_code == 404
        assert '"obclip"' in answer.json()["detail"]


def test_the_model_that_is_here_may_be_named_for_one_order(opened: Gateway) -> None:
    title = opened.get("/sdapi/v1/options", authorization=BASIC).json()["sd_model_checkpoint"]
    for name in (title, "obclip", None):
        draw(opened, steps=4, override_settings={"sd_model_checkpoint": name, "CLIP_stop_at_last_layers": 2})
    draw(opened, steps=4, override_settings=None)
    answer = opened.post("/sdapi/v1/txt2img", {"prompt": PROMPT, "override_settings": "sd"})
    assert (answer.status_code, answer.json()["detail"]) == (400, "override_settings must be an object.")


def test_a_seed_that_comes_again_is_told_where_logs_are_kept_without_its_number(opened: Gateway) -> None:
    told = {"steps": 4, "seed": 987_654_321}
    opened.post("/sdapi/v1/txt2img", {**told, "prompt": PROMPT})
    with pytest.warns(PrivacyWarning, match="is sent with a second set") as heard:
        answer = opened.post("/sdapi/v1/txt2img", {**told, "prompt": "an old woman on a boat", "negative_prompt": "a beard"})
    assert not any("987654321" in str(one.message) for one in heard)
    obclip = answer.json()["obclip"]
    assert (obclip["withheld_negative"], len(obclip["warnings"])) == (["a beard"], 1)

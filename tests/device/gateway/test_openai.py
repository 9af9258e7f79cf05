"""OpenAI's images interface over a real server: with bare HTTP, with OpenAI's own package, and through LiteLLM."""

import io
import json
from base64 import b64decode
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from PIL import Image

from obclip.device.gateway.pictures import SECONDS, Shelf
from obclip.errors import BadRequest, CloudRefused, PrivacyWarning
from obclip.protocol.codec import encode_request
from tests.gateways import PROMPT, TOKEN, Gateway, gateway

NOW = [0.0]


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway(shelf=Shelf(lambda: NOW[0])) as one:
        yield one


def picture(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def generate(opened: Gateway, **told: Any) -> dict[str, Any]:
    answer = opened.post("/v1/images/generations", {"prompt": PROMPT, **told})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(opened: Gateway, **told: Any) -> tuple[int, dict[str, Any]]:
    answer = opened.post("/v1/images/generations", {"prompt": PROMPT, **told})
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert answer.headers["x-should-retry"] == "false"
    return answer.status_code, error


def test_a_prompt_becomes_a_picture_and_the_cloud_sees_its_candidates_only(opened: Gateway) -> None:
    told = generate(opened)
    shown = picture(b64decode(told["data"][0]["b64_json"]))
    assert (shown.size, shown.format, shown.info) == ((16, 16), "PNG", {})
    assert (told["size"], told["output_format"]) == ("16x16", "png")
    sent = opened.cloud.sent[-1]
    assert len(sent.prompts) == told["obclip"]["n"] == 6
    assert PROMPT.encode() in encode_request(sent), "as one of six"


@pytest.mark.parametrize("path", ["/v1/images/generations", "/v1/images/other", "/sdapi/v1/txt2img", "/sdapi/v1/options"])
@pytest.mark.parametrize(("name", "said"), [("prompt", '"prompt"'), (PROMPT, "A name")])
def test_a_field_that_stands_twice_is_named_and_no_word_of_a_prompt(opened: Gateway, path: str, name: str, said: str) -> None:
    body = f'{{"{name}": "{PROMPT}", "{name}": "a zebra"}}'
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    answer = opened.http.post(path, content=body, headers=headers)
    assert answer.status_code == 400
    assert f"{said} stands twice in the request: say it once." in json.dumps(answer.json()).replace('\\"', '"')
    assert PROMPT not in answer.text


def test_what_was_hidden_is_told(opened: Gateway) -> None:
    told = generate(opened, prompt="portrait of an old woman with a beard, blorptastic, [[in my kitchen]]")["obclip"]
    hidden = {one["attribute"]: (one["words"], one["among"]) for one in told["hidden"]}
    assert hidden["gender"] == (["woman"], ["male", "female"])
    assert hidden["age"][0] == ["old"]
    assert "beard" in " ".join(told["withheld"])
    assert "in my kitchen" in " ".join(told["withheld"])
    assert "blorptastic" in " ".join(told["unknown"])
    sent = " ".join(opened.cloud.sent[-1].prompts)
    assert not [word for word in ("beard", "kitchen") if word in sent]


def test_several_pictures_are_several_requests_with_seeds_of_their_own(opened: Gateway) -> None:
    before = len(opened.cloud.sent)
    told = generate(opened, n=3)
    pixels = [np.asarray(picture(b64decode(one["b64_json"]))) for one in told["data"]]
    assert len(pixels) == 3
    assert not np.array_equal(pixels[0], pixels[1])
    assert len({request.seed for request in opened.cloud.sent[before:]}) == 3


def test_a_whole_number_may_have_a_point(opened: Gateway) -> None:
    assert len(generate(opened, n=2.0)["data"]) == 2
    assert refused(opened, n=1.5)[0] == 400


def test_numbers_may_come_as_texts(opened: Gateway) -> None:
    before = len(opened.cloud.sent)
    told = generate(opened, n="2", seed=" 7 ", steps="4.0", guidance_scale="2.5")
    assert len(told["data"]) == 2
    assert opened.cloud.sent[before].seed == 7
    assert opened.cloud.sent[before].guidance_scale == 2.5
    for name, value in {"n": "0", "seed": "-1", "steps": "1e3", "guidance_scale": "nan", "switch_point": "two"}.items():
        assert refused(opened, **{name: value})[1]["param"] == name


def test_names_of_formats_and_sizes_may_be_written_as_people_write_them(opened: Gateway) -> None:
    told = generate(opened, output_format="JPG", response_format="B64_JSON", size="16 X 16")
    assert (told["output_format"], told["size"]) == ("jpeg", "16x16")
    assert picture(b64decode(told["data"][0]["b64_json"])).format == "JPEG"


def test_a_seed_gives_the_same_picture_again(opened: Gateway) -> None:
    one, two, other = (generate(opened, seed=seed)["data"][0]["b64_json"] for seed in (7, 7, 8))
    assert one == two != other


@pytest.mark.parametrize(
    ("size", "drawn", "said"),
    [("auto", "16x16", False), ("16x16", "16x16", False), ("1792x1024", "22x12", True), ("18x16", "18x16", False)],
)
def test_sizes_are_fitted_and_said_so(opened: Gateway, size: str, drawn: str, said: bool) -> None:
    told = generate(opened, size=size)
    assert told["size"] == drawn == "x".join(map(str, picture(b64decode(told["data"][0]["b64_json"])).size))
    assert ("size" in told["obclip"]) == said


@pytest.mark.parametrize(("kind", "name"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_pictures_come_in_the_format_asked_for_with_no_word_in_them(opened: Gateway, kind: str, name: str) -> None:
    body = b64decode(generate(opened, output_format=kind, output_compression=80)["data"][0]["b64_json"])
    assert picture(body).format == name
    assert not picture(body).getexif()
    assert b"park" not in body


def test_a_url_is_a_random_name_that_lasts_ten_minutes(opened: Gateway) -> None:
    told = generate(opened, response_format="url", n=2)
    urls = [one["url"] for one in told["data"]]
    assert all(url.startswith(f"{opened.url}/pictures/") and len(url.rpartition("/")[2]) == 32 + len(".png") for url in urls)
    assert len(set(urls)) == 2
    NOW[0] += SECONDS - 1
    fetched = opened.http.get(urls[0])
    assert (picture(fetched.content).size, fetched.headers["content-type"], fetched.headers["cache-control"]) == (
        (16, 16),
        "image/png",
        "no-store",
    )
    assert opened.http.get(f"{opened.url}/pictures/{'0' * 32}.png").status_code == 404
    assert opened.http.get(urls[0], headers={"host": "evil.example"}).status_code == 403
    assert opened.http.get(urls[0], headers={"sec-fetch-site": "cross-site"}).status_code == 200, "a chat's page shows it"
    assert opened.http.get(urls[0], headers={"origin": "https://evil.example"}).status_code == 403, "whose scripts cannot read it"
    NOW[0] += 2
    assert opened.http.get(urls[0]).status_code == 404


def test_the_shelf_is_bounded() -> None:
    shelf = Shelf()
    names = [shelf.put(bytes(100 << 20), "png") for _ in range(4)]
    assert [shelf.get(name) is not None for name in names] == [False, False, True, True]


@pytest.mark.parametrize(
    "name", ["dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-1-mini", "openai/gpt-image-1.5", "DALL-E-3", "obclip", None, ""]
)
def test_names_that_clients_know_by_heart_stand_for_the_one_model(opened: Gateway, name: str | None) -> None:
    assert len(generate(opened, model=name)["data"]) == 1


def test_another_name_is_refused_with_the_list(opened: Gateway) -> None:
    status, error = refused(opened, model="imagen-4")
    assert (status, error["code"]) == (404, "model_not_found")
    assert '"obclip"' in error["message"]


def test_models_are_listed(opened: Gateway) -> None:
    listed = opened.get("/v1/models").json()
    assert listed["object"] == "list"
    assert "obclip" in [model["id"] for model in listed["data"]]
    assert opened.get("/v1/models/obclip").json()["id"] == "obclip"
    assert opened.get("/v1/models/none").status_code == 404
    assert opened.get("/v1/models/").status_code == 404


@pytest.mark.parametrize("name", ["gpt-image-1", "dall-e-3", "openai/dall-e-2", "openai/obclip"])
def test_a_name_that_may_be_asked_to_draw_is_a_model_that_is_here(opened: Gateway, name: str) -> None:
    assert opened.get(f"/v1/models/{name}").json()["id"] == name


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"prompt": "a red car"}, "allow that (obclip gateway --allow-single;"),
        ({"prompt": " "}, "The prompt is empty: write"),
        ({"prompt": None}, "prompt is missing"),
        ({"prompt": ["an old man"]}, "must be a text"),
        ({"prompt": "una chica guapa con su perro"}, "English"),
        ({"n": 11}, "from 1 to 10"),
        ({"n": True}, "whole number"),
        ({"size": "big"}, "size must be"),
        ({"response_format": "png"}, "b64_json, url"),
        ({"output_format": "gif"}, "png, jpeg, webp"),
        ({"stream": "yes"}, "true or false"),
        ({"stream": True, "n": 2}, "A stream shows one picture"),
        ({"stream": True, "partial_images": 4}, "from 0 to 3"),
        ({"negative_promt": "blurry"}, "no parameter 'negative_promt'"),
        ({"steps": 0}, "steps"),
        ({"switch_point": 9}, "switch_point must be at most steps (got 9 and 4)"),
        ({"steps": 1}, "steps must be at least the usual switch point, unless switch_point is given as well (got 2 and 1)"),
    ],
)
def test_what_cannot_be_drawn_is_a_4xx_with_the_sentence(opened: Gateway, told: dict[str, Any], words: str) -> None:
    before = len(opened.cloud.sent)
    status, error = refused(opened, **told)
    assert (status, error["type"]) == (400, "invalid_request_error")
    assert words in error["message"]
    assert len(opened.cloud.sent) == before


@pytest.mark.parametrize(
    "told",
    [{"n": 0}, {"size": "big"}, {"steps": -1}, {"response_format": "x"}, {"stream": 1.5}, {"foo": 1}, {"steps": 1}, {"switch_point": 9}],
)
def test_an_error_names_the_field_that_it_is_of(opened: Gateway, told: dict[str, Any]) -> None:
    assert refused(opened, **told)[1]["param"] == next(iter(told))


def test_what_says_nothing_here_is_ignored_and_named_in_the_answer(opened: Gateway) -> None:
    without = {"partial_images": 2, "output_compression": 50}  # a stream; a format that loses something
    given = {"background": "transparent", "quality": "hd", "style": "vivid", "moderation": "low", "user": "u", **without}
    told = generate(opened, **given)
    assert (len(told["data"]), told["obclip"]["ignored"]) == (1, list(given))
    assert events(opened, **given)[-1]["obclip"]["ignored"] == [name for name in given if name != "partial_images"]
    assert "ignored" not in generate(opened, output_format="webp", output_compression=50, partial_images=0, user=None)["obclip"]


def test_what_the_cloud_was_not_sent_of_the_negative_prompt_is_told(opened: Gateway) -> None:
    told = generate(opened, negative_prompt="blurry, beard, young girl, text")["obclip"]
    assert told["withheld_negative"] == ["beard", "young girl"]
    assert opened.cloud.sent[-1].negative_prompt == "blurry, text"
    assert "withheld_negative" not in generate(opened, negative_prompt="blurry")["obclip"]


def test_a_seed_that_links_two_sets_is_told_in_the_answer(opened: Gateway) -> None:
    assert "warnings" not in generate(opened, seed=4_711)["obclip"]
    with pytest.warns(PrivacyWarning, match="second set"):
        told = generate(opened, seed=4_711, prompt="an old man with a dog")["obclip"]
    assert [one.partition(":")[0] for one in told["warnings"]] == ["A seed that was named is sent with a second set of candidates"]


@pytest.mark.parametrize("path", ["/v1/images/edits", "/v1/images/variations", "/sdapi/v1/img2img"])
def test_edits_are_refused_in_a_sentence(opened: Gateway, path: str) -> None:
    answer = opened.post(path, {"prompt": PROMPT, "image": "x"})
    assert answer.status_code == 400
    assert "Pictures are not edited here" in answer.text


def test_a_body_that_is_no_json_or_too_large_is_refused(opened: Gateway) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    for body, status in ((b"{", 400), (b"[]", 400), (b"[" * 5_000, 400), (b'{"n":1e999}', 400), (b'"' + b"x" * (2 << 20) + b'"', 413)):
        answer = opened.http.post("/v1/images/generations", content=body, headers=headers)
        assert answer.status_code == status
        assert answer.json()["error"]["message"]


def test_a_fault_of_the_cloud_is_no_fault_of_the_client(opened: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any) -> Any:
        raise RuntimeError(f"words of a prompt: {PROMPT}")

    monkeypatch.setattr(opened.cloud, "denoise", broken)
    status, error = refused(opened)
    assert (status, error["type"]) == (503, "server_error")
    assert "park" not in error["message"]


@pytest.mark.parametrize(("status", "told"), [(422, 400), (401, 502), (503, 503), (429, 429)])
def test_what_the_cloud_cannot_use_of_an_order_is_the_clients_to_mend(
    opened: Gateway, monkeypatch: pytest.MonkeyPatch, status: int, told: int
) -> None:
    def refusing(*given: Any) -> Any:
        raise CloudRefused("Ask for fewer steps.", status=status)

    monkeypatch.setattr(opened.cloud, "denoise", refusing)
    assert refused(opened)[0] == told


def events(opened: Gateway, **told: Any) -> list[dict[str, Any]]:
    headers = {"authorization": f"Bearer {TOKEN}"}
    with opened.http.stream("POST", "/v1/images/generations", json={"prompt": PROMPT, "stream": True, **told}, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line.startswith("data: ")]


def test_a_stream_shows_the_way_there_from_the_devices_steps(opened: Gateway) -> None:
    *partial, last = events(opened, partial_images=1, steps=8, seed=3)
    assert [(one["type"], one["partial_image_index"]) for one in partial] == [("image_generation.partial_image", 0)]
    assert (last["type"], last["obclip"]["n"], last["size"]) == ("image_generation.completed", 6, "16x16")
    half, whole = (np.asarray(picture(b64decode(one["b64_json"]))) for one in (partial[0], last))
    assert half.shape == whole.shape
    assert not np.array_equal(half, whole)
    assert last["b64_json"] == generate(opened, steps=8, seed=3)["data"][0]["b64_json"], "looking changes nothing"


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_there_are_as_many_partial_pictures_as_asked_for(opened: Gateway, most: int) -> None:
    assert len(events(opened, partial_images=most, steps=10, switch_point=2)) == most + 1


def test_what_is_refused_before_the_first_step_is_no_stream(opened: Gateway) -> None:
    for told, words in (({"prompt": "a red car"}, "N = 1"), ({"prompt": "an old man " * 60}, "too long")):
        status, error = refused(opened, stream=True, **told)
        assert status == 400
        assert words in error["message"]


def test_an_error_on_the_way_is_a_streams_last_event(opened: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: Any, shape: Any, on_step: Any, *given: Any) -> Any:
        on_step(0)
        raise RuntimeError(f"words of a prompt: {PROMPT}")

    monkeypatch.setattr(opened.cloud, "denoise", broken)
    (only,) = events(opened)
    assert only["type"] == "error"
    assert "park" not in only["error"]["message"]


def client(opened: Gateway, key: str = TOKEN) -> Any:
    openai = pytest.importorskip("openai", reason="of the extra `dev`")
    return openai.OpenAI(base_url=f"{opened.url}/v1", api_key=key, max_retries=2)


def test_openais_own_package_draws(opened: Gateway) -> None:
    with client(opened) as one:
        made = one.images.generate(model="gpt-image-1", prompt=PROMPT, n=2, size="1024x1024", quality="high")
        assert [picture(b64decode(image.b64_json)).size for image in made.data] == [(16, 16)] * 2
        assert made.obclip["n"] == 6
        assert "16x16" in made.obclip["size"]
        (linked,) = one.images.generate(model="dall-e-3", prompt=PROMPT, response_format="url").data
        assert picture(opened.http.get(linked.url).content).size == (16, 16)
        assert "obclip" in [model.id for model in one.models.list()]


def test_openais_own_package_streams(opened: Gateway) -> None:
    with client(opened) as one:
        stream = one.images.generate(
            model="gpt-image-1", prompt=PROMPT, stream=True, partial_images=2, extra_body={"steps": 10, "switch_point": 2, "seed": 5}
        )
        told = list(stream)
    assert [event.type for event in told] == ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    assert [event.partial_image_index for event in told[:2]] == [0, 1]
    assert picture(b64decode(told[-1].b64_json)).size == (16, 16)


def test_openais_own_package_is_told_why_not_and_does_not_try_again(opened: Gateway) -> None:
    openai = pytest.importorskip("openai", reason="of the extra `dev`")
    before = len(opened.cloud.sent)
    with client(opened) as one, pytest.raises(openai.BadRequestError, match="N = 1"):
        one.images.generate(prompt="a red car")
    with client(opened) as one, pytest.raises(openai.NotFoundError, match="one model"):
        one.images.generate(model="imagen-4", prompt=PROMPT)
    with client(opened) as one, pytest.raises(openai.BadRequestError, match="not edited"):
        one.images.edit(image=b"x", prompt=PROMPT)
    with client(opened, key="wrong") as one, pytest.raises(openai.AuthenticationError):
        one.images.generate(prompt=PROMPT)
    assert len(opened.cloud.sent) == before


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_litellm_draws_through_it(opened: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # it would ask the network for prices
    litellm = import_module("litellm")
    settings = {"api_base": f"{opened.url}/v1", "api_key": TOKEN}
    made = litellm.image_generation(prompt=PROMPT, model="openai/gpt-image-1", size="1024x1024", **settings)
    assert picture(b64decode(made.data[0].b64_json)).size == (16, 16)
    with pytest.raises(litellm.BadRequestError, match="N = 1"):
        litellm.image_generation(prompt="a red car", model="openai/dall-e-3", **settings)


def test_a_stopped_order_says_so(opened: Gateway) -> None:
    assert opened.post("/sdapi/v1/interrupt", {}).status_code == 200
    with pytest.raises(BadRequest, match="stopped"):
        _stopped(opened)


def _stopped(opened: Gateway) -> None:
    from obclip.device.gateway.order import Order

    def stop(number: int, image: Image.Image) -> None:
        opened.studio.stop()

    done = opened.studio.submit(Order(PROMPT, count=3, partial_images=1, steps=8), on_partial=stop).result(60)
    assert len(done.pictures) == 1, "the one at hand is finished"
    raise BadRequest("stopped")

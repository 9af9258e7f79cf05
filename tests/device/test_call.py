"""A call for several pictures: prompts and pictures of each in diffusers' order, one request each, all read before anything is sent."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from obclip import ObliviousPipeline
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, NotAllowed, NotClosed, NotPrivate, ObclipError
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import safeguard
from tests import tiny
from tests.outputs import array, tensor
from tests.running import odd_cloud

FEW: dict[str, Any] = {"num_inference_steps": 3, "guidance_scale": 2.0}
TWO = ["an old man", "a young woman in a park"]


@pytest.fixture
def pipeline() -> ObliviousPipeline:
    private = ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), local_cloud(around(tiny.pipeline())))
    private.set_progress_bar_config(disable=True)
    return private


@pytest.mark.parametrize("second", ["", "a man {a|b", "une femme dans la rue avec son chien"])
def test_what_is_wrong_with_one_of_several_prompts_names_it(pipeline: ObliviousPipeline, second: str) -> None:
    with pytest.raises(ObclipError, match=r"^Prompt 2: "):
        pipeline([TWO[0], second], **FEW)
    with pytest.raises(BadRequest, match=r"^Prompt 2: Negative prompt: A mark cannot be read"):
        pipeline(TWO, negative_prompt=["blurry", "[[scar"], **FEW)


def test_prompts_come_in_their_order_and_the_pictures_of_one_together(pipeline: ObliviousPipeline) -> None:
    made = pipeline(TWO, num_images_per_prompt=2, seed=[1, 2, 3, 4], output_type="latent", **FEW)
    alone = [
        tensor(pipeline(prompt, seed=seed, output_type="latent", **FEW))
        for prompt, seed in [(TWO[0], 1), (TWO[0], 2), (TWO[1], 3), (TWO[1], 4)]
    ]
    assert torch.equal(tensor(made), torch.cat(alone))
    assert [picture.seed for picture in made.pictures] == list(made.seeds) == [1, 2, 3, 4]
    assert [len(picture.candidates) for picture in made.pictures] == [6, 6, 6, 6]
    assert all(picture.candidates[0].endswith("park") == (place > 1) for place, picture in enumerate(made.pictures))


def test_every_picture_is_a_request_of_its_own_with_a_seed_of_its_own(pipeline: ObliviousPipeline) -> None:
    made = pipeline(TWO, num_images_per_prompt=2, **FEW)
    assert (len(made.images), len(set(made.seeds))) == (4, 4)
    assert sum(picture.cloud_seconds for picture in made.pictures) == made.cloud_seconds


@pytest.mark.parametrize(("kind", "shape"), [("np", (2, 16, 16, 3)), ("pt", (2, 3, 16, 16)), ("latent", (2, 4, 8, 8))])
def test_several_pictures_are_one_array(kind: str, shape: tuple[int, ...], pipeline: ObliviousPipeline) -> None:
    made = pipeline(TWO[0], num_images_per_prompt=2, output_type=kind, **FEW)
    assert (array(made) if kind == "np" else tensor(made)).shape == shape


def test_the_output_can_be_read_as_those_of_diffusers(pipeline: ObliviousPipeline) -> None:
    made = pipeline(TWO[0], seed=1, **FEW)
    told: Any = pipeline(TWO[0], seed=1, return_dict=False, **FEW)
    (images,) = told
    assert made[0] is made["images"] is made.images
    assert np.array_equal(np.asarray(images[0]), np.asarray(made.image))


def test_of_several_pictures_one_is_asked(pipeline: ObliviousPipeline) -> None:
    made = pipeline(TWO, **FEW)
    with pytest.raises(BadRequest, match=re.escape("There are 2 pictures: ask one of them, output.pictures[0]")):
        _ = made.seed


def test_a_negative_prompt_is_one_for_all_or_one_a_prompt(pipeline: ObliviousPipeline) -> None:
    one = pipeline(TWO, negative_prompt="blurry, old man", **FEW)
    each = pipeline(TWO, negative_prompt=["blurry", "beard"], **FEW)
    assert [picture.negative_prompt for picture in one.pictures] == ["blurry", "blurry"]
    assert [picture.negative_prompt for picture in each.pictures] == ["blurry", None]
    with pytest.raises(BadRequest, match="a list of 2, one for each prompt"):
        pipeline(TWO, negative_prompt=["blurry"], **FEW)


def test_the_device_draws_the_users_own_negative_prompt(pipeline: ObliviousPipeline) -> None:
    """What the cloud is not told still counts on the device."""
    plain, telling = (
        tensor(pipeline(TWO[0], negative_prompt=negative, seed=3, output_type="latent", **FEW)) for negative in (None, "beard")
    )
    assert (plain - telling).abs().max() > 1e-3


def test_without_guidance_no_negative_prompt_is_sent(pipeline: ObliviousPipeline) -> None:
    assert pipeline(TWO[0], negative_prompt="blurry", **{**FEW, "guidance_scale": 1.0}).negative_prompt is None


@pytest.mark.parametrize("prompt", [None, 3, [], {"an old man"}])
def test_what_is_no_prompt_is_refused(prompt: Any, pipeline: ObliviousPipeline) -> None:
    with pytest.raises(BadRequest, match="a string, or a list of one or more"):
        pipeline(prompt, **FEW)


def test_a_prompt_that_went_through_the_safeguard_may_stand_in_a_list(pipeline: ObliviousPipeline) -> None:
    made = pipeline([safeguard(TWO[0]), TWO[1]], **FEW)
    assert [picture.candidates for picture in made.pictures] == [tuple(safeguard(prompt).candidates.prompts) for prompt in TWO]


def test_a_set_is_certified_anew_and_asks_the_same_permission_as_its_prompt(pipeline: ObliviousPipeline) -> None:
    done = safeguard(TWO[0])
    with pytest.raises(NotClosed, match="not the candidates of their prompt"):
        pipeline(replace(done, candidates=replace(done.candidates, prompts=("one", "another"))), **FEW)
    for prompt, rules in (("a red car", Rules()), ("eine alte Frau", Rules(language="any"))):
        with pytest.raises(NotPrivate):
            pipeline(safeguard(prompt, rules), **FEW)
        assert pipeline(safeguard(prompt, rules), allow_single=True, **FEW).images


@pytest.mark.parametrize("mode", ["hybrid", "cloud-only"])
def test_a_bare_prompt_goes_to_a_url_only_if_that_is_allowed(mode: str, pipeline: ObliviousPipeline) -> None:
    received: list[bytes] = []

    def answer(body: bytes) -> tuple[int, str, bytes]:
        received.append(body)
        return 500, "text/plain", b""

    with odd_cloud(answer) as url, ObliviousPipeline(around(tiny.pipeline()), CloudClient(url)) as private:
        with pytest.raises(BadRequest, match="bare prompt") as caught:
            private(TWO[0], mode=mode, **FEW)
        assert (caught.value.code, received) == ("would_reveal_prompt", [])
        with pytest.raises(ObclipError) as after:
            private(TWO[0], mode=mode, reveal_prompt=True, **FEW)
        assert after.value.code != "would_reveal_prompt"
    assert pipeline(TWO[0], mode=mode, **FEW).images, "a cloud in this process is no other's"


@pytest.mark.parametrize(
    "wrong",
    [
        {"seed": "x"}, {"seed": True}, {"seed": 1.5}, {"num_images_per_prompt": 2.5}, {"negative_prompt": 3}, {"width": "x"},
        {"height": 2.0}, {"num_inference_steps": "4"}, {"switch_point": "1"}, {"solver": ["euler"]}, {"solver": 3},
    ],
)  # fmt: skip
def test_what_is_of_another_kind_is_one_sentence(wrong: dict[str, Any], pipeline: ObliviousPipeline) -> None:
    with pytest.raises(BadRequest):
        pipeline(TWO[0], **{**FEW, **wrong})


def test_nothing_is_sent_if_any_of_the_prompts_is_refused() -> None:
    received: list[bytes] = []

    def answer(body: bytes) -> tuple[int, str, bytes]:
        received.append(body)
        return 500, "text/plain", b""

    with odd_cloud(answer) as url, ObliviousPipeline(around(tiny.pipeline()), CloudClient(url)) as private:
        with pytest.raises(NotPrivate):
            private([TWO[0], "a red car"], **FEW)
        with pytest.raises(BadRequest, match="at least 1"):
            private(TWO, num_images_per_prompt=0, **FEW)
    assert received == []


def test_progress_goes_over_all_pictures(pipeline: ObliviousPipeline) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline(TWO, switch_point=1, on_progress=lambda *step: told.append(step), **FEW)
    assert [done for side, done, total in told if side == "device" and total == 4] == [0, 1, 2, 2, 3, 4]
    assert [done for side, done, total in told if side == "cloud" and total == 2] == [0, 1, 1, 2]


def test_the_bar_can_be_switched_off_and_ends_full(capfd: pytest.CaptureFixture[str]) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(tiny.pipeline()))) as private:
        private(TWO, **FEW)
        assert "6/6" in capfd.readouterr().err
        private.set_progress_bar_config(disable=True)
        private(TWO, **FEW)
        assert capfd.readouterr().err == ""


def test_few_steps_need_no_switch_point(pipeline: ObliviousPipeline) -> None:
    for steps, k in ((1, 1), (2, 1), (4, 2), (10, 4), (25, 10)):
        told: list[tuple[str, int, int]] = []
        pipeline(TWO[0], num_inference_steps=steps, guidance_scale=2.0, on_progress=lambda *step, told=told: told.append(step))
        assert ("cloud", k, k) in told


def test_a_sexual_prompt_takes_no_negative_prompt_that_leaves_adults_out(pipeline: ObliviousPipeline) -> None:
    with pytest.raises(NotAllowed, match="names adults"):
        pipeline("a nude person", negative_prompt="blurry, adult", mode="device-only", **FEW)
    assert pipeline("a nude person", negative_prompt="blurry", mode="device-only", **FEW).images
    assert pipeline("a person", negative_prompt="blurry, adult", mode="device-only", **FEW).images


def drawn_before(error: BaseException) -> Any:
    return vars(error)["drawn"]


@pytest.mark.parametrize("stop", [ZeroDivisionError, KeyboardInterrupt])
def test_pictures_that_were_drawn_before_an_error_come_with_it(pipeline: ObliviousPipeline, stop: type[BaseException]) -> None:
    calls: list[int] = []

    def failing(*args: Any) -> None:
        calls.append(1)
        if len(calls) > 2:
            raise stop

    with pytest.raises(stop) as stopped:
        pipeline([*TWO, *TWO], seed=[1, 2, 3, 4], switch_point=2, output_type="latent", callback_on_step_end=failing, **FEW)
    assert drawn_before(stopped.value).seeds == (1, 2)
    assert torch.equal(tensor(drawn_before(stopped.value)), tensor(pipeline(TWO, seed=[1, 2], switch_point=2, output_type="latent", **FEW)))
    with pytest.raises(stop) as at_once:
        pipeline(TWO, callback_on_step_end=failing, **FEW)
    assert drawn_before(at_once.value) is None


def test_a_pipeline_that_is_closed_while_it_draws_says_so_and_keeps_what_was_drawn(pipeline: ObliviousPipeline) -> None:
    def closing(*args: Any) -> None:
        pipeline.close()

    with pytest.raises(BadRequest, match="This pipeline is closed: load it again") as stopped:
        pipeline(TWO, seed=[1, 2], switch_point=2, callback_on_step_end=closing, **FEW)
    assert stopped.value.drawn.seeds == (1,)


def test_what_is_no_function_is_refused_before_anything_is_sent(pipeline: ObliviousPipeline) -> None:
    with pytest.raises(BadRequest, match="on_progress must be a function or None"):
        pipeline(TWO, **{**FEW, "on_progress": 3})


@pytest.mark.parametrize("place", ["bogus", "cuda:99", torch.int8])
def test_a_place_that_is_not_there_is_told_in_a_sentence(pipeline: ObliviousPipeline, place: Any) -> None:
    with pytest.raises(BadRequest, match=f'cannot be moved to "{place}": .+') as refused:
        pipeline.to(place)
    assert "\n" not in refused.value.message

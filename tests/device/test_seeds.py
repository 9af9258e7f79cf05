"""Seeds: fresh for each picture, drawn from a generator that moves on, never everybody's, and told when one links two sets."""

import warnings
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.device.seeds import EVERYBODYS_SEED, Seed, Seeds
from obclip.errors import BadRequest, PrivacyWarning
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 2, "output_type": "latent"}


def seeded(seed: int) -> torch.Generator:
    return torch.Generator("cpu").manual_seed(seed)


def numbers(count: int, **given: Any) -> list[int]:
    return [seed.number for seed in Seeds().choose(count, **given)]


def test_each_picture_has_a_fresh_seed() -> None:
    assert len({*numbers(8), *numbers(8)}) == 16


def test_a_generator_used_twice_gives_two_seeds_and_seeded_again_the_same() -> None:
    generator = seeded(5)
    first, second = numbers(1, generator=generator), numbers(1, generator=generator)
    assert first != second
    assert numbers(2, generator=seeded(5)) == [*first, *second]
    assert first != [5]


def test_a_list_of_generators_gives_a_seed_of_each() -> None:
    assert numbers(2, generator=[seeded(5), seeded(6)]) == [*numbers(1, generator=seeded(5)), *numbers(1, generator=seeded(6))]


def test_a_seed_is_the_first_pictures_and_leads_to_the_others() -> None:
    assert numbers(1, seed=7) == [7]
    assert numbers(3, seed=7)[0] == 7
    assert len(set(numbers(3, seed=7))) == 3
    assert numbers(3, seed=7) == numbers(3, seed=7)
    assert numbers(2, seed=[3, 4]) == [3, 4]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seed": 1, "generator": seeded(1)}, "not both"),
        ({"seed": -1}, "seed must be 0 to"),
        ({"seed": 2**63}, "seed must be 0 to"),
        ({"generator": 5}, "generator must be a torch.Generator, or a list of them"),
        ({"seed": 1.5}, "seed must be a whole number"),
        ({"seed": ["one", "two"]}, "seed must be a whole number"),
        ({"seed": [1, 2, 3]}, "each of the 2 pictures .got 3"),
        ({"generator": [seeded(1)]}, "each of the 2 pictures .got 1"),
    ],
)
def test_what_gives_no_seed_for_each_picture_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        Seeds().choose(2, **given)


def test_the_seed_that_torch_gives_everybody_is_replaced_and_that_is_said_once() -> None:
    seeds = Seeds()
    assert torch.Generator().initial_seed() == EVERYBODYS_SEED
    with pytest.warns(PrivacyWarning, match="Nobody has seeded"):
        first = seeds.choose(2, generator=torch.Generator())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        second = seeds.choose(1, generator=torch.Generator())
    drawn = int(torch.randint(2**63 - 1, (1,), generator=torch.Generator()))
    assert len({drawn, EVERYBODYS_SEED, *(seed.number for seed in [*first, *second])}) == 5


def test_the_seed_of_the_output_is_that_of_diffusers_generator() -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        made = pipeline("an old man", mode="device-only", guidance_scale=2.0, generator=seeded(5), **FEW)
        again = pipeline("an old man", mode="device-only", guidance_scale=2.0, seed=made.seed, **FEW)
    same = tiny.pipeline()
    same.set_progress_bar_config(disable=True)
    expected = same("an old man", guidance_scale=2.0, generator=seeded(made.seed), **FEW).images
    assert torch.equal(tensor(made), tensor(again))
    assert (tensor(made) - expected).abs().max() < 1e-4 * expected.abs().max()


def test_a_log_is_told_of_a_seed_without_its_number_and_without_pythons_words() -> None:
    seeds = Seeds(named=False)
    one, another = (DenoiseRequest((prompt,), 987_654_321, 4, 2, 2.0) for prompt in ("an old man", "a car"))
    assert seeds.note(one, Seed(one.seed, fixed=True)) is None
    with pytest.warns(PrivacyWarning) as heard:
        seeds.note(another, Seed(one.seed, fixed=True))
    (said,) = (str(warning.message) for warning in heard)
    assert said.endswith("both are one user's. Name none for a fresh one.")
    assert not any(word in said for word in ("987654321", "generator", "output."))


def test_a_fixed_seed_with_a_second_set_is_told_and_with_the_same_set_is_not() -> None:
    with ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(tiny.pipeline()))) as pipeline:
        pipeline("an old man", seed=4, **FEW)
        pipeline("a young woman", seed=4, **FEW)  # another member of one set
        pipeline("an old man in a park", seed=5, **FEW)
        pipeline("an old man in a park", **FEW)
        pipeline("an old man on a boat", mode="device-only", seed=4, **FEW)  # nothing is sent
        with pytest.warns(PrivacyWarning, match="The seed 4 is sent with a second set"):
            pipeline("an old man in a park", seed=4, **FEW)
        with pytest.warns(PrivacyWarning, match="second set"):
            pipeline("an old man", negative_prompt="blurry", seed=4, **FEW)

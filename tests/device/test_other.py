"""Another value of what is hidden comes from the latents at hand: no request, the same noise, the user's own words with that value."""

from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.errors import BadRequest, NotAllowed
from obclip.in_process import LocalCloud, local_cloud
from obclip.models.families.known import around
from obclip.prompts.another import another
from obclip.prompts.safeguard import safeguard
from tests import tiny
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 4, "guidance_scale": 2.0, "output_type": "latent"}
WORDS = [
    ("an old man in a park", ("young",), {}, "a young man in a park"),
    ("an old man in a park", (), {"gender": "female"}, "an old woman in a park"),
    ("an old man in a park", ("young", "female"), {}, "a young woman in a park"),
    ("an old woman with a beard [[and a scar]]", ("young",), {}, "a young woman with a beard and a scar"),
    ("her grandmother and the dog", ("male",), {}, "an old man and the dog"),
    ("an old woman and her dog", ("male",), {}, "an old man and his dog"),
    ("a {red|blue} bird [[with a scar]]", ("blue",), {}, "a blue bird with a scar"),
]


@pytest.mark.parametrize(("prompt", "values", "named", "words"), WORDS)
def test_the_users_own_words_say_the_other_value(prompt: str, values: tuple[str, ...], named: dict[str, str], words: str) -> None:
    done = safeguard(prompt)
    choice, own = another(done, values, named)
    assert own == words
    assert choice.position() != done.choice.position()


@pytest.mark.parametrize(
    ("prompt", "values", "person", "words"),
    [
        ("an old man", ("purple",), None, "No candidate says 'purple': there are age: "),
        ("an old man", (), None, "Say which other is wanted"),
        ("an old man and a young woman", ("old",), None, "say which, person=1"),
        ("an old man", ("young",), 2, "person must be 1 to 1"),
        ("an old man", ("young",), "1", "person must be a whole number"),
        ("an old man", ("young",), True, "person must be a whole number"),
        ("an old man", ("young", "old"), None, "One age at a time: young or old"),
    ],
)
def test_what_no_candidate_says_is_refused(prompt: str, values: tuple[str, ...], person: Any, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        another(safeguard(prompt), values, {}, person)


def test_one_attribute_has_one_value_however_it_is_named() -> None:
    done = safeguard("an old man and a young woman")
    with pytest.raises(BadRequest, match="One age at a time: young or old"):
        another(safeguard("an old man"), ("young",), {"age": "old"})
    assert another(done, ("middle-aged",), {"age": "middle-aged"}, 2)


def test_of_several_persons_one_is_meant() -> None:
    done = safeguard("an old man and a young woman")
    assert another(done, ("old",), {}, person=2)[1] == "an old man and an old woman"


def test_words_that_the_cloud_never_saw_make_no_minor_of_anybody() -> None:
    """The other picture would be drawn with what is withheld, so that there is no such set."""
    with pytest.raises(NotAllowed):
        safeguard("a woman [[nude]], {28|15} years old")


class Counting(LocalCloud):
    """Counts what is sent."""

    sent = 0

    def denoise(self, *given: Any) -> Any:
        self.sent += 1
        return super().denoise(*given)


def test_it_is_what_that_candidate_would_have_given_and_nothing_is_sent() -> None:
    cloud = Counting(around(tiny.pipeline()))
    with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), cloud) as pipeline:
        first = pipeline("an old man in a park", negative_prompt="blurry", seed=3, **FEW)
        assert cloud.sent == 1
        other, back = first.other("young", gender="female"), first.other("young").other("old")
        assert cloud.sent == 1
        expected = pipeline("a young woman in a park", negative_prompt="blurry", seed=3, **FEW)
    assert torch.equal(tensor(other), tensor(expected))
    assert (tensor(other) - tensor(first)).abs().max() > 1e-3
    assert (other.seed, other.candidates) == (3, first.candidates)
    assert torch.equal(tensor(back), tensor(first))


def test_there_is_no_other_where_the_cloud_drew_no_candidates_or_the_pipeline_is_gone() -> None:
    pipeline = ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(tiny.pipeline())))
    alone = pipeline("an old man", mode="device-only", **FEW)
    drawn = pipeline("an old man", **FEW)
    with pytest.raises(BadRequest, match="drew no candidates"):
        alone.other("young")
    pipeline.close()
    with pytest.raises(BadRequest, match="is closed"):
        drawn.other("young")
    del pipeline
    with pytest.raises(BadRequest, match=r"is gone|is closed"):
        drawn.other("young")

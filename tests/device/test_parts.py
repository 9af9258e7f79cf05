"""What users of diffusers ask of a pipeline that wraps others: a sentence says where it is to be asked."""

import pytest

from obclip import ObliviousPipeline
from obclip.models.families.known import around
from tests import tiny


@pytest.mark.parametrize("name", ["enable_model_cpu_offload", "load_lora_weights", "enable_attention_slicing"])
def test_what_diffusers_does_to_a_pipeline_is_done_to_those_that_are_wrapped(name: str) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        with pytest.raises(AttributeError, match=rf"^{name} is for the pipelines that are wrapped: .* call it on them, and wrap them\.$"):
            getattr(pipeline, name)()
        with pytest.raises(AttributeError, match=r"^ObliviousPipeline has no attribute enable_everything\.$"):
            pipeline.enable_everything()
    assert not hasattr(pipeline, name), "nor once it is closed"


@pytest.mark.parametrize("name", ["enable_vae_slicing", "enable_vae_tiling", "disable_vae_slicing", "disable_vae_tiling"])
def test_what_diffusers_leaves_to_an_autoencoder_is_told_by_where_it_is_done(name: str) -> None:
    own = name.replace("vae_", "")
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        with pytest.raises(AttributeError, match=rf"^{name} is for the pipelines that are wrapped: .* call vae\.{own}\(\) on them, and"):
            getattr(pipeline, name)()
        getattr(tiny.pipeline().vae, own)()


@pytest.mark.parametrize("name", ["components", "config"])
def test_what_diffusers_tells_of_a_pipeline_is_asked_of_those_that_are_wrapped(name: str) -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as pipeline,
        pytest.raises(AttributeError, match=rf"^{name} is for the pipelines that are wrapped: ask those for it\.$"),
    ):
        getattr(pipeline, name)

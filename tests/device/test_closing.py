"""Nothing of a closed pipeline stays in memory, whatever its outputs are kept for."""

import gc
import weakref
from typing import Any

import pytest

from obclip import ObliviousPipeline
from obclip.errors import BadRequest
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from tests import tiny

FEW: dict[str, Any] = {"num_inference_steps": 2, "guidance_scale": 2.0}


def test_closed_pipelines_leave_no_network_behind() -> None:
    networks, outputs = [], []
    for _ in range(4):
        loaded = [tiny.pipeline(), tiny.pipeline()]
        networks += [weakref.ref(part) for pipeline in loaded for part in (pipeline.unet, pipeline.vae, pipeline.text_encoder)]
        with ObliviousPipeline(around(loaded[0]), local_cloud(around(loaded[1]))) as private:
            private.set_progress_bar_config(disable=True)
            outputs.append(private("an old man", **FEW))
        del loaded
    gc.collect()
    assert [network() for network in networks] == [None] * 24
    assert len(outputs) == 4


def test_an_open_one_keeps_them() -> None:
    """What the test above would not notice if references were never kept."""
    loaded = tiny.pipeline()
    network = weakref.ref(loaded.unet)
    private = ObliviousPipeline(around(loaded), None)
    del loaded
    gc.collect()
    assert network() is not None
    private.close()
    gc.collect()
    assert network() is None


def test_a_closed_pipeline_says_so() -> None:
    private = ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(tiny.pipeline())))
    private.close()
    private.close()
    with pytest.raises(BadRequest, match="This pipeline is closed: load it again"):
        private("an old man", **FEW)

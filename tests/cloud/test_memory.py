"""A call of the network has as many rows as fit, and what comes out does not depend on it."""

import gc
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from obclip.cloud.engine import Engine
from obclip.cloud.memory import ENOUGH, fitting_rows, rows_at_size, rows_in
from obclip.cloud.worker import Worker
from obclip.errors import OutOfMemory
from obclip.models.conditioning import Conditioning
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol.acceleration import PRESETS
from tests import tiny
from tests.cloud.asking import PROMPTS, asked, tiny_model


class Small(StableDiffusionModel):
    """Runs out of memory above so many latent numbers in a call, and writes down its calls."""

    fits = 10**9

    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        calls.append(len(rows))
        if rows.numel() > self.fits:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return super().predict(rows, timestep, text)


calls: list[int] = []


def small(fits: int = 10**9) -> Small:
    calls.clear()
    model = Small(tiny.pipeline(), name="tiny")
    model.fits = fits
    return model


def test_larger_pictures_have_fewer_rows_a_call_and_the_same_result() -> None:
    engine = Engine(small(), most_rows=4)
    side = 2 * 8 * engine.space.factor
    parts = engine.denoise(asked(height=side, width=side)).handover.latents
    assert set(calls) == {1}
    whole = Engine(engine.model, most_rows=None).denoise(asked(height=side, width=side)).handover.latents
    assert (parts - whole).abs().max() < 1e-5 * max(1.0, float(whole.abs().max()))


def test_after_a_step_without_memory_calls_have_half_the_rows_until_they_fit() -> None:
    worker = Worker(Engine(small(fits=2 * 4 * 64), most_rows=4))
    first = worker.submit(asked()).future.exception(30)
    second = worker.submit(asked()).future.result(30)
    assert isinstance(first, OutOfMemory)
    assert (first.http_status, first.retry_after) == (503, 10)
    assert second.body
    assert worker.engine.most_rows == 2


def test_rows_fill_what_is_free_and_are_one_at_least() -> None:
    assert rows_in(10_000, 100, 64) == 64
    assert rows_in(5_000, 100, 64) == 40
    assert rows_in(5, 100, 64) == 1
    assert rows_in(10**12, 1, 10**6) == ENOUGH
    assert rows_at_size(64, 4, 1) == 16
    assert rows_at_size(64, 1, 4) == 64
    assert rows_at_size(2, 100, 1) == 1
    assert rows_at_size(None, 4, 1) is None
    assert fitting_rows(small(), 7) == 7, "on a CPU as many as were asked for"


@pytest.mark.parametrize("plan", PRESETS)
def test_nothing_of_a_request_waits_for_the_garbage_collector(plan: str) -> None:
    engine = Engine(tiny_model())
    request = asked(acceleration=replace(PRESETS[plan](3), axes=(len(PROMPTS),)))
    engine.denoise(request)  # what the model itself keeps is made by now
    gc.collect()
    before = tensors()
    gc.disable()
    try:
        engine.run_together([engine.prepare(request), engine.prepare(replace(request, seed=5))])
        assert tensors() == before
    finally:
        gc.enable()


def tensors() -> int:
    """Those that live, reachable or not."""
    return sum(type(value) is Tensor for value in gc.get_objects())

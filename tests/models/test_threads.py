"""One model, asked by several threads at once: the words of each are read as if it were alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import Tensor

from obclip.errors import BadRequest
from obclip.models.families.stable_diffusion import StableDiffusionModel
from tests import tiny

ROUNDS = 60


def test_words_are_padded_and_counted_alike_whoever_else_reads_some() -> None:
    model = StableDiffusionModel(tiny.pipeline(), name="tiny")
    alone = model.condition(["an old man"]).rows["text"]

    def padded(_: int) -> Tensor:
        return model.condition(["an old man"]).rows["text"]

    def counted(_: int) -> None:
        with pytest.raises(BadRequest, match="too long"):
            model.check_length(["old " * 200])

    with ThreadPoolExecutor(8) as pool:
        counts = pool.map(counted, range(ROUNDS))
        texts = list(pool.map(padded, range(ROUNDS)))
        list(counts)
    assert all(torch.equal(text, alone) for text in texts)

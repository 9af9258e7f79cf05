"""A deeper decoder begins as the one that it is made of."""

import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import AutoencoderTiny
from safetensors.torch import save_file

from training import decoder as stage
from training.decoder import BLOCKS, ENCODER_BLOCKS, Drawn, deepened, loss_of
from training.ends import FILE as ENDS
from training.latents import keep
from training.networks import autoencoder


def test_a_deeper_decoder_draws_the_same_until_it_learns() -> None:
    torch.default_generator.manual_seed(0)
    model, seen = autoencoder(), torch.randn(2, 4, 16, 16)

    deeper = deepened(model)

    with torch.no_grad():
        torch.testing.assert_close(deeper.decoder(seen), model.decoder(seen), atol=1e-5, rtol=0)
    assert deeper.config.num_decoder_blocks == BLOCKS
    assert sum(weight.numel() for weight in deeper.decoder.parameters()) > 1.5 * sum(
        weight.numel() for weight in model.decoder.parameters()
    )


def test_its_latents_are_those_of_the_encoder_before() -> None:
    torch.default_generator.manual_seed(1)
    model, pixels = autoencoder(), torch.rand(1, 3, 128, 128)

    deeper, whole = deepened(deepened(model)), deepened(model, whole=True)

    with torch.no_grad():
        assert torch.equal(deeper.encoder(pixels), model.encoder(pixels))
        torch.testing.assert_close(whole.encoder(pixels), model.encoder(pixels), atol=1e-5, rtol=0)
    assert tuple(whole.config.num_encoder_blocks) == ENCODER_BLOCKS


def test_new_blocks_learn() -> None:
    torch.default_generator.manual_seed(2)
    deeper = deepened(autoencoder())

    loss_of(deeper.decoder(torch.randn(1, 4, 16, 16)), torch.zeros(1, 3, 128, 128), torch.ones(1, 1, 128, 128)).backward()  # type: ignore[no-untyped-call]

    added = deeper.decoder.layers[2 + 4 : 2 + 8]
    assert all(float(block.conv[-1].weight.grad.abs().max()) > 0 for block in added)


def test_a_tint_costs_more_than_the_same_error_in_turns() -> None:
    picture, weight = torch.zeros(1, 3, 128, 128), torch.ones(1, 1, 128, 128)
    turns = 0.2 * (1 - 2 * (torch.arange(128) % 2)).float().expand(1, 3, 128, 128)

    tinted, striped = (loss_of(picture + wrong, picture, weight) - 0.5 * edges for wrong, edges in ((0.2, 0.0), (turns, 0.4)))

    assert tinted > 2 * striped


@pytest.mark.parametrize("whole", [False, True])
def test_the_encoder_learns_only_when_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool) -> None:
    torch.default_generator.manual_seed(3)
    pair, dice = tmp_path / "pair" / "autoencoder", np.random.default_rng(0)
    first = deepened(autoencoder(), whole)
    first.save_pretrained(pair)
    for name in ("train", "test"):
        np.save(tmp_path / f"{name}-images.npy", dice.integers(0, 256, (2, 128, 128, 3), np.uint8))
    keep(tmp_path / "latents.pt", [torch.zeros(2, 4, 16, 16).half()])
    monkeypatch.setattr(
        sys, "argv", ["decoder", "--work", str(tmp_path), "--samples", "4", "--batch", "2", *(["--whole"] if whole else [])]
    )

    stage.main()

    last = AutoencoderTiny.from_pretrained(pair)
    moved = [_differ(getattr(first, part), getattr(last, part)) for part in ("encoder", "decoder")]
    assert moved == [whole, True]
    assert (tmp_path / "pair" / "autoencoder-before").exists()


def _differ(one: torch.nn.Module, other: torch.nn.Module) -> bool:
    return any(not torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_ends_of_a_student_are_refused_where_the_encoder_makes_the_latents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["decoder", "--whole", "--ends", "0.5"])

    with pytest.raises(SystemExit):
        stage.options()

    assert "leave out --ends" in capsys.readouterr().err


def test_what_a_student_drew_is_learnt_as_the_portrait_that_the_decoder_draws_of_its_end(tmp_path: Path) -> None:
    torch.default_generator.manual_seed(3)
    decoder, clean = autoencoder().decoder, torch.randn(1, 4, 16, 16).half()
    save_file({"drawn": 0.5 * clean, "clean": clean}, tmp_path / ENDS)

    seen, pixels = Drawn(tmp_path, decoder).draw(2)

    with torch.no_grad():
        wanted = decoder(clean.float()).clamp(-1, 1).expand(2, -1, -1, -1)
    torch.testing.assert_close(seen, 0.5 * clean.float().expand(2, -1, -1, -1), atol=2e-3, rtol=0)
    torch.testing.assert_close(pixels, wanted, atol=0.1, rtol=0)  # bfloat16 where the processor has it

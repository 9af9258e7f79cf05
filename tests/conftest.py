"""Folders of tiny models, made once a run; every other thing a test builds itself."""

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

import pytest
import torch
from diffusers.utils import logging as diffusers_logging
from transformers.utils import logging as transformers_logging

from obclip.cli.main import run
from tests import tiny
from tests.commands import Call, Told

# The models of the tests are small: a second thread costs more than it brings, here and in the programs that tests start.
os.environ["OMP_NUM_THREADS"] = "1"
torch.set_num_threads(1)
diffusers_logging.disable_progress_bar()
transformers_logging.disable_progress_bar()


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Stable Diffusion folder."""
    return tiny.save(tmp_path_factory.mktemp("models") / "tiny-sd")


@pytest.fixture(scope="session")
def tiny_device_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another UNet in the same latent space."""
    return tiny.save(tmp_path_factory.mktemp("models") / "tiny-device", unet_seed=1)


@pytest.fixture(scope="session")
def other_space_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose latents have the same shape and another meaning."""
    return tiny.save(tmp_path_factory.mktemp("models") / "tiny-sdxl-space", scaling_factor=0.13025)


@pytest.fixture
def addresses_asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What anything asks the network for from here on: written down, and never reached."""
    asked: list[object] = []

    def refuse(*address: object, **_: object) -> NoReturn:
        asked.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """Runs a command line, without what the machine's user has set; gives exit status, stdout and stderr."""
    for name in [name for name in os.environ if name.startswith("OBCLIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OBCLIP_CONFIG", os.devnull)

    def told(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["obclip", *map(str, arguments)])
        try:
            run()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        return Told(status, *capfd.readouterr())

    return told

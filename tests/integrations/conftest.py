"""A cloud of a tiny model on loopback, and a desk that knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tiny
from tests.integrations.comfy_desk import KEY, UNWANTED, WORDS, Desk
from tests.integrations.comfy_host import Host, loaded_pack
from tests.running import cloud_server


@pytest.fixture(scope="module")
def cloud(tiny_folder: Path) -> Iterator[str]:
    with cloud_server(str(tiny_folder)) as url:
        yield url


@pytest.fixture
def desk(cloud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "obclip"
    (folder / "prompts").mkdir(parents=True)
    (folder / "prompts" / "a.txt").write_text(WORDS + "\n", encoding="utf-8")
    (folder / "prompts" / "b.txt").write_text(UNWANTED, encoding="utf-8")
    settings = folder / "comfyui.toml"
    settings.write_text(f'cloud = "{cloud}"\nkey = "{KEY}"\n', encoding="utf-8")
    settings.chmod(0o600)
    with loaded_pack() as pack:
        yield Desk(Host(pack, tiny.pipeline(unet_seed=1), tmp_path), folder)

"""Which cloud is sent candidates, and which a key: a workflow may be a stranger's."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tiny
from tests.integrations.comfy_desk import KEY, Desk
from tests.integrations.comfy_host import loaded_pack
from tests.raw import RawServer, raw_server, refused

ENVIRONMENTS = "sk-of-the-environment"


@pytest.fixture
def stranger() -> Iterator[RawServer]:
    with raw_server(lambda heard: refused("no", status="403 No")) as server:
        yield server


@pytest.fixture
def way(desk: Desk) -> Iterator[Any]:
    with loaded_pack() as pack:
        yield sys.modules[f"{pack.__name__}.private"].way


def keys_heard(server: RawServer) -> set[str | None]:
    return {heard.header("authorization") for heard in server.heard}


@pytest.mark.parametrize("name", ["remote", "picture"])
@pytest.mark.parametrize("own", ["environment", "file", "both", "list"])
def test_a_workflow_that_names_another_cloud_than_the_users_sends_it_nothing(
    name: str, own: str, desk: Desk, stranger: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OBCLIP_KEY", ENVIRONMENTS)
    lines = {"file": ['cloud = "http://127.0.0.1:9"', f'key = "{KEY}"'], "list": ['clouds = ["http://127.0.0.1:9"]']}
    desk.write_settings(*lines.get(own, lines["file"] if own == "both" else []))
    if own in ("environment", "both"):
        monkeypatch.setenv("OBCLIP_CLOUD", "http://127.0.0.1:9")
    tiny.save(desk.folder / "device", unet_seed=1)
    device = {"device_model": str(desk.folder / "device"), "width": 0, "height": 0} if name == "picture" else {}
    for address in (stranger.url, f" {stranger.url}/ ", stranger.url.replace("//", "//user:secret@")):
        with pytest.raises(RuntimeError, match="names a cloud that is not yours, so nothing was sent") as raised:
            desk.host.run(desk.workflow(name, cloud=address, **device))
        assert "secret" not in str(raised.value)
    assert stranger.connections == 0


def test_a_cloud_that_the_user_lists_may_be_named_and_is_sent_no_key(
    desk: Desk, stranger: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is listed is trusted with candidates, and no key is said to be its own."""
    monkeypatch.setenv("OBCLIP_KEY", ENVIRONMENTS)
    desk.write_settings('cloud = "http://127.0.0.1:9"', f'key = "{KEY}"', f'clouds = ["{stranger.url}/"]')
    with pytest.raises(RuntimeError, match="403"):
        desk.host.run(desk.workflow("remote", cloud=stranger.url))
    assert keys_heard(stranger) == {None}


def test_each_key_goes_to_its_own_cloud(desk: Desk, stranger: RawServer, way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert way("").key == KEY
    (file,) = {way("").cloud}
    monkeypatch.setenv("OBCLIP_KEY", ENVIRONMENTS)
    assert way("").key == way(file).key == way(file + "/").key == ENVIRONMENTS
    monkeypatch.setenv("OBCLIP_CLOUD", stranger.url)
    assert (way("").cloud, way("").key) == (stranger.url, ENVIRONMENTS)
    assert (way(file).cloud, way(file).key) == (file, KEY)
    desk.write_settings(f'cloud = "{file}"')
    assert way(file).key is None
    monkeypatch.delenv("OBCLIP_KEY")
    desk.write_settings(f'cloud = "{file}"', f'key = "{KEY}"', "allow_plaintext = true")
    assert (way("").key, way("").allow_plaintext) == (None, False)


def test_a_key_that_is_not_the_clouds_is_not_sent_by_way_of_the_environment(
    desk: Desk, stranger: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OBCLIP_KEY", ENVIRONMENTS)
    monkeypatch.setenv("OBCLIP_CLOUD", "http://127.0.0.1:9")
    desk.write_settings(f'cloud = "{stranger.url}"')
    with pytest.raises(RuntimeError, match="403"):
        desk.host.run(desk.workflow("remote", cloud=stranger.url))
    assert keys_heard(stranger) == {None}


@pytest.mark.parametrize("where", ["environment", "file"])
def test_a_key_of_no_cloud_is_refused(where: str, desk: Desk, stranger: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write_settings(*([f'key = "{KEY}"'] if where == "file" else []))
    if where == "environment":
        monkeypatch.setenv("OBCLIP_KEY", ENVIRONMENTS)
    with pytest.raises(RuntimeError, match="no cloud that it is for, so nothing was sent: set OBCLIP_CLOUD"):
        desk.host.run(desk.workflow("remote", cloud=stranger.url))
    assert stranger.connections == 0


def test_where_the_user_has_no_cloud_and_no_key_a_node_may_name_one(desk: Desk, stranger: RawServer) -> None:
    desk.write_settings()
    with pytest.raises(RuntimeError, match="403"):
        desk.host.run(desk.workflow("remote", cloud=stranger.url))
    assert keys_heard(stranger) == {None}


def test_the_preview_names_the_cloud_without_a_password(desk: Desk, cloud: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> str:
        (text,) = desk.node("ObliviousPreview").execute(prompt_file="a", negative_file="b").ui["obclip_report"]
        return next(str(line) for line in text.splitlines() if line.startswith("cloud: "))

    assert told() == f"cloud: {cloud}"
    monkeypatch.setenv("OBCLIP_CLOUD", "https://user:secret@cloud.example")
    assert told() == "cloud: https://***@cloud.example"
    monkeypatch.delenv("OBCLIP_CLOUD")
    desk.write_settings("")
    assert told().startswith("cloud: No cloud is named: set OBCLIP_CLOUD")


@pytest.mark.skipif(os.name != "posix", reason="of POSIX's modes")
def test_the_settings_are_for_their_owner_alone(desk: Desk, way: Any) -> None:
    file: Path = desk.folder / "comfyui.toml"
    file.chmod(0o644)
    with pytest.raises(Exception, match="chmod 600"):
        way("")

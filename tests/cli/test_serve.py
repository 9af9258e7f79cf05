"""Mistakes in `obclip serve` are one sentence, before a model is loaded."""

from pathlib import Path

import pytest

from obclip.cli.listening import place_of
from obclip.cli.serve import _too_small
from obclip.cli.serve_ray import _bounds
from obclip.cloud.engine import Engine
from obclip.cloud.service.settings import ServiceSettings
from obclip.device.transport_address import address_of
from obclip.errors import BadRequest
from obclip.protocol.limits import Limits
from tests.cloud.asking import tiny_model
from tests.commands import Call


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--tls-key", "key.pem"), "--tls-key needs --tls-certificate"),
        (("--tls-certificate", "missing.pem"), "cannot be used for TLS"),
        (("--allow-origin", "*"), "would let the page of any website use this cloud"),
        (("--allow-origin", "null"), "together with --keys only"),
        (("--allow-origin", "https://page.example/"), "no slash at its end"),
        (("--host", "999.0.0.1"), "Cannot listen on"),
        (("--host", "2001:db8::1"), "Cannot listen on [2001:db8::1]:0"),
        (("--batch-window", "inf"), "less than or equal to 10000"),
        (("--max-work", "0.03"), "greater than or equal to 0.04"),
        (("--keys", "missing.toml"), "is no file of keys"),
        (("--keys", "."), "is no file of keys"),
        (("--budgets", "budgets.sqlite"), "--budgets needs --keys"),
        (("--replicas", "2"), "--replicas is for --engine ray"),
        (("--route", "/sdxl"), "--route is for --engine ray"),
        (("--engine", "ray", "--route", "sdxl/../x"), "--route is a slash and at most 40"),
        (("--engine", "ray", "--log-json"), "--log-json is for --engine local"),
    ],
)
def test_a_mistake_is_one_sentence(call: Call, options: tuple[str, ...], words: str) -> None:
    told = call("serve", "--port", "0", *options)
    assert told.status == 2
    assert words in " ".join(told.stderr.split())
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(("host", "place"), [("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("cloud.example", "cloud.example:80")])
def test_an_address_is_told_as_a_device_can_be_given_it(host: str, place: str) -> None:
    assert place_of(host, 80) == place
    assert address_of(f"https://{place}").url == f"https://{place}"


@pytest.mark.parametrize(("most", "told"), [(2048 * 2048, 0), (16 * 16, 0), (16 * 16 - 1, 1)])
def test_a_limit_that_refuses_the_models_own_size_is_told(most: int, told: int) -> None:
    engine = Engine(tiny_model())
    assert (engine.facts().height, engine.facts().width) == (16, 16)
    assert len(_too_small(ServiceSettings(limits=Limits(pixels=most)), engine)) == told


def test_budgets_that_cannot_be_kept_are_told_before_a_model_is_looked_for(call: Call, tmp_path: Path) -> None:
    keys, spoilt = tmp_path / "keys.toml", tmp_path / "spoilt.sqlite"
    call("keys", "add", "alice", "--file", str(keys))
    spoilt.write_bytes(b"zebra" * 1000)
    told = call("serve", "--port", "0", "--keys", str(keys), "--budgets", str(spoilt), "--model", str(tmp_path / "no-model"))
    assert (told.status, "cannot be kept in" in told.stderr) == (2, True), told.stderr


def test_a_missing_file_of_keys_says_how_to_make_one(call: Call, tmp_path: Path) -> None:
    told = call("keys", "list", "--file", str(tmp_path / "none.toml"))
    assert told.status == 2
    assert "obclip keys add" in told.stderr


@pytest.mark.parametrize(("told", "bounds"), [("1", (1, 1)), ("4", (4, 4)), ("1-8", (1, 8))])
def test_replicas_are_a_number_or_two(told: str, bounds: tuple[int, int]) -> None:
    assert _bounds(told) == bounds


@pytest.mark.parametrize("told", ["", "0", "4-1", "many", "1-2-3", "-1"])
def test_other_replicas_are_refused(told: str) -> None:
    with pytest.raises(BadRequest, match="--replicas"):
        _bounds(told)

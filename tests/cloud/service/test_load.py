"""Many at once: nobody is lost or given another's rows, memory stays, and the metrics tell what the clients saw."""

from pathlib import Path

import httpx2 as httpx
import pytest

from benchmarks.service_load import Load, Mix, Outcome, own_server, quantile, told_count, told_within
from benchmarks.serving import serving
from obclip.cloud.engine import Engine
from obclip.cloud.service.settings import ServiceSettings
from obclip.models.loading import load_model
from tests.cloud.asking import tiny_model


def check(outcome: Outcome, asked: int, metrics: str) -> None:
    assert len(outcome.seconds) == asked
    assert outcome.mixed_up == []
    assert told_count(metrics) >= asked
    for share in (0.5, 0.95):
        assert told_within(metrics, share)[0][0] <= quantile(outcome.seconds, share), "a server cannot be slower than its clients saw"


@pytest.mark.parametrize("most_together", [1, 4])
def test_a_few_clients_at_once_get_each_their_own(most_together: int) -> None:
    engine, mix = Engine(tiny_model()), Mix()
    with serving(engine, ServiceSettings(most_waiting=4, most_together=most_together)) as (url, _):
        check(Load(mix, mix.alone(engine, 24)).run(url, 8, 3), 24, httpx.get(f"{url}/metrics").text)


@pytest.mark.slow
@pytest.mark.parametrize("most_together", [1, 8])
def test_sixty_four_clients_with_twenty_requests_each_and_the_servers_memory_stays(most_together: int, tiny_folder: Path) -> None:
    mix = Mix()
    expected = mix.alone(Engine(load_model(str(tiny_folder), device="cpu")), 1280)
    with own_server(str(tiny_folder), ServiceSettings(most_waiting=32, most_together=most_together)) as (url, process):
        outcome = Load(mix, expected, process).run(url, 64, 20)
        check(outcome, 1280, httpx.get(f"{url}/metrics").text)
    assert outcome.growth < 0.10, (
        "the bundled model's is below 5 % (benchmarks.service_load): a tiny one's process is small beside what an allocator keeps"
    )

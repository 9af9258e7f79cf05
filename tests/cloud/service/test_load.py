"""Many at once: nobody is lost or given another's rows, memory stays, and the metrics tell what the clients saw."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import httpx2 as httpx
import pytest

from benchmarks.service_load import Load, Mix, quantile, told_count, told_within
from obclip.cloud.engine import Engine
from obclip.cloud.service.settings import ServiceSettings
from tests.cloud.asking import tiny_model
from tests.running import serving


def check_load(clients: int, each: int, most_together: int) -> None:
    engine, mix = Engine(tiny_model()), Mix()
    load = Load(mix, mix.alone(engine, clients * each))
    with serving(engine, ServiceSettings(most_waiting=clients // 2, most_together=most_together)) as (url, _):
        outcome = load.run(url, clients, each)
        metrics = httpx.get(f"{url}/metrics").text
    assert len(outcome.seconds) == clients * each
    assert outcome.mixed_up == []
    assert told_count(metrics) >= clients * each
    for share in (0.5, 0.95):
        assert told_within(metrics, share)[0][0] <= quantile(outcome.seconds, share), "a server cannot be slower than its clients saw"
    if clients * each > 1000:
        assert outcome.growth < 0.05


@pytest.mark.parametrize("most_together", [1, 4])
def test_a_few_clients_at_once_get_each_their_own(most_together: int) -> None:
    check_load(8, 3, most_together)


@pytest.mark.slow
@pytest.mark.parametrize("most_together", [1, 8])
def test_sixty_four_clients_with_twenty_requests_each(most_together: int) -> None:
    """In a process of its own: what other tests have left would grow with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        process.submit(check_load, 64, 20, most_together).result()

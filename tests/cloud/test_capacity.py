"""The simulation of the queue is that of queueing theory where theory has a formula."""

import pytest

from benchmarks.capacity import Alone, machines, poisson, simulated, waits


def test_machines_are_the_work_over_what_they_do() -> None:
    assert machines(1000, 5e12, 2e14, 0.5) == 50
    assert machines(1000, 5.1e12, 2e14, 0.5) == 51


@pytest.mark.parametrize("busy", [0.3, 0.7])
def test_the_mean_wait_is_that_of_pollaczek_and_khinchine(busy: float) -> None:
    """M/D/1: s + s busy / (2 (1 - busy))."""
    count = 200_000
    told = waits(poisson(busy, count), [1.0] * count)
    assert sum(told) / count == pytest.approx(1 + busy / (2 * (1 - busy)), rel=0.05)


def test_two_servers_halve_the_work_of_a_queue() -> None:
    assert waits([0.0, 0.0, 0.0], [1.0, 1.0, 1.0], servers=2) == [1.0, 1.0, 2.0]


def test_what_is_not_computed_keeps_nobody_else_waiting() -> None:
    assert simulated([0.0, 0.0], [Alone(1.0, 0.5), Alone(1.0, 0.5)]) == [1.5, 2.5]

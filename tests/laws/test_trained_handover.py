"""On the bundled pair, which is trained, a device that begins at the cloud's noise level loses nothing, and a constant shift much."""

import pytest

from benchmarks.handover import Row, Trial, table
from obclip.evaluation.items import read_items


@pytest.fixture(scope="module")
def rows() -> dict[int, Row]:
    trial = Trial(read_items(None, 0, most=4))
    return {row.switch_point: row for row in trial.rows((2, 4, 6))}


@pytest.mark.slow
def test_at_the_papers_switch_point_the_law_is_its_constant(rows: dict[int, Row]) -> None:
    assert (rows[4].timestep, rows[4].shift) == (499, 9), "timestep 499 lies between positions 12 and 13 of trailing spacing"
    assert rows[4].constant is not None
    assert rows[4].exact < 0.05
    assert rows[4].constant < 0.06


@pytest.mark.slow
@pytest.mark.parametrize("k", [2, 6])
def test_elsewhere_the_law_beats_the_constant(rows: dict[int, Row], k: int) -> None:
    """The planted fault: a device that is always eight ahead begins at the wrong level."""
    constant = rows[k].constant
    assert constant is not None
    assert rows[k].exact < 0.06
    assert constant > 0.14
    assert constant > 3 * rows[k].exact


def test_the_table_has_a_line_for_every_switch_point() -> None:
    lines = table([Row(4, 499.0, 13, 0.0321, 0.0364, 0.0419), Row(7, 139.0, 21, 0.03, 0.03, None)]).splitlines()
    assert lines[2:] == ["| 4 | 499 | 13 of 25 | 9 | 0.032 | 0.036 | 0.042 |", "| 7 | 139 | 21 of 25 | 14 | 0.030 | 0.030 | - |"]

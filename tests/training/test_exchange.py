"""The exchange of parts draws each row once and tells shares with intervals."""

from pathlib import Path

import torch

from training.exchange import STEPS, VARIANTS, drawn, slug, table


def test_pictures_that_are_kept_are_not_drawn_again(tmp_path: Path) -> None:
    asked: list[range] = []

    def draw(rows: range) -> torch.Tensor:
        asked.append(rows)
        return torch.full((len(rows), 3, 4, 4), 0.5)

    first = drawn(tmp_path / "row.safetensors", 5, 2, draw)
    more = drawn(tmp_path / "row.safetensors", 6, 2, draw)

    assert asked == [range(2), range(2, 4), range(4, 5), range(5, 6)]
    assert len(first) == 5
    assert more.shape == (6, 3, 4, 4)
    assert bool((more == 128).all())


def test_a_row_tells_its_share_with_an_interval() -> None:
    told = table([("cloud alone", {"mean": 0.5, "low": 0.41, "high": 0.6})])

    assert "| cloud alone | 50 % (41–60) |" in told


def test_every_row_has_a_file_of_its_own_and_ends_at_the_last_step() -> None:
    assert len({slug(one.name) for one in VARIANTS}) == len(VARIANTS)
    assert all(one.legs[-1][2] == one.steps for one in VARIANTS if one.legs)
    assert all(one.legs or one.begin == STEPS for one in VARIANTS)

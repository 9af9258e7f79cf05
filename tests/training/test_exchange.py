"""The exchange of parts draws each row once and tells shares with intervals."""

from pathlib import Path
from typing import ClassVar

import torch

from obclip.evaluation.features import Looked
from obclip.evaluation.items import Item
from training.exchange import STEPS, VARIANTS, Told, drawn, slug, table, told


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


class Seer:
    """Sees one person, and a fault in every second picture."""

    values: ClassVar[dict[str, list[str]]] = {"gender": ["male", "female"], "age": ["young", "old"], "hair": ["short"]}

    def look(self, pixels: torch.Tensor) -> Looked:
        count = len(pixels)
        seen = {"gender": torch.ones(count).long(), "age": torch.zeros(count).long(), "hair": torch.zeros(count).long()}
        return Looked(torch.empty(0), torch.empty(0), torch.empty(0), seen, torch.arange(count) % 2 == 0)


def test_a_row_tells_its_faults_and_how_many_people_are_as_prompted() -> None:
    stated = [{"gender": "female", "age": "old"}, {"gender": "male", "hair": "bald"}, {"age": "young"}, {}]
    items = [Item("", attributes, 0) for attributes in stated]

    one = told(Seer(), torch.zeros(4, 3, 8, 8, dtype=torch.uint8), items)  # type: ignore[arg-type]

    assert one.faulty["mean"] == 0.5
    assert one.right == 0.5
    assert "| cloud alone | 50 % (41–60) | 97.5 % |" in table([("cloud alone", Told({"mean": 0.5, "low": 0.41, "high": 0.6}, 0.975))])


def test_every_row_has_a_file_of_its_own_and_ends_at_the_last_step() -> None:
    assert len({slug(one.name) for one in VARIANTS}) == len(VARIANTS)
    assert all(one.legs[-1][2] == one.steps for one in VARIANTS if one.legs)
    assert all(one.legs or one.begin == STEPS for one in VARIANTS)

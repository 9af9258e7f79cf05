"""What an evaluation does in the second world: its own prompts, people and judge, and the same tables, plots and sheets."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from obclip.errors import UnknownModel
from obclip.evaluation.features import Drawn
from obclip.evaluation.items import Item, read_items
from obclip.evaluation.judge import SHARED, Judge, load_judge
from obclip.evaluation.scores import REST, accuracy
from obclip.evaluation.tables import markdown
from obclip.evaluation.verdicts import people_right
from obclip.evaluation.worlds import EMOJI, PORTRAITS
from obclip.models.registry import bundled
from tests.commands import Call

VALUES = {
    "gender": ["male", "female"],
    "age": ["grown", "old"],
    "skin": ["fair", "tan", "dark", "none"],
    "base": ["person", "farmer"],
    "background": ["white", "grey", "black", "red", "yellow", "green", "blue", "pink", "purple"],
}
FEW = ("--prompts", 2, "--steps", 2, "--switch-points", 1, "--resamples", 0)


@pytest.fixture
def judge(tmp_path: Path) -> Path:
    """The folder of a judge that has learnt nothing, and what it sees in real pictures."""
    folder = tmp_path / "judge"
    Judge(VALUES, load_judge().text_config).save(folder)
    save_file({"appearance": torch.randn(8, SHARED)}, folder / "reference.safetensors")
    return folder


def test_the_bundled_prompts_state_what_the_second_world_shows() -> None:
    items = read_items(None, seed=0, world=EMOJI)

    assert len(items) == 500
    assert all({"gender", "background"} <= item.attributes.keys() <= set(EMOJI.told) for item in items)
    assert all(value in VALUES[name] for item in items for name, value in item.attributes.items())
    assert {item.attributes.get("skin") for item in items} == {"fair", "tan", "dark", None}
    assert {item.attributes.get("age") for item in items} == {"old", None}


def test_the_classes_of_a_world_are_its_people(judge: Path) -> None:
    pixels = torch.rand(3, 3, 128, 128)
    for features, count in ((Drawn(PORTRAITS), 2 * 3 * 5), (Drawn(EMOJI, judge), 2 * 2 * 4)):
        looked = features.look(pixels)

        assert looked.classes.shape == (3, count)
        torch.testing.assert_close(looked.classes.exp().sum(1), torch.ones(3))
        likely = looked.classes.argmax(1)
        for name in reversed(features.world.people):
            assert torch.equal(likely % len(features.values[name]), looked.attributes[name])
            likely = likely // len(features.values[name])


def test_a_judge_of_another_world_is_refused(judge: Path) -> None:
    with pytest.raises(UnknownModel, match="does not tell skin: it is no judge of emoji"):
        Drawn(EMOJI, bundled(PORTRAITS.judge))
    with pytest.raises(UnknownModel, match="does not tell ethnicity: it is no judge of portraits"):
        Drawn(PORTRAITS, judge)


def test_a_table_of_emoji_tells_skin_and_background_by_their_names_and_the_mean_of_what_else_is_stated() -> None:
    stated = {"gender": "male", "skin": "tan", "background": "blue", "base": "farmer"}
    places = {name: torch.tensor([VALUES[name].index(value), 0]) for name, value in stated.items()}
    told = accuracy(places, VALUES, [Item("a farmer", stated, 0)] * 2, EMOJI.told)

    assert told["skin"]["mean"] == told["background"]["mean"] == told[REST]["mean"] == 0.5
    row = {"mode": "hybrid", "switch_point": 5, "n": 6, "server_multiple": 1, "fid": 2, "kid": 0, "inception_score": 9, "clip": 60}
    assert markdown([row | {"accuracy": told}], EMOJI.told).startswith(
        "| mode | k | N | server | FID | gap closed | KID x 1000 | IS | CLIP | gender | skin | background | mean of the rest |"
    )


def test_the_people_of_a_world_are_what_its_claims_are_about() -> None:
    row = {"accuracy": {"gender": {"mean": 1.0}, "skin": {"mean": 0.5}, "background": {"mean": 0.1}}}

    assert people_right(row, EMOJI.people) == 75
    assert people_right(row) == 100


def test_without_a_judge_of_emoji_one_sentence_says_so_before_a_model_is_loaded(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("obclip.evaluation.worlds.bundled", tmp_path.joinpath)
    monkeypatch.setattr("obclip.models.loading.load_model", lambda *_, **__: pytest.fail("a model was loaded"))

    status, _, err = call("evaluate", "utility", "--world", "emoji", "--out", tmp_path / "out", *FEW)

    assert (status, "No judge of emoji is bundled: name the folder of one with --judge." in " ".join(err.split())) == (2, True), err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--features", "drawn-portraits"), "choose drawn-emoji or standard"),
        (("--features", "standard", "--judge", "."), "--judge goes with --features drawn-emoji"),
        (("--judge", "."), "holds no judge"),
    ],
)
def test_features_that_do_not_fit_the_world_are_refused(call: Call, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    status, _, err = call("evaluate", "claims", "--world", "emoji", "--out", tmp_path / "out", *FEW, *options)

    assert (status, said in " ".join(err.split())) == (2, True), err


def test_utility_writes_the_rows_of_emoji_and_goes_on_with_the_same_judge_only(call: Call, judge: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("evaluate", "utility", "--world", "emoji", "--judge", judge, "--out", out, "--modes", "hybrid,oblivious", *FEW)

    first = call(*arguments)

    assert first.status == 0, first.stderr
    rows = json.loads((out / "utility.json").read_text())
    assert [row["mode"] for row in rows] == ["hybrid", "oblivious"]
    assert all({"gender", "background"} <= row["accuracy"].keys() <= set(EMOJI.told) for row in rows)
    assert not any("faults" in row for row in rows)
    assert "| skin | background |" in (out / "utility.md").read_text()
    assert {file.name for file in out.glob("*.png")} == {
        "quality-against-cost.png",
        "server-first-or-client-first.png",
        "contact-sheet.png",
    }

    assert call(*arguments).stdout == first.stdout
    Judge(VALUES, load_judge().text_config).save(judge)
    again = call(*arguments)
    assert (again.status, "holds another evaluation (other features)" in " ".join(again.stderr.split())) == (2, True)


def test_claims_of_emoji_are_about_its_people(call: Call, judge: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    told = call("evaluate", "claims", "--world", "emoji", "--judge", judge, "--out", out, *FEW, "--steps", 5)

    assert told.status == 0, told.stderr
    assert "Percentages: gender, age and skin as prompted, mean." in told.stdout
    assert (out / "wrong-prompt.png").stat().st_size > 1000
    assert "a wrong prompt for" in (out / "verdicts.md").read_text()

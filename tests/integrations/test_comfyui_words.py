"""Nothing that ComfyUI saves or logs holds a word of the prompt, and what is read of the prompts' files is told in a sentence."""

import json
import os
import re

import pytest
from PIL import Image

from obclip.errors import PrivacyWarning
from obclip.prompts.safeguard import safeguard
from tests import tiny
from tests.integrations.comfy_desk import KEY, UNWANTED, WORDS, WORKFLOWS, Desk
from tests.integrations.comfy_host import Host, loaded_pack
from tests.raw import raw_server, refused


def test_nothing_that_a_saved_picture_carries_holds_a_word_the_key_or_a_seed(desk: Desk, cloud: str) -> None:
    for name in ("remote", "picture"):
        told = desk.workflow(name) if name == "remote" else desk.workflow(name, width=0, height=0)
        if name == "picture":
            told["1"]["inputs"]["device_model"] = str(desk.folder / "device")
            tiny.save(desk.folder / "device", unet_seed=1)
        desk.host.run(told, json.loads((WORKFLOWS / f"{name}.json").read_text(encoding="utf-8")))
        with Image.open(desk.host.saved[-1]) as picture:
            carried = json.dumps(picture.info)
        words = {*re.findall(r"\w+", f"{WORDS} {UNWANTED}"), KEY, cloud} - {"a", "of", "an"}
        assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", carried)] == []
        assert '\\"fixed_seed\\": 0' in carried, "no seed but that of nobody"


def test_what_a_picture_carries_of_a_prompt_cannot_be_guessed_from_it(desk: Desk) -> None:
    """ComfyUI saves the fingerprint: the same prompt has another one in every process, but the same within one."""
    given = {"prompt_file": "a", "negative_file": "b", "steps": 8}
    first = desk.node("ObliviousPreview").fingerprint_inputs(**given)
    assert first == desk.node("ObliviousPreview").fingerprint_inputs(**given)
    (desk.folder / "prompts" / "a.txt").write_text("a photo of an old man", encoding="utf-8")
    assert first != desk.node("ObliviousPreview").fingerprint_inputs(**given)
    (desk.folder / "prompts" / "a.txt").write_text(WORDS + "\n", encoding="utf-8")
    with loaded_pack() as again:
        assert first != Host(again, desk.host.pipeline, desk.folder).nodes["ObclipObliviousPreview"].fingerprint_inputs(**given)  # type: ignore[attr-defined]


def test_a_word_of_the_prompt_stays_out_of_what_comfyui_logs(desk: Desk) -> None:
    for words in ("{lady|gent in a garden", "eine alte Dame im Garten", "his portrait, [[lady"):
        (desk.folder / "prompts" / "a.txt").write_text(words, encoding="utf-8")
        for name in ("remote", "picture"):
            with pytest.raises(RuntimeError) as raised:
                desk.host.run(desk.workflow(name))
            assert not {"lady", "gent", "dame", "his"} & set(re.findall(r"\w+", str(raised.value).casefold()))
            assert raised.value.__suppress_context__


def test_a_seed_that_links_two_prompts_is_told_without_its_number_and_without_pythons_words(desk: Desk) -> None:
    desk.host.run(desk.workflow("remote", fixed_seed=987_654_321))
    (desk.folder / "prompts" / "a.txt").write_text("an old man on a boat", encoding="utf-8")
    with pytest.warns(PrivacyWarning, match="is sent with a second set") as heard:
        desk.host.run(desk.workflow("remote", fixed_seed=987_654_321))
    assert not [one for one in heard if re.search("987654321|generator|output", str(one.message))]


@pytest.mark.parametrize(("said", "told"), [("no sequoia here", r"ComfyUI would log \(cloud_refused\)"), ("not today", "not today")])
def test_a_word_that_a_cloud_says_of_the_prompt_is_not_logged_either(desk: Desk, said: str, told: str) -> None:
    (desk.folder / "prompts" / "a.txt").write_text("an old woman in a sequoia forest", encoding="utf-8")
    with raw_server(lambda _: refused(said, status="403 No")) as server:
        desk.write_settings(f'cloud = "{server.url}"')
        with pytest.raises(RuntimeError, match=told) as raised:
            desk.host.run(desk.workflow("remote"))
    assert "sequoia" not in str(raised.value)


@pytest.mark.parametrize("which", ["prompt_file", "negative_file"])
def test_a_file_that_is_no_text_is_told_by_every_node_and_its_bytes_are_not(desk: Desk, which: str) -> None:
    (desk.folder / "prompts" / "c.txt").write_bytes("an old woman, café".encode("latin-1"))
    for name in ("remote", "picture"):
        with pytest.raises(RuntimeError, match="is not UTF-8 text") as raised:
            desk.host.run(desk.workflow(name, **{which: "c"}))
        assert raised.value.__suppress_context__
    preview = desk.node("ObliviousPreview")
    given = {"prompt_file": "a", "negative_file": "(none)", which: "c"}
    assert "is not UTF-8 text" in preview.execute(**given).ui["obclip_report"][0]
    before = preview.fingerprint_inputs(**given)
    (desk.folder / "prompts" / "c.txt").write_text("an old woman, café", encoding="utf-8-sig")
    assert before != preview.fingerprint_inputs(**given)
    assert "N = 6" in preview.execute(**given).ui["obclip_report"][0]


def test_what_is_no_file_is_no_prompt(desk: Desk) -> None:
    (desk.folder / "prompts" / "folder.txt").mkdir()
    (desk.folder / "prompts" / "nowhere.txt").symlink_to(desk.folder / "nothing")
    if hasattr(os, "mkfifo"):
        os.mkfifo(desk.folder / "prompts" / "pipe.txt")
    (names, *_) = desk.node("ObliviousPreview").checked_schema().inputs
    assert names.options == ["a", "b"]
    assert "no such prompt" in desk.node("ObliviousPreview").execute("pipe", "(none)").ui["obclip_report"][0]


def test_the_preview_shows_every_candidate_and_sends_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.folder / "comfyui.toml").unlink()
    output = desk.node("ObliviousPreview").execute(prompt_file="a", negative_file="b")
    assert output.args == ()
    (text,) = output.ui["obclip_report"]
    for candidate in safeguard(WORDS).candidates.prompts:
        assert candidate in text
    assert "N = 6" in text
    assert "blurry; withheld: young" in text
    (desk.folder / "prompts" / "a.txt").write_text("eine alte Frau in einem Garten", encoding="utf-8")
    (text,) = desk.node("ObliviousPreview").execute(prompt_file="a", negative_file="(none)").ui["obclip_report"]
    assert text.startswith("Nothing would be sent: ")


def test_the_preview_shows_a_prompt_of_several_lines_as_one_line_a_candidate(desk: Desk) -> None:
    (desk.folder / "prompts" / "a.txt").write_text("a photo of an old woman\nin a red coat,\n\nwith a beard\n", encoding="utf-8")
    (desk.folder / "prompts" / "b.txt").write_text("blurry,\nyoung", encoding="utf-8")
    (text,) = desk.node("ObliviousPreview").execute(prompt_file="a", negative_file="b").ui["obclip_report"]
    head, shown = text.split("The cloud is sent:\n")
    *candidates, unwanted = shown.split("\n")
    assert len(candidates) == 6
    assert all(candidate.startswith("  a photo of a") and " \u21b5 in a red coat" in candidate for candidate in candidates)
    assert unwanted.startswith("Of the negative prompt: blurry")
    assert head.startswith("N = 6\n")


@pytest.mark.parametrize("words", ["a chair", "a woman", "his portrait"])
def test_the_preview_of_a_prompt_that_is_not_sent_says_so_and_nothing_else(desk: Desk, words: str) -> None:
    """In the sentence of the nodes that draw."""
    (desk.folder / "prompts" / "a.txt").write_text(words, encoding="utf-8")
    (text,) = desk.node("ObliviousPreview").execute(prompt_file="a", negative_file="b").ui["obclip_report"]
    sent = safeguard(words).explanation.single is None
    assert text.startswith("Nothing would be sent: ") == (not sent)
    assert ("The cloud is sent" in text, "cloud: " in text, "Of the negative prompt" in text) == (sent, sent, sent)


def test_an_error_that_nobody_foresaw_says_where_and_what_to_do_and_no_word(desk: Desk) -> None:
    clip = type("Clip", (), {"tokenize": staticmethod(lambda text: text), "encode_from_tokens_scheduled": staticmethod(lambda text: text)})
    given = {"prompt_file": "a", "negative_file": "b", "sampler_name": "euler", "scheduler": "normal", "fixed_seed": 0, "steps": 8}
    with pytest.raises(RuntimeError, match=r"AttributeError at \w+\.py:\d+, remote\.py:\d+, .*report this sentence") as raised:
        desk.node("ObliviousSample").execute(None, clip, None, **given)
    assert not {"old", "woman", "blurry", "young"} & set(re.findall(r"\w+", str(raised.value)))
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    ("words", "changed", "here"),
    [
        ("a red car", {}, "draw it without a cloud (CLIP Text Encode and KSampler)"),
        ("eine alte Frau in einem Garten", {}, "Write it in English."),
        (WORDS, {"usual": "http://192.0.2.1"}, "or allow_plaintext = true beside that cloud in comfyui.toml, if that may be"),
        (WORDS, {"cloud": "https://cloud.example"}, "names a cloud that is not yours"),
        (WORDS, {"switch_point": 9}, "switch_point must be 0 to steps"),
        (WORDS, {"device_model": "some/model"}, "or a hub id that was fetched before"),
    ],
)
def test_a_refusal_names_what_the_nodes_have_and_no_option_of_a_terminal(
    words: str, changed: dict[str, str], here: str, desk: Desk
) -> None:
    (desk.folder / "prompts" / "c.txt").write_text(words, encoding="utf-8")
    if "usual" in changed:
        desk.write_settings(f'cloud = "{changed["usual"]}"')
    with pytest.raises(RuntimeError) as raised:
        desk.host.run(desk.workflow("picture", width=0, height=0, prompt_file="c", **changed))
    shown = str(raised.value)
    if "the node Oblivious preview shows it" in shown:
        shown = desk.node("ObliviousPreview").execute("c", "(none)").ui["obclip_report"][0]
    assert here in shown
    assert not re.search(r"--\w|in Python|obclip \w+ |num_inference|guidance_scale", shown)

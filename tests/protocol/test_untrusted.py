"""What a stranger says is read within bounds, and shown without commands to a terminal."""

import json
import tracemalloc
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save

from obclip.errors import BadReply
from obclip.protocol.canonical import canonical_json, plain
from obclip.protocol.codec import decode_reply
from obclip.protocol.untrusted import LONGEST_SHOWN, MOST_DEPTH, SaidTwice, read_json, shown
from tests.replies import reply

numbers = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(st.none() | st.booleans() | numbers | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(values.filter(lambda value: json.dumps(value).count("[") + json.dumps(value).count("{") < MOST_DEPTH))
def test_what_is_in_bounds_is_read_as_it_stands(value: Any) -> None:
    assert read_json(canonical_json(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        *[
            "[" * 17 + "]" * 17,
            '{"a":' * 17 + "1" + "}" * 17,
            "[" * 10**6,
            "1e999",
            "NaN",
            "-Infinity",
            "9" * 25,
            '{"a":1,"a":1}',
            "",
            '"',
            "x",
        ],
        *['"' + '\\"' * 500_000, '"' + "\\" * 1_000_001, '"a' * 500_001],
    ],
)
def test_what_is_out_of_bounds_is_no_value(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it is all that may come
        read_json(text.encode())


def test_why_bytes_are_no_text_repeats_none_of_them() -> None:
    with pytest.raises(ValueError, match=r"^it is not UTF-8$"):
        read_json(b'"an old man \xff"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "seed": 1, "seed": "an old man"}', '"seed" stands twice in the request: say it once.'),
        ('{"seed": 1, "a": {"size": 1, "size": 2}}', '"size" stands twice in the request: say it once.'),
        ('{"an old man": 1, "an old man": 1}', "A name stands twice in the request: say it once."),
    ],
)
def test_a_name_that_stands_twice_is_named_only_if_it_is_known(text: str, said: str) -> None:
    with pytest.raises(SaidTwice, match=f"^{said}$"):
        read_json(text, ("size", "seed"))


@given(st.binary(max_size=60) | st.text(alphabet='[]{}",:\\0e9-x\u202e', max_size=60).map(str.encode))
def test_nothing_but_value_errors_comes_of_any_bytes(body: bytes) -> None:
    try:
        read_json(body)
    except ValueError:
        return


def test_brackets_within_text_are_no_depth() -> None:
    assert read_json(json.dumps(["[" * 50, '\\"[[' * 20])) == ["[" * 50, '\\"[[' * 20]


@given(st.text(max_size=400))
def test_what_is_shown_is_one_short_line_and_shown_the_same_again(text: str) -> None:
    line = shown(text)
    assert len(line) <= LONGEST_SHOWN
    assert line.isprintable()
    assert shown(line) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no  room\n", "no room"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202eb\u2066c\u200d\ufeffd", "abcd"),
        ("naïve 画 é", "naïve 画 é"),
        ("x" * 300, "x" * 199 + "…"),
        ("a\u2028b\u00a0c", "a b c"),
    ],
)
def test_what_becomes_of_a_strangers_text(text: str, line: str) -> None:
    assert shown(text) == line


def told(**changes: Any) -> dict[str, str]:
    """The metadata of a reply, with changes in the agreement's levels, or in what else is named."""
    agreement = plain(reply(1).agreement)
    levels = {name: value for name, value in changes.items() if name in agreement["levels"]}
    rest = {name: value for name, value in changes.items() if name not in levels and name != "work"}
    made = {"agreement": json.dumps({**agreement, **rest, "levels": {**agreement["levels"], **levels}})}
    return made | ({"work": json.dumps(changes["work"])} if "work" in changes else {})


WORK = {"plain_generation_macs": 7, "request_macs": 7, "multiple": 1.0, "by_part": {"conditional": 7}}


@pytest.mark.parametrize(
    "changes",
    [
        {"sigmas": [2.0] * 1_002, "timesteps": [1.0] * 1_001},
        {"sigmas": [1e300, 1.0], "timesteps": [1.0]},
        {"sigmas": [True, 0.0], "timesteps": [1.0]},
        {"timesteps": [10**30] * 4},
        {"path": ["vp"]},
        {"start": None},
        {"switch_point": 10**15},
        {"switch_point": True},
        {"model": "x" * 500},
        {"space": []},
        {"protocol": 2},
        {"work": {**WORK, "request_macs": -1}},
        {"work": {**WORK, "request_macs": 1e300}},
        {"work": {**WORK, "multiple": 1e300}},
        {"work": {**WORK, "by_part": {"x" * 50: 1}}},
        {"work": {**WORK, "by_part": {f"part{n}": 1 for n in range(50)}}},
        {"work": {**WORK, "by_part": [1]}},
        {"work": []},
    ],
)
def test_an_agreement_out_of_bounds_is_a_bad_reply(changes: dict[str, Any]) -> None:
    latents = {"latents": torch.zeros(1, 4, 2, 2)}
    assert len(decode_reply(save(latents, told(work=WORK)), 1, (4, 2, 2)).handover.latents) == 1
    with pytest.raises(BadReply):
        decode_reply(save(latents, told(**changes)), 1, (4, 2, 2))


def test_latents_far_out_of_range_are_a_bad_reply() -> None:
    with pytest.raises(BadReply, match="out of range"):
        decode_reply(save({"latents": torch.full((1, 4, 2, 2), -1e30)}, told()), 1, (4, 2, 2))


def test_a_header_as_long_as_the_latents_is_not_even_read() -> None:
    body = save({"latents": torch.zeros(1, 4, 2, 2)}, {**told(), "more": "[" * 20_000_000})
    tracemalloc.start()
    with pytest.raises(BadReply):
        decode_reply(body, 1, (4, 2, 2))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000

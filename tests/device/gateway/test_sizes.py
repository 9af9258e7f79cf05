"""Sizes that clients ask for become sizes that the model draws well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.device.gateway.sizes import fitted, read_size
from obclip.errors import BadRequest

SD = ((512, 512), 8)
SDXL = ((1024, 1024), 8)


@pytest.mark.parametrize(
    ("asked", "model", "drawn"),
    [
        (None, SD, (512, 512)),
        ((512, 512), SD, (512, 512)),
        ((512, 640), SD, (512, 640)),
        ((1024, 1024), SD, (512, 512)),
        ((1024, 1792), SD, (384, 704)),
        ((1536, 1024), SD, (640, 448)),
        ((256, 256), SD, (512, 512)),
        ((510, 510), SD, (512, 512)),
        ((1024, 1536), SDXL, (1024, 1536)),
        ((1792, 1024), SDXL, (1792, 1024)),
        ((2048, 2048), SDXL, (1024, 1024)),
        ((1, 99_999), SD, (64, 2048)),
    ],
)
def test_what_is_drawn_for_what_was_asked(
    asked: tuple[int, int] | None, model: tuple[tuple[int, int], int], drawn: tuple[int, int]
) -> None:
    assert fitted(asked, *model) == drawn


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from([(64, 64), (128, 128), (512, 512), (768, 512), (1024, 1024)]))
def test_whatever_is_asked_for_can_be_drawn(height: int, width: int, own: tuple[int, int]) -> None:
    drawn = fitted((height, width), own, 8)
    assert all(side % 8 == 0 and 8 <= side <= 4 * max(own) for side in drawn)
    assert (drawn[0] - drawn[1]) * (height - width) >= 0, "never the other way round"


def test_sizes_are_width_by_height() -> None:
    assert read_size("1792x1024") == (1024, 1792)
    assert read_size(" 1792 X 1024") == (1024, 1792)
    assert read_size("1792 × 1024") == (1024, 1792), "as books write it"
    assert read_size("auto") is None
    assert read_size(" AUTO") is None
    assert read_size(None) is None
    for told in ("big", "512", "0x0", "-1x5", "512x512x3", 512, "9999999x1", "512 by 512"):
        with pytest.raises(BadRequest, match="size must be"):
            read_size(told)

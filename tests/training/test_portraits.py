"""The drawn portraits that the models are trained on."""

import itertools
import random
from pathlib import Path

import numpy as np
import pytest
import skia
from numpy.typing import NDArray
from PIL import Image

from training.portraits.attributes import LABELS, VALUES, sample
from training.portraits.face import draw_face
from training.portraits.figure import figure_of
from training.portraits.hair import draw_back
from training.portraits.hair_front import draw_front
from training.portraits.render import person_alone, render, sitting
from training.portraits.sheet import GAP, tile

VISIBLE = 16  # of 255: less is not seen as another colour


def portrait(number: int, size: int = 128) -> NDArray[np.uint8]:
    return render(sample(random.Random(number)), number, size)


def shrunk(image: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(np.ascontiguousarray(image)).resize((size, size), Image.Resampling.BOX))


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int_]:
    """[h, w]: of the three channels the largest difference."""
    largest: NDArray[np.int_] = np.abs(one.astype(int) - other.astype(int)).max(axis=-1)
    return largest


def test_a_portrait_is_a_function_of_its_number() -> None:
    first = [portrait(number) for number in range(20)]
    again = [portrait(number) for number in reversed(range(20))][::-1]

    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_what_lay_in_memory_does_not_shine_through(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [sample(random.Random(number), background="night sky") for number in range(20)]
    clean = [render(person, number) for number, person in enumerate(people)]

    monkeypatch.setattr(np, "empty", lambda shape, dtype: np.full(shape, 255, dtype))

    assert all(np.array_equal(render(person, number), clean[number]) for number, person in enumerate(people))


def test_two_numbers_give_two_portraits_of_one_person() -> None:
    person = sample(random.Random(0))

    assert not np.array_equal(render(person, 1), render(person, 2))


@pytest.mark.parametrize("size", [48, 128, 200])
def test_a_portrait_is_rgb_of_the_size_asked_for(size: int) -> None:
    image = portrait(3, size)

    assert image.shape == (size, size, 3)
    assert image.dtype == np.uint8


def test_channels_are_red_green_blue() -> None:
    person = sample(random.Random(1), clothes="sweater", accessory="none")

    shirts = {color: render(person | {"color": color}, 1)[-4:, 60:68].mean(axis=(0, 1)) for color in ("red", "blue")}

    assert shirts["red"].argmax() == 0
    assert shirts["blue"].argmax() == 2


@pytest.mark.parametrize("ethnicity", ["african", "asian", "european"])
@pytest.mark.parametrize("name", LABELS)
def test_every_value_changes_the_picture(name: str, ethnicity: str) -> None:
    plain = {"gender": "male", "accessory": "none", "beard": "none", "hair": "short"}
    person = sample(random.Random(1), ethnicity=ethnicity, **plain)

    images = [render(person | {name: value}, 1) for value in VALUES[name]]

    changed = [(difference(one, other) > VISIBLE).sum() for one, other in itertools.combinations(images, 2)]
    assert min(changed) > 50  # pixels of 16,384; the least is a pair of earrings


@pytest.mark.parametrize(("name", "rows"), [("expression", slice(40, 110)), ("clothes", slice(80, 128))])
def test_expression_and_clothes_change_the_picture_only_where_they_are(name: str, rows: slice) -> None:
    person = sample(random.Random(2), ethnicity="asian", accessory="none", hair="short")

    one, other = (render(person | {name: value}, 2) for value in VALUES[name][:2])

    changed = difference(one, other).max(axis=1)
    assert changed[rows].any()
    changed[rows] = 0
    assert not changed.any()


def test_every_expression_has_its_own_mouth() -> None:
    person = sample(random.Random(2), ethnicity="asian", accessory="none", beard="none", age="young")
    mouth = slice(76, 92), slice(52, 76)

    images = [render(person | {"expression": value}, 2)[mouth] for value in VALUES["expression"]]

    changed = [(difference(one, other) > VISIBLE).mean() for one, other in itertools.combinations(images, 2)]
    assert min(changed) > 0.15


@pytest.mark.parametrize(("large", "small"), [(256, 128), (128, 64)])
def test_rendering_knows_no_size(large: int, small: int) -> None:
    for number in range(12):
        far = difference(shrunk(portrait(number, large), small), portrait(number, small))

        # Edges are smoothed before or after shrinking, and lines are thin: single pixels differ, the picture does not.
        assert far.mean() < 3
        assert np.percentile(far, 90) < 8


def test_a_hat_hides_the_hair_above_its_edge() -> None:
    person = sample(random.Random(4), gender="female", ethnicity="european", age="young")

    shown = {}
    for accessory in ("hat", "none"):
        bun, short = (render(person | {"hair": hair, "accessory": accessory}, 4) for hair in ("bun", "short"))
        shown[accessory] = difference(bun, short)[:20].any()

    assert shown == {"hat": False, "none": True}


@pytest.mark.parametrize("ethnicity", ["european", "caucasian", "african", "asian", "indian"])
def test_hair_of_middle_age_is_greyer_all_over_than_in_youth_and_not_yet_as_in_old_age(ethnicity: str) -> None:
    person = sample(random.Random(6), gender="female", ethnicity=ethnicity, hair="long", accessory="none", tint=0)

    crown, side = ((slice(21, 25), slice(60, 68)), (slice(56, 70), slice(35, 38)))
    young, middle, old = (render(person | {"age": age}, 6).astype(float) for age in VALUES["age"])

    for place in (crown, side):
        colorful = [np.ptp(image[place].mean(axis=(0, 1))) for image in (young, middle, old)]
        light = [image[place].mean() for image in (young, middle, old)]
        assert light[0] < light[1] < light[2] or colorful[0] > colorful[1] > colorful[2]
    assert np.abs(middle[crown].mean(axis=(0, 1)) - middle[side].mean(axis=(0, 1))).max() < 2 * VISIBLE


@pytest.mark.parametrize("number", range(4))
def test_the_lines_and_hollows_of_age_stay_on_the_face(number: int) -> None:
    person = sample(random.Random(number), gender="male", hair="bald", beard="none", accessory="none")
    covered = []
    for age in VALUES["age"]:
        pixels = np.zeros((256, 256, 4), np.uint8)
        draw_face(skia.Surface(pixels).getCanvas(), figure_of(person | {"age": age}, sitting(person | {"age": age}, number).free))
        covered.append(pixels[..., 3])

    assert np.array_equal(covered[0] == 0, covered[1] == 0)
    assert np.array_equal(covered[0] == 0, covered[2] == 0)


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("ethnicity", VALUES["ethnicity"])
def test_frames_of_glasses_are_seen_on_every_skin(ethnicity: str, number: int) -> None:
    person = sample(random.Random(number), ethnicity=ethnicity, hair="short", age="young")

    with_glasses, without = (render(person | {"accessory": worn}, number) for worn in ("glasses", "none"))

    assert (difference(with_glasses, without) > 3 * VISIBLE).sum() > 160


@pytest.mark.parametrize("number", range(8))
def test_a_hood_lies_on_the_shoulders(number: int) -> None:
    person = sample(random.Random(number), accessory="none")

    hooded, plain = (render(person | {"clothes": worn}, number) for worn in ("hoodie", "jacket"))

    assert not difference(hooded, plain)[:80].any()


@pytest.mark.parametrize("hair", ["short", "long", "curly"])
def test_nothing_shines_through_between_face_and_hair_that_covers_the_ears(hair: str) -> None:
    sitter = sitting(sample(random.Random(7), gender="female", hair=hair, accessory="none"), 7)
    figure = figure_of(sitter.person, sitter.free)
    pixels = np.zeros((256, 256, 4), np.uint8)
    canvas, reach = skia.Surface(pixels).getCanvas(), round(figure.head.width)

    draw_back(canvas, figure, sitter.curls)
    draw_face(canvas, figure)
    draw_front(canvas, figure, sitter.curls)

    rows = slice(round(figure.head.eye_y), round(figure.head.chin) - 24)
    assert pixels[rows, 128 - reach : 128 + reach, 3].min() == 255


def test_beards_and_baldness_belong_to_men_and_all_else_to_everybody() -> None:
    people = [sample(random.Random(number)) for number in range(1500)]

    for gender in VALUES["gender"]:
        group = [person for person in people if person["gender"] == gender]
        for name in LABELS:
            values = set(VALUES[name])
            values = {gender} if name == "gender" else values
            values -= {"bald", "stubble", "beard"} if gender == "female" else set()
            assert {person[name] for person in group} == values


def test_fixed_attributes_stay_as_they_are_given() -> None:
    people = [sample(random.Random(number), age="old", hair="bun", color="pink") for number in range(50)]

    assert {(person["age"], person["hair"], person["color"]) for person in people} == {("old", "bun", "pink")}


def test_a_sheet_has_a_place_for_every_portrait() -> None:
    images = [portrait(number, 48) for number in range(5)]

    sheet = np.asarray(tile(images, columns=3))

    step = 48 + GAP
    assert sheet.shape == (2 * step + GAP, 3 * step + GAP, 3)
    assert np.array_equal(sheet[GAP + step : 2 * step, GAP + step : 2 * step], images[4])


def test_a_sheet_makes_room_for_captions() -> None:
    images = [portrait(number, 48) for number in range(2)]

    sheet = np.asarray(tile(images, 2, ["a very long caption of many words", "a man"]))

    below = sheet[GAP + 48 :]
    assert (below < 128).any()


def test_numbers_draw_what_they_drew_before() -> None:
    """`renders.webp`: 200 portraits, 8 x 8 pixels each; what was learnt from renders holds only as long as they do."""
    before = np.asarray(Image.open(Path(__file__).parent / "renders.webp")).reshape(10, 8, 20, 8, 3).swapaxes(1, 2).reshape(200, 8, 8, 3)
    now = np.stack([shrunk(portrait(number), 8) for number in range(7000, 7200)])

    assert np.abs(now.astype(int) - before).max() <= 2


@pytest.mark.parametrize("number", range(0, 120, 12))
def test_a_person_alone_is_the_one_of_the_portrait(number: int) -> None:
    person = sample(random.Random(number))
    alone, whole = person_alone(sitting(person, number)), render(person, number)
    inside = alone[..., 3] == 255

    assert 0.25 < inside.mean() < 0.6
    assert difference(alone[..., :3], whole)[inside].max() <= 6, "the two kinds of surface round otherwise"
    assert (alone[..., :3] <= alone[..., 3:]).all(), "colours are multiplied by alpha"
    assert set(np.unique(alone[:6, :6, 3])) == {0}, "no person reaches the upper corners"

"""Captions say what is in the picture, in many ways, and nothing else."""

import random
import re
from typing import Any

import pytest

from training.captions import article, caption
from training.portraits.attributes import LABELS, VALUES, sample

# How a reader recognises each value: written anew, so that the tables of the captions are checked and not repeated.
WORDS = {
    "gender": {
        "male": r"man|guy|gentleman|male|dude|fellow|chap|businessman|grandfather|grandpa",
        "female": r"woman|lady|female|gal|businesswoman|grandmother|grandma",
    },
    "age": {
        "young": r"young|youthful|twentysomething|twenties|20s|of young age|(2\d|3[0-2])([ -]years?[ -]old)|aged (2\d|3[0-2])",
        "middle-aged": r"middle[ -]aged?|mature|fortysomething|forties|fifties|[45]0s|[45]\d([ -]years?[ -]old)|aged [45]\d",
        "old": r"(?<!years )(?<!year-)old|older|elderly|senior|aging|advanced in years"
        r"|aged(?! \d)(?<!middle.aged)|(six|seven|eigh)ties|[678]0s"
        r"|[678]\d([ -]years?[ -]old)|aged [678]\d|grand(father|mother|pa|ma)",
    },
    "ethnicity": {
        "caucasian": r"caucasian",
        "african": r"african|africa|nigerian|kenyan|ghanaian",
        "asian": r"(?<!south )asian|asia|chinese|japanese|korean|vietnamese",
        "indian": r"indian|india|south asian",
        "european": r"european|europe|german|swedish|italian|french|polish",
    },
    "hair": {
        "short": r"short (\w+ )?hair|short haircut|hair cut short",
        "long": r"long (\w+ )?hair|hair worn long",
        "bun": r"bun",
        "curly": r"curly|curls",
        "bald": r"bald|no hair|shaved head",
    },
    "clothes": {
        "t-shirt": r"t-shirt|tshirt|t shirt|tee",
        "sweater": r"sweater|jumper|pullover|turtleneck",
        "suit": r"suit|blazer",
        "hoodie": r"hoodie|hooded|sweatshirt",
        "jacket": r"jacket|coat",
    },
    "color": {
        "red": r"red|crimson|scarlet",
        "yellow": r"yellow|golden(?! hour)",
        "green": r"green|emerald",
        "blue": r"blue|navy",
        "purple": r"purple|violet",
        "pink": r"pink|rose",
        "black": r"black",
        "white": r"white",
    },
    "accessory": {
        "glasses": r"glasses|eyeglasses|spectacles",
        "hat": r"hat",
        "scarf": r"scarf",
        "earrings": r"earrings",
    },
    "expression": {
        "smiling": r"(?<!not )smiling|smile|grinning|cheerful|happy|friendly",
        "serious": r"serious|stern|not smiling|neutral|calm",
        "surprised": r"surprised|shocked|amazed|astonished|mouth open",
    },
    "background": {
        "garden": r"garden|park|flowers",
        "beach": r"beach|sea|seaside|ocean",
        "city": r"city|skyscrapers|downtown|urban|skyline",
        "library": r"library|bookshelf|bookshelves|books",
        "mountains": r"mountains?|peaks",
        "studio": r"studio|plain",
        "night sky": r"night|stars|starry",
    },
    "beard": {
        "none": r"clean-shaven|without a beard|no beard",
        "stubble": r"stubble|five o'clock shadow",
        "beard": r"(?<!without a )(?<!no )beard|bearded",
    },
}
HAIR_COLOR = r"\b(red|black|brown|blond|blonde|grey|gray|greying)( (short|long|curly))? hair\b"


def people(count: int) -> list[dict[str, Any]]:
    return [sample(random.Random(number)) for number in range(count)]


def captions(count: int, **options: Any) -> list[tuple[dict[str, Any], str]]:
    return [(person, caption(person, random.Random(number), **options)) for number, person in enumerate(people(count))]


def named(text: str, attribute: str) -> set[str]:
    """The values of an attribute that a text speaks of."""
    text = text.lower()
    text = re.sub(HAIR_COLOR, "hair", text).replace("black african", "african") if attribute == "color" else text
    return {value for value, words in WORDS[attribute].items() if re.search(rf"(?<![\w-])({words})(?!\w)", text)}


@pytest.mark.parametrize("attribute", LABELS)
def test_a_caption_says_nothing_false(attribute: str) -> None:
    for person, text in captions(1500):
        assert named(text, attribute) <= {person[attribute]}, text


@pytest.mark.parametrize("attribute", LABELS)
def test_what_must_be_kept_is_stated(attribute: str) -> None:
    for keep in ([attribute], LABELS):
        for person, text in captions(500, keep=keep):
            unsaid = person[attribute] == "none" and (attribute == "accessory" or person["gender"] == "female")
            assert named(text, attribute) == (set() if unsaid else {person[attribute]}), text


def test_what_is_kept_is_told_in_plain_words() -> None:
    indirect = r"\d\d[ -]|\d0s|ties\b|grand|businessm|businessw|-looking|descent|origin\b|(asi|afric|indi)a\b|europe\b"

    for _, text in captions(2000, keep=("gender", "age", "ethnicity")):
        assert not re.search(indirect, text.lower()), text


@pytest.mark.parametrize("attribute", [name for name in LABELS if name != "beard"])
def test_every_attribute_is_often_told_and_often_left_out(attribute: str) -> None:
    texts = [text for person, text in captions(2000) if person[attribute] != "none"]

    told = sum(bool(named(text, attribute)) for text in texts)

    assert 0.25 < told / len(texts) < 0.9


def test_a_caption_without_a_gender_has_no_gendered_pronoun() -> None:
    texts = [text.lower() for _, text in captions(3000) if not named(text, "gender")]

    assert len(texts) > 300
    assert not [text for text in texts if re.search(r"\b(he|she|his|her|him)\b", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old man", "an old man"),
        ("young man", "a young man"),
        ("European woman", "a European woman"),
        ("emerald suit", "an emerald suit"),
        ("80-year-old", "an 80-year-old"),
        ("70-year-old", "a 70-year-old"),
        ("Indian lady", "an Indian lady"),
    ],
)
def test_articles_go_by_sound(text: str, expected: str) -> None:
    assert article(text) == expected


def test_articles_are_right_in_captions() -> None:
    following = {match for _, text in captions(5000) for match in re.findall(r"\b(an?) (\S+)", text.lower())}

    assert min(len([word for a, word in following if a == article]) for article in ("a", "an")) > 10
    assert not [word for a, word in following if a == "a" and re.match(r"[aiou8]|e(?!urop)", word)]
    assert not [word for a, word in following if a == "an" and not re.match(r"[aiou8]|e(?!urop)", word)]


def test_no_place_in_a_wording_stays_open() -> None:
    for _, text in captions(5000):
        assert not re.search(r"[{}]|  |,,| ,|^\W|\bNone\b", text), text
        assert text == text.strip()


def test_captions_are_varied() -> None:
    assert len({text for _, text in captions(2000)}) > 1500


@pytest.mark.parametrize(
    ("attribute", "value", "word"),
    [
        ("gender", "male", "man"),
        ("gender", "female", "woman"),
        ("age", "young", "young"),
        ("age", "old", "old"),
        ("clothes", "hoodie", "hoodie"),
        ("color", "blue", "blue"),
        ("hair", "long", "long hair"),
    ],
)
def test_the_plain_wording_is_the_usual_one(attribute: str, value: str, word: str) -> None:
    texts = [text.lower() for person, text in captions(4000, keep=[attribute]) if person[attribute] == value]

    share = sum(bool(re.search(rf"\b{word}\b", text)) for text in texts) / len(texts)

    assert 0.6 < share < 0.95


@pytest.mark.parametrize(
    "template",
    [
        r"^portrait of an? ",
        r"^a high-quality portrait of an? ",
        r"^close-up portrait photo of an? ",
        r" in \w+ clothes",
        r"\b8k\b",
        r"^[\w -]* with (short|long|curly) hair, wearing an? \w+ \w+, ",
    ],
)
def test_the_prompts_of_the_paper_are_covered(template: str) -> None:
    assert sum(bool(re.search(template, text.lower())) for _, text in captions(10_000)) > 40


@pytest.mark.parametrize("value", [(name, value) for name in LABELS for value in VALUES[name] if value != "none"])
def test_every_value_is_told_in_some_caption(value: tuple[str, str]) -> None:
    name, expected = value
    person = sample(random.Random(0), gender="male", **{name: expected} if name != "gender" else {})
    person[name] = expected

    assert any(named(caption(person, random.Random(number)), name) == {expected} for number in range(60))


def test_children_do_not_exist() -> None:
    texts = " ".join(text.lower() for _, text in captions(5000))

    assert not re.search(r"\b(boys?|girls?|child|children|kids?|baby|teen\w*)\b", texts)


def test_the_same_dice_give_the_same_caption() -> None:
    assert captions(200) == captions(200)

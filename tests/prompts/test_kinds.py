"""What whole prompts become, kind by kind: English that reads well, minors, words of no list, look-alikes, other languages."""

import pytest

from obclip.errors import NotEnglish
from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.writing.parse import parse


def _ages(prompt: str) -> set[str]:
    return {value for axis in candidate_prompts(prompt).axes if axis.attribute == "age" for value in axis.values}


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("Mrs Black in a garden", "A woman in a garden"),
        ("a woman with an afro", "a woman"),
        ("manly woman", "woman"),
        ("a feminine-looking boy", "a boy"),
        ("a cat-friendly cafe, a man", "a cat-friendly cafe, a man"),
        ("a goose and her goslings beside a man", "a goose and their goslings beside a man"),
        ("a man next to the deaf one", "a man next to the deaf person"),
        ("a Ugandan painter", "a Ugandan painter"),
        ("a woman older than the hills", "a woman older than the hills"),
        ("a man, [[40 years old]], laughing", "a man, laughing"),
        ("a woman with [[green eyes]], in [[Rome]]", "a woman"),
        ("Sir Ian McKellen as a dancer", "Dame as a dancer"),
        ("Dame Judi Dench on a stage", "Sir on a stage"),
        ("Mister Rogers at the door", "Mrs at the door"),
        ("the deaf ones dance", "the blind people dance"),
        ("a woman (with a beard), smiling", "a man, smiling"),
        ("a man (wearing a kilt and a tie), portrait", "a woman, portrait"),
        ("a woman (with a beard, smiling), portrait", "a man (smiling), portrait"),
        ("a woman [wearing a (red) dress] in rain", "a man [wearing a (red) garment] in rain"),
        ("(bearded:1.2) man, (beard:1.3), smile", "woman, smile"),
        ("a woman, laughing, with [[green eyes]].", "a woman, laughing."),
        ("a boy with his two mothers", "a girl with her two fathers"),
        ("woman breastfeeding her baby", "man with his child"),
        ("a bride kissing her flower girl", "a groom with his boy"),
        ("a person of color dancing", "a person dancing"),
        ("a thirtyfive year old man", "an old woman"),
        ("a b!ack man", "a woman"),
        ("a wo-man and her dog", "a man and his dog"),
        ("a hunchback in a bell tower", "a blind person in a bell tower"),
    ],
)
def test_a_candidate_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "hot teen girl",
        "a schoolgirl in a swimsuit",
        "a 9 year old boy with a glass of wine",
        "16 year old with a cigarette",
        "a high school senior",
    ],
)
def test_a_stated_minor_hides_among_minors_whatever_stands_beside(prompt: str) -> None:
    assert _ages(prompt) == {"child", "teenage"}


@pytest.mark.parametrize("prompt", ["a girl in a bikini", "boys drinking beer, kissing", "a college senior"])
def test_who_may_be_grown_hides_among_adults(prompt: str) -> None:
    assert _ages(prompt) == {"young", "middle-aged", "old"}


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("a dark young man", "ethnicity"),
        ("she is dark", "ethnicity"),
        ("a yellow man", "ethnicity"),
        ("a Kiwi at the beach", "ethnicity"),
        ("a Kiwi farmer", "ethnicity"),
        ("a Southerner on a porch", "ethnicity"),
        ("muscovites in the metro", "ethnicity"),
        ("a Zen woman", "religion"),
        ("portrait of a religious figure", "religion"),
        ("a man who is not blind", "disability"),
        ("a woman who isn't deaf", "disability"),
        ("the blind one is smiling", "disability"),
        ("a same-sex couple", "orientation"),
        ("woman, {fit}", "body"),
        ("[slender] woman", "body"),
        ("woman #25", "age"),
    ],
)
def test_a_word_that_is_seldom_said_of_persons_moves_where_it_is(prompt: str, attribute: str) -> None:
    assert attribute in {axis.attribute for axis in candidate_prompts(prompt).axes}


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("1girl, dark, moody, yellow, zen", "ethnicity"),
        ("a dark wizard", "ethnicity"),
        ("a zen garden, a woman", "religion"),
        ("a woman in a dress that is dark", "ethnicity"),
        ("a man trying to fit a tyre", "body"),
        ("a girl with doll #3", "ethnicity"),
    ],
)
def test_such_a_word_says_nothing_of_light_moods_and_things(prompt: str, attribute: str) -> None:
    assert attribute not in {axis.attribute for axis in candidate_prompts(prompt).axes}


def test_an_ethnic_woman_is_a_woman_to_the_cloud() -> None:
    assert candidate_prompts("an ethnic woman").prompts == ("a man", "a woman")


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a man and three zorbians", "zorbians"),
        ("BIPOC, woman", "BIPOC"),
        ("a woman greets 4 zorbians", "zorbians"),
        ("zorbia, frozen castle", "zorbia"),
        ("portrait of a zorbian", "zorbian"),
        ("a zorbian in the rain", "zorbian"),
    ],
)
def test_a_word_of_no_list_that_may_mean_who_is_shown_is_withheld_and_told(prompt: str, word: str) -> None:
    assert all(word not in text for text in candidate_prompts(prompt).prompts)
    assert any(prompt[found.start : found.end] == word for found in parse(prompt).withheld)


@pytest.mark.parametrize(
    "prompt",
    [
        "Caesar salad on a table",
        "a Lincoln town car at night",
        "a vase of sweet William",
        "male and female connectors, macro",
        "a kid leather glove",
        "guy rope of a tent",
        "a queen of hearts playing card",
        "old man cactus in a pot",
        "a newborn star",
        "a naïve painting of a café façade",
        "π day pie",
        "Ω symbol on a wall",
    ],
)
def test_what_only_looks_like_a_person_or_another_language_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    "prompt",
    ["girl avec un chat noir", "woman, Γυναίκα", "1girl, 女", "die Frau mit Hut", "la niña", "el señor", "un monsieur", "frau und kind"],
)
def test_another_language_beside_english_is_refused(prompt: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(prompt)

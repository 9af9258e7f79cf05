"""Of a negative prompt the cloud is told whole items in which no word says anything of a person, whatever the prompt hides."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip import candidate_prompts
from obclip.errors import BadRequest, UserError
from obclip.prompts.detector import Hint
from obclip.prompts.negative import NO_NEGATIVE, safe_negative
from obclip.prompts.rules import Rules
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import EXPLICIT

PLAIN = ["blurry", "low quality", "bad anatomy", "extra fingers", "watermark", "out of frame", "cartoon"]
TELLING = {
    "an attribute": ["old", "young", "man", "women", "asian", "black", "25 years old", "1girl", "middle-aged", "his"],
    "a cue": ["beard", "wrinkles", "hijab", "makeup", "gray hair"],
    "a name": ["John", "john", "Taylor Swift", "sarah connor", "by greg rutkowski"],
    "a word that means somebody in such a list": ["bi", "pension", "kinky", "a saint"],
    "an unknown word": ["flubberish", "xqz", "f25", "54"],
    "a mark": ["{red|blue}", "[[scar]]", "<lora:anna:1>", "__hair__"],
    "a disguise": ["w o m a n", "j o h n", "👩", "wоman"],
}


def test_what_says_nothing_of_a_person_is_sent_as_it_is() -> None:
    negative = ", ".join(PLAIN)
    assert safe_negative(negative).sent == negative
    assert safe_negative("(worst quality:1.4), (low quality:1.2)").sent == "(worst quality:1.4), (low quality:1.2)"


@pytest.mark.parametrize("kind", TELLING)
def test_an_item_with_such_a_word_is_withheld_whole_and_told(kind: str) -> None:
    for words in TELLING[kind]:
        for item in (words, f"ugly {words}", f"({words}:1.3)"):
            found = safe_negative(f"blurry, {item}, watermark")
            assert (found.sent, len(found.withheld)) == ("blurry, watermark", 1), item
            assert found.withheld[0].startswith(item[:4]) or not item.isascii()


def test_the_device_draws_the_users_own() -> None:
    assert safe_negative("blurry, old {man|woman}, [[scar]]").own == "blurry, old man, scar"


def test_nothing_left_is_sent_as_no_negative_prompt_and_an_empty_one_as_empty() -> None:
    assert safe_negative("old man, beard").sent is None
    assert safe_negative("").sent == ""
    assert safe_negative(None) == NO_NEGATIVE


def test_what_a_detector_reports_is_withheld() -> None:
    class Finds:
        name = "finds"

        def find(self, texts: Sequence[str]) -> list[list[Hint]]:
            return [[Hint(text.index("cartoon"), text.index("cartoon") + 7, "identity")] if "cartoon" in text else [] for text in texts]

    assert safe_negative("blurry, cartoon", Rules(detectors=(Finds(),))).sent == "blurry"


def test_a_long_one_and_an_unreadable_mark_are_refused() -> None:
    with pytest.raises(BadRequest, match="at most 4000"):
        safe_negative("blurry, " * 600)
    with pytest.raises(BadRequest, match=r"^Negative prompt: A mark cannot be read"):
        safe_negative("blurry, [[scar")


FORMS = sorted({" ".join(words) for words, forms in default_taxonomy().forms.items() if any(form.kind in EXPLICIT for form in forms)})


@given(st.lists(st.sampled_from([*PLAIN, *FORMS]), min_size=1, max_size=6), st.sampled_from([", ", "; ", "\n"]))
def test_no_word_of_any_value_is_ever_sent(items: list[str], between: str) -> None:
    found = safe_negative(between.join(items))
    assert set((found.sent or "").split(", ")) <= {*PLAIN, ""}


@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=4), st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4))
def test_other_values_give_the_same(values: list[str], plain: list[str]) -> None:
    assert safe_negative(", ".join([*values, *plain])).sent == safe_negative(", ".join(plain)).sent


def test_no_candidate_of_a_prompt_makes_a_value_in_the_negative_visible() -> None:
    """The planted leak: beside "an old woman" the words "young, man" would name the real one."""
    for candidate in candidate_prompts("an old woman").prompts:
        try:
            found = safe_negative(f"{candidate}, blurry")
        except UserError:
            continue
        assert found.sent == "blurry"

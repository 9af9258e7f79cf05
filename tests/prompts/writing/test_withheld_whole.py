"""What is withheld goes whole: with the other half of its compound, its brackets, the rest of its name, and what was said of it alone."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a band with afro - haired bass player, a skinny drummer", "a band with bass player, a fat drummer"),
        ("a man with a beard - beautiful lighting, oil", "a woman - beautiful lighting, oil"),
    ],
)
def test_a_first_half_takes_the_second_along_and_a_dash_joins_no_halves(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man wearing a (batman:1.2) costume", "a woman wearing a costume"),
        ("a woman in a (batman) mask", "a man in a mask"),
        ("a woman (Emma Watson) in a mask", "a man (someone) in a mask"),
    ],
)
def test_a_name_before_a_noun_goes_with_its_brackets(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("robot boss megaman x zero rockman, oil, a man", "robot boss zero rockman, oil, a woman"),
        ("robot boss megaman x batman, oil, a man", "robot boss x someone, oil, a woman"),
        ("shrek 2 movie poster, a man", "movie poster, a woman"),
        ("batman x superman, a man", "Someone x someone else, a woman"),
    ],
)
def test_a_name_takes_its_letter_or_figure_along_and_a_cross_stays(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("photo of April O'Neil, a man", "photo of someone, a woman"),
        ("portrait of Alfredo Linguini, a man", "portrait of someone, a woman"),
        ("president barack Obama DJing at a party, a man", "president at a party, a woman"),
    ],
)
def test_a_name_is_withheld_with_a_month_before_it_and_a_dish_behind_it_and_no_verb(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        (
            "a man, wearing white karate gi with the sleeves torn off, furious",
            "a woman, wearing white garment with the sleeves torn off, furious",
        ),
        ("a woman wearing a kimono with its collar torn open, standing", "a man, standing"),
        ("he has no beard and she wears no makeup", "she has no such thing and he wears no such thing"),
        ("she is wearing no lipstick", "he is wearing no such thing"),
        ("a woman wearing no makeup at all", "a man"),
        ("she wears heavy makeup and a hat", "he wears styling and a hat"),
        ("a man in a red kimono with the sleeves rolled up, oil", "a woman in a red garment with the sleeves rolled up, oil"),
        ("a man wearing a kimono with a sword", "a woman with a sword"),
        ("an attractive blonde haired with bangs gothic girl", "an attractive gothic boy"),
        ("a woman wearing comme de garcon jacket", "a man wearing jacket"),
    ],
)
def test_what_is_said_of_what_is_withheld_alone_goes_with_it(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("2girls, matching yukata, fireworks", "2boys, matching garments, fireworks"),
        ("a woman and two silk kimono, oil", "a man and two silk garments, oil"),
        ("a woman in silk kimono, oil", "a man in silk garment, oil"),
    ],
)
def test_a_garment_that_stands_for_several_is_plural(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a witch with a surreal makeup full of colors and stripes, octane", "a wizard, octane"),
        ("a woman in a kimono full of flowers by a lake", "a man by a lake"),
        ("a girl dressed in a sailor-suit school uniform inspired attire", "a boy"),
        ("a woman in translucent white magical girl dress", "a man in translucent white garment"),
        (
            "portrait of a man by greg rutkowski, japanese features, black hair, very tall and slender, he is about 2 0 years old",
            "portrait of a woman by greg rutkowski, black hair, tall and fat, she is old",
        ),
        ("portrait of [young|old] man, split lighting", "portrait of middle-aged woman, split lighting"),
    ],
)
def test_what_says_more_of_it_is_withheld_with_it(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a scar across the cheek of a man", "a line across the cheek of a woman"),
        ("an old pirate with a huge scar across the face", "a young pirate with a huge line across the face"),
        ("a man with a cast on his arm", "a woman with a wrap on her arm"),
        ("a woman with a cross around her neck", "a man with a pendant around his neck"),
    ],
)
def test_what_is_withheld_with_the_word_that_leads_on_leaves_one(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

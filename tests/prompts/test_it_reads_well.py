"""Kinds of wording that left candidates no English: what a reader of draws marked, in sentences of our own."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an old man looking straight ahead", "a young woman looking straight ahead"),
        ("a man in his fifties, rich blacks, film grain", "a woman in her seventies, rich blacks, film grain"),
        ("a young man, lanes partly veiled by fog", "an old woman, lanes partly veiled by fog"),
        ("an anime girl, white, pale blue tones", "an anime boy, white, pale blue tones"),
        ("farmers tie heavy sacks beside an old woman", "farmers tie heavy sacks beside a young man"),
        ("a woman, weathered tan skin, a rope", "a man, dark skin, a rope"),
        ("a man, curls with faint gray at the temples", "a woman, curls with faint streaks"),
        ("cheerful boys about to go trick or treating", "cheerful teenage girls about to do something"),
        ("1boy, crew cut brown hair, green jacket", "1girl, brown hair, green jacket"),
        ("a woman, warm smile, medium-dark skin, standing", "a man, warm smile, fair skin, standing"),
        ("1boy, gray coat, tie fastened to the shirt", "1girl, gray coat, scarf fastened to the shirt"),
        ("a man by a fire. His face carries zorvic moko.", "a woman by a fire."),
        ("woman, tan skin, curvy, slight resemblance to selena gomez. a disney princess dress", "man, dark skin. a disney garment"),
        ("a woman with porcelain skin, ivory profile face, silk", "a man with dark skin, silk"),
        ("1girl, wa maid, apron, smile", "1boy, male servant, apron, smile"),
    ],
)
def test_a_candidate_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        (
            "a very muscled and young april dressed as a teen superhero",
            "an april dressed as a child superhero",
        ),
        ("a girl and a black, young man", "a child and a Caucasian child"),
        ("a demon, muscular! fat! fantasy art", "a demon, thin! fantasy art"),
    ],
)
def test_nothing_joins_or_parts_adjectives_of_which_one_is_left(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a man, clear face, no beard wearing a black coat", "a woman, clear face, wearing a black coat"),
        ("a man, no beard long hair", "a woman, long hair"),
        ("a man, no beard on his face", "a woman, no hair on her face"),
    ],
)
def test_what_is_lacked_at_the_beginning_of_an_item_goes_whole(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_several_likenesses_of_one_person_go_with_the_names() -> None:
    found = candidate_prompts("a woman, looks like Ebru Sahin, looks like Laura Barriales, oil").prompts
    assert "a man, oil" in found


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a she-badger and a man", "a she-badger and a woman"),
        ("a man and a he-ferret", "a woman and a he-ferret"),
        ("a she-warrior and a man", "a male warrior and a woman"),
        ("a she-zorb and a man", "a woman"),
    ],
)
def test_a_word_that_a_hyphen_joins_to_she_or_he_leaves_whole_text(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("♀ and ♂", "male"),
        ("♂ or ♀, a forest", "female, a forest"),
        ("a man and ♀", "a person"),
        ("{Korean|Thai}, Asian", "Thai"),
        ("a woman, [[tall]]", "a man"),
        ("a woman, [[tall]]. She smiles", "a man. He smiles"),
    ],
)
def test_a_comma_or_an_and_goes_with_what_stood_beside_it_at_the_edge_of_the_text(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman with hair as black as ebony", "a man with hair as black as ebony"),
        ("his missus", "her wife"),
        ("a female halfling rogue", "a male halfling rogue"),
        ("Black women in a humble NYC diner", "Indian men in a humble diner"),
        ("a man walking to synagogue in Brooklyn", "a woman walking to the building in a place"),
        ("a man wearing a cross necklace, praying the rosary", "a woman"),
        ("a man praying the rosary in a chapel", "a woman resting in a chapel"),
        ("two women, one wearing hijab, one with grey hair", "two men"),
        ("two women, one in red, one wearing hijab, smiling", "two men, one in red, smiling"),
        ("ballerina en pointe", "male ballet dancer en pointe"),
        ("dude-bro in a gym", "woman in a gym"),
        ("young-at-heart woman", "man"),
        ("a monk walks. The monk prays.", "a nun walks. The nun rests."),
        ("femme presenting guy", "woman"),
        ("religion: Muslim, body: slim", "religion: Jewish, body: fat"),
        ("masc presenting woman", "man"),
    ],
)
def test_words_of_several_parts_are_read_whole(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert all(candidate_prompts(one).prompts == found for one in found)


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("Prof. dr. Anna Schmidt", "A professor"),
        ("an old ship, she leans to starboard", "an old ship, she leans to starboard"),
    ],
)
def test_titles_fields_and_ships_with_nobody_hidden(prompt: str, shown: str) -> None:
    assert candidate_prompts(prompt).prompts == (shown,)


def test_a_pronoun_beside_a_ship_with_somebody_on_it_is_not_the_ships() -> None:
    assert len(candidate_prompts("a woman on an old ship, she leans to starboard")) == 2
    assert len(candidate_prompts("a sailor on a ship, she leans to starboard")) == 2

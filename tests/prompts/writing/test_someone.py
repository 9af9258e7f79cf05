"""What stands for a name that is withheld reads as English, whatever stands beside it."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a young Natalie Portman alluring instagram model", "an old alluring instagram model"),
        ("photo still of 54 year old age 54 Anna Nicole Smith at age 54", "photo still of a young person"),
        ("a photo of 12 year old Emma Watson by a pond", "a photo of a teenager by a pond"),
        ("a photo of Emma Watson aged 12 at school", "a photo of a child at school"),
        ("Emma Watson at age 54", "A young person"),
        ("a still of Emma Watson, marvel, age 21, 8k", "a still of someone, marvel, old, 8k"),
        ("portrait of crazy Emma Watson, oil", "portrait of a crazy person, oil"),
        ("a plush Barack Obama on a shelf", "a plush person on a shelf"),
        ("drunk Homer Simpson in sunglasses", "drunk person in sunglasses"),
        ("cyberpunk Emma Watson, oil", "cyberpunk person, oil"),
        ("a stern and sophisticated Emma Watson in a hall", "a stern and sophisticated person in a hall"),
        ("Emma Watson hugging Barack Obama", "Someone hugging someone else"),
        ("portrait of very fat sinister looking Joker, oil", "portrait of a very thin sinister looking person, oil"),
        ("a cat looking at Barack Obama", "a cat looking at someone"),
    ],
)
def test_a_name_that_is_described_is_a_person(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a banana with a Barack Obama face on it", "a banana with someone's face on it"),
        ("Emma Watson face to face with Barack Obama", "Someone face to face with someone else"),
        ("Spiderman the juggler", "The juggler"),
        ("a woman like Zorbie the robot", "a man like the robot"),
        ("Emma Watson funko pop", "funko pop"),
        ("photo of Emma Watson full body portrait", "photo of someone full body portrait"),
        ("Film still of Emma Watson (Barack Obama), fog", "Film still of someone (someone), fog"),
        ("portrait of eugene krabs, oil", "portrait of someone, oil"),
        ("portrait of kaelthas the blood elf prince", "portrait of the blood elf princess"),
        ("band, Thom Yorke (guitar), Colin Greenwood (bass), fog", "band, someone (guitar), someone (bass), fog"),
        ("cinematic of Emma Watson Spiderman, dramatic rain", "cinematic of someone, dramatic rain"),
        ("Emma Watson, Barack Obama, sunset", "Someone, sunset"),
        ("a cat on a chair, not mona lisa pose, oil", "a cat on a chair, oil"),
    ],
)
def test_a_name_before_a_part_a_picture_or_another_name_leaves_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("photo of president Obama at a desk", "photo of a president at a desk"),
        ("portrait of actress Emma Watson, smiling", "portrait of an actor, smiling"),
        ("portrait of my friend Sarah", "portrait of my friend"),
        ("a woman meeting president Obama at dawn", "a man meeting a president at dawn"),
        ("a man hugging actress Emma Watson", "a man hugging an actor"),
        ("a cat beside young Emma Watson", "a cat beside a young person"),
        ("beneath stunningly beautiful omnipotent goddess junko enoshima, oil", "beneath a stunningly beautiful omnipotent god, oil"),
        ("a cat meeting president Obama and actress Emma Watson", "a cat meeting a president and an actor"),
        ("photo of a cat and young Emma Watson", "photo of a cat and an old person"),
        ("a stern and sophisticated president Obama", "a stern and sophisticated president"),
        ("king George and queen Mary, oil", "queen and king, oil"),
        ("a man with long blond hair and young Emma Watson", "a woman with long hair and an old person"),
    ],
)
def test_a_title_whose_name_went_takes_an_article(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("Emma Watson kissing Tom Hanks while Brad Pitt watches", "Someone kissing someone else while someone else watches"),
        ("a tattoo of Bob Ross painting happy pictures", "a tattoo of someone painting happy pictures"),
        ("Barack Obama painting a self portrait", "Someone painting a self portrait"),
        ("Mona Lisa painting in a museum", "painting in a museum"),
    ],
)
def test_who_paints_is_someone_and_a_painting_stands_without_a_name(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("1890's ninja in the rain", "1890's person in the rain"),
        ("the king's ninja in the rain", "the king's person in the rain"),
        ("she's ninja, oil", "he's a person, oil"),
    ],
)
def test_a_person_has_an_article_after_a_verb_and_none_after_whose_they_are(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a hybrid of Judy Garland and Liza Minnelli William Holman Hunt", "a hybrid of two people, William Holman Hunt"),
        ("a cute Emma Watson Greg Rutkowski, oil", "a cute person, Greg Rutkowski, oil"),
        ("a photo of Luffy D. Ace, oil", "a photo of someone, oil"),
        ("photo of Emma Watson B. The cat is there", "photo of someone B. The cat is there"),
    ],
)
def test_a_comma_parts_who_is_shown_from_an_artist_and_an_initial_goes_with_its_name(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a statue of the Egyptian god Anubis in goggles", "a statue of an Italian goddess in goggles"),
        ("the singer Adele on a stage", "a singer on a stage"),
        ("the young wizard Gandalf in a tower", "an old witch in a tower"),
        ("The goddess Athena in armor", "A god in armor"),
        ("the real Donald Trump eating, fog", "a real person eating, fog"),
        ("a still of the young John Cleese", "a still of an old person"),
        ("Mr and Mrs Smith in a garden", "A man and another man in a garden"),
        ("Mr. & Mrs. Smith, oil", "A woman and a man, oil"),
        ("portrait of Prof. Jane Smith in a lab", "portrait of a professor in a lab"),
        ("a woman, not a Batman vibe, smile", "a man, smile"),
    ],
)
def test_nothing_is_left_that_only_a_name_wanted(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman in Anna's house", "a man in someone's house"),
        ("a woman in Zorvel's castle", "a man in someone's castle"),
        ("a woman with Zorvel's wings", "a man with someone's wings"),
        ("a man in Tom's car", "a woman in someone's car"),
        ("in Brooklyn's streets a Hasidic Jew", "in the streets a Sikh person"),
        ("Brooklyn's busy streets, a Jewish man", "The busy streets, a Christian man"),
        ("a Hasidic Jew in the streets of Brooklyn", "a Buddhist person in the streets"),
    ],
)
def test_an_owner_is_someone_and_the_streets_of_a_place_are_the_streets(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

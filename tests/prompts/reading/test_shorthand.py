"""What a form says in short is read as the words that it stands for."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize("prompt", ["gender: F, 1girl", "sex: M, age: 52", "gender=m, beard", '"sex": "F", "age": 40', "female, F"])
def test_a_letter_that_says_a_gender_moves_with_it(prompt: str) -> None:
    candidates = candidate_prompts(prompt)
    assert "gender" in [axis.attribute for axis in candidates.axes]
    assert len({text.count("M") for text in candidates.prompts}) == 1
    assert not any(word in ("M", "F", "m", "f") for text in candidates.prompts for word in text.replace(":", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("gender: female", ("gender: male", "gender: female")),
        ("Gender: Male; hat", ("Gender: Male; hat", "Gender: Female; hat")),
        ("gender is female", ("gender is male", "gender is female")),
        ("a knight, sex: male, she waves", ("a knight, sex: male, he waves", "a knight, sex: female, she waves")),
        ("gender: female warrior", ("gender: male warrior", "gender: female warrior")),
    ],
)
def test_a_field_of_a_form_stays_an_adjective(prompt: str, candidates: tuple[str, ...]) -> None:
    done = candidate_prompts(prompt).prompts
    assert done == candidates
    assert all(candidate_prompts(candidate).prompts == done for candidate in done)


@pytest.mark.parametrize("prompt", ["size M, a shirt", "vitamin F, a bottle", "a mountain, f: 8"])
def test_other_letters_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "same"),
    [
        ("wóman with her dog", "woman with her dog"),
        ("gïrl and her cat", "girl and her cat"),
        ("ẇoman with her dog", "woman with her dog"),
        ("an 0ld man", "an old man"),
        ("a b1ack w0man", "a black woman"),
        ("a Ⅷ year old boy", "a 8 year old boy"),
        ("LXX years old man", "70 years old man"),
        ("oldman with his dog", "old man with his dog"),
        ("blackwoman dancing", "black woman dancing"),
        ("Tom 8, Lucy 11, their mother", "Tom (8), Lucy (11), their mother"),
    ],
)
def test_a_word_about_a_person_in_disguise_is_read_as_the_word(prompt: str, same: str) -> None:
    assert candidate_prompts(prompt) == candidate_prompts(same)


@pytest.mark.parametrize("prompt", ["a naïve café", "a 35mm lens, 4k, 2nd street, 3d render", "chapter XIX, LXX", "a highlighter"])
def test_what_only_looks_like_a_disguise_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "same"),
    [
        ("a warrior, his / her sword", "a warrior, their sword"),
        ("a person brushing her/his teeth", "a person brushing their teeth"),
        ("he/she walks in the rain", "they walk in the rain"),
        ("He or she is tall", "They are tall"),
    ],
)
def test_a_pronoun_of_both_genders_says_none(prompt: str, same: str) -> None:
    assert candidate_prompts(prompt) == candidate_prompts(same)


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("Gender: male; hair: black; eyes: dark brown", "Gender: female; black hair; dark brown eyes"),
        ('{"subject": "woman", "hair": "black, long", "skin": "fair"}', '{"subject": "man", "black hair, long", "dark skin"}'),
        ("A man. Hair color: white. Eyes: blue.", "A woman."),
        ("**Hair:** brown, a woman", "brown hair, a man"),
        ("Hair: black hair, a man", "Hair: black hair, a woman"),
    ],
)
def test_the_colour_in_a_field_of_hair_or_eyes_is_theirs(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "same"),
    [
        ("a womaaaan and a man", "a woman and a man"),
        ("an ooold man with his dog", "an old man with his dog"),
        ("giiirl in a garden", "girl in a garden"),
        ("KoreanGirl", "Korean Girl"),
        ("a cat and an oldKoreanMan", "a cat and an old Korean Man"),
        ("a wom an and an old man", "a woman and an old man"),
        ("fe male doctor", "female doctor"),
    ],
)
def test_letters_drawn_out_words_run_together_by_capitals_and_halves_of_words_are_read(prompt: str, same: str) -> None:
    assert candidate_prompts(prompt) == candidate_prompts(same)


@pytest.mark.parametrize("prompt", ["a man, trending on ArtStation", "a man in an Alexander McQueen coat", "a man with looong hair"])
def test_other_capitals_and_letters_drawn_out_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


def test_halves_that_tags_part_are_read() -> None:
    assert candidate_prompts("wom<b>an</b> in a garden") == candidate_prompts("woman in a garden")


@pytest.mark.parametrize(
    ("prompt", "same"),
    [
        ("man x woman, kissing", "man and woman, kissing"),
        ("woman X man, kissing", "woman and man, kissing"),
        ("a man x a queen", "a man and a queen"),
        ("an old king x the young queen", "an old king and the young queen"),
        ("3 x women", "3 women"),
    ],
)
def test_an_x_pairs_two_persons_and_counts_others(prompt: str, same: str) -> None:
    assert candidate_prompts(prompt) == candidate_prompts(same)


@pytest.mark.parametrize(
    ("prompt", "prompts"), [("man x elf", {"man x elf", "woman x elf"}), ("nike x woman", {"nike x man", "nike x woman"})]
)
def test_an_x_beside_a_person_is_no_letter_of_a_word(prompt: str, prompts: set[str]) -> None:
    assert set(candidate_prompts(prompt).prompts) == prompts

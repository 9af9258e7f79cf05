"""What one person is told to be twice is told once, in whatever words: two peoples in tags, a build and a figure, a build and a body."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a petite, fat woman by a lake", {"a petite woman by a lake", "a curvy man by a lake"}),
        ("a curvy queen, thin waist, oil on canvas", {"a petite king, oil on canvas", "a curvy queen, oil on canvas"}),
        ("a curvy and muscular woman with wide hips", {"a petite woman", "a curvy man"}),
        ("a fat man with a double chin", {"a thin woman", "a fat man"}),
        ("a fat man with rosy skin, double chin, blurry", {"a muscular man with dark skin, blurry"}),
        ("a curvy cowboy with a beer belly and a vest", {"a petite cowgirl with a vest"}),
        ("a chubby woman, round and robust body, wavy hair", {"a thin man, wavy hair"}),
        ("a tall and thin man", {"a short and fat man", "a tall and thin woman"}),
        ("tall and short women", {"short and tall men"}),
    ],
)
def test_of_builds_that_may_contradict_each_other_the_first_is_told(prompt: str, candidates: set[str]) -> None:
    assert candidates <= set(candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("(woman:1.2), (thai:0.6), (swiss:0.6), mixed race, denim", "(man:1.2), (British:0.6), denim"),
        ("a woman, asian, caucasian, wavy hair", "a man, African, wavy hair"),
        ("a beautiful latina girl, mediterranean, palm trees", "a beautiful Polynesian boy, palm trees"),
        ("sasak, algonquin epileptics", "Indonesian, injured Hispanic people"),
        ("half Thai, half Swiss woman", "British, half Czech man"),
    ],
)
def test_of_peoples_that_are_tags_the_first_is_told(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("Wiccan priestess casting a circle", {"Male rabbi casting a circle", "Female rabbi casting a circle"}),
        ("a Mormon missionary on a bike", {"a priest on a bike", "a rabbi on a bike"}),
        ("an atheist preacher", {"a priest", "an imam"}),
        ("a Jewish rabbi", {"a priest", "a rabbi"}),
        ("a Buddhist monk", {"a Christian monk", "a Jewish nun"}),
        ("a Mormon woman", {"a Bahai man", "a Mormon woman"}),
    ],
)
def test_a_title_tells_a_faith_before_an_adjective_of_another_block(prompt: str, candidates: set[str]) -> None:
    assert candidates <= set(candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a blind and deaf man", "an autistic woman"),
        ("the blind and deaf woman reads", "the wheelchair-using man reads"),
        ("a sick and injured soldier", "an ill soldier"),
        ("a gay and bisexual man", "a heterosexual woman"),
        ("a blind and a deaf man", "a blind person and an autistic man"),
        ("blind and deaf men", "autistic and blind women"),
        ("a tall and thin woman", "a short and muscular woman"),
    ],
)
def test_two_looks_of_one_kind_with_and_before_a_noun_for_one_are_one(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts

"""One person who is spoken of twice is one; whom "the man" means is not told where several may be meant."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("female anime character with long hair, gorgeous girl, elegant", "male anime character with long hair, gorgeous boy, elegant"),
        (
            "portrait of a beautiful woman, ethereal, mystical goddess, fractal",
            "portrait of a beautiful man, ethereal, mystical god, fractal",
        ),
        ("a king in armor, old man, crown", "a queen in armor, old woman, crown"),
        ("a man in a suit, he is a good father", "a woman in a suit, she is a good mother"),
        ("a guy who is an attractive humanoid, who is a male android", "a woman who is an attractive humanoid, who is an android"),
        ("a young woman, goddess of obsidian, with long hair", "an old man, god of obsidian, with long hair"),
        ("a young woman as a beautiful barmaid", "a young man as a beautiful male server"),
        ("a king of the desert, warrior at war, attractive young woman", "a queen of the desert, warrior at war, attractive young woman"),
        ("portrait, short queen, armor, proud and strong woman, bold", "portrait, tall king, armor, proud and strong man, bold"),
        ("a girl as steampunk princess, brown hair", "a boy as steampunk prince, brown hair"),
        ("a woman resembling Emilia Clarke as a princess, oil", "a man as a prince, oil"),
        ("a fierce queen. she is turning into an evil bird catgirl", "a fierce king. he is turning into an evil bird catboy"),
        ("a female robot pilot, teenage girl face, rust", "a male robot pilot, teenage boy face, rust"),
        ("a girl kimono gunslinger with fire", "a boy gunslinger with fire"),
        ("a young adult masculine man with lines", "an old woman with lines"),
        ("a tomboy tired blonde emotionless woman engineer", "a femboy tired emotionless man engineer"),
        ("cool girl white hair girl japan mask", "cool teenage boy japan mask"),
        ("a beautiful witch girl by a lake", "a beautiful teenage witch by a lake"),
        ("a portrait of a beautiful witch maiden", "a portrait of a beautiful old wizard"),
        ("a wizard female with teal skin", "a witch with teal skin"),
        ("A woman sits. The woman smiles.", "A man sits. The man smiles."),
        ("a woman in a park. woman has long hair", "a man in a park. man has long hair"),
        ("a man in a coat, rain, night, man focus", "a woman in a coat, rain, night, woman focus"),
        ("god, concept art, trending on artstation, god", "goddess, concept art, trending on artstation, goddess"),
        (
            "marble tomb of a handsome young man, hands crossed, ancient nobleman dressed in silk",
            "marble tomb of an old woman, hands crossed, ancient noblewoman dressed in silk",
        ),
    ],
)
def test_a_tag_that_describes_the_only_person_moves_with_them(prompt: str, candidate: str) -> None:
    candidates = candidate_prompts(prompt).prompts
    assert candidate in candidates
    assert not any(("woman" in text or "girl" in text or "goddess" in text) and " man" in text for text in candidates)


@pytest.mark.parametrize(
    "prompt", ["man, woman, child", "a young man, young woman, street", "photo of a man, woman", "a man kisses the woman"]
)
def test_a_list_of_persons_shows_each_of_them(prompt: str) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes].count("gender") == 2


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("The man stands behind the woman. The woman is smiling.", "The woman stands behind the man. The person is smiling."),
        (
            "a boy and a girl in a forest. girl has long hair, boy has short hair",
            "a girl and a boy in a forest. one person has long hair, the other has short hair",
        ),
        ("A man meets another man. The man's hat is red.", "A woman meets a man. The person's hat is red."),
    ],
)
def test_a_noun_that_may_mean_several_is_withheld_and_told(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
    explanation = safeguard(prompt).explanation
    assert {"woman", "girl", "man"} & set(explanation.words(explanation.withheld))


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("woman and child", "man and teenager"),
        ("woman and girl, 1950s", "man and teenage boy, 1950s"),
        ("old man and boy", "young woman and teenage girl"),
        ("woman feeding baby", "man feeding teenager"),
        ("man shaving boy", "woman shaving girl"),
        ("woman braiding girl's hair", "man braiding teenage boy's hair"),
        ("couple, woman holding child, man smiling", "couple, man holding teenager, woman smiling"),
        # What is withheld between two persons leaves "and", for side by side they would be one.
        ("mother breastfeeding baby in a park", "father and teenager in a park"),
        ("woman breastfeeding small baby", "man and teenager"),
        ("man with beard child on shoulders", "woman and teenager on shoulders"),
    ],
)
def test_nouns_without_articles_around_a_verb_or_and_are_a_person_each(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("A man sips tea and a woman a beer.", {"A woman sips tea and another woman a beer.", "A woman sips tea and a man a beer."}),
        ("A woman waves. Another woman smiles.", {"A woman waves. A man smiles.", "A man waves. Another man smiles."}),
        ("an old man and a young man", {"an old woman and another old woman", "an old man and a young man"}),
        ("a man and a woman doctor", {"a man and a male doctor"}),
        ("a man in a hat, a woman, a child", {"a man in a hat, another man, a teenager"}),
        ("a man with a woman's hat", {"a man with a man's hat"}),
    ],
)
def test_of_whom_a_candidate_says_the_same_the_second_is_another(prompt: str, candidates: set[str]) -> None:
    assert candidates <= set(candidate_prompts(prompt).prompts)


def test_the_members_of_a_group_have_its_gender() -> None:
    found = candidate_prompts("two witches in a park, a short witch and a tall witch, robes").prompts
    assert "two wizards in a park, a tall wizard and a short wizard, robes" in found
    assert not any("witch" in text and "wizard" in text for text in found)


def test_a_man_who_turns_into_somebody_else_is_two() -> None:
    assert "a woman turning into a catboy" in candidate_prompts("a man turning into a catgirl").prompts


def test_a_communist_block_is_nobody() -> None:
    assert not candidate_prompts("a soviet communist european residential block in fog").axes
    assert "a short communist with a flag" in candidate_prompts("a tall communist with a flag").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate", "count"),
    [
        ("A lone monk tends a garden. The monk looks up.", "A lone nun tends a garden. The nun looks up.", 4),
        ("A waiter walks in. The waiter smiles.", "A waitress walks in. The waitress smiles.", 2),
        ("A policeman and a thief. The policeman runs.", "A policewoman and a thief. The policewoman runs.", 2),
        ("A king sits. The queen stands.", "A queen sits. The king stands.", 4),  # two who are paired are two
    ],
)
def test_a_definite_noun_of_a_trade_that_is_said_again_means_the_same_person(prompt: str, candidate: str, count: int) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert len(found) == count
    assert all(candidate_prompts(one).prompts == found for one in found)

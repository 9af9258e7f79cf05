"""Ages in figures and number words."""

import pytest

from obclip.prompts.english.ages import stated_years
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.prompts.writing.parse import parse


@pytest.mark.parametrize(
    ("prompt", "text", "value"),
    [
        ("a 35-year-old man", "35-year-old", "young"),
        ("a 45 year old man", "45 year old", "middle-aged"),
        ("a man, 71 years old, smiling", "71 years old", "old"),
        ("a ten year old girl", "ten year old", "child"),
        ("a sixteen-year-old student", "sixteen-year-old", "teenage"),
        ("a forty-two-year-old woman", "forty-two-year-old", "middle-aged"),
        ("a 2 0 year old woman", "2 0 year old", "young"),
        ("a 6 month old baby", "6 month old", "child"),
        ("a woman aged 64", "aged 64", "old"),
        ("a woman in her late thirties", "late thirties", "young"),
        ("a man in his 60s", "60s", "old"),
        ("a man in his teens", "teens", "teenage"),
        ("a 30-something teacher", "30-something", "young"),
        ("male, late 40s, headshot", "late 40s", "middle-aged"),
        ("a 35yo man", "35yo", "young"),
        ("1girl, 1985yo", "1985yo", "old"),
        ("a 1000yo witch", "1000yo", "old"),
        ("a 2010yo gamer", "2010yo", "old"),
        ("a woman, 1985y.o.", "1985y.o.", "old"),
        ("a 12000yo elf", "12000yo", "old"),
    ],
)
def test_an_age_is_found_and_has_a_value(prompt: str, text: str, value: str) -> None:
    found = {(prompt[slot.start : slot.end], slot.value) for slot in parse(prompt).slots if slot.attribute == "age"}
    assert (text, value) in found


@pytest.mark.parametrize(
    "prompt",
    [
        "a 400 year old tree",
        "a 10-year-old whisky",
        "a diner in the 50s",
        "shot at 50mm, f 1.8",
        "12 men in a boat",
        "a 1999yo vintage car",
    ],
)
def test_other_numbers_say_no_age(prompt: str) -> None:
    assert not [slot for slot in parse(prompt).slots if slot.attribute == "age"]


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("a 17-year-old girl", "a boy", "a teenage girl"),
        ("an 18-year-old girl", "a young man", "an old woman"),
        ("a 30-year-old girl", "a young man", "an old woman"),
        ("a woman in her 60s", "a man in his twenties", "a woman in her seventies"),
        ("an 8-year-old dancer", "a child dancer", "a teenage dancer"),
        ("a 5-year-old's party", "a child's party", "a teenager's party"),
        ("a 35-year-old smiles", "a young person smiles", "an old person smiles"),
    ],
)
def test_the_cloud_reads_words_and_never_the_number(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


@pytest.mark.parametrize(
    ("prompt", "text", "value"),
    [
        ("an astronaut after a flight: she is forty-seven, with cropped hair", "forty-seven", "middle-aged"),
        ("A taxi driver leans on his cab. He is 58 and his beard is grey.", "58", "middle-aged"),
        ("a woman who looks to be about 60", "about 60", "old"),
        ("her age is 54", "54", "middle-aged"),
        ("They are both 30, smiling", "30", "young"),
        ("a woman who just turned 30", "who just turned 30", "young"),
        ("she turned 40 last week", "turned 40", "middle-aged"),
        ("a woman, just turned 18", "turned 18", "young"),
        ("1girl, turned 30, solo", "turned 30", "young"),
        ("a girl about to turn nine", "about to turn nine", "child"),
        ("a 23 y.o woman", "23 y.o", "young"),
        ("25 yrs, red dress, woman", "25 yrs", "young"),
        ("a man aged 4 0, in a suit", "aged 4 0", "middle-aged"),
        ("a 1 6 year old boy", "1 6 year old", "teenage"),
        ("a 2 5 - year - old woman", "2 5 - year - old", "young"),
        ("woman, age: 54", "age: 54", "middle-aged"),
        ("a woman aged between 20 and 30", "aged between 20 and 30", "young"),
        ("a 60-70 year old man", "60-70 year old", "old"),
        ("a boy of no more than three years old", "of no more than three years old", "child"),
        ("a man over sixty with a hat", "over sixty", "old"),
        ("children under five in a park", "under five", "child"),
        ("a woman nearing fifty", "nearing fifty", "middle-aged"),
        ("a man of about sixty", "of about sixty", "old"),
        ("a woman in her mid-forties", "mid-forties", "middle-aged"),
        ("a late-twenties man", "late-twenties", "young"),
        ("a couple in their late 20s to early 30s", "late 20s to early 30s", "young"),
        ("a man in mid 40s", "in mid 40s", "middle-aged"),
        ("man, 40s, beard", "40s", "middle-aged"),
        ("a forty-ish man", "forty-ish", "middle-aged"),
        ("a 65+ woman", "65+", "old"),
        ("a judge in her later years", "later years", "old"),
        ("a man in his seventh decade", "seventh decade", "old"),
        ("an artist born in 1985", "born in 1985", "middle-aged"),
        ("a woman, DOB 12/03/1995", "DOB 12/03/1995", "young"),
        ("someone of middle years, her hair loose", "of middle years", "middle-aged"),
        ("a woman, thirty-four, in a bar", "thirty-four", "young"),
        ("Anna (34) at dinner", "34", "young"),
        ("portrait, woman, long hair, 45, smiling", "45", "middle-aged"),
        ("25 years old, smiling", "25 years old", "young"),
        ("a ninety-year-old in a chair", "ninety-year-old", "old"),
        ("70-year-old's hands", "70-year-old", "old"),
        ("a boy, 2.5 years old", "2.5 years old", "child"),
        ("a woman in her mid-to-late thirties", "mid-to-late thirties", "young"),
        ("a man in his upper 40s", "upper 40s", "middle-aged"),
        ("girls from 10 to 12 years old", "from 10 to 12 years old", "child"),
        ("a man (40s) at a desk", "40s", "middle-aged"),
        ("At 72, he still surfs", "At 72", "old"),
        ("a man in his fiftieth year", "fiftieth year", "middle-aged"),
        ("a 7th grader at a desk", "7th grader", "teenage"),
        ("a boy in fifth grade", "in fifth grade", "child"),
        ("a woman born in '85", "born in '85", "middle-aged"),
        ("the woman on the right about thirty", "about thirty", "young"),
        ("a boy turning five blows out candles", "turning five", "child"),
        ("a dancer who is not yet thirty", "not yet thirty", "young"),
        ("she'll be 30 next week", "30", "young"),
        ("a pianist at 20", "at 20", "young"),
        ("male/35/doctor", "35", "young"),
        ("age:54, woman", "age:54", "middle-aged"),
        ("a 25/30 y.o woman", "25/30 y.o", "young"),
        ("25yo F in a garden", "25yo F", "young"),
        ("a man, four and a half decades, and his two and a half year old son", "two and a half year old", "child"),
    ],
)
def test_an_age_may_be_said_in_many_ways(prompt: str, text: str, value: str) -> None:
    found = {(prompt[slot.start : slot.end], slot.value) for slot in parse(prompt).slots if slot.attribute == "age" and slot.axis >= 0}
    assert (text, value) in found


@pytest.mark.parametrize(
    "prompt",
    [
        "two cats, 50mm, f/1.8, a woman",
        "a man drinking 10 years old whisky",
        "a castle of old age",
        "a wine, 25 years old",
        "a woman in sixties clothes",
        "photo of the 1920s, a man in the 50s",
        "80s style portrait of a man",
        "a player wearing number 23",
        "a family of four",
        "a team of ten men",
        "they are three friends",
        "he is 6'2",
        "a woman who is 5 feet tall",
        "she is 60 kg",
        "he is 2 metres away",
        "a woman at 40 degrees",
        "a woman holding 30 balloons",
        "woman, steps: 30",
        "a man, $40, 10:30",
        "a photo of a woman from 1985",
        "one of the women",
        "a woman in the early 60s",
        "18+, a woman",
        "a woman turning five pages",
        "a man turning one last time",
        "two cups for about 30 women",
        "a woman, 3/4 view",
        "a woman, 24/7",
        "at 72, the street",
        "a high grade steel, a woman",
        "she is one with nature",
        "an oak aged 200 years",
    ],
)
def test_numbers_of_things_are_no_ages(prompt: str) -> None:
    assert not [slot for slot in parse(prompt).slots if slot.attribute == "age"]


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("she is forty-seven, with a hat", "he is young, with a hat", "she is old, with a hat"),
        ("a nurse, she is 12", "a nurse, he is of primary school age", "a nurse, she is of teenage years"),
        ("a man 60 years old with a hat", "a man of young age with a hat", "a woman of old age with a hat"),
        ("he will turn 50 tomorrow", "he entered young adulthood tomorrow", "she entered old age tomorrow"),
    ],
)
def test_the_candidates_read_as_english(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("Two skaters on a bus. One is fifteen, the other nineteen.", 2),
        ("two men, one aged 30, the other 60", 2),
        ("the sisters are 30 and 45", 2),
        ("a doctor, 45, and a nurse, 60", 2),
        ("a doctor, 45, and later she is 45", 1),
    ],
)
def test_each_person_has_an_age(prompt: str, count: int) -> None:
    found = candidate_prompts(prompt)
    assert [axis.attribute for axis in found.axes].count("age") == count
    assert not any(digit.isdigit() for text in found.prompts for digit in text)


def test_a_birthday_is_told_to_nobody_where_the_age_is_hidden() -> None:
    prompts = candidate_prompts("a girl celebrating her 9th birthday").prompts
    assert prompts[0] == "a boy celebrating his birthday"


def test_the_ages_of_all_are_stated_and_an_emoji_of_a_child_states_one() -> None:
    assert list(stated_years("a woman, 34, and her son, who is five; 👧")) == [34, 5, 8]


@pytest.mark.parametrize(
    ("prompt", "ages"),
    [
        ("a mother of two", []),
        ("a grandmother of five in a kitchen", ["old"]),
        ("a father of three, 50 years old", ["middle-aged"]),
        ("a tired mother of two, mid-30s", ["young"]),
        ("a girl of ten", ["child"]),
        ("a widow of seventy", ["old"]),
    ],
)
def test_the_number_of_somebodys_children_is_no_age(prompt: str, ages: list[str]) -> None:
    assert sorted({slot.value for slot in parse(prompt).slots if slot.attribute == "age"}) == ages


def test_an_age_in_the_brackets_of_another_tool_is_no_weight() -> None:
    assert "woman, [of old age], park" in candidate_prompts("woman, [age:25], park").prompts
    assert candidate_prompts("woman, (park:1.2)").prompts == ("man, (park:1.2)", "woman, (park:1.2)")


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("47, man in a boat", "middle-aged"),
        ("(67), man", "old"),
        ("man [67]", "old"),
        ('{"who": "man", "age": "67"}', "old"),
        ('{"who": "man", "age":67}', "old"),
        ("Us [62F] and a friend", "old"),
        ("67_year_old man", "old"),
        ("67_yo_man", "old"),
        ("a man, 18+", "young"),
        ("girl, 19", "young"),
    ],
)
def test_an_age_in_short_is_found(prompt: str, value: str) -> None:
    assert value in {slot.value for slot in parse(prompt).slots if slot.attribute == "age"} | set(parse(prompt).values)


@pytest.mark.parametrize("prompt", ["35, 50mm lens, f2", "24, masterpiece, landscape", "a list of 25, 30 and trees"])
def test_a_number_beside_nobody_is_no_age(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "minors"),
    [("a 9 year old girl in a bikini", True), ("a toddler in a swimsuit", True), ("a girl in a bikini", False), ("a woman, 18+", False)],
)
def test_stated_minors_hide_among_minors_and_the_grown_among_the_grown(prompt: str, minors: bool) -> None:
    ages = {value for axis in candidate_prompts(prompt).axes if axis.attribute == "age" for value in axis.values}
    assert ages == ({"child", "teenage"} if minors else {"young", "middle-aged", "old"})


@pytest.mark.parametrize("said", ["F", "f", "female"])  # a field of a form is filled in with "female", and with no woman
def test_what_follows_the_key_of_a_form_says_a_sex(said: str) -> None:
    assert {"gender: female, reading", "gender: male, reading"} == set(candidate_prompts(f"gender: {said}, reading").prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "37, woman",
        "(44), a tall man",
        "woman {52}",
        'person sheet {"age":61,"look":"a woman"}',
        "{'age': 61, 'look': 'a woman'}",
        '{"gender":"female","age":61}',
        "Us [33M] and [29F] at the beach",
        "44_year_old woman",
        "44_yo_man",
        "man_44_years_old",
        "44woman",
        "44 woman",
        "age_44, woman",
        "<age>44</age><who>man</who>",
        "a woman, four decades old",
        "a man of two score years",
        "a man of three score and ten",
        "a woman, threescore years and ten",
        "a man ca. 40",
        "a woman, c. 40 years",
        "a man circa 40",
        "a woman of seventy winters",
        "a man on the far side of fifty",
        "a woman aged six-and-thirty",
        "a man past his prime",
        "a woman in the twilight of her life",
        "half a century old, a man",
    ],
)
def test_an_age_in_an_everyday_form_is_hidden_among_those_of_adults(prompt: str) -> None:
    candidates = candidate_prompts(prompt)
    assert ("young", "middle-aged", "old") in [axis.values for axis in candidates.axes if axis.attribute == "age"]
    assert not any(character.isdigit() for text in candidates.prompts for character in text)


@pytest.mark.parametrize(
    "prompt", ["girl, 18", "boy, 19", "woman, 18+", "1girl, 18+", "everyone is 18+, 1girl, 1boy", "a woman aged one-and-twenty"]
)
def test_who_is_of_age_never_hides_among_children(prompt: str) -> None:
    ages = {value for axis in candidate_prompts(prompt).axes if axis.attribute == "age" for value in axis.values}
    assert ages == {"young", "middle-aged", "old"}


@pytest.mark.parametrize("prompt", ["15, girl", "16woman", "boy [14]", "12_year_old boy"])
def test_a_minor_in_an_everyday_form_hides_among_minors(prompt: str) -> None:
    assert {value for axis in candidate_prompts(prompt).axes if axis.attribute == "age" for value in axis.values} == {"child", "teenage"}


@pytest.mark.parametrize(
    "prompt",
    ["a woman with 25 cats", "two men and 30 dogs", "woman, f/1.8, 85mm", "a man, steps: 25", "woman on route 66", "20 men marching"],
)
def test_a_number_of_things_is_no_age(prompt: str) -> None:
    assert not [axis for axis in candidate_prompts(prompt).axes if axis.attribute == "age"]


@pytest.mark.parametrize(
    "prompt", ["portrait, 65", "headshot, 34, grey background", "selfie, 19", "half a century old professor", "the eldest of the siblings"]
)
def test_an_age_is_told_where_a_face_or_a_trade_is_all_that_is_said(prompt: str) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes] == ["age"]


def test_an_age_before_its_noun_is_an_adjective() -> None:
    assert "old professor" in candidate_prompts("half a century old professor").prompts


@pytest.mark.parametrize(
    ("prompt", "attributes"), [("a photo, m27, standing", ["age", "gender"]), ("50mm, f22, a landscape", []), ("photo, 35mm, 50", [])]
)
def test_a_small_letter_and_years_are_a_person_and_a_stop_of_a_lens_is_none(prompt: str, attributes: list[str]) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes] == attributes


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("a hundred and five year old man", "hundred and five year old"),
        ("a hundred-and-five-year-old man", "hundred-and-five-year-old"),
        ("a one hundred & two years old lady", "one hundred & two years old"),
        ("ONE HUNDRED AND SEVEN YEAR OLD MAN", "ONE HUNDRED AND SEVEN YEAR OLD"),
        ("one_hundred_and_two_year_old man", "one_hundred_and_two_year_old"),
        ("a hundred one year old man", "hundred one year old"),
        ("a hundred and twenty-two-year-old woman", "hundred and twenty-two-year-old"),
        ("1girl, one hundred and five years old", "one hundred and five years old"),
        ("she is a hundred and four", "a hundred and four"),
        ("a man of a hundred and five", "of a hundred and five"),
        ("aged a hundred and five, a man", "aged a hundred and five"),
        ("a 500-year-old elf", "500-year-old"),
        ("a five hundred year old vampire woman", "five hundred year old"),
        ("a thousand-year-old witch", "thousand-year-old"),
        ("a 1000 year old witch", "1000 year old"),
    ],
)
def test_a_hundred_years_and_more_are_old_age(prompt: str, text: str) -> None:
    assert [(prompt[slot.start : slot.end], slot.value) for slot in parse(prompt).slots if slot.attribute == "age"] == [(text, "old")]


@pytest.mark.parametrize("words", ["a 2000 year old temple", "a hundred and one dalmatians", "a thousand people", "a 105 year old tree"])
def test_a_hundred_things_and_old_things_say_no_age_of_a_person(words: str) -> None:
    assert f"a man and {words}" in candidate_prompts(f"a man and {words}").prompts


def test_a_hundred_children_of_five_are_children() -> None:
    assert "one hundred teenage girls" in candidate_prompts("one hundred five-year-old boys").prompts
    assert set(stated_years("a hundred and one five-year-olds")) == {5}


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("RAW photo, a 22-year-old-girl, selfie", "RAW photo, a young woman, selfie"),
        ("a 25yo-girl", "a middle-aged man"),
        ("a 30-year-old-man", "an old woman"),
        ("a 45-years-old-guy", "a middle-aged man"),
        ("a twenty-two-year-old-woman", "a young man"),
        ("a 10-year-old-boy in a park", "a teenage girl in a park"),
    ],
)
def test_an_age_with_a_hyphen_before_its_noun_is_read_as_with_a_blank(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("smiling 60 year old, park", "smiling young person, park"),
        ("lonely 80 year old on a bench", "lonely old person on a bench"),
        ("tired 40 year old with a dog", "tired young person with a dog"),
        ("cute 20 year old", "cute middle-aged person"),
        ("a nude 25 year old", "a nude old person"),
        ("portrait, smiling 60-year-old", "portrait, smiling young person"),
        ("sad 8 year old", "sad teenager"),
    ],
)
def test_how_somebody_is_and_an_age_are_a_person(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two men, the younger one in a suit", "two women, the old person in a suit"),
        (
            "two nude women, the older one standing, the younger one sitting",
            "two nude men, the old person standing, the young person sitting",
        ),
        ("an older woman and a younger one", "a young man and an old person"),
        ("an old man and a young one", "an old woman and a middle-aged person"),
        ("two children, the younger one smiling", "two teenagers, the child person smiling"),
    ],
)
def test_the_younger_one_is_a_child_only_beside_children(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt", ["40 year old whisky", "smooth 40 year old whisky in a glass", "a ruined 500 year old castle", "gnarled 100 year old oak"]
)
def test_an_age_before_a_thing_is_the_things(prompt: str) -> None:
    assert safeguard(prompt).explanation.single == "nobody"


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("woman, (25:1.2) years old, park", "man, young, park"),
        ("a woman, (twenty five:1.2) years old", "a man, young"),
        ("a ((25:1.2))-year-old woman", "a young man"),
        ("woman, 25 (years old:1.2), park", "man, young, park"),
        ("(25:1.2) years, woman", "young, man"),
        ("a woman, [45] yo", "a man, young"),
        ("a man, 20~25, smiling", "a man, young, smiling"),
        ("some twenty-three guy", "some young man"),
        ("that XXVI man", "that young man"),
        ("ftm, 22, mirror selfie", "of young age, mirror selfie"),
        ("M/28/6'1, smiling", "young man, smiling"),
        ("The subject is a forty-seven. He smiles.", "The subject is young. He smiles."),
    ],
)
def test_brackets_and_signs_keep_a_figure_and_its_unit_together(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first

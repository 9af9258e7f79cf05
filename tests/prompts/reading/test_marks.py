"""The user's own marks."""

import re

import pytest

from obclip.errors import BadRequest, NotClosed
from obclip.prompts.explain import describe
from obclip.prompts.reading.marks import own_words
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


def options(prompt: str) -> list[tuple[str, ...]]:
    return [axis.values for axis in candidate_prompts(prompt).axes]


def test_a_marked_choice_hides_among_exactly_what_it_lists() -> None:
    found = candidate_prompts("a {red|blue|dark green} car")
    assert found.prompts == ("a blue car", "a dark green car", "a red car")
    assert found.neutral == "a something car"


def test_the_first_is_the_real_one() -> None:
    assert safeguard("a {red|blue} car").choice.position() == 1
    assert safeguard("a {blue|red} car").choice.position() == 0


@pytest.mark.parametrize(
    ("before", "first", "second", "after"),
    [
        ("a man in a ", "wheelchair", "garden", ""),
        ("a ", "Greek", "Roman", " statue beside an old man"),
        ("", "Indian", "Italian", " food"),
        ("in a ", "Thai", "Swiss", " restaurant"),
        ("a ", "white", "black", " horse"),
        ("", "Tom Hanks", "a sailor", " with his dog"),
        ("an old man ", "with", "without", " a beard"),
        ("a man ", "🙂", "🙁", ""),
        ("a woman, ", "smiling", "", ""),
        ("a ", "woman", "man", " with her dog"),
        ("a ", "34", "71", " year old woman"),
        ("", "Anna", "Peter", " and her dog"),
        ("a ", "young", "old", " boy"),
        ("", "he", "she", " holds his hat"),
        ("portrait of a ", "Korean", "French", " grandmother from Japan"),
        ("a ", "superman", "superwoman", ""),
        ("two ", "girls", "boys", ", their hats"),
        ("a woman from ", "Kenya", "Peru", ""),
        ("the ", "old", "young", " are dancing"),
        ("a ", "tall", "thin", ", elderly man in a hat"),
        ("a ", "Muslim", "Christian", " bride in a hijab"),
    ],
)
def test_every_option_stands_in_some_candidate_and_the_set_is_the_same_whichever_comes_first(
    before: str, first: str, second: str, after: str
) -> None:
    one, other = candidate_prompts(f"{before}{{{first}|{second}}}{after}"), candidate_prompts(f"{before}{{{second}|{first}}}{after}")
    assert one == other
    for option in filter(None, (first, second)):
        whole = re.compile(rf"(?<!\w){re.escape(option)}(?!\w)")
        assert 2 * sum(whole.search(prompt) is not None for prompt in one.prompts) == len(one)


@pytest.mark.parametrize(
    "prompt", ["an old man in a {red|blue|dark green} hat", "{Anna|Peter} and {a king|a robot}", "a woman, {smiling|}"]
)
def test_a_member_of_a_marked_set_is_the_prompt_with_the_option_of_its_candidate_first(prompt: str) -> None:
    done = safeguard(prompt)
    turned = [safeguard(member) for member in done.members]
    assert all(one.candidates == done.candidates for one in turned)
    assert [one.choice.position() for one in turned] == list(range(len(done.candidates)))


@pytest.mark.parametrize("prompt", ["the {Apple|apple} phone", "the {apple|Apple} phone"])
def test_options_that_differ_in_case_alone_have_one_order(prompt: str) -> None:
    done = safeguard(prompt)
    assert options(prompt) == [("Apple", "apple")]
    assert done.candidates.prompts[done.choice.position()] == prompt.replace("{", "").partition("|")[0] + " phone"


def test_words_of_a_mark_are_nobodys_slot() -> None:
    assert options("an {old|young} {woman|man}") == [("old", "young"), ("man", "woman")]
    assert len(candidate_prompts("an {old|young} {woman|man}")) == 4


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a {woman|man} and her dog", ("a man and his dog", "a woman and her dog")),
        ("a {woman|man}, she herself waves", ("a man, he himself waves", "a woman, she herself waves")),
        ("a female {woman|man}", ("a man", "a woman")),
        ("{Anna|Peter} waves at her dog", ("Anna waves at their dog", "Peter waves at their dog")),
        ("{a king|a robot} and his dog", ("a king and their dog", "a robot and their dog")),
    ],
)
def test_other_words_of_the_attribute_follow_the_mark_or_turn_neutral(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates


@pytest.mark.parametrize(
    ("prompt", "options"),
    [
        ("1girl, elderly, {young|old}", ("young", "old")),
        ("an older woman, mature, {young|old}", ("young", "old")),
        (
            "harlot, very dark skin, 1boy, {charcoal complexion|copper brown skin colour}",
            ("charcoal complexion", "copper brown skin colour"),
        ),
    ],
)
def test_a_mark_stays_where_another_word_says_the_same_before_it(prompt: str, options: tuple[str, ...]) -> None:
    found = candidate_prompts(prompt).prompts
    assert all(any(text.endswith(f", {option}") for text in found) for option in options)


def test_an_option_without_words_leaves_no_gap() -> None:
    assert candidate_prompts("a {|red} car, {shiny|} and new").prompts == (
        "a car, and new",
        "a car, shiny and new",
        "a red car, and new",
        "a red car, shiny and new",
    )


def test_articles_fit_each_option() -> None:
    assert candidate_prompts("a {pear|apple} on a table").prompts == ("an apple on a table", "a pear on a table")


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [("a {woman|man}", "gender"), ("a {red|blue} car", "marked"), ("an {old|young} king", "age"), ("a {robot|old woman}", "marked")],
)
def test_a_choice_is_shown_by_the_one_attribute_that_its_options_say(prompt: str, attribute: str) -> None:
    assert attribute in [axis.attribute for axis in candidate_prompts(prompt).axes]


def test_the_place_of_a_choice_is_the_whole_mark() -> None:
    found = describe(safeguard("a {woman|man} waves"))
    assert found["axes"] == [{"attribute": "gender", "values": ["man", "woman"], "spans": [[2, 13]]}]


@pytest.mark.parametrize(
    ("prompt", "outgoing", "place"),
    [
        ("a car [[with a dent]] in rain", "a car in rain", [6, 21]),
        ("[[my]] car", "car", [0, 6]),
        ("a car[[, Berlin]]", "a car", [5, 17]),
        ("a [[red]] apple", "an apple", [2, 9]),
        ("a car [[a [b] c]]", "a car", [6, 17]),
        ("a car [[a [[b]] c]]", "a car", [6, 19]),
        ("a car <lora:korean_girl_v2:0.8>", "a car", [6, 31]),
        ("a car <my-face>", "a car", [6, 15]),
        ("a car in __cities__", "a car in", [9, 19]),
        ("a car [[{red|blue}]]", "a car", [6, 20]),
    ],
)
def test_what_is_marked_never_leaves(prompt: str, outgoing: str, place: list[int]) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)
    assert describe(safeguard(prompt))["withheld"] == [{"start": place[0], "end": place[1]}]


@pytest.mark.parametrize(
    ("prompt", "where"),
    [
        ("a man [[a", "[[a"),
        ("[[a] b man", "[[a] b man"),
        ("a man]] waves", "]] waves"),
        ("[a [man]]", "]]"),
        ("a {woman|man", "{woman|man"),
        ("a woman|man} waves", "} waves"),
        ("a {woman|{man|boy}}", "{woman|{man|boy}}"),
        ("a {{woman|man}}", "{{woman|man}}"),
        ("{2$$red|blue} car", "{2$$red|blue} car"),
        ("{[[red]]|blue} car", "{[[red]]|blue} car"),
        ("a {red|red } car", "{red|red } car"),
        ("a {<lora:korean:1>|man}", "{<lora:korean:1>|man}"),
        ("a {man|<token>} waves", "{man|<token>} waves"),
        ("a {__wild__|blue} car", "{__wild__|blue} car"),
        ("__anna_{a|b}__ portrait", "__anna_{a|b}__ portrait"),
        ("a __{a|b}__ portrait", "__{a|b}__ portrait"),
        ("a <lora:anna_{a|b}:1>", "<lora:anna_{a|b}:1>"),
        ("a <lora:[[anna]]:1>", "<lora:[[anna]]:1>"),
        ("}a|b{ man", "}a|b{ man"),
        ("{a|b} and } man", "} man"),
        ("{a|b} and { man", "{ man"),
        ("{a|b}} man", "} man"),
        ("a {\u0430|a} man", "{\u0430|a} man"),
        ("a {\u0441\u043e\u0440|cop}", "{\u0441\u043e\u0440|cop}"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_with_its_place(prompt: str, where: str) -> None:
    with pytest.raises(BadRequest) as refused:
        candidate_prompts(prompt)
    assert repr(where) in refused.value.message
    assert refused.value.code == "bad_mark"


@pytest.mark.parametrize(
    ("prompt", "where"),
    [
        ("wom{a|e}n and her husband", "wom{a|e}n and her husban..."),
        ("a super{man|woman}", "super{man|woman}"),
        ("infan{t|ts} and a teen", "infan{t|ts} and a teen"),
        ("jew{ish|el}ry", "jew{ish|el}ry"),
        ("girl{|s} with a dog", "girl{|s} with a dog"),
        ("a {red|blue}haired man", "{red|blue}haired man"),
        ("a wom({a|e})n", "wom({a|e})n"),
        ("{wo|}{man|men}", "{man|men}"),
        ("{very |quite}old man", "{very |quite}old man"),
        ("a{ smiling|n angry} man", "a{ smiling|n angry} man"),
        ("{2|4}k photo", "{2|4}k photo"),
    ],
)
def test_a_choice_that_is_part_of_a_word_is_refused_and_the_word_shown(prompt: str, where: str) -> None:
    with pytest.raises(BadRequest, match="put the whole word into it") as refused:
        candidate_prompts(prompt)
    assert repr(where) in refused.value.message


def test_letters_withheld_out_of_the_middle_of_a_word_are_refused() -> None:
    with pytest.raises(BadRequest, match="withhold the whole word"):
        candidate_prompts("wom[[a]]n and a man")


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("{man|woman}'s hat", ("man's hat", "woman's hat")),
        ("a {man|woman}-like robot", ("a man-like robot", "a woman-like robot")),
        ("a {red|blue}, big car", ("a blue, big car", "a red, big car")),
        ("{red|blue}_hair", ("blue_hair", "red_hair")),
        ("({red|blue}:1.2) car", ("(blue:1.2) car", "(red:1.2) car")),
    ],
)
def test_signs_may_follow_a_choice_at_once(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates


@pytest.mark.parametrize(
    ("before", "first", "second", "after", "candidates"),
    [
        ("a ", "very ", "", "old car", {"an old car", "a very old car"}),
        ("a car", "", " waiting", " in a park", {"a car in a park", "a car waiting in a park"}),
        ("a car", "", ", waiting", " in a park", {"a car in a park", "a car, waiting in a park"}),
        ("a table", "", " with books", ", candles", {"a table, candles", "a table with books, candles"}),
        ("a table ", "", "with books", ", candles", {"a table, candles", "a table with books, candles"}),
        ("a car, ", "shiny", "", "", {"a car", "a car, shiny"}),
        ("a car, ", "shiny", "", ", new", {"a car, new", "a car, shiny, new"}),
        ("a car ", "waiting", "", ".", {"a car.", "a car waiting."}),
        ("", "big ", "", "dog", {"dog", "big dog"}),
    ],
)
def test_blanks_at_the_edge_of_an_option_keep_words_apart_whichever_is_first(
    before: str, first: str, second: str, after: str, candidates: set[str]
) -> None:
    one, other = safeguard(f"{before}{{{first}|{second}}}{after}"), safeguard(f"{before}{{{second}|{first}}}{after}")
    assert set(one.candidates.prompts) == candidates
    assert one.candidates == other.candidates
    assert all(safeguard(member).candidates == one.candidates for member in one.members)


def test_the_device_is_told_an_option_with_its_blanks() -> None:
    assert own_words("a {very |}old man") == "a very old man"
    assert own_words("a man{ smiling|} in a park") == "a man smiling in a park"


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a {Mr|Mrs} Black in the library", ("a Mr in the library", "a Mrs in the library")),
        ("{Dr.|Prof.} Young examines a fossil", ("Dr. examines a fossil", "Prof. examines a fossil")),
        ("{Mr|Mrs} Smith", ("Mr", "Mrs")),
        ("{Anna|Peter} Black", ("Anna", "Peter")),
    ],
)
def test_a_surname_after_a_marked_title_or_name_is_withheld_as_after_any(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a [man] waves", "a [woman] waves"),
        ("a {man} waves", "a {woman} waves"),
        ("a {{man}} waves", "a {{woman}} waves"),
        ("a (man:1.2) waves", "a (woman:1.2) waves"),
        ("a ((man)) waves", "a ((woman)) waves"),
        ("a man BREAK a tree", "a woman BREAK a tree"),
        ("a man AND a tree", "a woman AND a tree"),
    ],
)
def test_emphasis_of_other_tools_is_no_mark(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize("prompt", ["[man:tree:0.5] in a park", "[man|tree] in a park"])
def test_alternation_of_other_tools_is_read_like_all_words(prompt: str) -> None:
    assert prompt.replace("man", "woman") in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "word",
    ["(wo)man", "wo(man)", "wom@n", "fe[male]", "wom[a|e]n", "wom[a:e:0.5]n", "wom(a:1.2)n", "(wom:1.2)an", "Afr(i:1.1)can", "wom_n"],
)
def test_brackets_and_signs_inside_a_word_make_it_unknown(word: str) -> None:
    done = safeguard(f"a boy beside a {word} in a park")
    assert word in done.explanation.words(done.explanation.unknown)
    assert not any(word in prompt for prompt in done.candidates.prompts)


@pytest.mark.parametrize("prompt", ["(wo)man in a park", "wom(a:1.2)n in a park", "wom[a|e]n in a park"])
def test_a_word_for_a_person_written_around_signs_is_withheld_where_nobody_else_is_shown(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == ("something in a park",)


@pytest.mark.parametrize("word", ["wom_an", "w\\oman", "m\\an", "m_an", "wom.an", "wom#an", "wom|an", "wom/an"])
def test_a_word_for_a_person_that_a_sign_cuts_is_read_as_the_word(word: str) -> None:
    assert candidate_prompts(f"{word} and a man") == candidate_prompts("woman and a man")


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("old_man, long_hair", "young_woman, long_hair"),
        ("girl(smiling) in a park", "boy(smiling) in a park"),
        ("a man, salt/pepper, x_men", "a woman, salt/pepper, x_men"),
        ("(1girl:1.2), (smile:1.1)", "(1boy:1.2), (smile:1.1)"),
    ],
)
def test_signs_between_words_cut_none(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_two_choices_are_two_axes() -> None:
    assert len(candidate_prompts("a {red|blue} car and a {tin|wooden|brass} boat")) == 6


def test_marks_are_never_left_out_to_make_room() -> None:
    found = candidate_prompts("a young African woman in a {red|blue|white} hat", Rules(max_candidates=6))
    assert ("blue", "red", "white") in [axis.values for axis in found.axes]
    with pytest.raises(NotClosed, match="marked choices alone"):
        candidate_prompts("a {red|blue|white} car", Rules(max_candidates=2))


@pytest.mark.parametrize(
    ("prompt", "candidate", "own"),
    [
        ("a woman [[with a scar]]", "a woman", "a woman with a scar"),
        ("[[secret]] woman", "woman", "secret woman"),
        ("a {woman | man} in a park", "a woman in a park", "a woman in a park"),
        ("a woman <my-token>", "a woman", "a woman <my-token>"),
    ],
)
def test_marks_are_opened_for_the_device(prompt: str, candidate: str, own: str) -> None:
    done = safeguard(prompt)
    assert candidate in done.candidates.prompts
    assert done.own_prompt == own_words(prompt) == own


def test_a_mark_that_may_leave_nothing_is_refused() -> None:
    with pytest.raises(BadRequest, match="would be empty"):
        safeguard("{woman|}")
    assert "woman" in safeguard("{smiling|} woman").candidates.prompts

"""Where somebody's name stands: by lists of names, in small letters too, and by the place in the sentence."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("marie curie and ada lovelace at a bench", "Someone and someone else at a bench"),
        ("kevin baker plays the drums", "Someone plays the drums"),
        ("a photo of sundar pichai", "a photo of someone"),
        ("portrait of zorblax, oil", "portrait of someone, oil"),
        ("asuna \\(sword art online\\), smile", "Someone, smile"),
        ("best quality, tom baxter, depth of field", "best quality, someone, depth of field"),
        ("Vulmir from genshin impact", "Someone from genshin impact"),
        ("Dr. Strange and J. R. R. Tolkien", "Someone and J. R. R. Tolkien"),
        ("Brienne of Tarth on a horse", "Someone on a horse"),
        ("princess mononoke in a wood", "Someone in a wood"),
        ("art by wlop, emma watson", "art by wlop, someone"),
        ("Tom Baxter Jr. sits at a desk", "Someone sits at a desk"),
        ("Tom Baxter III, Ann Baxter", "Someone"),
        ("Anna Baxter sings. Tom Baxter laughs", "Someone sings. Someone laughs"),
        ("a violinist (Chad) on a bench", "a violinist (someone) on a bench"),
    ],
)
def test_a_name_in_a_persons_place_is_withheld(prompt: str, outgoing: str) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)


@pytest.mark.parametrize(
    "prompt",
    [
        "snow in Times Square",
        "a scene from Final Fantasy VII, Studio Ghibli style",
        "a castle by krenz cushart, artgerm and alyssa monk",
        "painting in the style of Ivan Shishkin and Ian Fisher",
        "an oil painting by the celebrated artist Vulmir Zorblax",
        "a castle, greg rutkowski, karl zorblax, alphonse mucha",
        "a rose garden on a summer day",
        "General Motors factory",
        "a band called Southern Roses",
        "barack obama memorial",
    ],
)
def test_makers_works_brands_and_places_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ["a bench by candlelight, emma watson", "boho style, emma watson", "trapped by her powers, emma watson"])
def test_what_only_looks_like_a_credit_is_none(prompt: str) -> None:
    assert all(text.endswith(", someone") for text in candidate_prompts(prompt).prompts)


def test_a_surname_that_means_a_person_is_a_surname_beside_a_makers_name_only() -> None:
    assert len(candidate_prompts("a castle by alyssa monk")) == 1
    assert len(candidate_prompts("a castle painted by a monk")) > 1
    assert len(candidate_prompts("a castle by vulmir woman")) > 1


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a woman named Rose", "a man"),
        ("a boy called River", "a girl"),
        ("her name is Grace, a nun", "his name is someone, a monk"),
        ("mr. o'leary with his pipe", "a woman with her pipe"),
        ("Mrs Thatcher in a garden", "A man in a garden"),
        ("Bob, Alice and Eve, a woman", "Someone and others, a man"),
        ("a painting for Oluwaseun, a woman", "a painting for something, a man"),
    ],
)
def test_any_word_is_a_name_where_somebody_is_called_so(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize("prompt", ["siblings: Tom (8) and Lucy (11) building", "tom (8) and lucy (11)", "Omar (9), Aisha (7) and Bilal"])
def test_no_name_beside_an_age_is_sent(prompt: str) -> None:
    sent = " ".join(candidate_prompts(prompt).prompts).lower()
    assert all(name not in sent for name in ("tom", "lucy", "omar", "aisha", "bilal"))


@pytest.mark.parametrize("prompt", ["a man at six o'clock", "a jack o'lantern and a man", "a woman named after her mother"])
def test_what_is_no_name_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("Tanaka-san bowing", "Someone bowing"),
        ("naruto-kun running", "Someone running"),
        ("Yuki Tanaka-san at work", "Someone at work"),
        ("Kim Min-jun eating rice", "Someone eating rice"),
        ("portrait of Lee Min-ho", "portrait of someone"),
        ("Park Ji-hoon in a hanbok", "Someone"),
        ("little timmy at school", "Someone at school"),
        ("Zyraeth the Wanderer, fantasy portrait", "Someone, fantasy portrait"),
        ("vex'ahlia, half elf ranger", "Someone, half elf ranger"),
        ("T'Challa on a throne", "Someone on a throne"),
        ("Aang meditating", "Someone meditating"),
        ("Kwabena plays chess with Ingrid", "Someone plays chess with someone else"),
        ("wonder woman vs superman, comic style", "Someone vs someone else, comic style"),
    ],
)
def test_a_name_is_told_by_its_own_signs_and_goes_whole(prompt: str, outgoing: str) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)


@pytest.mark.parametrize(
    "prompt",
    [
        "little tokyo at night",
        "a little billy goat on a hill",
        "Bougainvillea walking trail",
        "a park in Seoul",
        "hawai'i beach",
        "a rose-tan vase",
    ],
)
def test_places_and_things_with_such_signs_are_no_names(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


def test_a_first_name_after_old_is_somebody_old() -> None:
    assert len(candidate_prompts("old betty knitting").prompts) == 3

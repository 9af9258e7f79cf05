"""Escapes of web pages and addresses are read as what they stand for."""

import pytest

from obclip.errors import NotAllowed
from obclip.prompts.reading.normal import normal_text, normalise
from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "plain"),
    [
        ("&#119;&#111;&#109;&#97;&#110;, a man", "woman, a man"),
        ("wom&#x61;n", "woman"),
        ("%77%6f%6D%61%6e, a man", "woman, a man"),
        ("wom%61n", "woman"),
        ("wom%2561n", "woman"),
        ("a man &amp; a woman", "a man & a woman"),
        ("&amp;amp;#38;lt;x&gt;", "<x>"),
        ("＆lt;x&gt;", "<x>"),
        ("50%61 years, 100%fat, R&B; M&M; a%20b %c3", "50%61 years, 100%fat, R&B; M&M; a%20b %c3"),
        ("&#xE000; a &#xD800;", "a \ufffd"),
    ],
)
def test_escapes_are_the_signs_that_they_stand_for(prompt: str, plain: str) -> None:
    assert normal_text(prompt) == plain
    assert normal_text(plain) == plain


def test_what_an_escape_stands_for_has_its_place() -> None:
    assert normalise("a &amp; b").span(4, 5) == (8, 9)


@pytest.mark.parametrize("prompt", ["&#119;oman in a park", "%77%6f%6d%61%6e in a park", "a man &amp; a w&#111;man"])
def test_an_escaped_word_is_hidden_as_the_word(prompt: str) -> None:
    found = candidate_prompts(prompt)
    assert found.certificate.closed
    assert not any("&#" in one or "%" in one for one in found.prompts)
    assert len(found.prompts) > 1


def test_a_minor_behind_escapes_is_a_minor() -> None:
    with pytest.raises(NotAllowed):
        candidate_prompts("a n&#117;de %63%68%69%6c%64")

"""What a cloud says goes into logs without words of the prompt."""

import pytest

from obclip.device.quoting import unquoted
from obclip.errors import BadReply, BadRequest, CloudRefused, Disagreement, ObclipError

PROMPT = "an Old woman with a beard, in a sequoia forest"


@pytest.mark.parametrize("kind", [CloudRefused, Disagreement, BadReply])
@pytest.mark.parametrize("said", ["no old ones", "SEQUOIA?", "a beard\u2028", "blurry"])
def test_a_sentence_with_a_word_of_the_prompt_is_not_told_and_all_else_of_the_error_is(kind: type[ObclipError], said: str) -> None:
    with pytest.raises(kind) as raised, unquoted(PROMPT, "blurry"):
        raise kind(f"It said: {said}", code="mine")
    assert said not in f"{raised.value}{raised.value.message}{raised.value.args}"
    assert "holds words of the prompt" in raised.value.message
    assert raised.value.code == "mine"


@pytest.mark.parametrize("error", [CloudRefused("It is of no use with that, in a way."), BadRequest("The word beard is not known.")])
def test_words_that_all_sentences_have_betray_nothing_and_what_is_no_clouds_is_not_touched(error: ObclipError) -> None:
    with pytest.raises(ObclipError, match=error.message), unquoted(PROMPT, ""):
        raise error

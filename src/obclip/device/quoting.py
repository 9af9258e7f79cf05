"""Sentences that a program logs, which hold no word of a prompt: a cloud says what it likes. Standard library only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from obclip.errors import CloudRefused, Disagreement

# Words that all sentences have.
PLAIN = frozenset("a an and as at be by for in is it its no not of on or that the to with".split())
_WORD = re.compile(r"\w+")


def wordless(message: str, *texts: str) -> bool:
    """Whether a sentence holds no word of these texts but those that all sentences have."""
    own = {word for text in texts for word in _WORD.findall(text.casefold())}
    return not own & set(_WORD.findall(message.casefold())) - PLAIN


@contextmanager
def unquoted(*texts: str) -> Iterator[None]:
    """Errors in which a cloud speaks, within: one that holds a word of these texts is raised without its sentence."""
    try:
        yield
    except (CloudRefused, Disagreement) as error:
        if not wordless(error.message, *texts):
            status = getattr(error, "status", None)
            error.message = (
                f"The cloud has refused{'' if status is None else f' (HTTP {status})'}, and the reason holds words of the prompt, which "
                "programs log: obclip generate --cloud shows it at a terminal."
            )
            error.args = (error.message,)
        raise

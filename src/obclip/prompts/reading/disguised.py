"""Listed words whose letters are hidden: "n*de", "n@ked", "nu/de", "n{u}de", "chi ld" and, run together, "nudechild"; those with a slip:
"tennager", "chlid"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from obclip.prompts.english.booru import split_glued
from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.words import given_names, harmless, surnames, things

from .misspelt import slips, swapped

_TOKEN = re.compile(r"[^\s,;\"]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SIGNS = re.compile(r"[\W_]")
_MOST = 24  # characters of a word with signs in it
_MOST_PIECES = 4  # of a word with blanks in it
_SLIPPING, _SHORTEST = 5, 3  # letters from which on a slip makes hardly another word, and up to which any does
_MEANT = tuple(str.maketrans(dict(zip("@!$€+(£¡|", letters, strict=True))) for letters in ("aisetclil", "aisetclii"))
_ANY, _VOWEL = "*#%?^~", "-_.'@"  # stand for any letter, and for a vowel
_VOWELS = frozenset("aeiou")
_SHORT = frozenset({"sex", "kid", "boy"})  # what is run together with others though it is short


class Disguises:
    """Words of two lists, of which a text may hide one: `sexual` and `young`, single words or phrases in small letters. `sure` are those
    of the first that are read with a slip as well."""

    def __init__(self, sexual: Iterable[str], young: Iterable[str], sure: Iterable[str]) -> None:
        sexual, young = list(sexual), list(young)
        self._single = frozenset(word for word in (*sexual, *young) if " " not in word and len(word) > 2 and word.isascii())
        joined = ("|".join(sorted(_joined(words), key=len, reverse=True)) for words in (sexual, young))
        first, second = joined
        self._together = re.compile(rf"\d*(?:({first})s?\d*({second})|({second})s?\d*({first}))s?\d*")
        self._slipping = self._single & {*young, *sure}
        self._meant = lru_cache(maxsize=4096)(self._behind_slip)
        self._hidden = lru_cache(maxsize=4096)(self._behind_signs)

    def words(self, text: str) -> Iterator[str]:
        """The words of the lists that a text in small letters hides."""
        tokens = [token if token.isalnum() else _EDGES.sub("", token) for token in _TOKEN.findall(text)]
        for token in tokens:
            yield from self._hidden(token)
        for count in range(2, _MOST_PIECES + 1):
            for pieces in zip(*(tokens[start:] for start in range(count)), strict=False):
                joined = "".join(pieces)
                if joined in self._single and len(joined) < _MOST and self._is_cut(pieces):
                    yield joined

    def meant(self, word: str) -> str | None:
        """The listed word that an unknown word is a slip away from; a short one by two letters that have changed places only."""
        return None if word in harmless() or word in things() else self._meant(word)

    def _behind_slip(self, word: str) -> str | None:
        if not word.isascii() or not word.isalpha() or word in self._single:
            return None
        if word in given_names() or word in surnames() or word in foreign().words or (word,) in (forms := default_taxonomy().forms):
            return None
        if len(split_glued(["", word, ""], forms)) > 3:  # "catgirl" is no "camgirl"
            return None
        near = set(swapped(word))
        if len(word) >= _SLIPPING:  # with a letter more, less or other, but the first
            near |= {other for other in slips(frozenset([word])) if len(other) >= _SLIPPING and other[0] == word[0]}
        return next((other for other in sorted(near & self._slipping) if len(other) > _SHORTEST), None)

    def _is_cut(self, pieces: Sequence[str]) -> bool:
        """Not of harmless words alone, of which a single letter is one: "a nal" and "n ude" are cut, "men in" is not."""
        long = {piece for piece in pieces if len(piece) > 1}
        return all(map(str.isalpha, pieces)) and not long <= harmless() and self._single.isdisjoint(pieces)

    def _behind_signs(self, token: str) -> tuple[str, ...]:
        if _SIGNS.search(token) is None:
            run = self._together.fullmatch(token)
            return tuple(filter(None, run.groups())) if run and token not in harmless() else ()
        if len(token) > _MOST:
            return ()
        spelled = {_SIGNS.sub("", token), *(_SIGNS.sub("", token.translate(meant)) for meant in _MEANT)}
        return tuple(sorted((spelled & self._single) | {word for word in self._single if _fits(token, word)}))


def _joined(words: Iterable[str]) -> set[str]:
    """The words that are long enough to be told from parts of others, without their spaces."""
    together = (word.replace(" ", "") for word in words)
    return {word for word in together if word.isascii() and word.isalpha() and (len(word) > 3 or word in _SHORT)}


def _fits(token: str, word: str) -> bool:
    """Whether a token is the word with signs for letters, of which half or more are left."""
    if len(token) != len(word) or token[0] != word[0] or 2 * sum(map(str.isalpha, token)) < len(word):
        return False
    return all(
        letter == sign or sign in _ANY or (sign in _VOWEL and letter in _VOWELS and (len(word) > 3 or word == "sex"))
        for sign, letter in zip(token, word, strict=True)
    )

"""Words as the search compares them: without accents, cut to their stems, in Latin and Cyrillic letters alike."""

import functools
import re
import unicodedata
from collections.abc import Iterator

import snowballstemmer

# Accents that stand beside their letter, as in Russian stress (за́мок), and soft hyphens are inside words.
_LETTERS = r"(?:[^\W_][\u0300-\u036f\u00ad]*)+"
WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
# Letters that no normal form takes apart; as somebody without them on the keyboard types them.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe",
                       "þ": "th", "’": "'", "\u00ad": ""})  # fmt: skip
SHORT = "\u0306"  # the sign over й, which is a letter of its own and no accented и
LONGEST = 30  # letters of a word's stem; what is longer is an address or a mistake


def fold(text: str) -> str:
    """Small letters without accents: Łódź and LODZ are the same, ё is е, й stays й."""
    small = unicodedata.normalize("NFKC", text).casefold()  # first the plain letters, then the small ones: 𝐀 is a
    apart = unicodedata.normalize("NFKD", small).translate(PLAIN)
    kept = [
        sign
        for before, sign in zip(f" {apart}", apart, strict=False)
        if not unicodedata.combining(sign) or (sign == SHORT and before == "и")
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in their order."""
    return [found for word in WORD.findall(text) for found in _stems_of(word)]


def marked(text: str, wanted: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words searched for."""
    done = 0
    for match in WORD.finditer(text):
        if wanted.intersection(_stems_of(match.group())):
            yield text[done : match.start()], False
            yield match.group(), True
            done = match.end()
    yield text[done:], False


def extract(text: str, wanted: frozenset[str], *, before: int, length: int) -> str:
    """The part of a text around the first word that is searched for, its beginning where there is none.

    `before` and `length` are in characters; the part begins and ends between words where there are such places.
    """
    at = next((match.start() for match in WORD.finditer(text) if wanted.intersection(_stems_of(match.group()))), 0)
    begin = (text.rfind(" ", max(0, at - 2 * before), at - before) + 1 or at - before) if at > before else 0
    last = begin + length
    end = text.find(" ", last, last + before)
    end = min(last + before, len(text)) if end < 0 else end
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"


@functools.lru_cache(maxsize=100_000)
def _stems_of(word: str) -> tuple[str, ...]:
    """Most words have one stem; folding can take one apart (½ has two)."""
    return tuple(_stem(part) for part in re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(word)))


def _stem(word: str) -> str:
    is_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in word)
    stem = _stemmer("russian" if is_cyrillic else "english").stemWord(word)
    return stem.replace("'", "")[:LONGEST] or word.replace("'", "")[:LONGEST]


@functools.cache
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(language)

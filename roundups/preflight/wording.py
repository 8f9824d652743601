"""A text as its words, and how the words of two texts differ: by which words, and by how many letters."""

import bisect
import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roundups.galley.comparing import MOST_PAIRS
from roundups.preflight.reading import Passage

# A figure has its sign, currency and per cent sign with it; a question mark makes another sentence of the same words.
_TOKEN = re.compile(
    r"(?:(?<!\w)[-+])?(?:[№$€£₽₴]\s?)?\d+(?:[.,:/–-]\d+)*(?:\s?[%‰°$€£₽₴])?|[^\W\d_]+(?:[-'][^\W\d_]+)*|\?"
)
_SAME_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "−": "-"} | dict.fromkeys("\u00ad\u200b\ufeff\u0300\u0301", "")
)
_BEFORE_AN_OPENING = re.compile(r"[“„«\"'(:\n][\s“„«\"'(]*\Z")
_SPACE = re.compile(r"\s+")
LONGEST = 64  # letters; what is longer is no word in which one mends a letter
TOO_FAR = 99


class Word(NamedTuple):
    """A word or figure as it is written, as it is compared, and whether a sentence or quotation opens with it."""

    text: str
    folded: str
    opens: bool

    @property
    def is_capitalised(self) -> bool:
        return any(letter.isupper() for letter in self.text)

    @property
    def is_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


Words = tuple[Word, ...]


class Difference(NamedTuple):
    """Words that went out and words that came in at one place of a text."""

    out: Words
    into: Words
    is_doubled: bool = False  # a word that stands twice, or no longer does

    @property
    def is_of_form(self) -> bool:
        """Whether only capitals differ, or where words are parted: “какой то”, “какой-то”; never of figures."""
        if [word.folded for word in self.out] == [word.folded for word in self.into]:
            return True
        one, two = ("".join(word.folded for word in words).replace("-", "") for words in (self.out, self.into))
        return one == two and not any(letter.isnumeric() for letter in one)


def tidy(text: str) -> str:
    """A text without what only typesetting knows: soft hyphens, stress marks, kinds of apostrophes."""
    return unicodedata.normalize("NFC", text).translate(_SAME_SIGNS)


def fold(text: str) -> str:
    """What is compared: no capitals, no ё, no kinds of spaces and dashes."""
    return _SPACE.sub("", text.casefold().replace("ё", "е").replace("–", "-"))


def words_of(text: str, language: str) -> Words:
    """The words and figures of a paragraph."""
    plain = tidy(text)
    found = list(_TOKEN.finditer(plain))
    places = [match.start() for match in found]
    sentences = Passage(field="", text=plain, language=language).sentences
    opening = {bisect.bisect_left(places, begin) for begin, _end in sentences}
    return tuple(
        Word(
            text=match.group(),
            folded=fold(match.group()),
            opens=number in opening or bool(_BEFORE_AN_OPENING.search(plain[max(place - 8, 0) : place])),
        )
        for number, (match, place) in enumerate(zip(found, places, strict=True))
    )


def letters_of(text: str) -> str:
    """The letters, marks and digits of a text in any script, and nothing between them."""
    return "".join(letter for letter in fold(tidy(text)) if unicodedata.category(letter)[0] in "LMN")


def differences(before: Sequence[Words], after: Sequence[Words]) -> list[Difference]:
    """How two texts, paragraph by paragraph, differ in their words. Where a paragraph ends makes no difference.

    Compared the other way round, the same words differ.
    """
    old, new = ([tuple(word.text for word in words) for words in text] for text in (before, after))
    if old > new:
        return [Difference(each.into, each.out, each.is_doubled) for each in differences(after, before)]
    found: list[Difference] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _within(_joined(before[i:j]), _joined(after[k:m]))
    return found


def _joined(paragraphs: Sequence[Words]) -> Words:
    return tuple(itertools.chain.from_iterable(paragraphs))


def _within(out: Words, into: Words) -> Iterator[Difference]:
    if len(out) * len(into) > MOST_PAIRS:
        yield Difference(out, into)
        return
    old, new = [word.folded for word in out], [word.folded for word in into]
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs = zip(out[i:j], into[k:m], strict=True)
            yield from (Difference((one,), (two,)) for one, two in pairs if one.text != two.text)
        else:
            is_doubled = (j - i, m - k) in {(1, 0), (0, 1)} and (_stands_twice(old, i, j) or _stands_twice(new, k, m))
            yield Difference(out[i:j], into[k:m], is_doubled)


def _stands_twice(words: list[str], begin: int, end: int) -> bool:
    return begin < end and words[begin] in (*words[max(begin - 1, 0) : begin], *words[end : end + 1])


def aligned(out: Words, into: Words) -> list[tuple[str, str]]:
    """A few words that went out beside those that came in for them, the likest together; "" beside a word alone."""
    if len(out) > len(into):
        return [(one, two) for two, one in aligned(into, out)]
    few, many = [word.folded for word in out], [word.folded for word in into]
    best: list[tuple[str, str]] = []
    least = -1
    for places in itertools.combinations(range(len(many)), len(few)):
        beside = dict(zip(places, few, strict=True))
        pairs = [(beside.get(place, ""), word) for place, word in enumerate(many)]
        cost = sum(distance(one, two) for one, two in pairs)
        if least < 0 or cost < least:
            best, least = pairs, cost
    return best


def distance(one: str, two: str) -> int:
    """How many letters must be changed, put in, left out or exchanged with the next to make one word of the other."""
    if max(len(one), len(two)) > LONGEST:
        return 0 if one == two else TOO_FAR
    above: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        above, last, row = row, above, [i]
        for j, other in enumerate(two, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]

"""What a line of the page looks like on its own: a headline, perhaps one, or running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from roundups.importing.blocks import Paragraph
from roundups.importing.captions import Caption, caption_of
from roundups.importing.words import CLOSERS, STOPS, WORD, begins_small, ending, stems

LONGEST_HEADLINE = 200  # characters
MOST_WORDS = 32

_PROSE_START = re.compile(r"(?:[-–—•*·▪◦‣●>]\s?|\d{1,2}[.)]\s)")
_OPENING_QUOTES = "\"'“„«‘‹「『"
_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)+$")
_NEXT_SENTENCE = re.compile(rf"[{re.escape(STOPS)}][{re.escape(CLOSERS)}]*\s+\S")


class Shape(IntEnum):
    """How much a line looks like a headline."""

    PROSE = 0
    SHORT = 1  # one short sentence with its full stop: a headline only for very good reasons
    MAYBE = 2  # a question, a quotation, one word: the words around it must decide
    HEADLINE = 3


@dataclass(frozen=True)
class Line:
    """One paragraph of the page, its place on it, and what can be seen of it alone."""

    text: str
    shape: Shape
    place: int = 0
    caption: Caption | None = None

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.text)


def lines_of(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The paragraphs as lines. When the source marked its headings, an unmarked line is hardly one."""
    marks_its_headings = sum(paragraph.marked for paragraph in paragraphs) > 1
    return [
        _line(paragraph, place, most=Shape.MAYBE if marks_its_headings else Shape.HEADLINE)
        for place, paragraph in enumerate(paragraphs)
    ]


def _line(paragraph: Paragraph, place: int, *, most: Shape) -> Line:
    if paragraph.marked:
        return Line(paragraph.text, Shape.HEADLINE, place)
    caption = caption_of(paragraph.text)
    shape = Shape.PROSE if caption else min(shape_of(paragraph.text), most)
    return Line(paragraph.text, shape, place, caption)


def shape_of(text: str) -> Shape:
    """What the line's length, its first and its last character say."""
    words = len(WORD.findall(text)) if len(text) <= LONGEST_HEADLINE else 0
    if not 0 < words <= MOST_WORDS or _PROSE_START.match(text):
        return Shape.PROSE
    end = ending(text)
    if not end or end in ",;:،；：—–-…":
        return Shape.PROSE
    if end in STOPS:
        return _shape_of_stopped(text, end, words)
    unsure = text[0] in _OPENING_QUOTES or begins_small(text) or bool(_NEXT_SENTENCE.search(text))
    # Scripts without spaces have headlines of "one word".
    unsure = unsure or (words == 1 and len(text) < 12)
    return Shape.MAYBE if unsure else Shape.HEADLINE


def _shape_of_stopped(text: str, end: str, words: int) -> Shape:
    if _NEXT_SENTENCE.search(text):
        return Shape.PROSE
    if end in "?!？！؟՜՞" or _INITIALS.search(text.rstrip(CLOSERS)):
        return Shape.MAYBE
    return Shape.SHORT if words <= 16 else Shape.PROSE

"""Offered changes: the words that would change, with so much around them that they are found in their field."""

import re

from roundups.preflight.reading import Passage
from roundups.preflight.rules import Fix, Spot, spot

WIDER = 6  # words on each side are enough to tell two places apart
_WORD_BEFORE = re.compile(r"\S+[^\S\n]+$")
_WORD_AFTER = re.compile(r"[^\S\n]+\S+")


def mended(passage: Passage, begin: int, end: int, after: str, message: str, **more: object) -> Spot:
    """A spot at a place of a passage, with the change to `after`.

    The words of the spot and of its fix are plain text, as readers see it: whole words, and as many as it takes to
    occur once in the passage.
    """
    text = passage.text
    first, last = _whole_words(text, begin, end)
    for _wider in range(WIDER):
        if text.count(text[first:last]) == 1:
            break
        wider = _WORD_BEFORE.search(text[:first])
        first = wider.start() if wider else first
        further = _WORD_AFTER.match(text, last)
        last = further.end() if further else last
    before = text[first:last]
    fix = Fix(before=before, after=text[first:begin] + after + text[end:last])
    return spot(passage, before, message, fix=fix, **more)


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """A change of spaces takes the words on both sides along."""
    if begin < end and text[begin].isspace():
        while begin and text[begin - 1].isspace() and text[begin - 1] != "\n":
            begin -= 1
    while begin and not text[begin - 1].isspace():
        begin -= 1
    if begin < end and text[end - 1].isspace():
        while end < len(text) and text[end].isspace() and text[end] != "\n":
            end += 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return begin, end

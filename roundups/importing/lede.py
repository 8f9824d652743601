"""What stands above the stories: page headline, kicker, the lead photo's caption, the lede's paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from roundups.importing.captions import Caption
from roundups.importing.frame import is_closing_phrase, is_date_line, is_kicker
from roundups.importing.lines import Line, Shape
from roundups.importing.values import ReadPhoto
from roundups.importing.words import STOPS, WORD, ending, same_words, sentences, stems

_LONGEST_HEADLINE = 600
_LONGEST_SENTENCE = 200  # of a page headline that ends with a full stop
_LONGEST_CAPTION_LINE = 100  # of a caption whose credit stands on the next line
_BEFORE_HEADLINE = 5
_BULLET = re.compile(r"[-–—•*·▪◦‣●]\s+(?=\S)")


@dataclass
class Lede:
    """The lines above the stories, sorted.

    `unknown` are short lines before the first paragraph; if a caption follows, they are `beside_photo`.
    """

    headline: str = ""
    kickers: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    beside_photo: list[Line] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)


def take_headline(lines: Sequence[Line]) -> tuple[Lede, list[Line]]:
    """The page headline with what stands before it, and the lines after it.

    A text that begins with running text has no page headline: all its lines come back.
    """
    lede = Lede()
    place = 0
    for line, following in list(pairwise(lines))[:_BEFORE_HEADLINE]:
        if not _stands_before(line, following, lede):
            break
        place += 1
    if not _heads_the_page(lines[place]):
        return lede, list(lines[place:])
    lede.headline = lines[place].text
    rest = list(lines[place + 1 :])
    while rest and same_words(rest[0].text, lede.headline):
        del rest[0]  # pages print their title twice
    return lede, rest


def _stands_before(line: Line, following: Line, lede: Lede) -> bool:
    if line.caption:
        lede.captions.append(line.caption)
    elif is_date_line(line.text):
        lede.dates.append(line.text)
    elif is_kicker(line.text) and following.shape >= Shape.MAYBE and not is_kicker(following.text):
        lede.kickers.append(line.text)
    else:
        return False
    return True


def _heads_the_page(line: Line) -> bool:
    text = line.text
    if line.caption or len(text) > _LONGEST_HEADLINE or not WORD.search(text):
        return False
    end = ending(text)
    if end in STOPS:
        return len(text) <= _LONGEST_SENTENCE and len(list(sentences(text))) == 1
    return end not in ",:;،；："


def sort_lines(above: Lede, lines: Sequence[Line]) -> Lede:
    """The lines between headline and stories, each put where it belongs, added to what stood above them."""
    lede = Lede(above.headline, list(above.kickers), list(above.captions), list(above.dates))
    for line in lines:
        if line.caption:
            lede.captions.append(_with_line_before(line.caption, lede))
            if lede.unknown and lede.unknown[-1].place == line.place - 1:
                lede.beside_photo.append(lede.unknown.pop())
        elif not lede.paragraphs and names_the_page(line, above):
            lede.kickers.append(line.text)
        elif is_date_line(line.text):
            lede.dates.append(line.text)
        elif not lede.paragraphs and _is_unknown(line):
            lede.unknown.append(line)
        else:
            lede.paragraphs.append(line)
    for sorted_out in (lede.unknown, lede.beside_photo, lede.paragraphs):
        sorted_out[:] = [line for line in sorted_out if not _is_repeated(line, lede)]
    return lede


def names_the_page(line: Line, above: Lede) -> bool:
    """Whether the line is a kicker. A story about a briefing shares more words with the page headline."""
    return is_kicker(line.text) and len(line.stems & stems(above.headline)) < 2


def without_bullet(text: str) -> str:
    """A summary without the bullet of the list it stood in."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def _is_unknown(line: Line) -> bool:
    if is_closing_phrase(line.text):
        return False
    return line.shape is Shape.HEADLINE or (line.shape is Shape.MAYBE and ending(line.text) not in STOPS)


def _is_repeated(line: Line, lede: Lede) -> bool:
    return any(caption.repeats(line.text) for caption in lede.captions)


def _with_line_before(caption: Caption, lede: Lede) -> Caption:
    """A credit alone on its line belongs to the short line before it."""
    if caption.photo.caption:
        return caption
    if lede.unknown and not lede.paragraphs and (lede.kickers or len(lede.unknown) > 1):
        words = lede.unknown.pop().text
    elif len(lede.paragraphs) == 1 and len(lede.paragraphs[0].text) <= _LONGEST_CAPTION_LINE:
        words = lede.paragraphs.pop().text
    else:
        return caption
    return Caption(f"{words} {caption.line}", ReadPhoto(caption=words, credit=caption.photo.credit))

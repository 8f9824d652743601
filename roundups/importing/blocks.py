"""A pasted text becomes clean paragraphs, however its lines are broken."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

from django.utils.translation import gettext as _

from roundups.importing.values import NotARoundup
from roundups.importing.words import STOPS, begins_small, ending

LONGEST = 300_000  # characters; a day's page has some thousands
MOST = 2_000  # paragraphs
_TALLEST = 12  # combining marks on one letter
_FEW = 4  # so few line ends may look wrapped by chance

_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Joiners matter in Persian, in Indic scripts and in emoji; beside Latin and Cyrillic letters they are dirt.
_JOINERS = re.compile(r"(?<=[\u0000-\u058f])[\u200c\u200d]+|[\u200c\u200d](?=[\u0000-\u058f]|$)")
_JOINERS_RUN = re.compile(r"([\u200c\u200d])[\u200c\u200d]+")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_NO_CHARACTER = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_SOURCE = re.compile(
    r"\s*<(?:!doctype|\?xml|html|head|body|(?:p|div|span|article|section|h[1-6])[\s>])",
    re.IGNORECASE,
)
_CLOSING_TAG = re.compile(r"</(?:p|div|h[1-6]|span|article|body|html)>", re.IGNORECASE)
_DECORATION = re.compile(r"[\s\-–—―_*=~•·.#⁂+<>|/\\]+")
_BULLET = re.compile(r"(?:[-–—•*·▪◦‣●>]|\d{1,2}[.)])\s")
_MARKED = re.compile(r"(#{1,6})\s+(?=\S)|(\*\*|__|\*|_)(?=[^\s*_])")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the pasted text. `marked` says that its source marked it as a heading ("## …")."""

    text: str
    marked: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """The text's paragraphs in NFC, without invisible characters, runs of spaces and rules of dashes.

    Raises NotARoundup when the text is too long, empty, one line, or the source of a web page or RTF file.
    """
    if len(text) > LONGEST:
        raise too_long(len(text))
    cleaned = _clean(text)
    _refuse_source(cleaned)
    found = [_paragraph(line) for line in _lines(cleaned) if not _DECORATION.fullmatch(line)]
    _refuse_too_little_or_too_much(found)
    return found


def too_long(length: int) -> NotARoundup:
    """The refusal of a text (or file) of so many characters."""
    return NotARoundup(
        _("The text has %(length)s characters, a roundup at most %(limit)s. Paste one day's roundup only.")
        % {"length": f"{length:,}", "limit": f"{LONGEST:,}"}
    )


def _clean(text: str) -> str:
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _JOINERS.sub("", _JOINERS_RUN.sub(r"\1", _INVISIBLE.sub("", text)))
    text = _NO_CHARACTER.sub("\ufffd", _NOT_TEXT.sub(" ", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _with_few_marks(text)))


def _with_few_marks(text: str) -> str:
    """The text without towers of combining marks: to normalise one takes the square of its height."""
    kept, height = [], 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _TALLEST:
            kept.append(character)
    return text if len(kept) == len(text) else "".join(kept)


def _refuse_source(text: str) -> None:
    if text.lstrip().startswith("{\\rtf"):
        raise NotARoundup(
            _("This is the inside of an RTF file. Open it in a word processor, copy its text, paste that.")
        )
    if _SOURCE.match(text) or "<html" in text[:5_000].lower() or len(_CLOSING_TAG.findall(text)) > 2:
        raise NotARoundup(
            _("This is the source of a web page (HTML). Open the page, select its text, copy and paste that.")
        )


def _refuse_too_little_or_too_much(found: Sequence[Paragraph]) -> None:
    if not found:
        raise NotARoundup(_("There is no text here. Paste the whole roundup: headline, summaries, stories."))
    if len(found) == 1:
        raise NotARoundup(
            _(
                "This is one line only. A roundup has a headline, summaries and stories, "
                "each on lines of their own: paste it with its line breaks."
            )
        )
    if len(found) > MOST:
        raise NotARoundup(
            _("The text has %(count)s paragraphs, a roundup at most %(limit)s. Paste one day's roundup only.")
            % {"count": f"{len(found):,}", "limit": f"{MOST:,}"}
        )


def _lines(text: str) -> list[str]:
    """One string a paragraph: hard-wrapped lines joined, every other line on its own."""
    blocks = _blocks(text)
    width = _width(blocks)
    lines: list[str] = []
    for block in blocks:
        lines.append(block[0])
        for before, line in pairwise(block):
            if width and _was_wrapped(before, line, width):
                lines[-1] = _joined(lines[-1], line)
            else:
                lines.append(line)
    return lines


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _width(blocks: Sequence[Sequence[str]]) -> int:
    """The column at which the text was wrapped by hand or by a mail program; 0 if it was not.

    A wrapped text has blank lines between its paragraphs, hardly a line beyond the margin (a headline, an
    address), and its lines end where the next word would not have fitted.
    """
    if len(blocks) < 2:
        return 0
    pairs = [pair for block in blocks for pair in pairwise(block)]
    inner = sorted(len(before) for before, _line in pairs)
    width = inner[len(inner) * 9 // 10] if inner else 0
    if not 55 <= width <= 120 or (len(pairs) < _FEW and not all(starmap(_goes_on, pairs))):
        return 0
    every = [line for block in blocks for line in block]
    beyond = sum(len(line) > width + 10 for line in every)
    wrapped = sum(_was_wrapped(before, line, width) for before, line in pairs)
    return width if beyond <= max(1, len(every) // 20) and wrapped >= 0.8 * len(pairs) else 0


def _was_wrapped(before: str, line: str, width: int) -> bool:
    first_word = line.split(" ", 1)[0]
    return len(before) + 1 + len(first_word) > width and not _BULLET.match(line)


def _goes_on(before: str, line: str) -> bool:
    return ending(before) not in STOPS and begins_small(line)


def _joined(before: str, line: str) -> str:
    compound = len(before) > 1 and before[-1] == "-" and before[-2].isalpha() and line[0].isalpha()
    return before + line if compound else f"{before} {line}"


def _paragraph(line: str) -> Paragraph:
    """The line without the marks that make all of it a heading, bold or italic."""
    match = _MARKED.match(line)
    if match and match.group(1):
        return Paragraph(line[match.end() :].rstrip(" #") or line, marked=True)
    if match:
        mark = match.group(2)
        inside = line[len(mark) : -len(mark)].strip()
        if line.endswith(mark) and inside and mark not in inside:
            return Paragraph(inside, marked=len(mark) == 2)
    return Paragraph(line)

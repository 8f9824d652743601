"""Striking words: where the words of a redaction stand in a galley or a text, and the same without them.

A form is found as whole words, in capitals or small letters, across tags, line ends, stress marks and soft hyphens, and
with whatever spaces or signs between its words. An address or a photographer's name that has them goes as a whole.
"""

import bisect
import dataclasses
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Self
from unicodedata import normalize
from urllib.parse import unquote

from newsroom.models.prose import clean
from roundups.galley.value import Part, Photo, Story

PLAIN, PROSE, ADDRESS, ANCHOR, PERSON = "plain", "prose", "address", "anchor", "person"
# What a part holds beside words. Whatever is not named here is words, so that a new field is never forgotten.
KINDS = {
    "body": PROSE,
    "url": ADDRESS,
    "license": ADDRESS,
    "web_statement": ADDRESS,
    "anchor": ANCHOR,
    "creator": PERSON,
}
NO_WORDS = {"language", "rights", "kind", "digest", "source_type"}
SHORTEST = 2  # letters of a form: one alone stands everywhere
AROUND = 40  # characters of the text that are shown on both sides of a place

_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')  # as the cleaner writes it: in words, < and > are escaped
_LINK = re.compile(r'<a href="([^"]*)"')
_EMPTY = re.compile(r"<(em|strong|a)(?: [^>]*)?></\1>")
_INLINE = {"<em>", "</em>", "<strong>", "</strong>", "</a>", "<br>"}
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"(?=[\W_])\s*(?:(?:[^\w\s]|_)\s*){0,3}"  # two words of a form: “J. Petrov”, “ivan_petrov”, “+7 (912) 345”
# Stress marks, soft hyphens, signs of direction: what is seen or not seen beside the letters.
_SILENT = re.compile("[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CODED = re.compile(r"\S*%[0-9A-Fa-f]{2}\S*")
Span = tuple[int, int]


class NoWords(ValueError):
    """Nothing was typed that could be looked for; the sentence is the caller's."""


@dataclasses.dataclass(frozen=True)
class Words:
    """The forms of what is to go, each as the words that it consists of, in small letters."""

    forms: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        """Read what was typed, one form a line. Raises NoWords for a line that has less than two letters or figures."""
        lines = [line for line in typed.splitlines() if line.strip()]
        forms = dict.fromkeys(tuple(_WORD.findall(_folded(normalize("NFC", line))[0])) for line in lines)
        if not forms or any(sum(map(len, form)) < SHORTEST for form in forms):
            raise NoWords
        return cls(tuple(sorted(forms, key=lambda form: (-sum(map(len, form)), form))))

    def find(self, text: str) -> list[Span]:
        """Where the forms stand in a text that is in NFC; what only spaces part is one place."""
        folded, places = _folded(text)
        spans = [_unfolded(match.span(), places, text) for match in self._sought(_BETWEEN).finditer(folded)]
        spans += [match.span() for match in _CODED.finditer(text) if self.are_in_address(match.group())]
        joined: list[Span] = []
        for begin, end in sorted(spans):
            if joined and not text[joined[-1][1] : begin].strip():
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((begin, end))
        return joined

    def are_in(self, text: str) -> bool:
        return bool(self.find(normalize("NFC", text)))

    def are_in_address(self, address: str) -> bool:
        """Whether an address or an anchor has one of the forms in it, its words joined or parted by any signs."""
        said = _folded(normalize("NFC", unquote(address)))[0]
        return bool(self._sought(r"[\W_]{0,3}").search(said))

    def may_be_in(self, raw: str) -> bool:
        """A quick look at a text of any kind: False where none of the forms can be; True may be wrong."""
        readings = {raw, _TAG.sub("", raw)}  # words may stand across tags, and in them
        readings |= {html.unescape(reading) for reading in readings}
        readings |= {unquote(reading) for reading in readings}
        said = _SILENT.sub("", normalize("NFC", "\n".join(readings)).casefold())
        return any(all(word in said for word in form) for form in self.forms)

    def _sought(self, between: str) -> re.Pattern[str]:
        either = "|".join(between.join(map(re.escape, form)) for form in self.forms)
        return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Place:
    """Where the words stand: in which field, of which story (its anchor; "" for the page), amid what."""

    field: str
    anchor: str
    before: str
    words: str
    after: str


def strike(part: Any, words: Words, mark: str, anchors: Mapping[str, str]) -> Any:
    """A galley, or a part of one, without the words; `mark` stands in their place, `anchors` are old → new."""
    changed: dict[str, Any] = {}
    for name, value in _fields(part):
        if isinstance(value, str):
            changed[name] = anchors.get(value, value) if name == "anchor" else struck(name, value, words, mark)
        elif isinstance(value, Part):
            changed[name] = strike(value, words, mark, anchors)
        elif isinstance(value, tuple):
            changed[name] = tuple(strike(each, words, mark, anchors) for each in value)
    return dataclasses.replace(part, **changed)


def struck(field: str, text: str, words: Words, mark: str) -> str:
    """The text of a field without the words; the very same text where they do not stand."""
    kind = KINDS.get(field, PLAIN)
    if kind == PROSE:
        return _struck_prose(text, words, mark)
    if kind in {ADDRESS, ANCHOR}:
        return "" if words.are_in_address(text) else text
    if kind == PERSON:  # a mark is nobody's name
        return "" if words.are_in(text) else text
    plain = normalize("NFC", text)
    spans = words.find(plain)
    for begin, end in reversed(spans):
        plain = plain[:begin] + mark + plain[end:]
    return plain if spans else text


def places_in(part: Any, words: Words) -> Iterator[Place]:
    """Every place of a galley, or of a part of one, in its order."""
    for place, name, value in _passages(part, ""):
        yield from places_in_text(name, value, words, anchor=place)


def places_in_text(field: str, text: str, words: Words, *, anchor: str = "") -> Iterator[Place]:
    """Every place in the text of a field."""
    kind = KINDS.get(field, PLAIN)
    if kind in {ADDRESS, ANCHOR}:
        if words.are_in_address(text):
            yield Place(field=field, anchor=anchor, before="", words=text, after="")
        return
    pieces = _TAG.split(text) if kind == PROSE else [text]
    if kind == PROSE:
        for tag in pieces[1::2]:
            if _leads_there(tag, words):
                yield Place(field="link", anchor=anchor, before="", words=_address(tag), after="")
    for group in _paragraphs(pieces) if kind == PROSE else [[0]]:
        said = "".join(_said(pieces[place]) for place in group) if kind == PROSE else normalize("NFC", text)
        for begin, end in words.find(said):
            around = said[max(0, begin - AROUND) : begin], said[begin:end], said[end : end + AROUND]
            yield Place(field=field, anchor=anchor, before=around[0], words=around[1], after=around[2])


def _passages(part: Any, anchor: str) -> Iterator[tuple[str, str, str]]:
    """(anchor, field, text) of everything that a part says."""
    anchor = part.anchor if isinstance(part, Story) else anchor
    for name, value in _fields(part):
        field = f"photo_{name}" if isinstance(part, Photo) and name not in KINDS else name
        if isinstance(value, str):
            yield anchor, field, value
        elif isinstance(value, Part):
            yield from _passages(value, anchor)
        elif isinstance(value, tuple):
            for each in value:
                yield from _passages(each, anchor)


def _fields(part: Any) -> Iterator[tuple[str, Any]]:
    """What a part holds that says something: text, parts, lists of parts."""
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        is_parts = isinstance(value, tuple) and all(isinstance(each, Part) for each in value)
        if field.name not in NO_WORDS and value and (isinstance(value, str | Part) or is_parts):
            yield field.name, value


# --- Text with markup ---------------------------------------------------------------------------------------------


def _struck_prose(text: str, words: Words, mark: str) -> str:
    pieces = _without_links(_TAG.split(text), words)
    for group in _paragraphs(pieces):
        says = [_said(pieces[place]) for place in group]
        starts = [sum(map(len, says[:place])) for place in range(len(says))]
        for begin, end in reversed(words.find("".join(says))):
            first = bisect.bisect_right(starts, begin) - 1
            for place in range(first, len(says)):
                low, high = max(begin - starts[place], 0), max(end - starts[place], 0)
                piece = group[place]
                if high > low and pieces[piece] != "<br>":
                    here = says[place] = says[place][:low] + (mark if place == first else "") + says[place][high:]
                    pieces[piece] = html.escape(here, quote=False)
    result = "".join(pieces)
    if result == text:
        return text
    while (fuller := _EMPTY.sub("", result)) != result:
        result = fuller
    return clean(result)


def _without_links(pieces: list[str], words: Words) -> list[str]:
    """The pieces without the links whose address has the words; what the link said stays. Links never nest."""
    kept, closing = list(pieces), False
    for place in range(1, len(pieces), 2):
        if _leads_there(pieces[place], words):
            kept[place], closing = "", True
        elif pieces[place] == "</a>" and closing:
            kept[place], closing = "", False
    return kept


def _leads_there(tag: str, words: Words) -> bool:
    return tag.startswith("<a ") and words.are_in_address(_address(tag))


def _address(tag: str) -> str:
    found = _LINK.match(tag)
    return html.unescape(found[1]) if found else ""


def _paragraphs(pieces: list[str]) -> Iterator[list[int]]:
    """The places of the pieces that stand in one paragraph, <br> among them."""
    group: list[int] = []
    for place, piece in enumerate(pieces):
        is_tag = place % 2 == 1
        if is_tag and piece and piece not in _INLINE and not piece.startswith("<a "):
            yield group
            group = []
        elif not is_tag or piece == "<br>":
            group.append(place)
    yield group


def _said(piece: str) -> str:
    return "\n" if piece == "<br>" else normalize("NFC", html.unescape(piece))


# --- Letters ------------------------------------------------------------------------------------------------------


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters as they are compared, and for each its place in the text: stress marks and soft hyphens are none."""
    letters, places = [], []
    for place, sign in enumerate(text):
        for letter in sign.casefold():
            if not _SILENT.match(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _unfolded(span: Span, places: list[int], text: str) -> Span:
    begin, end = places[span[0]], places[span[1] - 1] + 1
    while end < len(text) and _SILENT.match(text[end]):
        end += 1
    return begin, end

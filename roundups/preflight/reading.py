"""A galley as rules read it: passages of plain words, with their sentences and quotations."""

import dataclasses
import functools
import html
import re
from collections.abc import Iterator
from unicodedata import normalize

from roundups.galley import Galley, Story, clauses

Span = tuple[int, int]
Word = tuple[int, int, str]  # begin, end, and the word in small letters without ё
_TAG = re.compile(r"(<[^<>]*>)")
_QUOTED = re.compile(
    r"“[^“”]*(?:“[^“”]*”[^“”]*)*(?:”|$)|(?<!\w)‘(?:[^’]|’(?=\w))*(?:’(?!\w)|$)|«[^«»]*(?:«[^«»]*»[^«»]*)*(?:»|$)|„[^„“”]*(?:[“”]|$)|\"[^\"]+\""
)
# What a Russian quotation is interrupted by: «Мы придём, — сказал мэр в среду, — и скоро».
_SAID_BETWEEN = re.compile(r"(?<=[,!?…])[ \u00a0]—[ \u00a0][^—«»]{3,90}?[,.][ \u00a0]—[ \u00a0]")
_END = re.compile(r"[.!?…]+[”»\"’)\]]*\s+(?=[“«„\"(\[—–-]*\s?[\dA-ZА-ЯЁІЇЄҐЎ])")
_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯЁ]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Prof|No|vs|etc|e\.g|i\.e|[ap]\.m"
    r"|г|гг|ул|им|т|д|п|тыс|млн|млрд|руб|коп|ст|стр|чел|обл|пос|просп|пр|кв|др|см|ред))\.\s+$"
)
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """Words that stand together: a headline, a summary, one paragraph of the text. The anchor is "" for the page."""

    field: str
    text: str
    language: str
    anchor: str = ""
    paragraph: int = 0  # counted from 1 in the text
    is_quotation: bool = False  # as a whole

    @functools.cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands in quotation marks, the marks included; a quotation that runs on ends with the paragraph."""
        if self.is_quotation:
            return ((0, len(self.text)),)
        return tuple(span for match in _QUOTED.finditer(self.text) for span in _quoted_parts(match))

    @functools.cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of letters alone, hyphens and apostrophes between them, each as rules compare it."""
        return tuple((match.start(), match.end(), plain(match.group())) for match in _LETTERS.finditer(self.text))

    @functools.cached_property
    def sentences(self) -> tuple[Span, ...]:
        begins = [0]
        for match in _END.finditer(self.text):
            if not _SHORT.search(self.text[begins[-1] : match.end()]):
                begins.append(match.end())
        return tuple(zip(begins, [*begins[1:], len(self.text)], strict=True))

    @functools.cached_property
    def unquoted(self) -> str:
        """The text with its quotations blanked out: places stay the same."""
        text = self.text
        for begin, end in self.quoted:
            text = text[:begin] + " " * (end - begin) + text[end:]
        return text

    def is_quoted(self, at: int) -> bool:
        return any(begin <= at < end for begin, end in self.quoted)

    def sentence(self, at: int) -> str:
        """The sentence around a place."""
        return next((self.text[begin:end].strip() for begin, end in self.sentences if begin <= at < end), self.text)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """A story with its passages."""

    story: Story
    heads: tuple[Passage, ...]  # headline, short headline, summary, caption: those that say something
    body: tuple[Passage, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.heads, *self.body)

    @functools.cached_property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.body)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """The galley, its stories that have text, and what the page says beside them."""

    galley: Galley
    items: tuple[Item, ...]
    frame: tuple[Passage, ...]  # the editor's own headline, the opening, the sign-off, the lead's caption

    @property
    def language(self) -> str:
        return self.galley.language

    @functools.cached_property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.frame, *(passage for item in self.items for passage in item.passages))


def read(galley: Galley) -> Page:
    """The galley as its rules read it."""
    items = tuple(_item(story, galley.language) for story in galley.stories if not story.withdrawn)
    own = galley.headline if galley.headline != clauses(galley.stories) else ""
    caption = galley.photo.caption if galley.photo and galley.photo.digest else ""
    said = {"headline": own, "opening": galley.opening, "sign_off": galley.sign_off, "photo": caption}
    return Page(galley=galley, items=items, frame=tuple(_passages(said, galley.language)))


@functools.lru_cache(maxsize=64)
def _item(story: Story, language: str) -> Item:
    """A story is read once for all stages and looks; it is a value."""
    caption = story.photo.caption if story.photo and story.photo.digest else ""
    said = {
        "headline": story.headline, "short_headline": story.short_headline, "summary": story.summary, "photo": caption,
    }  # fmt: skip
    body = [
        Passage(
            field="body", text=text, language=language, anchor=story.anchor, paragraph=number, is_quotation=quotation
        )
        for number, (text, quotation) in enumerate(paragraphs(story.body), start=1)
    ]
    return Item(story=story, heads=tuple(_passages(said, language, story.anchor)), body=tuple(body))


def _passages(said: dict[str, str], language: str, anchor: str = "") -> Iterator[Passage]:
    """Single lines that say something, their letters composed: й may come as two signs."""
    for name, text in said.items():
        if text:
            yield Passage(field=name, text=normalize("NFC", text), language=language, anchor=anchor)


def _quoted_parts(match: re.Match[str]) -> Iterator[Span]:
    """A quotation without the author’s words in its middle."""
    begin, end = match.span()
    for between in _SAID_BETWEEN.finditer(match.string, begin, end):
        yield begin, between.start()
        begin = between.end()
    yield begin, end


def paragraphs(body: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a text in plain words, list items among them; with each, whether it is a block quotation."""
    pieces, found = cut(normalize("NFC", body))
    for places, is_quotation in found:
        yield "".join(said_by(pieces[place]) for place in places).strip(), is_quotation


def cut(body: str) -> tuple[list[str], list[tuple[list[int], bool]]]:
    """A text cut at its tags, and of each paragraph that says something: which pieces say it, whether it is quoted."""
    pieces, found, places, depth = _TAG.split(body), list[tuple[list[int], bool]](), list[int](), 0
    for place, piece in enumerate([*pieces, "</p>"]):
        if piece in {"</p>", "</li>", "</blockquote>", "<blockquote>", "<p>", "<li>"}:
            if "".join(said_by(pieces[each]) for each in places).strip():
                found.append((places, depth > 0))
            places = []
            depth += {"<blockquote>": 1, "</blockquote>": -1}.get(piece, 0)
        elif piece == "<br>" or not piece.startswith("<"):
            places.append(place)
    return pieces, found


def said_by(piece: str) -> str:
    """What a piece of a text says."""
    return "\n" if piece == "<br>" else html.unescape(piece)


def plain(word: str) -> str:
    """A word in small letters, without ё."""
    return word.casefold().replace("ё", "е")


def word_set(words: str) -> frozenset[str]:
    """A list of words in one string, as a set."""
    return frozenset(words.split())


def words_in(text: str) -> list[str]:
    return WORD.findall(text)

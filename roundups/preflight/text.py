"""Rules over the text: letters of two alphabets in one word, what was to be filled in, what stands there twice."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roundups.preflight.context import Context
from roundups.preflight.mending import mended
from roundups.preflight.reading import Page, Passage, read, words_in
from roundups.preflight.rules import RUSSIAN, Severity, Spot, Stage, rule, spot

BLOCK, CONFIRM, FIX, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.FIX, Severity.NOTE
# 3-preflight, text.duplicate, text.long
ALIKE = 0.75  # of the shorter one's shingles; of two equally long ones that is Jaccard's 0.6
FEWEST_SHINGLES = 13  # of a paragraph of 15 words; what is shorter may be a formula ("The ministry did not answer")
LONG_SENTENCE, LONG_PARAGRAPH = 40, 90  # words

LATIN, CYRILLIC = "A-Za-zÀ-ÖØ-öø-ɏ", "\u0400-\u052f"
_SEAM = re.compile(f"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]")
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_LATIN, _IN_CYRILLIC = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")
_ENDING = re.compile(f"([{LATIN}]+)([{CYRILLIC}]+)")
_TWINS = ("ABCEHKMOPTXYaceopxyiIëË", "АВСЕНКМОРТХУасеорхуіІёЁ")
_COUSINS = ("gkmnrtub", "дкмпгтиь")  # alike in italics, or to a hasty reader
_TO_CYRILLIC = str.maketrans(_TWINS[0] + _COUSINS[0], _TWINS[1] + _COUSINS[1])
_TO_LATIN = str.maketrans(_TWINS[1] + _COUSINS[1], _TWINS[0] + _COUSINS[0])
_LOOKS_RUSSIAN, _LOOKS_LATIN = set("ABCEHKMOPTXYaceopxy"), set("АВСЕНКМОРТХУасеорху")

_PLACEHOLDER = re.compile(
    r"\b(?:TK){2,}\b|\b(?:ТК){2,}\b|\bTK\b(?!-?\d| ?\d{2}| Maxx)"
    r"|\b[XХ]{3,}\b(?! (?:[Ss]ummer|[Ww]inter|Olymp|Congress|[Лл]етни|[Зз]имни|[Оо]лимп|съезд))"
    r"|\bTODO\b|\bFIXME\b|\bУТОЧНИТЬ\b|\[\[[^\]]*(?:\]\]?)?|\?{3,}|\b[Ll]orem\b(?: ipsum)?|\bLOREM\b(?: IPSUM)?"
)

_PLACEHOLDER_HINTS = ("TK", "ТК", "XX", "ХХ", "XХ", "ХX", "TODO", "FIXME", "УТОЧНИТЬ", "[[", "???", "orem", "OREM")


@rule(
    "text.mixed",
    file=FIX,
    approve=CONFIRM,
    publish=BLOCK,
    overrulable=True,
    matches=["The bridge at Кremenchuk is open.", "Эвакyация не требуется.", "Cу-27 разбился.", "К концу ХIX века."],
    passes=[
        "Z-символику сняли с автобусов.",
        "Парады «КуZбасса» отменили.",
        "Sofia (София) has a train.",
        "PRщик ушёл.",
    ],
)
def text_mixed(page: Page, context: Context) -> Iterator[Spot]:
    """Latin and Cyrillic letters in one word."""
    for passage in page.passages:
        if _SEAM.search(passage.text):
            for match in _LETTERS.finditer(passage.text):
                if _SEAM.search(match.group()) and not _is_meant(match.group()):
                    yield _mixed(passage, match)


def _is_meant(word: str) -> bool:
    """A symbol of the war (КуZбасс), or a Latin name with a Russian ending (PRщик); no slip makes these."""
    latin = set(_IN_LATIN.findall(word))
    ending = _ENDING.fullmatch(word)
    is_name = ending is not None and bool(set(ending[1]) - _LOOKS_RUSSIAN) and bool(set(ending[2]) - _LOOKS_LATIN)
    return latin <= set("ZV") or (is_name and len(word) > 3)


def _mixed(passage: Passage, match: re.Match[str]) -> Spot:
    word = match.group()
    message = _("“%(word)s” mixes Latin and Cyrillic letters that look alike: search will not find it.")
    message %= {"word": word}
    right = _in_one_script(word, passage.language)
    if right is None:
        return spot(passage, word, message, fact=word)
    return mended(passage, *match.span(), right, message, fact=word)


def _in_one_script(word: str, language: str) -> str | None:
    """The word in the script of most of its letters, of the language's if it has as many of both."""
    latin, cyrillic = len(_IN_LATIN.findall(word)), len(_IN_CYRILLIC.findall(word))
    to_latin, to_cyrillic = word.translate(_TO_LATIN), word.translate(_TO_CYRILLIC)
    is_cyrillic = cyrillic > latin or (cyrillic == latin and language == RUSSIAN)
    tries = [to_cyrillic, to_latin] if is_cyrillic else [to_latin, to_cyrillic]
    return next((one for one in tries if not (_IN_LATIN.search(one) and _IN_CYRILLIC.search(one))), None)


@rule(
    "text.placeholder",
    file=NOTE,
    approve=BLOCK,
    publish=BLOCK,
    overrulable=Stage.APPROVE,
    matches=[
        "TK people came.",
        "The woman, ???, baked forty pies.",
        "Сгорело ХХХ тонн (УТОЧНИТЬ).",
        "Долг [[сколько]].",
    ],
    passes=[
        "A TK Maxx burned down.",
        "Coats of size XXXL.",
        "“Where are you???” she wrote.",
        "ТК «Север» [так в тексте]",
    ],
)
def text_placeholder(page: Page, context: Context) -> Iterator[Spot]:
    """Words that hold a place for others: TK, XXX, TODO, ???, УТОЧНИТЬ, [[…]], lorem."""
    for passage in (each for each in page.passages if any(hint in each.text for hint in _PLACEHOLDER_HINTS)):
        for match in _PLACEHOLDER.finditer(passage.text):
            if not _is_a_cry(passage, match):
                message = _("“%(words)s” still stands where something is to be filled in.")
                yield spot(passage, match.group(), message % {"words": match.group()})


def _is_a_cry(passage: Passage, match: re.Match[str]) -> bool:
    """Somebody's own question marks: after a word, in a quotation."""
    follows_a_word = match.start() > 0 and passage.text[match.start() - 1].isalpha()
    return match.group().startswith("?") and follows_a_word and passage.is_quoted(match.start())


class _Shelf:
    """Paragraphs, found by the groups of three words that they share. What is too short to tell is not taken."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self.passages: list[tuple[Passage, int]] = []
        self.places: dict[tuple[str, ...], list[int]] = {}
        for passage in passages:
            self.add(passage)

    def add(self, passage: Passage) -> None:
        shingles = _shingles(passage.text)
        if len(shingles) >= FEWEST_SHINGLES:
            for shingle in shingles:
                self.places.setdefault(shingle, []).append(len(self.passages))
            self.passages.append((passage, len(shingles)))

    def twin(self, passage: Passage) -> Passage | None:
        """The paragraph that is alike enough, or is a part of this one, or has it as a part; the one most alike."""
        shingles = _shingles(passage.text)
        if len(shingles) >= FEWEST_SHINGLES:
            shared = Counter(place for shingle in shingles for place in self.places.get(shingle, ()))
            for place, common in shared.most_common():
                twin, size = self.passages[place]
                if common >= ALIKE * min(size, len(shingles)) and not _is_its_summary(passage, twin):
                    return twin
        return None


@functools.lru_cache(maxsize=512)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = words_in(text.casefold().replace("ё", "е"))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _is_its_summary(passage: Passage, other: Passage) -> bool:
    """A summary may say what its own story says."""
    return passage.anchor == other.anchor and passage.field != other.field


def _paragraphs(page: Page) -> Iterator[Passage]:
    """The summaries and the text."""
    for item in page.items:
        yield from (passage for passage in item.passages if passage.field in {"summary", "body"})


@rule("text.duplicate", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def text_duplicate(page: Page, context: Context) -> Iterator[Spot]:
    """Two paragraphs nearly alike, on the page or with yesterday's; two identical ones on the page block."""
    here, yesterday = _Shelf(), _Shelf(_paragraphs(read(context.yesterday)) if context.yesterday else ())
    for passage in _paragraphs(page):
        if twin := here.twin(passage):
            yield _twice(passage, twin)
        elif twin := yesterday.twin(passage):
            message = _("This paragraph stands nearly alike in yesterday’s roundup.")
            yield spot(passage, passage.text, message, said=(twin.text, passage.text))
        here.add(passage)


def _twice(passage: Passage, twin: Passage) -> Spot:
    if passage.text == twin.text:
        message = _("This paragraph stands on the page twice. Take one of them out.")
        return spot(passage, passage.text, message, said=(twin.text, passage.text), severity=BLOCK)
    return spot(
        passage, passage.text, _("This paragraph stands on the page twice, nearly alike."),
        said=(twin.text, passage.text),
    )  # fmt: skip


@rule(
    "text.long",
    file=NOTE,
    approve=NOTE,
    matches=[" ".join(["The", *["slow"] * 40, "bus came."]), " ".join(["Он ехал и пел."] * 23)],
    passes=[" ".join(["The", *["slow"] * 30, "bus came."]), " ".join(["Он ехал и пел."] * 22)],
)
def text_long(page: Page, context: Context) -> Iterator[Spot]:
    """A sentence of more than 40 words, a paragraph of more than 90."""
    for passage in _paragraphs(page):
        length = _length(passage.text)
        if length > LONG_SENTENCE:
            yield from _long_sentences(passage)
            if length > LONG_PARAGRAPH and len(passage.sentences) > 1:
                message = ngettext(
                    "The paragraph has %(length)d word. Readers follow up to 90.",
                    "The paragraph has %(length)d words. Readers follow up to 90.",
                    length,
                )
                yield spot(passage, passage.text, message % {"length": length})


def _long_sentences(passage: Passage) -> Iterator[Spot]:
    for begin, end in passage.sentences:
        sentence = passage.text[begin:end].strip()
        if (length := _length(sentence)) > LONG_SENTENCE:
            message = ngettext(
                "The sentence has %(length)d word. Readers follow up to 40.",
                "The sentence has %(length)d words. Readers follow up to 40.",
                length,
            )
            yield spot(passage, sentence, message % {"length": length})


def _length(text: str) -> int:
    """How many words; a dash is none."""
    return sum(word not in {"—", "–", "-"} for word in text.split())

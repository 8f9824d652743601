"""Rules over where a story has its words from: attribution, speakers of quotations, unnamed sources."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.heads import named
from roundups.preflight.reading import Item, Page, Passage, Span
from roundups.preflight.rules import ENGLISH, Severity, Spot, rule, spot
from roundups.preflight.speech import has_attribution, has_speaker, has_voice, unnamed_sources

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
SHORTEST = 12  # characters of a quotation; 3-preflight, src.quote
TERM = 2  # words: “foreign agent” is quoted for its distance, not for its speaker
UNNAMED = "unnamed"  # the kind of a source that readers are not told and the desk knows
_MARKS = '“”«»„"‘’ \u00a0'
_SMALL_WORD = re.compile(r"[a-z]{1,3}|with|from|into|over|after")
# Before a quotation, these say that it is a name or a word talked about.
_NAMING = re.compile(
    r"\b(?:titled|entitled|named|nicknamed|headlined|known as|words?|phrase|slogan|song|film|book|novel|play|poem|album"
    r"|exhibition|show|series|magazine|newspaper|project|campaign|operation|под названием|так называем\w+|слов\w*"
    r"|фраз\w+|песн\w+|фильм\w*|роман\w*|спектакл\w+|проект\w*)(?: \w+){0,2} ?$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"[—–-]\s*[^\W\d_][^.!?]*\Z")


@rule("src.none", file=CONFIRM, approve=CONFIRM, publish=BLOCK, overrulable=True)
def src_none(page: Page, context: Context) -> Iterator[Spot]:
    """A story that says of nothing where it is from, names no source, and is not marked as own reporting."""
    for item in page.items:
        if item.body and not item.story.sources and not any(has_attribution(passage) for passage in item.passages):
            message = _("“%(story)s” does not say where it is from. Name a source in the text or beside it.")
            yield Spot(
                anchor=item.story.anchor, field="sources", words=item.story.headline, bound=item.text,
                message=message % {"story": named(item)},
            )  # fmt: skip


@rule(
    "src.quote",
    file=NOTE,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=[
        "The search lasted until six. “They did not even take off their shoes.”",
        "The beach is closed “for the duration of the special circumstances”.",
        "Картину сочли «оскорблением памяти павших» и заменили комедией.",
    ],
    passes=[
        "“It moved on the third heave,” sighs the driver.",
        "“The Keeper of the Second Light” was printed in Riga.",
        "«Я могу перевести сказанное, — объяснила она. — Но не то, что велено».",
        "Ленту «Человек с киноаппаратом» сыграют под рояль.",
    ],
)
def src_quote(page: Page, context: Context) -> Iterator[Spot]:
    """A quotation without a speaker in its paragraph or beside it."""
    for item in page.items:
        for number, passage in enumerate(item.body):
            spans = [span for span in passage.quoted if _is_speech(passage, span)]
            if spans and not _is_spoken(item, number, spans):
                words = passage.text[slice(*spans[0])]
                yield spot(passage, words, _("Who says “%(words)s”?") % {"words": words.strip(_MARKS)})


def _is_speech(passage: Passage, span: Span) -> bool:
    """Whether the quotation is somebody's words, long enough to ask about, not a name, a title or a term."""
    inner = passage.text[slice(*span)].strip(_MARKS)
    if len(inner) < SHORTEST or passage.is_quotation:
        return len(inner) >= SHORTEST
    before, after = passage.text[: span[0]].rstrip(), passage.text[span[1] :]
    ends_as_speech = inner[-1] in ".?!…," or after[:1] == ","
    if _NAMING.search(before) or (len(inner.split()) <= TERM and inner[-1] not in "?!…"):
        return False
    if not inner[0].isupper() or ends_as_speech:
        return not _is_title(inner)
    if not before or before[-1] in ".?!…:—":  # «Человек с киноаппаратом» покажут
        return not (_is_title(inner) or re.match(r" [a-zа-яё(]", after))
    return passage.language == ENGLISH and not _is_title(inner)  # in Russian a capital within a sentence begins a name


def _is_title(words: str) -> bool:
    """“The Keeper of the Second Light”."""
    return words[0].isupper() and all(
        word[0].isupper() or not word[0].isalpha() or _SMALL_WORD.fullmatch(word) for word in words.split()
    )


def _is_spoken(item: Item, number: int, spans: list[Span]) -> bool:
    """Whether the paragraph or one beside it has a speaker; paragraphs that are all quotation are passed over."""
    passage = item.body[number]
    is_led_to = any(passage.text[:begin].rstrip(" \u00a0—").endswith(":") for begin, _end in spans)
    if is_led_to or has_speaker(passage) or (passage.is_quotation and _SIGNATURE.search(passage.text)):
        return True
    before = next((each for each in reversed(item.body[:number]) if not _is_all_quoted(each)), None)
    after = next((each for each in item.body[number + 1 :] if not _is_all_quoted(each)), None)
    return any(each is not None and has_voice(each) for each in (before, after))


def _is_all_quoted(passage: Passage) -> bool:
    return not any(sign.isalnum() for sign in passage.unquoted) and not has_voice(passage)


@rule(
    "src.unnamed",
    file=NOTE,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=[
        "A source in the ministry of education told us that the order was ready.",
        "“We share it by lot,” said an employee who asked not to be named.",
        "По словам источника, решение приняли в феврале.",
        "Просят рубль, рассказали два источника, близких к владельцам.",
    ],
    passes=[
        "Two of the three water sources, said the mayor, are behind the trenches.",
        "The open-source group said that it had compared photographs.",
        "Источник возгорания, рассказали в МЧС, нашли за час.",
    ],
)
def src_unnamed(page: Page, context: Context) -> Iterator[Spot]:
    """Words of a source that readers are not told, without one among the story's sources that the desk knows."""
    for item in page.items:
        if all(source.kind != UNNAMED for source in item.story.sources):
            for passage in item.passages:
                for match in unnamed_sources(passage):
                    message = _("Who is behind “%(words)s”? Name them to the desk: a source of the kind “unnamed”.")
                    words, said = match.group().strip(), passage.sentence(match.start())
                    yield spot(passage, words, message % {"words": words}, said=(said,), fact=UNNAMED)

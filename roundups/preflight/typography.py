"""Rules over how the text is set: quotation marks, doubled words, spaces, Russian dashes. Each offers the change."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.mending import mended
from roundups.preflight.reading import Page, Passage, Span
from roundups.preflight.rules import RUSSIAN, Severity, Spot, rule

FIX, NOTE = Severity.FIX, Severity.NOTE
# By language: the marks of a quotation, of a quotation within one, and what single straight marks become outside.
ENGLISH_MARKS, RUSSIAN_MARKS = ("“”", "‘’", "‘’"), ("«»", "„“", "«»")
_OPENING = "“«„‘"
_BEFORE_OPENING = " \u00a0\n([{“«„‘—–-/'"
_SINGLE = re.compile(r"(?<![\w’'])'(?=[^\W\d][^'])(?:[^'\n]|(?<=\w)'(?=\w))*[\w,.!?…]'(?!\w)")
_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
_MAY_BE_TWICE = {"that", "had", "her", "no", "very", "really", "ha", "bye", "да", "нет", "ну", "так", "очень", "ха"}
_SPACING = re.compile(
    r"(?P<many>[^\S\n]{2,})"
    r"|(?P<before>(?<=\S)[ \u00a0](?=[,;!?]|:(?![()D])(?! ?\d)|\.(?![\w.])))"
    r"|(?P<dots>(?<!\.)\.{3}(?!\.))"
)
_HYPHENS = re.compile(r"\S+(?:[ \u00a0](?:--?|–) \S+)+")
_HYPHEN = re.compile(r"[ \u00a0](?:--?|–) ")
_RANGE = re.compile(r"\d+[ \u00a0](?:--?|–) \d")
_LEADING_HYPHEN = re.compile(r"^(?:--?|–) (?=\S)", re.MULTILINE)
_LOOSE_DASH = re.compile(r"(?<=\S) (?=—(?:\s|$))")


@rule(
    "typo.quotes",
    file=FIX,
    approve=FIX,
    publish=NOTE,
    matches=[
        'The club "Herring" danced.',
        "They call it 'temporary'.",
        '“It is shouting," he said.',
        '«Кафе "Чайка"».',
    ],
    passes=["The miners’ wives say ‘wait’.", "«Мы из „Чайки“», — говорят они.", "A pipe of 12\" bent in the '90s."],
)
def typo_quotes(page: Page, context: Context) -> Iterator[Spot]:
    """Straight quotation marks."""
    for passage in page.passages:
        if '"' in passage.text or "'" in passage.text:
            curly = _curly(passage)
            for begin, end in _outermost(curly):
                after = "".join(curly.get(at, passage.text[at]) for at in range(begin, end))
                message = _("Straight quotation marks: “%(words)s”.") % {"words": passage.text[begin:end]}
                yield mended(passage, begin, end, after, message)


def _curly(passage: Passage) -> dict[int, str]:
    """What each straight quotation mark should be, by its place."""
    text, found, is_open = passage.text, dict[int, str](), list[str]()
    *double, single = RUSSIAN_MARKS if passage.language == RUSSIAN else ENGLISH_MARKS
    for at, sign in enumerate(text):
        if sign == '"' and _opens(text, at):
            found[at] = double[bool(is_open)][:1]
            is_open.append(found[at])
        elif sign == '"' and (is_open or not text[at - 1 : at].isdigit()):  # 12" is inches, or seconds
            del is_open[-1:]
            found[at] = double[bool(is_open)][1:]
        elif sign in "“«„" and not (sign == "“" and is_open[-1:] == ["„"]):
            is_open.append(sign)
        elif sign in "”»“":
            del is_open[-1:]
    for match in _SINGLE.finditer(text):
        marks = double[1] if passage.is_quoted(match.start()) else single
        found[match.start()], found[match.end() - 1] = marks[:1], marks[1:]
    return found


def _opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in _BEFORE_OPENING) and not text[at + 1 : at + 2].isspace() and at + 1 < len(text)


def _outermost(curly: Mapping[int, str]) -> Iterator[Span]:
    """Where the quotations are; a quotation within one goes with it, a mark without its other half alone."""
    begun, spans = list[int](), list[Span]()
    for at in sorted(curly):
        if curly[at] in _OPENING and not (curly[at] == "“" and begun and curly[begun[-1]] == "„"):
            begun.append(at)
        else:
            spans.append((begun.pop() if begun else at, at + 1))
    spans += [(at, at + 1) for at in begun]
    reached = 0
    for begin, end in sorted(spans):
        if begin >= reached:
            yield begin, end
            reached = end


@rule(
    "typo.double",
    file=FIX,
    approve=FIX,
    publish=NOTE,
    matches=[
        "The work is is paid for.",
        "The the masks were returned.",
        "Пожар в в общежитии.",
        "В в селе ждут врача.",
    ],
    passes=[
        "He said that that lamp was out.",
        "“No, no,” he said.",
        "A band from Walla Walla.",
        "Нет-нет да и заглянет.",
    ],
)
def typo_double(page: Page, context: Context) -> Iterator[Spot]:
    """The same word twice in a row."""
    for passage in page.passages:
        for match in _TWICE.finditer(passage.text):
            first, second = match.groups()
            is_name = first[0].isupper() and second[0].isupper()
            if not is_name and first.casefold() not in _MAY_BE_TWICE:
                message = _("“%(words)s”: the same word twice.") % {"words": match.group()}
                yield mended(passage, match.end(1), match.end(), "", message)


@rule(
    "typo.spacing",
    file=FIX,
    approve=FIX,
    publish=NOTE,
    matches=[
        "In shops , where there are any.",
        "A wide  gap.",
        "He is on the road...",
        "Экономия невелика : сорок рублей.",
    ],
    passes=[
        "The .su domain ends.",
        "«Куда уж холоднее?..» — вздыхает он.",
        "The score was 2 : 2.",
        "It begins with “…and”.",
    ],
)
def typo_spacing(page: Page, context: Context) -> Iterator[Spot]:
    """Two spaces, a space before punctuation, three dots for an ellipsis."""
    messages = {
        "many": _("More than one space in a row."),
        "before": _("A space before a punctuation mark."),
        "dots": _("Three dots stand where an ellipsis belongs."),
    }
    for passage in page.passages:
        for match in _SPACING.finditer(passage.text):
            kind = match.lastgroup or ""
            after = {"many": "\u00a0" if "\u00a0" in match.group() else " ", "before": "", "dots": "…"}[kind]
            yield mended(passage, *match.span(), after, messages[kind])


@rule(
    "typo.russian",
    file=FIX,
    approve=FIX,
    publish=NOTE,
    languages=[RUSSIAN],
    matches=["Мороз - не повод.", "Поезд Вологда -- Архангельск.", "- Где ключ?", "Лифт — роскошь."],
    passes=["Авиа- и железнодорожные билеты.", "Лифт\u00a0— роскошь.", "— Где ключ?", "С 10 - 15 марта."],
)
def typo_russian(page: Page, context: Context) -> Iterator[Spot]:
    """A hyphen for a dash; a plain space before a dash, which may begin a line then."""
    for passage in page.passages:
        yield from _hyphens(passage)
        if "—" in passage.text:
            for match in _LOOSE_DASH.finditer(passage.text):
                message = _("A line may begin with a dash here: a no-break space before it prevents that.")
                yield mended(passage, *match.span(), "\u00a0", message, fact="dash")


def _hyphens(passage: Passage) -> Iterator[Spot]:
    message = _("A hyphen stands where a dash belongs.")
    for match in _LEADING_HYPHEN.finditer(passage.text):
        yield mended(passage, *match.span(), "— ", message)
    for match in _HYPHENS.finditer(passage.text) if _HYPHEN.search(passage.text) else ():
        if not _RANGE.search(match.group()):
            yield mended(passage, *match.span(), _HYPHEN.sub("\u00a0— ", match.group()), message)

"""A rule over the counter: which day it is, and which day anybody says it is."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.numerals import ORDINALS, runs
from roundups.preflight.reading import Page, Passage, plain
from roundups.preflight.rules import Severity, Spot, rule, spot

_NUMBER = r"(?P<number>\d{1,3}(?:[,\u00a0 ]\d{3})|\d+)"
_COUNTED = r"war|invasion|full-scale|войны|вторжения|полномасштабн\w+"
# “day 567”, “the 567th day of the war”, “567 days of war”, “567-й день войны”, «567 дней войны»
_DAY_ALONE = re.compile(
    rf"\bday {_NUMBER}\b(?!\s*(?:%|per cent))(?P<of> of (?:the |this )?(?P<thing>[\w-]+))?", re.IGNORECASE
)
_DAY_OF = (
    rf"\b{_NUMBER}(?:st|nd|rd|th) day (?:of|since|into) (?:the )?(?:(?:full-scale|Russian|Russia’s) )*(?:THING)\b",
    rf"\b{_NUMBER} days (?:of|into|since|after)(?: the)?(?: start of| beginning of)?(?: the)?(?: full-scale| Russian)?"
    r" (?:THING)\b",
    rf"\b{_NUMBER}(?:-?(?:й|го|м|му|ый|ой|ого|ом))?\s+(?:день|дня|дню|днём|днем|дне)\s+(?:\w+\s)?(?:THING)",
    rf"\b{_NUMBER}\s+(?:дней|дня|день|суток)\s+(?:\w+\s)?(?:THING)",
)
_AFTER_WORDS = (
    r"(?:\s+days (?:of|into|since)(?: the)?(?: full-scale)?"
    rf"|(?:\s+(?P<ordinal>{'|'.join(ORDINALS)})\w{{1,3}})?\s+(?:день|дня|дней|дню|суток))\s+(?:THING)"
)
_SAYS_DAY = re.compile(r"\bdays?\b|\bд(?:ень|н\w{1,2})\b|\bсут", re.IGNORECASE)
_FULL_DAYS = re.compile(r"\bdays\b|\bдней\b|\bдня\b|\bсуток\b")
_THING_EN = re.compile(r"\bday \d[\d,]* of (?:the )?(?P<thing>[\w-]+)", re.IGNORECASE)
_THING_RU = re.compile(r"\d\S*\s+день\s+(?P<thing>\w+)", re.IGNORECASE)


@rule(
    "day.counter",
    approve=Severity.BLOCK,
    publish=Severity.BLOCK,
    overrulable=True,
    matches=("On day 3 the port was closed.", "It was the 12th day of the war.", "Идёт 12-й день войны."),
    passes=("On day 2 the port was closed.", "He was held for 15 days.", "Он арестован на 15 суток."),
)
def day_counter(page: Page, context: Context) -> Iterator[Spot]:
    """The counter’s day missing from the lede, or another day of the same count anywhere."""
    day = page.galley.day
    if day is None:
        return
    opening = page.galley.opening
    lede = f"{opening} {page.items[0].story.summary if page.items else ''}"
    if opening and not re.search(rf"(?<!\d){_spelled(day)}(?!\d)", lede):
        message = _("The opening does not say that it is day %(day)d.") % {"day": day}
        yield Spot(field="opening", words=opening, message=message, fact=opening)
    for passage in page.passages:
        for words, number, is_full_days in _days_said(passage, _counted(opening)):
            # On day 567 of a war, 566 full days have passed.
            if number != day and not (is_full_days and number == day - 1):
                message = _("“%(words)s”: it is day %(day)d.") % {"words": words, "day": day}
                yield spot(passage, words, message, said=(passage.sentence(passage.text.find(words)),), fact=words)


def _spelled(day: int) -> str:
    return str(day) if day < 1000 else rf"{day // 1000}[,\u00a0\u202f ]?{day % 1000:03}"


def _counted(opening: str) -> str:
    """A pattern of what the counter counts: the war, or what the opening names."""
    found = _THING_EN.search(opening) or _THING_RU.search(opening)
    return f"{_COUNTED}|{re.escape(found['thing'])}" if found else _COUNTED


def _days_said(passage: Passage, things: str) -> Iterator[tuple[str, int, bool]]:
    text = passage.text
    if not _SAYS_DAY.search(text):
        return
    for match in _DAY_ALONE.finditer(text):
        if not match["of"] or re.fullmatch(things, match["thing"], re.IGNORECASE):
            yield match.group(), _int(match["number"]), False
    yield from _days_in_words(passage, things)
    for pattern in _DAY_OF:
        for match in re.finditer(pattern.replace("THING", things), text, re.IGNORECASE):
            yield match.group(), _int(match["number"]), bool(_FULL_DAYS.search(match.group()))


def _days_in_words(passage: Passage, things: str) -> Iterator[tuple[str, int, bool]]:
    """Five hundred and sixty-seven days of war; пятьсот шестьдесят седьмой день войны."""
    text = passage.text
    for begin, end, value in runs(passage):
        match = re.compile(_AFTER_WORDS.replace("THING", things), re.IGNORECASE).match(text, end)
        if match and value >= 20:
            value += ORDINALS.get(plain(match["ordinal"] or ""), 0)
            yield text[begin : match.end()], int(value), bool(_FULL_DAYS.search(match.group()))


def _int(number: str) -> int:
    return int(re.sub(r"\D", "", number))

"""Rules over the counter's day, over weekdays and dates, and over days that are named from where one stands."""

import datetime
import re
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.numerals import ORDINALS, runs
from roundups.preflight.reading import Page, Passage, plain
from roundups.preflight.rules import Severity, Spot, rule, spot

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
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

WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "mon tues wed thurs fri sat sun",
        "mon tue wed thur fri sat sun",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "понедельника вторника среды четверга пятницы субботы воскресенья",
        "понедельник вторник среду четверг пятницу субботу воскресенье",
        "понедельнику вторнику среде четвергу пятнице субботе воскресенью",
        "понедельником вторником средой четвергом пятницей субботой воскресеньем",
    )
    for number, name in enumerate(names.split())
}
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9}
_LONG = "|".join(name for name in WEEKDAYS if len(name) > 3)
_WEEKDAY = rf"(?P<weekday>{_LONG}|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?)(?!\w)"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?!\w)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?(?!\d)"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_HOUR = r"(?:\s+(?:morning|afternoon|evening|night|утром|вечером|ночью|дн[её]м))?"
_TO_DATE = r"(?:,?\s+|,?\s*[(–—-]\s*)(?:the\s+)?"
_TO_WEEKDAY = (
    r"(?:\s+г(?:ода|\.))?(?:,?\s+(?:which\s+)?(?:was|is|fell on|falls on|будет|был[аио]?|это)?\s*(?:an?|на|во?)?\s*"
    r"|,\s+(?:во?\s+)?|\s*[(–—-]\s*(?:это\s+|во?\s+)?)"
)
_DATED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_WEEKDAY}{_HOUR}{_TO_DATE}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"\b{_WEEKDAY}{_HOUR}{_TO_DATE}{_MONTH}\s+{_DAY}{_YEAR}",
        rf"\b{_WEEKDAY}{_HOUR}{_TO_DATE}{_DAY}[./](?P<month>\d\d)(?:[./](?P<year>(?:19|20)\d\d))?(?!\d)",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}{_TO_WEEKDAY}{_WEEKDAY}",
        rf"\b{_MONTH}\s+{_DAY}{_YEAR}{_TO_WEEKDAY}{_WEEKDAY}",
    )
]
_BARE = re.compile(rf"\b(?:{_LONG})(?:’s|'s)?\b", re.IGNORECASE)
_BESIDE = re.compile(rf"^(?:,?\s+(?:the\s+)?\d{{1,2}}\b|,?\s+(?:{'|'.join(MONTHS)})\b|\s*\()|^s\b", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    rf"(?:{'|'.join(MONTHS)})\.?(?:,?\s+\d{{4}})?,?\s*(?:\(|в |во |a )?$|\d,?\s*(?:\(|a )$", re.IGNORECASE
)
# Words that say which one is meant, or that it is still to come.
_SAID_WHICH = re.compile(
    r"(?:last|next|every|each|this|coming|following|previous|by|until|till|till the|any|a|one|another|before|once on"
    r"|прошл\w+|следующ\w+|кажд\w+|ближайш\w+|минувш\w+|предыдущ\w+|эт\w+|до|к|ко|накануне|будущ\w+|одн\w+)\s+$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|won’t|shall|due|scheduled|planned|plans?|expected|expects?|to be|going to|set to|about to|would|may"
    r"|could|is to|are to|was to|were to|opens|begins|starts|resumes|closes|meets|ends|postponed|deadline|until"
    r"|has until|forecast\w*"
    r"|буд\w{1,3}|намерен\w*|планиру\w+|долж\w+|состо\w*тся|пройд\w+|начн\w+|откро\w+|ожида\w+|предсто\w+|назначен\w*"
    r"|продолж\w+тся|перенес\w+|перенёс\w*|отлож\w+|вернется|вернётся|выйдет|ждут|обеща\w+|закро\w+|собер\w+|рассмотр\w+"
    r"|объявят|примет|примут|приедет|возобнов\w+)\b",
    re.IGNORECASE,
)
# What happened, right before the day: whatever else the sentence says is to come.
_HAPPENED = re.compile(
    r"\b(?!(?:expected|scheduled|planned|postponed)\b)(?:[a-z]{3,}ed|began|broke|fell|came|went|left|met|held|took|hit|died)"
    r"\s+(?:early |late )?on\s+$|(?:нн(?:ый|ая|ое|ые|ого|ой|ых)|вш\w{2,3}|[аеиуыя]л[аои]?(?:сь|ся)?)\s+во?\s+$",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:black|good|bloody|holy|ash|palm|super|ч[её]рн\w+|чист\w+|страстн\w+|вербн\w+|кровав\w+)\s+$", re.IGNORECASE
)
_MIDST = re.compile(r"сред\w", re.IGNORECASE)  # среда is also a milieu: the day has its preposition
_INFINITIVE = re.compile(r"\bto [a-z]+\b")
_CLAUSE = re.compile(r"[,;:—–]|\s(?:and|but|while|и|а|но)\s", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|сегодня|вчера|завтра|позавчера|послезавтра)(?:’s|'s)?\b", re.IGNORECASE
)


# --- The counter --------------------------------------------------------------------------------------------------


@rule(
    "day.counter", approve=BLOCK, publish=BLOCK, overrulable=True,
)  # fmt: skip
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


# --- Weekdays and dates -------------------------------------------------------------------------------------------


@rule(
    "date.weekday", file=CONFIRM, approve=BLOCK, publish=BLOCK, overrulable=True,
)  # fmt: skip
def date_weekday(page: Page, context: Context) -> Iterator[Spot]:
    """A weekday beside a date that disagree; without a year, the date’s nearest one is meant."""
    for passage in page.passages:
        if not any(word in WEEKDAYS for _begin, _end, word in passage.words):
            continue
        for match in (match for pattern in _DATED for match in pattern.finditer(passage.text)):
            date = _nearest(match, page.galley.date)
            named = WEEKDAYS.get(plain(match["weekday"]).rstrip("."))
            if date and named is not None and date.weekday() != named:
                words = match.group().rstrip(" (,")
                message = _("“%(words)s”: that day is a %(weekday)s.")
                yield spot(
                    passage, words, message % {"words": words, "weekday": date_format(date, "l")},
                    said=(passage.sentence(match.start()),), fact=words,
                )  # fmt: skip


def _nearest(match: re.Match[str], edition: datetime.date) -> datetime.date | None:
    years = [int(match["year"])] if match["year"] else [edition.year - 1, edition.year, edition.year + 1]
    month = MONTHS.get(plain(match["month"])) or int(match["month"])
    found = []
    for year in years:
        try:
            found.append(datetime.date(year, month, int(match["day"])))
        except ValueError:
            continue
    return min(found, key=lambda date: abs((date - edition).days), default=None)


@rule(
    "date.far", file=NOTE, approve=CONFIRM, publish=CONFIRM,
)  # fmt: skip
def date_far(page: Page, context: Context) -> Iterator[Spot]:
    """A bare weekday more than one day before the edition: readers take it for the last one, or the next."""
    today = page.galley.date.weekday()
    for item in page.items:
        for passage in item.passages:
            if not any(word in WEEKDAYS for _begin, _end, word in passage.words):
                continue
            for match in _BARE.finditer(passage.unquoted):
                weekday = WEEKDAYS[plain(match.group()).removesuffix("’s").removesuffix("'s")]
                if weekday in {today, (today - 1) % 7} or _is_said_which(passage, match):
                    continue
                message = _("“%(words)s” is more than a day ago. Give its date, or say “last”.")
                yield spot(
                    passage, match.group(), message % {"words": match.group()},
                    said=(passage.sentence(match.start()),), fact=f"{weekday}",
                    bound=passage.sentence(match.start()),
                )  # fmt: skip


def _is_said_which(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the words around say which one is meant, that it has its date, or that it is still to come."""
    text = passage.unquoted
    before, after = text[: match.start()], text[match.end() :]
    if _SAID_WHICH.search(before[-24:]) or _BESIDE.match(after) or _DATE_BEFORE.search(before[-30:]):
        return True
    if _NAMES.search(before) or (
        _MIDST.fullmatch(match.group()) and not re.search(r"\b(?:в|со)\s$", before, re.IGNORECASE)
    ):
        return True
    if _HAPPENED.search(before[-40:]):
        return False
    clause = _CLAUSE.split(_before_stop(before))[-1] + match.group() + _CLAUSE.split(_to_stop(after))[0]
    if len(clause.split()) < 5:
        clause = _before_stop(before) + match.group() + _to_stop(after)
    return bool(_TO_COME.search(clause) or (passage.field != "body" and _INFINITIVE.search(clause)))


def _before_stop(text: str) -> str:
    return re.split(r"[.!?;…]\s", text)[-1]


def _to_stop(text: str) -> str:
    return re.split(r"[.!?;…](?:\s|$)", text, maxsplit=1)[0]


@rule(
    "date.relative", file=NOTE, approve=NOTE, publish=NOTE,
)  # fmt: skip
def date_relative(page: Page, context: Context) -> Iterator[Spot]:
    """Today, yesterday, tomorrow outside quotations: the page is read on other days too."""
    for item in page.items:
        for passage in item.passages:
            for match in _RELATIVE.finditer(passage.unquoted):
                if re.search(r"[A-Z]\w*\s$", passage.text[: match.start()]) and match.group()[0].isupper():
                    continue  # a name: USA Today
                message = _("“%(words)s” moves with the reader’s day. Name the day.") % {"words": match.group()}
                yield spot(passage, match.group(), message, fact=plain(match.group()))

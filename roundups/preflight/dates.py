"""Rules over weekdays and dates, and over days that are named from where one stands."""

import datetime
import re
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.reading import Page, Passage, plain
from roundups.preflight.rules import Severity, Spot, rule, spot

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
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


@rule(
    "date.weekday",
    file=CONFIRM,
    approve=BLOCK,
    publish=BLOCK,
    overrulable=True,
    matches=(
        "The court met on Tuesday, 26 February.",
        "March 3, a Monday, is free.",
        "Суд собрался во вторник, 26 февраля.",
    ),
    passes=(
        "The court met on Thursday, 26 February.",
        "The court met on Tuesday.",
        "Суд собрался в четверг, 26 февраля.",
    ),
)
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
    "date.far",
    file=NOTE,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=("The court met on Thursday.", "Суд собрался в четверг."),
    passes=(
        "The court met on Sunday.",
        "The court will meet on Thursday.",
        "The court met last Thursday.",
        "Суд был в прошлый четверг.",
    ),
)
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
    "date.relative",
    file=NOTE,
    approve=NOTE,
    publish=NOTE,
    matches=("The court met yesterday.", "Суд собрался вчера."),
    passes=("“We will go home tomorrow,” she said.", "«Мы уедем завтра», — сказала она."),
)
def date_relative(page: Page, context: Context) -> Iterator[Spot]:
    """Today, yesterday, tomorrow outside quotations: the page is read on other days too."""
    for item in page.items:
        for passage in item.passages:
            for match in _RELATIVE.finditer(passage.unquoted):
                if re.search(r"[A-Z]\w*\s$", passage.text[: match.start()]) and match.group()[0].isupper():
                    continue  # a name: USA Today
                message = _("“%(words)s” moves with the reader’s day. Name the day.") % {"words": match.group()}
                yield spot(passage, match.group(), message, fact=plain(match.group()))

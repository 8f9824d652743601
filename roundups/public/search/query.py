"""What somebody typed, understood: words, phrases in quotation marks, a date or a month, the number of a day."""

import calendar
import dataclasses
import datetime
import re
import unicodedata

from roundups.public.search.words import stems

LONGEST = 200  # characters
MOST = 12  # words and phrases; what is typed beyond them is left out
MARKS = '"“”„‟«»'  # each country opens and closes with others: any of them opens, and the next one closes
QUOTED = re.compile(f"[{MARKS}]([^{MARKS}]*)[{MARKS}]?")
MONTHS = {
    name: number
    for language in (
        "january february march april may june july august september october november december",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    )
    for number, name in enumerate(language.split(), start=1)
}
_MONTH = "|".join(MONTHS)
_YEAR = r"(?:\s+(?:года|году|год|г\b\.?))?"  # belongs to a date in Russian, and is not searched for
DATES = (
    re.compile(r"\b(?P<year>[12]\d{3})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?\b(?!-\d)"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>[12]\d{3})\b"),
    re.compile(rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})\s+(?P<year>[12]\d{{3}})\b{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>[12]\d{{3}})\b", re.IGNORECASE),
)
NUMBER = re.compile(r"(?:day|день|№|#)?\s*([1-9]\d{0,6})(?:-?(?:й|th|st|nd|rd))?(?:\s+(?:день|day))?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Query:
    """A query. Each of `terms` is a word, or a phrase of several, by its stems; all of them must be there."""

    typed: str = ""
    terms: tuple[tuple[str, ...], ...] = ()
    dates: tuple[datetime.date, datetime.date] | None = None  # first and last
    number: int | None = None  # of a day, if that is all that was typed

    @property
    def is_empty(self) -> bool:
        return not self.terms and self.dates is None

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for term in self.terms for stem in term)


def parse(typed: str) -> Query:
    """Understand what was typed; whatever it is, it is a query, perhaps an empty one."""
    typed = " ".join(unicodedata.normalize("NFC", typed).split())[:LONGEST].rstrip()
    dates, rest = _dates(typed)
    phrases = [stems(phrase) for phrase in QUOTED.findall(rest)]
    words = [[stem] for stem in stems(QUOTED.sub(" ", rest))]
    terms = dict.fromkeys(tuple(term) for term in [*phrases, *words] if term)
    number = NUMBER.fullmatch(typed)
    return Query(typed=typed, terms=tuple(terms)[:MOST], dates=dates, number=int(number.group(1)) if number else None)


def _dates(typed: str) -> tuple[tuple[datetime.date, datetime.date] | None, str]:
    """The first date or month that exists, as first and last day, and the text without it."""
    for pattern in DATES:
        for match in pattern.finditer(typed):
            if found := _stretch(**match.groupdict()):
                return found, f"{typed[: match.start()]} {typed[match.end() :]}"
    return None, typed


def _stretch(year: str, month: str, day: str | None) -> tuple[datetime.date, datetime.date] | None:
    which = int(month) if month.isdigit() else MONTHS[month.lower()]
    try:
        first = datetime.date(int(year), which, int(day or 1))
    except ValueError:
        return None
    return first, first if day else first.replace(day=calendar.monthrange(first.year, which)[1])

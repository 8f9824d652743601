"""The lede's counting sentence: which counter it counts by, which day it says, which date follows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta

from django.utils.translation import gettext as _

from roundups.importing.values import CounterWords
from roundups.importing.words import CLOSERS, STOPS, WORD, sentences, stems

_MOST_WORDS = 20
_MOST_OTHER_WORDS = 7  # telling words of the sentence that its counter does not know

_DAY = (
    r"days?|день|дня|дней|днем|днём|дню|дни|дні|днів|сутки|суток|доба|доби|діб|дзень|дня[ўх]|tage?|tagen|jours?"
    r"|días?|dias?|dzień|dni|giorn[oi]|დღე|օր|يوم|اليوم|күн|gün"
)
_DIGITS = r"\d{1,3}(?:[ ,]\d{3}){1,2}|\d{1,6}"
_SUFFIX = r"\s?[-‑–]?(?:st|nd|rd|th|й|ый|ий|го|ого|е|ое|я|ге|ე)"
_BOUND = re.compile(
    rf"(?<!\w)(?:{_DAY})\s+(?:no\.?\s*|number\s+|№\s*|\#)?(?P<number1>{_DIGITS})(?![\d\w]|[.,]\d)"
    rf"|(?<![\w.,-])(?P<number2>{_DIGITS})(?P<ordinal>{_SUFFIX})?\s+(?:full\s+|calendar\s+)?(?:{_DAY})(?!\w)",
    re.IGNORECASE,
)
# "In the past 3 days of the war" counts no days from the first.
_OF_LATE = re.compile(
    r"\b(?:past|last|next|first|previous|coming|within|every|another|за|последни\w+|ближайши\w+|перв\w+"
    r"|останні\w*|перш\w+)\s+$",
    re.IGNORECASE,
)
_COUNTS_ALONE = re.compile(
    r"(?:(?:it is|it['’]s|today is|this is|today marks)\s+)?(?:the\s+)?"
    r"(?:day\s+\d|\d[\d,]*(?:st|nd|rd|th)?\s+days?\s+(?:of|since|into)\b)"
    r"|(?:(?:ид[её]т|сегодня|это|триває|сьогодні)\s+){0,2}\d[\d ]*(?:-?(?:й|ый|ий))?\s+(?:день|дня|дней)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A counting sentence found in a paragraph, and what stands before and after it.

    `number_at` is the number's place in the sentence. `counters` are those that the sentence fits equally
    well: none, one, several. `template` is a counter's own sentence when these are its very words. `apart`
    is false when the sentence tells news as well and must stay in its place. `vague` sentences share one
    word with their counter, which has more.
    """

    before: str
    sentence: str
    after: str
    number: str
    number_at: int
    counters: tuple[CounterWords, ...] = ()
    template: str = ""
    apart: bool = True
    vague: bool = False

    @property
    def day(self) -> int:
        return int(re.sub(r"[ ,]", "", self.number))

    @property
    def rest(self) -> str:
        """The paragraph without the sentence: "" when it was all of it."""
        return f"{self.before} {self.after}".strip()

    @property
    def words_with_day(self) -> str:
        """The sentence with "{day}" for its number."""
        end = self.number_at + len(self.number)
        return self.template or self.sentence[: self.number_at] + "{day}" + self.sentence[end:]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What follows from the counting sentence for the roundup."""

    date: Date | None
    counter: str = ""
    day: int | None = None
    opening: str = ""
    remarks: tuple[str, ...] = ()


def literal_opening(text: str, counters: Sequence[CounterWords]) -> Opening | None:
    """A counter's own sentence, word for word, somewhere in the paragraph; the first if there are several."""
    flat, first = _flat(text), None
    for counter in counters:
        for template in counter.openings:
            match = _search(template, flat)
            if match is None or (first and first.start() < match.start()):
                continue
            if first is None or first.span() != match.span():
                first, fitting, words = match, [counter], template
            elif counter not in fitting:
                fitting.append(counter)
    if first is None:
        return None
    return replace(_cut(text, first.span(), first.span("number")), counters=tuple(fitting), template=words)


def free_opening(text: str, counters: Sequence[CounterWords], *, news: frozenset[str]) -> Opening | None:
    """A sentence that counts days in words of its own: "Day 5 of the strike", "Идёт 5-й день забастовки".

    `news` are the telling words of the page headline: a sentence with two of them tells a story, too.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        match = _counting(sentence)
        known = _fitting(sentence, counters) if match else ()
        if match is None or not (known or _COUNTS_ALONE.match(sentence)):
            continue
        about = stems(sentence) - _vocabulary(known)
        few_words = len(WORD.findall(sentence)) <= _MOST_WORDS and len(about) <= _MOST_OTHER_WORDS
        apart = few_words and len(about & news) < 2
        # "A truce of 3 days" in a long report counts nothing; "on day 3 of the war" does.
        if apart or (known and _is_ordinal(match)):
            number = match.span("number1" if match.group("number1") else "number2")
            cut = _cut(text, (start, end), (start + number[0], start + number[1]))
            return replace(cut, counters=known, apart=apart, vague=_is_vague(sentence, known))
    return None


def settle(opening: Opening | None, date: Date | None, counters: Sequence[CounterWords]) -> Settled:
    """The date, counter and opening of the roundup; `date` is what the person said, None if nothing."""
    if opening is None:
        return Settled(date=date, remarks=() if date else (_which_date(),))
    counter = _counter(opening, date, counters)
    found = date or (_date_of(counter, opening.day) if counter else None)
    if counter is None or found is None:
        return _unknown(opening, date)
    remarks = tuple(_doubts(opening, counter, found, was_said=date is not None))
    if not opening.apart:
        return Settled(date=found, day=opening.day, remarks=remarks)
    is_computed = opening.number == str(_day_of(counter, found))
    words = opening.words_with_day if is_computed else opening.sentence
    return Settled(date=found, counter=counter.name, day=opening.day, opening=words, remarks=remarks)


def _doubts(opening: Opening, counter: CounterWords, date: Date, *, was_said: bool) -> Iterator[str]:
    said, expected = opening.day, _day_of(counter, date)
    told = {
        "text": opening.sentence,
        "said": said,
        "expected": expected,
        "counter": counter.name,
        "date": date.isoformat(),
    }
    if said != expected:
        yield (
            _(
                "The text says day %(said)s, but %(date)s is day %(expected)s of “%(counter)s”. "
                "The sentence keeps %(said)s as typed: check the date and the number."
            )
            % told
        )
    if opening.vague and not was_said:
        yield (_("“%(text)s” was read as a day of “%(counter)s”: it makes this %(date)s. Check it.") % told)
    if not opening.apart:
        yield _("The number of the day stands inside a summary and stays as typed: “%(text)s”") % told


def _unknown(opening: Opening, date: Date | None) -> Settled:
    """No counter, or several, or no possible date: the sentence stays as it is typed."""
    remark = _("“%(text)s” does not say clearly which counter it counts by. Its number stays as typed.")
    remark %= {"text": opening.sentence}
    remarks = (remark,) if date else (remark, _which_date())
    words = opening.sentence if opening.apart else ""
    return Settled(date=date, day=opening.day, opening=words, remarks=remarks)


def _which_date() -> str:
    return _("The text does not say which day it is of. Give the date of the roundup.")


def _counter(opening: Opening, date: Date | None, counters: Sequence[CounterWords]) -> CounterWords | None:
    if len(opening.counters) == 1:
        return opening.counters[0]
    if date is None:
        return None
    # Several fit, or the words name none: the number may tell.
    agreeing = [counter for counter in opening.counters or counters if _day_of(counter, date) == opening.day]
    return agreeing[0] if len(agreeing) == 1 else None


def _day_of(counter: CounterWords, date: Date) -> int:
    return (date - counter.first_day).days + 1


def _date_of(counter: CounterWords, day: int) -> Date | None:
    try:
        return counter.first_day + timedelta(days=day - 1) if day > 0 else None
    except OverflowError:
        return None


def _flat(text: str) -> str:
    """The same characters with one kind of apostrophe and space, place for place."""
    return text.translate(str.maketrans("’ʼ`´\u00a0", "'''' "))


def _search(template: str, flat: str) -> re.Match[str] | None:
    before, mark, after = _flat(template).strip().partition("{day}")
    if not mark:
        return None
    stops = re.escape(STOPS)
    return re.search(
        rf"(?:^|(?<=[{stops}{re.escape(CLOSERS)}:] )){re.escape(before)}(?P<number>\d{{1,6}})(?!\d)"
        rf"{re.escape(after.rstrip(STOPS))}(?:[{stops}]+(?=\s|$)|$)",
        flat,
    )


def _cut(text: str, sentence: tuple[int, int], number: tuple[int, int]) -> Opening:
    start, end = sentence
    return Opening(
        before=text[:start].strip(),
        sentence=text[start:end],
        after=text[end:].strip(),
        number=text[slice(*number)],
        number_at=number[0] - start,
    )


def _counting(sentence: str) -> re.Match[str] | None:
    for match in _BOUND.finditer(sentence):
        if not _OF_LATE.search(sentence[max(0, match.start() - 24) : match.start()]):
            return match
    return None


def _is_ordinal(match: re.Match[str]) -> bool:
    return match.group("number1") is not None or match.group("ordinal") is not None


def _fitting(sentence: str, counters: Sequence[CounterWords]) -> tuple[CounterWords, ...]:
    """The counters that share most telling words with the sentence; none if none shares any."""
    said = stems(sentence)
    shared = [len(said & _vocabulary([counter])) for counter in counters]
    most = max(shared, default=0)
    return tuple(counter for counter, count in zip(counters, shared, strict=True) if most and count == most)


def _is_vague(sentence: str, known: Sequence[CounterWords]) -> bool:
    words = _vocabulary(known)
    return len(stems(sentence) & words) < 2 <= len(words)


def _vocabulary(counters: Sequence[CounterWords]) -> frozenset[str]:
    words = (text for counter in counters for text in (counter.name, *counter.openings))
    return stems(" ".join(words).replace("{day}", " "))

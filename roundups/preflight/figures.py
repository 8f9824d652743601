"""The figures of a passage: what each is worth, what it counts, and how sure it is of itself."""

import dataclasses
import functools
import re
from collections.abc import Iterator

import snowballstemmer

from roundups.preflight.dates import MONTHS
from roundups.preflight.numerals import SCALES, VAGUE, WORDS, runs
from roundups.preflight.reading import Passage, plain, word_set

_DIGITS = re.compile(
    r"(?<![\w.,:/№#-])(?P<money>[$€£₽₴])?\s?"
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?![\d])|\d+)(?P<part>[.,]\d+)?"
    r"(?:[ \u00a0]?(?P<scale>thousand|million|billion|тыс\.?|тысяч\w{0,3}|млн|миллион\w{0,3}|млрд"
    r"|миллиард\w{0,3}|bn|[km])\b\.?)?"
    r"(?P<percent>[ \u00a0]?%)?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MONTHS = "|".join(MONTHS)
# What a number is when it counts nothing: a time, a date, a year, an age, an article, an address, a score, an ordinal.
_NOT_A_COUNT_AFTER = re.compile(
    rf"\s?(?:[:.]\d\d\b|[ap]\.?m\b|o’clock|st\b|nd\b|rd\b|th\b|(?:{_MONTHS})\b"
    r"|(?:час\w*|ч)\s+\d+\s+мин|-(?:year|month|week|day|mile|km|metre|meter|strong|storey|point)"
    r"|-(?:летн|лети|процентн|километров|метров|этажн|часов|дневн)"
    r"|-(?:й|я|е|го|му|м|х|ю|ая|ый|ой|ого)\b|\s?(?:года|году|год|годом|годы|гг?\.)(?!\w)"
    r"|\s?[–:-]\s?\d+)",
    re.IGNORECASE,
)
# From so many up to so many of something; a score has nothing after it.
_RANGE = re.compile(
    r"\s?[–-]\s?(?P<high>\d+(?:[.,]\d+)?)(?:(?P<scale>\s?(?:тыс|млн|млрд|thousand|million|billion)\w*\.?)"
    rf"|(?=\s?%|\s+(?!(?:{_MONTHS})\b)[^\W\d]{{3,}}))",
    re.IGNORECASE,
)
_NOT_A_COUNT_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_MONTHS})\.?|articles?|art\.|part|paragraph|section|clause|law|no\.?|№|number|page|chapter"
    r"|room|flat|apartment|(?:wo)?man of|boy of|girl of|resident of|house|school|gate|line|route|bus|flight|highway"
    r"|road|aged|age|day|channel|studio|pavilion|hospital|block|wing|ward"
    r"|стать\w+|ст\.|част\w+|ч\.|пункт\w*|п\.|дом\w?|д\.|кв\.|школ\w+|корпус\w*|рейс\w*|маршрут\w*|шоссе|подъезд\w*"
    r"|улиц\w+|ул\.|закон\w*|указ\w*|номер\w*|день|дня|палат\w+|больниц\w+|колони\w+|сизо|гост|июл\w|\d[:.])"
    r"\s?[\s.\u00a0№]*$",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"\s(?:[A-Z][\w’-]+\s){1,3}(?:Street|Road|Avenue|Lane|Square|Embankment|Boulevard|Drive)\b")
_AGE_AFTER = re.compile(r"\s?(?:years?[ -]old|лет\b(?=,|\.|\)| и ))", re.IGNORECASE)
# A guard of 50 was killed.
_OF_SOMEBODY = re.compile(r"\b(?:an?|the)\s(?:[\w-]+\s){1,3}of\s$", re.IGNORECASE)
_IS_SAID_OF = re.compile(r"\s(?:was|is|has|had|who|died|from)\b")
_CURRENCY = re.compile(
    r"\s?(?:(dollar|euro|pound|rouble|ruble|hryvnia|доллар|евро|рубл|гривен|гривн|фунт)|руб\.|€|\$|₽|₴)", re.IGNORECASE
)
_SIGN = {"$": "dollar", "€": "euro", "£": "pound", "₽": "rouble", "₴": "hryvnia"}
_RUSSIAN_MONEY = {"доллар": "dollar", "евро": "euro", "фунт": "pound", "рубл": "rouble", "гривн": "hryvnia"}
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percent\b|процент\w*)", re.IGNORECASE)
# How sure a figure is: at least, at most, about. What stands before it.
_HEDGE = re.compile(
    r"(?P<least>at least|more than|over|above|no (?:less|fewer) than|upwards of|не менее|не меньше|более|больше|свыше"
    r"|как минимум|минимум|по меньшей мере)\s+(?:чем\s+)?$"
    r"|(?P<most>up to|at most|as many as|no more than|fewer than|less than|under|below|до|не более|менее|меньше)\s+$"
    r"|(?P<about>about|around|some|roughly|approximately|nearly|almost|close to|an estimated|около|почти|примерно"
    r"|порядка|приблизительно|где-то)\s+$",
    re.IGNORECASE,
)
# One thing under many names; the class of any other noun is its stem.
_SAME = {
    "dead": r"kill|kills|killed|killing|dead|died|dies|deaths?|fatalit\w+|lives|погиб\w*|убит\w*|убил\w*|убива\w*"
    r"|жертв\w*|умер\w*|смерт\w*|унес\w*|гибел\w*|скончал\w*",
    "hurt": r"wound\w*|injur\w*|hurt|hurts|ранен\w*|ранил\w*|пострада\w*|травм\w*|раны",
    "held": r"detain\w*|arrest\w*|задерж\w*|арестов\w*",
    "drone": r"drones?|uavs?|shaheds?|беспилотник\w*|дрон\w*|бпла|шахед\w*",
    "missile": r"missiles?|rockets?|ракет\w*",
    "person": r"people|persons?|residents?|civilians?|человек\w*|люд\w*|жител\w*|мирн\w+",
    "house": r"houses?|homes?|дом\w{0,3}",
    "vehicle": r"cars?|vehicles?|машин\w*|автомобил\w*",
    "ship": r"ships?|vessels?|корабл\w*|судн\w*|суд(?:а|ов)",
}
_CLASSES = [(name, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for name, pattern in _SAME.items()]
HUMAN = frozenset({"dead", "hurt", "held"})  # what happened to people: a figure of it says so before or after
SURE = frozenset({"dead", "hurt", "held", "drone", "missile"})
_RUSSIAN_VERB = re.compile(
    r"(?:[аеия]н[аоы]|[аиыоуя]л[аои]?|[аиу]ли|лс[яь]|лось|лись|ать|ить|еть|[аяую]ют|[еиё]т|[ая]т)$"
)
_STOPS = word_set(
    "of the a an and or in on at to from by with for were was are is had have has been be who that which when while as"
    " after before more than other others another its their his her per between during into over under out about"
    " и или в во на с со к ко из от у о об за под над при по для до что который которые которых было были был не еще"
    " среди из-за после"
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Figure:
    """A count: from `low` to `high`, of which `hedge` says how sure it is; `noun` is what it counts, "" if unknown."""

    passage: Passage
    begin: int
    end: int
    low: float
    high: float
    noun: str
    hedge: str = ""  # least, most, about, vague

    @property
    def words(self) -> str:
        """The figure with what it counts, as it stands there."""
        return self.passage.text[self.begin : self.end]

    @property
    def sentence(self) -> str:
        return self.passage.sentence(self.begin)


@functools.lru_cache(maxsize=1024)
def figures(passage: Passage) -> tuple[Figure, ...]:
    """The counts of a passage in their order; no times, dates, years, ages, articles or addresses."""
    found = sorted([*_in_digits(passage), *_in_words(passage), *_vague(passage)], key=lambda figure: figure.begin)
    return tuple(figure for number, figure in enumerate(found) if number == 0 or figure.begin >= found[number - 1].end)


def _in_digits(passage: Passage) -> Iterator[Figure]:
    text = passage.text
    for match in _DIGITS.finditer(text):
        begin, end = match.start("number") if not match["money"] else match.start(), match.end()
        after, before = text[end : end + 40], text[max(0, begin - 24) : begin]
        if _counts_nothing(match, before, after):
            continue
        value = _value(match)
        high = value
        if onwards := _RANGE.match(after):
            size = SCALES.get(plain((onwards["scale"] or "").strip(" .\u00a0")), 1)
            high, end = float(onwards["high"].replace(",", ".")) * size, end + onwards.end()
            value *= size if value < high / max(size, 2) else 1
        kind = "percent" if match["percent"] else _SIGN.get(match["money"] or "", "")
        yield _figure(passage, begin, end, value, high, kind)


def _counts_nothing(match: re.Match[str], before: str, after: str) -> bool:
    if match["money"] or match["percent"] or match["scale"]:
        return False
    number = match["number"]
    if _NOT_A_COUNT_BEFORE.search(before) or _HOUSE_NUMBER.match(after):
        return True
    if _RANGE.match(after):
        return False
    if _NOT_A_COUNT_AFTER.match(after) or re.match(r"[\w/]|-[^\W\d]", after):
        return True
    if len(number) == 4 and number[:2] in {"19", "20"} and not re.match(r"\s[a-zа-я]{4,}", after):
        return True
    if before.endswith(", ") and re.match(r"[,.)]", after):
        return True  # an age: the baker, 34, said
    if re.search(r"(?:\bat|\bby|\baround|\bfrom|\buntil|\bв|\bк|\bс)\s$", before, re.IGNORECASE) and re.match(
        r"[.:]\d\d|[,.]", after
    ):
        return True
    return bool(_AGE_AFTER.match(after) or (_OF_SOMEBODY.search(before) and _IS_SAID_OF.match(after)))


def _value(match: re.Match[str]) -> float:
    value = float(re.sub(r"\D", "", match["number"]))
    if match["part"]:
        value = float(f"{value:.0f}.{match['part'][1:]}")
    scale = plain((match["scale"] or "").rstrip("."))
    for name, size in SCALES.items():
        if scale and (scale == name or (len(name) > 3 and scale.startswith(name))):
            return value * size
    return value


def _in_words(passage: Passage) -> Iterator[Figure]:
    text = passage.text
    for begin, end, value in runs(passage):
        after, before = text[end : end + 30], text[max(0, begin - 24) : begin]
        if _NOT_A_COUNT_BEFORE.search(before) or re.match(
            r"-?(?:year|летн|этажн|storey)|\s+(?:years? old|o’clock)", after
        ):
            continue
        if re.search(r"\d[.,]?\d*\s?$", before):  # 1.2 thousand: read with its digits
            continue
        if re.search(r"\bhalf an? $", before, re.IGNORECASE):
            value /= 2
        found = _figure(passage, begin, end, value, value, "")
        if value in {100, 1000, 10**6, 10**9} and text[begin:end].count(" ") == 0 and found.hedge == "":
            found = dataclasses.replace(found, hedge="about")  # a thousand, сотня: nobody counted to the last one
        # One and один are pronouns as often as numbers: only with what they count.
        if value != 1 or (found.noun and found.noun in {*SURE, "person", "percent"}):
            yield found


def _vague(passage: Passage) -> Iterator[Figure]:
    for begin, end, word in passage.words:
        if stretch := VAGUE.get(word):
            yield dataclasses.replace(_figure(passage, begin, end, *stretch, ""), hedge="vague")


def _figure(passage: Passage, begin: int, end: int, low: float, high: float, kind: str) -> Figure:
    text = passage.text
    if not kind and (percent := _PERCENT.match(text, end)):
        kind, end = "percent", percent.end()
    if not kind and (money := _CURRENCY.match(text, end)):
        words = plain(money.group(1) or money.group()).strip()
        kind = next((name for stem, name in _RUSSIAN_MONEY.items() if words.startswith(stem)), words)
        kind = {"ruble": "rouble", "гривен": "hryvnia", "руб.": "rouble"}.get(kind, _SIGN.get(kind, kind))
        end = money.end()
    hedge = _HEDGE.search(text[max(0, begin - 24) : begin])
    noun, last = (kind, end) if kind else _counted(passage, begin, end)
    return Figure(
        passage=passage,
        begin=begin,
        end=last,
        low=low,
        high=high,
        noun=noun,
        hedge=hedge.lastgroup or "" if hedge else "",
    )


def _counted(passage: Passage, begin: int, end: int) -> tuple[str, int]:
    """What a figure counts, and where that word ends: the noun after it, or what happened to so many people."""
    text = passage.text
    ahead = _clause(text[end : end + 90])
    comma = ahead.find(",") % (len(ahead) + 1)  # a noun stands before it; what happened may stand behind it
    noun, last, are_people = "", end, False
    for number, match in enumerate(_WORD.finditer(ahead)):
        word = match.group()
        known = _class(word)
        if number > 9 or plain(word) in WORDS or plain(word) in VAGUE:
            break
        if known in HUMAN and (not noun or are_people):  # five killed; five of its soldiers were killed
            return known, end + match.end()
        if not noun and match.start() < comma and (known or (number < 4 and _is_noun(word, passage.language))):
            noun, last = known or stem(word, passage.language), end + match.end()
            are_people = known == "person" or _could_be_people(word)
        elif noun and known == noun:  # Shahed drones
            last = end + match.end()
        elif noun and not are_people:
            break
    if noun in {"", "person"} and (happened := _before(text[max(0, begin - 60) : begin])):
        return happened, last
    return noun, last


def _clause(text: str) -> str:
    """As far as a figure's own clause goes: to the next mark or the next figure."""
    return re.split(r"[.;:!?()«»“”]|\d|, (?!in|an|a |в том|включ|из)", text, maxsplit=1)[0]


def _before(text: str) -> str:
    """What happened to so many, where that stands before the figure: killing five; погибли шесть."""
    text = re.split(r"[.;:!?()«»“”]|, |\d| and | и ", text)[-1]
    found = ""
    for word in _WORD.findall(text)[-4:]:
        known = _class(word)
        found = known if known in HUMAN else "" if known else found
    return found


@functools.lru_cache(maxsize=20_000)
def _class(word: str) -> str:
    return next((name for name, pattern in _CLASSES if pattern.fullmatch(plain(word))), "")


def _is_noun(word: str, language: str) -> bool:
    small = plain(word)
    if small in _STOPS or len(small) < 3:
        return False
    if language == "ru":
        if _RUSSIAN_VERB.search(small):
            return False
        return not re.search(r"(?:ых|их|ые|ие|ой|ая|ую|ым|им|ыми|ими)$", small) or small in {"раненых"}
    return small.endswith("s") or small in {"men", "women", "children", "police", "troops", "teachers", "percent"}


def _could_be_people(word: str) -> bool:
    """Whether something may have happened to them: nearly everybody who is counted by an s, and not their things."""
    return plain(word).endswith(
        ("ers", "ors", "ists", "ees", "ians", "men", "women", "children", "ants", "ents", "ов", "ей", "ин")
    )


@functools.lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a word, in small letters."""
    return str(_stemmer("russian" if language == "ru" else "english").stemWord(plain(word)))


@functools.cache
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(language)

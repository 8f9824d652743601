"""Lines of the page's frame: the kicker, a date line, the phrases that lead over to the stories."""

import re

from roundups.importing.words import WORD, ending, tokens

_KICKER = re.compile(
    r"\bround-?ups?\b|\bround up$|\bdigest\b|\bbriefing\b|\bnewsletter\b|\bbulletin\b|\bin brief\b"
    r"|\b(?:daily|morning|evening|night|news|war) (?:brief|report|edition|news|review|wrap)\b"
    r"|\bday in review\b|\bnews of the day\b|\bthe day's (?:main )?news\b"
    r"|\bwhat happened (?:today|yesterday)\b"
    r"|\bдайджест|^обзор\b|\bобзор(?:\s\w+)?\s(?:дня|новостей|недели|событий)|\bсводка\b|\bрассылка\b"
    r"|\bитоги\s(?:дня|недели)|\bглавн(?:ое|ые)\s(?:за|дня|новости|события)|\bновости\s(?:дня|к\sэтому)"
    r"|\bкоротко о главном|\bогляд\s(?:дня|новин|подій)|\bпідсумки\sдня|\bголовне за"
    r"|\btagesüberblick|\büberblick\b|\bnachrichten des tages|\brevue de presse\b|\bresumen del día\b"
    r"|\bprzegląd dnia\b|დაიჯესტი|მიმოხილვა|ملخص|نشرة"
)
_KICKER_WORDS = 10
_KICKER_LENGTH = 80

_CLOSING_PHRASE = re.compile(
    r"(?:so )?here's (?:what|how|all|the rest|everything|our|more)\b"
    r"|here is (?:what|our|more|everything)\b|here are\b|here you will\b|what you need to know\b"
    r"|more (?:in (?:our|today's|the)|(?:on|about) (?:this|these|all)|details)\b|find out more\b"
    r"|read (?:on|more)\b|all (?:this|that) and more\b|(?:these|this) and (?:other|more)\b"
    r"|in today's (?:roundup|digest|briefing|issue|edition|newsletter)\b|that's (?:all|it)\b"
    r"|(?:the )?details (?:below|follow)\b|stay (?:safe|with us)\b"
    r"|подробн(?:ее|ости)(?= [—–:-]| ниже| в |[:.]?$)|читайте|главное за\b|вот что|об этом и\b|обо вс[её]м\b"
    r"|рассказываем|детальніше|докладніше|ось що"
)
_MOST_WORDS_OF_PHRASE = 16

_MONTHS = """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec января февраля марта апреля мая июня июля августа сентября октября
    ноября декабря январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь січня
    лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
"""
_WEEKDAYS = """
    monday tuesday wednesday thursday friday saturday sunday понедельник вторник среда четверг пятница
    суббота воскресенье понеділок середа четвер п'ятниця субота неділя
"""
_DATE_FILLERS = (
    "of the st nd rd th г года year року р updated published обновлено опубликовано at в о am pm cet msk мск"
)
_DATE_WORDS = frozenset((_MONTHS + _WEEKDAYS + _DATE_FILLERS).split())
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")


def is_kicker(text: str) -> bool:
    """Whether the line names the kind of page: "The Harbour's roundup", "Обзор дня"."""
    if len(text) > _KICKER_LENGTH or len(WORD.findall(text)) > _KICKER_WORDS or ending(text) in ".?":
        return False
    return _KICKER.search(_plain(text)) is not None


def is_closing_phrase(text: str) -> bool:
    """Whether the line is one of the usual ways to lead over from the summaries to the stories."""
    few_words = len(WORD.findall(text)) <= _MOST_WORDS_OF_PHRASE
    return few_words and _CLOSING_PHRASE.match(_plain(text)) is not None


def is_date_line(text: str) -> bool:
    """Whether the line is a date or a time and nothing else."""
    found = tokens(text) if len(text) <= _KICKER_LENGTH else []
    has_number = any(token[:1].isdigit() for token in found)
    return 0 < len(found) <= 9 and has_number and all(_is_of_a_date(token) for token in found)


def _is_of_a_date(token: str) -> bool:
    return token in _DATE_WORDS or _ORDINAL.fullmatch(token) is not None


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("ʼ", "'").replace("`", "'").strip()

"""Words, stems and sentence ends: what the reader compares texts by, in any script."""

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
CLOSERS = "\"'”’»›“)]}」』"
STOPS = ".!?…。！？؟۔।॥։՜՞።"

_SENTENCE_END = re.compile(rf"[{re.escape(STOPS)}:：][{re.escape(CLOSERS)}]*(?=\s)")
_LATIN_ENDING = re.compile(r"(?:ies|ing|ed|es|s|y|e)$")
_SHORT_LATIN_ENDING = re.compile(r"[es]$")
_CYRILLIC_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ей|ам|ям|ах|ях|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ым|им|ою"
    r"|[аеиоуыэюяйьіїє])$"
)
_ARABIC_ARTICLE = re.compile(r"^[وبكلف]?ال(?=..)")

# Words that every story has: without them two short texts about different things share nothing.
_EVERYDAY_TEXT = """
    a about after against all also an and any are as at be been before being but by can could day days did
    do does during each even every for from had has have he her here his how i if in into is it its just
    may might more most much must new next no nor not now of off on one only or other our out over per
    said same say says she should since so some still such than that the their them then there these they
    this those through to told today too under until up us was we were what when where which while who
    whom whose why will with would yet you your reported according а без был была были было быть в во вот
    все всех вы где да для до его ее если есть еще же за и из или им их к как когда ко который которая
    которые кто ли между на над не него нее нет ни но о об он она они от по под после при про с сказал
    сказала со сообщает сообщил сообщила сообщили так также там то тоже только у уже чего чем что чтобы
    эта эти это этого этом этот я як та що це ці є від день дня дней дни днів дні сегодня
"""
_EVERYDAY = frozenset(_EVERYDAY_TEXT.split())


def bare(word: str) -> str:
    """The word as it is compared: one case, one apostrophe, one ё; no possessive."""
    word = word.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")
    return word.removesuffix("'s").removesuffix("'")


def tokens(text: str) -> list[str]:
    """Every word and number of the text in its order, ready to be compared."""
    return [bare(match.group()) for match in WORD.finditer(text)]


def stems(text: str) -> frozenset[str]:
    """What the text is about: its telling words without their endings, and its numbers."""
    return frozenset(stem for match in WORD.finditer(text) if (stem := _stem(match.group())))


def _stem(word: str) -> str:
    plain = bare(word)
    if plain in _EVERYDAY:
        # "US" and "IT" are somebody, "us" and "it" are nobody.
        return plain if len(word) > 1 and word.isupper() and word.isascii() else ""
    if plain.isdigit():
        return plain
    if len(plain) < 3:
        return plain if word.isupper() or not plain.isascii() else ""
    return _without_ending(plain)


def _without_ending(plain: str) -> str:
    first = plain[0]
    if first.isascii():
        ending_of_length = _LATIN_ENDING if len(plain) > 4 else _SHORT_LATIN_ENDING
        return (ending_of_length.sub("", plain) if len(plain) > 3 else plain)[:6]
    if "а" <= first <= "ӿ":
        return (_CYRILLIC_ENDING.sub("", plain) if len(plain) > 3 else plain)[:5]
    return _ARABIC_ARTICLE.sub("", plain)[:5]


def begins_small(word: str) -> bool:
    """Whether the word begins with a small letter that has a capital; Georgian letters have none."""
    return word[:1].islower() and word[:1].title() != word[:1]


def ending(text: str) -> str:
    """The character that ends the text, closing quotation marks and brackets put aside."""
    return text.rstrip(CLOSERS + " ")[-1:]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends. A colon ends one too: "Day 5 of the strike: …"."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end() + 1
    if start < len(text):
        yield start, len(text)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same words, however they are pointed."""
    return len(one) <= 2 * len(other) + 9 and len(other) <= 2 * len(one) + 9 and tokens(one) == tokens(other)

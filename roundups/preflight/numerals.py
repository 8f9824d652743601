"""Number words of English and Russian, in all their cases, and what they are worth."""

from collections.abc import Iterator

from roundups.preflight.reading import Passage, Word

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "k": 1000, "m": 10**6, "bn": 10**9,
    "тысяча": 1000, "тысячи": 1000, "тысяч": 1000, "тысячу": 1000, "тысяче": 1000, "тысячам": 1000, "тысячами": 1000,
    "тыс": 1000, "миллион": 10**6, "миллиона": 10**6, "миллионов": 10**6, "миллионам": 10**6, "миллионами": 10**6,
    "млн": 10**6, "миллиард": 10**9, "миллиарда": 10**9, "миллиардов": 10**9, "миллиардами": 10**9, "млрд": 10**9,
}  # fmt: skip
# Stems with all their endings; collective numerals (двое, пятеро) count people and stand with them.
_RUSSIAN = {
    0: "ноль ноля нуль нуля",
    1: "один одна одно одного одной одному одним одном одну",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трех трем тремя трое троих троим троими",
    4: "четыре четырех четырем четырьмя четверо четверых четверым четверыми",
    5: "пять пяти пятью пятеро пятерых пятерым пятерыми",
    6: "шесть шести шестью шестеро шестерых шестерым шестерыми",
    7: "семь семи семеро семерых семерым семерыми",  # семью is also a family
    8: "восемь восьми восемью восьмью восьмеро восьмерых",
    9: "девять девяти девятью девятеро девятерых",
    10: "десять десяти десятью десятеро десятерых",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью полсотни",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста сотня сотню сотни",
    200: "двести двухсот двумстам двумястами",
    300: "триста трехсот тремстам тремястами",
    400: "четыреста четырехсот",
    500: "пятьсот пятисот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот восьмисот",
    900: "девятьсот девятисот",
}
_TEENS = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
WORDS: dict[str, int] = {word: value for value, word in enumerate(_ENGLISH.split())}
WORDS |= {word: value * 10 for value, word in enumerate(_ENGLISH_TENS.split(), start=2)}
WORDS |= {"both": 2, "оба": 2, "обе": 2, "обоих": 2, "обеих": 2}
WORDS |= {"dozen": 12, "дюжина": 12, "дюжину": 12, "десяток": 10, "десятка": 10}
WORDS |= {word: value for value, words in _RUSSIAN.items() for word in words.split()}
WORDS |= {f"{stem}{end}": value for value, stem in enumerate(_TEENS.split(), start=11) for end in ("ь", "и", "ью")}
for _value, _stem in ((20, "двадцат"), (30, "тридцат")):
    WORDS |= {f"{_stem}{end}": _value for end in ("ь", "и", "ью")}
HALF = {"полтора": 1.5, "полторы": 1.5, "полутора": 1.5}
ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
}  # fmt: skip
_BEGINS = frozenset([*WORDS, *HALF, *SCALES])
# So many that nobody counted: from, up to.
VAGUE = {
    "dozens": (20, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2000, 9999),
    "десятки": (20, 99), "десятков": (20, 99), "десяткам": (20, 99), "десятками": (20, 99),
    "сотни": (200, 999), "сотен": (200, 999), "сотням": (200, 999),
}  # fmt: skip


def runs(passage: Passage) -> Iterator[tuple[int, int, float]]:
    """The number words of a passage that belong together, as (begin, end, value): “two hundred and six” is one."""
    words, at = passage.words, 0
    while at < len(words):
        if words[at][2] not in _BEGINS:
            at += 1
            continue
        length, value = _run(words, at, passage.text)
        if length:
            yield words[at][0], words[at + length - 1][1], value
        at += max(1, length)


def _run(tokens: tuple[Word, ...], at: int, text: str) -> tuple[int, float]:
    """How many tokens from a place on are one number, and its value; (0, 0) where none begins."""
    total, current, taken, length = 0.0, 0.0, False, 0
    for number in range(at, len(tokens)):
        begin, _end, word = tokens[number]
        if number > at and text[tokens[number - 1][1] : begin].strip(" \u00a0-"):
            break
        value = HALF.get(word, WORDS.get(word))
        if value is not None:
            if taken and not _fits(current, value):
                break
            current, taken = current + value, True
        elif word in SCALES and (taken or number + 1 > at):
            if not taken and not _stands_alone(word):
                break
            scale = SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0
            taken = True
        elif not (word == "and" and taken and current % 100 == 0 and _goes_on(tokens, number)):
            break
        length = number - at + 1
    return (length, total + current) if taken else (0, 0)


def _fits(before: float, value: float) -> bool:
    """Whether a number word goes on another: twenty + six, hundred + thirty, not six + seven."""
    size = 10 if value < 10 else 100 if value < 100 else 1000
    return before >= size and before % size == 0


def _stands_alone(word: str) -> bool:
    """A thousand, тысяча: one of them; a plural stands after its figure, which somebody else reads."""
    return word in {"hundred", "thousand", "million", "billion", "тысяча", "тысячу", "миллион", "миллиард"}


def _goes_on(tokens: tuple[Word, ...], number: int) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1][2] in WORDS

"""Words that carry the matter of a text: numbers, dates, negations, attribution, and what a letter turns round."""

import enum
import re


class Weight(enum.StrEnum):
    """What a word tells. The order is that of the reasons that people read."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"
    TURN = "turn"
    QUESTION = "question"


def _one_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join("|".join(words.split()) for words in alternatives) + ")")


# Russian words are cut before their endings where no everyday word begins alike; a word that is taken for a number and
# is none costs a second look, the other way round costs the truth. Everything is in lower case, ё as е.
_NUMBER = _one_of(
    r"zero one two three four five six seven eight nine ten eleven twelve single percent",
    r"(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)? tens half halves quarters? thirds? both once twice thrice",
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ieth) hundreds? thousands? millions? billions? trillions? dozens?",
    r"double[ds]? triple[ds]? couples? pairs? first second",
    r"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|hundred|thousand)th",
    r"ноль нуля один одна одно одни одн(?:ого|ому|им|ом|ой|у|их|ими) дв(?:а|е|ух|ум|умя|ое|оих|оим|ойн\w+|ажды)",
    r"об(?:а|е|оих|еих|оим|еим|оими|еими) тр(?:и|ех|ем|емя|ое|оих|оим|оими|ижды) четыр(?:е|ех|ем|ьмя|еста|ехсот)",
    r"четвер(?:о|ых|ым|ть|ти|тью|тям\w*) пят(?:ь|и|ью|еро|ерых|ерым|ый|ая|ое|ого|ому|ом|ой|ую) шест(?!ви)\w*",
    r"сем(?:ь|и|ью|еро|ерых|ьсот|ьдесят\w*|надцат\w*|исот|идесят\w*) седьм\w+ вос(?:емь?|ьм)\w* девят\w* десят\w*",
    r"\w*надцат\w* двадцат\w* тридцат\w* сорок\w* пятьдесят\w* пятидесят\w* девяност\w* ст[оа] двести двухсот\w*",
    r"сот(?:ый|ая|ого|ой|ен|н\w+) двумстам триста трехсот\w* пят(?:ь|и)сот\w* тысяч\w* миллион\w* миллиард\w*",
    r"триллион\w* полтор\w+ половин\w* треть\w* трет(?:и|ий|ья|ье) перв(?:ый|ая|ое|ого|ому|ым|ом|ой|ую|ые|ых|ыми)",
    r"втор(?:ой|ая|ое|ого|ому|ым|ом|ую|ые|ых) четверт\w+ дюжин\w* вдвое втрое вчетверо пар[аыуе] процент\w*",
    r"тыс млн млрд",
)
_DATE = _one_of(
    r"monday tuesday wednesday thursday friday saturday sunday january february april june july august september",
    r"october november december today yesterday tomorrow tonight",
    r"понедельник\w* вторник\w* сред[аыуе] четверг\w* пятниц\w* суббот\w* воскресень\w*",
    r"январ\w+ феврал\w+ март(?:а|е|у|ом)? апрел\w+ ма[йяе] июн[ьяе] июл[ьяе] август\w* сентябр\w+ октябр\w+ ноябр\w+",
    r"декабр\w+ сегодня вчера завтра позавчера послезавтра",
)
_NEGATION = _one_of(
    r"no not never none nobody nothing nowhere neither nor without cannot cant hardly \w+n't",
    r"не ни нет нельзя без никто никого никому никем ничто ничего ничему никогда нигде никуда никак никакой",
    r"никак(?:ая|ого|ому|ие|их) нисколько вовсе едва",
)
_ATTRIBUTION = _one_of(
    r"said says? saying tells? told telling according report(?:s|ed|edly|ing)? claim(?:s|ed|ing)?",
    r"announc(?:e|es|ed|ing) alleg(?:e|es|ed|edly|ing) stat(?:es|ed|ing|ement) confirm(?:s|ed|ing)?",
    r"den(?:y|ies|ied|ying) admit(?:s|ted|ting)? adds? added not(?:es|ed|ing) wr(?:ites?|ote|itten) quot(?:es?|ed|ing)",
    r"cit(?:es?|ed|ing) sources? insist(?:s|ed)? suppos(?:ed|edly) purported(?:ly)? apparently believ(?:es?|ed)",
    r"warn(?:s|ed)?",
    r"сказа[лнв]\w* говор(?:ит|ят|ил\w*) заяв\w+ сообщ\w+ рассказ(?:а[лнв]\w*|ыва\w+) утвержд\w+ уточн\w+ отмет\w+",
    r"отмеча\w+ подчеркн\w+ подчеркива\w+ объяви\w+ призна[лнетв]\w* подтверд\w+ подтвержда\w+ опроверг\w* отрица\w+",
    r"пиш(?:ет|ут) писал\w* написал\w* словам данным мнению сведениям информации утверждению согласно источник\w*",
    r"якобы предположительно ссылк\w+ пояснил\w* добавил\w* передал\w* передает цитир\w+ по-видимому предупред\w+",
)
# Words that one or two letters turn into another person, direction, degree or mood.
_TURN = _one_of(
    r"he she him her his hers north(?:ern)? south(?:ern)? east(?:ern)? west(?:ern)? up down before after",
    r"if or but may might must can could will would shall should more most less least only all any some",
    r"он она ее его им ей если или либо ли бы б но до от перед после только все всех может могут мог могла могли",
    r"север\w* юг\w* юж\w+ запад\w* восто[кч]\w* более менее больше меньше почти около",
)
_WEIGHTS = (
    (Weight.NEGATION, _NEGATION),
    (Weight.NUMBER, _NUMBER),
    (Weight.DATE, _DATE),
    (Weight.ATTRIBUTION, _ATTRIBUTION),
    (Weight.TURN, _TURN),
)
NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "не", "ни", "без", "бес")
SHORTEST_STEM = 4  # letters: “to” and “into” are no opposites
_ORDINARY = _one_of(
    r"an? the this that these those there here in on at of by for with about as into through during against between",
    r"is are was were be been has have had do does did so also then when while where why how what which its again",
    r"such many much few several other another however meanwhile earlier later now",
    r"во? со? ко? об? у по при про для через между и а же так также тоже это эти этот эта здесь там тут где когда",
    r"как что кто почему поэтому однако тем потом затем тогда ранее раньше позже теперь сейчас был[аои]? есть",
    r"котор(?:ый|ая|ое|ые) друг(?:ой|ие) многие несколько накануне",
)


def weight_of(word: str) -> Weight | None:
    """What a word tells, None if nothing by itself. The word is in lower case with ё as е; names are not known here."""
    if word == "?":
        return Weight.QUESTION
    if any(letter.isnumeric() for letter in word):
        return Weight.NUMBER
    for weight, pattern in _WEIGHTS:
        if pattern.fullmatch(word):
            return weight
    parts = word.split("-")
    return Weight.NUMBER if len(parts) > 1 and any(_NUMBER.fullmatch(part) for part in parts) else None


def is_ordinary(word: str) -> bool:
    """Whether a word that opens a sentence is no name for sure: one of those with which sentences often open."""
    return bool(_ORDINARY.fullmatch(word))


def is_negated(one: str, two: str) -> bool:
    """Whether one of two words is the other with a negating beginning: “legal”, “illegal”; «виновен», «невиновен»."""
    short, long = sorted((one, two), key=len)
    return len(short) >= SHORTEST_STEM and any(long == beginning + short for beginning in NEGATING)

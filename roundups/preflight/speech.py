"""Words by which a text says whom it has something from: verbs of saying and phrases, English and Russian."""

import functools
import re
from collections.abc import Iterator

from roundups.preflight.reading import Passage, words_in

# Who uses one of these of somebody names where the words are from.
_SAYING = """said says say saying told tells reported writes wrote announced announces stated confirmed confirms
    claimed claims denied denies explained explains warned warns declared declares admitted admits argued argues
    recalled recalls insisted insists acknowledged acknowledges promised promises replied replies answered commented
    tweeted quoted cited cites citing sighs sighed jokes joked complained complains believes believed remembers
    suggested suggests concluded estimated estimates testified testifies remarked remarks noted stressed emphasised
    emphasized revealed disclosed recounted recounts predicts predicted alleged alleges asserted asserts maintains
    urged vowed pledged posted ruled говорит говорят сообщает сообщают рассказывает рассказывают пишет пишут
    утверждает утверждают заявляет заявляют отмечает отмечают объясняет объясняют поясняет поясняют считает считают
    уверяет уверяют вздыхает вспоминает вспоминают отвечает отвечают признает признают признается признаются
    подчеркивает подчеркивают напоминает напоминают возмущается возмущаются шутит шутят жалуется жалуются передает
    передают цитирует подтверждает подтверждают полагает полагают обещает обещают предупреждает предупреждают
    говорится указано отрицает отрицают отмечается сообщается сетует недоумевает недоумевают добавляет добавляют
    настаивает настаивают предполагает прогнозирует прогнозируют подсчитывает рассуждает усмехается"""
_SAID = """сказал рассказал сообщил заявил отметил объяснил пояснил написал ответил напомнил подчеркнул
    уточнил подтвердил предупредил объявил пообещал вспомнил процитировал опубликовал посетовал пошутил предположил
    подсчитал прокомментировал добавил констатировал заверил указал высказал доложил анонсировал говорил утверждал
    рассказывал сообщал заявлял отмечал объяснял вздохнул усмехнулся возразил выложил разместил поделился признался
    пожаловался возмутился"""
# These too are a voice, though no source.
_VOICES = """asked asks shouts shouted cried chanted sang laughs laughed whispered murmured screamed yelled responded
    responds demanded thinks added adds speaks spoke уверен уверена уверены кричит кричат скандирует скандируют поет
    поют просит просят требует требуют думает думают надеется надеются спрашивает спрашивают смеется улыбается"""
_VOICED = """спросил крикнул закричал кричал скандировал потребовал попросил призвал прошептал продолжил воскликнул
    поблагодарил заметил раскритиковал улыбнулся извинился"""
# These say, in their own paragraph, whose a quotation is: “she called it …”, “convicted of …”.
_NAMES = """called calls read reads described describes termed dubbed branded accused convicted charged posted гласит
    гласят гласила обвиняют обвиняется осудили осужден осуждена называет называют"""
_NAMED = "признал назвал обвинил приговорил оштрафовал прочитал оценил"
_DOCUMENTS = """letter letters verdict indictment decree poster banner placard inscription graffiti slogan slogans
    sticker leaflet plaque письмо письме отчет отчете приговор приговоре постановление постановлении приказ приказе
    документ документе документах закон законе статья статье статьи плакат плакате плакатом плакаты надпись надписью
    надписи лозунг лозунгом лозунги баннер баннере табличка табличке табличкой вывеска вывеске листовка листовке
    объявление объявлении заявление заявлении записка записке протокол протоколе транспарант транспарантом наклейка
    наклейке"""


def _forms(verbs: str) -> Iterator[str]:
    """он сказал, она сказала, они сказали, оно сказало; with -ся where the verb has it."""
    for verb in verbs.split():
        stem = verb.removesuffix("ся")
        endings = ("", "а", "и", "о") if stem == verb else ("ся", "ась", "ись", "ось")
        yield from (stem + ending for ending in endings)


SAYING = frozenset((*_SAYING.split(), *_forms(_SAID)))
VOICES = SAYING.union(_VOICES.split(), _forms(_VOICED))
OWN = VOICES.union(_NAMES.split(), _forms(_NAMED), _DOCUMENTS.split())

_PHRASES = (
    r"(?-i:[A-Z])[\w’]* (?:reports|notes|states)|as (?:[\w’]+ ){1,4}puts? it",
    r"according to|in the words of|(?:seen|quoted) by|(?:has|have) seen|our (?:reporter|correspondent)",
    r"in (?:an?|its|his|her|their) (?:\w+ )?(?:statement|report|interview|letter|post|press release)",
    r"on (?:Telegram|Facebook|Twitter|X|(?:its|his|her|their) (?:channel|page|website|site))",
    r"(?:press|news) (?:service|release|conference)|(?:data|figures?) (?:are |is |comes? )?from",
    r"(?:data|figures|register|documents?|records|footage|videos?|photos?|images?) (?:\w+ ){0,4}shows?",
    r"in (?:his|her|their) view",
    r"по (?:словам|данным|информации|сведениям|мнению|версии|расч[её]там|подсч[её]там)",
    r"по (?:сообщени|оценк|свидетельств|заявлени|утверждени|выражени|признани)\w+",
    r"со ссылкой на|ссыла[ею]тся на|согласно|стало известно|телеграм-канал\w*|следует из|корреспондент\w*",
    r"в (?:интервью|письме|заявлении|пресс-релизе|разговоре|беседе)|пресс-(?:служб|секретар|конференц)\w*",
)
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_NOBODY_SAYS = re.compile(
    r"\b(?:all told|(?:was|were|been|being|be|is|are) told (?:to|that|not)"
    r"|(?:was|were|been|being|be|is|are|the|an?|two|more) (?:reported|announced|confirmed|stated|declared|noted|claimed"
    r"|estimated|promised|posted|concluded|published|believed|quoted|alleged)(?! by)"
    r"|goe?s? without saying|(?:no|a|the|any|little) say|that is to say)\b",
    re.IGNORECASE,
)
# “…,” sighs the chemist. «…», — вздыхает химик.
_AFTER_QUOTATION = re.compile(r"[,?!…—][”\"]\s+[a-z]|(?:[?!…][»“\"]|[»“\"],)\s*[—–-]\s+[а-яё]")
# «Я могу перевести сказанное, — объяснила она. — Но не то, что велено».
_INSERTED = re.compile(r"[,.?!…]\s*[—–]\s+([а-яё][^—–«»]*)")


@functools.lru_cache(maxsize=512)
def _own_words(passage: Passage) -> frozenset[str]:
    """The author's words in a passage, those between two halves of a quotation among them."""
    inserted = " ".join(_INSERTED.findall(passage.text)) if "—" in passage.text or "–" in passage.text else ""
    own = _NOBODY_SAYS.sub(" ", f"{passage.unquoted} {inserted}")
    return frozenset(words_in(own.casefold().replace("ё", "е")))


def has_attribution(passage: Passage) -> bool:
    """Whether the passage says of anything where it is from."""
    return _has(SAYING, passage)


def has_voice(passage: Passage) -> bool:
    """Whether somebody speaks in the passage, so that a quotation beside it may be theirs."""
    return _has(VOICES, passage)


def has_speaker(passage: Passage) -> bool:
    """Whether a quotation in the passage is somebody's, or a document's."""
    return _has(OWN, passage)


def _has(words: frozenset[str], passage: Passage) -> bool:
    return bool(
        words & _own_words(passage) or _PHRASE.search(passage.unquoted) or _AFTER_QUOTATION.search(passage.text)
    )


_SAYS = (
    r"(?<!was )(?<!were )(?<!been )(?:sa(?:id|ys?)|t(?:old|ells?)|deni(?:ed|es)|describe[sd]?|believes?|estimated?"
    r"|(?:report|claim|confirm|warn|explain|add|suggest|insist)(?:ed|s)?)"
)
_SPEAKS = (
    r"(?:(?:рассказ|сообщ|говор|утвержда|заяв|подтвер|уточн|поясн|объясн|отмеча|увер|счита|пиш|добав|предупре)\w+"
    r"|отмет\w+|сказал\w*|назвал\w*|признал\w*)"
)
_CLOSE_TO = r", (?:близк|знаком|попросив)\w+[^.;?!]{0,60},"
_UNNAMED = (
    # A source in the ministry said; said a source; according to our sources
    r"(?:\b(?:an?|two|three|several|our|the|other) )?(?:\b[\w-]+ )?(?<!-)\bsources?\b(?! of)[^,.;:?!]{0,70}? "
    rf"{_SAYS}\b",
    rf"\b{_SAYS}(?: \w+){{0,2}} (?:an?|two|three|several|our) sources?\b(?! of)",
    r"\b(?:according to|citing|quoting|cites|told by) (?:[\w-]+ ){0,3}sources?\b(?! of)",
    r"\bsources?\b(?! of)[^,.;:?!]{0,60}, (?:who|speaking)\b",
    r"\b(?:who )?(?:asked|wished|wanted|preferred|requested|chose) not to be (?:named|identified)\b",
    r"\b(?:asked|wished|wanted|preferred|chose) to (?:remain|stay) (?:anonymous|unnamed)\b",
    r"\bcondition of anonymity\b|\brequested anonymity\b|\b(?:speaking|spoke|said) anonymously\b",
    r"\b(?:people|persons?) (?:familiar with|with knowledge of) the (?:matter|talks|plans|case|situation|decision)\b",
    r"\b(?:unnamed|anonymous) (?:official|source|officer|employee|diplomat)s?\b",
    # По словам источника; рассказали два источника; источник в министерстве сообщил
    r"\b(?:по (?:словам|данным|информации|сведениям|версии)|со ссылкой на|ссыла\w+ на) (?:[\w-]+ ){0,2}источник\w*",
    rf"\b{_SPEAKS} (?:\w+ ){{0,3}}источник(?:и|а|ов|ам)?\b",
    rf"(?:\b\w+ )?\bисточник(?:и|а|ов)?\b(?:{_CLOSE_TO}|[^,.;:?!]{{0,70}}?) {_SPEAKS}\b",
    r"\bна условиях анонимности\b|\bпожела\w+ остаться (?:неизвестн|неназванн|анонимн)\w+",
    r"\bпопроси(?:л|вш)\w* (?:\w+ )?не (?:называть|раскрывать|указывать) (?:\w+ )?(?:им[яе]|фамили|е[её]|их|себя)\w*",
    r"\bсобеседник\w* (?:издани|газет|редакц|агентств)\w+",
    r"\b(?:анонимн|неназванн)\w+ (?:источник|собеседник|чиновник)\w*",
)
_UNNAMED_SOURCE = re.compile("|".join(f"(?:{pattern})" for pattern in _UNNAMED), re.IGNORECASE)
# Nothing of the above is in a text without one of these: they are looked for first, which takes no time.
_UNNAMED_HINTS = (
    *("ource", "be named", "identified", "nonym", "unnamed", "familiar", "knowledge"),
    *("сточник", "анонимн", "неназв", "остаться", "попроси", "обеседник"),
)
_THING = re.compile(
    r"\b(?:water|light|heat|power|energy|fuel|food|income|revenue|open|money|gas|drinking|written|historical)[ -]source"
    r"|\b(?:открыт|историческ|письменн)\w+ источник"
    r"|источник\w* (?:воды|возгоран|питан|света|тепла|энерг|доход|финанс|шума|запах|заражен)",
    re.IGNORECASE,
)


def unnamed_sources(passage: Passage) -> Iterator[re.Match[str]]:
    """Where the passage has something from somebody whom it does not name, quotations aside."""
    if not any(hint in passage.unquoted for hint in _UNNAMED_HINTS):
        return
    for match in _UNNAMED_SOURCE.finditer(passage.unquoted):
        if not _THING.search(passage.unquoted, match.start(), match.end() + 12):
            yield match

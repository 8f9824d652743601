"""Rules over the paper's own words: names as it writes them, phrases that it does not use."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from roundups.preflight.context import Context, Name, Phrase
from roundups.preflight.reading import Page, Passage
from roundups.preflight.rules import RUSSIAN, Fix, Severity, Spot, rule, spot

Match = re.Match[str]
CONFIRM, FIX = Severity.CONFIRM, Severity.FIX
_LIKE = {like: f"[{likes}]" for likes in ("-‐‑–", "'’ʼ") for like in likes}
_LIKE |= {"е": "[еёЕЁ]", "ё": "[еёЕЁ]", "Е": "[ЕЁ]", "Ё": "[ЕЁ]"}
_BEFORE, _AFTER = r"(?<![\w@])", r"(?!\w|@|\.[a-z])"  # whole words; no addresses, “kiev.example”
# “Odessa, Texas” is another place. Not Georgia and Washington: “in Odessa, Georgia and Moldova” names countries.
_ELSEWHERE = re.compile(
    r",\s+(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois"
    r"|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri"
    r"|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York(?! Times))|(?:North|South) (?:Carolina|Dakota)|Ohio"
    r"|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Wisconsin|Wyoming"
    r"|Alberta|British Columbia|Manitoba|Ontario|Saskatchewan)\b"
)


@rule("name.house", file=FIX, approve=FIX, publish=CONFIRM)
def name_house(page: Page, context: Context) -> Iterator[Spot]:
    """A name in another form than the paper writes it."""
    for passage, match, right in wrong_names(page.passages, context.names, page.language):
        found = match[0]
        message = _("Write “%(right)s”: the paper does not write “%(found)s”.") % {"right": right, "found": found}
        yield spot(
            passage, found, message, fix=Fix(before=found, after=right), fact=found.casefold(),
            bound=passage.sentence(match.start()),
        )  # fmt: skip


@rule("text.style", approve=CONFIRM, publish=CONFIRM, overrulable=True)
def text_style(page: Page, context: Context) -> Iterator[Spot]:
    """A phrase from the paper's own list; how grave it is, the list says. It never stands in the way of filing."""
    for passage, match, phrase in unwanted_phrases(page.passages, context.phrases):
        found = match[0]
        yield spot(
            passage, found, _advice(phrase, found), fact=found.casefold(), severity=Severity(phrase.severity),
            bound=passage.sentence(match.start()),
        )  # fmt: skip


def wrong_names(
    passages: Iterable[Passage], names: Sequence[Name], language: str
) -> Iterator[tuple[Passage, Match, str]]:
    """Each wrong form in the passages, quotations included, with the right one in the same capitals."""
    pairs = [pair for name in names for pair in name.wrong.items()]
    # A name of several words is right, though one of them alone may be wrong: “chicken Kiev”.
    pairs += [(name.canonical, "") for name in names if " " in name.canonical]
    forms = (wrong.lower() if language == RUSSIAN else wrong for wrong, _right in pairs)
    for passage, match, number in _found(tuple(forms), passages):
        right = pairs[number][1]
        if right and not _ELSEWHERE.match(passage.text, match.end()):
            yield passage, match, _in_capitals_of(match[0], right)


def unwanted_phrases(passages: Iterable[Passage], phrases: Sequence[Phrase]) -> Iterator[tuple[Passage, Match, Phrase]]:
    """Each phrase in the passages that may not stand where it stands."""
    for passage, match, number in _found(tuple(phrase.words for phrase in phrases), passages):
        if not (phrases[number].only_quoted and _is_quoted(passage, match)):
            yield passage, match, phrases[number]


def _found(forms: tuple[str, ...], passages: Iterable[Passage]) -> Iterator[tuple[Passage, Match, int]]:
    """The places of the forms as whole words, with the number of the form; the longest of those that begin there."""
    pattern, numbers = _compiled(forms)
    for passage in passages:
        for match in pattern.finditer(passage.text):
            yield passage, match, numbers[(match.lastindex or 0) - 1]


@functools.lru_cache(maxsize=16)
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """One expression for all forms, and which form each of its groups stands for.

    It is quick by its shape: forms are parted by their first letters, and an (empty) group ends each, so that a form
    begins with a letter, which the engine looks at before anything else.
    """
    parted: dict[str, list[tuple[int, str]]] = {}
    for number in sorted(range(len(forms)), key=lambda number: -len(forms[number])):
        if any(letter.isalnum() for letter in forms[number]):
            first, *rest = _units(forms[number])
            parted.setdefault(first, []).append((number, "".join(rest)))
    branches = [f"{first}(?:{'|'.join(f'{rest}()' for _number, rest in rests)})" for first, rests in parted.items()]
    numbers = tuple(number for rests in parted.values() for number, _rest in rests)
    return re.compile(f"{_BEFORE}(?:{'|'.join(branches) or '(?!)'}){_AFTER}"), numbers


def _units(form: str) -> Iterable[str]:
    """An expression for each letter: a small one stands for both, a * at the end of a word for all its endings."""
    form = " ".join(form.split())
    for place, letter in enumerate(form):
        if letter == "*" and form[place - 1 : place].isalnum() and form[place + 1 : place + 2] in {"", " "}:
            yield r"\w*"
        elif letter == " ":
            yield r"\s+"
        elif letter in _LIKE:
            yield _LIKE[letter]
        elif letter.islower() and len(letter.upper()) == 1:
            yield f"[{letter}{letter.upper()}]"
        else:
            yield re.escape(letter)


def _in_capitals_of(found: str, right: str) -> str:
    if found.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right


def _is_quoted(passage: Passage, match: Match) -> bool:
    """In quotation marks, or in single ones right around the phrase."""
    begin, end = match.span()
    around = passage.text[max(0, begin - 1) : begin] + passage.text[end : end + 1]
    return passage.is_quoted(begin) or around in {"‘’", "''"}


def _advice(phrase: Phrase, found: str) -> str:
    if phrase.message:
        return f"“{found}”: {phrase.message}"
    if phrase.only_quoted:
        message = _("“%(words)s” is somebody’s word, not the paper’s. Quote it with its speaker, or say what it is.")
    else:
        message = _("The paper does not write “%(words)s”. Say what it is.")
    return message % {"words": found}

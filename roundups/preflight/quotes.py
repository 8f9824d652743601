"""The rule over quotation marks and brackets that do not pair."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.reading import Page, Passage
from roundups.preflight.rules import Severity, Spot, rule, spot

CONFIRM, NOTE = Severity.CONFIRM, Severity.NOTE
CLOSES = {"“": "”", "«": "»", "„": "“”", "(": ")", "[": "]"}
QUOTING = '“«„"'
_SIGNS = re.compile(r"[“”«»„\"()\[\]]")
_LIST_MARK = re.compile(r"(?:^|(?<=[\s(]))[^\W_]{1,2}\Z")  # а) 12)
_FROM, _UP_TO = re.compile(r"\A\S+(?: \S+){0,3}"), re.compile(r"(?:\S+ ){0,3}\S+\Z")  # a few words beside the sign
_SMILE = re.compile(r"[:;]-?\Z")


@rule(
    "quote.balance",
    file=NOTE,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=[
        "He plays the march of ashes”, then a fugue.",
        "«Врач пришла пешком.",
        "Sixty pupils (nine of them orphans ran.",
    ],
    passes=["“Smoke is white,” she said (twice).", "Требований три: а) график; б) перчатки.", "Хор «Радуга» и „Лира“."],
)
def quote_balance(page: Page, context: Context) -> Iterator[Spot]:
    """Quotation marks or brackets that do not pair in a paragraph; a quotation may run on to the next one."""
    for passages in ((each,) for each in page.frame):
        yield from _unpaired(passages)
    for item in page.items:
        for head in item.heads:
            yield from _unpaired([head])
        yield from _unpaired(item.body)


def _unpaired(passages: Sequence[Passage]) -> Iterator[Spot]:
    """The first sign of each passage that has no other half."""
    runs_on = False
    for number, passage in enumerate(passages):
        lone, is_nested = _lone_signs(passage.text)
        following = passages[number + 1].text if number + 1 < len(passages) else ""
        if runs_on and lone and passage.text[lone[0]] in '”»"':
            del lone[0]  # it ends what the paragraph before began
        continues, runs_on = runs_on, False
        if lone and passage.text[lone[-1]] in QUOTING and _runs_on(passage.text, lone[-1], following, continues):
            runs_on = True
            del lone[-1]
        if lone and not (is_nested and passage.text[lone[0]] == "«"):  # «Завод «Красный луч» ends both
            yield _spot(passage, lone[0])


def _runs_on(text: str, at: int, following: str, continues: bool) -> bool:
    """Whether a quotation that is not closed goes on in the next paragraph: that begins or ends with its mark."""
    opening = text[at]
    if following.startswith(opening):
        return True
    closing = CLOSES.get(opening, '"')
    end = next((sign for sign in following if sign in closing or sign == opening), "")
    return bool(end) and end in closing and opening != '"'


def _lone_signs(text: str) -> tuple[list[int], bool]:
    """Where the signs without their other half are, and whether a guillemet stood within guillemets."""
    is_open, lone, is_nested = list[int](), list[int](), False
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), match.group()
        top = text[is_open[-1]] if is_open else ""
        if sign == '"':
            _straight(text, at, is_open)
        elif sign in CLOSES.get(top, "”»" if top == '"' else ""):
            is_open.pop()
        elif sign in CLOSES:
            is_nested = is_nested or (sign == "«" and any(text[place] == "«" for place in is_open))
            is_open.append(at)
        elif not (sign == ")" and (_LIST_MARK.search(text[:at]) or _SMILE.search(text[:at]))):
            lone += _closed_early(text, sign, at, is_open)
    return sorted([*lone, *is_open]), is_nested


def _straight(text: str, at: int, is_open: list[int]) -> None:
    """A straight mark closes the quotation that is open, else opens one; after a figure it is a measure."""
    if is_open and text[is_open[-1]] in QUOTING:
        is_open.pop()
    elif not text[at - 1 : at].isdigit():
        is_open.append(at)


def _closed_early(text: str, sign: str, at: int, is_open: list[int]) -> list[int]:
    """A closing sign that is not the last opened one's: what was opened since its own is lone, or itself."""
    own = next((place for place in reversed(is_open) if sign in CLOSES.get(text[place], "")), None)
    if own is None:
        return [at]
    since = is_open[is_open.index(own) + 1 :]
    del is_open[is_open.index(own) :]
    return since


def _spot(passage: Passage, at: int) -> Spot:
    text, sign = passage.text, passage.text[at]
    is_opening = sign in CLOSES or (sign == '"' and at + 1 < len(text) and not text[at + 1].isspace())
    beside = _FROM.search(text[at:]) if is_opening else _UP_TO.search(text[: at + 1])
    words = beside.group() if beside else sign
    message = _("“%(words)s”: %(sign)s has no other half in this paragraph.") % {"words": words, "sign": sign}
    return spot(passage, words, message, said=(passage.sentence(at),))

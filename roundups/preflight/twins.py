"""A rule over names: two spellings of what is probably one."""

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.figures import stem
from roundups.preflight.reading import Page, Passage, plain
from roundups.preflight.rules import Severity, Spot, rule, spot

SHORTEST = 5  # letters; 3-preflight, Learned by trying: “Kiper” is no “Kipper”
ALIKE = 0.85  # 3-preflight, name.twins
_ENDINGS = frozenset(["", "s", "y", "n", "ns", "an", "ans", "ia", "ian", "ians", "ish", "ese", "i", "is"])
_VOWELS = re.compile("[аеиоуыэюяьъй]")
_NAME = re.compile(r"(?<![\w@./-])[^\W\d_]{5,}(?:-[^\W\d_]{3,})?(?!\w)")
Place = tuple[str, Passage]


@rule(
    "name.twins",
    file=Severity.NOTE,
    approve=Severity.CONFIRM,
    publish=Severity.NOTE,
    matches=(
        "The mayor of Krasnogorsk left. Later Krasnogrosk was told, and old Krasnogorsk slept.",
        "Мэр Красногорска уехал. Потом узнал и Красногроск.",
    ),
    passes=(
        "They went to Austria and to Lithuania.",
        "В Красногорске тихо, сказали в самом Красногорске и под Красногорском.",
    ),
)
def name_twins(page: Page, context: Context) -> Iterator[Spot]:
    """Two capitalised words of five letters or more that are nearly the same, and no forms of one word."""
    known = {plain(part) for name in context.names for part in name.canonical.split()}
    places, counts = _names(page), Counter(word for word, _place, _is_first in _all_names(page))
    inside = {word for word, _place, is_first in _all_names(page) if not is_first}
    for one, other in itertools.combinations(sorted(places), 2):
        if not _are_alike(one, other) or not {one, other} & inside or {one, other} <= known:
            continue
        if _are_forms(one, other, page.language):
            continue
        rare, common = sorted((one, other), key=lambda word: counts[word])
        word, passage = places[rare]
        twin, there = places[common]
        message = _("“%(one)s” here and “%(other)s” elsewhere: the same name?") % {"one": word, "other": twin}
        both = ((twin, there), (word, passage))
        said = tuple(dict.fromkeys(place.sentence(place.text.find(name)) for name, place in both))
        yield spot(passage, word, message, said=said, bound=twin, fact=f"{one} {other}")


def _all_names(page: Page) -> Iterator[tuple[str, Place, bool]]:
    """The capitalised words: each in small letters, with its place, and whether it begins a sentence."""
    for passage in page.passages:
        begins = {begin for begin, _end in passage.sentences}
        for match in _NAME.finditer(passage.text):
            if match.group()[0].isupper():
                is_first = passage.text[max(0, match.start() - 1) : match.start()] in '“«"‘' or match.start() in begins
                yield plain(match.group()), (match.group(), passage), is_first


def _names(page: Page) -> dict[str, Place]:
    """The names of a page in small letters, each with its first place; no words that also stand in small letters."""
    small = {
        plain(match.group())
        for passage in page.passages
        for match in _NAME.finditer(passage.text)
        if match.group()[0].islower()
    }
    found: dict[str, Place] = {}
    for word, place, _is_first in _all_names(page):
        if word not in small:
            found.setdefault(word, place)
    return found


def _are_alike(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2 or (one[0] != other[0] and one[-3:] != other[-3:]):
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _are_forms(one: str, other: str, language: str) -> bool:
    """Whether the two are forms of one word: one stem inside the other, or different at an ending only."""
    first, second = sorted((stem(one, language), stem(other, language)), key=len)
    if second.startswith(first):
        return True
    pairs = enumerate(itertools.zip_longest(one, other))
    common = next((number for number, (left, right) in pairs if left != right), len(one))
    if language == "ru":
        return len(second) - common <= 3 and _VOWELS.sub("", first) == _VOWELS.sub("", second)  # Донец, Донца
    return one[common:] in _ENDINGS and other[common:] in _ENDINGS  # Germany, Germans

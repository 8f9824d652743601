"""Rules over figures: heads against their own text, parts against their whole, stories against one another."""

import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.galley import Galley, Story
from roundups.preflight.context import Context
from roundups.preflight.figures import SURE, Figure, figures, stem
from roundups.preflight.reading import WORD, Item, Page, Passage, read, word_set
from roundups.preflight.rules import Severity, Spot, rule, spot

CONFIRM, NOTE = Severity.CONFIRM, Severity.NOTE
NEAR = 0.15  # about, nearly, almost: so far from the exact figure
MORE = 0.34  # more than, over: so far below it
# Time is told in many ways that agree: three days, from Monday to Wednesday.
_TIME = word_set(
    "second minut hour day week month year decad time секунд минут час дн дне ден сут сутк недел месяц год лет раз"
)
# What is counted in any two stories without being the same: people, money, time, distance.
_ANYTHING = _TIME | word_set(
    "person percent dollar euro pound rouble hryvnia kilometr metr ton tonn километр метр тон тонн"
)
_IDIOMS = word_set("side сторон")  # both sides, обе стороны
FEW = 12  # what a text may show one by one instead of counting
_OF = re.compile(r"(?<!instead)\s(?:out )?of (?:the |its |their |all )?$|\sиз (?:этих |всех )?$")
_SENT = re.compile(r"launch\w*|fired|attack\w* with|sent|запусти\w*|выпусти\w*|атаков\w*", re.IGNORECASE)
_STOPPED = re.compile(
    r"shot down|shoot\w* down|down(?:ed|ing)|intercept\w*|destroy\w*|сбит\w*|сбил\w*|перехва\w*|уничтож\w*",
    re.IGNORECASE,
)


@rule("num.agree", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def num_agree(page: Page, context: Context) -> Iterator[Spot]:
    """A figure in headline, short headline, summary or caption that the story’s own text does not have."""
    for item in page.items:
        told = [figure for passage in item.body for figure in figures(passage)]
        for passage in item.heads:
            found = figures(passage)
            for figure, following in itertools.zip_longest(found, found[1:]):
                if figure.noun in _TIME | _IDIOMS or _is_part(figure, following, told) or _is_a_year_of(item, figure):
                    continue
                yield from _disagreement(figure, told)


def _disagreement(figure: Figure, told: list[Figure]) -> Iterator[Spot]:
    same = [other for other in told if other.noun and other.noun == figure.noun]
    if any(_agree(figure, other) for other in told if _may_be_one(figure, other, bool(same))):
        return
    if _adds_up(figure, same or told):
        return
    nearest = same or [other for other in told if other.low == figure.low]
    said = (figure.sentence, nearest[0].sentence) if nearest else (figure.sentence,)
    lighter = not same and figure.low <= FEW
    lighter |= any(_agree_but_for_a_hedge(figure, other) for other in told if _may_be_one(figure, other, bool(same)))
    if nearest:
        message = _("“%(words)s” stands above, “%(other)s” in the text. Which is right?")
        message %= {"words": figure.words, "other": nearest[0].words}
    else:
        message = _("“%(words)s” stands above, and the text does not say so.") % {"words": figure.words}
    yield spot(
        figure.passage, figure.words, message, said=said, bound=" ".join(other.words for other in nearest),
        fact=f"{figure.low} {figure.noun}", severity=NOTE if lighter else None,
    )  # fmt: skip


def _is_part(figure: Figure, whole: Figure | None, told: list[Figure]) -> bool:
    """Whether it is some of a whole that the text has: two of the three examinations."""
    if whole is None or not _OF.search(figure.passage.text[figure.begin : whole.begin]):
        return False
    return any(_agree(whole, other) for other in told if other.noun in {figure.noun, whole.noun})


def _is_a_year_of(item: Item, figure: Figure) -> bool:
    """Whether it looks like a year and stands in the text: “plant of 1950 opens” counts no openings."""
    year = re.match(r"(?:19|20)\d\d\b", figure.words)
    return year is not None and any(re.search(rf"\b{year[0]}\b", passage.text) for passage in item.body)


def _may_be_one(figure: Figure, other: Figure, is_counted: bool) -> bool:
    """Whether two figures may count the same: a thing has many names, but the dead are not the injured."""
    if figure.noun == other.noun or not figure.noun or not other.noun:
        return True
    exact = {*SURE, "percent", "dollar", "euro", "pound", "rouble", "hryvnia"}
    return not is_counted and not (figure.noun in exact and other.noun in exact)


def _agree(figure: Figure, other: Figure) -> bool:
    if figure.hedge == "vague" or other.hedge == "vague":
        return figure.low <= other.high and other.low <= figure.high
    if figure.hedge == "least" and other.hedge != "least":
        return other.high >= figure.low and other.low * (1 - MORE) <= figure.low
    if figure.hedge == "most" and other.hedge != "most":
        return other.low <= figure.high <= other.high * (1 + MORE)
    if figure.hedge == "about":
        return abs(figure.low - other.low) <= NEAR * max(other.low, 1)
    if figure.low != figure.high and other.low != other.high:
        return (figure.low, figure.high) == (other.low, other.high)
    if figure.low != figure.high:
        return other.low in {figure.low, figure.high}
    if other.low != other.high:
        return figure.low in {other.low, other.high}
    return _rounded(figure.low, other.low) and (not other.hedge or bool(figure.hedge))


def _rounded(above: float, exact: float) -> bool:
    """Whether the figure above is the exact one, or that one without its decimals."""
    return above == exact or (above == int(above) and exact != int(exact) and abs(above - exact) <= 0.5)


def _agree_but_for_a_hedge(figure: Figure, other: Figure) -> bool:
    return figure.low == other.low and bool(other.hedge) and not figure.hedge


def _adds_up(figure: Figure, told: list[Figure]) -> bool:
    """Whether the figure is the sum of two or three that stand in one sentence."""
    by_sentence = itertools.groupby(told, key=lambda other: other.sentence)
    for _sentence, group in by_sentence:
        values = [other.low for other in group]
        sums = [sum(some) for size in (2, 3) for some in itertools.combinations(values[:6], size)]
        if figure.low in sums:
            return True
    return False


@rule(
    "num.sum",
    file=NOTE,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=(
        "Nine of the seven bridges are shut.",
        "They launched 28 drones, and 31 were shot down.",
        "Семеро из пяти ушли.",
    ),
    passes=(
        "Seven of the nine bridges are shut.",
        "They launched 31 drones, and 28 were shot down.",
        "Пятеро из семи ушли.",
    ),
)
def num_sum(page: Page, context: Context) -> Iterator[Spot]:
    """More of them than there were: X of Y, launched Y and shot down X, with X greater than Y."""
    for item in page.items:
        for passage in item.passages:
            yield from _more_than_all(passage)
        yield from _more_than_were_sent(item)


def _more_than_all(passage: Passage) -> Iterator[Spot]:
    for part, whole in itertools.pairwise(figures(passage)):
        between = passage.text[part.begin : whole.begin]
        same = not part.noun or not whole.noun or part.noun == whole.noun
        if same and _OF.search(between) and len(between) < 40 and part.low > whole.high:
            words = passage.text[part.begin : whole.end]
            message = _("“%(words)s”: the part is greater than the whole.") % {"words": words}
            yield spot(passage, words, message, said=(part.sentence,), fact=words)


def _more_than_were_sent(item: Item) -> Iterator[Spot]:
    for passage in item.passages:
        found = figures(passage)
        sent = [figure for figure in found if figure.noun in {"drone", "missile"} and _verb(figure, _SENT)]
        for figure in found:
            if figure.noun not in {"drone", "missile", ""} or not _verb(figure, _STOPPED):
                continue
            for other in sent:
                if other is not figure and figure.noun in {other.noun, ""} and figure.low > other.high:
                    message = _("“%(part)s” were stopped of “%(whole)s” that were sent.")
                    yield spot(
                        passage, figure.words, message % {"part": figure.words, "whole": other.words},
                        said=tuple(dict.fromkeys((other.sentence, figure.sentence))), fact=f"{figure.low} {other.low}",
                    )  # fmt: skip


def _verb(figure: Figure, verbs: re.Pattern[str]) -> bool:
    """Whether one of the verbs stands nearest to the figure, in the words between it and its neighbours."""
    text = figure.passage.text
    before = re.split(r"[.;!?]|\d", text[max(0, figure.begin - 60) : figure.begin])[-1]
    after = re.split(r"[.;!?,]|\d", text[figure.end : figure.end + 40])[0]
    return bool(verbs.search(before) or verbs.search(after))


@rule("num.cross", publish=NOTE)
def num_cross(page: Page, context: Context) -> Iterator[Spot]:
    """The same things at the same place, and different figures of them in two stories."""
    told = [(item, figure) for item in page.items for passage in item.passages for figure in figures(passage)]
    counted = [(item, figure) for item, figure in told if figure.noun and figure.noun not in _ANYTHING]
    for (item, figure), (other_item, other) in itertools.combinations(counted, 2):
        if other_item is item or figure.noun != other.noun or _agree(figure, other) or _agree(other, figure):
            continue
        here, there = _places(figure), _places(other)
        if not here & there or not (here <= there or there <= here) or _said_elsewhere(figure, other_item, other, item):
            continue
        message = _("“%(words)s” here, “%(other)s” in another story of the page: the same, or something else?")
        yield spot(
            other.passage, other.words, message % {"words": other.words, "other": figure.words},
            said=(figure.sentence, other.sentence), bound=figure.sentence, fact=figure.noun,
        )  # fmt: skip


def _said_elsewhere(figure: Figure, other_item: Item, other: Figure, item: Item) -> bool:
    """Whether one of the two figures stands in the other story too."""
    there = [each.low for passage in other_item.passages for each in figures(passage) if each.noun == figure.noun]
    here = [each.low for passage in item.passages for each in figures(passage) if each.noun == other.noun]
    return figure.low in there or other.low in here


def _places(figure: Figure) -> set[str]:
    """The stems of the names in a figure's sentence."""
    text, language = figure.sentence, figure.passage.language
    return {
        stem(match.group(), language)[:6]
        for match in WORD.finditer(text)
        if match.start() > 0 and match.group()[0].isupper() and len(match.group()) > 3
    }


@rule("num.lang", approve=NOTE, publish=CONFIRM)
def num_lang(page: Page, context: Context) -> Iterator[Spot]:
    """Figures of the two language versions of a story that differ.

    Two stories are versions of one where they show the same picture or name the same link as their source.
    """
    for item in page.items:
        for translation in context.translations:
            for story in translation.stories:
                if not story.withdrawn and _is_version(item.story, story):
                    yield from _differing(item, translation, story.anchor)


def _is_version(story: Story, other: Story) -> bool:
    links = {source.url for source in story.sources if source.url}
    same_picture = bool(story.photo and other.photo and story.photo.digest and story.photo.digest == other.photo.digest)
    return same_picture or any(source.url in links for source in other.sources)


def _differing(item: Item, translation: Galley, anchor: str) -> Iterator[Spot]:
    theirs = next(each for each in read(translation).items if each.story.anchor == anchor)
    for noun in sorted(SURE):
        here = [each for passage in item.passages for each in figures(passage) if each.noun == noun]
        there = [each for passage in theirs.passages for each in figures(passage) if each.noun == noun]
        for figure in here:
            if there and not any(_agree(figure, other) or _agree(other, figure) for other in there):
                message = _("“%(words)s” here, “%(other)s” in the other language.")
                yield spot(
                    figure.passage, figure.words, message % {"words": figure.words, "other": there[0].words},
                    said=(figure.sentence, there[0].sentence), bound=there[0].words, fact=f"{noun} {figure.low}",
                )  # fmt: skip

"""A finished daily roundup, pasted as plain text, is understood; what is not understood is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date

from django.utils.translation import gettext as _

from roundups.importing.blocks import paragraphs
from roundups.importing.decoding import decode
from roundups.importing.frame import is_closing_phrase
from roundups.importing.imprint import Imprint, take_imprint
from roundups.importing.layout import Layout, is_summary, lay_out
from roundups.importing.lede import Lede, take_headline, without_bullet
from roundups.importing.lines import Line, Shape, lines_of
from roundups.importing.matching import Relevance, is_sign_off
from roundups.importing.openings import Opening, free_opening, literal_opening, settle
from roundups.importing.stories import tell, unlike
from roundups.importing.values import CounterWords, NotARoundup, Reading, ReadPhoto, ReadStory
from roundups.importing.words import WORD, same_words, stems

__all__ = ["CounterWords", "NotARoundup", "ReadPhoto", "ReadStory", "Reading", "decode", "read"]

_COUNTING_PLACES = 12  # a counting sentence on its own line stands among so many first lines
_LONGEST_COUNTING_LINE = 200
_KICKER_LENGTH, _KICKER_WORDS = 60, 8


def read(text: str, *, counters: Sequence[CounterWords], date: Date | None = None) -> Reading:
    """Understand a roundup: headline, kicker, photo, lede, stories and imprint, in any of their usual shapes.

    `counters` are those whose days the lede may count; `date` is the day that the person named, if any.
    Every word of the text is in the reading: in its place or quoted in `remarks`. Only the frame's own words
    go: "Photo:", "Editor in chief", the links to policies, a caption's repetition, rules of dashes.
    Raises NotARoundup with a sentence for the person when there is no roundup in the text.
    """
    imprint = take_imprint(paragraphs(text))
    layout, opening = _laid_out(lines_of(imprint.body), counters)
    if layout is None or _is_a_letter(layout, opening, imprint):
        raise NotARoundup(
            _(
                "No story was found in this text. Below its headline and summaries a roundup has stories: "
                "a headline on a line of its own, without a full stop, and at least one paragraph below it. "
                "Check the line breaks and paste it again."
            )
        )
    return _reading(layout, opening, imprint, counters, date)


def _laid_out(lines: list[Line], counters: Sequence[CounterWords]) -> tuple[Layout | None, Opening | None]:
    """The page in its parts, and the counting sentence if it has a line of its own above the stories."""
    layout = _layout(lines)
    for line in lines[:_COUNTING_PLACES]:
        opening = _filling(line, lines[0], counters)
        if opening:
            without = _layout([other for other in lines if other is not line])
            stands_above = without and line.place < without.sections[0].head.place
            if without and stands_above and (opening.template or _is_better(without, layout, line)):
                return without, opening
            break
    return layout, None


def _is_better(without: Layout, layout: Layout | None, line: Line) -> bool:
    """Whether the page is whole without the line: "Strike enters its 41st day" may head or sum up a story."""
    if line.shape is Shape.HEADLINE:
        return layout is None or without.cost <= layout.cost
    return not 1 < len(without.sections) == len(without.lede.paragraphs) + 1


def _filling(line: Line, first: Line, counters: Sequence[CounterWords]) -> Opening | None:
    if len(line.text) > _LONGEST_COUNTING_LINE or line.caption:
        return None
    opening = literal_opening(line.text, counters)
    if opening is None and line is not first:
        opening = free_opening(line.text, counters, news=first.stems)
    return opening if opening and opening.apart and not opening.rest else None


def _layout(lines: Sequence[Line]) -> Layout | None:
    return lay_out(*take_headline(lines)) if len(lines) > 1 else None


def _is_a_letter(layout: Layout, opening: Opening | None, imprint: Imprint) -> bool:
    """Whether nothing but one short line above some text speaks for a roundup."""
    lede, story = layout.lede, layout.sections[0]
    if all(line.shape is Shape.HEADLINE for section in layout.sections for line in section.lines):
        return True
    if len(layout.sections) > 1 or opening or imprint.editor_in_chief or lede.kickers or lede.captions:
        return False
    if not lede.headline or story.head.shape is Shape.SHORT:
        return True
    announced = stems(lede.headline).union(*(line.stems for line in lede.paragraphs))
    return not announced & story.words.everything


def _reading(
    layout: Layout,
    opening: Opening | None,
    imprint: Imprint,
    counters: Sequence[CounterWords],
    date: Date | None,
) -> Reading:
    lede = layout.lede
    relevance = Relevance([section.words for section in layout.sections])
    kicker, first, remarks = _kicker(lede, relevance)
    summaries = [*first, *(line.text for line in lede.paragraphs)]
    if opening is None:
        opening, summaries = _opening_taken(summaries, counters, lede, relevance.count)
    settled = settle(opening, date, counters)
    summaries, sign_off = _sign_off_taken(summaries, relevance)
    told = tell(lede.headline, [without_bullet(text) for text in summaries], layout.sections)
    captions = unlike(lede.captions)
    left = [*lede.dates, *(caption.line for caption in captions[1:]), *imprint.left]
    return Reading(
        date=settled.date,
        counter=settled.counter,
        day=settled.day,
        headline=told.headline,
        kicker=kicker,
        opening=settled.opening,
        sign_off=sign_off,
        photo=captions[0].photo if captions else None,
        stories=told.stories,
        editor_in_chief=imprint.editor_in_chief,
        remarks=(*settled.remarks, *remarks, *told.remarks, *_doubts(layout), *map(_placeless, left)),
    )


def _kicker(lede: Lede, relevance: Relevance) -> tuple[str, list[str], list[str]]:
    """The kicker, short lines above the lede that are summaries after all, and remarks on the others."""
    kicker = lede.kickers[0] if lede.kickers else ""
    remarks = [_placeless(other) for other in lede.kickers[1:] if not same_words(other, kicker)]
    summaries = []
    for line in (*lede.unknown, *lede.beside_photo):
        if line not in lede.beside_photo and is_summary(line, relevance):
            summaries.append(line.text)
        elif not kicker and _may_be_a_kicker(line.text):
            kicker = line.text
            remarks.append(_("“%(line)s” was taken for the kicker.") % {"line": line.text})
        elif not same_words(line.text, kicker):
            remarks.append(_placeless(line.text))
    return kicker, summaries, remarks


def _may_be_a_kicker(text: str) -> bool:
    return len(text) <= _KICKER_LENGTH and len(WORD.findall(text)) <= _KICKER_WORDS


def _doubts(layout: Layout) -> list[str]:
    return [
        _("“%(line)s” was read as text of a story, not as a headline.") % {"line": line.text}
        for line in layout.doubtful
    ]


def _placeless(text: str) -> str:
    return _("This line found no place: “%(text)s”") % {"text": text}


def _opening_taken(
    summaries: Sequence[str],
    counters: Sequence[CounterWords],
    lede: Lede,
    stories: int,
) -> tuple[Opening | None, list[str]]:
    """The counting sentence inside a summary, and the summaries without it."""
    for place, text in enumerate(summaries):
        opening = literal_opening(text, counters)
        if opening is None and place == 0:
            opening = free_opening(text, counters, news=stems(lede.headline))
            if opening and not opening.rest and 1 < stories >= len(summaries):
                opening = replace(opening, apart=False)  # it is the first story's summary
        if opening is not None:
            rest = opening.rest if opening.apart else text
            return opening, [*summaries[:place], *([rest] if rest else []), *summaries[place + 1 :]]
    return None, list(summaries)


def _sign_off_taken(summaries: Sequence[str], relevance: Relevance) -> tuple[list[str], str]:
    """The summaries without the closing line, and the closing line."""
    *others, last = summaries or [""]
    spare = len(summaries) > relevance.count
    if is_closing_phrase(last) or (others and is_sign_off(last, stems(last), relevance, spare=spare)):
        return others, last
    return list(summaries), ""

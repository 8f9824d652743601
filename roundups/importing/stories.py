"""The sections of the page become stories, each with its clause, its summary and its photo."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roundups.importing.captions import Caption
from roundups.importing.clauses import JOINT, Clause, split_headline
from roundups.importing.layout import Section
from roundups.importing.lines import Line, Shape
from roundups.importing.matching import Relevance, StoryWords, match_in_turn
from roundups.importing.values import ReadStory
from roundups.importing.words import stems


@dataclass(frozen=True)
class Stories:
    """The stories in page order, the page headline if it does not follow from them, and what is doubtful."""

    stories: tuple[ReadStory, ...]
    headline: str
    remarks: tuple[str, ...]


def tell(headline: str, summaries: Sequence[str], sections: Sequence[Section]) -> Stories:
    """The stories with the clauses of the page `headline` and the `summaries` that are theirs.

    What finds no story is quoted in the remarks.
    """
    of_summaries = _in_turn(summaries, sections)
    pairs = zip(summaries, of_summaries, strict=True)
    summary_of = {story: text for text, story in pairs if story is not None}
    relevance = _with_summaries(sections, summary_of)
    clauses = split_headline(headline, relevance)
    clause_of = {clause.story: clause.text for clause in clauses if clause.story is not None}
    remarks = [
        *_remarks_on_summaries(summaries, of_summaries, sections),
        *_remarks_on_clauses(clauses, clause_of, sections),
        *_remarks_on_unproven(clauses, relevance, sections),
    ]
    stories = []
    for place, section in enumerate(sections):
        story, doubts = _story(section, clause_of.get(place, ""), summary_of.get(place, ""))
        stories.append(story)
        remarks += doubts
    remarks += _remark_on_last_line(sections[-1])
    joined = JOINT.join(story.short_headline for story in stories)
    follows = len(clause_of) == len(stories) and headline == joined
    return Stories(tuple(stories), "" if follows else headline, tuple(remarks))


def _in_turn(summaries: Sequence[str], sections: Sequence[Section]) -> list[int | None]:
    relevance = Relevance([section.words for section in sections])
    return match_in_turn([stems(text) for text in summaries], relevance)


def _with_summaries(sections: Sequence[Section], summary_of: dict[int, str]) -> Relevance:
    """A clause often takes its words from the summary."""
    return Relevance(
        [
            StoryWords(section.words.headline, section.words.everything | stems(summary_of.get(place, "")))
            for place, section in enumerate(sections)
        ]
    )


def _story(section: Section, clause: str, summary: str) -> tuple[ReadStory, list[str]]:
    captions = unlike([line.caption for line in section.lines if line.caption])
    texts = [line.text for line in section.lines if not line.caption]
    told = [text for text in texts if not any(caption.repeats(text) for caption in captions)]
    story = ReadStory(
        headline=section.head.text,
        short_headline=clause,
        summary=summary,
        paragraphs=tuple(told or texts),
        photo=captions[0].photo if captions else None,
    )
    remarks = [
        _("“%(headline)s” has more than one photo. This caption has no place: “%(caption)s”")
        % {"headline": section.head.text, "caption": caption.line}
        for caption in captions[1:]
    ]
    return story, remarks


def unlike(captions: Sequence[Caption]) -> list[Caption]:
    """The captions, each once: pages print the alternative text and the caption."""
    kept: list[Caption] = []
    for caption in captions:
        if not any(other.repeats(caption.line) for other in kept):
            kept.append(caption)
    return kept


def _remarks_on_summaries(
    summaries: Sequence[str],
    placed: Sequence[int | None],
    sections: Sequence[Section],
) -> list[str]:
    remarks = [
        _("This paragraph above the stories fits none of them: “%(text)s”") % {"text": text}
        for text, story in zip(summaries, placed, strict=True)
        if story is None
    ]
    found = [story for story in placed if story is not None]
    if found != sorted(found):
        remarks.append(_("The summaries are in another order than the stories: check them."))
    if found:
        remarks += [
            _("No summary was found for “%(headline)s”.") % {"headline": section.head.text}
            for place, section in enumerate(sections)
            if place not in found
        ]
    return remarks


def _remarks_on_clauses(
    clauses: Sequence[Clause],
    clause_of: dict[int, str],
    sections: Sequence[Section],
) -> list[str]:
    if not clauses:
        return [_("No page headline was found. The stories' own headlines will make it.")]
    if not clause_of:
        return [_("The page headline could not be divided among the stories and stays as it is.")]
    remarks = [
        _("This part of the page headline fits no story: “%(text)s”") % {"text": clause.text}
        for clause in clauses
        if clause.story is None
    ]
    if list(clause_of) != sorted(clause_of):
        remarks.append(_("The page headline is in another order than the stories: check it."))
    remarks += [
        _("The page headline says nothing of “%(headline)s”.") % {"headline": section.head.text}
        for place, section in enumerate(sections)
        if place not in clause_of
    ]
    return remarks


def _remarks_on_unproven(
    clauses: Sequence[Clause],
    relevance: Relevance,
    sections: Sequence[Section],
) -> list[str]:
    """Clauses that stand with their story because of their place only."""
    return [
        _("“%(text)s” was taken for the short headline of “%(headline)s” because of its place only.")
        % {"text": clause.text, "headline": sections[clause.story].head.text}
        for clause in clauses
        if clause.story is not None and not relevance.scores(stems(clause.text))[clause.story]
    ]


def _remark_on_last_line(section: Section) -> list[str]:
    """A short line at the very end may be a headline without its story, or a link of the page's foot."""
    texts: list[Line] = [line for line in section.lines if not line.caption]
    if len(texts) < 2 or texts[-1].shape is not Shape.HEADLINE:
        return []
    return [
        _("The last line, “%(line)s”, was read as text of “%(headline)s”.")
        % {"line": texts[-1].text, "headline": section.head.text}
    ]

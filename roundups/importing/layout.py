"""Where the summaries end and the stories begin, and which lines head a story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from roundups.importing.frame import is_closing_phrase, is_date_line
from roundups.importing.lede import Lede, names_the_page, sort_lines
from roundups.importing.lines import Line, Shape
from roundups.importing.matching import MOST, Relevance, StoryWords, is_sign_off, match_in_turn
from roundups.importing.words import ending, stems

_MOST_BEGINNINGS = 8  # lines that are tried as the first story's headline
_ABOUT = 3  # so many paragraphs tell what a story is about
_KICKER_PLACES = 4
_UNLIKELY = {Shape.HEADLINE: 0.0, Shape.MAYBE: 0.3, Shape.SHORT: 1.0}
_NO_SUMMARIES = 1.2  # how odd it is that there is no lede
_CLEAR = 2.0  # two telling words that nothing else of the kind has


@dataclass(frozen=True)
class Section:
    """A story as it stands on the page: the line that heads it and the lines below."""

    head: Line
    lines: tuple[Line, ...]

    @cached_property
    def words(self) -> StoryWords:
        return StoryWords(self.head.stems, self.head.stems.union(*(line.stems for line in self.lines)))


@dataclass(frozen=True)
class Layout:
    """The page in two: what stands above the stories, and the stories.

    `doubtful` are lines that look like headlines and were read as text; `cost` says how oddly all fits.
    """

    lede: Lede
    sections: tuple[Section, ...]
    doubtful: tuple[Line, ...]
    cost: float


def lay_out(above: Lede, lines: Sequence[Line]) -> Layout | None:
    """The likeliest reading of the lines below the page headline, None if no line heads a story.

    Every early line that looks like a headline is tried as the first story's; the reading is taken in which
    summaries and stories answer each other best and the fewest lines are odd, the earliest of equals.
    """
    tried = (_read_from(beginning, above, lines) for beginning in _beginnings(above, lines))
    return min(tried, key=lambda layout: layout.cost, default=None)


def _beginnings(above: Lede, lines: Sequence[Line]) -> Iterator[int]:
    found = 0
    for place, line in enumerate(lines):
        if found == _MOST_BEGINNINGS:
            return
        if _may_begin(line, above, lines[max(0, place - MOST) : place]) and _next(lines, place) is not None:
            found += 1
            yield place


def _may_begin(line: Line, above: Lede, before: Sequence[Line]) -> bool:
    if line.shape is Shape.PROSE or is_date_line(line.text):
        return False
    if line.shape is Shape.SHORT or is_closing_phrase(line.text):
        return _is_told_before(line, before)
    return len(before) >= _KICKER_PLACES or not names_the_page(line, above)


def _is_told_before(line: Line, before: Sequence[Line]) -> bool:
    """Whether one line above says half of this line's words, as the summary of a story does."""
    return any(2 * len(line.stems & other.stems) >= len(line.stems) > 0 for other in before)


def _next(lines: Sequence[Line], place: int) -> int | None:
    """The next line that is no caption."""
    return next((after for after in range(place + 1, len(lines)) if lines[after].caption is None), None)


def _read_from(beginning: int, above: Lede, lines: Sequence[Line]) -> Layout:
    lede = sort_lines(above, lines[:beginning])
    found = _Heads(lede, lines, beginning).found()
    heads = _without_crossheads(found, lede, lines)
    ends = pairwise([*heads, len(lines)])
    sections = tuple(Section(lines[head], tuple(lines[head + 1 : end])) for head, end in ends)
    after = lines[_next(lines, beginning) or beginning]
    cost = _cost(lede, sections)
    cost += _UNLIKELY[lines[beginning].shape]
    cost += 0.5 if after.shape is Shape.HEADLINE else 0.0
    return Layout(lede, sections, tuple(lines[head] for head in found if head not in heads), cost)


def _topics(texts: Sequence[frozenset[str]]) -> Relevance:
    return Relevance([StoryWords(frozenset(), said) for said in texts[:MOST]])


class _Heads:
    """The walk down the stories: each line that looks like a headline is one, or is not."""

    def __init__(self, lede: Lede, lines: Sequence[Line], beginning: int) -> None:
        self.lines = lines
        self.heads = [beginning]
        parts = [stems(part) for part in lede.headline.split(", ")]
        # What the summaries and what the page headline announce.
        self.topics = [_topics([line.stems for line in lede.paragraphs]), _topics(parts)]
        self.told: list[set[int]] = [set(), set()]

    def found(self) -> list[int]:
        for place in range(self.heads[0] + 1, len(self.lines)):
            if self.lines[place].shape > Shape.PROSE and self._heads_a_story(place):
                self._close_story(place)
                self.heads.append(place)
        return self.heads

    def _heads_a_story(self, place: int) -> bool:
        after = _next(self.lines, place)
        before = self._before(place)
        if after is None or before == self.heads[-1] or is_date_line(self.lines[place].text):
            return False
        line, following = self.lines[place], self.lines[after]
        if following.shape is Shape.HEADLINE:
            # Of two headline-like lines the second heads the story, unless only the first has a new subject.
            return line.shape is Shape.HEADLINE and self._is_news(place) and not self._is_news(after)
        if line.shape is Shape.HEADLINE:
            return ending(self.lines[before].text) != ":" or self._is_news(place)
        if line.shape is Shape.SHORT and len(following.text) < len(line.text):
            return False
        return self._is_news(place)

    def _before(self, place: int) -> int:
        while place > self.heads[-1] + 1 and self.lines[place - 1].caption:
            place -= 1
        return place - 1

    def _is_news(self, place: int) -> bool:
        """Whether the line opens a subject that the page announces and that no story has had so far."""
        line = self.lines[place]
        after = _next(self.lines, place)
        more = self.lines[after].stems if after is not None else frozenset()
        for topics, told in zip(self.topics, self.told, strict=True):
            subject = topics.best(line.stems | more)
            if subject is None or subject in told or subject == self._current(topics, place):
                continue
            if self._announces(place, more, topics, subject):
                return True
        return False

    def _announces(self, place: int, below: frozenset[str], topics: Relevance, subject: int) -> bool:
        """Whether the line itself is about the subject, or a quotation that the text below makes clear."""
        line = self.lines[place]
        own = topics.scores(line.stems)
        if line.shape is Shape.SHORT and own[subject] < 0.5 * len(line.stems):
            return False
        if own[subject] == max(own) > 0:
            return True
        more, current = topics.scores(below), self._current(topics, place)
        so_far = more[current] if current is not None else 0.0
        return line.shape is Shape.MAYBE and more[subject] >= max(_CLEAR, 2 * so_far)

    def _current(self, topics: Relevance, place: int) -> int | None:
        return topics.best(_about(self.lines, self.heads[-1], place))

    def _close_story(self, place: int) -> None:
        for topics, told in zip(self.topics, self.told, strict=True):
            current = self._current(topics, place)
            if current is not None:
                told.add(current)


def _about(lines: Sequence[Line], head: int, end: int) -> frozenset[str]:
    """The telling words of a story's headline and of its first paragraphs."""
    return frozenset().union(*(line.stems for line in lines[head : min(end, head + 1 + _ABOUT)]))


def _without_crossheads(heads: Sequence[int], lede: Lede, lines: Sequence[Line]) -> list[int]:
    """The heads without subheadings and stray lines, if there are more heads than the page announces."""
    parts = [stems(part) for part in lede.headline.split(", ")]
    enough = max(len(lede.paragraphs), len(parts))
    if enough < 2:
        return list(heads)
    topics = [_topics([line.stems for line in lede.paragraphs]), _topics(parts)]
    announced = frozenset().union(*parts, *(line.stems for line in lede.paragraphs))
    ends = dict(pairwise([*heads, len(lines)]))
    kept = [heads[0]]
    for place, head in enumerate(heads[1:], start=1):
        story, above = _about(lines, head, ends[head]), _about(lines, kept[-1], ends[kept[-1]])
        below = frozenset().union(*(line.stems for line in lines[head + 1 : ends[head]]))
        is_about_nothing = not lines[head].stems & (announced | below)
        too_many = len(kept) + len(heads) - place > enough
        if not too_many or not (is_about_nothing or _goes_on(lines[head], story, above, topics)):
            kept.append(head)
    return kept


def _goes_on(head: Line, story: frozenset[str], above: frozenset[str], topics: Sequence[Relevance]) -> bool:
    """Whether a story under a headline-like line has the subject of the story above it."""
    summaries, clauses = topics
    subject = summaries.best(story)
    if subject is None and head.shape is not Shape.HEADLINE:
        return True
    is_same = subject is not None and subject == summaries.best(above)
    return is_same and clauses.best(head.stems) in {None, clauses.best(above)}


def _cost(lede: Lede, sections: Sequence[Section]) -> float:
    """How odd the reading is: one for a paragraph above the stories that answers to none of them."""
    relevance = Relevance([section.words for section in sections])
    summaries = [line for line in lede.unknown if is_summary(line, relevance)] + lede.paragraphs
    cost = _cost_of_headline(lede, relevance)
    if summaries and is_closing_phrase(summaries[-1].text):
        summaries.pop()
    elif len(summaries) > 1 and _is_spare(summaries, relevance):
        summaries.pop()
        cost += 0.1
    cost += sum(0.6 for line in summaries if line.shape is Shape.HEADLINE)
    placed = match_in_turn([line.stems for line in summaries], relevance)
    for line, story in zip(summaries, placed, strict=True):
        if story is None or relevance.scores(line.stems)[story] < 0.2 * len(line.stems):
            cost += 1.0 if story is None else 0.3
    found = [story for story in placed if story is not None]
    cost += 0.0 if found == sorted(found) else 0.3
    lonely = len(sections) - len(found)
    cost += min(0.5 * lonely, _NO_SUMMARIES) if not summaries else 0.5 * lonely
    return cost + _cost_of_lines(lede, sections[0], relevance)


def _cost_of_headline(lede: Lede, relevance: Relevance) -> float:
    """Each clause of the page headline that announces nothing below is odd."""
    parts = lede.headline.split(", ")[:MOST]
    return sum(0.5 for part in parts if part.count(" ") > 1 and not any(relevance.scores(stems(part))))


def is_summary(line: Line, relevance: Relevance) -> bool:
    """Whether a short line above the lede is a summary without its full stop: it says much of a story."""
    return max(relevance.scores(line.stems)) >= _CLEAR


def _is_spare(summaries: Sequence[Line], relevance: Relevance) -> bool:
    last = summaries[-1]
    return is_sign_off(last.text, last.stems, relevance, spare=len(summaries) > relevance.count)


def _cost_of_lines(lede: Lede, first: Section, relevance: Relevance) -> float:
    """How odd short lines are: one above the lede repeats the page headline, a headline has no subject."""
    page = stems(lede.headline)
    cost = 0.3 * len(lede.beside_photo)
    for line in lede.unknown:
        if is_summary(line, relevance):
            continue
        announced = len(line.stems & page)
        cost += 1.0 if announced > 1 or (announced and announced == len(line.stems)) else 0.3
    around = page.union(*(line.stems for line in (*lede.paragraphs, *first.lines[:_ABOUT])))
    return cost + (0.0 if first.head.stems & around else 0.5)

"""Pieces of the page find their stories: by order where the counts agree, else by the words they share."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST = 30  # pieces or stories; a page with more is matched by order only
_STEPS = 6_000  # the wider the page, the fewer readings of it are followed
_FEWEST, _WIDEST = 12, 96

# One unit is one telling word that no other story has.
_STRAY, _STRAY_IN_ORDER = 0.6, 1.0  # a piece without a story
LONELY = 0.8  # a story without a piece
_CROSSING, _CROSSING_IN_ORDER = 0.5, 2.1  # a piece out of the stories' order
_HEADLINE_COUNTS = 1.5
_SIGN_OFF_LENGTH = 300


@dataclass(frozen=True)
class StoryWords:
    """The telling words of a story's headline, and of all of it."""

    headline: frozenset[str]
    everything: frozenset[str]


@dataclass(frozen=True)
class Piece:
    """A run of parts, from `start` up to before `end`, and the story it belongs to, if any."""

    start: int
    end: int
    story: int | None


class Relevance:
    """How much a few words say about each of some stories. A word that all have says nothing."""

    def __init__(self, stories: Sequence[StoryWords]) -> None:
        self.count = len(stories)
        spread = Counter(stem for story in stories for stem in story.everything)
        unit = math.log(self.count) if self.count > 1 else 1.0
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for place, story in enumerate(stories):
            for stem in story.everything:
                weight = math.log(self.count / spread[stem]) / unit if self.count > 1 else 1.0
                weight *= _HEADLINE_COUNTS if stem in story.headline else 1.0
                if weight:
                    self._weights.setdefault(stem, []).append((place, weight))

    def scores(self, said: frozenset[str]) -> list[float]:
        """One figure a story, 0 where nothing telling is shared."""
        found: list[list[float]] = [[] for _story in range(self.count)]
        for stem in said:
            for place, weight in self._weights.get(stem, ()):
                found[place].append(weight)
        if self.count == 1 and len(found[0]) < 0.25 * len(said):
            return [0.0]  # with nothing to compare, a chance word must not count
        return [round(math.fsum(weights), 6) for weights in found]

    def best(self, said: frozenset[str]) -> int | None:
        """The story that the words are about, None if none or several."""
        scores = self.scores(said)
        most = max(scores, default=0.0)
        return scores.index(most) if most and scores.count(most) == 1 else None


def match_in_turn(pieces: Sequence[frozenset[str]], relevance: Relevance) -> list[int | None]:
    """For each piece (a summary's telling words) its story; every story gets one piece at most.

    Where there are as many pieces as stories, order rules unless the words clearly cross it.
    """
    stories = relevance.count
    agree = len(pieces) == stories
    if max(len(pieces), stories) > MOST:
        return list(range(stories)) if agree else [None] * len(pieces)
    scores = [relevance.scores(said) for said in pieces]

    def worth(start: int, _end: int, story: int) -> float | None:
        return scores[start][story] if agree or scores[start][story] else None

    placed = place(
        len(pieces),
        stories,
        worth=worth,
        stray=lambda _place: _STRAY_IN_ORDER if agree else _STRAY,
        crossing=_CROSSING_IN_ORDER if agree else _CROSSING,
    )
    found = [piece.story for piece in placed]
    if agree and not _clearly_crossed(found, scores):
        return list(range(stories))
    return found


def _clearly_crossed(found: Sequence[int | None], scores: Sequence[Sequence[float]]) -> bool:
    """Whether each piece out of its turn says clearly more about the other story."""
    return all(
        row[story] > 1.5 * row[turn] + 0.5
        for turn, (story, row) in enumerate(zip(found, scores, strict=True))
        if story is not None and story != turn
    )


def place(
    count: int,
    stories: int,
    *,
    worth: Callable[[int, int, int], float | None],
    stray: Callable[[int], float],
    crossing: float,
    longest: int = 1,
) -> list[Piece]:
    """The best way to cut `count` parts in a row into pieces and give each piece a story of its own, or none.

    `worth(start, end, story)` is what a piece is worth there, None if it cannot stand there; `stray(part)` is
    the price of leaving a part without a story, `crossing` that of going back to an earlier story. The search
    follows the most promising readings only, so its time is bounded whatever the page.
    """
    width = max(_FEWEST, min(_WIDEST, _STEPS // max(1, count * stories)))
    reached: list[dict[int, _Path]] = [{} for _part in range(count + 1)]
    reached[0][0] = _Path(0.0, -1, None, None)

    def offer(used: int, path: _Path, end: int) -> None:
        if used not in reached[end] or reached[end][used].value < path.value - 1e-9:
            reached[end][used] = path

    for start in range(count):
        promising = sorted(reached[start].items(), key=lambda item: -item[1].value)[:width]
        for used, path in promising:
            offer(used, path.after(Piece(start, start + 1, None), -stray(start)), start + 1)
            for end in range(start + 1, min(count, start + longest) + 1):
                for story in range(stories):
                    gain = None if used >> story & 1 else worth(start, end, story)
                    if gain is not None:
                        gain -= crossing if story < path.last else 0.0
                        offer(used | 1 << story, path.after(Piece(start, end, story), gain), end)
    best = max(reached[count], key=lambda used: reached[count][used].value + LONELY * used.bit_count())
    return _pieces(reached[count][best])


class _Path(NamedTuple):
    """Pieces chosen so far: their worth, the last one's story, the last one, and the path before it."""

    value: float
    last: int
    piece: Piece | None
    before: "_Path | None"

    def after(self, piece: Piece, gain: float) -> "_Path":
        return _Path(self.value + gain, self.last if piece.story is None else piece.story, piece, self)


def _pieces(path: _Path | None) -> list[Piece]:
    pieces = []
    while path is not None:
        if path.piece is not None:
            pieces.append(path.piece)
        path = path.before
    return pieces[::-1]


def is_sign_off(text: str, said: frozenset[str], relevance: Relevance, *, spare: bool) -> bool:
    """Whether the last paragraph of the lede is no summary: short, and about none of the stories.

    `spare` tells that there is a paragraph more than stories: then one chance word is forgiven.
    """
    if len(text) > _SIGN_OFF_LENGTH:
        return False
    most = max(relevance.scores(said), default=0.0)
    return most == 0 or (spare and most <= 1.0 and most < 0.25 * len(said))

"""The page headline is cut into its clauses, and each clause finds its story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from roundups.importing.matching import LONELY, MOST, Piece, Relevance, place
from roundups.importing.words import WORD, begins_small, stems

JOINT = ", "
_OTHER_JOINTS = ("، ", "; ", "，", "、")  # the other separators that page headlines are seen with
_LONGEST_CLAUSE = 8  # parts between commas

_FEW_WORDS = 3  # a part with fewer is an item of a list or "… says", hardly a clause
_ODD_PART, _ODD_FEW_WORDS = 1.2, 0.3  # a part that shares nothing with the clause it is joined to
_STRAY_PART, _STRAY_FEW_WORDS = 1.0, 3.0
_OF_SO_MANY_WORDS = {1: 3.0, 2: 0.5}  # "Prices" alone is hardly a clause
_BEGINS_SMALL = 2.0  # a clause with a small letter among clauses with capitals
_UNPROVEN = 0.5  # a clause that shares nothing with its story
_CROSSING = 1.0
_CLEARLY = 2.1  # so much better another cut must be where there are as many parts as stories


@dataclass(frozen=True)
class Clause:
    """A clause of the page headline and the place of its story, None if it fits none."""

    text: str
    story: int | None


def split_headline(headline: str, relevance: Relevance) -> list[Clause]:
    """The clauses in headline order. Joined by the headline's own separator they are the headline again.

    A comma is a joint between clauses or part of one ("Prices, wages and rents rise"): the cut is chosen at
    which the clauses say most about the stories, as many clauses as stories if possible. A headline that
    cannot be told apart comes back as one clause without a story.
    """
    joint = next((joint for joint in (JOINT, *_OTHER_JOINTS) if joint in headline), JOINT)
    parts = headline.split(joint)
    whole = [Clause(headline, None)]
    if not headline or max(len(parts), relevance.count) > MOST:
        return whole if headline else []
    table = _Parts(parts, relevance)
    pieces = place(
        len(parts),
        relevance.count,
        worth=table.worth,
        stray=table.stray,
        crossing=_CROSSING,
        longest=_LONGEST_CLAUSE,
    )
    in_turn = [Piece(part, part + 1, part) for part in range(len(parts))]
    if len(parts) == relevance.count and table.balance(pieces) < table.balance(in_turn) + _CLEARLY:
        pieces = in_turn
    pieces = _strays_joined(table.proven(pieces))
    if all(piece.story is None for piece in pieces):
        return whole
    return [Clause(joint.join(parts[piece.start : piece.end]), piece.story) for piece in pieces]


class _Parts:
    """What each part between two commas says about each story."""

    def __init__(self, parts: Sequence[str], relevance: Relevance) -> None:
        self.stories = relevance.count
        self.words = [len(WORD.findall(part)) for part in parts]
        # Where clauses begin with capitals, a part that does not goes on with the clause before it.
        small = [begins_small(part) for part in parts]
        has_capitals = small.count(False) > max(1, small.count(True))
        self.goes_on = small if has_capitals else [False] * len(parts)
        scores = [relevance.scores(stems(part)) for part in parts]
        odd = [_ODD_PART if self._is_a_clause(part) else _ODD_FEW_WORDS for part in range(len(parts))]
        # Running sums by story, so that any run of parts is judged at once.
        self.said = [_running(row[story] for row in scores) for story in range(self.stories)]
        self.odd = [
            _running(0.0 if row[story] else price for row, price in zip(scores, odd, strict=True))
            for story in range(self.stories)
        ]
        self.spoken = _running(self.words)

    def worth(self, start: int, end: int, story: int) -> float | None:
        if self.spoken[start] == self.spoken[end]:
            return None  # nothing but commas
        shared = said = self.said[story][end] - self.said[story][start]
        shared -= _BEGINS_SMALL if self.goes_on[start] else 0.0
        shared -= _OF_SO_MANY_WORDS.get(int(self.spoken[end] - self.spoken[start]), 0.0)
        if end - start > 1:
            return shared - (self.odd[story][end] - self.odd[story][start])
        return shared - (_UNPROVEN if len(self.words) != self.stories and not said else 0.0)

    def stray(self, part: int) -> float:
        return _STRAY_PART if self._is_a_clause(part) else _STRAY_FEW_WORDS

    def _is_a_clause(self, part: int) -> bool:
        return self.words[part] >= _FEW_WORDS and not self.goes_on[part]

    def balance(self, pieces: Sequence[Piece]) -> float:
        """What the pieces are worth together."""
        placed = [piece for piece in pieces if piece.story is not None]
        gains = sum(self.worth(piece.start, piece.end, piece.story or 0) or 0.0 for piece in placed)
        strays = sum(self.stray(piece.start) for piece in pieces if piece.story is None)
        return gains - strays - LONELY * (self.stories - len(placed))

    def proven(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces; those that share no word with their story stay only where the counts vouch for them."""
        in_turn = [piece.story for piece in pieces] == list(range(self.stories))
        if in_turn and (len(pieces) == len(self.words) or self._shared(pieces) >= 0.5 * self.stories):
            return list(pieces)
        return [piece if self._shared([piece]) else Piece(piece.start, piece.end, None) for piece in pieces]

    def _shared(self, pieces: Sequence[Piece]) -> float:
        said = ((piece, self.said[piece.story]) for piece in pieces if piece.story is not None)
        return sum(row[piece.end] - row[piece.start] for piece, row in said)


def _running(figures: Iterable[float]) -> list[float]:
    return list(accumulate(figures, initial=0.0))


def _strays_joined(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if piece.story is None and joined and joined[-1].story is None:
            joined[-1] = Piece(joined[-1].start, piece.end, None)
        else:
            joined.append(piece)
    return joined

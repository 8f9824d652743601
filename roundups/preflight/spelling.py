"""Whether the words of two texts differ in spelling only; otherwise, what changed of their matter."""

import collections
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roundups.preflight.weight import Weight, is_negated, is_ordinary, weight_of
from roundups.preflight.wording import Difference, Word, Words, aligned, differences, distance, letters_of, words_of

Text = tuple[tuple[str, bool], ...]  # paragraphs, each with whether it is a block quotation
Texts = Mapping[str, Text]  # by field
# 3-preflight, Material change: letters of a word, words of a text
MOST_LETTERS, MOST_WORDS = 2, 5
MOST_EXAMPLES = 3
HEADLINES = {"headline": gettext_lazy("headline"), "short_headline": gettext_lazy("short headline")}
CHANGED = {
    Weight.NUMBER: gettext_lazy("a number changed: %(words)s"),
    Weight.DATE: gettext_lazy("a date changed: %(words)s"),
    Weight.NAME: gettext_lazy("a name changed: %(words)s"),
    Weight.NEGATION: gettext_lazy("a negation changed: %(words)s"),
    Weight.ATTRIBUTION: gettext_lazy("the attribution changed: %(words)s"),
    Weight.TURN: gettext_lazy("a word that turns the sense changed: %(words)s"),
    Weight.QUESTION: gettext_lazy("a question mark stands elsewhere"),
}
CAME_IN = {
    Weight.NUMBER: gettext_lazy("a number came in: %(words)s"),
    Weight.DATE: gettext_lazy("a date came in: %(words)s"),
    Weight.NAME: gettext_lazy("a name came in: %(words)s"),
    Weight.NEGATION: gettext_lazy("a negation came in: %(words)s"),
    Weight.ATTRIBUTION: gettext_lazy("an attribution came in: %(words)s"),
    Weight.TURN: gettext_lazy("a word that turns the sense came in: %(words)s"),
    Weight.QUESTION: gettext_lazy("a question mark came in"),
}
WENT_OUT = {
    Weight.NUMBER: gettext_lazy("a number went out: %(words)s"),
    Weight.DATE: gettext_lazy("a date went out: %(words)s"),
    Weight.NAME: gettext_lazy("a name went out: %(words)s"),
    Weight.NEGATION: gettext_lazy("a negation went out: %(words)s"),
    Weight.ATTRIBUTION: gettext_lazy("an attribution went out: %(words)s"),
    Weight.TURN: gettext_lazy("a word that turns the sense went out: %(words)s"),
    Weight.QUESTION: gettext_lazy("a question mark went out"),
}


def reasons_in_letters(old: Texts, new: Texts) -> Iterator[str]:
    one, two = (["".join(letters_of(line) for line, _quoted in text[name]) for name in old] for text in (old, new))
    if one != two:
        yield _("words changed, in a language in which spelling and matter cannot be told apart here")


def reasons_in_words(old: Texts, new: Texts, language: str) -> Iterator[str]:
    read = {
        name: tuple([words_of(line, language) for line, _quoted in text[name]] for text in (old, new)) for name in old
    }
    if _are_moved(*read["body"]):
        yield _("paragraphs stand in another order")
        del read["body"]
    found = {name: list(differences(*texts)) for name, texts in read.items()}
    known = _Known(itertools.chain.from_iterable(itertools.chain(*texts) for texts in read.values()))
    everything = list(itertools.chain.from_iterable(found.values()))
    yield from _of_weights(everything, known)
    yield from _of_spelling(found, known)


def _are_moved(old: Sequence[Words], new: Sequence[Words]) -> bool:
    one, two = ([tuple(word.text for word in words) for words in text if words] for text in (old, new))
    return one != two and collections.Counter(one) == collections.Counter(two)


class _Known:
    """What both texts together say of their words: which occur in lower case, which are names within a sentence."""

    def __init__(self, paragraphs: Iterable[Words]) -> None:
        words = list(itertools.chain.from_iterable(paragraphs))
        self.ordinary = {word.folded for word in words if not word.is_capitalised}
        self.names = {word.folded for word in words if word.is_capitalised and not word.opens}

    def is_name(self, word: Word) -> bool:
        """Whether a word is a name for sure: at the beginning of a sentence every word has a capital."""
        return word.is_capitalised and (not word.opens or word.folded in self.names)

    def may_be_name(self, word: Word) -> bool:
        """Whether a word that opens a sentence may be one."""
        return word.is_capitalised and word.folded not in self.ordinary and not is_ordinary(word.folded)


def _of_weights(found: list[Difference], known: _Known) -> Iterator[str]:
    out: dict[Weight, list[str]] = collections.defaultdict(list)
    into: dict[Weight, list[str]] = collections.defaultdict(list)
    for difference in found:
        gone, come = ([(weight, word.text) for weight, word in told] for told in _told(difference, known))
        if gone == come and max(len(difference.out), len(difference.into)) > MOST_WORDS:
            continue  # a rewritten passage that tells the same
        for side, told in ((out, gone), (into, come)):
            for weight, word in told:
                side[weight].append(word)
    for weight in Weight:
        if out[weight] or into[weight]:
            yield _said(weight, out[weight], into[weight])


def _told(difference: Difference, known: _Known) -> Iterator[list[tuple[Weight, Word]]]:
    """The telling words of a difference: first those that went out, then those that came in."""
    weigh = _weight_of_form if difference.is_of_form else _weight_of_matter
    for words in (difference.out, difference.into):
        yield [(weight, word) for word in words if (weight := weigh(difference, word, known))]


def _weight_of_matter(difference: Difference, word: Word, known: _Known) -> Weight | None:
    if weight := weight_of(word.folded):
        return weight
    if known.is_name(word):
        return Weight.NAME
    if max(len(difference.out), len(difference.into)) > MOST_WORDS:
        return None
    beside = _beside(difference, word)
    if any(is_negated(word.folded, other.folded) for other in beside):
        return Weight.NEGATION
    return Weight.NAME if all(known.may_be_name(each) for each in (word, *beside)) else None


def _weight_of_form(difference: Difference, word: Word, _known: _Known) -> Weight | None:
    """“us” and “US” are two names, “president” and “President” one; “not able” and “notable” are two things."""
    if len(difference.out) == len(difference.into) == 1:
        (one,), (two,) = difference.out, difference.into
        is_same = one.is_capitals == two.is_capitals or (one.is_capitalised and two.is_capitalised)
        return None if is_same else Weight.NAME
    return Weight.NEGATION if weight_of(word.folded) == Weight.NEGATION else None


def _beside(difference: Difference, word: Word) -> list[Word]:
    """The words that came in where this one went out, or the other way round; none where that cannot be said."""
    if len(difference.out) != len(difference.into):
        return []
    pairs = zip(difference.out, difference.into, strict=True)
    return [other for one, two in pairs for this, other in ((one, two), (two, one)) if this is word]


def _said(weight: Weight, out: list[str], into: list[str]) -> str:
    gone, come = only_in_first(out, into), only_in_first(into, out)
    if not gone and not come:
        return _("words stand elsewhere: %(words)s") % {"words": listed(into)}
    if not gone or not come:
        return str((CAME_IN if come else WENT_OUT)[weight]) % {"words": listed(gone or come)}
    return str(CHANGED[weight]) % {"words": f"{listed(gone)} → {listed(come)}"}


def only_in_first(one: Sequence[str], two: Sequence[str]) -> list[str]:
    """What the first has more often than the second, in its order."""
    return list((collections.Counter(one) - collections.Counter(two)).elements())


def listed(words: Sequence[str]) -> str:
    """The first three of some words."""
    return ", ".join(words[:MOST_EXAMPLES]) + (" …" if len(words) > MOST_EXAMPLES else "")


def _of_spelling(found: dict[str, list[Difference]], known: _Known) -> Iterator[str]:
    """The reasons that lie in how much changed."""
    real = {
        name: [each for each in differing if not each.is_of_form and not each.is_doubled]
        for name, differing in found.items()
    }
    if sum(max(len(each.out), len(each.into)) for each in itertools.chain(*real.values())) > MOST_WORDS:
        yield _("more than five words changed")
        yield from (_headline_changed(name) for name in HEADLINES if real[name])
        return
    for name, differing in real.items():
        far = [pair for each in differing for pair in aligned(each.out, each.into) if _is_far(*pair)]
        if name in HEADLINES and (far or any(len(each.out) != len(each.into) for each in differing)):
            yield _headline_changed(name)
        elif far:
            yield from _of_far_words(far, differing, known)


def _headline_changed(name: str) -> str:
    return _("the %(headline)s changed beyond spelling") % {"headline": HEADLINES[name]}


def _is_far(one: str, two: str) -> bool:
    """Whether more changed than a word's spelling: over two letters, most of a short word, or how it begins.

    A hand seldom slips on the first letter, and another one makes another word: “billed”, “killed”; «били», «убили».
    """
    letters = distance(one, two)
    if letters > MOST_LETTERS or not one or not two:
        return letters > MOST_LETTERS
    return 2 * letters > max(len(one), len(two)) or (one[0] != two[0] and one[:2] != two[1::-1])


def _of_far_words(far: list[tuple[str, str]], differing: list[Difference], known: _Known) -> Iterator[str]:
    """What no other reason says already: words that tell nothing by themselves."""
    told = {word.folded for each in differing for side in _told(each, known) for _weight, word in side}
    for one, two in far:
        if not {one, two} & told:
            if one and two:
                yield _("a word changed beyond spelling: %(one)s → %(two)s") % {"one": one, "two": two}
            else:
                words = {"word": one or two}
                yield _("a word went out: %(word)s") % words if one else _("a word came in: %(word)s") % words

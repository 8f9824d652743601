"""Rules about invented words, one of each gravity: what people can do with a finding is tried with these."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from roundups.preflight import RULES, Context, Fix, Severity
from roundups.preflight.reading import Page, Passage
from roundups.preflight.rules import Spot, rule, spot

WRONG, RIGHT = "Kivograd", "Kyvograd"
PLACEHOLDER = "QQQ"


@contextmanager
def registered() -> Iterator[None]:
    """The rules below stand beside the real ones, and are gone afterwards."""
    known = dict(RULES)
    rule("test.name", file=Severity.FIX, approve=Severity.FIX, publish=Severity.CONFIRM)(_name)
    rule("test.placeholder", file=Severity.NOTE, approve=Severity.BLOCK, publish=Severity.BLOCK, overrulable=True)(
        _placeholder
    )
    rule("test.figures", file=Severity.NOTE, approve=Severity.CONFIRM, publish=Severity.CONFIRM)(_figures)
    try:
        yield
    finally:
        RULES.clear()
        RULES.update(known)


def _name(page: Page, context: Context) -> Iterator[Spot]:
    for passage, _at in _places(page, WRONG):
        fix = Fix(before=WRONG, after=RIGHT)
        yield spot(passage, WRONG, f"We write {RIGHT}.", fix=fix, fact=WRONG)


def _placeholder(page: Page, context: Context) -> Iterator[Spot]:
    for passage, _at in _places(page, PLACEHOLDER):
        yield spot(passage, PLACEHOLDER, "Something is still to be filled in.")


def _figures(page: Page, context: Context) -> Iterator[Spot]:
    """“Five mules” and “six mules” in one story."""
    for item in page.items:
        said = [
            (passage, passage.sentence(match.start()))
            for passage in item.passages
            for match in re.finditer(r"(?:[Ff]ive|[Ss]ix) mules", passage.text)
        ]
        if len(said) > 1:
            (passage, _sentence), *_others = said
            sentences = tuple(sentence for _passage, sentence in said)
            words = next(iter(re.findall(r"\w+ mules", passage.text)))
            yield spot(passage, words, "How many mules were there?", said=sentences, bound="|".join(sentences))


def _places(page: Page, words: str) -> Iterator[tuple[Passage, int]]:
    for passage in page.passages:
        for match in re.finditer(rf"\b{words}\b", passage.text):
            yield passage, match.start()

"""Rules over what a story must have: headline, short headline, summary, text, and how long each may be."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roundups.preflight.context import Context
from roundups.preflight.reading import Item, Page, words_in
from roundups.preflight.rules import Severity, Spot, rule, spot

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
# 3-preflight, head.length, summary.length: characters, words
HEADLINE, PAGE_HEADLINE, FAR_TOO_LONG = 120, 160, 200
SUMMARY = range(15, 61)


def named(item: Item) -> str:
    return item.story.headline or item.story.short_headline or _("(no headline yet)")


@rule("head.missing", file=BLOCK, approve=BLOCK, publish=BLOCK)
def head_missing(page: Page, context: Context) -> Iterator[Spot]:
    """A story without a headline."""
    for item in page.items:
        if not item.story.headline:
            message = _("The story has no headline. Give it one.")
            yield Spot(anchor=item.story.anchor, field="headline", message=message)


@rule("body.empty", file=BLOCK, approve=BLOCK, publish=BLOCK)
def body_empty(page: Page, context: Context) -> Iterator[Spot]:
    """A story without a paragraph."""
    for item in page.items:
        if not any(words_in(passage.text) for passage in item.body):
            message = _("The story has no text. Write at least one paragraph.")
            yield Spot(anchor=item.story.anchor, field="body", message=message)


@rule("body.short", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def body_short(page: Page, context: Context) -> Iterator[Spot]:
    """A text of less than two sentences."""
    for item in page.items:
        if sum(len(passage.sentences) for passage in item.body) == 1:
            message = _("“%(story)s” is one sentence long.") % {"story": named(item)}
            yield spot(item.body[0], item.body[0].text, message)


@rule("head.length", file=NOTE, approve=NOTE, publish=CONFIRM)
def head_length(page: Page, context: Context) -> Iterator[Spot]:
    """A story's headline of more than 120 characters, a page's of more than 160; more than 200 is asked about."""
    for item in page.items:
        length = len(item.story.headline)
        if length > HEADLINE:
            message = ngettext(
                "The headline has %(length)d character; with more than 120 it is cut where links are shown.",
                "The headline has %(length)d characters; with more than 120 it is cut where links are shown.",
                length,
            )
            yield spot(item.heads[0], item.story.headline, message % {"length": length}, severity=NOTE)
    length = len(page.galley.headline)
    if length > PAGE_HEADLINE and len(page.galley.stories) > 1:
        message = ngettext(
            "The page’s headline has %(length)d character. Shorten the short headlines, or write one for the page.",
            "The page’s headline has %(length)d characters. Shorten the short headlines, or write one for the page.",
            length,
        )
        severity = None if length > FAR_TOO_LONG else NOTE
        words = page.galley.headline
        yield Spot(field="headline", words=words, message=message % {"length": length}, severity=severity)


@rule("head.clause", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def head_clause(page: Page, context: Context) -> Iterator[Spot]:
    """A story without a short headline, or a page headline of its own that leaves a story out."""
    for item in page.items:
        story = item.story
        if story.headline and not story.short_headline:
            message = _("“%(story)s” has no short headline: the page’s headline uses the long one.")
            yield Spot(
                anchor=story.anchor, field="short_headline", words=story.headline,
                message=message % {"story": story.headline},
            )  # fmt: skip
    if page.frame and page.frame[0].field == "headline":
        own = page.frame[0]
        for item in page.items:
            if not _shares_a_name(item, own.text):
                message = _("The page’s own headline says nothing of “%(story)s”.") % {"story": named(item)}
                yield spot(own, own.text, message, bound=item.story.clause)


def _shares_a_name(item: Item, headline: str) -> bool:
    """Whether the headline has a word of five letters of the story's clause in it, whatever its ending."""
    said = {word.casefold()[:5] for word in words_in(headline) if len(word) >= 5}
    return any(word.casefold()[:5] in said for word in words_in(item.story.clause) if len(word) >= 5)


@rule("summary.missing", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def summary_missing(page: Page, context: Context) -> Iterator[Spot]:
    """A story without a summary."""
    for item in page.items:
        if not item.story.summary:
            message = _("“%(story)s” has no summary.") % {"story": named(item)}
            yield Spot(anchor=item.story.anchor, field="summary", message=message)


@rule("summary.length", file=NOTE, approve=NOTE, publish=NOTE)
def summary_length(page: Page, context: Context) -> Iterator[Spot]:
    """A summary of less than 15 or more than 60 words."""
    for item in page.items:
        length = len(words_in(item.story.summary))
        if item.story.summary and length not in SUMMARY:
            message = ngettext(
                "The summary has %(length)d word; readers are used to 15 to 60.",
                "The summary has %(length)d words; readers are used to 15 to 60.",
                length,
            )
            yield Spot(
                anchor=item.story.anchor, field="summary", words=item.story.summary,
                message=message % {"length": length},
            )  # fmt: skip

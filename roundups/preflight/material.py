"""Material change: whether two texts of a story say the same and differ in spelling only, and if not, why not."""

import html
import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.galley import Galley, Photo, Source, Story, clauses
from roundups.preflight.reading import Passage, paragraphs
from roundups.preflight.rules import ENGLISH, RUSSIAN
from roundups.preflight.spelling import Text, listed, only_in_first, reasons_in_letters, reasons_in_words
from roundups.preflight.wording import tidy

CREDITS = ("credit", "creator", "source", "rights", "copyright", "source_type", "license", "web_statement")
_LINK = re.compile(r"<a [^<>]*?href=\"([^\"]*)\"")
_MARKS = re.compile(r"[“”„«»\"]|(?<!\w)'|'(?!\w)")
_EDGES = " .,;:"
_SCARE = re.compile(r"(?<!\w)'(\w[^']*)'(?!\w)")


def material(before: Story, after: Story, language: str) -> tuple[str, ...]:
    """Why the change of a story is one of matter, in sentences for a person; empty if it is one of spelling only.

    Immaterial are: letters within a word, up to two each and in up to five words; capitals, punctuation outside
    quotations, ё, paragraph ends outside them, emphasis, the story's address. Whatever touches what is quoted is one of
    matter. A language that nobody taught this to read has no immaterial change of words.
    """
    old, new = _texts(before), _texts(after)
    found = itertools.chain(
        reasons_in_words(old, new, language) if language in (ENGLISH, RUSSIAN) else reasons_in_letters(old, new),
        _of_quotations(old, new, language),
        _of_links(before.body, after.body),
        _of_sources(before.sources, after.sources),
        _of_picture(before.photo or Photo(), after.photo or Photo()),
        [_("the public note in its place changed")] if before.withdrawn != after.withdrawn else [],
    )
    return tuple(dict.fromkeys(found))


def material_of_page(before: Galley, after: Galley) -> tuple[str, ...]:
    """The same of what the page says beside its stories: the editor's own headline and the lead photo."""
    is_own = any(galley.headline != clauses(galley.stories) for galley in (before, after))
    old, new = (Story(headline=galley.headline * is_own, photo=galley.photo) for galley in (before, after))
    return material(old, new, after.language)


def _texts(story: Story) -> dict[str, Text]:
    """The texts of a story by their field."""
    photo = story.photo or Photo()
    lines = {
        "headline": story.headline, "short_headline": story.short_headline, "summary": story.summary,
        "caption": photo.caption, "alt": photo.alt,
    }  # fmt: skip
    return {name: ((line, False),) for name, line in lines.items()} | {"body": tuple(paragraphs(story.body))}


def _of_quotations(old: dict[str, Text], new: dict[str, Text], language: str) -> Iterator[str]:
    one, two = (list(itertools.chain(*(_quotations(text[name], language) for name in text))) for text in (old, new))
    if sorted(one) == sorted(two):  # another order is a matter of words
        return
    if len(one) < len(two):
        yield _("a quotation came in")
    elif len(one) > len(two):
        yield _("a quotation went out")
    else:
        yield _("a quotation changed")


def _quotations(text: Text, language: str) -> Iterator[str]:
    """What is quoted, as it was said: of typography only spaces, ё, dashes and the marks themselves are left out."""
    for line, is_quotation in text:
        passage = Passage(field="", text=line, language=language, is_quotation=is_quotation)
        quoted = [line[begin:end] for begin, end in passage.quoted]
        quoted += [match.group(1) for match in _SCARE.finditer(tidy(passage.unquoted))]
        for words in quoted:
            plain = " ".join(tidy(words).split()).replace("ё", "е").replace("Ё", "Е").replace("...", "…")
            yield _MARKS.sub("", re.sub(r"\s*[–—]\s*", " – ", plain)).strip(_EDGES)


def _of_links(before: str, after: str) -> Iterator[str]:
    one, two = ([html.unescape(address) for address in _LINK.findall(body)] for body in (before, after))
    if one != two:
        yield _come_and_gone(
            one,
            two,
            changed=_("a link changed: %(words)s"),
            came=_("a link came in: %(words)s"),
            went=_("a link went out: %(words)s"),
            otherwise=_("links stand in another order"),
        )


def _of_sources(before: tuple[Source, ...], after: tuple[Source, ...]) -> Iterator[str]:
    one, two = (
        [" ".join(filter(None, (each.name, each.url))) or each.kind for each in all_] for all_ in (before, after)
    )
    if before != after:
        yield _come_and_gone(
            one,
            two,
            changed=_("a source changed: %(words)s"),
            came=_("a source came in: %(words)s"),
            went=_("a source went out: %(words)s"),
            otherwise=_("the sources stand in another order, or are of another kind"),
        )


def _come_and_gone(one: list[str], two: list[str], *, changed: str, came: str, went: str, otherwise: str) -> str:
    """The sentence for two lists that differ: what changed, what came in or went out; else `otherwise`."""
    out, into = only_in_first(one, two), only_in_first(two, one)
    if out and into:
        return changed % {"words": f"{listed(out)} → {listed(into)}"}
    if into:
        return came % {"words": listed(into)}
    return went % {"words": listed(out)} if out else otherwise


def _of_picture(before: Photo, after: Photo) -> Iterator[str]:
    if before.digest != after.digest:
        if not before.digest:
            yield _("a picture came in")
        elif not after.digest:
            yield _("the picture went out")
        else:
            yield _("the picture is another one")
    elif before.focal != after.focal:
        yield _("the picture is cut differently")
    if any(getattr(before, name) != getattr(after, name) for name in CREDITS):
        yield _("the picture’s credit or rights changed")

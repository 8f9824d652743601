"""Rules over the pictures: rights, credit, caption, and what readers should not meet unwarned."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roundups.galley import Photo
from roundups.preflight.context import Context, PhotoFacts
from roundups.preflight.reading import Page
from roundups.preflight.rules import Severity, Spot, rule

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
PhotoRule = Callable[[Photo, PhotoFacts, Context], Iterator[tuple[str, str]]]
WIDE_ENOUGH = 1200  # pixels; 3-preflight, photo.size
DATE = "j F Y"
LEAD_AGAIN = 7  # days; 3-preflight, photo.reuse
_FILE_NAME = re.compile(r"^\S+\.(jpe?g|png|webp|avif|gif|heic)$|^(IMG|DSC|DCIM|PXL)[_-]?\w*$", re.IGNORECASE)
_PHOTO_WORD = re.compile(r"^(photo|picture|фото)\b", re.IGNORECASE)


def photo_rule(name: str, *, approve: Severity, publish: Severity) -> Callable[[PhotoRule], PhotoRule]:
    """Register a rule over every picture of the page, the lead's and the stories'. It yields (words, message).

    A caption that still waits for its picture has no figure, and nothing is asked of it (photo.none tells).
    """

    def register(photo_rule: PhotoRule) -> PhotoRule:
        def over(page: Page, context: Context) -> Iterator[Spot]:
            used = [("", page.galley.photo), *((item.story.anchor, item.story.photo) for item in page.items)]
            for anchor, photo in used:
                if photo and photo.digest:
                    facts = context.photos.get(photo.digest, PhotoFacts())
                    for words, message in photo_rule(photo, facts, context):
                        yield Spot(message=message, anchor=anchor, field="photo", words=words)

        over.__doc__ = photo_rule.__doc__
        rule(name, approve=approve, publish=publish)(over)
        return photo_rule

    return register


@rule("photo.none", publish=CONFIRM)
def photo_none(page: Page, context: Context) -> Iterator[Spot]:
    """No lead photo, or a caption that still waits for its picture."""
    photo = page.galley.photo
    if photo is None:
        yield Spot(field="photo", message=_("The roundup has no lead photo."))
    elif not photo.digest:
        message = _("The lead photo’s caption still waits for its picture: the figure is left out.")
        yield Spot(field="photo", words=photo.caption, message=message)


@photo_rule("photo.rights", approve=CONFIRM, publish=BLOCK)
def photo_rights(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """No rights, rights that ended, a second use of a picture for one use."""
    if photo.rights in {"", "none"}:
        yield photo.digest, _("“%(photo)s” has no rights. Say on what basis we may print it.") % _named(photo)
    if facts.expires_on and context.date and facts.expires_on < context.date:
        yield (
            f"{facts.expires_on}",
            _("Our rights in “%(photo)s” ended on %(date)s. Renew them, or choose another picture.")
            % {**_named(photo), "date": date_format(facts.expires_on, DATE)},
        )
    if facts.one_time and facts.ran_on:
        yield (
            f"{facts.ran_on}",
            _("“%(photo)s” is for one use only, and it ran on %(date)s. Choose another picture.")
            % {**_named(photo), "date": date_format(facts.ran_on, DATE)},
        )


@photo_rule("photo.credit", approve=CONFIRM, publish=BLOCK)
def photo_credit(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """No credit, or one that begins with “photo” or repeats the caption."""
    if not photo.credit:
        yield "", _("“%(photo)s” has no credit. Whom do we name?") % _named(photo)
    elif _PHOTO_WORD.match(photo.credit):
        yield (
            photo.credit,
            _("The credit “%(credit)s” begins with “photo”: the page says that word itself.")
            % {"credit": photo.credit},
        )
    elif photo.credit.casefold() == photo.caption.casefold():
        yield photo.credit, _("The credit “%(credit)s” is the caption again.") % {"credit": photo.credit}


@photo_rule("photo.caption", approve=CONFIRM, publish=BLOCK)
def photo_caption(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """A picture without a caption."""
    if not photo.caption:
        yield "", _("A picture of %(credit)s has no caption.") % {"credit": photo.credit or _("nobody’s")}


@photo_rule("photo.alt", approve=NOTE, publish=CONFIRM)
def photo_alt(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """No alt text, or one that is the caption again or the name of a file."""
    if not photo.alt:
        yield "", _("“%(photo)s” has no alt text: readers who cannot see it learn nothing of it.") % _named(photo)
    elif photo.alt.casefold() == photo.caption.casefold():
        yield photo.alt, _("The alt text of “%(photo)s” is its caption again: they hear it twice.") % _named(photo)
    elif _FILE_NAME.match(photo.alt):
        yield photo.alt, _("The alt text “%(alt)s” is the name of a file.") % {"alt": photo.alt}


@photo_rule("photo.name", approve=CONFIRM, publish=BLOCK)
def photo_name(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """A photographer who is not to be named, named."""
    places = {
        _("credit"): photo.credit, _("copyright notice"): photo.copyright,
        _("caption"): photo.caption, _("alt text"): photo.alt,
    }  # fmt: skip
    for place, words in places.items():
        if any(_said(name, words) for name in _people(facts.unnamed)):
            message = _(
                "The photographer %(name)s is not to be named, and the %(place)s “%(words)s” does so. Take the name "
                "out, or say on the photo that it may be printed."
            )
            yield words, message % {"name": facts.unnamed, "place": place, "words": words}


@photo_rule("photo.size", approve=NOTE, publish=CONFIRM)
def photo_size(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """A picture narrower than 1,200 pixels."""
    if photo.width and photo.width < WIDE_ENOUGH:
        yield (
            str(photo.width),
            _("“%(photo)s” is %(width)d pixels wide; below 1,200 it is blurred on large screens.")
            % {**_named(photo), "width": photo.width},
        )


@photo_rule("photo.state", approve=NOTE, publish=CONFIRM)
def photo_state(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """A picture that a state hands out."""
    if facts.state_agency:
        yield (
            photo.credit,
            _("“%(photo)s” comes from a state (%(credit)s): it shows what they chose to show.")
            % {**_named(photo), "credit": photo.credit},
        )


@photo_rule("photo.care", approve=NOTE, publish=CONFIRM)
def photo_care(photo: Photo, facts: PhotoFacts, context: Context) -> Iterator[tuple[str, str]]:
    """A picture that needs a second look: graphic, of somebody vulnerable, altered."""
    if facts.graphic:
        yield "graphic", _("“%(photo)s” shows death, blood or torture. Must readers see it?") % _named(photo)
    if facts.vulnerable:
        yield (
            "vulnerable",
            _("“%(photo)s” shows a child or a prisoner who can be recognised. May they be?") % _named(photo),
        )
    if facts.altered:
        yield "altered", _("“%(photo)s” was altered or generated. Does its caption say so?") % _named(photo)


@rule("photo.reuse", publish=CONFIRM)
def photo_reuse(page: Page, context: Context) -> Iterator[Spot]:
    """A lead that led one of the last seven days."""
    galley = page.galley
    facts = context.photos.get(galley.photo.digest) if galley.photo and galley.photo.digest else None
    if facts and facts.led_on and abs((galley.date - facts.led_on).days) <= LEAD_AGAIN:
        message = _("The lead photo led the page on %(date)s.") % {"date": date_format(facts.led_on, DATE)}
        yield Spot(field="photo", words=f"{facts.led_on}", message=message)


def _people(creator: str) -> set[str]:
    """The name as it was written, and each of several; a part of one word, "Berg, Anna", is no name of its own."""
    parts = {part.strip() for part in re.split(r"[,;/&]", creator)}
    return ({creator.strip()} | {part for part in parts if " " in part}) - {""}


def _said(name: str, words: str) -> bool:
    """Whether the words name somebody: as whole words, in any case and spacing."""
    sought = r"\s+".join(re.escape(part) for part in _even(name).split())
    return re.search(rf"(?<!\w){sought}(?!\w)", _even(words)) is not None


def _even(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _named(photo: Photo) -> dict[str, str]:
    return {"photo": photo.caption or photo.alt or photo.credit or _("A picture without words")}

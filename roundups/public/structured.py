"""Structured data (4-public, JSON-LD): what search engines and other programs read of a page."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from newsroom.models import Masthead
from newsroom.models.page import Slug
from roundups.imaging.renditions import Rendition
from roundups.imaging.words import SOURCE_TYPES
from roundups.public.addresses import corrections_address, home_address, month_address, page_address, year_address
from roundups.public.assets import ICON_SIDE, asset
from roundups.public.pictures import Picture, shapes
from roundups.public.prose import words_of
from roundups.public.sheet import Sheet

Data = dict[str, Any]
HEADLINE_LENGTH = 110  # characters: what Google shows of a headline
SHAPES = ("16x9", "4x3", "1x1")


def of_day(sheet: Sheet) -> list[Data]:
    """The blocks of a day's page."""
    return [article(sheet), organisation(sheet.masthead), _path(sheet)]


def article(sheet: Sheet) -> Data:
    """The day as a NewsArticle whose parts are its stories."""
    galley, masthead = sheet.galley, sheet.masthead
    address = f"{masthead.base_url}{sheet.address}"
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": Truncator(galley.headline or masthead.name).chars(HEADLINE_LENGTH),
        "description": sheet.description,
        "inLanguage": sheet.language,
        "datePublished": _moment(sheet, sheet.published_at),
        "dateModified": _moment(sheet, sheet.updated_at),
        "articleSection": galley.kicker,
        "wordCount": sum(len(f"{story.summary} {words_of(story.body)}".split()) for story in sheet.told),
        "isAccessibleForFree": True,
        "image": _images(masthead, sheet.lead),
        "author": {"@type": "Organization", "name": masthead.name, "url": f"{masthead.base_url}/"},
        "editor": {"@type": "Person", "name": galley.editor_in_chief} if galley.editor_in_chief else None,
        "publisher": _publisher(masthead),
        "publishingPrinciples": _page(masthead, Slug.ABOUT),
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": note.words,
                "datePublished": _moment(sheet, note.at),
            }
            for note in sheet.corrections
        ],
        "hasPart": [
            {
                "@type": "NewsArticle",
                "@id": f"{address}#{story.anchor}",
                "url": f"{address}#{story.anchor}",
                "headline": Truncator(story.headline).chars(HEADLINE_LENGTH),
                "datePublished": _moment(sheet, sheet.published_at),
            }
            for story in sheet.told
        ],
    }
    return _said(said)


def organisation(masthead: Masthead) -> Data:
    """The paper as a NewsMediaOrganization."""
    contact = {"@type": "ContactPoint", "contactType": "newsroom", "email": masthead.contact}
    said = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        **_publisher(masthead),
        "legalName": masthead.legal_name,
        "contactPoint": contact if masthead.contact else None,
        "masthead": _page(masthead, Slug.ABOUT),
        "publishingPrinciples": _page(masthead, Slug.ABOUT),
        "correctionsPolicy": _page(masthead, Slug.CORRECTIONS),
        "actionableFeedbackPolicy": f"{masthead.base_url}{corrections_address(masthead.language)}",
    }
    return _said(said)


def breadcrumbs(masthead: Masthead, *steps: tuple[str, str]) -> Data:
    """The way to a page from the home page: (name, address) of each step."""
    way = [(masthead.name, home_address(masthead.language)), *steps]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": f"{masthead.base_url}{address}"}
            for number, (name, address) in enumerate(way, start=1)
        ],
    }


def _path(sheet: Sheet) -> Data:
    date, language = sheet.galley.date, sheet.language
    return breadcrumbs(
        sheet.masthead,
        (f"{date:%Y}", year_address(language, date)),
        (f"{date:%Y-%m}", month_address(language, date)),
        (_("Day %(number)s") % {"number": sheet.galley.day} if sheet.galley.day else f"{date:%Y-%m-%d}", sheet.address),
    )


def _publisher(masthead: Masthead) -> Data:
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{masthead.base_url}/#paper",
        "name": masthead.name,
        "url": f"{masthead.base_url}/",
        "logo": {
            "@type": "ImageObject",
            "url": f"{masthead.base_url}{asset('icon.png')}",
            **_size(ICON_SIDE, ICON_SIDE),
        },
    }


def _images(masthead: Masthead, picture: Picture | None) -> list[Data]:
    """The picture in the three shapes that search engines ask for."""
    if picture is None or not picture.srcset:
        return []
    found = shapes(picture.photo)
    return [_image(masthead, picture, *found[shape]) for shape in SHAPES]


def _image(masthead: Masthead, picture: Picture, address: str, print_: Rendition) -> Data:
    photo = picture.photo
    said = {
        "@type": "ImageObject",
        "url": f"{masthead.base_url}{address}",
        "contentUrl": f"{masthead.base_url}{address}",
        **_size(print_.width, print_.height),
        "caption": photo.caption,
        "creditText": photo.credit,
        "creator": {"@type": "Person", "name": photo.creator} if photo.creator else None,
        "copyrightNotice": photo.copyright,
        "license": photo.license,
        "acquireLicensePage": photo.web_statement,
        "digitalSourceType": f"{SOURCE_TYPES}{photo.source_type}" if photo.source_type else "",
    }
    return _said(said)


def _size(width: int, height: int) -> Data:
    """Width and height as the vocabulary wants them; E37 is the unit code of a pixel (UN/CEFACT)."""
    pixels = {"@type": "QuantitativeValue", "unitCode": "E37"}
    return {"width": {**pixels, "value": width}, "height": {**pixels, "value": height}}


def _page(masthead: Masthead, slug: str) -> str:
    return f"{masthead.base_url}{page_address(masthead.language, slug)}"


def _moment(sheet: Sheet, at: Any) -> str:
    return at.astimezone(sheet.zone).isoformat(timespec="seconds") if at else ""


def _said(data: Data) -> Data:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value not in ("", None, [])}

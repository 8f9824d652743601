"""Feeds of the newest days, and of the corrections: in full, for readers' own programs (4-public, Feeds)."""

import datetime
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _

from newsroom.models import Masthead
from roundups.models import Edition
from roundups.public.addresses import corrections_address, feed_address, home_address
from roundups.public.corrections import corrections_in
from roundups.public.pictures import shapes
from roundups.public.sending import send
from roundups.public.sheet import Sheet, sheet_of
from roundups.public.views import for_readers, masthead_in
from roundups.public.xml import in_xml

LENGTH = 10  # days
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MEDIA = "http://search.yahoo.com/mrss/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


class Dated(SyndicationFeed):
    """A feed that is as old as its newest item; an empty one has no age, and is the same whenever it is asked for."""

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else NEVER


class Rss(Dated, Rss201rev2Feed):
    """RSS 2.0 with the whole text, the desk's name, and the picture with its credit."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:content": CONTENT, "xmlns:media": MEDIA}

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        if image := item["image"]:
            handler.startElement("media:content", {"url": image["url"], "medium": "image", "type": "image/jpeg"})
            if image["description"]:
                handler.addQuickElement("media:description", image["description"], {"type": "plain"})
            if image["credit"]:
                handler.addQuickElement("media:credit", image["credit"])
            handler.endElement("media:content")


class Atom(Dated, Atom1Feed):
    """Atom with the whole text."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@for_readers
def rss(request: HttpRequest, language: str) -> HttpResponse:
    """The newest days as RSS."""
    return _written(request, _days(language, Rss, "rss"))


@for_readers
def atom(request: HttpRequest, language: str) -> HttpResponse:
    """The newest days as Atom."""
    return _written(request, _days(language, Atom, "atom"))


@for_readers
def as_json(request: HttpRequest, language: str) -> HttpResponse:
    """The newest days as JSON Feed 1.1."""
    sheets, masthead = _newest(language)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": masthead.name,
        "home_page_url": f"{masthead.base_url}{home_address(language)}",
        "feed_url": f"{masthead.base_url}{feed_address(language, 'json')}",
        "authors": [{"name": masthead.name}],
        "language": language,
        "items": [_json_item(sheet) for sheet in sheets],
    }
    return send(request, json.dumps(feed, ensure_ascii=False, indent=1))


@for_readers
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """What was wrong and what is right, as RSS."""
    found = corrections_in(language)
    masthead = found[0].edition.masthead if found else masthead_in(language)
    title = f"{masthead.name}: {_('Corrections')}"
    feed = _frame(masthead, Rss, "corrections", title=title, page=corrections_address(language))
    for correction in found:
        edition, anchor = correction.edition, correction.anchor
        _add(
            feed,
            title=_("Correction, %(date)s") % {"date": f"{edition.date:%Y-%m-%d}"},
            link=f"{masthead.base_url}{correction.address}",
            description=escape(correction.note.words),
            unique_id=f"tag:{edition.date:%Y-%m-%d}:{language}:{edition.number}:{anchor}",
            unique_id_is_permalink=False,
            pubdate=edition.at,
            content=escape(correction.note.words),
            image=None,
        )
    return _written(request, feed)


def _days(language: str, kind: type[SyndicationFeed], name: str) -> SyndicationFeed:
    sheets, masthead = _newest(language)
    feed = _frame(masthead, kind, name, title=masthead.name, page=home_address(language))
    for sheet in sheets:
        address = f"{masthead.base_url}{sheet.address}"
        _add(
            feed,
            title=sheet.galley.headline or masthead.name,
            link=address,
            description=escape(sheet.description),  # readers' programs take it for HTML
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=sheet.published_at,
            updateddate=sheet.changed_at,
            author_name=masthead.name,
            content=content_of(sheet),
            image=_image(sheet),
        )
    return feed


def _add(feed: SyndicationFeed, *, image: dict[str, str] | None, **said: Any) -> None:
    """Add an item, in words that XML can carry."""
    carried: dict[str, Any] = {name: in_xml(value) if isinstance(value, str) else value for name, value in said.items()}
    feed.add_item(**carried, image=image and {name: in_xml(words) for name, words in image.items()})


def _frame(masthead: Masthead, kind: type[SyndicationFeed], name: str, *, title: str, page: str) -> SyndicationFeed:
    return kind(
        title=in_xml(title),
        link=f"{masthead.base_url}{page}",
        description=in_xml(masthead.kicker or masthead.name),
        language=masthead.language,
        author_name=in_xml(masthead.name),
        feed_url=f"{masthead.base_url}{feed_address(masthead.language, name)}",
    )


def _newest(language: str) -> tuple[list[Sheet], Masthead]:
    """The sheets of the newest days, without what stands around them. Two queries."""
    public = Edition.objects.public().with_text().filter(masthead=language)
    newest = list(public.select_related("text", "masthead").order_by("-date")[:LENGTH])
    days = Edition.objects.filter(roundup__in=[edition.roundup_id for edition in newest])
    own: dict[int, list[Edition]] = {}
    for edition in days.select_related("text").defer("text__galley"):
        own.setdefault(edition.roundup_id, []).append(edition)
    sheets = [sheet_of(edition, own[edition.roundup_id]) for edition in newest]
    return sheets, newest[0].masthead if newest else masthead_in(language)


def content_of(sheet: Sheet) -> str:
    """The day’s whole text as HTML, its addresses whole."""
    base = sheet.masthead.base_url
    context = {"sheet": sheet, "base": base, "address": f"{base}{sheet.address}"}
    return render_to_string("roundups/edition_feed.html", context)


def _image(sheet: Sheet) -> dict[str, str] | None:
    if not sheet.lead:
        return None
    photo = sheet.lead.photo
    address = f"{sheet.masthead.base_url}{shapes(photo)['16x9'][0]}"
    return {"url": address, "description": photo.alt or photo.caption, "credit": photo.credit}


def _json_item(sheet: Sheet) -> dict[str, str]:
    address = f"{sheet.masthead.base_url}{sheet.address}"
    image = _image(sheet)
    said = {
        "id": address,
        "url": address,
        "title": sheet.galley.headline,
        "content_html": content_of(sheet),
        "summary": sheet.description,
        "image": image["url"] if image else "",
        "date_published": _moment(sheet.published_at),
        "date_modified": _moment(sheet.changed_at),
    }
    return {name: value for name, value in said.items() if value}


def _moment(at: datetime.datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _written(request: HttpRequest, feed: SyndicationFeed) -> HttpResponse:
    return send(request, feed.writeString("utf-8"))

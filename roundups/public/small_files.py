"""The small files that programs look for: robots.txt, security.txt, the manifest, the icon (4-public, Small files)."""

import datetime
import io
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from PIL import Image

from newsroom.models import Masthead
from roundups.public.assets import ICON_SIDE, asset, content
from roundups.public.sending import send, send_template
from roundups.public.views import masthead_in

# Programs that fetch texts to train on them; each names itself so in its maker's documentation.
TRAINING = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-ai",
    "cohere-training-data-crawler", "Diffbot", "Google-Extended", "GPTBot", "ImagesiftBot", "Meta-ExternalAgent",
    "omgili", "PanguBot", "Timpibot", "webzio-extended",
)  # fmt: skip
MONTHS = 6  # how long security.txt is good for; it is renewed every month (RFC 9116 advises less than a year)
ICON_SIZES = [(16, 16), (32, 32), (48, 48)]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Who may fetch what."""
    refused = () if settings.TRAINING_CRAWLERS else TRAINING
    return send_template(request, "roundups/robots.txt", refused=refused, base_url=first_masthead().base_url)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in the site (RFC 9116); none without an address to write to."""
    masthead = first_masthead()
    if not masthead.contact:
        raise Http404
    context = {
        "masthead": masthead,
        "languages": ", ".join(Masthead.objects.values_list("language", flat=True)),
        "expires": _expires(timezone.now()),
        "is_https": masthead.base_url.startswith("https://"),  # the standard admits no other
    }
    return send_template(request, "roundups/security.txt", **context)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when the site is put on its first screen."""
    masthead = first_masthead()
    said = {
        "name": masthead.name,
        "short_name": masthead.name,
        "lang": masthead.language,
        "start_url": "/",
        "display": "browser",
        "background_color": "#fffdf9",
        "theme_color": "#a8201a",
        "icons": [
            {"src": asset("icon.svg"), "type": "image/svg+xml", "sizes": "any"},
            {"src": asset("icon.png"), "type": "image/png", "sizes": f"{ICON_SIDE}x{ICON_SIDE}"},
        ],
    }
    return send(request, json.dumps(said, ensure_ascii=False, indent=1))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon for programs that ask for it by this name without looking at the page."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(content("icon.png"))) as icon:
        icon.save(file, "ICO", sizes=ICON_SIZES)
    return send(request, file.getvalue())


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """What a server in front shows where nothing is printed and nobody can be asked."""
    return _standing(request, "404.html", _("There is no page at this address"))


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """What stands where the part of the site that is not printed should answer, and does not."""
    return _standing(request, "roundups/away.html", _("This part of the site is away"))


def first_masthead() -> Masthead:
    """The masthead of the site's first language. Raises Http404 on a site that has none yet."""
    return masthead_in(settings.PAPER_LANGUAGE)


def _standing(request: HttpRequest, template: str, title: Promise) -> HttpResponse:
    masthead = first_masthead()
    with translation.override(masthead.language):
        return send_template(request, template, masthead=masthead, title=title)


def _expires(now: datetime.datetime) -> datetime.datetime:
    """The first of the month `MONTHS` ahead: the file changes once a month, and never runs out."""
    months = now.year * 12 + now.month - 1 + MONTHS
    return datetime.datetime(months // 12, months % 12 + 1, 1, tzinfo=datetime.UTC)

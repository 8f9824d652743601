"""Rules over the links of a story and the addresses of its sources."""

import html
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.reading import Item, Page, paragraphs
from roundups.preflight.rules import Fix, Severity, Spot, rule

BLOCK, CONFIRM, FIX = Severity.BLOCK, Severity.CONFIRM, Severity.FIX
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium)|fbclid|gclid|gbraid|wbraid|dclid|yclid|ysclid|msclkid|twclid"
    r"|ttclid|igshid|igsh|mc_[ce]id|_openstat|vero_id|oly_(?:anon|enc)_id|mkt_tok|_hsenc|_hsmi|wickedid|cmpid|s_cid"
    r"|yadclid|ref_src|ref_url|__twitter_impression|guce_referrer(?:_sig)?|guccounter|at_(?:campaign|medium)|xtor)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADMIN = re.compile(r"(?:^|/)admin(?:/|$)", re.IGNORECASE)


@rule(
    "link.form",
    file=FIX,
    approve=CONFIRM,
    publish=CONFIRM,
    matches=[
        '<a href="https://port.example/news?utm_source=mail&amp;id=7">The port</a> opened.',
        '<a href="www.port.example">The port</a> opened.',
        'Порт <a href="https://port.example/?yclid=12">открыт</a>.',
    ],
    passes=[
        '<a href="https://port.example/news?id=7#top">The port</a> opened.',
        '<a href="mailto:desk@port.example">Write</a> to us, or see <a href="/2026/03/01/">yesterday</a>.',
        'Порт <a href="http://порт.example/новости?utmost=1">открыт</a>.',
    ],
)
def link_form(page: Page, context: Context) -> Iterator[Spot]:
    """A link that leads nowhere from readers' devices, or that tells others where readers came from."""
    for item in page.items:
        for field, address, paragraph in _links(item):
            right = _whole(address)
            if right != address and not _is_own_admin(address, context):
                fix = Fix(before=address, after=right) if right else None
                yield Spot(
                    anchor=item.story.anchor, field=field, paragraph=paragraph, words=address, fix=fix,
                    message=_fault(address, right) % {"address": address},
                )  # fmt: skip


def _fault(address: str, right: str | None) -> str:
    if right is None:
        return _("“%(address)s” is no address of a page. Write it with https:// at its beginning.")
    if _is_whole(address):
        return _("“%(address)s” tells others where our readers came from.")
    return _("“%(address)s” has no https:// or mailto: at its beginning.")


@rule(
    "link.own",
    file=FIX,
    approve=CONFIRM,
    publish=BLOCK,
    matches=[
        '<a href="/admin/roundups/story/7/preview/">The story</a> of yesterday.',
        'Как <a href="/admin/">было</a>.',
    ],
    passes=[
        '<a href="/2026/03/01/#port">The story</a> of yesterday.',
        '<a href="https://a.example/admin/">Их</a> сайт.',
    ],
)
def link_own(page: Page, context: Context) -> Iterator[Spot]:
    """A link to the paper's own desk, which readers cannot open and need not know."""
    for item in page.items:
        for field, address, paragraph in _links(item):
            if _is_own_admin(address, context):
                message = _("“%(address)s” leads to our own desk. Link the page that readers have.")
                yield Spot(
                    anchor=item.story.anchor, field=field, paragraph=paragraph, words=address,
                    message=message % {"address": address},
                )  # fmt: skip


def _links(item: Item) -> Iterator[tuple[str, str, int]]:
    """Field, address as plain text, and paragraph of each link."""
    body = item.story.body
    if "<a " in body:
        for match in _LINK.finditer(body):
            yield "body", html.unescape(match[1]), sum(1 for _each in paragraphs(body[: match.end()]))
    for source in item.story.sources:
        if source.url:
            yield "sources", source.url, 0


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip())
    except ValueError:  # for example http://[
        return None


def _is_whole(address: str) -> bool:
    """Whether a browser can follow it: a page of the paper's own, http(s) with a host, mail."""
    parts = _split(address)
    if parts is None or " " in address.strip():
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname)
    if parts.scheme == "mailto":
        return _MAIL.match(parts.path) is not None
    return not parts.scheme and (address.startswith("#") or (address.startswith("/") and not address.startswith("//")))


def _whole(address: str) -> str | None:
    """The address as it should be; None where nobody can know."""
    right = address.strip()
    if not _is_whole(right):
        if _DOMAIN.fullmatch(right.removeprefix("//")):
            right = f"https://{right.removeprefix('//')}"
        elif _MAIL.fullmatch(right):
            right = f"mailto:{right}"
        else:
            return None
    return _untracked(right)


def _untracked(address: str) -> str:
    """The address without the parameters that say where a reader came from; all else stays letter by letter."""
    rest, sharp, fragment = address.partition("#")
    path, mark, query = rest.partition("?")
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    if not mark or len(kept) == len(query.split("&")):
        return address
    return path + ("?" + "&".join(kept) if kept else "") + sharp + fragment


def _is_own_admin(address: str, context: Context) -> bool:
    parts = _split(address)
    if parts is None or not _ADMIN.search(parts.path):
        return False
    return not parts.hostname or parts.hostname in {_host(site) for site in context.sites}


def _host(site: str) -> str | None:
    parts = _split(site if "//" in site else f"//{site}")
    return parts.hostname if parts else None

"""What kinds of files the site has: the type of each and how long it may be kept. Knows nothing of Django."""

HTML = "text/html; charset=utf-8"
TYPES = {
    ".html": HTML,
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
}
PICTURES = frozenset({".avif", ".webp", ".jpg", ".png", ".ico"})  # compressed by themselves
FEEDS = frozenset({".rss", ".atom", ".json"})  # readers' programs on other sites may fetch these

# A correction must not wait long, and neither must a retraction; a copy that is too old is better than none.
FRESH = "public, max-age=15, s-maxage=5, stale-while-revalidate=10, stale-if-error=86400"
KEPT_PICTURES = "public, max-age=3600"  # a picture that was taken back is not seen for a day
IMMUTABLE = "public, max-age=31536000, immutable"  # its name is made from its content


def ending(path: str) -> str:
    """How the name of a site's file ends; an address that ends with a slash is a page."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else ".html"


def content_type(path: str) -> str:
    return TYPES.get(ending(path), "application/octet-stream")


def kept_for(path: str) -> str:
    """The Cache-Control of a file of the site."""
    if path.startswith("/assets/"):
        return IMMUTABLE
    return KEPT_PICTURES if ending(path) in PICTURES else FRESH


def headers_of(path: str) -> dict[str, str]:
    """A file's own headers: how long it may be kept, and whether other sites may use it, as feeds and pictures."""
    found = {"Cache-Control": kept_for(path)}
    if ending(path) in FEEDS:
        found["Access-Control-Allow-Origin"] = "*"
    if ending(path) in FEEDS | PICTURES:
        found["Cross-Origin-Resource-Policy"] = "cross-origin"
    return found

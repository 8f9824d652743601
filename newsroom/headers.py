"""The one list of headers: Django's middleware, the press's front and the nginx sample take them from here.

Knows nothing of Django, so that readers are answered without it.
"""

POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),  # no script at all: readers' pages have none
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "connect-src": ("'self'",),  # nobody connects; programs that read the page's robots.txt for its reader do
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
REFERRER_POLICY = "same-origin"
OPENER_POLICY = "same-origin"
HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PREVIEWS = "/preview/"  # an address below is a secret: whoever has it reads what is not published
INVITATIONS = "/admin/invitation/"  # so is one below here: whoever has it chooses somebody's password
SECRETS = (PREVIEWS, INVITATIONS)
UNSAID = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def of_address(path: str) -> dict[str, str]:
    """What every answer of this address carries, whatever was found there: whether it may be kept, found, told on."""
    return UNSAID if path.startswith(PREVIEWS) else {}


def always(*, https: bool) -> list[tuple[str, str]]:
    """What every printed file is sent with; `https` says whether the site is reached by it alone."""
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in POLICY.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": OPENER_POLICY,
        **HEADERS,
    }
    if https:
        found["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}; includeSubDomains; preload"
    return list(found.items())

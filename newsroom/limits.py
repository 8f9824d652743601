"""How often one address may do a thing, counted in the cache that all processes share; addresses are not kept."""

import dataclasses
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limit:
    """So many times in so many seconds.

    Each time takes one of `most` places, which is free again after `seconds`. Taking a place is one INSERT, so that of
    several processes only one gets the last; a number would have to be read before it is raised.
    """

    name: str
    most: int
    seconds: int

    def allows(self, who: str = "") -> bool:
        """Take a place of somebody's; False when none is free."""
        key = f"limit:{self.name}:{salted_hmac('limit', who).hexdigest()[:32]}"
        places = [f"{key}:{number}" for number in range(self.most)]
        taken = cache.get_many(places)
        return any(cache.add(place, 1, self.seconds) for place in places if place not in taken)


def address_of(request: HttpRequest) -> str:
    """The address that a request came from; the proxy's word for it counts only where a proxy is trusted."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return _neighbourhood(forwarded)
    return _neighbourhood(str(request.META.get("REMOTE_ADDR", "")))


def _neighbourhood(address: str) -> str:
    """An IPv6 address stands for its /64, since one line has all of these; any other is itself."""
    try:
        parsed = ipaddress.ip_address(address)
        if isinstance(parsed, ipaddress.IPv4Address):
            return address
        return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False))
    except ValueError:
        return address

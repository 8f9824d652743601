"""How often one address may do a thing, counted in the cache that all processes share; addresses are not kept."""

import dataclasses

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limit:
    """So many times in so many seconds."""

    name: str
    most: int
    seconds: int

    def allows(self, who: str = "") -> bool:
        """Count one more of somebody's; False when it is one too many."""
        key = f"limit:{self.name}:{salted_hmac('limit', who).hexdigest()[:32]}"
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.most
        except ValueError:  # it ran out between the two lines
            return True


def address_of(request: HttpRequest) -> str:
    """The address that a request came from; the proxy's word for it counts only where a proxy is trusted."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))

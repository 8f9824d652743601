"""The chain itself: what the hash and the seal of a row are made of."""

import datetime
import hashlib
import json

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from newsroom.models import RecordRow

FIRST = "0" * 64  # what stands before the first row


def hash_of(row: RecordRow) -> str:
    """The SHA-256 of the row's canonical JSON, which has the hash before it inside."""
    told = {
        "number": row.number,
        "at": row.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "by": row.by_id,
        "what": str(row.what),
        "about": row.about,
        "detail": row.detail,
        "previous": row.previous,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal_of(row: RecordRow, key: str | None = None) -> str:
    """The seal that the site's key makes of the row's hash; `key` is an earlier key of the site."""
    return salted_hmac("newsroom.record", row.hash, secret=key, algorithm="sha256").hexdigest()


def is_sealed(row: RecordRow) -> bool:
    """Whether the present key of the site, or an earlier one that is still known, made the row's seal."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(seal_of(row, key), row.seal) for key in keys)


def follows(row: RecordRow, before: RecordRow | None) -> bool:
    """Whether the row is the next after `before`, which is None for the first row."""
    number, previous = (before.number, before.hash) if before else (0, FIRST)
    return (row.number, row.previous) == (number + 1, previous)

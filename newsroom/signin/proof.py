"""What a session has proved: a second factor at all, and one within the last minutes."""

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from newsroom.models import Staff

FRESH = 5 * 60  # seconds; 5-promises, S12
DEMO = "demo"  # the demo's people prove themselves with one press, in local mode


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever is signed in has proved a second factor in this session."""
    return bool(_proofs(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether a second factor was proved within the last five minutes. A password alone is no proof."""
    # Any of them: one of a clock that was ahead must not stand in the way of one that is made now.
    return any(0 <= time.time() - at < FRESH for at in _proofs(request))


def prove_as_demo(request: HttpRequest, person: Staff) -> None:
    """The demo's way: counts as a proof in local mode only, and for the demo's invented people only."""
    record_authentication(request, person, DEMO)


def _proofs(request: HttpRequest) -> list[float]:
    """When a second factor was proved in this session."""
    person = request.user
    if not isinstance(person, Staff):
        return []
    counted = {"mfa", DEMO} if settings.LOCAL and person.is_demo else {"mfa"}
    return [each["at"] for each in get_authentication_records(request, person) if each.get("method") in counted]

"""Who can be signed in at all: whoever is at the paper; the demo's invented people in local mode only."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class PaperBackend(AuthenticationBackend):
    """Asked at every way in, and again at every request of a session."""

    def user_can_authenticate(self, user: Any) -> bool:
        # A database that local mode filled may become a real one: what its demo's people have must not open that.
        return super().user_can_authenticate(user) and (settings.LOCAL or not user.is_demo)


def may_come_in(person: Any) -> bool:
    """Whether somebody whose password or passkey is right may be signed in."""
    return PaperBackend().user_can_authenticate(person)

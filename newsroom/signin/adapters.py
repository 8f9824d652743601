"""What allauth asks of this newsroom: limits before hashing, equal answers, the record, secrets encrypted at rest."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import record, sessions
from newsroom.limits import Limit, address_of
from newsroom.models import Staff
from newsroom.signin import own, proof, secrets

# 5-promises, S13: at most five tries a minute, of an account and of an address, each counted before its hash is made.
OF_ACCOUNT = Limit(name="sign-in-account", most=5, seconds=60)
OF_ADDRESS = Limit(name="sign-in-address", most=5, seconds=60)
ENTRANCES = {"demo": "demo", "webauthn": "passkey", "totp": "app", "recovery_codes": "recovery code"}
log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Too many tries within a minute. Wait a minute, then try again. A passkey works at once."
        ),
        "username_password_mismatch": gettext_lazy("This name and this password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people are invited

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError when the account or the address has had its tries. No hash has been made by then."""
        name = str(credentials.get("username", ""))
        # The database knows names in more spellings than Python does: “mıra” is MIRA to PostgreSQL.
        known = Staff.objects.filter(username__iexact=name).values_list("username", flat=True).first()
        account = (known or name).casefold()
        if not (OF_ADDRESS.allows(address_of(request)) and OF_ACCOUNT.allows(account)):
            log.warning("sign-in: too many tries")
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person, or None: also for somebody who was put away, who gets the answer of a wrong password."""
        self.pre_authenticate(request, **credentials)
        person = authenticate(request, **credentials)
        if person is None:
            self.authentication_failed(request, **credentials)
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """An ordinary log, not the record; a name that is nobody's may be somebody's password, typed too early."""
        name = str(credentials.get("username", ""))
        known = Staff.objects.filter(username__iexact=name).exists()
        log.warning("sign-in: wrong password for %s", name if known else "an unknown name")

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """A password alone lets nobody in who has no second factor yet: the way there is the invitation."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused or own.has_factor(user):
            return refused
        messages.error(
            request,
            _(
                "Your sign-in is not finished: it has no second factor yet. Open your invitation link again, or ask an "
                "administrator for a new one."
            ),
        )
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign the person in, in a session of a new key that ends in twelve hours, and enter it in the record."""
        with transaction.atomic():
            super().login(request, user)
            sessions.begin(request)
            request.session.save()
            record.enter(record.What.SIGNED_IN, by=user, about=f"person:{user.pk}", how=entrance_of(request, user))

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: str | None, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(redirect_url or self.get_login_redirect_url(request))

    def logout(self, request: HttpRequest) -> None:
        person = request.user if isinstance(request.user, Staff) else None
        with transaction.atomic():
            super().logout(request)
            if person:
                record.enter(record.What.SIGNED_OUT, by=person, about=f"person:{person.pk}")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The board; before it, what the person sent while they were signed out."""
        kept = request.user.kept_forms.first() if isinstance(request.user, Staff) else None
        return reverse("kept_form", args=[kept.pk]) if kept else reverse("admin:index")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether second factors and passwords may be changed only after a fresh proof: as soon as there is one."""
        return Authenticator.objects.filter(user=self.request.user).exists() and not proof.is_fresh(self.request)

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # sign-in has pages only: a script that is led to one sees that it is signed out

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """None of allauth's own: our pages say what happened in the newsroom's words."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This is not right, or was used already. Nothing was changed; try again."),
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where no key fits any more, one that nobody knows: then no code is right, and pages stand."""
        try:
            return secrets.decrypt(encrypted_text)
        except InvalidToken:
            log.error("sign-in: a second factor fits no key: put the earlier one into SECRET_KEY_FALLBACKS")
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last way in beside the recovery codes: a second factor is compulsory."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)  # what stands in the app and in the key chain; no mail address


def entrance_of(request: HttpRequest, person: Staff) -> str:
    """By which way somebody came in, as the record says it: “passkey”, “app”, “recovery code”, “invitation”."""
    records = get_authentication_records(request, person)
    kinds = [str(each.get("type") or each.get("method")) for each in records]
    return next((ENTRANCES[kind] for kind in reversed(kinds) if kind in ENTRANCES), "invitation")

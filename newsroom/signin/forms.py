"""The forms of sign-in: allauth's, with five tries a minute for codes, and looking at one changes nothing."""

import logging
import struct
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth import password_validation
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.limits import Limit
from newsroom.models import Staff
from newsroom.signin.backend import may_come_in

OF_CODES = Limit(name="second-factor", most=5, seconds=60)
log = logging.getLogger(__name__)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        self.fields["password"].help_text = ""


def _code() -> forms.CharField:
    """Digits: a phone shows those keys, and offers the code that it knows."""
    digits = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=gettext_lazy("Code"), widget=digits)


class _Limited:
    """Five tries a minute for a person, counted before the code is looked at."""

    user: Staff

    def clean_code(self) -> str:
        if not OF_CODES.allows(f"person:{self.user.pk}"):
            log.warning("sign-in: too many codes for %s", self.user.username)
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            log.warning("sign-in: wrong code for %s", self.user.username)
            raise
        return code


class CodeForm(_Limited, AuthenticateForm):
    code = _code()


class ProofForm(_Limited, ReauthenticateForm):
    code = _code()


class AppForm(_Limited, ActivateTOTPForm):
    """The first code of an authenticator app. The secret was made before, by a POST of its own."""

    code = _code()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = context.request.session.get(SECRET_SESSION_KEY, "")


# What fido2 raises on an answer that no browser gives, NotImplementedError among it for a key of a kind that it does
# not know: none of it is worth more than “not right”.
_NO_ANSWER = (
    KeyError, TypeError, AttributeError, ValueError, IndexError, struct.error, InvalidSignature, RecursionError,
    NotImplementedError, OverflowError,
)  # fmt: skip


class _Credential(forms.JSONField):
    """JSON of the browser's; it is not shown again."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return InvalidJSONInput("")

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:  # brackets within brackets; a number of thousands of digits
            raise get_mfa_adapter().validation_error("incorrect_code") from error


class _AnyAnswer:
    """A passkey's answer comes from the browser, so it may be anything; what cannot be read is refused."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _NO_ANSWER as error:
            raise get_mfa_adapter().validation_error("incorrect_code") from error


class PasskeyEntranceForm(_AnyAnswer, LoginWebAuthnForm):
    """Whoever is not at the paper any more gets the answer of a passkey that is not known."""

    credential = _Credential()

    def clean_credential(self) -> Any:
        found = super().clean_credential()
        if not may_come_in(found.user):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return found


class PasskeySecondForm(_AnyAnswer, AuthenticateWebAuthnForm):
    credential = _Credential()


class PasskeyProofForm(_AnyAnswer, ReauthenticateWebAuthnForm):
    credential = _Credential()


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; every one is made so that it can sign in by itself: it lies on the device and knows its owner."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("For example: phone, blue key."),
    )
    passwordless = forms.BooleanField(widget=forms.HiddenInput, required=False)
    credential = _Credential()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {**kwargs.get("initial", {}), "name": ""}
        super().__init__(*args, **kwargs)

    def clean_passwordless(self) -> bool:
        return True

    def clean(self) -> Any:
        try:
            return super().clean()
        except _NO_ANSWER as error:
            raise get_mfa_adapter().validation_error("incorrect_code") from error


class PasswordForm(forms.Form):
    """Somebody's own new password, twice."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("12 characters or more; several words are good, a word of your name is not."),
    )
    password2 = forms.CharField(
        label=gettext_lazy("The same again"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Staff, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"password1", "password2"} <= set(data):
            if data["password1"] != data["password2"]:
                self.add_error("password2", _("The two are not the same. Type them again."))
            else:
                self._ask_validators(data["password1"])
        return data

    def _ask_validators(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.person)
        except forms.ValidationError as error:
            self.add_error("password1", error)

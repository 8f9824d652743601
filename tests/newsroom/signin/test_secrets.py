"""A new SECRET_KEY locks nobody out while the old one is a fallback, and none needs it once the secrets are renewed."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command

from newsroom.models import Staff
from newsroom.signin import secrets
from tests.newsroom.signin.test_entrance import come_in
from tests.signing_in import add_app

NEW = "another-key-of-fifty-characters-or-more-0123456789-abcdef"


def test_with_the_old_key_as_a_fallback_everybody_still_comes_in(editor: Staff, settings: Any) -> None:
    secret = add_app(editor)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW
    _desk, answer = come_in(editor, secret)
    assert answer.response.headers["Location"] == "/admin/"


def test_once_renewed_the_old_key_can_go(editor: Staff, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    secret = add_app(editor)
    codes = RecoveryCodes.activate(editor).generate_codes()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW
    call_command("renew_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    assert "2 secrets are encrypted" in capsys.readouterr().out
    _desk, answer = come_in(editor, secret)
    assert answer.response.headers["Location"] == "/admin/"
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(kept).generate_codes() == codes


def test_without_the_old_key_nothing_is_changed_and_the_command_says_why(editor: Staff, settings: Any) -> None:
    add_app(editor)
    before = Authenticator.objects.get().data
    settings.SECRET_KEY = NEW
    with pytest.raises(CommandError, match="fits none of the keys"):
        call_command("renew_secrets")
    assert Authenticator.objects.get().data == before


def test_a_secret_is_not_read_with_another_key(settings: Any) -> None:
    sealed = secrets.encrypt("ABCD")
    settings.SECRET_KEY = NEW
    with pytest.raises(InvalidToken):
        secrets.decrypt(sealed)

"""`manage.py renew_secrets`: after a new SECRET_KEY, encrypts the secrets of second factors with it."""

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom.signin import secrets


class Command(BaseCommand):
    help = "Encrypts every secret of a second factor with SECRET_KEY. Run it while the old key is a fallback."

    def handle(self, *args: Any, **options: Any) -> None:
        renewed = 0
        with transaction.atomic():
            for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
                try:
                    new = {name: secrets.renew(factor.data[name]) for name in ("secret", "seed") if name in factor.data}
                except InvalidToken as error:
                    raise CommandError(
                        f"A secret of {factor.user} fits none of the keys: is the old one in SECRET_KEY_FALLBACKS? "
                        "Nothing was changed."
                    ) from error
                Authenticator.objects.filter(pk=factor.pk).update(data={**factor.data, **new})
                renewed += 1
        self.stdout.write(f"{renewed} secrets are encrypted with SECRET_KEY.")

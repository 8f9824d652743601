"""Secrets of second factors at rest: encrypted with the site's key, so that a copy of the database signs nobody in."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

SALT = "newsroom.signin.secrets"


def keys() -> MultiFernet:
    """The key that encrypts, and those before it in SECRET_KEY_FALLBACKS, which still decrypt."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def encrypt(text: str) -> str:
    return keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises cryptography's InvalidToken when none of the keys fits."""
    return keys().decrypt(text.encode()).decode()


def renew(text: str) -> str:
    """The same secret under the key of today."""
    return keys().rotate(text.encode()).decode()


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"{SALT}:{secret}".encode()).digest())

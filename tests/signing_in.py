"""Signing people in without the pages of sign-in: a session as those pages leave it, with a proof of this moment."""

import time

from allauth.account.internal.flows import login
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from newsroom.models import Staff
from newsroom.signin import idle


def sign_in(client: Client, person: Staff, *, proved: bool = True) -> None:
    """Sign the person in; `proved=False` leaves out the second factor, as no page does."""
    client.force_login(person)
    session = client.session
    proofs = [{"method": "password", "at": time.time()}]
    proofs += [{"method": "mfa", "type": "totp", "at": time.time()}] if proved else []
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = proofs
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    client.cookies[idle.COOKIE] = idle.seen_now(person, str(session.session_key))


def prove_long_ago(client: Client) -> None:
    """As if the last proof of the client's person were older than any that counts."""
    session = client.session
    for proof in session[login.AUTHENTICATION_METHODS_SESSION_KEY]:
        proof["at"] -= 24 * 60 * 60
    session.save()


def add_app(person: Staff) -> str:
    """Give the person an authenticator app; returns its secret, of which `code_of` makes codes."""
    secret: str = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    value = totp.hotp_value(secret, int(time.time()) // 30 + later)
    return str(totp.format_hotp_value(value))

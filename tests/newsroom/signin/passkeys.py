"""A passkey in software: made for a person, it signs what the newsroom asks, as a phone would."""

import hashlib
import json
import os
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from newsroom.models import Staff

SITE, ORIGIN = "testserver", "https://testserver"
UNLOCKED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    def __init__(self, person: Staff) -> None:
        self.person = person
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.number = os.urandom(16)
        public: Any = ES256
        public = public.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.number, public)
        made = AuthenticatorData.create(_site(), UNLOCKED | AuthenticatorData.FLAG.AT, 0, attested)
        response = {
            "clientDataJSON": _client("webauthn.create", "AAAA"),
            "attestationObject": websafe_encode(AttestationObject.create("none", made, {})),
        }
        self.row = Authenticator.objects.create(
            user=person,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "phone", "credential": self._told(response)},
        )

    def answer(self, challenge: str, *, owner: Staff | None = None, flags: AuthenticatorData.FLAG = UNLOCKED) -> str:
        """What the browser sends for the challenge; `owner` is whom the key says that it belongs to."""
        client, told = _client("webauthn.get", challenge), AuthenticatorData.create(_site(), flags, 1)
        signed = bytes(told) + hashlib.sha256(_bytes(client)).digest()
        handle = user_pk_to_url_str(owner or self.person).encode()
        response = {
            "clientDataJSON": client,
            "authenticatorData": websafe_encode(told),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(handle),
        }
        return json.dumps(self._told(response))

    def _told(self, response: dict[str, Any]) -> dict[str, Any]:
        number = websafe_encode(self.number)
        return {
            "id": number,
            "rawId": number,
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": response,
        }


def _site() -> bytes:
    return hashlib.sha256(SITE.encode()).digest()


def _client(kind: str, challenge: str) -> str:
    told = {"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}
    return str(websafe_encode(json.dumps(told).encode()))


def _bytes(text: str) -> bytes:
    return bytes(websafe_decode(text))

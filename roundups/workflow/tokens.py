"""The token of a preview link: known to be ours before the database is asked, and good for one state only."""

import dataclasses

from django.core.signing import BadSignature, Signer

from roundups.models import PreviewLink


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a token says whose signature is ours: the link's id, and the seal of the state that it is for."""

    link: int
    seal: str

    def is_for(self, link: PreviewLink) -> bool:
        """Whether the token was made for this row and this state of it."""
        try:
            _states().unsign(f"{link.pk}.{link.digest}.{self.seal}")
        except BadSignature:
            return False
        return True


def token_of(link: PreviewLink) -> str:
    """`id.seal.signature`, two times 256 bits of HMAC under the site's key. It is kept nowhere.

    The seal stands for the digest. In clear, it would let whoever finds an address in somebody's history find out
    which of the paper's texts this person had before it was published.
    """
    return _tokens().sign(f"{link.pk}.{_states().signature(f'{link.pk}.{link.digest}')}")


def read(token: str) -> Ticket | None:
    """What a token of ours says; None for any other. Earlier keys count as long as SECRET_KEY_FALLBACKS has them."""
    try:
        link, _dot, seal = _tokens().unsign(token).partition(".")
    except BadSignature:
        return None
    return Ticket(link=int(link), seal=seal)


def _tokens() -> Signer:
    return Signer(salt="roundups.preview_link", sep=".")


def _states() -> Signer:
    return Signer(salt="roundups.preview_link.state", sep=".")

"""People who come in by the pages of sign-in."""

import pytest

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from tests import factories

PASSWORD = "carts cross the bridge"  # pragma: allowlist secret (of invented people)


@pytest.fixture(autouse=True)
def paper(db: None) -> Masthead:
    return factories.masthead()


@pytest.fixture
def editor() -> Staff:
    """An editor with a password and nothing else yet."""
    someone = factories.person(Role.EDITOR)
    someone.set_password(PASSWORD)
    someone.save()
    return someone

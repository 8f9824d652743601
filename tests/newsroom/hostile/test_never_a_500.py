"""Whatever anybody sends, the answer is a page: never a failure of the server (5-promises, S30)."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsroom.hostile.shots import Shot, shots
from tests.newsroom.hostile.target import WHO, Site
from tests.promises import count

SHOTS = count(400, 20_000) // len(WHO)


def all_shots(site: Site, dice: random.Random) -> Iterator[Shot]:
    """Endlessly, at every address in turn."""
    addresses = site.addresses()
    dice.shuffle(addresses)
    for address in itertools.cycle(addresses):
        yield from shots(dice, address, site.forms_of(address), site.token)


# Django leaves the temporary file of a broken upload to be closed by nobody.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_whatever_somebody_sends_is_answered_without_a_failure(who: str, media: Path) -> None:
    site = Site(who, media / "site")
    dice = random.Random(who)
    troubles: dict[str, str] = {}
    for shot in itertools.islice(all_shots(site, dice), SHOTS):
        if trouble := site.trouble_with(shot):
            troubles.setdefault(trouble[-300:], f"{shot}\n{trouble[-3000:]}")
    assert not troubles, "\n\n".join(troubles.values())

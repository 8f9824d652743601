"""What the environment says, read without Django: where things lie, and in which mode the site runs.

The press's front must answer when Django cannot, so what both need to know stands here; the rest is settings'.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


class NonsenseInEnvironment(ValueError):
    """A setting that cannot be meant."""


def flag(name: str) -> bool:
    """A yes or no from the environment; anything else is refused (a typing slip must not switch a lock off)."""
    value = os.environ.get(name, "false").lower()
    if value not in {"true", "false", "1", "0", "yes", "no"}:
        raise NonsenseInEnvironment(f"{name} is {value!r}: set it to true or false.")
    return value in {"true", "1", "yes"}


MODE = os.environ.get("NEWSROOM_MODE", "local")
if MODE not in {"local", "production"}:
    raise NonsenseInEnvironment(f"NEWSROOM_MODE is {MODE!r}: set it to local or production.")
LOCAL = MODE == "local"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or BASE_DIR / "media").resolve()
PRIVATE_ROOT = MEDIA_ROOT / "private"  # originals and unpublished pictures: never under a public path
SITE_ROOT = MEDIA_ROOT / "site"  # what the press wrote: for everybody
DEBUG = flag("DEBUG")
BEHIND_TLS_PROXY = flag("BEHIND_TLS_PROXY")
TRAINING_CRAWLERS = flag("TRAINING_CRAWLERS")  # whether programs that train on texts may fetch them

"""Where sessions are kept: Django's database store, with the person on the row, so that a person's sessions can end."""

import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from newsroom.models import DeskSession

LONGEST = datetime.timedelta(hours=12)  # 5-promises, S14
STARTED, DEVICE = "started_at", "device"
# A browser names others in its signature too: the first that fits is the one.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac", "Linux": "Linux",
}  # fmt: skip


class SessionStore(DatabaseStore):
    """A session in `DeskSession`."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        row.started_at = datetime.datetime.fromisoformat(data[STARTED]) if STARTED in data else None
        row.device = data.get(DEVICE, "")
        found: DeskSession = row
        return found


def begin(request: HttpRequest, now: datetime.datetime | None = None) -> None:
    """Note in a session that somebody has just signed in with: since when, on what, and that it ends in 12 hours."""
    now = now or timezone.now()
    request.session[STARTED] = now.isoformat()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session.set_expiry(now + LONGEST)


def device_of(agent: str) -> str:
    """What a browser is, in words that its owner knows it by: “Firefox, Android”. "" for one that does not say."""
    found = [next((name for sign, name in names.items() if sign in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))

"""Whether the newsroom is well: asked by whatever watches the server, answered in a few words."""

import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.models import RecordRow
from newsroom.record import lines
from roundups.models import Roundup, RoundupState, append_only
from roundups.press import rounds
from roundups.workflow import HEARTBEAT_FILE

LATE = datetime.timedelta(minutes=2)  # 5-promises, S4: an overdue release is seen within two minutes


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; the answer names what is not, and nothing of the newsroom's work."""
    try:
        now = timezone.now()
        troubles = [*_sealed(), *_record(now), *_worker(now), *_press()]
    except DatabaseError:
        troubles = ["the database does not answer"]
    return JsonResponse({"well": not troubles, "troubles": troubles}, status=503 if troubles else 200)


def _sealed() -> list[str]:
    return ["sealed rows are not protected: run migrate"] if append_only.missing() else []


def _record(now: datetime.datetime) -> list[str]:
    """What can be told of the record from its ends; `manage.py verify_record` reads all of it."""
    newest = RecordRow.objects.order_by("-number").values_list("number", flat=True).first() or 0
    try:
        written = lines.written()
    except FileNotFoundError:
        return ["the file of the record is not there"] if newest else []
    except (OSError, ValueError):
        return ["the file of the record cannot be read"]
    if newest < written:
        return ["the record ends before its file does: run verify_record"]
    if RecordRow.objects.filter(number__gt=written, at__lt=now - LATE).exists():
        return ["rows of the record have no line in its file: the worker’s log says why"]
    return []


def _press() -> list[str]:
    failed = len(rounds.troubles())
    return [f"{failed} pages are not as they should be printed: the board says which"] if failed else []


def _worker(now: datetime.datetime) -> list[str]:
    troubles = []
    overdue = Roundup.objects.filter(status=RoundupState.SCHEDULED, publish_at__lt=now - LATE)
    if overdue.exists():
        troubles.append("a scheduled roundup is overdue")
    path = Path(settings.PRIVATE_ROOT) / HEARTBEAT_FILE
    try:
        beat = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
    except OSError:
        return [*troubles, "the worker has never run"]
    if now - beat > LATE:
        troubles.append("the worker is silent")
    return troubles

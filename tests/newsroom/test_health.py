"""What whatever watches the server is told."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from newsroom import record
from newsroom.models import RecordRow
from newsroom.record import lines
from newsroom.roles import Role
from roundups.models import Roundup, append_only
from roundups.workflow import HEARTBEAT_FILE
from tests import factories

pytestmark = pytest.mark.django_db
SCHEDULED_AT = factories.NOON + datetime.timedelta(days=400)


@pytest.fixture
def heartbeat(settings: Any) -> Path:
    path = Path(settings.PRIVATE_ROOT) / HEARTBEAT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def scheduled(at: datetime.datetime) -> Roundup:
    day = factories.roundup()
    factories.story_in("approved", day)
    factories.step("schedule", day, factories.person(Role.EDITOR), at=SCHEDULED_AT)
    Roundup.objects.filter(pk=day.pk).update(publish_at=at)
    record.write_missing()
    return day


def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    raise DatabaseError("connection refused by server at 10.0.0.7")


def test_all_is_well_with_a_fresh_heartbeat(client: Client, heartbeat: Path) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"well": True, "troubles": []})


def test_a_worker_that_never_ran_is_a_trouble(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"well": False, "troubles": ["the worker has never run"]}


def test_a_silent_worker_is_a_trouble_after_two_minutes(client: Client, heartbeat: Path) -> None:
    then = timezone.now().timestamp() - 125
    os.utime(heartbeat, (then, then))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["troubles"]) == (503, ["the worker is silent"])


def test_a_heartbeat_of_a_minute_ago_is_well(client: Client, heartbeat: Path) -> None:
    then = timezone.now().timestamp() - 60
    os.utime(heartbeat, (then, then))
    assert client.get("/health/").status_code == 200


def test_an_overdue_release_is_a_trouble(client: Client, heartbeat: Path) -> None:
    scheduled(timezone.now() - datetime.timedelta(minutes=3))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["troubles"]) == (503, ["a scheduled roundup is overdue"])


def test_a_release_that_is_due_just_now_is_no_trouble(client: Client, heartbeat: Path) -> None:
    scheduled(timezone.now() - datetime.timedelta(seconds=30))
    assert client.get("/health/").status_code == 200


def test_missing_triggers_are_a_trouble(client: Client, heartbeat: Path) -> None:
    append_only.remove()
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert "run migrate" in answer.json()["troubles"][0]


def test_a_single_missing_trigger_is_a_trouble(client: Client, heartbeat: Path) -> None:
    with connection.cursor() as cursor:
        on = " ON roundups_move" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER roundups_move_no_delete{on}")
    assert client.get("/health/").status_code == 503


def test_a_database_that_does_not_answer_is_said_in_a_sentence(client: Client, heartbeat: Path) -> None:
    with connection.execute_wrapper(refuse):
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"well": False, "troubles": ["the database does not answer"]}


def entered(at: datetime.datetime) -> None:
    with transaction.atomic():
        record.enter(record.What.EXPORTED, by=None, about="roundup:en:2026-03-02", now=at)


def test_a_record_whose_file_is_not_there_is_a_trouble(client: Client, heartbeat: Path) -> None:
    entered(timezone.now())
    assert client.get("/health/").json()["troubles"] == ["the file of the record is not there"]


def test_a_file_of_the_record_that_cannot_be_read_is_a_trouble(client: Client, heartbeat: Path) -> None:
    lines.where().mkdir()
    assert client.get("/health/").json()["troubles"] == ["the file of the record cannot be read"]


def test_a_row_without_a_line_is_a_trouble_after_two_minutes(client: Client, heartbeat: Path) -> None:
    lines.where().touch()
    entered(timezone.now() - datetime.timedelta(seconds=60))
    assert client.get("/health/").status_code == 200
    entered(timezone.now() - datetime.timedelta(seconds=125))
    assert client.get("/health/").json()["troubles"] == [
        "rows of the record have no line in its file: the worker’s log says why"
    ]


def test_a_record_that_ends_before_its_file_is_a_trouble(client: Client, heartbeat: Path) -> None:
    for _number in range(2):
        entered(timezone.now())
    record.write_missing()
    append_only.remove()
    RecordRow.objects.filter(number=2).delete()
    append_only.install()
    assert client.get("/health/").json()["troubles"] == ["the record ends before its file does: run verify_record"]


def test_the_answer_names_nothing_of_the_newsrooms_work(client: Client) -> None:
    day = scheduled(timezone.now() - datetime.timedelta(minutes=3))
    said = client.get("/health/").content.decode()
    assert f"{day.date:%Y}" not in said
    assert "Bridge" not in said


def test_the_answer_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get("/health/").headers["Cache-Control"]


def test_it_rejects_post(client: Client) -> None:
    assert client.post("/health/").status_code == 405

"""How often something may be done, and by whom it was done: counted, and not kept."""

import datetime
import threading
from typing import Any

import pytest
import time_machine
from django.conf import settings as the_settings
from django.db import connection
from django.test import RequestFactory

from newsroom.limits import Limit, address_of

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
HOUR = Limit(name="test", most=3, seconds=60 * 60)
SOMEBODY, OTHER = "192.0.2.1", "192.0.2.2"


def kept() -> str:
    """All that the cache has in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM newsroom_cache")
        return str(cursor.fetchall())


def from_address(remote: str, **headers: str) -> str:
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


@pytest.mark.django_db
def test_so_many_times_and_no_more() -> None:
    assert [HOUR.allows(SOMEBODY) for _time in range(6)] == [True, True, True, False, False, False]


@pytest.mark.django_db
def test_one_address_does_not_count_for_another() -> None:
    assert [HOUR.allows(SOMEBODY) for _time in range(4)][-1] is False
    assert HOUR.allows(OTHER)


@pytest.mark.django_db
def test_one_limit_does_not_count_for_another() -> None:
    assert [HOUR.allows(SOMEBODY) for _time in range(4)][-1] is False
    assert Limit(name="other", most=1, seconds=60).allows(SOMEBODY)


@pytest.mark.django_db
def test_without_a_name_everybody_is_counted_together() -> None:
    assert [HOUR.allows() for _time in range(4)] == [True, True, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "allowed"), [(0, False), (6, False), (30, False), (59, False), (61, True)])
def test_the_time_is_as_long_as_it_says(minutes: int, allowed: bool) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _time in range(3):
            assert HOUR.allows(SOMEBODY)
        clock.shift(datetime.timedelta(minutes=minutes))
        assert HOUR.allows(SOMEBODY) is allowed


@pytest.mark.django_db
def test_who_keeps_trying_waits_no_longer() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _time in range(10):
            HOUR.allows(SOMEBODY)
            clock.shift(datetime.timedelta(minutes=7))
        assert HOUR.allows(SOMEBODY)


@pytest.mark.django_db
def test_each_time_is_forgotten_at_its_own_hour() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert HOUR.allows(SOMEBODY)
        clock.shift(datetime.timedelta(minutes=30))
        assert HOUR.allows(SOMEBODY)
        assert HOUR.allows(SOMEBODY)
        clock.shift(datetime.timedelta(minutes=31))
        assert [HOUR.allows(SOMEBODY) for _time in range(2)] == [True, False]


@pytest.mark.django_db
def test_many_others_do_not_make_it_forget() -> None:
    once = Limit(name="once", most=1, seconds=60)
    for number in range(320):
        assert once.allows(f"192.0.2.{number}")
    assert not [number for number in range(320) if once.allows(f"192.0.2.{number}")]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_allowed_than_there_are_places() -> None:
    answers: list[bool] = []
    barrier = threading.Barrier(6)

    def try_it() -> None:
        barrier.wait()
        answers.append(HOUR.allows(SOMEBODY))
        connection.close()

    threads = [threading.Thread(target=try_it) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(True) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", [SOMEBODY, "2001:db8::1"])
def test_an_address_is_not_kept(address: str) -> None:
    assert HOUR.allows(address)
    assert "limit:test:" in kept()
    assert address not in kept()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_without_a_trusted_proxy_a_header_says_nothing(header: str) -> None:
    assert from_address(SOMEBODY, **{header: OTHER}) == SOMEBODY


@pytest.mark.parametrize("said", [OTHER, f"203.0.113.9, {OTHER}", f"x,{OTHER}", f" {OTHER} "])
def test_a_trusted_proxy_says_who_came_to_it(settings: Any, said: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert from_address("127.0.0.1", **{"X-Forwarded-For": said}) == OTHER


@pytest.mark.parametrize("said", ["", " ", "203.0.113.9, "])
def test_a_proxy_that_says_nothing_is_itself_the_address(settings: Any, said: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert from_address("127.0.0.1", **{"X-Forwarded-For": said}) == "127.0.0.1"


def test_no_proxy_is_trusted_unless_somebody_says_so() -> None:
    assert the_settings.SECURE_PROXY_SSL_HEADER is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8:0:0:a::", "2001:0DB8::1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_all_addresses_of_one_line_are_one(one: str, other: str, same: bool) -> None:
    assert (from_address(one) == from_address(other)) is same


@pytest.mark.parametrize("address", ["", "unix:", "no address", "1.2.3", "fe80::1%eth0", "x" * 5000])
def test_what_is_no_address_is_no_error(address: str) -> None:
    assert isinstance(from_address(address), str)

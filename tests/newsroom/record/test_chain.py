"""Entering rows: in the transaction of the act, one after the other, each chained to the one before."""

import datetime

import pytest
from django.db import transaction

from newsroom import record
from newsroom.models import RecordRow
from newsroom.record.chain import FIRST, hash_of
from tests import factories

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def enter(**detail: str | int) -> RecordRow:
    with transaction.atomic():
        return record.enter(record.What.EXPORTED, by=None, about="roundup:en:2026-03-02", now=NOON, **detail)


@pytest.mark.django_db
def test_each_row_carries_the_hash_of_the_one_before() -> None:
    first, second = enter(), enter()
    assert (first.number, first.previous) == (1, FIRST)
    assert (second.number, second.previous) == (2, first.hash)


@pytest.mark.django_db
def test_a_row_read_back_from_the_database_has_the_hash_that_it_was_written_with() -> None:
    with transaction.atomic():
        record.enter(
            record.What.ROLES, by=factories.person(), about="person:1", was=["Б", "a"], reason="“Ł” 🕊", count=3
        )
    row = RecordRow.objects.get()
    assert hash_of(row) == row.hash


@pytest.mark.django_db(transaction=True)
def test_nothing_is_entered_outside_of_the_transaction_of_the_act() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record.enter(record.What.EXPORTED, by=None, about="roundup:en:2026-03-02")
    assert not RecordRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_taken_back_leaves_no_row() -> None:
    with transaction.atomic():
        record.enter(record.What.EXPORTED, by=None, about="roundup:en:2026-03-02")
        transaction.set_rollback(True)
    assert enter().number == 1

"""The paper's nouns: counters, openings, time zones, pages."""

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from newsroom.models import Counter, Masthead, Opening, Page, PageText
from newsroom.models.counter import must_say_day
from newsroom.models.masthead import must_be_time_zone
from newsroom.roles import Role
from tests import factories
from tests.signing_in import sign_in

first_words = importlib.import_module("newsroom.migrations.0002_first_words")


@pytest.fixture
def fresh(db: None) -> None:
    """The newsroom as a fresh database has it."""
    first_words.erase(apps, None)
    first_words.write(apps, None)


def war() -> Counter:
    return Counter.objects.get(name="the war in Ukraine")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        (datetime.date(2022, 2, 24), 1),
        (datetime.date(2022, 2, 25), 2),
        (datetime.date(2023, 9, 13), 567),
        (datetime.date(2024, 2, 29), 736),
        (datetime.date(2022, 2, 23), 0),
        (datetime.date(2022, 1, 1), -53),
    ],
)
def test_a_fresh_newsroom_counts_the_days_of_the_war(fresh: None, date: datetime.date, day: int) -> None:
    assert war().day(date) == day


def test_a_fresh_newsroom_opens_in_english_and_russian(fresh: None) -> None:
    openings = dict(war().openings.values_list("language", "words"))
    assert openings["en"] == "It is day {day} of the war in Ukraine."
    assert "{day}" in openings["ru"]


def test_a_fresh_newsroom_has_the_pages_of_the_imprint(fresh: None) -> None:
    slugs = set(Page.objects.filter(masthead="en").values_list("slug", flat=True))
    assert slugs == {"about", "terms", "privacy", "corrections-policy"}


def test_a_fresh_newsroom_keeps_the_first_texts_of_its_pages(fresh: None) -> None:
    kept = {(text.page.slug, text.body) for text in PageText.objects.select_related("page")}
    assert kept == {(page.slug, page.body) for page in Page.objects.all()}


def test_the_first_words_pass_the_validators(fresh: None) -> None:
    for row in (*Opening.objects.all(), *Masthead.objects.all(), *Page.objects.all(), *Counter.objects.all()):
        row.full_clean()


@pytest.mark.parametrize("words", ["It is day {day} of it.", "{day}", "Идёт {day}-й день."])
def test_an_opening_says_the_day_once(words: str) -> None:
    must_say_day(words)


@pytest.mark.parametrize(
    "words",
    ["", "It is day 5.", "{day} and {day}", "{day} {", "} {day}", "{day!r}", "{{day}}", "{Day}", "{day} {date}"],
)
def test_an_opening_that_cannot_count_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(ValidationError, match=r"Write \{day\} once"):
        must_say_day(words)


@pytest.mark.parametrize("name", ["UTC", "Europe/Riga", "Asia/Tbilisi"])
def test_a_known_time_zone_is_accepted(name: str) -> None:
    must_be_time_zone(name)


@pytest.mark.parametrize("name", ["Europe/Nowhere", "../../etc/passwd", "/etc/localtime", "", "Riga", "Europe", "\x00"])
def test_an_unknown_time_zone_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValidationError, match="No such time zone"):
        must_be_time_zone(name)


@pytest.mark.parametrize("language", ["eng", "E", "EN", "e1", ""])
def test_a_masthead_has_a_language_of_two_small_letters(db: None, language: str) -> None:
    with pytest.raises(ValidationError):
        Masthead(language=language, name="The Lantern").full_clean()


def page() -> Page:
    found, _made = Page.objects.update_or_create(
        masthead=factories.masthead(), slug="about", defaults={"title": "About us", "body": "<p>The first text.</p>"}
    )
    return found


def test_saving_a_page_in_the_admin_keeps_its_text(db: None, client: Client) -> None:
    found = page()
    administrator = factories.person(Role.ADMINISTRATOR)
    sign_in(client, administrator)
    inline = {"texts-TOTAL_FORMS": "0", "texts-INITIAL_FORMS": "0"}
    for body in ("<p>The second text.</p>", "<p>The third text.</p>"):
        answer = client.post(f"/admin/newsroom/page/{found.pk}/change/", {"title": "About us", "body": body, **inline})
        assert answer.status_code == 302
    kept = list(PageText.objects.filter(page=found).order_by("pk").values_list("body", "by"))
    assert kept[-2:] == [("<p>The second text.</p>", administrator.pk), ("<p>The third text.</p>", administrator.pk)]


def change(text: PageText) -> None:
    PageText.objects.filter(pk=text.pk).update(body="<p>Another text.</p>")


def save(text: PageText) -> None:
    text.title = "Another title"
    text.save()


def delete(text: PageText) -> None:
    PageText.objects.filter(pk=text.pk).delete()


@pytest.mark.parametrize("door", [change, save, delete])
def test_an_earlier_text_of_a_page_is_sealed(db: None, door: Any) -> None:
    text = PageText.objects.create(page=page(), title="About us", body="<p>As it was.</p>")
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        door(text)
    assert PageText.objects.get(pk=text.pk).body == "<p>As it was.</p>"

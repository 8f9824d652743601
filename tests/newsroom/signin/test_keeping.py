"""What is sent too late is kept for its person, offered after sign-in, and sent again with one press (S6, S14)."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from newsroom.models import DeskSession, KeptForm, Staff
from newsroom.models.kept_form import DAYS
from newsroom.roles import Role
from roundups.models import Story
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.newsroom.signin.conftest import PASSWORD
from tests.signing_in import add_app, code_of, sign_in

WORDS = "The new words, typed for an hour, in Łódź <script>alert(1)</script>"


def writing() -> tuple[Staff, Story, Desk, Page]:
    story = factories.story()
    assert story.author
    desk = Desk(story.author)
    return story.author, story, desk, desk.open(f"/admin/roundups/story/{story.pk}/change/")


def save_too_late(desk: Desk, form: Page) -> Page:
    DeskSession.objects.all().delete()
    return desk.send(form, "headline", button="_save", headline=WORDS)


def test_a_story_saved_with_a_dead_session_is_saved_after_signing_in() -> None:
    author, story, desk, form = writing()
    author.set_password(PASSWORD)
    author.save()
    secret = add_app(author)
    page = desk.follow(save_too_late(desk, form))
    story.refresh_from_db()
    assert story.headline != WORDS
    second = desk.follow(desk.send(page, "login", login=author.username, password=PASSWORD))
    kept = desk.follow(desk.send(second, "code", code=code_of(secret)))
    assert kept.says("Nothing was changed by it, and nothing of it is lost.")
    assert WORDS in dict(kept.form("headline").fields)["headline"]
    desk.send(kept, "headline")
    story.refresh_from_db()
    assert story.headline == WORDS
    assert not KeptForm.objects.exists()


def test_half_an_hour_of_silence_loses_no_words() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        author, _story, desk, form = writing()
        clock.shift(31 * 60)
        desk.send(form, "headline", button="_save", headline=WORDS)
    kept = KeptForm.objects.get()
    assert (kept.person, kept.fields["headline"]) == (author, [WORDS])


def test_a_page_that_grew_old_by_signing_in_elsewhere_loses_no_words() -> None:
    author, _story, desk, form = writing()
    data = {**dict(form.form("headline").fields), "headline": WORDS, "csrfmiddlewaretoken": "x" * 64}
    answer = desk.client.post(form.address, data, headers={"origin": "http://testserver"})
    kept = KeptForm.objects.get(person=author)
    assert answer.headers["Location"] == f"/admin/kept/{kept.pk}/"


def test_what_another_site_sends_is_not_kept() -> None:
    _author, _story, desk, form = writing()
    for headers in ({"origin": "https://evil.example"}, {}):
        answer = desk.client.post(form.address, {"headline": WORDS}, headers=headers)
        assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_nobody_else_sees_what_was_kept() -> None:
    _author, _story, desk, form = writing()
    save_too_late(desk, form)
    kept = KeptForm.objects.get()
    other = Desk(factories.person())
    assert other.open(f"/admin/kept/{kept.pk}/").status == 404
    other.post("/admin/roundups/day/open/", {"kept_form": str(kept.pk)})
    assert KeptForm.objects.exists()


def test_it_may_be_thrown_away() -> None:
    author, _story, desk, form = writing()
    save_too_late(desk, form)
    sign_in(desk.client, author)
    address = f"/admin/kept/{KeptForm.objects.get().pk}/"
    throw = next(each for each in desk.open(address).forms if each.action == "" and not each.value("headline"))
    desk.client.post(address, dict(throw.fields))
    assert not KeptForm.objects.exists()


def test_no_secret_is_kept() -> None:
    person = factories.person()
    desk = Desk(person)
    DeskSession.objects.all().delete()
    # pragma: allowlist nextline secret (of nobody)
    secret = {"password1": "a b c d", "code": "123 456", "credential": "{ }", "words": "two words"}
    desk.post("/admin/roundups/day/open/", secret)
    assert list(KeptForm.objects.get().fields) == ["words"]


def test_a_nul_among_the_words_is_dropped_and_the_words_are_kept() -> None:
    desk = Desk(factories.person())
    DeskSession.objects.all().delete()
    desk.post("/admin/roundups/day/open/", {"wo\x00rds": "The pier\x00 is open"})
    assert KeptForm.objects.get().fields == {"words": ["The pier is open"]}


@pytest.mark.parametrize(
    "address", ["/admin/sign-in/", f"/admin/invitation/{'s' * 43}/", "/admin/prove/", "/admin/my-sign-in/password/"]
)
def test_no_form_of_sign_in_is_kept(address: str) -> None:
    """A password is typed into the field above it; the address of an invitation is a secret itself."""
    desk = Desk(factories.person())
    data = {"login": "my secret words", "username": "mira", "csrfmiddlewaretoken": "x" * 64}
    desk.client.post(address, data, headers={"origin": "http://testserver"})
    assert not KeptForm.objects.exists()


def test_after_signing_out_this_browser_keeps_nothing_for_whoever_sat_there() -> None:
    _author, _story, desk, form = writing()
    desk.send(desk.open("/admin/sign-out/"), "csrfmiddlewaretoken")
    token = desk.open("/admin/sign-in/").form("login").value("csrfmiddlewaretoken")
    answer = desk.send(form, "headline", button="_save", headline=WORDS, csrfmiddlewaretoken=token)
    assert answer.says("copy it before you go on")
    assert not KeptForm.objects.exists()


def test_so_it_is_when_the_session_had_fallen_silent_before() -> None:
    _author, _story, desk, _form = writing()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=31), tick=False):
        desk.post("/admin/sign-out/")
        desk.post("/admin/roundups/day/open/", {"day": "some words"})
    assert not KeptForm.objects.exists()
    assert not DeskSession.objects.filter(person__isnull=False).exists()


def test_it_says_where_it_goes_and_all_that_goes_with_it() -> None:
    author, _story, desk, form = writing()
    save_too_late(desk, form)
    sign_in(desk.client, author)
    page = desk.open(f"/admin/kept/{KeptForm.objects.get().pk}/")
    assert page.says(f"It goes to {form.address}.")
    assert page.says(f"Seen: {form.form('seen').value('seen')}")


def test_without_a_good_token_nothing_that_was_kept_is_forgotten() -> None:
    author, _story, desk, form = writing()
    save_too_late(desk, form)
    sign_in(desk.client, author)
    kept = KeptForm.objects.get()
    answer = desk.client.post(kept.path, {"kept_form": kept.pk, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert KeptForm.objects.filter(pk=kept.pk).exists()


def test_what_is_refused_without_showing_the_words_stays_kept() -> None:
    author, _story, desk, form = writing()
    save_too_late(desk, form)
    sign_in(desk.client, author)
    author.groups.clear()
    kept = KeptForm.objects.get()
    assert desk.send(desk.open(f"/admin/kept/{kept.pk}/"), "headline").status == 403
    assert KeptForm.objects.filter(pk=kept.pk).exists()


def test_what_is_too_large_to_keep_is_shown_to_be_copied() -> None:
    _author, _story, desk, form = writing()
    DeskSession.objects.all().delete()
    answer = desk.send(form, "headline", button="_save", headline=WORDS, body="word " * 250_000)
    assert answer.status == 403
    assert WORDS in answer.html.replace("&lt;", "<").replace("&gt;", ">")
    assert "<script>alert" not in answer.html
    assert not KeptForm.objects.exists()


def test_a_stranger_fills_nothing_but_gets_their_words_back() -> None:
    desk = Desk()
    answer = desk.post("/admin/roundups/story/add/", {"headline": WORDS})
    assert answer.says("copy it before you go on")
    assert not KeptForm.objects.exists()


def test_so_many_are_kept_for_one_person() -> None:
    desk = Desk(factories.person())
    DeskSession.objects.all().delete()
    for number in range(25):
        desk.post("/admin/roundups/day/open/", {"day": f"number {number}"})
    assert KeptForm.objects.count() == 20
    assert KeptForm.objects.filter(fields__day=["number 24"]).exists()


def test_it_waits_for_seven_days() -> None:
    _author, _story, desk, form = writing()
    save_too_late(desk, form)
    kept = KeptForm.objects.get()
    assert DAYS == 7
    assert not KeptForm.objects.over(kept.at + datetime.timedelta(days=6)).exists()
    assert KeptForm.objects.over(kept.at + datetime.timedelta(days=7)).exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "١", "1; DROP"])
def test_a_wrong_number_of_a_kept_form_hurts_nobody(number: str) -> None:
    desk = Desk(factories.person())
    assert desk.post("/admin/roundups/day/open/", {"kept_form": number}).status < 500


def test_words_that_are_to_leave_the_database_are_not_kept_in_it() -> None:
    desk = Desk(factories.person(Role.EDITOR))
    DeskSession.objects.all().delete()
    answer = desk.post("/admin/roundups/redaction/", {"words": "A Name in danger"})
    assert answer.says("copy it before you go on")
    assert not KeptForm.objects.exists()

"""What was redacted is gone from all that readers can get, in the round that follows (5-promises, S9)."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Staff
from roundups import workflow
from roundups.models import Edition, EditionText, IndexEntry, Printed, Roundup
from roundups.press import rounds, sheets
from tests import factories
from tests.roundups.press.test_rounds import everything_printed, moments, printed
from tests.roundups.public.test_leaks import everything
from tests.roundups.workflow.test_redaction import LATER, dangerous, strike
from tests.tampering import seals_lifted

pytestmark = pytest.mark.django_db
CANARY = "zyxqanary"
NOTE = "A passage was removed from this page on 2 March 2026 to protect somebody."
RUSSIAN_NOTE = "2 марта 2026 года с этой страницы убран фрагмент, чтобы защитить человека."


@pytest.fixture
def day(editor: Staff) -> Roundup:
    """A day with the name in every field but a picture, in both languages, between two harmless ones; all printed."""
    return printed_day(editor)


def printed_day(editor: Staff, *, pictured: bool = False) -> Roundup:
    english = factories.masthead()
    russian = factories.masthead(language="ru", name="Фонарь")
    for number in (1, 3):
        date = datetime.date(2026, 3, number)
        factories.published(factories.roundup(date, masthead=english), stories=1, editor=editor)
    dangerous(paper=russian, pictured=pictured)
    found = dangerous(paper=english, pictured=pictured)
    rounds.print_waiting()
    rounds.print_stale()
    return found


def searched(client: Client) -> str:
    pages = [client.get("/search/", {"q": words}) for words in (CANARY, "court", "Petrov")]
    return "\n".join(page.content.decode().replace(f'value="{CANARY}"', "") for page in pages)


def test_no_reader_can_find_the_words_after_one_round(client: Client, site: Path, editor: Staff) -> None:
    printed_day(editor, pictured=True)
    before = everything_printed(site).lower()
    assert before.count(CANARY.encode()) > 100
    assert "/2026/03/02/#" in searched(client)
    strike(editor)
    rounds.print_waiting()
    assert CANARY.encode() not in everything_printed(site).lower()
    assert CANARY not in everything(client).lower()
    assert "/2026/03/02/#zyx" not in searched(client)
    assert not list(rounds.differences())
    assert not rounds.troubles()
    for table in ("roundups_indexentry", "roundups_editiontext"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  (one of two constants)
            assert CANARY not in str(cursor.fetchall()).lower()


def test_no_file_has_the_words_in_its_name_or_its_picture(site: Path, editor: Staff) -> None:
    printed_day(editor, pictured=True)
    before = {path.name for path in (site / "pictures").iterdir()}
    assert any(CANARY.encode() in file.read_bytes().lower() for file in (site / "pictures").rglob("*.jpg"))
    strike(editor)
    rounds.print_waiting()
    after = {path.name for path in (site / "pictures").iterdir()}
    assert len(after) == len(before)
    assert not before & after
    assert not [path for path in site.rglob("*") if CANARY in path.name.lower()]


def test_what_is_left_of_the_day_is_found_at_its_new_address(client: Client, day: Roundup, editor: Staff) -> None:
    strike(editor)
    rounds.print_waiting()
    assert 'href="/2026/03/02/#story"' in client.get("/search/", {"q": "court"}).content.decode()
    assert '<article class="story" id="story">' in printed("/2026/03/02/")
    blocks = printed("/2026/03/02/").split('<script type="application/ld+json">')[1:]
    parts = json.loads(blocks[0].split("</script>")[0])["hasPart"]
    assert parts[0]["@id"].endswith("/2026/03/02/#story")
    assert parts[0]["headline"] == "[removed] is heard in court"


def test_the_search_is_clean_before_the_press_has_come(client: Client, day: Roundup, editor: Staff) -> None:
    strike(editor)
    assert "/2026/03/02/#" not in searched(client)
    assert not IndexEntry.objects.filter(edition__roundup=day).exists()


def test_readers_are_told_on_the_page_and_nowhere_else(site: Path, day: Roundup, editor: Staff) -> None:
    strike(editor)
    rounds.print_waiting()
    for path in ("/2026/03/02/", "/text/2026/03/02/"):
        assert NOTE in printed(path)
        assert RUSSIAN_NOTE in printed(f"/ru{path}")
    told = {path.relative_to(site).as_posix() for path in site.rglob("*.*") if "to protect somebody" in words(path)}
    assert told == {"2026/03/02/index.html", "text/2026/03/02/index.html"}


def words(path: Path) -> str:
    return path.read_text(errors="replace") if path.suffix in {".html", ".rss", ".atom", ".json", ".xml"} else ""


def test_words_that_only_an_earlier_edition_said_are_gone_from_the_notes_too(site: Path, editor: Staff) -> None:
    day = dangerous(pictured=False)
    rounds.print_waiting()
    strike(editor, "Monday\nTuesday")
    rounds.print_waiting()
    for path in ("/2026/03/02/", "/corrections/", "/corrections/2026/", "/corrections.rss"):
        assert "came on [removed]" in printed(path), path
    assert b"came on Monday" not in everything_printed(site)
    assert day.editions.count() == 2


def test_a_redaction_touches_only_what_names_its_day(site: Path, day: Roundup, editor: Staff) -> None:
    factories.published(factories.roundup(datetime.date(2025, 1, 5)), stories=1, editor=editor)
    rounds.print_waiting()
    before = moments(site)
    strike(editor)
    rounds.print_waiting()
    changed = {name for name, at in moments(site).items() if before.get(name) != at}
    assert "2026/03/02/index.html" in changed
    assert not [name for name in changed if name.startswith(("2025", "text/2025", "about", "assets"))]


def test_a_second_round_prints_nothing(site: Path, day: Roundup, editor: Staff) -> None:
    strike(editor)
    rounds.print_waiting()
    before = moments(site)
    assert rounds.print_waiting().changed == []
    assert moments(site) == before


def test_a_redaction_of_an_old_day_is_noticed_with_as_few_queries(day: Roundup, editor: Staff) -> None:
    strike(editor)
    rounds.print_waiting()
    with CaptureQueriesContext(
        connection,
    ) as few:
        rounds.print_waiting()
    for number in range(1, 4):
        factories.published(factories.roundup(datetime.date(2025, 2, number)), stories=1, editor=editor)
    rounds.print_waiting()
    with CaptureQueriesContext(connection) as many:
        rounds.print_waiting()
    assert len(many) == len(few)


def test_a_press_that_was_stopped_before_the_manifest_prints_again(site: Path, day: Roundup, editor: Staff) -> None:
    before = {name: (site / name).read_bytes() for name in moments(site) if not name.startswith("pictures")}
    manifest = {row.path: row for row in Printed.objects.all()}
    strike(editor)
    rounds.print_waiting()
    for name, content in before.items():  # as if it had died after its first page
        if name != "2026/03/02/index.html":
            (site / name).write_bytes(content)
    Printed.objects.bulk_update(manifest.values(), ["digest", "size", "edition", "redaction", "look", "trouble"])
    assert CANARY.encode() in everything_printed(site).lower()
    rounds.print_waiting()
    assert CANARY.encode() not in everything_printed(site).lower()
    assert not list(rounds.differences())


def test_the_press_command_heals_a_redaction_too(site: Path, day: Roundup, editor: Staff, capsys: Any) -> None:
    strike(editor)
    call_command("press")
    assert CANARY.encode() not in everything_printed(site).lower()
    call_command("press", check=True)


def test_a_page_that_cannot_be_printed_is_gone_rather_than_left_with_the_words(
    site: Path, day: Roundup, editor: Staff
) -> None:
    edition = Edition.objects.public().get(roundup=day)
    text = EditionText.objects.get(edition=edition)
    with seals_lifted():
        EditionText.objects.filter(pk=text.pk).update(galley=text.galley.replace("Tuesday", "Friday"))
    strike(editor)
    rounds.print_waiting()
    assert not sheets.location("/2026/03/02/").exists()
    assert CANARY.encode() not in everything_printed(site).lower()
    assert any("sealed" in trouble for trouble in rounds.troubles())


def test_a_struck_text_that_was_changed_past_the_desk_is_not_printed(site: Path, day: Roundup, editor: Staff) -> None:
    strike(editor)
    rounds.print_waiting()
    text = EditionText.objects.get(edition=Edition.objects.public().get(roundup=day))
    with seals_lifted():
        EditionText.objects.filter(pk=text.pk).update(galley=text.galley.replace("Tuesday", "Friday"))
    Printed.objects.filter(path="/2026/03/02/").delete()
    Printed.objects.filter(path="/text/2026/03/02/").delete()
    rounds.print_waiting()
    assert any("sealed" in trouble for trouble in rounds.troubles())


def test_a_sealed_text_that_is_put_back_after_its_redaction_is_not_printed(
    site: Path, day: Roundup, editor: Staff
) -> None:
    edition = Edition.objects.public().get(roundup=day)
    before = EditionText.objects.get(edition=edition).galley
    strike(editor)
    rounds.print_waiting()
    with seals_lifted():
        EditionText.objects.filter(edition=edition).update(galley=before, redaction=None)
    Printed.objects.filter(edition=edition).delete()
    rounds.print_waiting()
    assert CANARY not in printed("/2026/03/02/").lower()
    assert any("sealed" in trouble for trouble in rounds.troubles())


def test_a_redaction_of_a_retracted_day_leaves_its_notice(site: Path, editor: Staff) -> None:
    day = dangerous(pictured=False)
    factories.step("retract", day, editor, note="We cannot stand by it.")
    rounds.print_waiting()
    strike(editor)
    rounds.print_waiting()
    assert "We cannot stand by it." in printed("/2026/03/02/")
    assert "removed from this page" not in printed("/2026/03/02/")
    assert CANARY not in "".join(EditionText.objects.values_list("galley", flat=True)).lower()


def test_a_day_that_was_reissued_before_the_press_came_is_clean_with_its_pictures(site: Path, editor: Staff) -> None:
    day = printed_day(editor, pictured=True)
    strike(editor)
    factories.story_in("approved", day)
    factories.step("reissue", day, editor, now=LATER)
    rounds.print_waiting()
    assert CANARY.encode() not in everything_printed(site).lower()
    assert NOTE in printed("/2026/03/02/")
    assert workflow.compose(Roundup.objects.get(pk=day.pk)).changes == ()

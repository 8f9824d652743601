"""The press: what an edition touches is printed, nothing else; what goes is gone; what a crash left is healed."""

import datetime
import gzip
import io
from pathlib import Path
from typing import Any

import brotli
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.models import Edition, EditionText, Printed, Roundup
from roundups.press import rounds, sheets, touching
from roundups.public import search
from tests import factories
from tests.roundups.public import walks
from tests.tampering import seals_lifted
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
CANARY = "Zanzibar"


def day(number: int, *, month: int = 3, **columns: Any) -> Roundup:
    return factories.roundup(datetime.date(2026, month, number), **columns)


def printed(path: str) -> str:
    """The words of a printed page; "" where there is none."""
    file = sheets.location(path)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def everything_printed(site: Path) -> bytes:
    """All bytes that readers can get, unpacked."""
    found = []
    for file in site.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found.append({".br": brotli.decompress, ".gz": gzip.decompress}.get(file.suffix, bytes)(content))
    return b"\n".join(found)


def moments(site: Path) -> dict[str, int]:
    return {str(file.relative_to(site)): file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}


@pytest.fixture
def paper(begin_with: Begin) -> Masthead:
    begin_with(a_printed_paper)
    return Masthead.objects.get(language="en")


def a_printed_paper() -> None:
    """Five days of March and one of January, all printed."""
    editor = factories.person(Role.EDITOR)
    for number in (1, 2, 3, 4, 5):
        factories.published(day(number, photo=factories.photo()), stories=1, editor=editor)
    factories.published(day(20, month=1), stories=1, editor=editor)
    rounds.print_waiting()
    rounds.print_stale()


def test_a_new_edition_is_printed_with_every_page_that_names_it(editor: Any) -> None:
    factories.published(day(2), stories=1, editor=editor)
    headline = EditionText.objects.get().headline
    rounds.print_waiting()
    for path in ("/2026/03/02/", "/text/2026/03/02/", "/2026/03/", "/", "/feed.rss", "/feed.atom", "/feed.json"):
        assert headline in printed(path), path
    assert "/2026/03/02/" in printed("/day/2/")
    assert "/2026/03/02/" in printed("/2026/")
    assert "/2026/03/02/" in printed("/sitemap-2026.xml")
    assert "/sitemap-2026.xml" in printed("/sitemap.xml")


def test_the_manifest_says_what_was_printed_of_which_edition(editor: Any) -> None:
    edition = factories.published(day(2), stories=1, editor=editor).editions.get()
    rounds.print_waiting()
    row = Printed.objects.get(path="/2026/03/02/")
    assert (row.edition_id, row.size, row.trouble) == (edition.pk, len(printed("/2026/03/02/").encode()), "")
    assert sheets.is_intact(row.path, row.digest)


def test_what_is_printed_is_what_the_ordinary_page_says(client: Client, paper: Masthead) -> None:
    for path in ("/2026/03/02/", "/", "/2026/03/", "/2026/", "/feed.rss", "/corrections/", "/robots.txt", "/about/"):
        assert client.get(path).content.decode() == printed(path), path


def test_every_page_has_siblings_with_the_same_words(paper: Masthead) -> None:
    for row in Printed.objects.all():
        assert sheets.lies_there(row.path, sheets.location(row.path).read_bytes()), row.path


def test_a_second_round_prints_nothing(paper: Masthead, site: Path) -> None:
    before = moments(site)
    assert rounds.print_waiting().changed == []
    assert rounds.print_stale().changed == []
    assert moments(site) == before


def test_a_new_edition_leaves_the_pages_that_it_does_not_touch_alone(paper: Masthead, site: Path, editor: Any) -> None:
    before = moments(site)
    factories.published(day(6), stories=1, editor=editor)
    rounds.print_waiting()
    after = moments(site)
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if name.startswith(("2026/03/05/", "text/2026/03/05/"))}
    assert not [name for name in changed if name.startswith(("2026/03/0", "text", "day")) and "/03/05/" not in name]
    assert not [name for name in changed if name.startswith(("2026/01/", "about", "terms", "assets", "robots"))]


def test_an_edition_touches_as_many_pages_in_a_long_archive_as_in_a_short_one(editor: Any) -> None:
    counts = []
    for number in (10, 14):
        for older in range(number - 3, number):
            factories.published(day(older), stories=1, editor=editor)
        factories.published(day(number), stories=1, editor=editor)
        counts.append(len(touching.touched_by(Edition.objects.get(date=datetime.date(2026, 3, number)))))
        rounds.print_waiting()
    assert counts[0] == counts[1] <= 30


def test_every_year_of_corrections_leads_to_one_that_is_new_and_no_more_to_one_that_is_gone() -> None:
    days = [walks.told(datetime.date(year, 6, 1)) for year in (2024, 2025, 2026)]
    for older in days[:2]:
        walks.corrected(older)
        rounds.print_waiting()
    assert "/corrections/2025/" in printed("/corrections/2024/")
    walks.retracted(days[2])
    rounds.print_waiting()
    assert "/corrections/2026/" in printed("/corrections/2024/")
    walks.reinstated(days[2])
    rounds.print_waiting()
    assert printed("/corrections/2026/") == ""
    assert "/corrections/2026/" not in printed("/corrections/2024/")


def test_a_correction_in_a_year_that_has_some_leaves_the_other_years_alone(site: Path) -> None:
    days = [walks.told(datetime.date(year, 6, 1)) for year in (2024, 2025)]
    for corrected in days:
        walks.corrected(corrected)
    rounds.print_waiting()
    before = moments(site)
    walks.corrected(days[1], walks.LATEST)
    rounds.print_waiting()
    changed = {name for name, moment in moments(site).items() if before.get(name) != moment}
    assert "corrections/2025/index.html" in changed
    assert "corrections/2024/index.html" not in changed


def test_a_round_with_nothing_to_print_asks_twice_at_most(paper: Masthead) -> None:
    with CaptureQueriesContext(connection) as captured:
        rounds.print_waiting()
    assert len(captured) <= 2


def test_pages_that_are_linked_to_come_before_the_lists_that_link_to_them(editor: Any) -> None:
    edition = factories.published(day(2), stories=1, editor=editor).editions.get()
    touched = touching.touched_by(edition)
    for path in ("/2026/03/", "/2026/", "/feed.rss", "/sitemap-2026.xml", "/"):
        assert touched.index("/2026/03/02/") < touched.index(path)
    assert touched[-1] == "/"


def test_a_day_that_is_printed_again_for_its_neighbours_sake_does_not_wait_again(editor: Any) -> None:
    edition = factories.published(day(2), stories=1, editor=editor).editions.get()
    rounds.print_waiting()
    factories.published(day(3), stories=1, editor=editor)
    rounds.print_waiting()
    assert Printed.objects.get(path="/2026/03/02/").edition == edition
    with CaptureQueriesContext(connection) as captured:
        rounds.print_waiting()
    assert len(captured) <= 2


def test_several_editions_that_wait_are_printed_in_one_round(editor: Any) -> None:
    for number in (2, 3, 4):
        factories.published(day(number), stories=1, editor=editor)
    rounds.print_waiting()
    assert all(printed(f"/2026/03/0{number}/") for number in (2, 3, 4))
    assert not rounds.print_waiting().changed


def test_an_edition_that_was_committed_after_a_later_one_is_printed(editor: Any) -> None:
    factories.published(day(2), stories=1, editor=editor)
    factories.published(day(3), stories=1, editor=editor)
    rounds.print_waiting()
    Printed.objects.filter(path__contains="2026/03/02").delete()  # as if it had not been there yet
    sheets.take_away("/2026/03/02/")
    rounds.print_waiting()
    assert printed("/2026/03/02/")


def test_days_before_and_after_lead_to_each_other_when_a_day_comes_between(editor: Any) -> None:
    for number in (2, 6):
        factories.published(day(number), stories=1, editor=editor)
    rounds.print_waiting()
    factories.published(day(4), stories=1, editor=editor)
    rounds.print_waiting()
    assert 'rel="next" href="/2026/03/04/"' in printed("/2026/03/02/")
    assert 'rel="prev" href="/2026/03/04/"' in printed("/2026/03/06/")


def test_months_and_years_lead_to_a_new_one(paper: Masthead, editor: Any) -> None:
    factories.published(factories.roundup(datetime.date(2025, 12, 31)), stories=1, editor=editor)
    rounds.print_waiting()
    assert 'rel="prev" href="/2025/12/"' in printed("/2026/01/")
    assert 'rel="prev" href="/2025/"' in printed("/2026/")


def told(editor: Any) -> Roundup:
    """A published, printed day with the canary in every field of its first story, between two others."""
    for number in (1, 3):
        factories.published(day(number), stories=1, editor=editor)
    found = day(2, photo=factories.photo(caption=f"{CANARY} caption", alt=f"{CANARY} alt", credit=f"{CANARY} credit"))
    factories.story_in(
        "approved", found, headline=f"{CANARY} opens its harbour", short_headline=f"{CANARY} opens",
        summary=f"{CANARY} opened its harbour, the council said.", body=f"<p>{CANARY} opened, the council said.</p>",
        photo=factories.photo(caption=f"{CANARY} harbour"),
    )  # fmt: skip
    factories.published(found, stories=1, editor=editor)
    rounds.print_waiting()
    return found


def test_a_retraction_leaves_nothing_of_the_text_in_any_file(editor: Any, site: Path) -> None:
    found = told(editor)
    assert CANARY.encode() in everything_printed(site)
    factories.step("retract", found, editor, note="It was not true.")
    rounds.print_waiting()
    left = everything_printed(site)
    assert CANARY.encode() not in left
    assert CANARY.lower().encode() not in left
    assert "It was not true." in printed("/2026/03/02/")
    assert not [path for path in (site / "pictures").iterdir() if not path.name.startswith(".")]
    assert search.ask(search.parse(CANARY), "en").count == 0


def test_a_withdrawn_story_leaves_nothing_of_its_text_in_any_file(editor: Any, site: Path) -> None:
    found = told(editor)
    Roundup.objects.filter(pk=found.pk).update(photo=None)
    story = found.stories.get(headline__startswith=CANARY)
    factories.step("withdraw", story, editor, note="It put somebody at risk.")
    factories.step("reissue", found, editor)
    rounds.print_waiting()
    words = everything_printed(site)
    # Its anchor stays, so that links to it lead to the note; of its text and picture nothing does.
    assert CANARY.encode() not in words
    assert "It put somebody at risk." in printed("/2026/03/02/")
    assert search.ask(search.parse(CANARY), "en").count == 0


def test_superseded_words_are_gone_from_every_file(editor: Any, site: Path) -> None:
    found = told(editor)
    Roundup.objects.filter(pk=found.pk).update(photo=None)
    story = found.stories.get(headline__startswith=CANARY)
    factories.step("reopen", story, editor)
    from roundups import workflow

    story.refresh_from_db()
    story.headline = story.short_headline = "The harbour opens"
    story.summary, story.body, story.photo = "The harbour opened.", "<p>It opened, the council said.</p>", None
    workflow.save_story(story, by=editor, seen=story.revision, now=factories.NOON)
    factories.step("file", story, editor)
    factories.step("approve", story, factories.person(Role.EDITOR))
    factories.step("reissue", found, editor)
    rounds.print_waiting()
    assert CANARY.encode() not in everything_printed(site)


def test_the_only_day_of_a_month_retracted_takes_the_month_away(editor: Any) -> None:
    found = factories.published(day(2), stories=1, editor=editor)
    rounds.print_waiting()
    assert printed("/2026/03/")
    factories.step("retract", found, editor)
    rounds.print_waiting()
    assert not printed("/2026/03/")
    assert not Printed.objects.filter(path="/2026/03/").exists()


def test_a_reinstated_day_is_back_everywhere(editor: Any) -> None:
    found = told(editor)
    factories.step("retract", found, editor)
    rounds.print_waiting()
    factories.step("reinstate", found, editor)
    rounds.print_waiting()
    for path in ("/2026/03/02/", "/2026/03/", "/feed.rss", "/2026/03/01/", "/2026/03/03/"):
        assert CANARY in printed(path), path
    assert search.ask(search.parse(CANARY), "en").count == 1


def test_another_language_is_told_of_its_translation(editor: Any) -> None:
    russian = factories.masthead(language="ru", name="Фонарь")
    factories.published(factories.roundup(masthead=russian), stories=1, editor=editor)
    rounds.print_waiting()
    assert "hreflang" not in printed("/ru/2026/03/02/")
    factories.published(factories.roundup(masthead=factories.masthead()), stories=1, editor=editor)
    rounds.print_waiting()
    assert 'hreflang="en"' in printed("/ru/2026/03/02/")


# --- What is stale, what changes by itself --------------------------------------------------------------------------


def test_what_stands_without_an_edition_is_printed_too() -> None:
    factories.masthead(contact="desk@lantern.example")
    rounds.print_stale()
    paths = ("/", "/about/", "/404.html", "/away.html", "/robots.txt", "/favicon.ico", "/site.webmanifest", "/feed.rss")
    for path in (*paths, "/.well-known/security.txt", "/sitemap.xml", "/news-sitemap.xml", "/corrections/"):
        assert sheets.location(path).exists(), path


def test_a_changed_masthead_is_on_every_page_after_some_rounds(paper: Masthead) -> None:
    factories.masthead(name="The New Lantern")
    for _round in range(4):
        rounds.print_stale()
    assert all("The New Lantern" in printed(path) for path in ("/", "/2026/03/01/", "/2026/01/20/", "/about/"))
    assert not rounds.print_stale().changed


def test_a_changed_page_is_printed_without_touching_the_others(paper: Masthead) -> None:
    rounds.print_stale()
    Page.objects.filter(masthead=paper, slug="about").update(body="<p>We moved.</p>")
    assert rounds.print_stale().changed == ["/about/"]
    assert "We moved." in printed("/about/")


def test_files_of_an_earlier_look_stay_for_pages_that_readers_have_kept(paper: Masthead) -> None:
    old = "/assets/paper.0123456789ab.css"
    sheets.write(old, b"body { }")
    Printed.objects.create(path=old, digest="0" * 64, size=8, look="another")
    rounds.print_stale()
    list(rounds.print_everything())
    assert sheets.location(old).exists()


def test_the_news_sitemap_does_not_go_stale_on_an_idle_site(editor: Any) -> None:
    with time_machine.travel(factories.NOON, tick=False):
        factories.published(day(2), stories=1, editor=editor)
        rounds.print_waiting()
        assert "/2026/03/02/" in printed("/news-sitemap.xml")
    with time_machine.travel(factories.NOON + datetime.timedelta(days=3), tick=False):
        rounds.print_dated()
        assert "/2026/03/02/" not in printed("/news-sitemap.xml")


# --- What goes wrong ------------------------------------------------------------------------------------------------


def test_a_text_that_is_not_the_sealed_one_is_not_printed_and_said(editor: Any) -> None:
    edition = factories.published(day(2), stories=1, editor=editor).editions.get()
    text = EditionText.objects.get(edition=edition)
    with seals_lifted():
        EditionText.objects.filter(edition=edition).update(galley=text.galley.replace("Bridge", "Tunnel"))
    run = rounds.print_waiting()
    assert "sealed" in run.troubles["/2026/03/02/"]
    assert not printed("/2026/03/02/")
    assert any("/2026/03/02/" in trouble for trouble in rounds.troubles())
    assert not rounds.print_waiting().troubles  # it is said once, not every second


def test_what_could_not_be_printed_is_tried_again(editor: Any) -> None:
    edition = factories.published(day(2), stories=1, editor=editor).editions.get()
    whole = EditionText.objects.get(edition=edition).galley
    with seals_lifted():
        EditionText.objects.filter(edition=edition).update(galley="{}")
    rounds.print_waiting()
    with seals_lifted():
        EditionText.objects.filter(edition=edition).update(galley=whole)
    rounds.print_dated()
    assert printed("/2026/03/02/")
    assert rounds.troubles() == []


def test_a_page_that_readers_do_not_get_as_it_was_printed_is_an_alarm(
    client: Client, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published(day(2), stories=1, editor=editor)
    monkeypatch.setattr(sheets, "SIBLINGS", {**sheets.SIBLINGS, ".gz": (lambda _content: gzip.compress(b"x"), bytes)})
    run = rounds.print_waiting()
    assert "something else" in run.troubles["/2026/03/02/"]
    assert any("pages" in trouble for trouble in client.get("/health/").json()["troubles"])


def broken_in_many_ways(site: Path) -> None:
    """As a crash, a careless hand or a bad disk may leave the folder."""
    sheets.location("/2026/03/01/").unlink()
    sheets.location("/2026/03/02/").write_bytes(b"<!doctype html>half")
    sheets.location("/2026/03/03/").with_name("index.html.br").unlink()
    sheets.location("/2026/03/04/").with_name("index.html.gz").write_bytes(b"\x1f\x8b nonsense")
    (site / "2026" / "03" / ".index.html.abc").write_bytes(b"half written")
    (site / "evil.html").write_text("not ours")
    (site / "search").mkdir()
    (site / "search" / "index.html").write_text("a page that is never printed")
    (site / "2030").mkdir()
    (site / "2030" / "index.html").write_text("not yet")
    Printed.objects.filter(path="/2026/03/05/").delete()


def check() -> tuple[bool, str]:
    out = io.StringIO()
    try:
        call_command("press", check=True, stdout=out)
    except CommandError:
        return False, out.getvalue()
    return True, out.getvalue()


def test_a_whole_site_passes_its_check(paper: Masthead) -> None:
    list(rounds.print_everything())
    assert check()[0]


def test_the_check_names_what_differs_and_changes_nothing(paper: Masthead, site: Path) -> None:
    list(rounds.print_everything())
    broken_in_many_ways(site)
    before = moments(site)
    good, said = check()
    assert not good
    for path in ("/2026/03/01/", "/2026/03/02/", "/2026/03/03/", "/2026/03/04/", "/evil.html", "/2030/"):
        assert f"{path} " in said
    assert moments(site) == before


def test_the_press_heals_whatever_happened_to_the_files(paper: Masthead, site: Path) -> None:
    list(rounds.print_everything())
    broken_in_many_ways(site)
    call_command("press", stdout=io.StringIO())
    assert check()[0], check()[1]
    assert not (site / "evil.html").exists()
    assert not (site / "search").exists()
    assert not (site / "2030").exists()


def test_the_press_leaves_what_is_whole_alone(paper: Masthead, site: Path) -> None:
    list(rounds.print_everything())
    before = moments(site)
    call_command("press", stdout=io.StringIO())
    call_command("press", all=True, stdout=io.StringIO())
    assert moments(site) == before


def test_an_emptied_folder_is_printed_anew(paper: Masthead, site: Path) -> None:
    list(rounds.print_everything())
    words = everything_printed(site)
    site.rename(site.with_name("lost"))
    call_command("press", stdout=io.StringIO())
    assert sorted(everything_printed(site).splitlines()) == sorted(words.splitlines())


def test_a_lost_manifest_is_written_anew_without_touching_a_file(paper: Masthead, site: Path) -> None:
    list(rounds.print_everything())
    rows = {row.path: (row.digest, row.edition_id) for row in Printed.objects.all()}
    before = moments(site)
    Printed.objects.all().delete()
    call_command("press", stdout=io.StringIO())
    assert moments(site) == before
    assert {row.path: (row.digest, row.edition_id) for row in Printed.objects.all()} == rows

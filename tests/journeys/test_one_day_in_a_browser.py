"""The paper's day in a real browser: from the first word to the correction of what readers have."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.journeys.watching import House, Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DAY = factories.DATE
BOARD = f"/admin/?day={DAY}&language=en"
READERS = f"/{DAY:%Y/%m/%d}/"
HEADLINE = "The harbour bridge opens to carts"
MENDED = "The harbour bridge opens to carts and horses"


def write_first_story(page: Page, *, typed: bool) -> None:
    """From the board to a saved draft with a source; `typed` into the editor, or as HTML where no script runs."""
    page.goto(BOARD)
    expect(page.locator("body")).to_contain_text("This day is not open yet")
    page.get_by_role("button", name="Write the first story").click()
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_short_headline", "Bridge opens")
    page.fill("#id_summary", "The harbour bridge was opened to carts on Monday, the council said.")
    if typed:
        text = page.locator(".ProseMirror")
        text.click()
        page.keyboard.type("The bridge was opened, the council said.")
        page.keyboard.press("Enter")
        page.keyboard.type("Nine carts crossed it at noon.")
        expect(text.locator("p")).to_have_count(2)
    else:
        page.fill("#id_body", "<p>The bridge was opened, the council said.</p><p>Nine carts crossed it at noon.</p>")
    page.fill("#id_sources-0-name", "City council")
    page.fill("#id_sources-0-url", "https://council.example/bridge")
    page.get_by_role("button", name="Save story").click()
    expect(page.locator(".messagelist")).to_contain_text(f"“{HEADLINE}” is saved.")


def file_from_the_form(page: Page) -> None:
    page.get_by_role("button", name="Save and file…").click()
    page.get_by_role("button", name="File story").click()
    expect(page.locator(".messagelist")).to_contain_text("is filed.")


def open_story(page: Page, headline: str = HEADLINE) -> None:
    page.goto(BOARD)
    page.locator(".row .t").get_by_role("link", name=headline, exact=True).click()
    expect(page.locator("#content h1")).to_have_text(headline)


def review(page: Page) -> None:
    page.goto(BOARD)
    page.get_by_role("link", name="Review", exact=True).click()


def tick_everything(page: Page) -> None:
    for box in page.locator("form.step input[type=checkbox]").all():
        box.check()


def publish(page: Page) -> None:
    page.goto(BOARD)
    page.get_by_role("link", name="Publish 1 story…").click()
    expect(page.locator("#goes-out")).to_be_visible()
    tick_everything(page)
    page.get_by_role("button", name="Publish 1 story now").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")


def expect_every_part(page: Page, headline: str = HEADLINE) -> None:
    """The page as 1-product describes it."""
    expect(page.locator("h1")).to_have_text("Bridge opens")
    expect(page.locator(".kicker")).to_have_text("The Lantern’s roundup")
    expect(page.locator(".lede p").first).to_contain_text(
        "It is day 2 of the strike. The harbour bridge was opened to carts on Monday, the council said."
    )
    expect(page.locator(".lede .more")).to_have_text("That is the morning.")
    story = page.locator("article.story")
    expect(story).to_have_count(1)
    expect(story).to_have_attribute("id", "bridge-opens")
    expect(story.locator("h2")).to_have_text(headline)
    expect(story.locator(".text p").first).to_have_text("The bridge was opened, the council said.")
    source = story.get_by_role("link", name="City council")
    expect(source).to_have_attribute("href", "https://council.example/bridge")
    expect(page.locator("footer")).to_contain_text("Editor in chief — Ada Keller. Terms of use. Privacy policy.")


def test_a_day_from_the_first_word_to_the_correction(newsroom: Newsroom, chrome: Browser, artefacts: Path) -> None:
    house = House(chrome, newsroom)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=artefacts / f"day-{name}.png", full_page=True)

    journalist = house.sit_down(newsroom.journalist)
    keep(journalist, "01-board-before-the-day")
    write_first_story(journalist, typed=True)
    keep(journalist, "02-board-with-a-draft")
    open_story(journalist)
    keep(journalist, "03-story-form")
    file_from_the_form(journalist)

    editor = house.sit_down(newsroom.editor)
    review(editor)
    keep(editor, "04-review")
    editor.get_by_role("link", name="Send it back instead…").click()
    editor.get_by_label("What is missing").fill("Who counted the carts? Say it.")
    editor.get_by_role("button", name="Send story back").click()
    expect(editor.locator(".messagelist")).to_contain_text("is sent back.")

    open_story(journalist)
    expect(journalist.locator(".told.back")).to_contain_text("“Who counted the carts? Say it.”")
    keep(journalist, "05-sent-back")
    journalist.locator(".ProseMirror p").last.click()
    journalist.keyboard.press("End")
    journalist.keyboard.type(" The harbour master counted them.")
    file_from_the_form(journalist)

    review(editor)
    expect(editor.locator("article.reading")).to_contain_text("The harbour master counted them.")
    editor.get_by_role("button", name="Approve story").click()
    expect(editor.locator(".messagelist")).to_contain_text("is approved.")
    keep(editor, "06-board-approved")
    editor.get_by_role("link", name="Preview", exact=True).click()
    expect(editor.locator(".preview")).to_have_text("Preview. Readers do not see this.")

    reader = house.reader()
    missing = reader.goto(READERS)
    assert missing
    assert missing.status == 404
    publish(editor)
    reader.goto(READERS)
    expect_every_part(reader)
    expect(reader.locator("article.story .text")).to_contain_text("The harbour master counted them.")
    expect(reader.locator(".stamp")).not_to_contain_text("updated")
    assert house.reader().context.cookies() == []
    keep(reader, "07-published")

    # A correction: the editor mends it alone and cannot approve it alone.
    open_story(editor)
    editor.get_by_role("link", name="Reopen story…").click()
    editor.get_by_label("Why").fill("There were horses too.")
    editor.get_by_role("button", name="Reopen story").click()
    open_story(editor)
    editor.fill("#id_headline", MENDED)
    file_from_the_form(editor)
    reader.reload()
    expect_every_part(reader)
    open_story(editor, MENDED)
    editor.locator(".steps summary").click()
    expect(editor.locator(".steps")).to_contain_text(
        "You wrote in this text yourself. Ask another editor to approve it."
    )

    deputy = house.sit_down(newsroom.deputy)
    review(deputy)
    deputy.get_by_role("button", name="Approve story").click()
    deputy.get_by_role("link", name="Reissue…").click()
    deputy.get_by_label("Correction: we were wrong").check()
    deputy.get_by_label("For a correction: what we said").fill("An earlier version spoke of carts only.")
    deputy.get_by_label("For a correction: what is right").fill("Horses crossed the bridge too.")
    tick_everything(deputy)
    keep(deputy, "08-reissue")
    deputy.get_by_role("button", name="Reissue with 1 story now").click()
    expect(deputy.locator(".messagelist")).to_contain_text("is reissued")

    reader.reload()
    expect_every_part(reader, MENDED)
    note = reader.locator("article.story .correction")
    expect(note).to_contain_text("An earlier version spoke of carts only. Horses crossed the bridge too.")
    expect(reader.locator(".stamp")).to_contain_text(re.compile(r"updated .*\d\d:\d\d"))
    keep(reader, "09-corrected")

    assert reader.context.cookies() == []
    assert house.watch.complaints == []
    assert house.watch.strangers == []


def test_a_day_on_a_phone_without_scripts(newsroom: Newsroom, chrome: Browser, artefacts: Path) -> None:
    house = House(chrome, newsroom, width=360, scripts=False)

    def keep(page: Page, name: str) -> None:
        """A picture of the page, which is no wider than the phone."""
        page.screenshot(path=artefacts / f"phone-{name}.png", full_page=True)
        width = page.locator("html").evaluate("page => page.scrollWidth")
        assert width <= 360, f"{name} is {width} px wide"

    journalist = house.sit_down(newsroom.journalist)
    keep(journalist, "01-board-before-the-day")
    write_first_story(journalist, typed=False)
    keep(journalist, "02-board-with-a-draft")
    open_story(journalist)
    keep(journalist, "03-story-form")
    file_from_the_form(journalist)

    editor = house.sit_down(newsroom.editor)
    review(editor)
    keep(editor, "04-review")
    editor.get_by_role("button", name="Approve story").click()
    editor.get_by_role("link", name="Publish 1 story…").click()
    keep(editor, "05-publish-sheet")
    publish(editor)

    reader = house.reader()
    reader.goto(READERS)
    expect_every_part(reader)
    expect(reader.locator("article.story .text p")).to_have_count(2)
    keep(reader, "06-published")
    assert house.watch.complaints == []
    assert house.watch.strangers == []

"""What preflight found, in a real browser: shown where it stands, changed and settled while somebody is writing."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from newsroom.models import Staff
from roundups.models import FindingRuling, Story
from tests import factories
from tests.journeys.watching import House, Newsroom, apart
from tests.rules import RIGHT, WRONG

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.usefixtures("invented_rules")]

SELECTED = "() => getSelection().toString()"
SELECTED_IN_FIELD = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


@pytest.fixture
def story(newsroom: Newsroom) -> Story:
    author = Staff.objects.get(username=newsroom.journalist)
    return factories.story(
        author=author,
        headline="Mules cross the bridge",
        summary=f"Five mules crossed the bridge to {WRONG} on Monday, the council of {WRONG} said.",
        body=f"<p>The bridge was opened, the council said.</p><p>Six mules went to <em>Old {WRONG}</em> at noon.</p>",
    )


def finding(page: Page, sentence: str) -> Locator:
    return page.locator(".finding", has_text=sentence)


def address_of(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/change/"


def test_words_are_shown_changed_and_settled_while_somebody_writes(
    story: Story, newsroom: Newsroom, chrome: Browser, artefacts: Path
) -> None:
    house = House(chrome, newsroom)
    page = house.sit_down(newsroom.journalist)
    page.goto(address_of(story))
    page.locator(".ProseMirror p").first.wait_for()

    names = finding(page, f"We write {RIGHT}.")
    names.locator("[data-field=summary]").first.get_by_role("button", name="Show").click()
    assert page.locator("#id_summary").evaluate(SELECTED_IN_FIELD) == WRONG
    names.locator("[data-field=body]").get_by_role("button", name="Show").click()
    assert page.evaluate(SELECTED) == WRONG
    expect(page.locator(".ProseMirror")).to_be_focused()
    figures = finding(page, "How many mules were there?")
    figures.get_by_role("button", name="Show").click()
    assert page.locator("#id_summary").evaluate(SELECTED_IN_FIELD) == "Five mules"
    page.screenshot(path=artefacts / "findings-01-shown.png", full_page=True)

    page.fill("#id_headline", "Mules and carts cross the bridge")
    names.get_by_role("button", name="Change it in 3 places").click()
    expect(page.locator("#findings [data-heard]")).to_have_text("Changed below. Save the story to keep it.")
    expect(page.locator("#id_summary")).to_have_value(
        f"Five mules crossed the bridge to {RIGHT} on Monday, the council of {RIGHT} said."
    )
    expect(page.locator(".ProseMirror em")).to_have_text(f"Old {RIGHT}")
    assert apart(lambda: Story.objects.get(pk=story.pk).summary) == story.summary

    figures.get_by_role("button", name="Not an error").click()
    expect(page.locator("#findings summary", has_text="1 finding is settled")).to_be_visible()
    page.locator("#findings summary", has_text="settled").click()
    settled = finding(page, "How many mules were there?")
    expect(settled).to_contain_text("no error")
    expect(settled.get_by_role("button", name="Take back")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Mules and carts cross the bridge")
    page.screenshot(path=artefacts / "findings-02-changed.png", full_page=True)

    page.get_by_role("button", name="Save and go on writing").click()
    expect(page.locator(".messagelist")).to_be_visible()
    saved = apart(lambda: Story.objects.get(pk=story.pk))
    assert saved.headline == "Mules and carts cross the bridge"
    assert WRONG not in saved.summary + saved.body
    assert f"<em>Old {RIGHT}</em>" in saved.body
    assert apart(lambda: FindingRuling.objects.get().by.username) == newsroom.journalist
    assert house.watch.complaints == []
    assert house.watch.strangers == []


def test_words_that_were_typed_over_meanwhile_are_left_alone(story: Story, newsroom: Newsroom, chrome: Browser) -> None:
    page = House(chrome, newsroom).sit_down(newsroom.journalist)
    page.goto(address_of(story))
    page.locator(".ProseMirror p").first.wait_for()
    page.fill("#id_summary", "Nothing of it.")
    finding(page, f"We write {RIGHT}.").get_by_role("button", name="Change it in 3 places").click()
    expect(page.locator("#findings [data-heard]")).to_have_text("The words do not stand there any more.")
    page.fill("#id_summary", f"{WRONG}, {WRONG}, {WRONG}.")
    finding(page, f"We write {RIGHT}.").get_by_role("button", name="Change it in 3 places").click()
    expect(page.locator("#findings [data-heard]")).to_contain_text("more than once")
    expect(page.locator("#id_summary")).to_have_value(f"{WRONG}, {WRONG}, {WRONG}.")
    expect(page.locator(".ProseMirror em")).to_have_text(f"Old {WRONG}")


def test_a_reader_of_the_review_page_is_shown_the_words(story: Story, newsroom: Newsroom, chrome: Browser) -> None:
    house = House(chrome, newsroom)
    page = house.sit_down(newsroom.editor)
    page.goto(f"/admin/roundups/story/{story.pk}/step/send_back/")
    place = finding(page, f"We write {RIGHT}.").locator("[data-field=body]")
    place.get_by_role("button", name="Show").click()
    assert page.evaluate(SELECTED) == WRONG
    assert house.watch.complaints == []

"""A photograph's way in a real browser: dropped on the tray with everything in it, read by everybody without it."""

import base64
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from roundups.models import Roundup
from roundups.press.pictures import keep_pictures_ready, place_pictures
from tests import factories
from tests.journeys.test_one_day_in_a_browser import publish
from tests.journeys.watching import House, Newsroom, apart
from tests.roundups.imaging.making import GPS, SECRET, saved, xmp

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DROP = """
([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  document.querySelector("[data-bring]").dispatchEvent(drop);
}
"""
CAPTION = "Carts cross the harbour bridge, Monday."


def full() -> bytes:
    """A photograph as an agency sends it: words for the page, and everything that must not leave."""
    exif = Image.Exif()
    exif[0x010F] = f"{SECRET} camera"
    exif.get_ifd(0x8769)[0xA431] = f"{SECRET} serial"
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0), 3: "E", 4: (24.0, 6.0, 18.0)})
    packet = xmp(
        f"<dc:description>{CAPTION}</dc:description>"
        "<Iptc4xmpCore:AltTextAccessibility>Nine carts on a bridge</Iptc4xmpCore:AltTextAccessibility>"
        "<dc:rights>© 2026 Harbour Pictures</dc:rights>",
        'photoshop:Credit="Harbour Pictures" exif:GPSLatitude="56,56.4N"',
    )
    return saved(Image.linear_gradient("L").resize((1600, 1000)).convert("RGB"), "JPEG", exif=exif, xmp=packet)


def drop(page: Page, data: bytes, name: str = "DSC_0041.jpg") -> None:
    page.evaluate(DROP, [base64.b64encode(data).decode(), name])


@pytest.fixture
def ready_day(newsroom: Newsroom) -> Roundup:
    """A day with an approved story, which waits for its photograph."""
    return factories.story_in("approved").roundup


def test_a_dropped_photograph_reaches_readers_with_its_credit_and_without_its_place(
    newsroom: Newsroom,
    ready_day: Roundup,
    chrome: Browser,
    artefacts: Path,
    media: Path,
) -> None:
    house = House(chrome, newsroom)
    editor = house.sit_down(newsroom.editor)
    editor.goto("/admin/roundups/photo/")
    drop(editor, full())
    card = editor.locator("[data-tray] .shot").first
    expect(card).to_contain_text(CAPTION)
    expect(card).to_contain_text("Harbour Pictures")
    expect(card.locator(".pill")).to_have_text(["No rights"])
    drop(editor, b"no picture", "notes.txt")
    expect(editor.locator(".arriving")).to_contain_text("This is no picture that we can read.")
    editor.screenshot(path=artefacts / "photo-01-tray.png", full_page=True)

    card.get_by_role("link").click()
    expect(editor.locator("body")).to_contain_text("The file tells on people")
    expect(editor.locator("#id_alt")).to_have_value("Nine carts on a bridge")
    editor.select_option("#id_rights", "agency")
    editor.locator("[data-focal] img").click(position={"x": 5, "y": 5})
    assert float(editor.locator("#id_focal_x").input_value()) < 0.1
    editor.screenshot(path=artefacts / "photo-02-form.png", full_page=True)
    editor.get_by_role("button", name="Save", exact=True).click()
    editor.goto("/admin/roundups/photo/")
    editor.locator(".shot summary").first.click()
    editor.locator(".shot details button").first.click()
    expect(editor.locator(".messagelist")).to_contain_text("leads")

    assert apart(keep_pictures_ready) == {}
    publish(editor)
    assert len(apart(place_pictures).came) == 1
    reader = house.reader()
    reader.goto(f"/{factories.DATE:%Y/%m/%d}/")
    picture = reader.locator("figure img").first
    expect(picture).to_have_attribute("alt", "Nine carts on a bridge")
    expect(picture).to_have_attribute("fetchpriority", "high")
    expect(reader.locator("figcaption").first).to_contain_text(f"{CAPTION} Photo: Harbour Pictures")
    reader.wait_for_function("document.querySelector('figure img').naturalWidth > 0")
    assert str(picture.evaluate("image => image.currentSrc")).endswith(".avif")
    reader.screenshot(path=artefacts / "photo-03-page.png", full_page=True)
    assert house.watch.complaints == []
    assert house.watch.strangers == []

    files = sorted((media / "site" / "pictures").rglob("*.*"))
    assert len(files) > 15
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    for path in files:
        with Image.open(io.BytesIO(path.read_bytes())) as shown:
            assert b"Harbour Pictures" in bytes(shown.info["xmp"]), path
            assert not shown.getexif().get_ifd(GPS), path
    if program := shutil.which("exiftool"):
        answer = subprocess.run(  # noqa: S603
            [program, "-json", "-r", str(media / "site" / "pictures")], capture_output=True, check=True
        )
        for seen in json.loads(answer.stdout):
            assert seen["Credit"] == "Harbour Pictures"
            assert not [name for name in seen if re.match("GPS|Serial|Make|Model", name)]


DROP_ALL = """
(names) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File([name], name, { type: "image/jpeg" }));
  const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  document.querySelector("[data-bring]").dispatchEvent(drop);
}
"""
ASKS_BEFORE_LEAVING = """
() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}
"""


def test_all_pictures_have_their_line_at_once_and_go_one_after_the_other(newsroom: Newsroom, chrome: Browser) -> None:
    page = House(chrome, newsroom).sit_down(newsroom.editor)
    page.goto("/admin/roundups/photo/")
    assert page.evaluate(ASKS_BEFORE_LEAVING) is False
    held: list[Route] = []
    page.route("**/photo/bring/", lambda route: held.append(route))
    with page.expect_request("**/photo/bring/"):
        page.evaluate(DROP_ALL, ["one.jpg", "two.jpg"])
        page.evaluate(DROP_ALL, ["three.jpg"])
    expect(page.locator(".arriving .words")).to_have_text(["one.jpg", "two.jpg", "three.jpg"])
    expect(page.locator(".arriving progress")).to_have_count(3)
    for number in (0, 1):
        assert page.evaluate(ASKS_BEFORE_LEAVING) is True
        assert len(held) == number + 1
        with page.expect_request("**/photo/bring/"):
            held[number].fulfill(json={"photos": [], "refused": [f"Refused {number}."]})
        expect(page.locator(".arriving .said").nth(number)).to_have_text(f"Refused {number}.")
    assert page.evaluate(ASKS_BEFORE_LEAVING) is True
    held[2].fulfill(json={"photos": [], "refused": ["Refused 2."]})
    expect(page.locator(".arriving progress")).to_have_count(0)
    assert page.evaluate(ASKS_BEFORE_LEAVING) is False


@pytest.mark.parametrize("lost", ["sessionid", None], ids=["the session", "every cookie"])
def test_whoever_is_signed_out_meanwhile_is_told_so(newsroom: Newsroom, chrome: Browser, lost: str | None) -> None:
    page = House(chrome, newsroom).sit_down(newsroom.editor)
    page.goto("/admin/roundups/photo/")
    page.context.clear_cookies(**({"name": lost} if lost else {}))
    drop(page, full())
    expect(page.locator(".arriving .said")).to_have_text(
        "You are signed out, and the picture did not arrive. Sign in again, then choose it once more."
    )


def test_the_first_picture_of_an_empty_tray_leads_a_day_without_loading_the_page_again(
    newsroom: Newsroom, ready_day: Roundup, chrome: Browser
) -> None:
    page = House(chrome, newsroom).sit_down(newsroom.editor)
    page.goto("/admin/roundups/photo/")
    expect(page.locator("[data-empty]")).to_have_count(1)
    drop(page, full())
    card = page.locator("[data-tray] .shot")
    expect(card).to_contain_text(CAPTION)
    expect(page.locator("[data-empty]")).to_have_count(0)
    card.locator("summary").click()
    card.locator("details button").first.click()
    expect(page.locator(".messagelist")).to_contain_text("leads")

"""The page's frame: kicker, lead photo, date line, imprint."""

import pytest

from roundups.importing.reading import Reading, ReadPhoto, read
from tests.importing.pages import COUNTERS, STORIES, Page, text


def reading(name: str) -> Reading:
    return read(text(name), counters=COUNTERS)


def pasted(**changes: object) -> Reading:
    return read(Page(**changes).pasted(), counters=COUNTERS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kicker",
    [
        "The Lantern's roundup",
        "The Lantern’s round-up",
        "X-Orlo's Roundup:",
        "Daily roundup",
        "DAILY ROUNDUP",
        "Morning briefing",
        "The day's news in brief",
        "Дайджест «Фонаря»",
        "Обзор дня",
        "Главное за день",
        "Огляд дня",
        "Tagesüberblick",
    ],
)
def test_a_kicker_is_recognised(kicker: str) -> None:
    page = pasted(kicker=kicker)

    assert page.kicker == kicker
    assert page.remarks == ()


def test_a_page_without_a_kicker_has_none() -> None:
    page = pasted(kicker="")

    assert page.kicker == ""
    assert page.remarks == ()


def test_a_short_line_under_the_headline_is_taken_for_the_kicker_and_said() -> None:
    page = reading("odd_kicker")

    assert page.kicker == "From the lighthouse"
    assert any("From the lighthouse" in remark for remark in page.remarks)
    assert len(page.stories) == 2


def test_a_kicker_may_stand_above_the_headline() -> None:
    page = reading("top_to_bottom")

    assert page.kicker == "The Lantern's roundup:"
    assert [story.short_headline for story in page.stories] == [
        "Comet passes over Karn",
        "Herring returns to the gulf",
    ]


def test_a_kicker_printed_twice_counts_once() -> None:
    blocks = Page().blocks()
    page = read("\n\n".join([blocks[1], *blocks]), counters=COUNTERS)

    assert page.kicker == "The Lantern’s roundup"
    assert page.remarks == ()


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("A pier at dusk. Photo: Mira Dahl", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk. Photo: Mira Dahl.", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk. Photo by Mira Dahl", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk. Photo — Mira Dahl", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk (Photo: Mira Dahl)", "A pier at dusk", "Mira Dahl"),
        ("A pier at dusk | Picture: Mira Dahl", "A pier at dusk", "Mira Dahl"),
        ("A pier at dusk. Photo credit: Mira Dahl", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk. Credit: Mira Dahl", "A pier at dusk.", "Mira Dahl"),
        ("A pier at dusk. Image courtesy of the Museum", "A pier at dusk.", "the Museum"),
        ("Пирс на закате. Фото: Мира Даль", "Пирс на закате.", "Мира Даль"),
        ("Пирс на закате. Фото — пресс-служба порта", "Пирс на закате.", "пресс-служба порта"),
        ("Photo: Mira Dahl", "", "Mira Dahl"),
    ],
)
def test_a_caption_is_parted_from_its_credit(line: str, caption: str, credit: str) -> None:
    page = pasted(caption=line, captions=1)

    assert page.photo == ReadPhoto(caption=caption, credit=credit)
    assert page.remarks == ()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_alternative_text_and_caption_count_once(times: int) -> None:
    page = pasted(captions=times)

    assert page.photo == ReadPhoto(caption="Dockers outside the port office in Orlo.", credit="Mira Dahl")
    assert page.remarks == ()


def test_a_page_without_a_photo_has_none() -> None:
    assert pasted(captions=0).photo is None


def test_an_alternative_text_without_the_credit_counts_as_the_caption() -> None:
    blocks = Page(captions=1).blocks()
    blocks.insert(2, "Dockers outside the port office in Orlo")
    page = read("\n\n".join(blocks), counters=COUNTERS)

    assert page.remarks == ()


def test_a_caption_may_stand_before_the_kicker() -> None:
    blocks = Page(captions=1).blocks()
    blocks[1], blocks[2] = blocks[2], blocks[1]
    page = read("\n\n".join(blocks), counters=COUNTERS)

    assert page.kicker == "The Lantern’s roundup"
    assert page.photo is not None


def test_a_caption_below_the_summaries_is_the_lead_photos() -> None:
    page = pasted(captions=0, sign_off="Dockers at the gate. Photo: Mira Dahl")

    assert page.photo == ReadPhoto(caption="Dockers at the gate.", credit="Mira Dahl")
    assert page.sign_off == ""


def test_a_credit_on_a_line_of_its_own_belongs_to_the_line_before() -> None:
    blocks = Page(captions=0).blocks()
    blocks[2:2] = ["A pier at dusk", "Photo: Mira Dahl"]
    page = read("\n\n".join(blocks), counters=COUNTERS)

    assert page.photo == ReadPhoto(caption="A pier at dusk", credit="Mira Dahl")


def test_a_second_lead_photo_is_reported_in_full() -> None:
    blocks = Page(captions=1).blocks()
    blocks.insert(2, "Another pier. Photo: Ana Rohl")
    page = read("\n\n".join(blocks), counters=COUNTERS)

    assert page.photo == ReadPhoto(caption="Another pier.", credit="Ana Rohl")
    assert any("Dockers outside the port office in Orlo. Photo:" in remark for remark in page.remarks)


def test_lines_that_have_no_place_are_reported() -> None:
    page = reading("top_to_bottom")

    for line in ("13 May 2024", "The comet above the observatory", "Printed in Orlo", "© 2024 The Lantern"):
        assert any(line in remark for remark in page.remarks)


@pytest.mark.parametrize(
    ("imprint", "name"),
    [
        ("Editor in chief — Nika Vell. Terms of use. Privacy policy.", "Nika Vell"),
        ("Editor-in-chief: Nika Vell", "Nika Vell"),
        ("Editor-in-Chief - Nika Vell", "Nika Vell"),
        ("EDITOR IN CHIEF – NIKA VELL", "NIKA VELL"),
        ("Editor in chief Nika Vell", "Nika Vell"),
        ("Nika Vell, editor in chief", "Nika Vell"),
        ("Editor in chief — N. B. Vell. Terms of use", "N. B. Vell"),
        ("Editor in chief — Ana de la Vell | Privacy policy", "Ana de la Vell"),
        ("Editor in chief\n\nNika Vell\n\nTerms of use\n\nPrivacy policy", "Nika Vell"),
        ("Editor in chief —\n\nNika Vell", "Nika Vell"),
        ("Terms of use | Privacy policy\n\nEditor in chief: Nika Vell", "Nika Vell"),
        ("Главный редактор — Ника Велл", "Ника Велл"),
        ("Главный редактор: Ника Велл. Условия использования", "Ника Велл"),
        ("Главная редакторка – Ника Велл", "Ника Велл"),
        ("Editor in chief — Nika Vell. Terms of use.\nWe use cookies.\nPrivacy policy.", "Nika Vell"),
        ("Terms of use. Privacy policy.", ""),
        ("Privacy policy", ""),
        ("", ""),
    ],
)
def test_the_editor_in_chief_is_found(imprint: str, name: str) -> None:
    page = pasted(imprint=imprint)

    assert page.editor_in_chief == name
    assert page.stories[-1].paragraphs == STORIES[2].paragraphs
    assert page.remarks == ()


def test_somebody_who_acts_as_editor_in_chief_is_named_and_reported() -> None:
    page = reading("top_to_bottom")

    assert page.editor_in_chief == "N. B. Vell"
    assert any("Acting editor-in-chief" in remark for remark in page.remarks)


def test_a_last_paragraph_about_an_editor_in_chief_is_text() -> None:
    blocks = Page(imprint="").blocks()
    last = "Editor-in-chief of the weekly Beacon was what he had once wanted to become, his lawyer said."
    page = read("\n\n".join([*blocks, last]), counters=COUNTERS)

    assert page.stories[-1].paragraphs[-1] == last
    assert page.editor_in_chief == ""

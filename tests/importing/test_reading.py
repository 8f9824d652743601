"""A pasted roundup is understood as a whole: every part of the page lands where it belongs."""

from datetime import date

import pytest

from roundups.importing.reading import Reading, ReadPhoto, read
from tests.importing.pages import COUNTERS, STORIES, TEXTS, Page, text


def reading(name: str) -> Reading:
    return read(text(name), counters=COUNTERS)


def test_every_part_of_a_usual_page_lands_where_it_belongs() -> None:
    page = reading("plain")

    assert page.kicker == "The Lantern’s roundup"
    assert page.photo == ReadPhoto(
        caption="Dockers outside the port office in Orlo.",
        credit="Mira Dahl / The Lantern",
    )
    assert page.opening == "It is day {day} of the harbour strike."
    assert (page.counter, page.day, page.date) == ("Harbour strike", 41, date(2024, 5, 11))
    assert page.editor_in_chief == "Nika Vell"
    assert page.headline == page.sign_off == ""
    assert page.remarks == ()
    assert [story.short_headline for story in page.stories] == [
        "Dockers and owners return to talks",
        "Flood closes the Sella road",
        "Court frees weather balloon pilot",
    ]
    assert [story.headline.split()[0] for story in page.stories] == ["Dockers", "Flood", "Brenn"]
    assert [story.summary.split()[0] for story in page.stories] == ["Dockers", "A", "A"]
    assert [len(story.paragraphs) for story in page.stories] == [3, 3, 2]


def test_the_opening_leaves_the_first_summary_as_it_is_written() -> None:
    assert reading("plain").stories[0].summary.startswith("Dockers and ship owners in Orlo have returned")


def test_a_russian_page_is_read() -> None:
    page = reading("russian")

    assert page.kicker == "Дайджест «Фонаря»"
    assert page.photo == ReadPhoto(caption="Докеры у конторы порта в Орло.", credit="Мира Даль / «Фонарь»")
    assert page.opening == "Идёт {day}-й день портовой забастовки."
    assert page.date == date(2024, 5, 11)
    assert page.editor_in_chief == "Ника Велл"
    assert [story.short_headline for story in page.stories] == [
        "В Орло возобновили переговоры с докерами",
        "Река Селла размыла дорогу",
        "Суд в Бренне отпустил воздухоплавателя",
    ]
    assert all(story.summary and story.paragraphs for story in page.stories)
    assert page.remarks == ()


def test_a_russian_page_without_blank_lines_is_read() -> None:
    page = reading("russian_single_lines")

    assert page.kicker == "Обзор дня"
    assert page.sign_off == "Подробнее — ниже"
    assert page.opening == "Портовая забастовка продолжается {day} дня."
    assert page.editor_in_chief == "Ника Велл"
    assert [story.headline for story in page.stories] == [
        "Пекари предупредили о хлебе по тридцать крон",
        "Учителя четырёх округов готовы к забастовке",
        "Волк прошёл через северные кварталы Орло",
    ]
    assert "— Собака у меня дома смелее, чем я, — сказал сторож" in page.stories[2].paragraphs


def test_a_ukrainian_page_is_read() -> None:
    page = reading("ukrainian")

    assert page.kicker == "Огляд дня"
    assert page.editor_in_chief == "Ніка Велл"
    assert [story.short_headline for story in page.stories] == [
        "Пекарі чекають на дорогий хліб",
        "Вовк пройшов через Орло",
    ]
    assert all(story.summary for story in page.stories)


def test_a_georgian_page_is_read_by_its_structure() -> None:
    page = reading("georgian")

    assert len(page.stories) == 2
    assert page.photo is not None
    assert page.photo.credit == "მირა დალი"
    assert page.editor_in_chief == "ნიკა ველი"
    assert all(story.summary and story.short_headline for story in page.stories)


def test_an_arabic_page_keeps_its_headline_with_its_own_commas() -> None:
    page = reading("arabic")

    assert [story.short_headline for story in page.stories] == [
        "عمال الميناء يعودون إلى التفاوض",
        "الفيضان يقطع طريق الجبل",
    ]
    assert page.headline == "عمال الميناء يعودون إلى التفاوض، الفيضان يقطع طريق الجبل"
    assert page.editor_in_chief == "نيكا فيل"


def test_marks_of_headings_and_italics_are_understood_and_taken_off() -> None:
    page = reading("marked_headings")

    assert page.kicker == "From the night desk"
    assert [story.headline for story in page.stories] == [
        "Comet of the sailing ships passes over Karn again.",
        "Herring returns to the gulf of Hult after thirty years.",
    ]
    assert "No telescope, no ticket, no queue" in page.stories[0].paragraphs


def test_a_page_with_a_single_story_is_read() -> None:
    page = read(Page(stories=STORIES[:1]).pasted(), counters=COUNTERS)

    assert [story.headline for story in page.stories] == [STORIES[0].headline]
    assert page.stories[0].short_headline == STORIES[0].clause
    assert page.stories[0].summary == STORIES[0].summary


ROUNDUPS = {path.stem for path in TEXTS.glob("*.txt")} - {"letter", "one_article"}


@pytest.mark.parametrize("name", sorted(ROUNDUPS))
def test_reading_twice_gives_the_same_answer(name: str) -> None:
    assert reading(name) == reading(name)

"""However a page's lines are broken and whatever dirt they carry, its stories are the same."""

import textwrap
import unicodedata
from dataclasses import replace

import pytest

from roundups.importing.reading import read
from tests.importing.pages import COUNTERS, LAYOUTS, STORIES, Page


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_stories_do_not_depend_on_the_line_breaks(layout: str) -> None:
    page = read(Page(stories=STORIES).pasted(layout), counters=COUNTERS)

    assert page == read(Page(stories=STORIES).pasted(), counters=COUNTERS)
    assert [story.paragraphs for story in page.stories] == [story.paragraphs for story in STORIES]


@pytest.mark.parametrize("width", [60, 66, 72, 78, 100])
def test_lines_wrapped_by_a_mail_program_are_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(block, width) for block in Page(stories=STORIES).blocks())
    page = read(wrapped, counters=COUNTERS)

    assert [story.paragraphs for story in page.stories] == [story.paragraphs for story in STORIES]


def test_lines_of_a_list_are_not_joined() -> None:
    blocks = Page().blocks()
    page = read("\n\n".join(blocks).replace("• bread", "\n• bread"), counters=COUNTERS)

    assert page.stories[1].paragraphs == STORIES[1].paragraphs


def test_a_compound_broken_at_its_hyphen_is_one_word_again() -> None:
    stories = [
        *STORIES[:2],
        replace(STORIES[2], paragraphs=(" ".join(["A four-and-a-half-hour-long day."] * 9),)),
    ]
    blocks = [textwrap.fill(block, 72) for block in Page(stories=stories).blocks()]

    assert any("-\n" in block for block in blocks)
    assert read("\n\n".join(blocks), counters=COUNTERS).stories[2].paragraphs == stories[2].paragraphs


def test_decomposed_letters_are_composed() -> None:
    page = read(unicodedata.normalize("NFD", Page(kicker="Обзор дня й").pasted()), counters=COUNTERS)

    assert page.kicker == unicodedata.normalize("NFC", "Обзор дня й")


def test_invisible_characters_go() -> None:
    dirty = Page().pasted().replace("Dockers", "Do\u200bck\u00aders\ufeff").replace("wages", "\u2060wages")

    assert read(dirty, counters=COUNTERS) == read(Page().pasted(), counters=COUNTERS)


def test_joiners_stay_where_a_script_needs_them() -> None:
    persian = "می\u200cرود به خانه و برنمی\u200cگردد."
    blocks = Page(imprint="").blocks()
    page = read("\n\n".join([*blocks, persian]), counters=COUNTERS)

    assert page.stories[-1].paragraphs[-1] == persian


def test_straight_and_curly_apostrophes_read_alike() -> None:
    curly = read(Page(opening="It’s day 41 of the harbour strike.").pasted(), counters=COUNTERS)
    straight = read(Page(opening="It's day 41 of the harbour strike.").pasted(), counters=COUNTERS)

    assert [story.headline for story in curly.stories] == [story.headline for story in straight.stories]
    assert curly.date == straight.date

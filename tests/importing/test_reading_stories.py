"""Which lines head a story, which are its text, and whose photo a caption is."""

from dataclasses import replace

import pytest

from roundups.importing.reading import Reading, ReadPhoto, read
from tests.importing.pages import COUNTERS, STORIES, Page, Told, text


def reading(name: str) -> Reading:
    return read(text(name), counters=COUNTERS)


def with_paragraphs(*paragraphs: str) -> Reading:
    """A page whose second story has the given text."""
    return read(Page(stories=[STORIES[0], _told(paragraphs), STORIES[2]]).pasted(), counters=COUNTERS)


def _told(paragraphs: tuple[str, ...]) -> Told:
    return replace(STORIES[1], paragraphs=paragraphs)


def test_short_paragraphs_are_no_headlines() -> None:
    page = reading("short_paragraphs")

    assert [story.headline for story in page.stories] == [
        "Six miners in Karn brought up after nine days",
        "Opera house in Brenn reopens eleven years after the fire",
    ]
    assert [len(story.paragraphs) for story in page.stories] == [12, 5]


def test_a_quotation_on_a_line_of_its_own_is_text() -> None:
    assert "“We sang”" in reading("short_paragraphs").stories[0].paragraphs


def test_list_items_and_block_quotations_are_text() -> None:
    miners, opera = reading("short_paragraphs").stories

    assert "two bottles of tea" in miners.paragraphs
    assert "> Down there you learn the shape of every word." in miners.paragraphs
    assert "• 3 stages" in opera.paragraphs


def test_a_question_inside_a_story_is_text() -> None:
    assert "What did they miss most?" in reading("short_paragraphs").stories[0].paragraphs


def test_headlines_may_end_as_a_question_an_exclamation_or_a_quotation() -> None:
    page = reading("questions")

    assert [story.headline for story in page.stories] == [
        "Who cut the undersea cable to Hult?",
        "The bridge that would not fall!",
        "“I am not going anywhere”",
    ]
    assert page.stories[2].short_headline == "Minister vows to stay"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_headline_with_a_full_stop_is_found_by_its_words(place: int) -> None:
    stories = list(STORIES[:3])
    stories[place] = replace(stories[place], headline=stories[place].headline + ".")
    page = read(Page(stories=stories).pasted(), counters=COUNTERS)

    assert [story.headline for story in page.stories] == [story.headline for story in stories]


def test_an_abbreviation_at_the_end_is_no_full_stop() -> None:
    stories = [
        STORIES[0],
        replace(STORIES[1], headline="Flood on the Sella reaches villages in the S.E."),
        STORIES[2],
    ]
    page = read(Page(stories=stories).pasted(), counters=COUNTERS)

    assert page.stories[1].headline == "Flood on the Sella reaches villages in the S.E."


def test_a_short_first_paragraph_stays_below_its_headline() -> None:
    page = with_paragraphs("Water, water", "The road service closed the mountain road above Lindal.")

    assert page.stories[1].paragraphs[0] == "Water, water"


def test_a_line_of_speech_is_text() -> None:
    page = with_paragraphs(
        "The road service closed the mountain road above Lindal.",
        "— Never seen such a flood",
        "Nobody was hurt.",
    )

    assert page.stories[1].paragraphs[1] == "— Never seen such a flood"
    assert len(page.stories) == 3


def test_subheadings_and_stray_links_are_text_and_are_doubted() -> None:
    page = reading("crossheads")

    assert len(page.stories) == 2
    assert "What the miners say" in page.stories[0].paragraphs
    assert any("What the miners say" in remark for remark in page.remarks)
    assert any("Share this on your telephone" in remark for remark in page.remarks)


def test_a_short_line_at_the_very_end_is_doubted() -> None:
    page = read(Page(imprint="Follow us on the old telegraph").pasted(), counters=COUNTERS)

    assert page.stories[-1].paragraphs[-1] == "Follow us on the old telegraph"
    assert any("Follow us on the old telegraph" in remark for remark in page.remarks)


def test_a_caption_inside_a_story_is_that_storys_photo() -> None:
    comet, herring = reading("story_photo").stories

    assert comet.photo is None
    assert herring.photo == ReadPhoto(caption="Boats in front of Hult on Monday", credit="Lena Sorby")
    assert not any("Lena Sorby" in paragraph for paragraph in herring.paragraphs)


def test_a_storys_second_photo_is_reported_in_full() -> None:
    assert any("A second haul. Credit: Hult Port" in remark for remark in reading("story_photo").remarks)


def test_a_caption_directly_below_the_headline_does_not_hide_the_story() -> None:
    page = with_paragraphs("The road above Lindal. Photo: Ana Rohl", "The road is closed.")

    assert page.stories[1].photo == ReadPhoto(caption="The road above Lindal.", credit="Ana Rohl")
    assert page.stories[1].paragraphs == ("The road is closed.",)


def test_a_sentence_about_a_photo_is_text() -> None:
    page = with_paragraphs(
        "The mayor of Lindal published a photo: it shows the road, or what is left of it, at dawn.",
        "The photo by his daughter was seen by half the valley.",
    )

    assert page.stories[1].photo is None
    assert len(page.stories[1].paragraphs) == 2

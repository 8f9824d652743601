"""The page headline is cut into clauses, and each clause finds its story."""

import pytest

from roundups.importing.reading import Reading, read
from tests.importing.pages import COUNTERS, STORIES, Page, text


def reading(name: str) -> Reading:
    return read(text(name), counters=COUNTERS)


def clauses(page: Reading) -> list[str]:
    return [story.short_headline for story in page.stories]


def with_headline(headline: str, **changes: object) -> Reading:
    """A page of the first three stories under another headline."""
    blocks = Page(**changes).blocks()  # type: ignore[arg-type]
    return read("\n\n".join([headline, *blocks[1:]]), counters=COUNTERS)


def test_a_clause_with_commas_inside_stays_whole() -> None:
    page = reading("list_with_commas")

    assert clauses(page) == [
        "Bread, milk and eggs get dearer in Vesland",
        "Teachers, nurses and drivers demand higher pay",
        "Wolf seen near Orlo",
    ]
    assert page.headline == ""


def test_a_second_half_with_a_small_letter_stays_with_its_clause() -> None:
    page = read(Page(stories=STORIES[5:7]).pasted(), counters=COUNTERS)

    assert clauses(page)[1] == "Parliament bans billboards, fines start in May"


def test_who_said_it_stays_with_what_was_said() -> None:
    page = with_headline(
        "Dockers may return to talks, union says, Flood closes the Sella road, Court frees balloon pilot"
    )

    assert clauses(page)[0] == "Dockers may return to talks, union says"


def test_clauses_in_another_order_follow_their_words() -> None:
    page = reading("crossed_clauses")

    assert clauses(page) == [
        "Dearer bread worries bakers",
        "Teachers prepare a strike",
        "Wolf walks into Orlo",
    ]


def test_a_page_headline_in_another_order_is_kept_as_it_was() -> None:
    page = reading("crossed_clauses")

    assert page.headline == "Wolf walks into Orlo, Dearer bread worries bakers, Teachers prepare a strike"
    assert any("another order" in remark for remark in page.remarks)


def test_clauses_without_a_shared_word_follow_the_order_when_the_counts_agree() -> None:
    page = with_headline("Pencils on the table, Water everywhere, Home at last")

    assert clauses(page) == ["Pencils on the table", "Water everywhere", "Home at last"]
    assert page.headline == ""
    assert any("Home at last" in remark and "place only" in remark for remark in page.remarks)


def test_one_chance_word_does_not_turn_the_order_around() -> None:
    page = with_headline("Pencils on the river, Cranes drowned, Home at last")

    assert clauses(page) == ["Pencils on the river", "Cranes drowned", "Home at last"]


def test_a_story_that_the_headline_leaves_out_has_no_clause() -> None:
    page = reading("fewer_clauses")

    assert clauses(page) == ["Bakers fear dearer flour", "", "Wolf walks into Orlo"]
    assert page.headline == "Bakers fear dearer flour, Wolf walks into Orlo"
    assert any("Teachers in four districts vote to strike" in remark for remark in page.remarks)


def test_a_clause_without_a_story_is_reported_and_the_headline_kept() -> None:
    page = reading("more_clauses")

    assert clauses(page) == ["Bakers fear dearer flour", "Wolf walks into Orlo"]
    assert page.headline.count(",") == 2
    assert any("Divers find a sunken bell" in remark for remark in page.remarks)


def test_a_headline_that_nobody_can_divide_stays_whole() -> None:
    page = with_headline("A quiet day, said some, and a loud one, said others, but who counts")

    assert clauses(page) == ["", "", ""]
    assert page.headline == "A quiet day, said some, and a loud one, said others, but who counts"
    assert any("could not be divided" in remark for remark in page.remarks)


def test_semicolons_divide_a_headline_too() -> None:
    headline = "Dockers return to talks; Flood closes the Sella road; Court frees balloon pilot"
    page = with_headline(headline)

    assert clauses(page) == headline.split("; ")
    assert page.headline == headline


def test_a_missing_page_headline_is_said() -> None:
    blocks = Page().blocks()
    page = read("\n\n".join(blocks[4:]), counters=COUNTERS)

    assert len(page.stories) == 3
    assert page.headline == ""
    assert any("No page headline" in remark for remark in page.remarks)


def test_a_page_title_printed_twice_counts_once() -> None:
    blocks = Page().blocks()
    page = read("\n\n".join([blocks[0], *blocks]), counters=COUNTERS)

    assert clauses(page) == [story.clause for story in STORIES[:3]]
    assert page.remarks == ()


@pytest.mark.parametrize("name", ["plain", "list_with_commas", "russian", "four_summaries_for_five"])
def test_an_empty_headline_means_that_the_short_headlines_make_it(name: str) -> None:
    page = reading(name)

    assert page.headline == ""
    assert text(name).startswith(", ".join(clauses(page)) + "\n")

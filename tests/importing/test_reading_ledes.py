"""The lede: the counting sentence with its day, one summary per story, the closing line."""

from dataclasses import replace
from datetime import date

import pytest

from roundups.importing.reading import CounterWords, Reading, read
from tests.importing.pages import COUNTERS, STORIES, STRIKE, WAR, Page, text


def reading(name: str) -> Reading:
    return read(text(name), counters=COUNTERS)


def opened(sentence: str, when: date | None = None, counters: tuple[CounterWords, ...] = COUNTERS) -> Reading:
    return read(Page(opening=sentence).pasted(), counters=counters, date=when)


def test_the_first_day_is_day_one() -> None:
    assert opened("It is day 1 of the war in Ukraine.").date == date(2022, 2, 24)


def test_a_known_day_of_the_war_gives_its_date() -> None:
    assert opened("It is day 567 of the war in Ukraine.").date == date(2023, 9, 13)


def test_the_counters_own_sentence_comes_back_as_it_is_stored() -> None:
    assert opened("It is day 41 of the harbour strike.").opening is STRIKE.openings[0]


def test_apostrophes_do_not_make_another_sentence() -> None:
    counter = replace(STRIKE, openings=("It’s day {day} of the dockers’ strike.",))
    page = opened("It's day 41 of the dockers' strike.", counters=(counter,))

    assert page.opening == "It’s day {day} of the dockers’ strike."


@pytest.mark.parametrize(
    ("sentence", "opening", "day"),
    [
        ("Day 579 of the war in Ukraine.", "Day {day} of the war in Ukraine.", 579),
        (
            "Russia's war in Ukraine has been raging for 545 days.",
            "Russia's war in Ukraine has been raging for {day} days.",
            545,
        ),
        ("579 days of war in Ukraine.", "{day} days of war in Ukraine.", 579),
        ("It is the 567th day of the war in Ukraine.", "It is the {day}th day of the war in Ukraine.", 567),
        ("Война в Украине продолжается 545 дней.", "Война в Украине продолжается {day} дней.", 545),
        ("Идет 579 день войны в Украине.", "Идет {day} день войны в Украине.", 579),
        ("День 579 войны в Украине.", "День {day} войны в Украине.", 579),
    ],
)
def test_a_counting_sentence_in_other_words_is_recognised(sentence: str, opening: str, day: int) -> None:
    page = opened(sentence)

    assert (page.counter, page.day, page.opening) == ("War in Ukraine", day, opening)
    assert page.stories[0].summary == STORIES[0].summary


@pytest.mark.parametrize("layout", ["blank lines", "single lines"])
def test_the_counting_sentence_may_have_a_line_of_its_own(layout: str) -> None:
    page = read(Page(opening_apart=True).pasted(layout), counters=COUNTERS)

    assert page.opening == "It is day {day} of the harbour strike."
    assert [story.summary for story in page.stories] == [story.summary for story in STORIES[:3]]


def test_a_line_of_its_own_needs_no_full_stop() -> None:
    page = read(Page(opening="Day 41 of the harbour strike", opening_apart=True).pasted(), counters=COUNTERS)

    assert page.opening == "Day {day} of the harbour strike"
    assert [story.headline for story in page.stories] == [story.headline for story in STORIES[:3]]


def test_the_counting_sentence_may_stand_above_the_kicker() -> None:
    blocks = Page(opening="").blocks()
    blocks.insert(1, "It is day 41 of the harbour strike.")
    page = read("\n\n".join(blocks), counters=COUNTERS)

    assert (page.day, page.kicker) == (41, "The Lantern’s roundup")


@pytest.mark.parametrize("after", ["", " Nobody smiled."])
def test_the_counting_sentence_may_stand_later_in_the_first_paragraph(after: str) -> None:
    first = replace(STORIES[0], summary=f"{STORIES[0].summary} It is day 41 of the harbour strike.{after}")
    page = read(Page(stories=[first, *STORIES[1:3]], opening="").pasted(), counters=COUNTERS)

    assert page.opening == STRIKE.openings[0]
    assert page.stories[0].summary == STORIES[0].summary + after


def test_a_number_that_contradicts_the_date_is_kept_and_both_numbers_are_said() -> None:
    page = opened("It is day 41 of the harbour strike.", date(2024, 5, 13))

    assert (page.date, page.day) == (date(2024, 5, 13), 41)
    assert page.opening == "It is day 41 of the harbour strike."
    assert any("day 41" in remark and "day 43" in remark for remark in page.remarks)


def test_a_number_that_agrees_with_the_date_is_computed() -> None:
    page = opened("Day 41 of the harbour strike.", date(2024, 5, 11))

    assert page.opening == "Day {day} of the harbour strike."
    assert page.remarks == ()


def test_a_number_with_a_comma_stays_as_typed() -> None:
    page = opened("It is day 1,000 of the war in Ukraine.")

    assert (page.date, page.day) == (date(2024, 11, 19), 1000)
    assert page.opening == "It is day 1,000 of the war in Ukraine."


def test_two_counters_that_fit_equally_leave_the_date_open() -> None:
    other = CounterWords(
        name="War in Vesland",
        first_day=date(2020, 1, 1),
        openings=("It is day {day} of the war in Vesland.",),
    )
    page = opened("It is day 12 of the war.", counters=(WAR, other))

    assert (page.date, page.counter, page.day) == (None, "", 12)
    assert page.opening == "It is day 12 of the war."
    assert any("Give the date" in remark for remark in page.remarks)


def test_a_date_decides_between_counters_that_fit_equally() -> None:
    other = CounterWords(
        name="War in Vesland",
        first_day=date(2020, 1, 1),
        openings=("It is day {day} of the war in Vesland.",),
    )
    page = opened("It is day 12 of the war.", date(2020, 1, 12), counters=(WAR, other))

    assert (page.counter, page.opening) == ("War in Vesland", "It is day {day} of the war.")


def test_an_unknown_counter_leaves_the_date_open() -> None:
    page = opened("It is day 12 of the chess tournament.")

    assert (page.date, page.counter) == (None, "")
    assert page.opening == "It is day 12 of the chess tournament."


def test_a_counter_that_shares_one_word_only_is_doubted() -> None:
    page = opened("It is day 12 of the hunger strike in Vell.")

    assert page.date == date(2024, 4, 12)
    assert any("2024-04-12" in remark for remark in page.remarks)


@pytest.mark.parametrize("number", ["0", "999999999999", "9999999"])
def test_an_impossible_day_gives_no_date(number: str) -> None:
    page = opened(f"It is day {number} of the war in Ukraine.")

    assert page.date is None
    assert any("Give the date" in remark for remark in page.remarks)


def test_the_past_three_days_are_no_counter() -> None:
    page = opened("In the past 3 days of the war in Ukraine nothing has moved.")

    assert (page.day, page.opening) == (None, "")
    assert page.stories[0].summary.startswith("In the past 3 days")


def test_a_day_inside_the_news_gives_the_date_and_stays_in_the_summary() -> None:
    page = opened("On day 41 of the harbour strike, dockers and owners sat at one table in Orlo.")

    assert (page.date, page.day, page.counter, page.opening) == (date(2024, 5, 11), 41, "", "")
    assert page.stories[0].summary.startswith("On day 41")
    assert any("stays as typed" in remark for remark in page.remarks)


def test_a_headline_that_counts_days_stays_a_headline() -> None:
    first = replace(STORIES[0], headline="Harbour strike enters its 41st day, dockers and owners talk")
    page = read(Page(stories=[first, *STORIES[1:3]], opening="").pasted(), counters=COUNTERS)

    assert page.stories[0].headline == first.headline
    assert page.opening == ""


def test_without_a_counting_sentence_the_date_is_asked_for() -> None:
    page = opened("")

    assert (page.date, page.counter, page.day, page.opening) == (None, "", None, "")
    assert any("Give the date" in remark for remark in page.remarks)


def test_without_a_counting_sentence_the_given_date_stays() -> None:
    page = opened("", date(2024, 5, 11))

    assert page.date == date(2024, 5, 11)
    assert page.remarks == ()


def test_four_summaries_of_five_stories_find_theirs() -> None:
    page = reading("four_summaries_for_five")

    assert [bool(story.summary) for story in page.stories] == [True, True, False, True, True]
    assert page.stories[3].summary.startswith("A ferry with ninety passengers")
    assert any("Young wolf crosses" in remark for remark in page.remarks)


def test_summaries_in_another_order_follow_their_words() -> None:
    page = reading("crossed_summaries")

    assert [story.summary.split()[0] for story in page.stories] == ["Bakers", "Teachers", "A"]
    assert any("another order" in remark for remark in page.remarks)


def test_a_summary_too_many_is_reported_in_full() -> None:
    page = reading("summary_too_many")

    assert all(story.summary for story in page.stories)
    assert any(
        "Astronomers at Karn photographed a comet that will not return for eight hundred years." in remark
        for remark in page.remarks
    )


def test_a_summary_without_its_full_stop_is_no_headline() -> None:
    second = replace(STORIES[1], summary=STORIES[1].summary.rstrip("."))
    page = read(Page(stories=[STORIES[0], second, STORIES[2]]).pasted(), counters=COUNTERS)

    assert [story.summary for story in page.stories] == [
        STORIES[0].summary,
        second.summary,
        STORIES[2].summary,
    ]


def test_summaries_in_a_list_lose_their_bullets() -> None:
    bulleted = [replace(story, summary=f"• {story.summary}") for story in STORIES[:3]]
    page = read(Page(stories=bulleted, opening="").pasted(), counters=COUNTERS)

    assert [story.summary for story in page.stories] == [story.summary for story in STORIES[:3]]


def test_a_page_without_a_lede_is_read() -> None:
    page = reading("no_lede")

    assert [story.headline for story in page.stories] == [
        "Bakers warn that flour is dearer by a third",
        "Ferry with ninety passengers runs aground off Hult",
    ]
    assert [story.summary for story in page.stories] == ["", ""]


@pytest.mark.parametrize(
    "line",
    [
        "Here's what you need to know",
        "Here’s what you need to know today:",
        "More in our roundup",
        "Read on for the details.",
        "Coffee is ready",
        "Подробнее — в нашем обзоре",
    ],
)
def test_a_closing_line_is_neither_a_summary_nor_a_headline(line: str) -> None:
    page = read(Page(sign_off=line).pasted(), counters=COUNTERS)

    assert page.sign_off == line
    assert [story.headline for story in page.stories] == [story.headline for story in STORIES[:3]]
    assert [story.summary for story in page.stories] == [story.summary for story in STORIES[:3]]


def test_a_closing_sentence_of_ones_own_is_recognised_by_its_words() -> None:
    assert reading("own_sign_off").sign_off == "Good morning from a newsroom that smells of coffee."


def test_a_last_summary_that_begins_like_a_closing_line_is_a_summary() -> None:
    third = replace(STORIES[2], summary="In today's session a court released the weather balloon's pilot.")
    page = read(Page(stories=[*STORIES[:2], third]).pasted(), counters=COUNTERS)

    assert (page.sign_off, page.stories[2].summary) == ("", third.summary)

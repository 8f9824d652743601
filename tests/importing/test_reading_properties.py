"""What holds for any text: no word is lost, nothing but a sentence is raised, layout does not matter."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roundups.importing.reading import CounterWords, NotARoundup, Reading, decode, read
from tests.importing.pages import COUNTERS, LAYOUTS, STORIES, TEXTS, WAR, Page, Told, text

WORD = re.compile(r"[^\W_]+")
# The frame's own words: what they introduce has a field of its own.
FRAME = frozenset(
    {"photo", "photograph", "foto", "фото", "ფოტო", "picture", "image", "credit", "by", "courtesy", "of"}
    | {"editor", "in", "chief", "главный", "редактор", "головна", "редакторка", "მთავარი", "რედაქტორი"}
    | {"رئيسة", "التحرير", "terms", "use", "privacy", "policy", "условия", "использования"}
    | {"политика", "конфиденциальности"}
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(
    pasted: str,
    *,
    counters: Sequence[CounterWords] = COUNTERS,
    when: date | None = None,
) -> Reading | str:
    """The reading, or the sentence that refuses the text."""
    try:
        return read(pasted, counters=counters, date=when)
    except NotARoundup as refusal:
        return str(refusal.args[0])


def words(said: str) -> set[str]:
    """The words and numbers of a text as a person sees them."""
    visible = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFC", said))
    return {word.casefold() for word in WORD.findall(visible)}


def fields(page: Reading) -> list[str]:
    """Everything that a reading says."""
    photos = [page.photo, *(story.photo for story in page.stories)]
    said = [page.headline, page.kicker, page.opening.replace("{day}", str(page.day)), page.sign_off]
    said += [page.editor_in_chief, *page.remarks]
    said += [part for photo in photos if photo for part in (photo.caption, photo.credit)]
    for story in page.stories:
        said += [story.headline, story.short_headline, story.summary, *story.paragraphs]
    return said


def lost(pasted: str, page: Reading) -> set[str]:
    return words(pasted) - words("\n".join(fields(page))) - FRAME


def kept_whole(page: Reading) -> bool:
    """Each story has a headline and text, and no headline field repeats what follows from the stories."""
    joined = ", ".join(story.short_headline for story in page.stories)
    return all(story.headline and story.paragraphs for story in page.stories) and (
        page.headline != joined or not joined
    )


LINES: Sequence[str] = (
    *(part for story in STORIES for part in (story.clause, story.headline, story.summary, *story.paragraphs)),
    "The Lantern’s roundup",
    "13 September 2023",
    "A pier. Photo: AFP",
    "A pier.",
    "Photo: AFP",
    "Фото: ТАСС",
    "Credit: Bank",
    "It is day 41 of the harbour strike.",
    "Day 41 of the harbour strike",
    "Day 7",
    "It is day 12 of something else.",
    "On day 41 of the harbour strike, dockers and owners met in Orlo",
    "1,000 days of the war in Ukraine.",
    "Here's what you need to know",
    "“We stay”",
    "But who pays?",
    "- item",
    "## Marked head",
    "**Bold head**",
    "*leaning*",
    "***",
    "Editor in chief — Nika Vell. Terms of use. Privacy policy.",
    "Editor in chief",
    "Nika Vell",
    "Acting editor-in-chief: A. B. Vell. Printed by Foo",
    "© 2024 The Lantern",
    "Dear editors,",
    "one, two, three, four; five",
    "It is day {day} of the harbour strike.",
    "https://example.org/a?b=c",
    "a",
)


@unhurried
@given(
    lines=st.lists(st.sampled_from(LINES) | st.text(max_size=60), min_size=1, max_size=25),
    joint=st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]),
    when=st.none() | st.dates(),
    counters=st.sampled_from([COUNTERS, (), (WAR,)]),
)
def test_no_word_of_any_text_is_lost(
    lines: list[str],
    joint: str,
    when: date | None,
    counters: Sequence[CounterWords],
) -> None:
    page = answer(joint.join(lines), counters=counters, when=when)

    assert isinstance(page, str) or (not lost(joint.join(lines), page) and kept_whole(page))


@unhurried
@given(pasted=st.text(max_size=2_000))
def test_any_text_gives_a_reading_or_a_sentence(pasted: str) -> None:
    page = answer(pasted)

    assert isinstance(page, Reading) or page.endswith(".")


@unhurried
@given(data=st.binary(max_size=500))
def test_any_bytes_give_a_text_or_a_sentence(data: bytes) -> None:
    try:
        said = decode(data)
    except NotARoundup as refusal:
        said = str(refusal.args[0])

    assert isinstance(said, str)


pages = st.builds(
    Page,
    stories=st.permutations(STORIES).flatmap(
        lambda stories: st.integers(min_value=1, max_value=5).map(lambda count: tuple(stories[:count]))
    ),
    kicker=st.sampled_from(["", "The Lantern’s roundup", "X-Orlo's Roundup:", "Обзор дня", "At the pier"]),
    caption=st.sampled_from(["A pier at dusk. Photo: Mira Dahl", "A pier (Photo by Ana Rohl)", "Фото: ТАСС"]),
    captions=st.integers(min_value=0, max_value=2),
    opening=st.sampled_from(
        ["", "It is day 41 of the harbour strike.", "The harbour strike has lasted 41 days."],
    ),
    opening_apart=st.booleans(),
    sign_off=st.sampled_from(["", "Here's what you need to know", "Coffee is ready"]),
    imprint=st.sampled_from(["", "Editor in chief — Nika Vell. Terms of use.", "Editor-in-chief: Nika Vell"]),
)


@unhurried
@given(page=pages, layout=st.sampled_from(sorted(LAYOUTS)))
def test_a_printed_page_reads_as_it_was_meant(page: Page, layout: str) -> None:
    pasted = page.pasted(layout)
    found = read(pasted, counters=COUNTERS)

    assert [story.headline for story in found.stories] == [story.headline for story in page.stories]
    assert [story.short_headline for story in found.stories] == [story.clause for story in page.stories]
    assert [story.summary for story in found.stories] == [story.summary for story in page.stories]
    assert [story.paragraphs for story in found.stories] == [story.paragraphs for story in page.stories]
    assert (found.kicker, found.sign_off) == (page.kicker, page.sign_off)
    assert (found.photo is not None) == (page.captions > 0)
    assert found.day == (41 if page.opening else None)
    assert not lost(pasted, found)


@unhurried
@given(
    clauses=st.permutations(STORIES[:5]),
    summaries=st.permutations(STORIES[:5]),
)
def test_shuffled_clauses_and_summaries_find_theirs(clauses: list[Told], summaries: list[Told]) -> None:
    blocks = [", ".join(story.clause for story in clauses), *(story.summary for story in summaries)]
    for story in STORIES[:5]:
        blocks += [story.headline, *story.paragraphs]
    found = read("\n\n".join(blocks), counters=COUNTERS)

    assert [story.short_headline for story in found.stories] == [story.clause for story in STORIES[:5]]
    assert [story.summary for story in found.stories] == [story.summary for story in STORIES[:5]]


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.txt")))
def test_no_word_of_the_sample_pages_is_lost(name: str) -> None:
    page = answer(text(name))

    if isinstance(page, str):
        assert name in {"letter", "one_article"}
    else:
        assert not lost(text(name), page)
        assert kept_whole(page)

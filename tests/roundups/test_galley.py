"""The galley: canonical JSON, digests, reading old ones back, and what differs between two."""

import dataclasses
import datetime
import html
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundups import galley
from roundups.models import StoryState
from tests import factories

# Sealed in the first format. It must load for ever, with this digest; never change it to please the code.
FIRST_FORMAT = (
    '{"date":"2026-03-02","day":2,"editor_in_chief":"Ada Keller","format":1,"headline":"Bridge opens, Мост открыт",'
    '"kicker":"The Lantern’s roundup","language":"en","opening":"It is day 2 of the strike.","photo":{"alt":"A pier",'
    '"caption":"The pier.","credit":"City archive","digest":"ab","focal":[0.5,0.25],"height":700,"rights":"staff",'
    '"width":1200},"sign_off":"That is the morning.","stories":[{"anchor":"bridge-opens","body":"<p>It opened.</p>",'
    '"headline":"The bridge opens","short_headline":"Bridge opens","sources":[{"kind":"official","name":"Council",'
    '"url":"https://example.org/"}],"summary":"It was opened."},'
    '{"anchor":"old","withdrawn":"We could not stand by it."}]}'
)
FIRST_DIGEST = "3284dd43cf5698161d860163c2bfcc82a0b4376265a3db497c511faad3454e7f"  # pragma: allowlist secret (a hash)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
photos = st.builds(
    galley.Photo,
    caption=words,
    credit=words,
    width=st.none() | st.integers(1, 9999),
    focal=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
    digest=words,
)
stories = st.builds(
    galley.Story,
    anchor=words,
    headline=words,
    body=words,
    sources=st.lists(st.builds(galley.Source, name=words, url=words), max_size=3).map(tuple),
    photo=st.none() | photos,
)
galleys = st.builds(
    galley.Galley,
    language=st.just("en"),
    date=st.dates(),
    day=st.none() | st.integers(-9999, 9999),
    headline=words,
    opening=words,
    stories=st.lists(stories, max_size=4).map(tuple),
    photo=st.none() | photos,
)


def test_a_galley_of_the_first_format_still_loads_with_its_digest() -> None:
    loaded = galley.load(FIRST_FORMAT)
    assert loaded.canonical == FIRST_FORMAT
    assert loaded.digest == FIRST_DIGEST
    assert loaded.stories[1].withdrawn == "We could not stand by it."


@given(galleys)
def test_what_was_sealed_reads_back_as_the_same_value(value: galley.Galley) -> None:
    again = galley.load(value.canonical)
    assert again.canonical == value.canonical
    assert again.digest == value.digest


@given(galleys)
def test_canonical_json_is_sorted_composed_and_has_no_empty_keys(value: galley.Galley) -> None:
    assert unicodedata.is_normalized("NFC", value.canonical)
    data = json.loads(value.canonical)
    assert list(data) == sorted(data)
    assert not [key for key, found in data.items() if found in ("", None, [], {})]


@given(stories, stories)
def test_two_stories_have_one_digest_only_if_they_say_the_same(one: galley.Story, two: galley.Story) -> None:
    assert (one.digest == two.digest) == (one.canonical == two.canonical)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"format":2}', '{"format":1}', '{"format":1,"date":"x","language":"en"}', "\x00"],
)
def test_what_is_no_galley_is_refused_with_an_error_of_our_own(text: str) -> None:
    with pytest.raises(galley.GalleyError):
        galley.load(text)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(galley.GalleyError, match="unknown keys"):
        galley.load('{"date":"2026-03-02","format":1,"language":"en","surprise":1}')


@pytest.mark.django_db
def test_the_page_headline_is_the_short_headlines_in_page_order() -> None:
    day = factories.roundup()
    factories.story(day, short_headline="Port opens")
    factories.story(day, headline="Court frees the editor of a paper", short_headline="")
    assert galley.of(day).headline == "Port opens, Court frees the editor of a paper"


@pytest.mark.django_db
def test_the_editors_own_headline_comes_first() -> None:
    day = factories.roundup(headline="A day of waiting")
    factories.story(day)
    assert galley.of(day).headline == "A day of waiting"


@pytest.mark.django_db
def test_the_number_of_the_day_is_computed_from_the_date() -> None:
    day = factories.roundup(datetime.date(2026, 3, 31))
    assert (galley.of(day).day, galley.of(day).opening) == (31, "It is day 31 of the strike.")


@pytest.mark.django_db
def test_a_roundups_own_wording_counts_too() -> None:
    day = factories.roundup(opening="The strike has lasted {day} days.")
    assert galley.of(day).opening == "The strike has lasted 2 days."


@pytest.mark.django_db
def test_without_a_counter_there_is_no_number_and_no_opening() -> None:
    value = galley.of(factories.roundup(counter=None))
    assert (value.day, value.opening) == (None, "")


@pytest.mark.django_db
def test_a_use_of_a_photo_may_say_its_own_caption_and_alt_text() -> None:
    photo = factories.photo(caption="The photo’s own.", alt="Own alt")
    story = factories.story(photo=photo, photo_caption="On this day.")
    part = galley.story_of(story).photo
    assert part
    assert (part.caption, part.alt, part.digest) == ("On this day.", "Own alt", photo.digest)


@pytest.mark.django_db
def test_a_spiked_story_is_not_in_the_working_galley() -> None:
    day = factories.roundup()
    kept = factories.story(day)
    factories.story_in(StoryState.SPIKED, day)
    assert [story.anchor for story in galley.of(day).stories] == [kept.anchor]


@pytest.mark.django_db
def test_the_note_to_the_editor_is_no_part_of_the_galley() -> None:
    day = factories.roundup()
    factories.story(day, note_to_editor="The source must not be named")
    assert "must not be named" not in galley.of(day).canonical


A = galley.Story(anchor="a", headline="A", body="<p>a</p>")
B = galley.Story(anchor="b", headline="B", body="<p>b</p>")
BASE = galley.Galley(language="en", date=datetime.date(2026, 3, 2), headline="A, B", stories=(A, B))


def changed(**keys: object) -> list[tuple[str, str]]:
    after = dataclasses.replace(BASE, **keys)  # type: ignore[arg-type]
    return [(change.what, change.anchor) for change in galley.changes(BASE, after)]


def test_nothing_differs_between_a_galley_and_itself() -> None:
    assert changed() == []


def test_a_changed_an_added_and_a_withdrawn_story_are_told_apart() -> None:
    new_a = dataclasses.replace(A, body="<p>new</p>")
    gone_b = galley.Story(anchor="b", withdrawn="Gone.")
    c = galley.Story(anchor="c", headline="C")
    assert changed(stories=(new_a, gone_b, c)) == [("changed", "a"), ("withdrawn", "b"), ("added", "c")]


def test_a_headline_that_follows_from_changed_stories_is_no_change_of_its_own() -> None:
    new_a = dataclasses.replace(A, short_headline="Other")
    assert changed(stories=(new_a, B), headline="Other, B") == [("changed", "a")]


@pytest.mark.parametrize(
    "keys", [{"headline": "Own"}, {"stories": (B, A)}, {"photo": galley.Photo(caption="New.")}], ids=str
)
def test_a_change_of_the_page_itself_is_one_change(keys: dict[str, object]) -> None:
    assert changed(**keys) == [("page", "")]


def test_words_are_compared_one_by_one_and_tags_are_not_words() -> None:
    pieces = list(galley.word_changes("<p>Five people came.</p>", "<p>Six people <em>came</em>.</p>"))
    assert ("out", "Five") in pieces
    assert ("in", "Six") in pieces
    assert not any("<" in said for _kind, said in pieces)


@given(words, words)
def test_a_comparison_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = list(galley.word_changes(before.replace("<", ""), after.replace("<", "")))
    old = "".join(said for kind, said in pieces if kind != "in")
    new = "".join(said for kind, said in pieces if kind != "out")
    assert old == "".join(html.unescape(part) for part in _pieces(before))
    assert new == "".join(html.unescape(part) for part in _pieces(after))


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text.replace("<", ""))

"""The versions of a story, and any two of them word by word."""

import pytest

from newsroom.models import Staff
from roundups import workflow
from roundups.models import Story
from tests import factories
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db


def versions(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/versions/"


def written(*headlines: str) -> tuple[Story, Staff]:
    author = factories.person()
    story = factories.story(author=author, headline=headlines[0])
    for headline in headlines[1:]:
        story.headline = headline
        workflow.save_story(story, by=author, seen=story.revision)
    return story, author


def test_it_compares_the_last_two_word_by_word() -> None:
    story, author = written("Nine ships wait", "Eleven ships wait")
    page = Desk(author).open(versions(story))
    assert "<del>Nine</del>" in page.html
    assert "<ins>Eleven</ins>" in page.html
    assert page.says(author.name)


def test_it_compares_any_two() -> None:
    story, author = written("Nine ships wait", "Ten ships wait", "Eleven ships wait")
    page = Desk(author).open(f"{versions(story)}?old=1&new=3")
    assert "<del>Nine</del>" in page.html
    assert "<ins>Eleven</ins>" in page.html
    assert "Ten" not in page.html


@pytest.mark.parametrize("query", ["old=99&new=98", "old=&new=", "old=abc", "old=-1&new=1.5", "old=3&new=1"])
def test_a_version_that_does_not_exist_falls_back_to_one_that_does(query: str) -> None:
    story, author = written("Nine ships wait", "Eleven ships wait")
    assert Desk(author).open(f"{versions(story)}?{query}").status == 200


def test_a_story_with_one_version_shows_it() -> None:
    story, author = written("Nine ships wait")
    page = Desk(author).open(versions(story))
    assert page.status == 200
    assert page.says("Nine ships wait")


def test_colleagues_read_them_too() -> None:
    story, _author = written("Nine ships wait", "Eleven ships wait")
    assert Desk(factories.person()).open(versions(story)).status == 200


def test_it_says_why_a_difference_is_material() -> None:
    story, author = written("Nine ships wait", "Eleven ships wait")
    page = Desk(author).open(versions(story))
    assert page.says("Material:")
    assert page.says("a number changed: Nine → Eleven")
    assert not page.says("Immaterial")


def test_it_says_that_a_difference_is_of_spelling_only() -> None:
    story, author = written("The shpis wait", "The ships wait")
    page = Desk(author).open(versions(story))
    assert page.says("Immaterial: spelling only")
    assert not page.says("Material:")


def test_two_steps_of_spelling_may_be_one_of_matter() -> None:
    story, author = written("They walkes there", "They wances there", "They wanted there")
    desk = Desk(author)
    assert desk.open(f"{versions(story)}?old=2&new=3").says("Immaterial: spelling only")
    assert desk.open(f"{versions(story)}?old=1&new=3").says("the headline changed beyond spelling")


def test_it_says_nothing_of_a_version_beside_itself() -> None:
    story, author = written("Nine ships wait", "Eleven ships wait")
    page = Desk(author).open(f"{versions(story)}?old=2&new=2")
    assert not page.says("Material:")
    assert not page.says("Immaterial")


def test_it_shows_that_a_source_was_changed() -> None:
    story, author = written("Nine ships wait")
    workflow.save_story(
        story, by=author, seen=story.revision, sources=[("Harbour master", "https://harbour.example/", "own")]
    )
    page = Desk(author).open(versions(story))
    assert page.says("Harbour master")
    assert page.says("Council")


def test_it_shows_that_a_caption_was_changed() -> None:
    author = factories.person()
    story = factories.story(author=author, photo=factories.photo(caption="Gulls."))
    story.photo_caption = "Carts on the bridge."
    workflow.save_story(story, by=author, seen=story.revision)
    assert Desk(author).open(versions(story)).says("Carts on the bridge.")


def test_a_story_of_200_kilobytes_is_compared() -> None:
    author = factories.person()
    story = factories.story(author=author, body="<p>Carts cross the bridge again.</p>" * 3000)
    story.body = story.body.replace("bridge", "ford", 3) + "<p>They went home.</p>"
    workflow.save_story(story, by=author, seen=story.revision)
    page = Desk(author).open(versions(story))
    assert page.status == 200
    assert page.says("went")


def test_it_only_reads() -> None:
    story, author = written("Nine ships wait")
    assert Desk(author).post(versions(story)).status == 405

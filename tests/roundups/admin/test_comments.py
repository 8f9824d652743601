"""Comments: who writes them, who settles them, and what a must-fix stands in the way of."""

import pytest

from newsroom.roles import Role
from roundups import workflow
from roundups.models import Comment, Story, StoryState
from tests import factories
from tests.journeys.desk import Desk
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db


def comment_page(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/comment/"


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR])
def test_everybody_of_the_newsroom_comments_on_a_colleagues_story(role: Role) -> None:
    story = factories.story()
    desk = Desk(factories.person(role))
    answer = desk.send(desk.open(comment_page(story)), "words", words="Which bridge?", paragraph="1")
    assert desk.follow(answer).says("Which bridge?")
    comment = Comment.objects.get()
    assert (comment.words, comment.paragraph, comment.must_fix) == ("Which bridge?", 1, False)


def test_an_administrator_is_told_who_comments() -> None:
    answer = Desk(factories.person(Role.ADMINISTRATOR)).post(
        comment_page(factories.story()), {"words": "Which bridge?"}
    )
    assert answer.status == 403
    assert answer.says("This is for: Journalist, Photo editor, Editor-in-chief. Your role: Administrator.")
    assert not Comment.objects.exists()


def test_only_an_editor_says_what_must_be_fixed() -> None:
    story = factories.story()
    assert "must_fix" in Desk(factories.person(Role.EDITOR)).open(comment_page(story)).form("words").names
    desk = Desk(factories.person())
    page = desk.open(comment_page(story))
    assert "must_fix" not in page.form("words").names
    desk.send(page, "words", words="Which bridge?", must_fix="on")
    assert not Comment.objects.get().must_fix


def test_a_must_fix_stands_in_the_way_of_approval_until_it_is_settled() -> None:
    story = factories.story_in(StoryState.FILED)
    desk = Desk(factories.person(Role.EDITOR))
    desk.send(desk.open(comment_page(story)), "words", words="Name the person.", must_fix="on")
    refused = desk.open(f"/admin/roundups/story/{story.pk}/step/approve/")
    assert refused.status == 409
    assert refused.says("has a comment that must be fixed first")
    desk.post(f"/admin/roundups/comment/{Comment.objects.get().pk}/settle/")
    desk.step("story", story.pk, "approve")
    story.refresh_from_db()
    assert story.status == StoryState.APPROVED


def test_an_empty_comment_is_refused_with_a_sentence() -> None:
    story = factories.story()
    desk = Desk(factories.person())
    answer = desk.send(desk.open(comment_page(story)), "words", words="   ")
    assert answer.status == 200
    assert answer.says("This field is required.")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("paragraph", ["-1", "9" * 30, "two", "1.5", "\x00"])
def test_a_paragraph_that_cannot_be_is_a_sentence_and_keeps_the_words(paragraph: str) -> None:
    story = factories.story()
    desk = Desk(factories.person())
    answer = desk.send(desk.open(comment_page(story)), "words", words="Which bridge?", paragraph=paragraph)
    assert answer.status == 200
    assert answer.form("words").value("words") == "Which bridge?"
    assert not Comment.objects.exists()


def test_a_comment_that_is_too_long_keeps_its_words() -> None:
    story = factories.story()
    desk = Desk(factories.person())
    words = "Which bridge? " * 200
    answer = desk.send(desk.open(comment_page(story)), "words", words=words)
    assert answer.status == 200
    assert answer.form("words").value("words") == words


def test_a_nul_character_in_a_comment_is_a_sentence() -> None:
    story = factories.story()
    desk = Desk(factories.person())
    answer = desk.send(desk.open(comment_page(story)), "words", words="Which\x00bridge?")
    assert answer.says("Null characters are not allowed.")


def test_markup_in_a_comment_is_shown_as_words() -> None:
    story = factories.story()
    desk = Desk(factories.person())
    desk.send(desk.open(comment_page(story)), "words", words=hostile.EVERYTHING)
    page = desk.open(f"/admin/roundups/story/{story.pk}/change/")
    assert page.says(hostile.RUSSIAN)
    assert hostile.raw_markup(page.html) == []


def test_who_wrote_a_comment_settles_it_and_a_second_click_says_that_it_is_settled() -> None:
    story = factories.story()
    by = factories.person()
    comment = workflow.add_comment(story, by=by, words="Which bridge?")
    desk = Desk(by)
    page = desk.open(f"/admin/roundups/story/{story.pk}/change/")
    settle = f"/admin/roundups/comment/{comment.pk}/settle/"
    assert any(form.action == settle for form in page.forms)
    assert desk.follow(desk.post(settle)).says("The comment is settled.")
    assert desk.follow(desk.post(settle)).says("The comment is settled already.")


def test_a_colleague_does_not_settle_somebody_elses_comment() -> None:
    story = factories.story()
    comment = workflow.add_comment(story, by=factories.person(Role.EDITOR), words="Which bridge?", must_fix=True)
    desk = Desk(factories.person())
    page = desk.follow(desk.post(f"/admin/roundups/comment/{comment.pk}/settle/"))
    assert page.says("Only whoever wrote the comment, or an editor-in-chief, can settle it.")
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_nobody_is_offered_a_button_that_only_refuses() -> None:
    story = factories.story()
    comment = workflow.add_comment(story, by=factories.person(Role.EDITOR), words="Which bridge?", must_fix=True)
    page = Desk(factories.person()).open(f"/admin/roundups/story/{story.pk}/change/")
    assert all(form.action != f"/admin/roundups/comment/{comment.pk}/settle/" for form in page.forms)


def test_settling_asks_for_a_post() -> None:
    comment = workflow.add_comment(factories.story(), by=factories.person(), words="Which bridge?")
    assert Desk(factories.person(Role.EDITOR)).open(f"/admin/roundups/comment/{comment.pk}/settle/").status == 405
    comment.refresh_from_db()
    assert comment.settled_at is None

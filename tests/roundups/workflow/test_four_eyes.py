"""Nobody approves a text whose words they changed since it was last approved, by whatever path (S2)."""

import pytest

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Move, Photo, Story, StoryState, Version
from tests import factories

pytestmark = pytest.mark.django_db
OWN_WORDS = "You wrote in this text yourself"


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def rewrite(story: Story, by: Staff, body: str = "<p>Other words. Quite other words.</p>") -> None:
    story.refresh_from_db()
    story.body = body
    workflow.save_story(story, by=by, seen=story.revision, now=factories.NOON)


def test_an_editor_does_not_approve_a_story_of_their_own(editor: Staff) -> None:
    story = factories.story(author=editor)
    factories.step("file", story, editor)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_an_editor_does_not_approve_a_colleagues_story_after_changing_it(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    rewrite(story, editor)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_another_editor_approves_it(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    rewrite(story, editor)
    factories.step("approve", story, factories.person(Role.EDITOR))
    assert story.status == StoryState.APPROVED


def test_saving_without_changing_a_word_makes_nobody_an_author(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    workflow.save_story(story, by=editor, seen=story.revision)
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_who_wrote_before_the_last_approval_may_approve_what_others_wrote_since(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    assert story.author
    rewrite(story, editor)
    factories.step("approve", story, factories.person(Role.EDITOR))
    factories.step("reopen", story, story.author)
    rewrite(story, story.author, "<p>The author's newest words. And more.</p>")
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_an_undone_change_still_counts_while_it_was_never_approved(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    before = story.body
    rewrite(story, editor)
    rewrite(story, editor, before)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_a_new_caption_of_its_photo_makes_the_caption_writer_an_author(editor: Staff) -> None:
    photo = factories.photo()
    story = factories.story(photo=photo)
    factories.step("file", story, story.author)
    photo.caption = "Another caption."
    workflow.save_photo(photo, by=editor, seen=photo.revision)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_a_photo_of_an_approved_story_keeps_its_words(editor: Staff) -> None:
    photo = factories.photo(caption="As approved.")
    story = factories.story_in(StoryState.APPROVED, photo=photo)
    photo.refresh_from_db()
    photo.caption = "Changed behind the approval."
    with pytest.raises(workflow.StepRefused, match="belongs to an approved story"):
        workflow.save_photo(photo, by=editor, seen=photo.revision)
    assert Photo.objects.get(pk=photo.pk).caption == "As approved."
    assert story.status == StoryState.APPROVED


def test_a_superuser_without_the_group_approves_nothing() -> None:
    story = factories.story_in(StoryState.FILED)
    with pytest.raises(workflow.StepRefused, match="Only an editor-in-chief"):
        factories.step("approve", story, factories.person(None, is_superuser=True))


def test_a_text_changed_past_the_desk_is_not_approved(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    Story.objects.filter(pk=story.pk).update(headline="Slipped in by a script")
    with pytest.raises(workflow.StepRefused, match="changed past the desk"):
        factories.step("approve", story, editor)


def test_moving_a_story_to_a_day_with_its_anchor_makes_nobody_an_author(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, headline="The same", short_headline="The same")
    other = factories.roundup(factories.DATE.replace(day=9))
    factories.story(other, headline="The same", short_headline="The same")
    factories.step("move", story, editor, to=other)
    assert story.anchor == "the-same-2"
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_where_the_masthead_says_so_a_typed_reason_is_enough_and_recorded(editor: Staff) -> None:
    Masthead.objects.filter(language=factories.masthead().language).update(four_eyes="reason")
    story = factories.story(author=editor)
    factories.step("file", story, editor)
    with pytest.raises(workflow.StepRefused, match="Say in a few words why"):
        factories.step("approve", story, editor, note=" ")
    factories.step("approve", story, editor, note="Alone on the night shift")
    assert Move.objects.get(story=story, step="approve").note == "Alone on the night shift"


def test_every_version_that_changes_words_says_so(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    rewrite(story, editor)
    assert list(Version.objects.filter(story=story).values_list("number", "changes_words")) == [(1, True), (2, True)]
    assert workflow.authors_since_approval(story) == {story.author_id, editor.pk}


# --- An editor's fix of spelling makes nobody an author -----------------------------------------------------------

SLIPS = ["acress", "alung", "behint", "besite", "beyont", "aroumd", "benaeth", "betwen", "witin", "tawards"]
MENDED = ["across", "along", "behind", "beside", "beyond", "around", "beneath", "between", "within", "towards"]


def text(mended: int, word: str = "walked") -> str:
    """A text of many slips, of which the first so many are mended."""
    return f"<p>They {word} {' and '.join([*MENDED[:mended], *SLIPS[mended:]])}. The council said so.</p>"


def filed(mended: int = 0) -> Story:
    return factories.story_in(StoryState.FILED, body=text(mended))


def is_author(editor: Staff, story: Story) -> bool:
    return editor.pk in workflow.authors_since_approval(story)


def test_an_editor_who_mends_five_slips_may_approve_the_text(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(5))
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED
    assert story.approved_digest == Version.objects.get(story=story, number=2).digest


def test_an_editor_who_changes_one_word_of_matter_may_not(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(0, "never walked"))
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_small_steps_of_one_editor_are_measured_together(editor: Staff) -> None:
    story = filed()
    for mended in (2, 4, 5):
        rewrite(story, editor, text(mended))
        assert not is_author(editor, story)
    rewrite(story, editor, text(6))
    assert is_author(editor, story)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_a_word_changed_letter_by_letter_becomes_another_word(editor: Staff) -> None:
    story = filed()
    for word in ("walkes", "walces", "wances"):
        rewrite(story, editor, text(0, word))
    assert is_author(editor, story)


def test_two_editors_in_turn_cannot_hide_their_steps_behind_each_other(editor: Staff) -> None:
    story, other = filed(), factories.person(Role.EDITOR)
    for mended, by in ((3, editor), (5, other), (7, editor)):
        rewrite(story, by, text(mended))
    assert is_author(editor, story)


def test_approving_ones_own_small_step_does_not_start_the_count_anew(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(5))
    factories.step("approve", story, editor)
    factories.step("reopen", story, editor)
    rewrite(story, editor, text(10))
    factories.step("file", story, editor)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_a_move_to_another_day_does_not_start_the_count_anew(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, body=text(0), headline="The same", short_headline="The same")
    rewrite(story, editor, text(5))
    other = factories.roundup(factories.DATE.replace(day=9))
    factories.story(other, headline="The same", short_headline="The same")
    factories.step("move", story, factories.person(Role.EDITOR), to=other)
    assert story.anchor == "the-same-2"
    rewrite(story, editor, text(10))
    assert is_author(editor, story)


def test_an_approval_by_somebody_else_starts_the_count_anew(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(5))
    factories.step("approve", story, factories.person(Role.EDITOR))
    factories.step("reopen", story, editor)
    rewrite(story, editor, text(10))
    factories.step("file", story, editor)
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_the_authors_own_change_starts_the_count_anew(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(5))
    factories.step("recall", story, story.author)
    assert story.author
    rewrite(story, story.author, text(5, "wandered"))
    factories.step("file", story, story.author)
    rewrite(story, editor, text(10, "wandered"))
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_taking_back_a_change_of_matter_does_not_unmake_its_author(editor: Staff) -> None:
    story = filed()
    rewrite(story, editor, text(0, "never walked"))
    rewrite(story, editor, text(0))
    assert is_author(editor, story)


def test_an_author_who_is_an_editor_stays_an_author_whatever_they_mend(editor: Staff) -> None:
    story = factories.story(author=editor, body=text(0))
    factories.step("file", story, editor)
    factories.step("approve", story, factories.person(Role.EDITOR))
    factories.step("reopen", story, editor)
    rewrite(story, editor, text(1))
    factories.step("file", story, editor)
    with pytest.raises(workflow.StepRefused, match=OWN_WORDS):
        factories.step("approve", story, editor)


def test_who_wrote_before_becoming_an_editor_is_measured_by_what_others_wrote() -> None:
    author = factories.person()
    story = factories.story(author=author, body=text(0))
    writer = factories.person(Role.EDITOR)
    rewrite(story, writer, text(0, "wandered"))
    factories.step("file", story, author)
    rewrite(story, writer, text(1, "wandered"))
    assert [version.changes_words for version in Version.objects.filter(story=story)] == [True, True, True]


def test_a_photo_editor_who_mends_a_caption_is_an_author_of_it() -> None:
    photo = factories.photo(caption="Gulls at the peir.")
    story = factories.story_in(StoryState.FILED, photo=photo)
    photo.refresh_from_db()
    photo.caption = "Gulls at the pier."
    person = factories.person(Role.PHOTO_EDITOR)
    workflow.save_photo(photo, by=person, seen=photo.revision)
    assert is_author(person, story)


def test_an_editor_who_mends_an_imported_text_may_approve_it(editor: Staff) -> None:
    story = Story(roundup=factories.roundup(), headline="The bridge opens", short_headline="Bridge opens", body=text(0))
    workflow.save_story(story, by=None, seen=None, sources=[("Council", "", "official")], now=factories.NOON)
    rewrite(story, editor, text(3))
    factories.step("file", story, editor)
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED

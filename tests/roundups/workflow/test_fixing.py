"""An offered change is made where the words still stand, and nowhere else."""

import pytest

from newsroom.roles import Role
from roundups import workflow
from roundups.models import Story, StoryState
from roundups.preflight import Fix, Stage
from roundups.preflight.reading import paragraphs
from roundups.workflow import StaleSave, StepRefused
from roundups.workflow.fixing import changed
from tests import factories
from tests.rules import RIGHT, WRONG

KIEV = Fix(before="Kiev", after="Kyiv")


def key_of(story: Story) -> str:
    found = workflow.story_findings(Story.objects.get(pk=story.pk), Stage.APPROVE)
    return next(finding.key for finding in found if finding.rule == "test.name")


# --- The words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "text", "becomes"),
    [
        ("Kiev", "Kyiv", "From Kiev.", "From Kyiv."),
        ("Kiev", "Kyiv", "Kievan Rus, then Kiev", "Kievan Rus, then Kyiv"),
        ("ton", "tonne", "A kiloton and a ton", "A kiloton and a tonne"),
        ("the the", "the", "Over the the bridge", "Over the bridge"),
        (" ,", ",", "Over , and out", "Over, and out"),
        ("  ", " ", "Two  spaces", "Two spaces"),
        ("Киев", "Київ", "Из Киева в Киев", "Из Киева в Київ"),
    ],
)
def test_the_words_are_changed_as_a_whole_and_not_within_longer_ones(
    before: str, after: str, text: str, becomes: str
) -> None:
    assert changed(text, [Fix(before=before, after=after)]) == becomes


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ("<p>No.</p><p>In Kiev.</p>", "<p>No.</p><p>In Kyiv.</p>"),
        ("<p>Kiev.</p><p>Kiev.</p>", "<p>Kiev.</p><p>Kyiv.</p>"),
        ("<p>No.</p><p><br></p><p>In <em>Kiev</em>.</p>", "<p>No.</p><p><br></p><p>In <em>Kyiv</em>.</p>"),
        ("<p>No.</p><p>In K<strong>ie</strong>v.</p>", "<p>No.</p><p>In K<strong>yi</strong>v.</p>"),
        (
            '<p>No.</p><p><a href="https://Kiev.example/Kiev">Kiev</a></p>',
            '<p>No.</p><p><a href="https://Kiev.example/Kiev">Kyiv</a></p>',
        ),
        ("<p>No.</p><p>A &lt;b&gt; &amp; Kiev</p>", "<p>No.</p><p>A &lt;b&gt; &amp; Kyiv</p>"),
        ("<ul><li>No.</li><li><p>Kiev</p></li></ul>", "<ul><li>No.</li><li><p>Kyiv</p></li></ul>"),
        ("<blockquote><p>No.</p><p>Kiev</p></blockquote>", "<blockquote><p>No.</p><p>Kyiv</p></blockquote>"),
    ],
)
def test_in_the_text_the_words_are_changed_in_their_paragraph_and_never_in_a_tag(body: str, becomes: str) -> None:
    assert changed(body, [KIEV], paragraph=2) == becomes


@pytest.mark.parametrize(
    ("fix", "body", "becomes"),
    [
        (Fix(before="the the", after="the"), "<p>On <em>the</em> the bridge</p>", "<p>On <em>the</em> bridge</p>"),
        (Fix(before="a b", after="a, b"), "<p><em>a</em> b</p>", "<p><em>a,</em> b</p>"),
        (Fix(before="one\ntwo", after="one two"), "<p>one<br>two</p>", "<p>one<br> two</p>"),
        (Fix(before="<b>", after="<i>"), "<p>a &lt;b&gt;</p>", "<p>a &lt;i&gt;</p>"),
    ],
)
def test_no_more_is_touched_than_differs_and_tags_stay(fix: Fix, body: str, becomes: str) -> None:
    assert changed(body, [fix], paragraph=1) == becomes


def test_several_changes_are_made_in_the_order_in_which_the_words_stand() -> None:
    fixes = [Fix(before='"', after="“"), Fix(before='"', after="”")]
    assert changed('<p>He said: "Yes."</p>', fixes, paragraph=1) == "<p>He said: “Yes.”</p>"


def test_words_that_are_gone_are_not_changed() -> None:
    with pytest.raises(StepRefused, match="“Kiev” does not stand there any more"):
        changed("From Lviv.", [KIEV])
    with pytest.raises(StepRefused, match="does not stand there"):
        changed("<p>Kiev</p>", [KIEV], paragraph=2)


def test_words_that_stand_there_more_often_than_they_were_found_are_left_to_the_person() -> None:
    with pytest.raises(StepRefused, match="Change it by hand"):
        changed("Kiev, Kiev", [KIEV])


def test_letters_that_were_typed_in_two_parts_are_the_same_letters() -> None:
    fix = Fix(before="Ки\u0457в", after="Киев")
    assert changed("<p>У Ки\u0456\u0308в</p>", [fix], paragraph=1) == "<p>У Киев</p>"


def test_the_paragraphs_are_counted_as_the_rules_count_them() -> None:
    body = (
        "<p> </p><p>Kiev 1</p>Kiev 2<ul><li></li><li>Kiev 3</li></ul><blockquote>Kiev 4<p>Kiev 5</p></blockquote>Kiev 6"
    )
    for number, (text, _quoted) in enumerate(paragraphs(body), start=1):
        after = [text for text, _quoted in paragraphs(changed(body, [KIEV], paragraph=number))]
        assert after[number - 1] == text.replace("Kiev", "Kyiv")
        assert sum("Kyiv" in each for each in after) == 1


# --- The story ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("invented_rules")
class TestStory:
    def test_a_change_is_made_at_each_place_where_it_was_found_and_leaves_a_version(self) -> None:
        author = factories.person()
        story = factories.story(
            author=author, headline=f"To {WRONG}", body=f"<p>No.</p><p><em>{WRONG}</em> and {WRONG}.</p>"
        )
        workflow.apply_fix(story, key_of(story), by=author, seen=story.revision)
        story.refresh_from_db()
        assert story.body == f"<p>No.</p><p><em>{RIGHT}</em> and {RIGHT}.</p>"
        version = story.versions.last()
        assert version
        assert (version.by, version.why) == (author, f"offered change: “{WRONG}” → “{RIGHT}”")

    def test_somebody_saved_meanwhile_and_nothing_is_overwritten(self) -> None:
        author = factories.person()
        story = factories.story(author=author, summary=f"To {WRONG}.")
        key, seen = key_of(story), story.revision
        story.headline = "Theirs"
        workflow.save_story(story, by=author, seen=seen)
        with pytest.raises(StaleSave):
            workflow.apply_fix(story, key, by=author, seen=seen)
        story.refresh_from_db()
        assert (story.headline, story.summary) == ("Theirs", f"To {WRONG}.")

    def test_words_that_changed_meanwhile_are_left_alone(self) -> None:
        author = factories.person()
        story = factories.story(author=author, summary=f"To {WRONG}.")
        key = key_of(story)
        story.summary = "To nowhere."
        workflow.save_story(story, by=author, seen=story.revision)
        with pytest.raises(StepRefused, match="not found any more"):
            workflow.apply_fix(story, key, by=author, seen=story.revision)

    def test_only_who_may_edit_the_story_takes_the_change(self) -> None:
        story = factories.story_in(StoryState.FILED, summary=f"To {WRONG}.")
        key = key_of(story)
        assert story.author
        for role in (Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None):
            with pytest.raises(StepRefused):
                workflow.apply_fix(story, key, by=factories.person(role), seen=story.revision)
        with pytest.raises(StepRefused, match="Recall it"):
            workflow.apply_fix(story, key, by=story.author, seen=story.revision)
        workflow.apply_fix(story, key, by=factories.person(Role.EDITOR), seen=story.revision)

    def test_a_caption_that_is_the_photos_own_is_not_the_storys_to_change(self) -> None:
        author = factories.person()
        photo = factories.photo(caption=f"A pier in {WRONG}.")
        story = factories.story(author=author, photo=photo)
        with pytest.raises(StepRefused):
            workflow.apply_fix(story, key_of(story), by=author, seen=story.revision)
        story.photo_caption = f"Here, in {WRONG}."
        workflow.save_story(story, by=author, seen=story.revision)
        workflow.apply_fix(story, key_of(story), by=author, seen=story.revision)
        story.refresh_from_db()
        assert story.photo_caption == f"Here, in {RIGHT}."

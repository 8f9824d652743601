"""The story form: nobody's words are lost, whatever happened meanwhile."""

import pytest

from newsroom.roles import Role
from roundups.models import Story, StoryState, Version
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db

LONG = "A very long headline " * 20  # 420 characters


def address_of(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/change/"


def save(desk: Desk, story: Story, **words: object) -> Page:
    return desk.send(desk.open(address_of(story)), "headline", button="_save", **words)


def new_form(desk: Desk) -> Page:
    day = factories.roundup()
    return desk.open(f"/admin/roundups/story/add/?roundup={day.pk}")


# --- Saving -------------------------------------------------------------------------------------------------------


def test_an_empty_form_is_saved_as_a_draft() -> None:
    desk = Desk(factories.person())
    answer = desk.send(new_form(desk), "headline", button="_save")
    assert answer.status == 302
    story = Story.objects.get()
    assert story.status == StoryState.DRAFT
    assert desk.follow(answer).says("(no headline yet)")


def test_the_form_comes_with_the_day_from_which_it_was_opened() -> None:
    day = factories.roundup()
    for number in range(1, 20):
        factories.roundup(day.date.replace(day=day.date.day + number))
    page = Desk(factories.person()).open(f"/admin/roundups/story/add/?roundup={day.pk}")
    assert page.form("headline").value("roundup") == str(day.pk)


def test_a_new_story_keeps_its_words_when_its_day_was_cancelled_meanwhile() -> None:
    desk = Desk(factories.person())
    form = new_form(desk)
    day_id = form.form("headline").value("roundup")
    Desk(factories.person(Role.EDITOR)).step("roundup", int(day_id), "cancel")
    answer = desk.send(form, "headline", button="_save", headline="Carts", body="<p>They crossed.</p>")
    assert answer.status == 409
    assert answer.says("That day is cancelled. Choose an open day.")
    assert answer.says("Carts")
    assert answer.says("<p>They crossed.</p>")
    assert not Story.objects.exists()


def test_saving_leaves_a_version_and_saving_the_same_again_leaves_none() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    save(desk, story, headline="Another headline")
    save(desk, story, headline="Another headline")
    assert [version.by for version in story.versions.all()] == [author, author]


def test_sources_are_saved_in_their_order_and_a_deleted_one_goes() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    more = {"sources-1-name": "Harbour master", "sources-1-url": "https://harbour.example/", "sources-1-kind": "own"}
    page = desk.open(address_of(story))
    desk.send(page, "headline", button="_save", **{**more, "sources-TOTAL_FORMS": "2"})
    assert list(story.sources.values_list("name", "kind")) == [("Council", "official"), ("Harbour master", "own")]
    save(desk, story, **{"sources-0-DELETE": "on"})
    assert list(story.sources.values_list("name", flat=True)) == ["Harbour master"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "council", "file:///etc/passwd"])
def test_a_source_whose_link_is_none_gets_a_sentence_and_keeps_the_words(link: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    answer = save(Desk(author), story, headline="A better one", **{"sources-0-url": link})
    assert answer.status == 200
    assert answer.says("Enter a valid URL.")
    assert answer.form("headline").value("headline") == "A better one"
    assert answer.form("headline").value("sources-0-url") == link
    story.refresh_from_db()
    assert story.headline != "A better one"


def test_a_headline_that_is_too_long_gets_a_sentence_and_keeps_its_words() -> None:
    author = factories.person()
    story = factories.story(author=author)
    answer = save(Desk(author), story, headline=LONG, summary="Kept too.")
    assert answer.says("Ensure this value has at most 300 characters (it has 419).")
    assert answer.form("headline").value("headline") == LONG
    assert answer.form("headline").value("summary") == "Kept too."
    assert "maxlength" not in answer.html


def test_a_body_of_200_kilobytes_is_stored_whole() -> None:
    author = factories.person()
    story = factories.story(author=author)
    body = "<p>Carts cross the bridge again.</p>" * 5600
    assert save(Desk(author), story, body=body).status == 302
    story.refresh_from_db()
    assert story.body == body


def test_save_and_file_leads_to_the_filing_page_and_files_nothing_itself() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    answer = desk.send(desk.open(address_of(story)), "headline", button="_file")
    assert answer.response.headers["Location"] == f"/admin/roundups/story/{story.pk}/step/file/"
    story.refresh_from_db()
    assert story.status == StoryState.DRAFT


# --- What happened meanwhile --------------------------------------------------------------------------------------


def two_tabs() -> tuple[Story, Desk, Page]:
    """An author's form, and an editor who saved in the meantime."""
    author = factories.person()
    story = factories.story(author=author, headline="The first words")
    desk = Desk(author)
    mine = desk.open(address_of(story))
    save(Desk(factories.person(Role.EDITOR)), story, headline="Their words", body="<p>Their text.</p>")
    return story, desk, mine


def test_a_stale_form_is_refused_with_both_texts_and_nothing_is_overwritten() -> None:
    story, desk, mine = two_tabs()
    answer = desk.send(mine, "headline", button="_save", headline="My words", body="<p>My text.</p>")
    assert answer.says("Somebody saved this while you were writing.")
    assert answer.says("Their text, as it is saved now")
    assert answer.says("Their words")
    assert answer.says("Their text.")
    assert answer.form("headline").value("headline") == "My words"
    assert answer.form("headline").value("body") == "<p>My text.</p>"
    story.refresh_from_db()
    assert (story.headline, story.body) == ("Their words", "<p>Their text.</p>")


def test_saving_a_stale_form_once_more_keeps_mine_and_theirs_stays_in_the_versions() -> None:
    story, desk, mine = two_tabs()
    answer = desk.send(mine, "headline", button="_save", headline="My words")
    assert desk.send(answer, "headline", button="_save").status == 302
    story.refresh_from_db()
    assert story.headline == "My words"
    assert [("Their words" in text) for text in story.versions.values_list("text", flat=True)] == [False, True, False]
    compared = desk.open(f"/admin/roundups/story/{story.pk}/versions/")
    assert compared.says("Their")


def test_a_stale_form_shows_only_what_differs_of_their_text() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story(author=author, photo=factories.photo(caption="Gulls on the pier."))
    desk = Desk(author)
    mine = desk.open(address_of(story))
    save(Desk(editor), story, headline="Their words")
    answer = desk.send(mine, "headline", button="_save")
    theirs = answer.html.split('class="card theirs"')[1].split("</section>")[0]
    assert "Their words" in theirs
    assert "Gulls on the pier." not in theirs


def test_a_story_that_was_approved_meanwhile_answers_409_with_the_typed_words() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story(author=author)
    desk = Desk(author)
    mine = desk.open(address_of(story))
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    answer = desk.send(
        mine,
        "headline",
        button="_save",
        headline="My late words",
        body="<p>My late text.</p>",
        note_to_editor="Please read it.",
    )
    assert answer.status == 409
    assert answer.says("It is approved, so nobody can change it. Reopen it first.")
    for words in ("My late words", "<p>My late text.</p>", "Please read it."):
        assert answer.says(words)
    story.refresh_from_db()
    assert story.headline != "My late words"
    assert story.status == StoryState.APPROVED


def test_the_sources_that_were_typed_are_kept_when_the_story_is_closed_meanwhile() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story(author=author)
    desk = Desk(author)
    mine = desk.open(address_of(story))
    factories.step("spike", story, editor)
    typed = {"sources-1-name": "Harbour master", "sources-1-url": "https://harbour.example/carts"}
    answer = desk.send(mine, "headline", button="_save", **typed)
    assert answer.status == 409
    assert answer.says("Harbour master")
    assert answer.says("https://harbour.example/carts")


def test_a_story_that_was_deleted_meanwhile_is_said_and_the_words_are_shown() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk, other = Desk(author), Desk(author)
    mine = desk.open(address_of(story))
    gone = other.open(f"/admin/roundups/story/{story.pk}/delete/")
    other.send(gone, "post")
    assert not Story.objects.exists()
    answer = desk.send(mine, "headline", button="_save", headline="My late words")
    assert answer.status == 409
    assert answer.says("It is not there any more: somebody deleted it.")
    assert answer.says("My late words")


def test_a_second_click_on_save_makes_no_second_version() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    form = desk.open(address_of(story))
    desk.send(form, "headline", button="_save", headline="Clicked twice")
    again = desk.send(form, "headline", button="_save", headline="Clicked twice")
    assert again.status in {200, 302}
    assert Version.objects.filter(story=story).count() == 2


# --- What is typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", ["", "abc", "-1", "1.5", "9" * 40, "1; DROP TABLE", "\x00", None])
def test_a_form_without_a_good_revision_overwrites_nothing(seen: str | None) -> None:
    author = factories.person()
    story = factories.story(author=author)
    answer = save(Desk(author), story, headline="My words", seen=seen)
    assert answer.status == 200
    assert answer.form("headline").value("headline") == "My words"
    story.refresh_from_db()
    assert story.headline != "My words"


@pytest.mark.parametrize(
    "field",
    ["headline", "short_headline", "summary", "body", "photo_caption", "photo_alt", "note_to_editor", "sources-0-name"],
)
def test_a_nul_character_in_a_field_is_no_crash(field: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    answer = save(Desk(author), story, **{field: "One\x00two"})
    assert answer.status in {200, 302}
    story.refresh_from_db()
    assert "\x00" not in f"{story.headline}{story.body}{story.summary}{story.note_to_editor}"


def test_markup_in_every_field_is_cleaned_or_escaped_on_every_screen() -> None:
    author = factories.person()
    words = hostile.EVERYTHING
    story = factories.story(author=author)
    desk = Desk(author)
    answer = save(
        desk,
        story,
        headline=words,
        short_headline=words,
        summary=words,
        body=f"<p>{hostile.RUSSIAN}</p><p>{words}</p>",
        photo_caption=words,
        photo_alt=words,
        note_to_editor=words,
        **{"sources-0-name": words},
    )
    assert answer.status == 302
    story.refresh_from_db()
    assert story.headline == words
    assert "script" not in story.body
    assert "onerror" not in story.body
    assert hostile.RUSSIAN in story.body
    desk.step("story", story.pk, "file")
    editor = Desk(factories.person(Role.EDITOR))
    editor.step("story", story.pk, "send_back", note=words)
    for address in (
        f"/admin/?day={factories.DATE}",
        "/admin/roundups/story/",
        address_of(story),
        f"/admin/roundups/story/{story.pk}/versions/",
        f"/admin/roundups/story/{story.pk}/preview/",
        f"/admin/roundups/story/{story.pk}/step/file/",
        f"/admin/roundups/story/{story.pk}/comment/",
        f"/admin/roundups/roundup/{story.roundup_id}/preview/",
        f"/admin/roundups/roundup/{story.roundup_id}/change/",
        f"/admin/roundups/story/{story.pk}/delete/",
    ):
        page = desk.open(address)
        assert page.status in {200, 403, 409}, address
        assert hostile.raw_markup(page.html) == [], address


@pytest.mark.parametrize("words", [hostile.RUSSIAN, hostile.RIGHT_TO_LEFT, hostile.EMOJI])
def test_every_alphabet_comes_back_as_it_was_typed(words: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    save(desk, story, headline=words, summary=words, body=f"<p>{words}</p>")
    form = desk.open(address_of(story)).form("headline")
    assert (form.value("headline"), form.value("summary"), form.value("body")) == (words, words, f"<p>{words}</p>")


# --- Deleting -----------------------------------------------------------------------------------------------------


def test_a_draft_that_was_never_filed_is_deleted_by_its_author() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    page = desk.open(f"/admin/roundups/story/{story.pk}/delete/")
    assert Story.objects.exists()
    assert desk.send(page, "post").status == 302
    assert not Story.objects.exists()


@pytest.mark.parametrize("state", [StoryState.FILED, StoryState.RETURNED, StoryState.APPROVED])
def test_a_story_that_was_filed_is_never_deleted(state: StoryState) -> None:
    story = factories.story_in(state)
    assert Desk(factories.person(Role.EDITOR)).post(
        f"/admin/roundups/story/{story.pk}/delete/", {"post": "yes"}
    ).status in {403, 409}
    assert Story.objects.exists()


def test_a_colleague_does_not_delete_a_draft() -> None:
    story = factories.story()
    answer = Desk(factories.person()).post(f"/admin/roundups/story/{story.pk}/delete/", {"post": "yes"})
    assert answer.status in {403, 409}
    assert Story.objects.exists()


def test_a_closed_story_shows_its_text_and_no_field_names_of_the_form() -> None:
    story = factories.story_in(StoryState.APPROVED, headline="The bridge is open")
    page = Desk(factories.person()).open(address_of(story))
    assert page.status == 200
    assert page.says("The bridge is open")
    assert not page.says("Seen:")
    assert all("headline" not in form.names for form in page.forms)

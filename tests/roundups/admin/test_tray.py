"""The photo tray: pictures arrive, wear what they lack, are found, lead a day, and keep their originals private."""

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import KnownCredit, Photo, Rights, Roundup, RoundupState, StoryState
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile
from tests.roundups.imaging.making import SECRET, drawn, saved, tagged, xmp

pytestmark = pytest.mark.django_db

TRAY = "/admin/roundups/photo/"
BRING = "/admin/roundups/photo/bring/"


def file(data: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def bring(desk: Desk, *files: SimpleUploadedFile) -> Page:
    return desk.follow(desk.send(desk.open(TRAY), "pictures", pictures=list(files)))


def bring_by_script(desk: Desk, *files: SimpleUploadedFile) -> dict[str, Any]:
    token = desk.open(TRAY).form("pictures").value("csrfmiddlewaretoken")
    answer = desk.client.post(
        BRING, {"pictures": list(files), "csrfmiddlewaretoken": token}, headers={"Accept": "application/json"}
    )
    found: dict[str, Any] = json.loads(answer.content)
    return found


@pytest.fixture
def desk() -> Desk:
    return Desk(factories.person(Role.PHOTO_EDITOR))


# --- Bringing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR])
def test_several_pictures_at_once_are_in_the_tray(role: Role) -> None:
    by = factories.person(role)
    page = bring(Desk(by), file(factories.jpeg(70)), file(factories.jpeg(80)))
    assert page.says("2 pictures are in the tray.")
    assert sorted(photo.width or 0 for photo in Photo.objects.all()) == [70, 80]
    assert {photo.uploaded_by for photo in Photo.objects.all()} == {by}


def test_who_has_no_part_in_the_page_brings_nothing() -> None:
    administrator = Desk(factories.person(Role.ADMINISTRATOR))
    assert administrator.post(BRING, {"pictures": file(factories.jpeg())}).status in {302, 403}
    assert not Photo.objects.exists()


def test_nobody_brings_anything_without_signing_in() -> None:
    assert Desk().post(BRING, {"pictures": file(factories.jpeg())}).status in {302, 403}
    assert not Photo.objects.exists()


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_kept(desk: Desk) -> None:
    page = bring(desk, file(factories.jpeg(70)), file(b"no picture", "notes.jpg"), file(factories.jpeg(80)))
    assert page.says("2 pictures are in the tray.")
    assert page.says("“notes.jpg”: This is no picture that we can read.")
    assert Photo.objects.count() == 2


def test_no_file_at_all_is_a_sentence(desk: Desk) -> None:
    assert bring(desk).says("No picture arrived. Choose one first.")


def test_a_hostile_file_name_is_text(desk: Desk) -> None:
    page = bring(desk, file(b"no picture", f"{hostile.IMAGE}{hostile.EMOJI}.jpg"))
    assert hostile.raw_markup(page.html) == []


def test_a_picture_with_words_arrives_with_caption_and_credit(desk: Desk) -> None:
    packet = xmp(
        "<dc:description>Gulls over the pier.</dc:description><Iptc4xmpCore:AltTextAccessibility>Two gulls"
        "</Iptc4xmpCore:AltTextAccessibility>",
        'photoshop:Credit="The Kremlin"',
    )
    (card,) = bring_by_script(desk, file(tagged_with(packet)))["photos"]
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit, photo.alt) == ("Gulls over the pier.", "The Kremlin", "Two gulls")
    assert (photo.rights, photo.state_agency) == (Rights.NONE, True)
    assert (card["words"], card["credit"]) == ("Gulls over the pier.", "The Kremlin")
    assert [sign["word"] for sign in card["signs"]] == ["No rights", "State agency"]


def tagged_with(packet: bytes) -> bytes:
    return saved(drawn(), "JPEG", xmp=packet)


def test_hostile_words_in_a_file_are_text_wherever_they_are_shown(desk: Desk) -> None:
    words = hostile.EVERYTHING.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    bring(desk, file(tagged_with(xmp(f"<dc:description>{words}</dc:description>"))))
    photo = Photo.objects.get()
    assert hostile.SCRIPT in photo.caption
    for address in (TRAY, f"{TRAY}{photo.pk}/change/"):
        assert hostile.raw_markup(desk.open(address).html) == []


def test_the_same_picture_again_is_offered_and_says_when_it_ran(desk: Desk) -> None:
    bring(desk, file(factories.jpeg()))
    photo = Photo.objects.get()
    Photo.objects.update(caption="Gulls.", credit="City archive", rights=Rights.STAFF)
    day = factories.roundup(photo=photo)
    factories.published(day, stories=1)
    answer = bring_by_script(desk, file(factories.jpeg()))
    assert [card["id"] for card in answer["photos"]] == [photo.pk]
    assert answer["refused"] == ["This picture is here already: “Gulls.”. Use that one. It ran on 2 March 2026."]
    assert Photo.objects.count() == 1


def test_a_script_finds_its_words_in_the_page_and_a_new_card_can_lead_a_day(desk: Desk) -> None:
    day = factories.roundup()
    page = desk.open(TRAY)
    form = page.html.split("data-bring", 1)[1].split(">", 1)[0]
    assert "The line was lost" in form.split("data-failed=", 1)[1]
    assert "You are signed out" in form.split("data-signed-out=", 1)[1]
    new = page.html.split('<template id="shot">', 1)[1].split("</template>", 1)[0]
    assert f'form="use-as-lead" name="roundup" value="{day.pk}"' in new
    (card,) = bring_by_script(desk, file(factories.jpeg()))["photos"]
    assert card["lead"] == f"{TRAY}{card['id']}/lead/"


def test_a_script_is_told_of_a_refusal_in_a_sentence(desk: Desk) -> None:
    answer = bring_by_script(desk, file(b"<svg/>"))
    assert answer["photos"] == []
    assert answer["refused"][0].startswith("This is no picture")


def test_reading_the_address_brings_nothing(desk: Desk) -> None:
    assert desk.open(BRING).status == 405


# --- What a picture wears -----------------------------------------------------------------------------------------

SIGNS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["Ready"]),
    ({"rights": Rights.NONE}, ["No rights"]),
    ({"credit": "", "caption": "", "alt": ""}, ["No credit", "No caption", "No alt text"]),
    ({"state_agency": True}, ["State agency"]),
    ({"graphic": True}, ["With care"]),
    ({"vulnerable": True}, ["With care"]),
    ({"source_type": "trainedAlgorithmicMedia"}, ["Altered"]),
    ({"one_time": True}, ["One use only"]),
    ({"expires_on": datetime.date(2020, 1, 1)}, ["Rights ended"]),
]


@pytest.mark.parametrize(("columns", "words"), SIGNS)
def test_the_tray_says_what_a_picture_lacks(desk: Desk, columns: dict[str, Any], words: list[str]) -> None:
    photo = factories.photo(**columns)
    for address in (TRAY, f"{TRAY}{photo.pk}/change/"):
        page = desk.open(address)
        for word in words:
            assert f">{word}</span>" in page.html, address


@pytest.mark.parametrize(("credit", "name"), [("", "no caption"), ("TASS", "TASS")])
def test_pictures_without_a_caption_are_told_apart_by_when_they_arrived(desk: Desk, credit: str, name: str) -> None:
    factories.masthead()
    for second in (1, 2):
        at = factories.NOON + datetime.timedelta(seconds=second)
        factories.photo(caption="", alt="", credit=credit, created_at=at)
    page = desk.open(TRAY)
    assert page.says(f"{name}, arrived 2 March, 14:00:01")  # in the paper's zone
    assert page.says(f"{name}, arrived 2 March, 14:00:02")


@pytest.mark.parametrize(("ago", "said"), [(0, "Used today"), (1, "Used 1 day ago"), (3, "Used 3 days ago")])
def test_the_tray_says_when_a_picture_was_used(desk: Desk, ago: int, said: str) -> None:
    photo = factories.photo()
    factories.published(factories.roundup(photo=photo), stories=1)
    with time_machine.travel(factories.NOON + datetime.timedelta(days=ago), tick=False):
        assert desk.open(TRAY).says(said)


@pytest.mark.parametrize(
    ("shown", "columns"),
    [("rights", {"rights": Rights.NONE}), ("credit", {"credit": ""}), ("caption", {"caption": ""}),
     ("alt", {"alt": ""}), ("state", {"state_agency": True})],
)  # fmt: skip
def test_the_filters_show_what_they_say(desk: Desk, shown: str, columns: dict[str, Any]) -> None:
    wanted, other = factories.photo(**columns), factories.photo()
    page = desk.open(f"{TRAY}?shown={shown}")
    assert f'data-photo="{wanted.pk}"' in page.html
    assert f'data-photo="{other.pk}"' not in page.html


def test_the_tray_says_nothing_of_a_picture_that_was_only_chosen_for_a_published_day(desk: Desk) -> None:
    had, chosen = factories.photo(), factories.photo()
    day = factories.published(factories.roundup(photo=had), stories=1)
    lead(desk, chosen, day)
    with time_machine.travel(factories.NOON + datetime.timedelta(days=3), tick=False):
        shots = {photo: desk.open(TRAY).html.split(f'data-photo="{photo.pk}"')[1] for photo in (had, chosen)}
    assert "Used 3 days ago" in shots[had].split("</li>")[0]
    assert "Used" not in shots[chosen].split("</li>")[0]


def test_never_used_leaves_out_what_readers_got(desk: Desk) -> None:
    used, unused = factories.photo(), factories.photo()
    factories.published(factories.roundup(photo=used), stories=1)
    page = desk.open(f"{TRAY}?shown=unused")
    assert f'data-photo="{unused.pk}"' in page.html
    assert f'data-photo="{used.pk}"' not in page.html


@pytest.mark.parametrize("query", ["?shown=nothing", "?shown=%00", "?q=%00", "?q=" + "x" * 3000, "?p=99999", "?day=x"])
def test_an_odd_question_to_the_tray_is_no_error(desk: Desk, query: str) -> None:
    factories.photo()
    assert desk.follow(desk.open(f"{TRAY}{query}")).status in {200, 400}


def test_the_tray_asks_the_database_the_same_for_one_picture_and_for_forty(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    factories.roundup()
    for _number in range(40):
        factories.photo()
    with django_assert_max_num_queries(14):
        assert desk.open(TRAY).html.count("data-photo=") == 40


# --- Using --------------------------------------------------------------------------------------------------------


def lead(desk: Desk, photo: Photo, day: Roundup) -> Page:
    return desk.follow(desk.post(f"{TRAY}{photo.pk}/lead/", {"roundup": day.pk}))


def test_a_picture_leads_the_day_with_one_press(desk: Desk) -> None:
    photo, day = factories.photo(), factories.roundup(photo=factories.photo(), photo_caption="Of the former one.")
    assert f"{TRAY}{photo.pk}/lead/" in desk.open(TRAY).html
    assert lead(desk, photo, day).says("leads")
    day.refresh_from_db()
    assert (day.photo, day.photo_caption) == (photo, "")


def test_using_it_twice_changes_nothing(desk: Desk) -> None:
    photo, day = factories.photo(), factories.roundup()
    lead(desk, photo, day)
    day.refresh_from_db()
    lead(desk, photo, day)
    assert Roundup.objects.get(pk=day.pk).revision == day.revision


def test_a_scheduled_day_keeps_its_picture(desk: Desk) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    factories.step("schedule", day, factories.person(Role.EDITOR))
    lead(desk, factories.photo(), day)
    day.refresh_from_db()
    assert (day.status, day.photo) == (RoundupState.SCHEDULED, None)


def test_a_journalist_does_not_choose_the_lead() -> None:
    day = factories.roundup()
    lead(Desk(factories.person(Role.JOURNALIST)), factories.photo(), day)
    day.refresh_from_db()
    assert day.photo is None


@pytest.mark.parametrize("wanted", ["", "x", "9" * 40, "-1", "\x00"])
def test_a_day_that_does_not_exist_is_not_found(desk: Desk, wanted: str) -> None:
    assert desk.post(f"{TRAY}{factories.photo().pk}/lead/", {"roundup": wanted}).status == 404


# --- The original -------------------------------------------------------------------------------------------------


def of(by: Staff) -> Photo:
    bring(Desk(by), file(tagged()))
    return Photo.objects.get()


def test_the_original_comes_as_it_was_as_a_file_to_keep_and_is_never_stored_on_the_way() -> None:
    by = factories.person()
    answer = Desk(by).open(f"{TRAY}{of(by).pk}/original/")
    assert answer.bytes == tagged()
    assert answer.response["Cache-Control"] == "private, no-store"
    assert answer.response["Content-Type"] == "application/octet-stream"
    assert answer.response["Content-Disposition"].startswith("attachment")
    assert answer.response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.PHOTO_EDITOR, 200), (Role.EDITOR, 200), (Role.JOURNALIST, 404), (Role.ADMINISTRATOR, 403), (None, 302)],
)
def test_the_original_is_for_whoever_may_change_the_photo(role: Role | None, status: int) -> None:
    photo = of(factories.person())
    other = Desk(factories.person(role)) if role else Desk()
    assert other.open(f"{TRAY}{photo.pk}/original/").status == status


def test_an_original_that_is_lost_is_not_found() -> None:
    by = factories.person()
    photo = of(by)
    photo.original.storage.delete(str(photo.original.name))
    assert Desk(by).open(f"{TRAY}{photo.pk}/original/").status == 404


def test_what_the_file_gives_away_is_said_and_not_repeated() -> None:
    by = factories.person()
    page = Desk(by).open(f"{TRAY}{of(by).pk}/change/")
    assert page.says("The file tells on people: the camera’s serial number or its maker’s notes; where it was taken")
    assert SECRET not in page.html.replace(f"{SECRET} owner", "")  # the photographer’s name is a word for the desk


def test_what_the_file_says_is_shown_and_what_it_does_not_say_is_said(desk: Desk) -> None:
    bring(desk, file(tagged_with(xmp("<dc:description>Gulls.</dc:description>"))))
    page = desk.open(f"{TRAY}{Photo.objects.get().pk}/change/")
    assert page.says("From the file, check caption Gulls.")
    assert page.says("The file does not say: credit, photographer")
    assert page.says("From the file: check it.")


# --- Known credits ------------------------------------------------------------------------------------------------


def test_a_known_credit_that_is_typed_brings_its_rights(desk: Desk) -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY, state_agency=True)
    photo = factories.photo(rights=Rights.NONE, credit="")
    desk.send(desk.open(f"{TRAY}{photo.pk}/change/"), "caption", button="_save", credit="Kelmora Wire")
    photo.refresh_from_db()
    assert (photo.rights, photo.state_agency) == (Rights.AGENCY, True)


def test_a_known_credit_that_was_there_leaves_the_rights_as_they_are_set(desk: Desk) -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY)
    photo = factories.photo(rights=Rights.AGENCY, credit="Kelmora Wire")
    for words in ({"rights": Rights.NONE}, {"caption": "Gulls."}):
        desk.send(desk.open(f"{TRAY}{photo.pk}/change/"), "caption", button="_save", **words)
        photo.refresh_from_db()
        assert photo.rights == Rights.NONE


def test_rights_that_are_set_together_with_the_credit_are_a_persons(desk: Desk) -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY)
    photo = factories.photo(rights=Rights.AGENCY, credit="")
    words = {"credit": "Kelmora Wire", "rights": Rights.NONE}
    desk.send(desk.open(f"{TRAY}{photo.pk}/change/"), "caption", button="_save", **words)
    photo.refresh_from_db()
    assert photo.rights == Rights.NONE


def test_a_known_credit_that_only_the_file_says_brings_no_rights_by_the_form(desk: Desk) -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY)
    upload = file(tagged_with(xmp("", 'photoshop:Credit="Kelmora Wire"')))
    desk.send(desk.open(f"{TRAY}add/"), "caption", button="_save", upload=upload)
    photo = Photo.objects.get()
    assert (photo.credit, photo.rights) == ("Kelmora Wire", Rights.NONE)


@pytest.mark.parametrize(("role", "status"), [(Role.PHOTO_EDITOR, 302), (Role.EDITOR, 302), (Role.JOURNALIST, 403)])
def test_known_credits_are_kept_by_the_photo_editor_and_the_editors(role: Role, status: int) -> None:
    by = Desk(factories.person(role))
    page = by.post("/admin/roundups/knowncredit/add/", {"name": "Kelmora Wire", "rights": "agency", "_save": "1"})
    assert page.status == status
    assert KnownCredit.objects.filter(name="Kelmora Wire").exists() == (status == 302)

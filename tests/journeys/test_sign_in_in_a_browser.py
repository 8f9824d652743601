"""A newcomer in a real browser: the invitation, a passkey, an authenticator app, and what follows (S12, S14)."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from newsroom.models import RecordRow, Staff
from newsroom.record import What
from roundups.models import Roundup, RoundupState, StoryState
from tests import factories
from tests.journeys.watching import House, Newsroom, Watch, apart
from tests.newsroom.signin.test_invitations import LINK
from tests.signing_in import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

PASSWORD = "seven slow ferries"  # pragma: allowlist secret (of an invented person)


@pytest.fixture
def link(capsys: pytest.CaptureFixture[str], newsroom: Newsroom) -> str:
    """The way in of a new editor; asks for the newsroom, so that it is made before the browser starts."""
    call_command("invite", "Mira Holt", "mira@example.org", "editor-in-chief")
    found = LINK.search(capsys.readouterr().out)
    assert found
    return found[0]


@pytest.fixture
def day(newsroom: Newsroom) -> Roundup:
    return factories.story_in(StoryState.APPROVED).roundup


@pytest.fixture
def house(link: str, day: Roundup, chrome: Browser, newsroom: Newsroom) -> House:
    return House(chrome, newsroom, watch=Watch())


def with_a_key(page: Page) -> Page:
    """Give the browser a passkey device: its owner is there and unlocks it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def begin(page: Page, link: str) -> None:
    page.goto(link)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.click("text=Go on to the second factor")
    page.wait_for_selector("text=Choose your second factor")


def expect(page: Page, sentence: str) -> None:
    page.wait_for_selector(f"text={sentence}")


def test_a_passkey_is_made_signs_in_and_proves(link: str, day: Roundup, house: House) -> None:
    page = with_a_key(house.reader())
    begin(page, link)
    page.click("text=Add a passkey")
    page.fill("#id_name", "blue key")
    page.click("text=Make the passkey")
    expect(page, "Your recovery codes")
    page.click("text=I have written them down")
    page.click("button:text('Sign out')")
    page.click("text=Sign in with a passkey")
    page.wait_for_selector(".rooms")
    page.goto("/admin/prove/?next=/admin/my-sign-in/")
    page.click("text=Use a passkey")
    expect(page, "blue key")
    page.goto(f"/admin/roundups/roundup/{day.pk}/step/publish/")
    for tick in page.query_selector_all("[name=confirmed]"):
        tick.check()
    page.click("button:text('Publish 1 story now')")
    page.wait_for_selector(".rooms")
    assert apart(lambda: Roundup.objects.get(pk=day.pk).status) == RoundupState.PUBLISHED
    told = apart(lambda: list(RecordRow.objects.filter(what=What.SIGNED_IN).values_list("detail__how", flat=True)))
    assert told == ["passkey", "invitation"]
    assert house.watch.complaints == []
    assert house.watch.strangers == []


def test_a_passkey_is_the_second_factor_after_a_password(link: str, house: House) -> None:
    page = with_a_key(house.reader())
    begin(page, link)
    page.click("text=Add a passkey")
    page.click("text=Make the passkey")
    expect(page, "Your recovery codes")
    page.click("button:text('Sign out')")
    page.fill("#id_login", "mira")
    page.fill("#id_password", PASSWORD)
    page.click("text=Go on")
    page.click("text=Use a passkey")
    page.wait_for_selector(".rooms")
    assert house.watch.complaints == []


def test_an_authenticator_app_is_added_and_signs_in_without_scripts(link: str, house: House) -> None:
    house.scripts = False
    page = house.reader()
    begin(page, link)
    page.click("text=Add an authenticator app")
    page.click("text=Show the code for the app")
    secret = page.inner_text(".secret").replace(" ", "")
    page.wait_for_load_state("networkidle")
    assert page.eval_on_selector(".qr", "picture => picture.naturalWidth") > 100
    page.fill("#id_code", code_of(secret))
    page.click("button:text('Add the app')")
    expect(page, "Your recovery codes")
    recovery = page.inner_text(".codes li:first-child")
    page.click("text=I have written them down")
    page.click("button:text('Sign out')")
    page.fill("#id_login", "mira")
    page.fill("#id_password", PASSWORD)
    page.click("text=Go on")
    page.fill("#id_code", recovery)
    page.click("button:text('Sign in')")
    page.wait_for_selector(".rooms")
    assert apart(lambda: Staff.objects.get(username="mira").last_login) is not None
    assert house.watch.complaints == []


def test_a_browser_that_gives_no_passkey_says_so_and_changes_nothing(link: str, house: House) -> None:
    page = house.reader()
    page.goto("/admin/sign-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no key')); }")
    page.click("text=Sign in with a passkey")
    expect(page, "The passkey was not read. Nothing was changed")
    assert page.url.endswith("/admin/sign-in/")

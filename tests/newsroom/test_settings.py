"""The settings, each time read anew from an environment of its own; and what a rotation of the key keeps."""

import datetime
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import Settings
from django.conf import settings as ours
from django.core import signing
from django.core.exceptions import ImproperlyConfigured

import newsroom
from newsroom.roles import Role
from tests import factories
from tests.journeys.desk import Desk
from tests.production_settings import PRODUCTION

KEY = PRODUCTION["SECRET_KEY"]
EARLIER = KEY[::-1]
TRANSLATE = """
import django
django.setup()
from django.utils.translation import gettext
gettext("Days")
"""


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (our own interpreter, our own words)
        [sys.executable, "-c", code],
        env={"DJANGO_SETTINGS_MODULE": "newsroom.settings", **environment},
        cwd=ours.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def started(**environment: str) -> Any:
    """The settings as a process with this environment would have them; those of the tests stay what they are."""
    with pytest.MonkeyPatch.context() as patched:
        for name in os.environ:
            patched.delenv(name)
        for name, value in environment.items():
            patched.setenv(name, value)
        for name in ("environment", "settings"):
            patched.setattr(newsroom, name, None)
            delattr(newsroom, name)
            patched.delitem(sys.modules, f"newsroom.{name}")
        return Settings("newsroom.settings")


def refusal(**environment: str) -> str:
    """The sentence with which the settings refuse."""
    with pytest.raises(ImproperlyConfigured) as refused:
        started(**environment)
    sentence = str(refused.value)
    assert sentence.endswith("."), sentence
    return sentence


def production(**changes: str) -> dict[str, str]:
    return {**PRODUCTION, **changes}


def test_local_mode_needs_nothing() -> None:
    shown = started()
    assert shown.LOCAL
    assert not shown.DEBUG
    assert "*" not in shown.ALLOWED_HOSTS


@pytest.mark.parametrize("mode", ["prod", "Production", "", "lokal"])
def test_an_unknown_mode_is_refused(mode: str) -> None:
    assert "NEWSROOM_MODE" in refusal(NEWSROOM_MODE=mode)


@pytest.mark.parametrize("value", ["maybe", "on", "2", "flase"])
def test_a_flag_that_is_neither_yes_nor_no_is_refused(value: str) -> None:
    assert "DEBUG" in refusal(DEBUG=value)


def test_a_flag_is_refused_for_the_proxy_too() -> None:
    assert "BEHIND_TLS_PROXY" in refusal(BEHIND_TLS_PROXY="perhaps")


@pytest.mark.parametrize("value", ["1", "true", "Yes"])
def test_a_flag_can_be_said_in_several_ways(value: str) -> None:
    assert started(DEBUG=value).DEBUG


@pytest.mark.parametrize("language", ["english", "", "EN", "en-gb", "e1"])
def test_a_language_of_other_than_two_letters_is_refused(language: str) -> None:
    assert "PAPER_LANGUAGE" in refusal(PAPER_LANGUAGE=language)


@pytest.mark.parametrize("language", ["ru", "ti", "ps"])
def test_an_accepted_language_does_not_break_every_page(language: str) -> None:
    started(PAPER_LANGUAGE=language)
    done = run(TRANSLATE, PAPER_LANGUAGE=language)
    assert done.returncode == 0, done.stderr[-200:]


@pytest.mark.filterwarnings("ignore:Engine not recognized")  # whoever reads the address says so too
@pytest.mark.parametrize("url", ["mysql://x", "oracle://x", "nonsense", "nonsense://x", ""])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    assert "DATABASE_URL" in refusal(DATABASE_URL=url)


WEAK = {
    "short": "short",
    "one letter": "x" * 80,
    "three letters": "abc" * 30,
    "49 characters": KEY[:49],
    "over and over": "Zq7-kT_2mWv9xLp4Rb" * 4,
    "local": "local-mode-only-" + "not-a-secret-" * 4,
    "Django's own": f"django-insecure-{KEY}",
}


@pytest.mark.parametrize("key", ["", *WEAK.values()], ids=["missing", *WEAK])
def test_production_refuses_a_weak_key(key: str) -> None:
    assert "SECRET_KEY is missing or weak: set it" in refusal(**production(SECRET_KEY=key))


@pytest.mark.parametrize("key", WEAK.values(), ids=WEAK)
def test_production_refuses_a_weak_key_among_the_earlier_ones(key: str) -> None:
    sentence = refusal(**production(SECRET_KEY_FALLBACKS=f"{EARLIER},{key}"))
    assert "SECRET_KEY_FALLBACKS has a weak key: keep" in sentence


def test_an_earlier_key_that_a_comma_cuts_in_two_is_refused() -> None:
    assert "comma" in refusal(**production(SECRET_KEY_FALLBACKS=f"{EARLIER[:40]},{EARLIER[40:]}"))


def test_good_earlier_keys_are_kept_in_their_order() -> None:
    before = EARLIER[1:] + EARLIER[0]
    assert [EARLIER, before] == started(**production(SECRET_KEY_FALLBACKS=f"{EARLIER}, {before}")).SECRET_KEY_FALLBACKS


def test_production_refuses_an_unset_key() -> None:
    environment = production()
    del environment["SECRET_KEY"]
    assert "SECRET_KEY" in refusal(**environment)


def test_production_refuses_debug() -> None:
    assert "DEBUG" in refusal(**production(DEBUG="true"))


@pytest.mark.parametrize(
    "hosts",
    [
        "", ",", "*", "news.example.org,*", "news.example.org, *", "*.example.org", ".", ".org", "..org", ".example.",
        "https://news.example.org", "news.example.org:443", "news.example.org/", "news.example.org www.example.org",
    ],
)  # fmt: skip
def test_production_refuses_no_hosts_every_host_and_what_is_no_host(hosts: str) -> None:
    assert "ALLOWED_HOSTS must name the site's hosts" in refusal(**production(ALLOWED_HOSTS=hosts))


@pytest.mark.parametrize(
    "host", ["news.example.org", ".example.org", "xn--80ak6aa92e.com", "192.0.2.7", "[2001:db8::7]", "newsroom"]
)
def test_production_takes_a_host_by_name_or_address(host: str) -> None:
    hosts = started(**production(ALLOWED_HOSTS=host)).ALLOWED_HOSTS
    assert hosts == [host]


@pytest.mark.parametrize("host", ["news.example.org", "*", ".example.org", "192.0.2.7", "localhost.example.org"])
def test_local_mode_with_its_known_key_is_for_this_machine_only(host: str) -> None:
    assert "set NEWSROOM_MODE to production" in refusal(ALLOWED_HOSTS=f"localhost,{host}")


def test_local_mode_goes_by_every_name_of_this_machine() -> None:
    hosts = ["localhost", ".localhost", "127.0.0.1", "127.0.0.2", "[::1]"]
    assert hosts == started(ALLOWED_HOSTS=",".join(hosts)).ALLOWED_HOSTS


def test_production_refuses_unset_hosts() -> None:
    environment = production()
    del environment["ALLOWED_HOSTS"]
    assert "ALLOWED_HOSTS" in refusal(**environment)


def test_a_refusal_does_not_print_the_key() -> None:
    done = run("import newsroom.settings", **production(SECRET_KEY="a-weak-key-that-is-somebodys"))
    assert "somebodys" not in done.stderr + done.stdout


def test_good_production_starts_with_secure_cookies() -> None:
    shown = started(**production())
    assert shown.SECRET_KEY == KEY
    assert shown.SESSION_COOKIE_SECURE
    assert shown.CSRF_COOKIE_SECURE
    assert shown.SESSION_COOKIE_HTTPONLY
    assert shown.CSRF_COOKIE_HTTPONLY
    assert shown.SESSION_COOKIE_SAMESITE == "Lax"


def test_good_production_insists_on_https() -> None:
    shown = started(**production())
    assert shown.SECURE_SSL_REDIRECT
    assert shown.SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60
    assert shown.SECURE_HSTS_INCLUDE_SUBDOMAINS


def test_a_proxys_word_is_believed_only_when_told_so() -> None:
    assert started(**production()).SECURE_PROXY_SSL_HEADER is None
    believed = started(**production(BEHIND_TLS_PROXY="true")).SECURE_PROXY_SSL_HEADER
    assert believed == ("HTTP_X_FORWARDED_PROTO", "https")


def test_hosts_may_be_written_with_spaces() -> None:
    hosts = started(**production(ALLOWED_HOSTS="news.example.org, www.example.org")).ALLOWED_HOSTS
    assert hosts == ["news.example.org", "www.example.org"]


# --- Rotation -----------------------------------------------------------------------------------------------------


@pytest.fixture
def rotate(settings: Any) -> Any:
    """The key becomes another; the earlier one is kept as a fallback, or not."""
    settings.SECRET_KEY = EARLIER

    def rotated(*, kept: bool) -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, [EARLIER] if kept else []

    return rotated


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [True, False])
def test_whoever_is_signed_in_stays_so_only_while_the_earlier_key_is_kept(rotate: Any, kept: bool) -> None:
    desk = Desk(factories.person(Role.JOURNALIST))
    assert desk.open("/admin/").status == 200
    rotate(kept=kept)
    assert desk.open("/admin/").status == (200 if kept else 302)


@pytest.mark.django_db
def test_a_session_that_outlived_a_rotation_goes_by_the_new_key_from_then_on(rotate: Any) -> None:
    desk = Desk(factories.person(Role.JOURNALIST))
    rotate(kept=True)
    desk.open("/admin/")
    rotate(kept=False)
    assert desk.open("/admin/").status == 200


def test_what_the_earlier_key_signed_is_believed_only_while_it_is_kept(rotate: Any) -> None:
    signed = signing.dumps({"story": 12})
    rotate(kept=True)
    assert signing.loads(signed, max_age=datetime.timedelta(minutes=1)) == {"story": 12}
    rotate(kept=False)
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)


def test_what_is_signed_after_a_rotation_needs_no_earlier_key(rotate: Any) -> None:
    rotate(kept=True)
    signed = signing.dumps("a word")
    rotate(kept=False)
    assert signing.loads(signed) == "a word"

"""The settings, each time read by a process of its own from an environment of its own."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as ours

from tests.production_settings import PRODUCTION

KEY = PRODUCTION["SECRET_KEY"]
SHOWN = (
    "LOCAL", "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "PAPER_LANGUAGE", "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY", "SECURE_PROXY_SSL_HEADER", "SECRET_KEY", "SESSION_COOKIE_SAMESITE",
)  # fmt: skip
SHOW = f"""
import json
from django.conf import settings
import newsroom.settings
print(json.dumps({{name: getattr(settings, name) for name in {SHOWN!r}}}))
"""
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


def started(**environment: str) -> dict[str, Any]:
    done = run(SHOW, **environment)
    assert done.returncode == 0, done.stderr[-200:]
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def refusal(**environment: str) -> str:
    """The sentence with which the settings refuse."""
    done = run("import newsroom.settings", **environment)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    kind, _colon, sentence = last.partition(": ")
    assert kind == "django.core.exceptions.ImproperlyConfigured", last
    assert sentence.endswith("."), sentence
    return sentence


def production(**changes: str) -> dict[str, str]:
    return {**PRODUCTION, **changes}


def test_local_mode_needs_nothing() -> None:
    shown = started()
    assert shown["LOCAL"]
    assert not shown["DEBUG"]
    assert "*" not in shown["ALLOWED_HOSTS"]


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
    assert started(DEBUG=value)["DEBUG"]


@pytest.mark.parametrize("language", ["english", "", "EN", "en-gb", "e1"])
def test_a_language_of_other_than_two_letters_is_refused(language: str) -> None:
    assert "PAPER_LANGUAGE" in refusal(PAPER_LANGUAGE=language)


@pytest.mark.parametrize("language", ["ru", "ti", "ps"])
def test_an_accepted_language_does_not_break_every_page(language: str) -> None:
    started(PAPER_LANGUAGE=language)
    done = run(TRANSLATE, PAPER_LANGUAGE=language)
    assert done.returncode == 0, done.stderr[-200:]


@pytest.mark.parametrize("url", ["mysql://x", "oracle://x", "nonsense", "nonsense://x", ""])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    assert "DATABASE_URL" in refusal(DATABASE_URL=url)


@pytest.mark.parametrize(
    "key",
    ["", "short", "x" * 80, "abc" * 30, KEY[:49], "local-mode-only-" + "not-a-secret-" * 4],
    ids=["missing", "short", "one letter", "three letters", "49 characters", "local"],
)
def test_production_refuses_a_weak_key(key: str) -> None:
    assert "SECRET_KEY" in refusal(**production(SECRET_KEY=key))


def test_production_refuses_an_unset_key() -> None:
    environment = production()
    del environment["SECRET_KEY"]
    assert "SECRET_KEY" in refusal(**environment)


def test_production_refuses_debug() -> None:
    assert "DEBUG" in refusal(**production(DEBUG="true"))


@pytest.mark.parametrize("hosts", ["", "*", "news.example.org,*", "news.example.org, *"])
def test_production_refuses_no_hosts_and_every_host(hosts: str) -> None:
    assert "ALLOWED_HOSTS" in refusal(**production(ALLOWED_HOSTS=hosts))


def test_production_refuses_unset_hosts() -> None:
    environment = production()
    del environment["ALLOWED_HOSTS"]
    assert "ALLOWED_HOSTS" in refusal(**environment)


def test_a_refusal_does_not_print_the_key() -> None:
    done = run("import newsroom.settings", **production(SECRET_KEY="a-weak-key-that-is-somebodys"))
    assert "somebodys" not in done.stderr + done.stdout


def test_good_production_starts_with_secure_cookies() -> None:
    shown = started(**production())
    assert shown["SECRET_KEY"] == KEY
    assert shown["SESSION_COOKIE_SECURE"]
    assert shown["CSRF_COOKIE_SECURE"]
    assert shown["SESSION_COOKIE_HTTPONLY"]
    assert shown["CSRF_COOKIE_HTTPONLY"]
    assert shown["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_good_production_insists_on_https() -> None:
    shown = started(**production())
    assert shown["SECURE_SSL_REDIRECT"]
    assert shown["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert shown["SECURE_HSTS_INCLUDE_SUBDOMAINS"]


def test_a_proxys_word_is_believed_only_when_told_so() -> None:
    assert started(**production())["SECURE_PROXY_SSL_HEADER"] is None
    believed = started(**production(BEHIND_TLS_PROXY="true"))["SECURE_PROXY_SSL_HEADER"]
    assert believed == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_hosts_may_be_written_with_spaces() -> None:
    hosts = started(**production(ALLOWED_HOSTS="news.example.org, www.example.org"))["ALLOWED_HOSTS"]
    assert hosts == ["news.example.org", "www.example.org"]

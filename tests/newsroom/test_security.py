"""What nobody can read is refused with a sentence, or read as if it had not been said."""

import pytest

from newsroom.security import Handler, PaperArgon2
from newsroom.settings import PASSWORD_HASHERS
from roundups.models import Report
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.wire import ask, environ

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "charset", ["hex", "base64", "unicode_escape", "utf-16", "utf-7", "latin-1", "utf-8-sig", "none-such", "x" * 5000]
)
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_a_form_in_another_charset_than_ours_is_refused_with_a_sentence(charset: str, kind: str) -> None:
    factories.masthead()
    answer = ask(Handler(), environ("POST", "/report/?x=1", {"Content-Type": f"{kind}; charset={charset}"}, b"words=x"))
    assert answer.status == 400
    assert b"This could not be read" in answer.body


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"'])
def test_a_form_that_names_our_own_charset_is_read(charset: str) -> None:
    factories.masthead()
    desk = Desk()
    token = desk.open("/report/").form("words").value("csrfmiddlewaretoken")
    sent = {
        "Content-Type": f"{FORM}; charset={charset}",
        "Cookie": f"csrftoken={desk.client.cookies['csrftoken'].value}",
    }
    words = f"csrfmiddlewaretoken={token}&words=%D0%9C%D0%BE%D1%81%D1%82+is+not+open"
    answer = ask(Handler(), environ("POST", "/report/", sent, words.encode()))
    assert (answer.status, answer.headers.get("Location")) == (302, "/report/?sent=1")
    assert Report.objects.get().words == "Мост is not open"


@pytest.mark.parametrize("kind", ["a/b; charset*=x''%FF", "text/plain; charset*=none-such''x"])
def test_a_content_type_that_cannot_be_read_is_none(kind: str) -> None:
    factories.masthead()
    answer = ask(Handler(), environ("GET", "/report/", {"Content-Type": kind}))
    assert answer.status == 200
    assert b"What is wrong" in answer.body


@pytest.mark.parametrize("cookie", ["sessionid=abc", "sessionid=A" + "a" * 31, "csrftoken=x", "csrftoken=" + "x" * 64])
def test_a_cookie_that_cannot_be_ours_is_not_answered_by_one(cookie: str) -> None:
    factories.masthead()
    answer = ask(Handler(), environ("GET", "/", {"Cookie": cookie}))
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_passwords_are_hashed_by_argon2id_with_64_mb_and_one_lane_and_by_nothing_else() -> None:
    assert [f"{PaperArgon2.__module__}.{PaperArgon2.__name__}"] == PASSWORD_HASHERS
    hashed = PaperArgon2().encode("carts cross the bridge", "a-salt-of-its-own")
    assert hashed.startswith("argon2$argon2id$v=19$m=65536,t=2,p=1$")

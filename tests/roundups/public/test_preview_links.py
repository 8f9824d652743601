"""Preview links: signed, of one state, a day at most, revocable, kept and found by nobody (5-promises, S16)."""

import datetime
import io
import logging
import random
import string
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core.signing import Signer
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom import headers
from newsroom.logs import Discreet
from newsroom.management.commands.serve import web_server
from newsroom.models import Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import PreviewLink, Roundup, Story
from roundups.press.front import Front
from roundups.workflow import tokens
from tests import factories
from tests.factories import NOON
from tests.promises import count
from tests.roundups.press.test_front import ask, made

pytestmark = pytest.mark.django_db
CANARY = "Zyxqanary"
HOUR = datetime.timedelta(hours=1)
OURS = "roundups.preview_link"
WORDS = {
    "headline": f"{CANARY} in the headline",
    "short_headline": f"{CANARY} in short",
    "summary": f"{CANARY} in the summary, the council said.",
    "body": f"<p>{CANARY} in the text, the council said.</p>",
    "photo_caption": f"{CANARY} in the caption",
    "photo_alt": f"{CANARY} in the alt text",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def link_to(thing: Story | Roundup, hours: int = 8) -> PreviewLink:
    return workflow.share(thing, by=factories.person(Role.EDITOR), hours=hours, now=NOON)


def address_of(link: PreviewLink) -> str:
    return f"/preview/{tokens.token_of(link)}/"


def saved(story: Story, **words: Any) -> None:
    fresh = Story.objects.get(pk=story.pk)
    for name, value in words.items():
        setattr(fresh, name, value)
    workflow.save_story(fresh, by=fresh.author, seen=fresh.revision)


def is_no_page(client: Client, address: str) -> bool:
    """Whether the answer is that of any missing page, to the byte; at preview addresses with the same headers."""
    answer, missing = client.get(address), client.get("/nothing/")
    assert dict(answer.headers) == dict(client.get("/preview/nothing/").headers)
    return (answer.status_code, answer.content) == (404, missing.content)


# --- What the link shows --------------------------------------------------------------------------------------------


def test_whoever_has_the_link_reads_the_story_without_an_account_and_no_other(client: Client) -> None:
    day = factories.roundup(headline="The whole day", sign_off="That is the evening.")
    story = factories.story(day, headline="Nine ships wait")
    factories.story(day, headline="The market opens")
    answer = client.get(address_of(link_to(story)))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nine ships wait" in page
    assert not any(words in page for words in ("The market opens", "The whole day", "That is the evening."))


def test_whoever_has_the_link_to_a_day_reads_all_of_it_but_what_is_spiked(client: Client) -> None:
    day = factories.roundup()
    factories.story(day, headline="Nine ships wait")
    factories.story_in("approved", day, headline="The market opens")
    factories.story_in("spiked", day, headline="Nobody reads this")
    page = client.get(address_of(link_to(day))).content.decode()
    assert "Nine ships wait" in page
    assert "The market opens" in page
    assert "Nobody reads this" not in page


def test_the_page_says_that_it_is_not_published_until_when_it_is_there_and_not_to_pass_it_on(client: Client) -> None:
    page = client.get(address_of(link_to(factories.story()))).content.decode()
    assert "Preview. This is not published. The link holds until 2 March, 22:00 EET. Please do not pass it on." in page


def test_the_page_speaks_the_language_of_its_paper(client: Client) -> None:
    story = factories.story(factories.roundup(masthead=factories.masthead(language="ru")))
    address = address_of(link_to(story))
    page = client.get(address).content.decode()
    assert '<html lang="ru"' in page
    assert "Ссылка действует до 2 марта, 22:00 EET." in page
    saved(story, summary="Другие слова.")
    assert "Текст изменился" in client.get(address).content.decode()


def test_a_preview_leads_nobody_to_a_page_of_the_day_that_is_not_there(client: Client) -> None:
    page = client.get(address_of(link_to(factories.story()))).content.decode()
    assert "/text/2026/03/02/" not in page
    assert "/report/?day=" not in page


def test_the_link_shows_its_state_through_every_step_that_leaves_the_text(client: Client, editor: Staff) -> None:
    author = factories.person()
    story = factories.story(author=author)
    address = address_of(link_to(story))
    for name, by in (("file", author), ("send_back", editor), ("file", author), ("approve", editor)):
        factories.step(name, story, by)
        assert client.get(address).status_code == 200, name


def test_nothing_is_written_by_reading(client: Client) -> None:
    photo = factories.photo()
    link = link_to(factories.story(photo=photo))
    with CaptureQueriesContext(connection) as captured:
        for path in ("", f"picture/{photo.digest}/"):
            for ask_for in (client.get, client.head):
                ask_for(address_of(link) + path).getvalue()
    assert {query["sql"].split()[0].upper() for query in captured} == {"SELECT"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_any_other_method_is_refused(client: Client, method: str) -> None:
    answer = getattr(client, method)(address_of(link_to(factories.story())))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


# --- Of one state ---------------------------------------------------------------------------------------------------


def moved(story: Story, editor: Staff) -> None:
    factories.step("move", story, editor, to=factories.roundup(factories.DATE + datetime.timedelta(days=1)))


def spiked(story: Story, editor: Staff) -> None:
    factories.step("spike", story, editor)


def withdrawn(story: Story, editor: Staff) -> None:
    factories.step("approve", story, editor)
    factories.step("publish", story.roundup, editor)
    factories.step("withdraw", story, editor, note=f"{CANARY} in the public note")


def rewritten(story: Story, editor: Staff) -> None:
    factories.step("recall", story, story.author)
    saved(story, **{name: f"{words} by now" for name, words in WORDS.items() if name != "body"})


@pytest.mark.parametrize("change", [moved, spiked, withdrawn, rewritten])
def test_once_the_text_is_another_the_page_says_so_and_no_word_of_either(
    client: Client, editor: Staff, change: Callable[[Story, Staff], None]
) -> None:
    photo = factories.photo(caption=f"{CANARY} in the photo")
    day = factories.roundup(headline=f"{CANARY} on the page")
    story = factories.story_in("filed", day, author=factories.person(), photo=photo, **WORDS)
    address = address_of(link_to(story))
    assert CANARY in client.get(address).content.decode()
    change(story, editor)
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "The text has changed" in page
    assert "Ask whoever gave you the link for a new one." in page
    assert CANARY not in f"{page} {answer.headers}"
    assert "canary" not in page.lower()  # nor its anchor
    assert tokens.token_of(PreviewLink.objects.get()) not in page
    assert client.get(f"{address}picture/{photo.digest}/").status_code == 404


def test_a_new_link_shows_the_new_text(client: Client) -> None:
    story = factories.story()
    old = address_of(link_to(story))
    saved(story, summary="Other words.")
    assert client.get(old).status_code == 410
    assert "Other words." in client.get(address_of(link_to(story))).content.decode()


def test_a_token_does_not_open_another_state_under_its_id(client: Client) -> None:
    story, link = factories.story(), link_to(factories.story())
    address = address_of(link)
    PreviewLink.objects.update(story=story, roundup=story.roundup, digest=link_to(story).digest)
    assert is_no_page(client, address)


# --- A day at most, and revocable -----------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", workflow.HOURS)
def test_a_link_that_has_ended_is_no_page(client: Client, clock: time_machine.Traveller, hours: int) -> None:
    address = address_of(link_to(factories.story(), hours))
    clock.move_to(NOON + hours * HOUR - datetime.timedelta(seconds=1))
    assert client.get(address).status_code == 200
    clock.move_to(NOON + hours * HOUR)
    assert is_no_page(client, address)


def test_a_link_that_was_revoked_is_no_page(client: Client, editor: Staff) -> None:
    link = link_to(factories.story())
    workflow.revoke(link, by=editor, now=NOON)
    assert is_no_page(client, address_of(link))


def test_a_link_that_has_ended_does_not_say_that_the_text_changed(client: Client, editor: Staff) -> None:
    story = factories.story()
    link = link_to(story)
    saved(story, summary="Other words.")
    workflow.revoke(link, by=editor, now=NOON)
    assert is_no_page(client, address_of(link))


def test_a_link_whose_draft_was_deleted_is_no_page(client: Client) -> None:
    author = factories.person()
    story = factories.story(author=author)
    address = address_of(link_to(story))
    workflow.delete_draft(story, by=author)
    assert is_no_page(client, address)


# --- Signed ---------------------------------------------------------------------------------------------------------


def flipped(chance: random.Random, good: str, _other: str) -> str:
    """Some bits of some letters turned over."""
    found = bytearray(good.encode())
    for at in chance.sample(range(len(found)), chance.randint(1, 3)):
        found[at] ^= 1 << chance.randrange(7)
    return found.decode()


def retyped(chance: random.Random, good: str, _other: str) -> str:
    """One letter is another that may stand there: also the last, of which two bits say nothing."""
    at = chance.choice([len(good) - 1, chance.randrange(len(good))])
    return good[:at] + chance.choice(string.ascii_letters + string.digits + "-_") + good[at + 1 :]


def cut(chance: random.Random, good: str, _other: str) -> str:
    begin, end = sorted(chance.sample(range(len(good) + 1), 2))
    return good[begin:end]


def longer(chance: random.Random, good: str, other: str) -> str:
    return chance.choice([good + good, f"{good}.", f"0{good}", f"{good}=", f"{good}.{other}", f" {good}", f"{good}%00"])


def swapped(chance: random.Random, good: str, other: str) -> str:
    """The parts of two good tokens, mixed."""
    parts = [chance.choice(pair) for pair in zip(good.split("."), other.split("."), strict=True)]
    return ".".join(parts if chance.random() < 0.7 else chance.sample(parts, 3))


def renumbered(chance: random.Random, good: str, _other: str) -> str:
    _number, *rest = good.split(".")
    return ".".join([str(chance.choice([0, 1, 2, 3, 4, chance.randrange(10**18)])), *rest])


def salted(chance: random.Random, good: str, _other: str) -> str:
    """Signed by the site's key for another purpose."""
    salt = chance.choice(["", "preview", f"{OURS}.state", "django.core.signing", f"{OURS}{chance.random()}"])
    return Signer(salt=salt, sep=".").sign(good.rpartition(".")[0])


def keyed(chance: random.Random, good: str, _other: str) -> str:
    """Signed by somebody else's key."""
    algorithm = chance.choice(["sha256", "sha1", "sha512"])
    return Signer(key=str(chance.random()), salt=OURS, sep=".", algorithm=algorithm).sign(good.rpartition(".")[0])


def shaped(chance: random.Random, good: str, _other: str) -> str:
    """What looks like a token."""
    letters = string.ascii_letters + string.digits + "-_"
    seal, signature = ("".join(chance.choices(letters, k=43)) for _part in range(2))
    return f"{good.partition('.')[0]}.{seal}.{signature}"


def huge(chance: random.Random, good: str, _other: str) -> str:
    return chance.choice([good, "A", "9", ".", "%"]) * chance.randint(100, 5000)


def foreign(chance: random.Random, good: str, _other: str) -> str:
    """Letters and digits of other alphabets, some of which look the same."""
    same = str.maketrans("0123456789aeocpxAEOCPX", "０１２３４５６７８９аеосрхАЕОСРХ")
    return chance.choice([good.translate(same), good + chr(chance.randrange(0x80, 0xD7FF)), "ё" * 43, "\u202e" + good])


def senseless(chance: random.Random, _good: str, _other: str) -> str:
    return chance.randbytes(chance.randint(1, 120)).decode("latin-1")


def recased(chance: random.Random, good: str, _other: str) -> str:
    return "".join(chance.choice([letter.lower(), letter.upper()]) for letter in good)


FORGERS = (
    flipped, retyped, cut, longer, swapped, renumbered, salted, keyed, shaped, huge, foreign, senseless, recased,
)  # fmt: skip


@pytest.mark.promise
def test_no_forged_token_is_accepted_and_none_reaches_the_links(client: Client) -> None:
    goods = [tokens.token_of(link_to(factories.story())) for _number in range(4)]
    missing, same = client.get("/nothing/").content, dict(client.get("/preview/nothing/").headers)
    chance = random.Random(16)
    asked = 0

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += PreviewLink._meta.db_table in sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        for number in range(count(500, 10_000)):
            good, other = chance.sample(goods, 2)
            forged = FORGERS[number % len(FORGERS)](chance, good, other)
            if forged in goods:  # a letter was retyped as itself, or parts came together again
                forged = good[:-1]
            answer = client.get(f"/preview/{quote(forged, safe='')}/")
            assert (answer.status_code, answer.content, dict(answer.headers)) == (404, missing, same), forged
        assert asked == 0
        assert client.get(f"/preview/{goods[0]}/").status_code == 200
        assert asked == 1


def test_a_forged_token_asks_no_more_than_any_missing_page(client: Client) -> None:
    good = tokens.token_of(link_to(factories.story()))
    with CaptureQueriesContext(connection) as missing:
        client.get("/nothing/")
    for path in ("", f"picture/{'0' * 64}/"):
        with CaptureQueriesContext(connection) as forged:
            client.get(f"/preview/{good[:-2]}xx/{path}")
        assert [query["sql"] for query in forged] == [query["sql"] for query in missing]


def test_a_good_token_of_a_link_that_nobody_knows_is_no_page(client: Client) -> None:
    link = link_to(factories.story())
    address = address_of(link)
    link.delete()
    assert is_no_page(client, address)


def test_a_link_outlives_a_change_of_the_key_as_long_as_the_old_key_is_known(client: Client, settings: Any) -> None:
    address = address_of(link_to(factories.story()))
    # pragma: allowlist nextline secret (of nobody)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key" * 8, [settings.SECRET_KEY]
    assert client.get(address).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert is_no_page(client, address)


def test_the_token_does_not_give_away_which_text_it_is_for() -> None:
    link = link_to(factories.story())
    assert link.digest not in tokens.token_of(link)


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_the_pictures_of_the_page_are_seen_and_no_others(client: Client) -> None:
    mine, theirs, lead = factories.photo(), factories.photo(), factories.photo()
    day = factories.roundup(photo=lead)
    story = factories.story(day, photo=mine)
    factories.story(day, photo=theirs)
    address = address_of(link_to(story))
    assert f'src="{address}picture/{mine.digest}/"' in client.get(address).content.decode()
    seen = client.get(f"{address}picture/{mine.digest}/")
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert seen.getvalue().startswith(b"\xff\xd8")
    for other in (theirs.digest, lead.digest, "0" * 64):
        assert is_no_page(client, f"{address}picture/{other}/")


def test_a_days_pictures_are_seen_with_the_link_to_the_day(client: Client) -> None:
    photos = [factories.photo(), factories.photo()]
    day = factories.roundup(photo=photos[0])
    factories.story(day, photo=photos[1])
    address = address_of(link_to(day))
    for photo in photos:
        seen = client.get(f"{address}picture/{photo.digest}/")
        assert (seen.status_code, seen.getvalue()[:2]) == (200, b"\xff\xd8")


def test_pictures_go_with_the_link(client: Client, clock: time_machine.Traveller) -> None:
    photo = factories.photo()
    address = f"{address_of(link_to(factories.story(photo=photo), 1))}picture/{photo.digest}/"
    clock.move_to(NOON + HOUR)
    assert is_no_page(client, address)


# --- Kept by nobody, found by nobody, told to nobody ----------------------------------------------------------------


def away(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    raise OperationalError("no database")


def every_answer(client: Client) -> Iterator[tuple[str, Any]]:
    """Whatever can be answered at the address of a preview."""
    photo = factories.photo()
    story = factories.story(photo=photo)
    address = address_of(link_to(story))
    yield "page", client.get(address)
    picture = client.get(f"{address}picture/{photo.digest}/")
    picture.getvalue()  # reads the file to its end, and so closes it
    yield "picture", picture
    yield "without its slash", client.get(address[:-1])
    yield "forged", client.get(f"{address[:-3]}xx/")
    yield "posted", client.post(address)
    yield "posted without a token", Client(enforce_csrf_checks=True).post(address)
    with connection.execute_wrapper(away):
        yield "database away", client.get(address)
    saved(story, summary="Other words.")
    yield "changed", client.get(address)


def test_no_answer_is_kept_or_found_or_tells_the_address_on_or_sets_a_cookie(client: Client) -> None:
    policy = {f"{name} {' '.join(values)}" for name, values in headers.POLICY.items()}
    statuses = []
    for name, answer in every_answer(client):
        statuses.append(answer.status_code)
        assert answer.headers["Cache-Control"] == "private, no-store", name
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow", name
        assert answer.headers["Referrer-Policy"] == "no-referrer", name
        assert not answer.cookies, name
        assert set(answer.headers["Content-Security-Policy"].split("; ")) == policy, name
        assert answer.headers["X-Frame-Options"] == "DENY", name
    assert statuses == [200, 200, 301, 404, 405, 403, 503, 410]


def test_the_page_says_nothing_to_programs_that_show_links(client: Client) -> None:
    page = client.get(address_of(link_to(factories.story(photo=factories.photo())))).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert not any(words in page for words in ("og:", "twitter:", 'rel="canonical"', "ld+json"))


def test_robots_txt_leaves_previews_to_their_noindex(client: Client) -> None:
    # A crawler that may not fetch an address never reads that it is not to be listed.
    factories.masthead()
    assert "preview" not in client.get("/robots.txt").content.decode()


def test_the_front_leaves_previews_to_the_newsroom(media: Any) -> None:
    front: Front = made(media / "site")
    assert ask(front, address_of(link_to(factories.story())))[0] == 418


def test_no_line_of_the_log_tells_a_token(client: Client) -> None:
    address = address_of(link_to(factories.story()))
    written = io.StringIO()
    handler = next(each for each in logging.root.handlers if isinstance(each.formatter, Discreet))
    assert isinstance(handler, logging.StreamHandler)
    before = handler.setStream(written)
    try:
        with connection.execute_wrapper(away):
            assert client.get(address).status_code == 503
        logging.getLogger("roundups").error("%s and %s fell down", f"https://news.example.org{address}x", address)
    finally:
        handler.setStream(before)
    assert "Service Unavailable: /preview/…/\n" in written.getvalue()
    assert "https://news.example.org/preview/…/x and /preview/…/ fell down" in written.getvalue()
    assert address.split("/")[2] not in written.getvalue()


def test_the_web_server_writes_no_line_for_a_request() -> None:
    assert "--access-log" not in web_server(8000)

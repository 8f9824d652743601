"""Published stories to search in: told through the real workflow, and indexed as the press does it."""

import datetime
from collections.abc import Iterator

from django.db import connection

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Edition, IndexEntry, Roundup, Story
from roundups.public.search import ask, index, parse
from tests import factories

DATE = factories.DATE
Words = tuple[str, str, str]  # headline, summary, text


def russian() -> Masthead:
    factories.masthead()
    return factories.masthead(language="ru", name="Фонарь", kicker="Обзор «Фонаря»", sign_off="Вот и всё утро.")


def told(*stories: Words, date: datetime.date = DATE, masthead: Masthead | None = None) -> Roundup:
    """A published day with these stories, known to the search."""
    author, editor = factories.person(), factories.person(Role.EDITOR)
    day = factories.roundup(date, masthead=masthead)
    for words in stories:
        add(day, *words, author=author, editor=editor)
    factories.step("publish", day, editor)
    index_all()
    return day


def add(day: Roundup, headline: str, summary: str, text: str, *, author: Staff, editor: Staff) -> Story:
    """An approved story on the day; not with readers yet."""
    words = {"headline": headline, "short_headline": headline[:60], "summary": summary, "body": f"<p>{text}</p>"}
    story = factories.story(day, author=author, **words)
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    return story


def reword(story: Story, editor: Staff, **words: str) -> None:
    """Another text for a published story, written by its author, with readers in the next edition."""
    factories.step("reopen", story, editor)
    for name, value in words.items():
        setattr(story, name, value)
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    factories.step("reissue", story.roundup, editor)


def index_all() -> None:
    """What the press does at the end of a run."""
    for edition in Edition.objects.public().select_related("text"):
        index(edition)


def fill(day: Roundup, count: int) -> None:
    """So many entries of the day's one story: walking hundreds of stories through the desk would take minutes."""
    entry = IndexEntry.objects.get(edition__roundup=day)
    keys = range(entry.key - count + 1, entry.key)
    IndexEntry.objects.bulk_create(
        IndexEntry(
            key=key,
            edition=entry.edition,
            language=entry.language,
            anchor=f"{entry.anchor}-{entry.key - key}",
            headline=entry.headline,
            summary=entry.summary,
            words=entry.words,
        )
        for key in keys
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            copied = "SELECT %s, headline, summary, words FROM roundups_search WHERE rowid = %s"
            insert = f"INSERT INTO roundups_search (rowid, headline, summary, words) {copied}"
            cursor.executemany(insert, [(key, entry.key) for key in keys])
        else:
            copied = "SELECT vector FROM roundups_indexentry WHERE key = %s"
            update = f"UPDATE roundups_indexentry SET vector = ({copied}) WHERE key BETWEEN %s AND %s"  # noqa: S608
            cursor.execute(update, [entry.key, keys.start, keys.stop - 1])


def found(typed: str, language: str = "en", *, best_first: bool = False) -> list[tuple[str, str]]:
    """(date, anchor) of what is found, page by page."""
    return list(_found(typed, language, best_first))


def anchors(typed: str, language: str = "en", *, best_first: bool = False) -> list[str]:
    return [anchor for _date, anchor in _found(typed, language, best_first)]


def _found(typed: str, language: str, best_first: bool) -> Iterator[tuple[str, str]]:
    page = pages = 1
    while page <= pages:
        answer = ask(parse(typed), language, best_first=best_first, page=page)
        pages = answer.pages
        page += 1
        for hit in answer.hits:
            yield f"{hit.edition.date}", hit.address.partition("#")[2]


def rows_of_the_index() -> list[tuple[object, ...]]:
    """Everything that the search knows, in whatever the database keeps it."""
    statement = (
        "SELECT e.key, e.edition_id, e.headline, e.words, s.headline, s.summary, s.words FROM roundups_indexentry e"
        " LEFT JOIN roundups_search s ON s.rowid = e.key ORDER BY e.key"
        if connection.vendor == "sqlite"
        else "SELECT key, edition_id, headline, words, vector::text FROM roundups_indexentry ORDER BY key"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
